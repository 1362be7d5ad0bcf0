"""`make faults`: die at every step, run to the end, count what is wrong, and write docs/faults.md."""

from __future__ import annotations

import argparse
import sys
import time
from collections.abc import Iterable, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import partial
from itertools import chain
from pathlib import Path

from faults.deaths import CALLS, AtCall, AtPoint, Death, count_calls, count_points, die, step
from faults.dying import POINTS, Moment
from faults.evidence import Evidence, gather
from faults.scene import PASSES, NoGoodPassError, Servers, real_servers, scene

REPORT = Path(__file__).parents[2] / "docs" / "faults.md"
_WORKERS = 2


@dataclass(frozen=True, slots=True, kw_only=True)
class Steps:
    """How often each kind of step comes in a clean pass."""

    calls: Mapping[str, int]
    points: Mapping[str, int]

    def deaths(self, most: int | None = None) -> tuple[Death, ...]:
        """Choose where to die: at every step, or at *most* of each kind."""
        at_calls = (AtCall(call=call, number=n) for call in CALLS for n in evenly(self.calls.get(call, 0), most))
        at_points = (
            AtPoint(point=point, moment=moment, number=number)
            for point in POINTS
            for moment in Moment
            for number in evenly(self.points[point], most)
        )
        return (*at_calls, *at_points)

    def count(self, death: Death) -> int:
        """Tell how often its kind of step comes in a clean pass."""
        return self.calls[death.call] if isinstance(death, AtCall) else self.points[death.point]


@dataclass(frozen=True, slots=True, kw_only=True)
class Trial:
    """One death and what it left; *struck* is false where the pass ended before it."""

    death: Death
    struck: bool
    uncertain: int
    passes: int
    evidence: Evidence


def evenly(count: int, most: int | None) -> tuple[int, ...]:
    """Choose at most *most*, two or more, of the numbers 1 to *count*: the first, the last and some between."""
    if most is None or count <= most:
        return tuple(range(1, count + 1))
    return tuple(sorted({1 + round(n * (count - 1) / (most - 1)) for n in range(most)}))


def clean_steps(servers: Servers) -> Steps:
    """Count the steps of a pass that nothing disturbs."""
    with scene(servers) as one, scene(servers) as other:
        return Steps(calls=count_calls(one), points=count_points(other))


def attempt(servers: Servers, death: Death) -> Trial:
    """Die once in a scene of its own, run to the end, and look."""
    with scene(servers) as made:
        struck = die(made, death)
        at_the_dot = made.at_the_dot()
        try:
            passes = made.finish()
        except NoGoodPassError as error:  # one more row of the table, and no end of the sweep
            stuck = Evidence(lost=(f"everything: {error}",))
            return Trial(death=death, struck=struck, uncertain=len(at_the_dot), passes=PASSES, evidence=stuck)
        evidence = gather(made, at_the_dot)
    return Trial(death=death, struck=struck, uncertain=len(at_the_dot), passes=passes, evidence=evidence)


def attempt_all(servers: Servers, deaths: Sequence[Death]) -> Iterator[Trial]:
    """Make every trial, two at a time; they come in order."""
    with ThreadPoolExecutor(_WORKERS) as workers:
        yield from workers.map(partial(attempt, servers), deaths)


# The report

_HEADINGS = (
    "step",
    "in a clean pass",
    "trials",
    "lost",
    "doubled",
    "letters uncertain",
    "letters repeated",
    "corrupt files",
    "foreign mail touched",
    "files left over",
)


def report(trials: Sequence[Trial], steps: Steps, most: int | None, seconds: float) -> str:
    """Write the page: what was done, and a row for each kind of step."""
    calls = [trial for trial in trials if isinstance(trial.death, AtCall)]
    points = [trial for trial in trials if isinstance(trial.death, AtPoint)]
    unused = ", ".join(f"`{call}`" for call in CALLS if not steps.calls.get(call))
    return _PAGE.format(
        trials=len(trials),
        minutes=round(seconds / 60),
        taken="Every such call of a clean pass is taken"
        if most is None
        else f"At most {most} of a kind are taken, evenly",
        passes=max(trial.passes for trial in trials),
        missed=sum(not trial.struck for trial in trials),
        total=_row("all", "", trials),
        headings=_line(_HEADINGS) + "\n" + _line("---" if n == 0 else "---:" for n in range(len(_HEADINGS))),
        calls="\n".join(_rows(calls, steps)),
        points="\n".join(_rows(points, steps)),
        unused=unused,
    )


