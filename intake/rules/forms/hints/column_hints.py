"""Hints that say what to write of each person in a list: "име – функција, раздвојити тачком-зарезом"."""

from __future__ import annotations

import re

from intake.rules.call import Call, FieldType
from intake.rules.forms.words.lexicon import key
from intake.rules.forms.words.persons import is_named_first
from intake.rules.forms.words.stems import wordings

_PARTED = re.compile(r"[,;/:|]|\s[-–—]\s")
_FEW = 2  # columns


class ColumnHints:
    """Knows them by the names of the columns of one *call*'s tables."""

    def __init__(self, call: Call) -> None:
        tables = (field for field in call.fields if field.type is FieldType.TABLE)
        self._columns = {
            wording: column.id for table in tables for column in table.columns for wording in map(key, wordings(column))
        }

    def are_columns(self, text: str) -> bool:
        """Tell whether *text* names several columns; no person is named so."""
        if "@" in text and is_named_first(text):
            return False  # "Ана Анић, e-mail: ana@x.example, енглески: B1"
        parts = (key(part) for part in _PARTED.split(text.strip(" ()[]")))
        return len({self._columns[part] for part in parts if part in self._columns}) >= _FEW
