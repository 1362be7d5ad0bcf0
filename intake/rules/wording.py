"""The words of the desk outside its letters: statuses, findings, headings, in Serbian and English."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from string import Formatter
from typing import TypeVar

from intake.rules.call import Approach, Call, Cluster, Text
from intake.rules.entry import MESSAGE_BODY
from intake.rules.finding import EACH, PICTURE, Code, Finding
from intake.rules.reasons import Detail, told
from intake.rules.states import LetterState, Outcome, Status
from intake.rules.terms import Asked, Term

LANGUAGES = ("sr-Cyrl", "en")
PARTED = " · "  # stands between the two languages of a line
QUOTED = 100  # characters of an applicant's text that a sentence quotes

_BLANKS = re.compile(r"\s+")
_HINT = re.compile(r"\s*\([^()]*\)")
_UNDECIDED = "undecided"
_CHOICES = frozenset({"clusters", "approaches"})  # details that hold ids, parted by commas
_OF_FINDINGS = ["field", "written", "statement", "file", "link", "deadline", "entry", "version", "question", "answer"]
_PLACES = frozenset({*_OF_FINDINGS, PICTURE, EACH, *_CHOICES})
_DATED = "_at"

_Key = TypeVar("_Key", bound=StrEnum)


class WordingError(ValueError):
    """The catalogue is not whole; *faults* names everything that is wrong with it."""

    def __init__(self, faults: tuple[str, ...]) -> None:
        super().__init__("; ".join(faults))
        self.faults = faults


@dataclass(frozen=True, slots=True, kw_only=True)
class Wording:
    """Every word of the catalogue; made whole by `parse`, so no look-up fails."""

    statuses: Mapping[Status, Text]
    symbols: Mapping[Status, str]
    outcomes: Mapping[Outcome, Text]
    undecided: Text
    letters: Mapping[LetterState, Text]
    findings: Mapping[Code, tuple[Text, ...]]  # from the fullest sentence to the plainest
    reasons: Mapping[str, Text]
    details: tuple[Detail, ...]  # what may stand behind a reason
    terms: Mapping[Term, Text]
    asked: Mapping[Asked, Text]

    def status(self, status: Status, language: str) -> str:
        """Say where an application stands: "непотпуна", "incomplete"."""
        return self.statuses[status].in_language(language)

    def outcome(self, outcome: Outcome | None, language: str) -> str:
        """Say what became of a message; None is a message that waits."""
        text = self.undecided if outcome is None else self.outcomes[outcome]
        return text.in_language(language)

    def letter(self, state: LetterState, language: str) -> str:
        """Say where a letter stands."""
        return self.letters[state].in_language(language)

    def term(self, term: Term, language: str) -> str:
        """Return a heading or label in one language."""
        return self.terms[term].in_language(language)

    def both(self, term: Term) -> str:
        """Return a heading as the interface writes it: "Одлука · Decision"."""
        return bilingual(self.terms[term])

    def ask(self, asked: Asked, **places: str) -> str:
        """Say in both languages, one below the other, what staff are to know of a cell, with *places* filled in."""
        text = self.asked[asked]
        said = (sentence.format_map(places) for sentence in (text.sr, text.en))
        return "\n".join(said)

    def reason(self, why: str, language: str) -> str:
        """Say a recorded reason ("list mail (List-Id)") as far as it is known; any other stays as it is."""
        return "".join(part.in_language(language) for part in self._reason(why))

    def both_reasons(self, why: str) -> str:
        """Say it in both languages; what is the same in both, such as an address, stands there once."""
        head, rest = self._reason(why)
        if rest.sr == rest.en:
            return bilingual(head) + rest.sr
        return bilingual(Text(sr=head.sr + rest.sr, en=head.en + rest.en))

    def _reason(self, why: str) -> tuple[Text, Text]:
        return told(why, self.reasons, self.details)

    def finding(self, finding: Finding, call: Call, language: str) -> str:
        """Say *finding* in one sentence, with the label from *call* and what was written, quoted and shortened.

        The fullest sentence is taken whose places the finding can fill.
        """
        values = {name: value for name, value in _values(finding, call, language) if value}
        own = self.term(Term.TEXT_OF_MAIL, language)
        values |= {name: own for name in ("file", PICTURE, EACH) if values.get(name) == MESSAGE_BODY}
        sentences = [text.in_language(language) for text in self.findings[finding.code]]
        fitting = next(sentence for sentence in sentences if _places(sentence) <= values.keys())
        return fitting.format_map(values)


def bilingual(text: Text) -> str:
    """Return both languages in one line, or one where both are the same."""
    return text.sr if text.sr == text.en else f"{text.sr}{PARTED}{text.en}"


def quotable(written: str, limit: int = QUOTED) -> str:
    """Return a stranger's text fit to be quoted in one line: no control characters, at most *limit* characters."""
    if written.isprintable():  # most are, and nothing of them is to go
        return _line(written, limit)
    plain = "".join(" " if unicodedata.category(c) in ("Cc", "Zl", "Zp") else c for c in written)
    visible = "".join(c for c in plain if unicodedata.category(c) not in ("Cf", "Cs"))
    return _line(visible, limit)


