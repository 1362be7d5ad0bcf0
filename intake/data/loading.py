"""Loads the words and the municipalities that ship with the program; no rule reads a file itself."""

from __future__ import annotations

import tomllib
from typing import Any

from intake.data import shipped
from intake.rules.forms.lexicon import Lexicon
from intake.rules.letters.serbian import Serbian
from intake.rules.municipalities.municipality import Gazetteer, Words, units_from_csv
from intake.rules.wording import Wording, parse


def load_lexicon() -> Lexicon:
    """Load the words by which forms are read."""
    return Lexicon.of(_toml("reading-words.toml"))


def load_gazetteer() -> Gazetteer:
    """Load the municipalities of the region, those of Republika Srpska first."""
    files = sorted(shipped("municipalities.csv").parent.glob("municipalities*.csv"))
    units = (unit for file in files for unit in units_from_csv(file.read_text(encoding="utf-8")))
    return Gazetteer.of(units, Words.of(_toml("municipality-words.toml")))


def load_wording() -> Wording:
    """Load the words that staff see."""
    return parse(_toml("wording.toml"))


def load_serbian() -> Serbian:
    """Load how Serbian is declined and dated in letters."""
    return Serbian.of(_toml("serbian.toml"))


def _toml(name: str) -> dict[str, Any]:
    return tomllib.loads(shipped(name).read_text(encoding="utf-8"))
