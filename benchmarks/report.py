"""What was measured as tables in Markdown, and the growth as a picture."""

from __future__ import annotations

import math
import os
import platform
import subprocess
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path

import matplotlib as mpl
from hostile import Disturbed
from idle import Idle
from letters import Sent
from measure import Measured
from passes import DOES, FETCH, MBSYNC, OURS, Passed
from reading import Read
from register import Added

mpl.use("svg")
from matplotlib import pyplot as plt
from matplotlib.axes import Axes

PICTURE = Path("docs/pictures/performance.svg")
LIBRARIES = ("click", "imapclient", "sqlalchemy.dialects.sqlite")
"""What an idle pass cannot do without."""
PACKAGES = ("imapclient", "sqlalchemy", "openpyxl", "lxml", "imap-tools", "django-mailbox", "markitdown", "docx2python")


@dataclass(frozen=True, slots=True, kw_only=True)
class Start:
    """Seconds of processor time: Python that does nothing, the same with LIBRARIES loaded, and `intake --help`."""

    python: float
    libraries: float
    help: Measured


@dataclass(frozen=True, slots=True, kw_only=True)
class Everything:
    """All that one run measured."""

    start: Start
    passes: Sequence[Passed]
    idle: Sequence[Idle]
    reading: Sequence[Read]
    register: Sequence[Added]
    letters: Sent
    hostile: Disturbed


def markdown(told: Everything) -> str:
    """Return all tables."""
    return "\n".join(
        (
            f"Measured on {datetime.now(UTC):%d %B %Y} by `make bench`, on {_machine()}.\n",
            "## The whole pass\n",
            _table(
                ("applications", "way", "wall", "processor", "peak memory", "times mbsync", "growth"), _passes(told)
            ),
            "\n".join(f"- **{way}** {does}." for way, does in DOES.items()) + "\n",
            "## Nothing new\n",
            _table(
                (
                    "old messages",
                    "mails go to",
                    "wall",
                    "processor",
                    "without the start of Python",
                    "times the floor",
                    "peak memory",
                ),
                _idle(told),
            ),
            f"The floor is {', '.join(LIBRARIES)}, loaded. `intake --help` takes {told.start.help.wall:.2f} s.\n",
            "## Reading alone\n",
            _table(("form", "way", "ms", "times the floor"), (_read(one) for one in told.reading)),
            "## One more in the register\n",
            _table(("entries", "wall", "processor", "peak memory", "growth"), _register(told.register)),
            "## Letters into a local Postfix\n",
            _table(("letters", "intake, each step committed", "smtplib alone"), [_letters(told.letters)]),
            "## One message in a hundred at the limits\n",
            _table(("applications", "hostile", "alone", "with the hostile ones", "more"), [_hostile(told.hostile)]),
        )
    )


def _machine() -> str:
    model = next((line for line in Path("/proc/cpuinfo").read_text().splitlines() if line.startswith("model name")), "")
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30
    packages = ", ".join(f"{name} {version(name)}" for name in PACKAGES)
    servers = ", ".join(
        (_said("dovecot", "--version"), _said("mbsync", "--version"), _said("postconf", "-d", "-h", "mail_version"))
    )
    return (
        f"{os.cpu_count()} processors ({model.partition(': ')[2] or platform.machine()}), {memory:.0f} GiB, "
        f"Python {platform.python_version()}; {packages}; Dovecot, mbsync and Postfix: {servers}"
    )


def _said(*command: str) -> str:
    said = subprocess.run(
        command, capture_output=True, text=True, check=True, env=os.environ | {"PATH": "/usr/sbin:/usr/bin"}
    )
    return said.stdout.splitlines()[0]


def _table(headings: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    lines = [headings, ["---", *["---:"] * (len(headings) - 1)], *rows]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines) + "\n"


