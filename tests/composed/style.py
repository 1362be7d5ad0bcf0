"""The choices of which a form is composed, each independent of the others as far as a person can read the form."""

from __future__ import annotations

from collections.abc import Callable
from random import Random
from typing import NamedTuple

from accuracy.filling import STATEMENT_WAYS


class Style(NamedTuple):
    """How one form asks, looks and is filled in; each field is an axis with the values of AXES."""

    language: str
    carrier: str
    register: str
    numbering: str
    separator: str
    position: str
    label: str
    answer: str
    filler: str
    hint: str
    hinted: str
    heading: str
    order: str
    extras: str
    head: str
    foot: str
    choice: str
    members: str
    statement: str
    signature: str
    blanks: str
    control: str

    @property
    def is_sheet(self) -> bool:
        """Tell whether the form is a workbook."""
        return self.carrier.startswith("sheet")

    @property
    def is_inline(self) -> bool:
        """Tell whether the answer begins in the line of its label."""
        return self.carrier in _IN_LINES and self.position == "same"

    def __str__(self) -> str:
        """Name what is not plain."""
        return "; ".join(f"{axis}={value}" for axis, value in self._asdict().items() if value not in ("none", "no"))


# A value that stands twice is drawn twice as often.
AXES: dict[str, tuple[str, ...]] = {
    "language": ("cyrillic", "latin", "english", "both", "both below"),
    "carrier": (
        "paragraphs", "paragraphs", "tabs", "two", "two", "four", "cell", "above", "nested", "box", "frame",
        "sheet", "sheet merged", "sheet above", "sheet cell",
    ),
    "register": ("label", "label", "asked"),
    "numbering": ("none", "none", "1.", "1)", "1.1", "roman", "letter", "column"),
    "separator": ("colon", "colon", "dash", "none", "question"),
    "position": ("same", "next"),
    "label": ("plain", "plain", "bold", "bold", "caps", "italic", "underline"),
    "answer": ("plain", "plain", "plain", "bold", "italic", "blue"),
    "filler": ("none", "none", "none", "underscores", "dots", "over"),
    "hint": ("none", "none", "brackets", "italic", "small", "grey", "plain"),
    "hinted": ("behind", "own", "above", "under", "column"),
    "heading": ("none", "line", "caps", "roman", "letter", "row"),
    "order": ("call", "choice late", "contact first", "reasons first", "choice last"),
    "extras": ("none", "none", "some", "many"),
    "head": ("none", "letterhead", "header", "instructions"),
    "foot": ("none", "lines"),
    "choice": (
        "box before", "box behind", "cell behind", "cell before", "x before", "yes no", "inked", "struck", "wingdings",
        "number", "number line", "letter", "free", "drop-down", "only left", "subgroup", "ticked and struck",
    ),
    "members": ("table", "table", "lines", "semicolons", "numbered"),
    "statement": STATEMENT_WAYS,
    "signature": ("questions", "one line", "row", "captions"),
    "blanks": ("none", "few"),
    "control": ("no", "no", "no", "yes"),
}  # fmt: skip
_IN_LINES = ("paragraphs", "tabs", "cell", "sheet cell")
_COLUMNS = ("two", "four", "nested", "sheet", "sheet merged")
_BELOW = ("box", "frame", "above", "sheet above")


def draw(rnd: Random) -> Style:
    """Choose, until a person can read what comes of it without doubt; each carrier as often as AXES has it."""
    carrier = rnd.choice(AXES["carrier"])
    while True:
        drawn = {axis: rnd.choice(values) for axis, values in AXES.items()}
        style = Style(**{**drawn, "carrier": carrier})
        if all(rule(style) for rule in _RULES):
            return style


def _parts_label_and_answer(s: Style) -> bool:
    """In lines, a label is told from an answer by its sign, its number, or its look."""
    if s.carrier not in _IN_LINES or s.carrier == "tabs":
        return True
    if s.position == "same":
        return s.separator != "none"
    told = s.label in ("bold", "caps", "underline") and s.label != s.answer
    return s.separator in ("colon", "question") or told or s.numbering not in ("none", "column")


def _numbers(s: Style) -> bool:
    """Numbers by section need headings, and others than their own."""
    if s.numbering == "column":
        return s.carrier in ("two", "nested", "sheet", "sheet merged")
    if s.numbering in ("1.1", "letter"):
        return s.heading not in ("none", s.numbering)
    return not s.numbering == "roman" == s.heading


def _hints(s: Style) -> bool:
    """A hint is no answer: it has brackets, a look of its own, or speaks to the reader."""
    if s.hint == "none":
        return s.hinted == "behind"
    speaks = s.hint != "plain" or s.hinted in ("own", "column")
    differs = s.hint != "italic" or "italic" not in (s.answer, s.label)
    return speaks and differs and _HINTED[s.hinted](s)


_HINTED: dict[str, Callable[[Style], bool]] = {
    "behind": lambda _: True,
    "column": lambda s: s.carrier in ("two", "sheet") and s.language != "both below",
    "above": lambda s: s.carrier in ("two", "cell", "above"),
    "own": lambda s: not s.is_inline and s.carrier not in ("sheet", "sheet merged"),
    "under": lambda s: s.carrier in ("two", "cell", "nested", "paragraphs"),
}
_CHOSEN: dict[str, Callable[[Style], bool]] = {
    **dict.fromkeys(
        ("cell behind", "cell before"), lambda s: s.carrier not in ("tabs", "box", "frame", "sheet cell", "cell")
    ),
    **dict.fromkeys(("struck", "ticked and struck", "wingdings"), lambda s: not s.is_sheet),
    "drop-down": lambda s: s.control == "yes",
    "letter": lambda s: "letter" not in (s.numbering, s.heading),
    "inked": lambda s: s.answer == "plain" and s.carrier != "sheet cell",
    "number line": lambda s: s.numbering in ("none", "column"),
}
_RULES: tuple[Callable[[Style], bool], ...] = (
    _parts_label_and_answer,
    _numbers,
    _hints,
    lambda s: s.choice not in _CHOSEN or _CHOSEN[s.choice](s),
    lambda s: (s.register == "asked") == (s.separator == "question"),
    lambda s: s.separator != "dash" or s.carrier in _IN_LINES,
    lambda s: s.label != s.answer or s.label == "plain" or s.carrier in _COLUMNS or s.separator == "colon",
    lambda s: s.filler == "none" or (s.carrier in ("paragraphs", "cell", "tabs") and s.control == "no"),
    lambda s: s.filler != "over" or s.position == "next",
    lambda s: s.carrier not in _BELOW or s.position == "next",
    lambda s: s.carrier not in (*_COLUMNS, "tabs") or s.position == "same",
    lambda s: s.language != "both below" or s.carrier not in ("tabs", "four", "sheet cell"),
    lambda s: s.heading != "row" or s.carrier in ("two", "four", "above", "cell"),
    lambda s: s.control == "no" or (not s.is_sheet and s.answer == "plain"),
    lambda s: s.head != "header" or not s.is_sheet,
    lambda s: s.signature in ("questions", "one line") or not s.is_sheet,
    lambda s: s.carrier != "tabs" or s.members != "lines",
    lambda s: s.label != "underline" or not s.is_sheet,
)
