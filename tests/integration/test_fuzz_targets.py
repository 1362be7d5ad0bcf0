"""What `make fuzz` begins with, and how it changes files: a fuzzer that never gets anywhere finds nothing."""

from __future__ import annotations

import io
import zipfile
from itertools import islice

import pytest

from fuzz.mutations import mutated
from fuzz.targets import TARGETS
from packages import docx

FIRST = 8  # of each target's seeds: those that the tests write, and a few of the corpora


@pytest.mark.parametrize("name", TARGETS)
def test_nothing_that_never_may_happens_with_the_seeds(name: str) -> None:
    """Each is a file as it comes in."""
    seeds = list(islice(TARGETS[name].seeds(), FIRST))
    assert seeds
    for content in seeds:
        TARGETS[name].run(content)


def test_a_change_of_a_package_changes_a_part_and_mostly_leaves_a_package() -> None:
    """A changed byte of a packed part is a checksum that is wrong, and nothing behind the gate is tried."""
    whole = docx("<w:p><w:r><w:t>Општина</w:t></w:r></w:p>" * 5)
    changed = [mutated(whole, 2**17, seed, lambda content, _largest: content[::-1]) for seed in range(200)]
    still = [content for content in changed if zipfile.is_zipfile(io.BytesIO(content))]
    assert len(still) > len(changed) / 2
    assert len(set(still)) > 30
