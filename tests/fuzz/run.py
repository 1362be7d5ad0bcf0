"""Fuzz every target for its share of the time, and say what was found: `python -m fuzz.run MINUTES`."""

from __future__ import annotations

import os
import re
import subprocess
import sys
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from fuzz.targets import TARGETS

FOUND = Path("build") / "fuzz"
SECONDS_OF_ONE = 20  # for one file, with everything watched: in the program it would have 30
MEMORY = 2048  # MiB, of one fuzzing process with all that it imports
LONGEST = 2**17  # bytes of one file
STARTING = 600  # seconds, at most, that a target takes to begin and to end on a busy machine
_RUNS = re.compile(r"#(\d+)\s")
_LAST_LINES = 25


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """What came of one target: *kept* are the files that did it."""

    target: str
    runs: int
    seconds: float
    kept: tuple[Path, ...]
    said: str


def fuzz(target: str, seconds: float) -> Outcome:
    """Fuzz one target in a process of its own, from its seeds."""
    folder = FOUND / target
    folder.mkdir(parents=True, exist_ok=True)
    before = set(folder.iterdir())
    with TemporaryDirectory(prefix="fuzz-") as seeds:
        for number, content in enumerate(TARGETS[target].seeds()):
            (Path(seeds) / str(number)).write_bytes(content)
        begun = time.monotonic()
        ended = subprocess.run(
            [sys.executable, "-m", "fuzz.one", target, *_options(folder, seconds), seeds],
            capture_output=True,
            text=True,
            errors="replace",
            timeout=seconds + STARTING,
            check=False,
        )
    runs = max((int(number) for number in _RUNS.findall(ended.stderr)), default=0)
    kept = tuple(sorted(set(folder.iterdir()) - before))
    said = "" if ended.returncode == 0 and runs else (ended.stderr + ended.stdout)  # a traceback stands at the end
    return Outcome(target=target, runs=runs, seconds=time.monotonic() - begun, kept=kept, said=said)


def _options(folder: Path, seconds: float) -> Iterator[str]:
    yield f"-artifact_prefix={folder}{os.sep}"
    yield f"-max_total_time={int(seconds)}"
    yield f"-timeout={SECONDS_OF_ONE}"
    yield f"-rss_limit_mb={MEMORY}"
    yield f"-max_len={LONGEST}"


def main() -> int:
    """Fuzz all; 1 where something was found."""
    minutes, chosen = float(sys.argv[1]), sys.argv[2:] or list(TARGETS)
    workers = os.cpu_count() or 1
    share = minutes * 60 * workers / len(chosen)
    with ThreadPoolExecutor(workers) as several:
        outcomes = list(several.map(lambda target: fuzz(target, share), chosen))
    for outcome in outcomes:
        told = "something was found" if outcome.said else "nothing was found"
        print(f"{outcome.target:8}{outcome.runs:>10} files in {outcome.seconds:4.0f} s: {told}")  # noqa: T201
        for path in outcome.kept:
            print(f"  again: PYTHONPATH=tests .venv/bin/python -m fuzz.one {outcome.target} {path}")  # noqa: T201
        print("".join(f"  {line}\n" for line in outcome.said.splitlines()[-_LAST_LINES:]), end="")  # noqa: T201
    return 1 if any(outcome.said for outcome in outcomes) else 0


if __name__ == "__main__":
    sys.exit(main())