def _passes(told: Everything) -> Iterator[tuple[str, ...]]:
    before: dict[str, Passed] = {}
    floors = {one.applications: one.measured.wall for one in told.passes if one.way == MBSYNC}
    for one in told.passes:
        earlier = before.get(one.way)
        growth = "" if earlier is None else _growth(_point(earlier), _point(one))
        ratio = f"{one.measured.wall / floors[one.applications]:.1f}"
        yield (str(one.applications), one.way, *_costs(one.measured), ratio, growth)
        before[one.way] = one


def _point(one: Passed) -> tuple[int, float]:
    return one.applications, one.measured.wall


def _idle(told: Everything) -> Iterator[tuple[str, ...]]:
    for one in told.idle:
        wall, processor, memory = _costs(one.passed)
        without, floor = one.passed.processor - told.start.python, told.start.libraries - told.start.python
        yield str(one.old), one.told, wall, processor, f"{without:.3f} s", f"{without / floor:.2f}", memory


def _read(one: Read) -> tuple[str, ...]:
    return one.form, one.way, f"{one.milliseconds:.2f}", f"{one.ratio:.2f}"


def _register(found: Sequence[Added]) -> Iterator[tuple[str, ...]]:
    before: tuple[int, float] | None = None
    for one in found:
        here = (one.entries, one.passed.wall)
        yield str(one.entries), *_costs(one.passed), "" if before is None else _growth(before, here)
        before = here


def _letters(sent: Sent) -> tuple[str, ...]:
    return str(sent.letters), f"{sent.letters / sent.desk:.0f} a second", f"{sent.letters / sent.smtplib:.0f} a second"


def _hostile(found: Disturbed) -> tuple[str, ...]:
    alone, together = found.alone.wall, found.together.wall
    return (
        str(found.applications),
        str(found.hostile),
        f"{alone:.1f} s",
        f"{together:.1f} s",
        f"{together - alone:.1f} s",
    )


def _costs(found: Measured) -> tuple[str, str, str]:
    return f"{found.wall:.2f} s", f"{found.processor:.2f} s", f"{found.proportional / 2**20:.0f} MiB"


def _growth(before: tuple[int, float], here: tuple[int, float]) -> str:
    """Return the exponent of the time over the number: 1 is linear."""
    return f"{math.log(here[1] / before[1]) / math.log(here[0] / before[0]):.2f}"


def draw(told: Everything, target: Path = PICTURE) -> None:
    """Draw how the ways over a mailbox grow, and how the register does."""
    figure, (left, right) = plt.subplots(1, 2, figsize=(10, 4), layout="constrained")
    for way in dict.fromkeys(one.way for one in told.passes):
        points = [_point(one) for one in told.passes if one.way == way]
        style = {OURS: "o-", MBSYNC: "s--", FETCH: "d--"}.get(way, "x:")
        left.plot(*zip(*points, strict=True), style, label=way)
    left.set(xscale="log", yscale="log", xlabel="messages of 50 kB", ylabel="seconds", title="Over a mailbox")
    _mark(left, {one.applications for one in told.passes})
    entries = [(one.entries, one.passed.wall) for one in told.register]
    right.plot(*zip(*entries, strict=True), "o-", label="the pass that adds one")
    right.axhline(3, linestyle=":", color="grey", label="3 s")
    right.set(xscale="log", yscale="log", xlabel="applications in the register", ylabel="seconds", title="The register")
    _mark(right, {one.entries for one in told.register})
    mpl.rcParams["svg.hashsalt"] = "intake"
    figure.savefig(target, metadata={"Date": None})


def _mark(axes: Axes, sizes: Iterable[int]) -> None:
    """Label the sizes that were measured, and say which line is what."""
    axes.set_xticks(sorted(sizes), [f"{size:,}" for size in sorted(sizes)])
    axes.minorticks_off()
    axes.legend(fontsize="small", loc="upper left", framealpha=0.5)
    axes.set_ylim(top=axes.get_ylim()[1] * 10)  # room for it