def _line(text: str, limit: int) -> str:
    line = _BLANKS.sub(" ", text).strip()
    return line if len(line) <= limit else line[: limit - 1].rstrip() + "…"


def day(value: date, language: str) -> str:
    """Return a day as tables show it: "13. 9. 2021." or "13/09/2021"."""
    return f"{value.day}. {value.month}. {value.year}." if language.startswith("sr") else f"{value:%d/%m/%Y}"


def moment(value: datetime, call: Call, language: str) -> str:
    """Return an aware moment in the call's time zone, to the minute."""
    local = value.astimezone(call.zone)
    return f"{day(local.date(), language)} {local:%H:%M}"


def _values(finding: Finding, call: Call, language: str) -> Iterator[tuple[str, str]]:
    yield "deadline", day(call.deadline_day, language)
    if finding.field is not None:
        yield "field", label(finding.field, call, language)
    for evidence in finding.evidence[:1]:
        yield "written", quotable(evidence.written)
        yield "file", quotable(evidence.part)
    for name, value in finding.details:
        yield name, _detail(name, value, call, language)


def label(field_id: str, call: Call, language: str) -> str:
    """Return the question's label without its bracketed hints; the id where the call has no such field."""
    found = next((field for field in call.fields if field.id == field_id), None)
    return field_id if found is None else _HINT.sub("", found.label.in_language(language)).rstrip(" :")


def question(field_id: str, call: Call) -> str:
    """Return the question's label in both languages, as the heading of a column."""
    return bilingual(Text(sr=label(field_id, call, "sr-Cyrl"), en=label(field_id, call, "en")))


def _detail(name: str, value: str, call: Call, language: str) -> str:
    if name in _CHOICES:
        return ", ".join(_option(one.strip(), call, language) for one in value.split(","))
    if name.endswith(_DATED):
        return _dated(value, call, language)
    return quotable(value)


def _option(option: str, call: Call, language: str) -> str:
    """Name the cluster or approach of that id ("minorities", "minorities-forum")."""
    choices: list[Cluster | Approach] = [*call.clusters]
    choices.extend(approach for cluster in call.clusters for approach in cluster.approaches)
    return next((c.short.in_language(language) for c in choices if c.id == option), quotable(option))


def _dated(value: str, call: Call, language: str) -> str:
    try:
        when = datetime.fromisoformat(value)
    except ValueError:
        return quotable(value)
    return day(when, language) if when.tzinfo is None else moment(when, call, language)


def _places(sentence: str) -> frozenset[str]:
    return frozenset(name for _, name, _, _ in Formatter().parse(sentence) if name is not None)


