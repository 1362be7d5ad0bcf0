"""Hints that say what to write of each person in a list: "име – функција, раздвојити тачком-зарезом"."""

from __future__ import annotations

import re

from intake.rules.call import Call, FieldType
from intake.rules.forms.words.lexicon import key
from intake.rules.forms.words.lines import is_bracketed
from intake.rules.forms.words.persons import is_named_first
from intake.rules.forms.words.stems import wordings

_PARTED = re.compile(r"[,;/:|]|\s[-–—]\s")
_BRACKETS = re.compile(r"\s*[(\[][^()\[\]]+[)\]]")
_FEW = 2  # columns


class ColumnHints:
    """Knows them by the names of the columns of one *call*'s tables."""

    def __init__(self, call: Call) -> None:
        tables = (field for field in call.fields if field.type is FieldType.TABLE)
        self._columns = {
            wording: column.id for table in tables for column in table.columns for wording in map(key, wordings(column))
        }

    def are_columns(self, text: str) -> bool:
        """Tell whether *text* names several columns, or one in brackets, and no person."""
        return self._names(text, 1 if is_bracketed(text) else _FEW)

    def without(self, text: str) -> str:
        """Return *text* without brackets that name several columns: "Ана Анић, психолог (име, функција)"."""
        return _BRACKETS.sub(lambda found: "" if self._names(found[0], _FEW) else found[0], text)

    def _names(self, text: str, least: int) -> bool:
        """Tell whether *text* names so many columns at least, and no person."""
        parts = [(key(part), part) for part in _PARTED.split(text.strip(" ()[]"))]
        if any(is_named_first(part) for known, part in parts if known not in self._columns):
            return False  # "Ана Анић, e-mail: ana@x.example, енглески: B1"
        return len({self._columns[known] for known, _ in parts if known in self._columns}) >= least
