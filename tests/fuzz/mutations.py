"""How a file is changed: bytes by libFuzzer; of a zip container one part, since no change of packed bytes gets far."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Callable
from random import Random

Mutate = Callable[[bytes, int], bytes]
"""libFuzzer's own: so many bytes at most come back."""

_TAG = re.compile(rb"<[^<>]*>")
_NUMBER = re.compile(rb"(?<=[\"'>])-?\d+(?=[\"'<])")
_EXTREMES = (b"0", b"-1", b"1", b"255", b"65536", b"1048576", b"2147483648", b"99999999999999999999", b"NaN", b"")
_BY_BYTES = 0.2  # of a container's changes: what the gate is there for


def mutated(content: bytes, largest: int, seed: int, mutate: Mutate) -> bytes:
    """Return another file of at most *largest* bytes."""
    rnd = Random(seed)  # noqa: S311 - no secret
    entries = _entries(content)
    if not entries or rnd.random() < _BY_BYTES:
        return mutate(content, largest)
    name = rnd.choice(sorted(entries))
    entries[name] = _changed(entries[name], rnd, mutate, largest)
    if rnd.random() < 0.1:
        del entries[rnd.choice(sorted(entries))]
    packed = _zipped(entries)
    return packed if len(packed) <= largest else mutate(content, largest)


def _changed(part: bytes, rnd: Random, mutate: Mutate, largest: int) -> bytes:
    """Change a part; one of XML mostly so that it stays XML."""
    tags = list(_TAG.finditer(part))
    match rnd.randrange(5) if tags else 0:
        case 0:
            return mutate(part, min(largest, 2 * len(part) + 64))
        case 1:  # a number becomes another
            return _NUMBER.sub(lambda m: rnd.choice(_EXTREMES) if rnd.random() < 0.2 else m[0], part)
        case 2:  # a stretch between two tags goes
            first, last = sorted(rnd.sample(range(len(tags)), 2)) if len(tags) > 1 else (0, 0)
            return part[: tags[first].start()] + part[tags[last].start() :]
        case 3:  # a stretch comes again, many times
            first = rnd.randrange(len(tags))
            last = min(len(tags) - 1, first + rnd.randrange(40))
            stretch = part[tags[first].start() : tags[last].end()]
            return part[: tags[last].end()] + stretch * rnd.choice((1, 2, 300)) + part[tags[last].end() :]
        case _:  # a tag stands elsewhere
            one, other = rnd.choice(tags), rnd.choice(tags)
            return part[: one.start()] + other[0] + part[one.end() :]


def _entries(content: bytes) -> dict[str, bytes]:
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            return {name: archive.read(name) for name in archive.namelist()[:200]}
    except Exception:  # noqa: BLE001 - no container, or none any more
        return {}


def _zipped(entries: dict[str, bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, part in entries.items():
            archive.writestr(name, part)
    return out.getvalue()
