"""Ways to die: by SIGKILL at the Nth call of a kind that the kernel sees, or at the Nth effect by its name."""

from __future__ import annotations

import json
import re
import signal
import subprocess
import sys
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TypeAlias, assert_never

from faults.dying import POINTS, Moment
from faults.scene import Scene
from servers.process import program, wait_until

CALLS = (
    "write",
    "pwrite64",
    "fsync",
    "fdatasync",
    "ftruncate",
    "rename",
    "renameat",
    "renameat2",
    "unlink",
    "unlinkat",
    "mkdir",
    "connect",
    "sendto",
    "sendmsg",
)
"""The calls by which a program changes something outside itself; over TLS what goes to a server leaves by `write`."""
_DYING = Path(__file__).with_name("dying.py")
_SECONDS = 60.0
_CALL = re.compile(r"^([a-z0-9_]+)\(", re.MULTILINE)


@dataclass(frozen=True, slots=True, kw_only=True)
class AtCall:
    """On entering the *number*th *call*, which is no longer made."""

    call: str
    number: int


@dataclass(frozen=True, slots=True, kw_only=True)
class AtPoint:
    """Just before or just after the *number*th time of the effect called *point*."""

    point: str
    moment: Moment
    number: int


Death: TypeAlias = AtCall | AtPoint


def step(death: Death) -> str:
    """Name the kind of step at which a death strikes."""
    match death:
        case AtCall(call=call):
            return call
        case AtPoint(point=point, moment=moment):
            return f"{moment} {point}"
    assert_never(death)


def die(scene: Scene, death: Death) -> bool:
    """Run a pass that ends in *death*; tell whether it came. The reading processes have ended with it."""
    ended = subprocess.Popen(
        _command(scene, death),
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        env=scene.environ,
        start_new_session=True,
    )
    ended.wait(timeout=_SECONDS)
    wait_until(lambda: not survivors(ended.pid))
    if isinstance(death, AtPoint):
        return ended.returncode == -signal.SIGKILL
    return "killed by SIGKILL" in (scene.folder.parent / "trace").read_text(errors="replace")


def _command(scene: Scene, death: Death) -> tuple[str, ...]:
    once = scene.desk.command("once", "--json")
    match death:
        case AtCall(call=call, number=number):
            # -f: its threads and reading processes too, each with a count of its own; --seccomp-bpf would not kill
            strike = f"inject={call}:signal=KILL:when={number}"
            trace = str(scene.folder.parent / "trace")
            return (program("strace"), "-f", "-o", trace, "-e", f"trace={call}", "-e", strike, *once)
        case AtPoint(point=point, moment=moment, number=number):
            return (sys.executable, str(_DYING), "kill", point, moment, str(number), *once[3:])
    assert_never(death)


def survivors(session: int) -> tuple[int, ...]:
    """Name the processes of a session that still run."""
    stats = ((path.parent.name, _fields(path)) for path in Path("/proc").glob("[0-9]*/stat"))
    return tuple(int(pid) for pid, (state, *_, of) in stats if of == str(session) and state not in "ZX")


def _fields(path: Path) -> list[str]:
    """Give the state, the parent, the group and the session of a process (proc(5))."""
    try:
        return path.read_text().rpartition(")")[2].split()[:4]
    except (FileNotFoundError, ProcessLookupError):
        return ["X", "", "", ""]


def count_calls(scene: Scene) -> Mapping[str, int]:
    """Make a clean pass and count what the program's own thread asks of the kernel."""
    trace = scene.folder.parent / "trace"
    options = ("-o", str(trace), "-e", f"trace={','.join(CALLS)}")
    once = scene.desk.command("once", "--json")
    subprocess.run([program("strace"), *options, *once], env=scene.environ, check=True, capture_output=True)
    return Counter(_CALL.findall(trace.read_text(errors="replace")))


def count_points(scene: Scene) -> Mapping[str, int]:
    """Make a clean pass and count how often each named effect happens."""
    counts = scene.folder.parent / "counts.json"
    command = (sys.executable, str(_DYING), "count", str(counts), *scene.desk.command("once", "--json")[3:])
    subprocess.run(command, env=scene.environ, check=True, capture_output=True)
    found: dict[str, int] = json.loads(counts.read_text())
    return {point: found.get(point, 0) for point in POINTS}
