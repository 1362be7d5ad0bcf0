"""A commented TOML file with other values in it: every comment stays, and stays where it was."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping

_HEADING = re.compile(r"\[([\w.]+)\]")
_LINE = re.compile(r"(?:# )?(?P<name>\w+) = (?P<value>.*?)(?P<comment>\s+# .*)?")


def with_values(text: str, values: Mapping[str, str]) -> str:
    """Return *text* with *values*, by their full keys ("mailbox.host"), in the place of those that stand there.

    A value is written as the old one was: in quotation marks, bare, or as a list, whose items stand between commas.
    A key that was commented out is set. KeyError names a key that has no line.
    """
    left = dict(values)
    section, lines = "", []
    for line in text.splitlines():
        if heading := _HEADING.fullmatch(line):
            section = f"{heading[1]}."
        found = _LINE.fullmatch(line)
        value = left.pop(section + found["name"], None) if found else None
        lines.append(line if found is None or value is None else _with_value(found, value))
    if left:
        raise KeyError(next(iter(left)))
    return "\n".join([*lines, ""])


def _with_value(line: re.Match[str], value: str) -> str:
    written = f"{line['name']} = {_as(line['value'], value)}"
    comment = (line["comment"] or "").lstrip()
    column = len(line[0]) - len(comment)
    return f"{written:<{column - 1}} {comment}" if comment else written


def _as(old: str, new: str) -> str:
    if old.startswith("["):
        return "[" + ", ".join(map(_quoted, filter(None, map(str.strip, new.split(","))))) + "]"
    return _quoted(new) if old.startswith('"') else new


def _quoted(text: str) -> str:
    return json.dumps(text, ensure_ascii=False)  # a basic string of TOML is written alike
