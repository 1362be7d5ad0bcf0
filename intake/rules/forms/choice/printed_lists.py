"""Options that a form prints in one line, behind its question, to be chosen from: numbered, or with a slash between."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from intake.rules.forms.choice.options import Options, is_or
from intake.rules.forms.labels.items import Loose
from intake.rules.forms.places import Cell, Line, Mark
from intake.rules.forms.words.lexicon import key
from intake.rules.forms.words.lines import has_box, parts_of, slice_of
from intake.rules.script import SMALL_LETTERS

_ROMAN = r"I{1,3}|IV|VI{0,3}"
_NUMBERED = re.compile(r"(?:^|(?<=[\s:;,.–—(]))\(?(\d)\s?[.)]\s*(?=[^\W\d_])")
_IN_ROMAN = re.compile(rf"(?:^|(?<=[\s:;,.–—(]))\(?({_ROMAN})\s?[.)]\s*(?=[^\W\d_])", re.IGNORECASE)
_PRINTED = re.compile(rf"\s*\(?(?:(\d|{_ROMAN})(?:\s*[.)]|\s+[–—-]\s)|(\d)\s{{2,}}(?=[^\W\d_]))", re.IGNORECASE)
_LETTER = re.compile(r"\s*\(?([^\W\d_])(?:\s*[.)]|\s)")
_SECOND = re.compile(r"\s*\(?(?:I{2,3}|IV|VI{1,3})(?:\s*[.)]|\s)", re.IGNORECASE)
_FIFTH = re.compile(r"[\s☐☒☑]*\(?V(?:\s*[.)]|\s)\s*", re.IGNORECASE)
_LETTERS = frozenset("abcdeg")  # with which a list goes on
_TYPED = frozenset("vx")  # for ticks
COUNTED = ("i", "ii", "iii", "iv", "v", "vi", "vii", "viii")
_COUNTED_BY = re.compile(rf"\d{{1,2}}|{_ROMAN}|[^\W\d_]", re.IGNORECASE)
_BEHIND = re.compile(r":|\t|_{2,}|…|\.{3,}")  # where the answer begins, behind the last option
_BETWEEN = re.compile(r"\s*[/|;,]\s*|\s{2,}")
_MARKED = re.compile(r"\s*\S{1,2}\s|.*\s\S{1,2}\s*$")  # "X Форум"
GAP = re.compile(r"\t+|\s{3,}")
"""What stands between two options of one line."""
_CAPITAL = re.compile(rf"(?<![^\s(])[^\W\d_{SMALL_LETTERS}][^\W\d_]{{2,}}")
_OPEN_END = re.compile(r"(?:[,;:(+&/|\\]|(?<![–—-])\s\S{1,2})\s*$")  # what goes on, or may belong to either side
_WORD = re.compile(r"(?<=\s)[^\W\d_]{2,3}(?=\s)")
_FEW = 2  # options that make a list


def printed_number(text: str, *, counted: bool = False) -> str | None:
    """Return the key of the number before an option ("3.", "III)", "3 –"); where *counted*, also its letter ("b)")."""
    found = _PRINTED.match(text) or (_LETTER.match(text) if counted else None)
    return key(found[1] or found[found.re.groups]) if found else None


@dataclass(frozen=True, slots=True)
class Arrangement:
    """How a list of options is laid out: its *columns* of numbers, and whether its lines *have_v* among theirs.

    *rows* are those of its options, each once; *cells* are the addresses of those in which an option stands.
    """

    have_v: bool
    columns: frozenset[int]
    rows: tuple[Sequence[Cell], ...]
    cells: frozenset[str]

    def beside(self, option: Cell, row: Sequence[Cell]) -> Sequence[Cell]:
        """Return the cells of *row* in which stands what was done to the *option* there, where it has several.

        They are those up to the next option where rows begin with options, or their numbers; those from the one before
        it where they end so. Otherwise a cell between two may be either's, and is nobody's.
        """
        own = sorted(cell.column for cell in row if cell.address in self.cells)
        others = {cell.column for row in self.rows for cell in row if cell.column not in self.columns}
        first = min((column for column in self.columns if column < own[0]), default=own[0])
        before = any(column < own[0] for column in others)
        sheet = "!" in option.address  # where nothing stands it has no cell
        behind = any(column > own[-1] for column in others) or (sheet and first == 0)
        start = end = option.column
        if behind and not before:
            end = next((column for column in own if column > start), max(others) + 1)
        elif before and not behind:
            start = next((column for column in reversed(own) if column < end), -1)
        return [cell for cell in row if start < cell.column < end]


def arrangement(items: Sequence[Loose]) -> Arrangement:
    """Return how the options of *items* are laid out.

    Where their numbers are Roman, or letters, V is no tick.
    """
    texts = [item.line.text for item in items]
    letters = {key(found[1]) for text in texts if (found := _LETTER.match(text))}
    rows = tuple({item.row[0].address: item.row for item in items if item.row}.values())
    numbers: dict[int, set[str | None]] = {}
    for cell in (cell for row in rows for cell in row):
        numbers.setdefault(cell.column, set()).add(number_in(cell))
    return Arrangement(
        have_v=len(letters & _LETTERS) > 1 or any(map(_SECOND.match, texts)),
        columns=frozenset(column for column, found in numbers.items() if len(found - _TYPED - {None}) > 1),
        rows=rows,
        cells=frozenset(item.cell.address for item in items if item.cell is not None),
    )


def number_in(cell: Cell) -> str | None:
    """Return the key of the number or letter of a list that *cell* holds, and nothing else."""
    text = cell.text.strip(" .()")
    return key(text) if _COUNTED_BY.fullmatch(text) else None


def without_v(text: str) -> str | None:
    """Return *text* without its number where that is V, which is typed for a tick, too; None of another."""
    found = _FIFTH.match(text)
    return text[found.end() :] if found else None


def parted_list(line: Line, options: Options) -> tuple[Line, ...]:
    """Part a line that prints a numbered list of all there is to choose from, and what was written behind it.

    "… – уписати број: 1) Дневни центар; 2) Повећање свијести; …": nobody answers with everything.
    """
    starts = [found.start() for n, found in enumerate(_NUMBERED.finditer(line.text), 1) if found[1] == str(n)]
    if not starts:
        counted = zip(_IN_ROMAN.finditer(line.text), COUNTED, strict=False)
        starts = [found.start() for found, number in counted if found[1].lower() == number]
    if len(starts) < _FEW or has_box(line):
        return (line,)
    end = found.start() if (found := _BEHIND.search(line.text, starts[-1])) else len(line.text)
    listed = tuple(slice_of(line, *cut) for cut in pairwise((*starts, end)))
    if not options.are_all([options.named(x.text) for x in listed]):
        return (line,)
    behind = slice_of(line, end, len(line.text))
    return (*listed, behind) if behind.text.strip() else listed


def without_offer(line: Line, options: Options) -> tuple[Line, ...]:
    """Leave out of what stands behind a question the approaches that it offers: "Форум / Повјереник: Повјереник".

    Whom the question is for may stand before them: "– само за мањине: Форум / Повјереник". Where one of them is struck
    out or set apart, each is a line of its own.
    """
    ends = [*(at for at, sign in enumerate(line.text) if sign == ":"), len(line.text)]
    for start, end in zip((0, *(end + 1 for end in ends)), ends, strict=False):
        offered = _offered(slice_of(line, start, end), options)
        if offered:
            behind = slice_of(line, end + 1, len(line.text))
            marks = {frozenset(span.marks for span in x.spans if span.text.strip()) for x in offered}
            return (*(offered if len(marks) > 1 else ()), *((behind,) if behind.text.strip() else ()))
    return (line,)


def _offered(offer: Line, options: Options) -> tuple[Line, ...]:
    """The approaches that *offer* prints beside each other and nobody marked; none where it is no such list."""
    offered = tuple(parts_of(offer, _BETWEEN))
    offered = _parted_at_or(offer) if len(offered) == 1 and options.offers(offer.text) else offered
    each = [options.named(x.text) for x in offered]
    told = {one[0] for one in each if len(one) == 1 and one[0].approach is not None}
    marked = has_box(offer) or any(_MARKED.match(x.text) for x in offered)
    unmarked = not marked and not _NUMBERED.search(offer.text)
    return offered if unmarked and len(each) == len(told) >= _FEW else ()


def _parted_at_or(line: Line) -> tuple[Line, ...]:
    """Part a line of approaches at the words between them: "Форум или Повјереник?"."""
    cuts = [0, *(at for found in _WORD.finditer(line.text) if is_or(found[0]) for at in found.span()), len(line.text)]
    return tuple(slice_of(line, start, end) for start, end in zip(cuts[::2], cuts[1::2], strict=True))


def is_offer(line: Line, options: Options) -> bool:
    """Tell whether *line* says what there is to choose from, in a sentence or with commas between, in one look.

    "Навести један: дневни центри, повећање свијести, …", "Могу се одабрати форум или повјереник.": nobody answers so
    where anything else does. A list that tells its options by their numbers or its gaps is read as one.
    """
    if has_box(line) or not options.offers(line.text):
        return False
    looks: dict[frozenset[Mark], str] = {}
    for span in line.spans:
        looks[span.marks] = looks.get(span.marks, "") + span.text
    parts_only = len({option.cluster for option in options.named(line.text)}) == 1
    listed = () if parts_only else (f(line, options) for f in (parted_list, side_by_side, run_together))
    return any(map(options.offers, looks.values())) and all(len(parts) == 1 for parts in listed)


def side_by_side(line: Line, options: Options) -> tuple[Line, ...]:
    """Part a line of several options with wide gaps between: "X Форум     Повјереник", "☐ Форум     X Повјереник"."""
    if not GAP.search(line.text.strip()):
        return (line,)
    parts = tuple(parts_of(line, GAP))
    each = [options.named(part.text) for part in parts]
    return parts if len({one[0] for one in each if len(one) == 1}) == len(parts) >= _FEW else (line,)


def run_together(line: Line, options: Options) -> tuple[Line, ...]:
    """Part a line of options between which nothing stands, as where a PDF's rows are full to the margin.

    Where a mark may be that of the option before it or behind it ("… свијести X Мобилни …"), the line stays whole.
    """
    starts: list[int] = []
    for found in () if has_box(line) else _CAPITAL.finditer(line.text):
        before = not starts or options.named(line.text[starts[-1] : found.start()])
        starts += [found.start()] if before and options.begins(line.text[found.start() :]) else []
    parts = tuple(slice_of(line, *cut) for cut in pairwise((0, *starts[1:], len(line.text))))
    each = [options.named(part.text) for part in parts]
    distinct = len({one[0] for one in each if len(one) == 1}) == len(parts) >= _FEW
    return parts if distinct and not any(_OPEN_END.search(part.text) for part in parts[:-1]) else (line,)
