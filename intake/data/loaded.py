"""What ships with the program as the rules want it: the words of forms and the municipalities of the region."""

from __future__ import annotations

import tomllib
from typing import Any

from intake.data import shipped
from intake.rules.forms.words.lexicon import Lexicon
from intake.rules.mail.machine import MachineWords
from intake.rules.municipalities.municipality import Gazetteer, Words, units_from_csv
from intake.rules.script import canonical


def load_lexicon() -> Lexicon:
    """Load the words by which forms are read."""
    own = {"own_prompts": load_toml("wording-form.toml")["prompts"]}
    return Lexicon.of(load_toml("reading-words.toml") | load_toml("questions.toml") | own)


def load_gazetteer() -> Gazetteer:
    """Load the municipalities of the region, those of Republika Srpska first."""
    files = sorted(shipped("municipalities.csv").parent.glob("municipalities*.csv"))
    units = (unit for file in files for unit in units_from_csv(file.read_text(encoding="utf-8")))
    return Gazetteer.of(units, Words.of(load_toml("municipality-words.toml")))


def load_machine_words() -> MachineWords:
    """Load the words by which machines are known."""
    words = load_toml("mail-words.toml")
    subjects = frozenset(map(canonical, words["automatic_subjects"]))
    return MachineWords(subjects=subjects, no_reply=tuple(words["no_reply_accounts"]))


def load_toml(name: str) -> dict[str, Any]:
    """Return the shipped TOML file of that *name*."""
    return tomllib.loads(shipped(name).read_text(encoding="utf-8"))
