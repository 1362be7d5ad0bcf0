"""Reads the whole set as the program does and says what is right, by layout, script and field.

Run it as `python -m accuracy.measure` (`make accuracy`); `--only TEXT` keeps the forms whose name or filling
holds it; `--seed N` makes other forms, which nobody has looked at; `--form SEED` writes the composed form of that seed
into the folder `build` and says what of it is wrong (`make accuracy FORM=SEED`).
"""

from __future__ import annotations

import argparse
import sys
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import chain
from pathlib import Path

from accuracy.forms import blank_forms, composed_form, composed_forms, filled_forms
from accuracy.negatives import other_papers
from accuracy.paper import Case, Shape
from intake import config
from intake.data.loaded import load_gazetteer, load_lexicon
from intake.reading.gate import Limits
from intake.reading.open import Read, read_part
from intake.reading.parts import Part
from intake.rules.call import Call
from intake.rules.forms.form.reader import FormReader
from intake.rules.judging.application import Application, judge
from intake.rules.judging.decision import merit

_ROOT = Path(__file__).parents[2]
_COMPOSED = 200
_LIMITS = Limits()
_gazetteer = cache(load_gazetteer)
HEADLINE = ("outcome", "status", "cluster", "approach", "municipality")


@cache
def call() -> Call:
    """The call of 2021."""
    return config.load_calls(config.load(_ROOT / "config.toml", environ=None))[0]


@cache
def _reader() -> FormReader:
    return FormReader(call(), load_lexicon())


@dataclass(frozen=True, slots=True, kw_only=True)
class Check:
    """One value of one form, compared; *found* are the codes of the findings about that field."""

    case: Case
    field: str
    expected: object
    got: object
    found: tuple[str, ...] = ()

    @property
    def right(self) -> bool:
        """Tell whether the export would say what it should."""
        return self.expected == self.got

    @property
    def kind(self) -> str:
        """Name the fault: a wrong value that nobody is told of is the worst."""
        if self.got in (None, ()):
            return "blank with finding" if self.found else "blank"
        return "wrong with finding" if self.found else "silent wrong"


def checks(cases: Iterable[Case]) -> Iterator[Check]:
    """Compare everything that is known of every form."""
    for case in cases:
        yield from _compared(case, _judged(case))


def _judged(case: Case) -> Application | None:
    """The form as the desk would judge it, or None where it takes the file for no form."""
    result = read_part(Part(name=case.name, content=case.content), _LIMITS)
    if not isinstance(result, Read):
        return None
    reading = _reader().read(result.document, case.name)
    return judge(reading, result.file, call(), _gazetteer()) if reading.score else None


def _compared(case: Case, got: Application | None) -> Iterator[Check]:
    expected = case.expected
    yield Check(
        case=case,
        field="outcome",
        expected="other" if expected.shape is Shape.OTHER else "form",
        got="form" if got else "other",
    )
    if got is None or expected.shape is Shape.OTHER:
        return
    codes = tuple(str(f.code) for f in got.findings)
    yield Check(case=case, field="status", expected=expected.status, got=merit(got.findings, call()).value, found=codes)
    yield from (
        Check(case=case, field=name, expected=getattr(expected, name), got=getattr(got, name), found=_about(got, name))
        for name in ("cluster", "approach", "municipality")
    )
    for code in sorted(expected.codes):
        yield Check(case=case, field=f"finding {code}", expected=True, got=code in codes)
    for asked in call().fields:
        if asked.id in HEADLINE:
            continue
        there, value = expected.answers.get(asked.id), got.answers.get(asked.id)
        if there is not None or value is not None:
            yield Check(
                case=case, field=asked.id, expected=_plain(there), got=_plain(value), found=_about(got, asked.id)
            )


def _about(got: Application, name: str) -> tuple[str, ...]:
    own = ("cluster", "approach") if name in ("cluster", "approach") else (name,)
    return tuple(str(f.code) for f in got.findings if f.field in own)


def _plain(value: object) -> object:
    """A value as compared: blanks folded, rows without their empty cells."""
    if isinstance(value, str):
        return " ".join(value.split())
    if isinstance(value, tuple):
        return tuple(
            {k: _plain(v) for k, v in row.items() if v is not None} for row in value if isinstance(row, Mapping)
        )
    return value


# What is printed


def table(found: Iterable[Check], by: Callable[[Check], str]) -> Iterator[str]:
    """One line a group: how many values, the share that is right, how many are silently wrong."""
    total: Counter[str] = Counter()
    right: Counter[str] = Counter()
    silent: Counter[str] = Counter()
    for check in found:
        group = by(check)
        total[group] += 1
        right[group] += check.right
        silent[group] += not check.right and check.kind == "silent wrong"
    for group in sorted(total, key=lambda g: (right[g] / total[g], g)):
        yield f"  {group:28} {total[group]:6}  {100 * right[group] / total[group]:6.2f} %  silent wrong {silent[group]}"


def share(found: Iterable[Check], *fields: str) -> float:
    """The share of right values of these fields; of all answers where none is named."""
    results = [c.right for c in found if (c.field in fields if fields else is_answer(c))]
    return sum(results) / len(results)


def is_answer(check: Check) -> bool:
    """Tell whether a check is about a single answer."""
    return check.field not in HEADLINE and not check.field.startswith("finding ")


def whole_set(first: int = 0) -> Iterator[Case]:
    """Every file there is: filled forms from the seed *first* on, blank ones, papers that are none."""
    return chain(filled_forms(first), blank_forms(), other_papers())


def main() -> None:
    """Print the tables and the lists of what is wrong."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--only", default="")
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--form", type=int)
    asked = parser.parse_args()
    if asked.form is not None:
        _write(composed_form(asked.form))
        return
    composed = composed_forms(asked.seed, _COMPOSED)
    for title, cases, groups in (
        ("", whole_set(asked.seed), ("layout", "script", "field")),
        ("\nForms composed at random\n", composed, ("carrier", "field")),
    ):
        sys.stdout.write(title)
        _report([case for case in cases if asked.only in case.name or asked.only in case.fill], groups)


_GROUPS: dict[str, Callable[[Check], str]] = {
    "layout": lambda c: c.case.layout,
    "carrier": lambda c: c.case.layout,
    "script": lambda c: c.case.script,
    "field": lambda c: c.field,
}


def _report(cases: Sequence[Case], groups: Iterable[str]) -> None:
    found = tuple(checks(cases))
    say = sys.stdout.write
    for title in groups:
        say(f"\nBy {title}\n" + "\n".join(table(found, _GROUPS[title])) + "\n")
    say("\nWrong\n")
    say("".join(_told(check) for check in found if not check.right))
    silent = sum(not c.right and c.kind == "silent wrong" for c in found)
    say(f"\n{len(cases)} files, {len(found)} values, {sum(c.right for c in found)} right, {silent} silently wrong\n")


def _told(check: Check) -> str:
    case = check.case
    said = f"{check.kind} | {case.name} | {check.field} | expected {check.expected!r} | got {check.got!r}"
    return f"{said} | {','.join(check.found)} | {case.fill}\n"


def _write(case: Case) -> None:
    """Write a form to a file, and say what of it is wrong."""
    path = _ROOT / "build" / case.name
    path.parent.mkdir(exist_ok=True)
    path.write_bytes(case.content)
    sys.stdout.write(f"{path}\n{case.fill}\n")
    sys.stdout.write("".join(_told(check) for check in checks([case]) if not check.right))


if __name__ == "__main__":
    main()
