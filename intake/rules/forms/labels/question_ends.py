"""Where a question ends whose words nobody knows: at its sign, or where the place of its answer begins."""

from __future__ import annotations

import re

from intake.rules.script import SMALL_LETTERS

_ANOTHER = rf"(?:\s+(?![{SMALL_LETTERS}])[^\W\d_][^?:_@.\t]{{2,40}}\?)?"  # "Имате ли страницу? Која је?"
_END = re.compile(rf"((?::(?!//)|\?{_ANOTHER})[\s*:]*)|\t|_{{2,}}|\.{{4,}}|…{{2,}}")


def end_of_question(text: str) -> int:
    """How many characters of *text* are a question with its sign: a colon or a question mark."""
    whole = text.rstrip(" *").endswith("?")  # "Имате ли интернет страницу? Која је?"
    end = None if whole else _END.search(text)
    return end.end() if end and end[1] else end.start() if end else len(text)