def _rows(trials: Sequence[Trial], steps: Steps) -> Iterator[str]:
    for name in dict.fromkeys(step(trial.death) for trial in trials):
        of_it = [trial for trial in trials if step(trial.death) == name]
        shown = f"`{name}`" if isinstance(of_it[0].death, AtCall) else name
        yield _row(shown, str(steps.count(of_it[0].death)), of_it)


def _row(name: str, in_a_clean_pass: str, trials: Sequence[Trial]) -> str:
    seen = [trial.evidence for trial in trials]
    counts = (
        len(trials),
        sum(len(e.lost) for e in seen),
        sum(len(e.doubled) for e in seen),
        sum(trial.uncertain for trial in trials),
        sum(len(e.repeated) for e in seen),
        sum(len(e.corrupt) for e in seen),
        sum(len(e.disturbed) for e in seen),
        sum(len(e.left_over) for e in seen),
    )
    return _line((name, in_a_clean_pass, *map(str, counts)))


def _line(cells: Iterable[str]) -> str:
    return f"| {' | '.join(cells)} |"


_PAGE = """\
# Killed at every step

Written by `make faults` ({trials} trials in {minutes} minutes). Each trial lays out a desk of its own with
six mails in a real Dovecot: three applications (one of them a newer version of another), one of them once
more as it was, a newsletter and a bill. Letters leave over TLS through a real Postfix, into the applicants'
mailboxes. `intake once` is killed with SIGKILL at one step; then it is run again until a pass ends well
(here: {passes} at most), and everything is counted from outside.

{headings}
{total}

- *lost*, *doubled*: entries, message rows, letters, and mails in the mailbox, against what has to be there
  exactly once.
- *letters uncertain*: the program died between the recorded final dot and the record of the server's answer;
  nobody but the server knows. With `uncertain = "resend-once"`, as here, such a letter goes once more with
  the same bytes and Message-ID. Each *repeated* letter is one of these (any other would count as doubled):
  the server had taken it.
- *corrupt files*: the store's own checks, the archive's hashes, the register opened and compared with the
  store, the letters that arrived compared with the outbox byte by byte.
- *foreign mail touched*: flags on newsletter or bill. *files left over*: any file in the desk's folder
  without a known use.

No process outlived its trial: a trial ends when the reading processes have. Deaths that never came, because
the pass ended first: {missed}.

## At each call to the kernel

On entering the Nth such call of the program (`strace -f -e inject=CALL:signal=KILL:when=N`), which is then
not made. {taken}.
Not used in a pass: {unused}; what goes to the servers leaves by `write`, for it is encrypted.

{headings}
{calls}

## At each effect by its name

Before and after each of these (`tests/faults/dying.py`); "a letter is offered" is the server's acceptance.

{headings}
{points}
"""


def main() -> None:
    """Make every trial and write the report; exit status 1 where a promise was broken."""
    most = _arguments().parse_args().most
    began = time.monotonic()
    with real_servers() as servers:
        steps = clean_steps(servers)
        deaths = steps.deaths(most)
        trials = []
        for trial in attempt_all(servers, deaths):
            trials.append(trial)
            if trial.evidence.faults or not trial.struck:
                _say(f"{trial.death}: struck {trial.struck}, {trial.evidence.faults}")
            if len(trials) % 20 == 0:
                _say(f"{len(trials)} of {len(deaths)}")
    REPORT.write_text(report(trials, steps, most, time.monotonic() - began), encoding="utf-8")
    sys.exit(bool(list(chain.from_iterable(trial.evidence.faults for trial in trials))))


def _arguments() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--most", type=int, metavar="N", help="trials of each kind of step, two or more (default: all)")
    return parser


def _say(text: str) -> None:
    sys.stderr.write(text + "\n")  # standard output may just be another thread's


if __name__ == "__main__":
    main()