# The catalogue, from its file


def parse(catalogue: Mapping[str, object]) -> Wording:
    """Make the wording of a parsed `wording.toml`; raises WordingError with every fault at once."""
    faults: list[str] = []
    outcomes = _table(catalogue, "outcomes", faults)
    wording = Wording(
        statuses=_texts(catalogue, "statuses", Status, faults),
        symbols=_symbols(catalogue, faults),
        outcomes=_texts(catalogue, "outcomes", Outcome, faults),
        undecided=_text(outcomes.get(_UNDECIDED), f"outcomes.{_UNDECIDED}", faults),
        letters=_texts(catalogue, "letters", LetterState, faults),
        findings={code: _sentences(_table(catalogue, "findings", faults).get(code), code, faults) for code in Code},
        reasons={k: _text(v, f"reasons.{k}", faults) for k, v in _table(catalogue, "reasons", faults).items()},
        details=tuple(_details(catalogue.get("details"), faults)),
        terms=_texts(catalogue, "terms", Term, faults),
        asked=_texts(catalogue, "asked", Asked, faults),
    )
    if faults:
        raise WordingError(tuple(dict.fromkeys(faults)))
    return wording


def _details(value: object, faults: list[str]) -> Iterator[Detail]:
    for number, one in enumerate(value if isinstance(value, list) else [], 1):
        recorded, text = str(one.get("recorded", "")), _text(one, f"details, number {number}", faults)
        if not _places(recorded) == _places(text.sr) == _places(text.en):
            faults.append(f"details, number {number}: the languages fill different places")
        yield Detail.of(recorded, text)


def _table(catalogue: Mapping[str, object], name: str, faults: list[str]) -> Mapping[str, object]:
    table = catalogue.get(name)
    if isinstance(table, Mapping):
        return table
    faults.append(f"{name}: the table is missing")
    return {}


def _texts(catalogue: Mapping[str, object], name: str, keys: type[_Key], faults: list[str]) -> dict[_Key, Text]:
    table = _table(catalogue, name, faults)
    unknown = table.keys() - set(keys) - {_UNDECIDED}
    faults.extend(f"{name}.{key}: nothing has this name" for key in sorted(unknown))
    return {key: _text(table.get(key), f"{name}.{key}", faults) for key in keys}


def _symbols(catalogue: Mapping[str, object], faults: list[str]) -> dict[Status, str]:
    table = _table(catalogue, "symbols", faults)
    symbols = {status: str(table.get(status, "")) for status in Status}
    if len(set(symbols.values())) < len(symbols) or "" in symbols.values():
        faults.append("symbols: every status needs a sign of its own")
    return symbols


def _text(value: object, key: str, faults: list[str]) -> Text:
    words = value if isinstance(value, Mapping) else {}
    said = {language: str(words.get(language, "")).strip() for language in LANGUAGES}
    faults.extend(f"{key}: no text in {language}" for language, text in said.items() if not text)
    return Text(sr=said["sr-Cyrl"], en=said["en"])


def _sentences(value: object, code: Code, faults: list[str]) -> tuple[Text, ...]:
    if not isinstance(value, list) or not value:
        faults.append(f"findings.{code}: no sentence")
        return ()
    texts = tuple(_text(one, f"findings.{code}", faults) for one in value)
    for text in texts:
        faults.extend(_faulty_places(text, code))
    if _places(texts[-1].sr) | _places(texts[-1].en):
        faults.append(f"findings.{code}: the last sentence must stand without places to fill")
    return texts


def _faulty_places(text: Text, code: Code) -> Iterator[str]:
    if _places(text.sr) != _places(text.en):
        yield f"findings.{code}: the two languages fill different places"
    for place in sorted(_places(text.sr) - _PLACES):
        if not place.endswith(_DATED):
            yield f"findings.{code}: nothing fills {{{place}}}"
