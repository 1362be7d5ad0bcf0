"""Members in a list: "1. Ана Анић, психолог, Црвени крст, ana@x.example, B1"; or only names, "Ана Анић; Јово Јовић"."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from intake.rules.call import Field, FieldType
from intake.rules.forms.answers.trimming import trimmed
from intake.rules.forms.words.lexicon import Lexicon, key
from intake.rules.forms.words.persons import NUMBERED, is_person, persons_in
from intake.rules.script import SMALL_LETTERS

_NEXT = re.compile(r"(?<![\s,;])[\s,;]++(?=\(?\d{1,2}[.)]\s*[^\W\d_])")  # "1. Ана Анић, 2. Јово Јовић" in one line
_BETWEEN = re.compile(r";|\s/\s|\s\|\s")  # persons of whom each begins with a name
_CAPITAL = rf"[^\W\d_{SMALL_LETTERS}][^\W\d_][\w'’.-]*"
_LAST = re.compile(
    rf"(\S+)\s+(?=({_CAPITAL}(?:\s+{_CAPITAL})+)\s*(?:[,;(]|\s[–—-]\s|$))"
)  # behind which another begins
_PARTS = re.compile(rf"[,;]\s+|\t|\s[–—-]\s+(?=[{SMALL_LETTERS}])")
_BEHIND = re.compile(r"([^–—(]+?)(?:\s[–—-]\s|\s*\()\s*([^()]+?)\)?")  # "Ана Анић – психолог", "Ана Анић (психолог)"
_DASH = re.compile(r"\s[–—-]\s")
_SIGNS = (_DASH, *map(re.compile, (r"\s/\s", r"\s[–—/-]\s")))
_INSIDE = re.compile(r"([^(),;]+?)\s*\(([^()]+)\)\s*[,;–—-]\s*(.+)")  # "Ана Анић (психолог, Дом здравља), ana@…"
_DASHED = 3  # parts before the address
_SMALL_NAME = re.compile(
    rf"(?:\(?\d{{1,2}}[.)]|[-–—•])?\s*(?P<name>[{SMALL_LETTERS}]+(?:[ -][{SMALL_LETTERS}]+){{1,3}})(?=\s*,|\s[–—-]\s)"
)
_COLUMNS = re.compile(r"\s*(?:\t|\||[ \u00a0]{3,})\s*")
_ADDRESS = re.compile(r"\S*\s*\S+@[^\s,;()]+")
_BEFORE_BRACKETS = re.compile(r"[^()\[\]]*[^()\[\]\s](?=\s*[(\[][^()\[\]]+[)\]]$)")
_TELEPHONE = re.compile(r"(?:[^\W\d]{1,10}[.:]{1,2}\s*)?[+(]?\d[\d\s/().–-]{5,}")  # "тел. 065/123-456"
_LOCAL = re.compile(r"([^\s,;:<(]+)@")
_INITIAL = 2  # letters that an address may have by chance
_TOLD = re.compile(r"[;,]\s+(?=([^\W\d_][^:;,@]{1,40}):\s)")  # "Ана Анић; Функција: психолог"
_NAME = "name"
_DEPARTMENTS = 3  # names of one place of work: "a section, its department, the municipality"

Row = Mapping[str, str | None]
Persons = Sequence[tuple[str, ...]]
"""The parts that are said of each person, the name first."""


@dataclass(frozen=True, slots=True)
class Listed:
    """The members of one line; *doubtful*: a part may be a person as well as a position, or was left out."""

    rows: tuple[Row, ...]
    doubtful: bool = False


class Listing:
    """Reads lists of members by the *columns* of the call: a name first, then what the columns ask, in their order.

    *named*: the column whose head a text is; it may stand before what is said.
    """

    def __init__(self, columns: Sequence[Field], lexicon: Lexicon, named: Callable[[str], str | None]) -> None:
        self._columns = columns
        self._named = named
        self._lexicon = lexicon
        self._choices = {column.id: _Choice(column) for column in columns if column.type is FieldType.CHOICE}
        self._texts = tuple(c.id for c in columns if c.type is FieldType.TEXT and c.id != _NAME)

    def members(self, text: str) -> Listed | None:
        """Return whom *text* names; None where it is divided otherwise: its first part is no person's name."""
        text = self._with_capitals(text)
        entries = [each for entry in self._entries(text) for each in (self._sentence(entry) or [self._persons(entry)])]
        alike = all(len(set(map(self._shape, persons))) == 1 for persons in entries)
        sure = (persons if alike else persons[:1] for persons in entries)
        parts = [parts for persons in sure for parts in persons]
        called = any(map(_TELEPHONE.fullmatch, [part for each in parts for part in each]))
        rows = [self._row([part for part in each if not _TELEPHONE.fullmatch(part)]) for each in parts]
        found = tuple(row for row in rows if row is not None)
        return (
            Listed(found, doubtful=called or not alike) if found and len(found) == len(rows) and all(entries) else None
        )

    def whole(self, lines: Sequence[str]) -> Sequence[str]:
        """Return *lines* as one where an address or a level has its own, and all are read so: a line for each thing."""
        own = any(self.column_of(line) and not self.begins(line) for line in lines[1:])
        text = ", ".join(NUMBERED.sub("", line).rstrip(" ,;") for line in lines)
        found = self.members(text) if own and self.begins(lines[0]) else None
        return lines if found is None or found.doubtful else [text]

    def _with_capitals(self, text: str) -> str:
        """Return *text* with the name in capitals that was written small, where its address bears it: "ana anic, …"."""
        begun = _SMALL_NAME.match(text)
        address = _LOCAL.search(text)
        if begun is None or address is None or self._lexicon.is_calling(begun["name"]):
            return text
        borne = any(len(word) > _INITIAL and word in key(address[1]) for word in key(begun["name"]).split())
        return text[: begun.start("name")] + begun["name"].title() + text[begun.end("name") :] if borne else text

    def in_commas(self, text: str) -> str:
        """Return *text* with commas in the place of tabs or bars, where only its first part is a person's name."""
        parts = [part for part in map(str.strip, _COLUMNS.split(text.strip())) if part]
        number = parts[:1] if parts and NUMBERED.fullmatch(parts[0]) else []
        parts = parts[len(number) :]
        named = [part for part in parts if self._is_name(NUMBERED.sub("", part).strip())]
        return " ".join((*number, ", ".join(parts))) if len(named) == 1 and named == parts[:1] else text

    def begins(self, text: str) -> bool:
        """Tell whether *text* begins with a number or a person's name, as each member of a list does."""
        return bool(NUMBERED.match(text)) or self._is_name(
            _PARTS.split(trimmed(self._with_capitals(text)).rstrip(",;"))[0]
        )

    def _entries(self, text: str) -> Sequence[str]:
        """The entries of one line: behind the numbers of its list, or behind semicolons where each names a person."""
        numbered = _NEXT.split(text) if NUMBERED.match(text) else [text]
        plain = [trimmed(NUMBERED.sub("", each)).rstrip(" ,;") for each in numbered]
        apart = [_LAST.sub(self._ended, each) for each in plain]
        parted = [part.strip() for each in apart for part in _BETWEEN.split(each) if part.strip()]
        return parted if all(self._is_name(_PARTS.split(part)[0]) for part in parted) else apart

    def _ended(self, last: re.Match[str]) -> str:
        """Return *last*, the address or level of a person, with a semicolon where another's name stands behind it."""
        return f"{last[1]}; " if self._is_name(last[2]) and self.column_of(last[1].strip("(),;")) else last[0]

    def _sentence(self, entry: str) -> Sequence[Persons]:
        """The persons of "Чланови ће бити Ана Анић (психолог) и Ива Ивић (правник)"; none of another text."""
        named = persons_in(entry, leads=self._lexicon.introduces, joins=self._lexicon.joins) or ()
        calling = any(self._lexicon.is_calling(name) for name, _ in named)
        return () if calling else [[(name, *self._parts(inside))] for name, inside in named]

    def _persons(self, entry: str) -> Persons:
        """The parts of *entry*, from each person's name to the next; none where it begins with something else."""
        parts = tuple(self._parts(entry))
        starts = [at for at, part in enumerate(parts) if at == 0 or self._is_name(part)]
        named = parts and is_person(parts[0].partition(",")[0])
        return [parts[at:end] for at, end in zip(starts, [*starts[1:], len(parts)], strict=True)] if named else []

    def _parts(self, entry: str) -> Sequence[str]:
        """What stands between commas, or dashes or strokes before an address; a degree stays with the name before.

        Where a head stands before each, dashes and commas part nothing: "Ана Анић; Установа: Дом здравља – Рудо".
        """
        heads = [*_TOLD.finditer(entry)]
        if sum(self._named(head[1]) is not None for head in heads) > 1:
            ends = [*(head.end() for head in heads), len(entry)]
            return [*self._parts(entry[: heads[0].start()]), *(entry[a:b].rstrip(" ,;") for a, b in pairwise(ends))]
        for apart in (sign.split(entry) for sign in _SIGNS):
            if len(apart) > _DASHED and any("@" in part for part in apart[_DASHED:]) and self._is_name(apart[0]):
                return [part for part in map(str.strip, apart) if part]
        if (inside := _INSIDE.fullmatch(entry)) and self._is_name(inside[1]):
            entry = ", ".join(inside.groups())
        parts: list[str] = []
        words = [word for part in map(str.strip, _PARTS.split(entry)) if part for word in self._before_option(part)]
        behind = _BEHIND.fullmatch(words[0]) if words else None
        single = behind is not None and " " not in behind[2] and not self._is_gender(behind[2])
        surname = behind is not None and single and behind[2].istitle() and not self._lexicon.is_calling(behind[2])
        words = [behind[1], behind[2], *words[1:]] if behind and not surname else words
        words = [word for word in words if not self._is_gender(word)]
        for at, part in enumerate(words):
            if len(parts) == 1 and self._lexicon.is_title(part) and not self._is_calling_of(part, words[at + 1 :]):
                parts[0] += f", {part}"
            else:
                parts.append(part)
        return parts

    def _before_option(self, part: str) -> Sequence[str]:
        """Return *part*, and what can stand in a column of its own behind an address or in brackets: "Дом (B1)"."""
        found = _ADDRESS.match(part) or _BEFORE_BRACKETS.match(part)
        rest = part[found.end() :].strip(" ()[]") if found else ""
        return (part[: found.end()], rest) if found and self.column_of(rest) else (part,)

    def _is_gender(self, part: str) -> bool:
        return key(part) in self._lexicon.genders

    def _is_calling_of(self, title: str, behind: Sequence[str]) -> bool:
        """Tell whether a degree is the position, for only the institution stands behind it: "дипл. правник, Дом …"."""
        texts = [part for part in behind if not self.column_of(part)]
        named = len(texts) == len(self._texts) - 1 and all(text[0].isupper() for text in texts)
        return named and self._lexicon.is_calling(title)

    def _row(self, parts: Sequence[str]) -> Row | None:
        row: dict[str, str | None] = {column.id: None for column in self._columns} | {_NAME: parts[0]}
        told = [(column, said) for column, said in map(self._told, parts[1:]) if column]
        if len(dict(told)) < len(told):
            return None
        row |= dict(told)
        free = [column for column in self._texts if row[column] is None]
        for word in self._in_columns([part for part in parts[1:] if not self._told(part)[0]]):
            column = self.column_of(word) or (free.pop(0) if free else None)
            if column is None or row[column] is not None:
                return None
            row[column] = self._chosen(column, word) or word
        return row

    def _told(self, part: str) -> tuple[str | None, str]:
        """The column whose head *part* begins with, and what is said there: "Функција: психолог"."""
        head, colon, rest = part.partition(":")
        column = self._named(head) if colon else None
        return column, (self._chosen(column, rest) if column else None) or rest.strip()

    def _in_columns(self, parts: Sequence[str]) -> Sequence[str]:
        """The *parts*, the last text of which may name a department before its institution: "Служба X, Општина Y".

        A dash parts the only text where a place of work stands behind it: "психолог – Дом здравља".
        """
        texts = [at for at, part in enumerate(parts) if not self.column_of(part)]
        apart = _DASH.split(parts[texts[0]]) if len(texts) == 1 else []
        if len(apart) == len(self._texts) and not apart[-1][:1].islower() and self._is_place(apart[-1]):
            return (*parts[: texts[0]], *apart, *parts[texts[0] + 1 :])
        last = texts[len(self._texts) - 1 :]
        together = 1 < len(last) <= _DEPARTMENTS and last[-1] - last[0] == len(last) - 1
        if not together or not all(map(self._is_place, (parts[at] for at in last))):
            return parts
        return (*parts[: last[0]], ", ".join(parts[last[0] : last[-1] + 1]), *parts[last[-1] + 1 :])

    def _is_place(self, part: str) -> bool:
        """Tell whether *part* may be where somebody works, and is nobody's name."""
        return self._lexicon.is_calling(part) or (" " in part and not is_person(part))

    def _shape(self, parts: Sequence[str]) -> tuple[str, ...]:
        return tuple(self.column_of(part) for part in parts[1:])

    def column_of(self, word: str) -> str:
        """The column in which alone *word* can stand: an address, one of its options."""
        addressed = next((c.id for c in self._columns if c.type is FieldType.EMAIL and "@" in word), "")
        return addressed or next((column for column in self._choices if self._chosen(column, word)), "")

    def _chosen(self, column: str, word: str) -> str | None:
        """The option of *column* that *word* names, perhaps with words of its head: "енглески C1"."""
        return self._choices[column].of(word) if column in self._choices else None

    def _is_name(self, part: str) -> bool:
        """Tell whether *part* is a person's name, and no calling or institution in capitals: "Црвени Крст"."""
        return is_person(part) and not self._lexicon.is_calling(part)


class _Choice:
    """What can stand in a column of options: one of them, alone or with words of the column's head."""

    def __init__(self, column: Field) -> None:
        heads = (column.label.sr, column.label.en, *column.aliases)
        self._heads = tuple({word for head in heads for word in key(head).split()})
        self._options = {key(option.sr): option.sr for option in column.options}

    def of(self, text: str) -> str | None:
        """Return the option that *text* names: "C1", "енглески C1", "ниво енгл. језика: B2"."""
        words = key(text).split()
        named = [self._options[word] for word in words if word in self._options]
        others = [word for word in words if word not in self._options]
        known = all(any(head.startswith(word) for head in self._heads) for word in others)
        return named[0] if len(named) == 1 and known else None
