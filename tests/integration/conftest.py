"""A fresh store, or a register that was written once, for whoever needs one."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from intake.records.register.workbook import publish
from intake.records.store import Store
from samples.workbook import CONTENT


@pytest.fixture
def store_url(tmp_path: Path) -> str:
    """Name a store that does not exist yet, nor its folder."""
    return f"sqlite:///{tmp_path}/var/intake.db"


@pytest.fixture
def store(store_url: str) -> Iterator[Store]:
    """Give a fresh store."""
    store = Store.open(store_url)
    yield store
    store.close()


@pytest.fixture
def register(tmp_path: Path) -> Path:
    """Return where a register of four applications lies."""
    path = tmp_path / "register.xlsx"
    publish(path, CONTENT)
    return path
