"""The words of a call's questions, sections, statements and options, cut to stems: inflection leaves these alone."""

from __future__ import annotations

import re
from collections.abc import Iterator

from intake.rules.call import Approach, Call, Cluster, Field, FieldType
from intake.rules.forms.words.lexicon import Lexicon, key

NUMBERING = re.compile(
    r"^\s*(?:[*•▪\-–]\s*)?(?:(?:\d{1,2}(?:\.\d{1,2})+\s|\(?(?:\d{1,2}(?:\.\d{1,2})*|[IVX]{1,4}|[ІХ]{1,4}|[a-zа-ш])[.)])\s*"
    r"|[a-zа-ш]\d{1,2}[.)]\s*(?=[^\W\d_]{2}))+",
    re.IGNORECASE,
)
BRACKETS = re.compile(r"\([^()]*\)|\[[^\[\]]*\]")
ENDING = re.compile(r"[\s:?*_.…·\-–—]+$")
_OF_WOMEN = re.compile(r"(?<=[^\W\d_]{3})(?:/-?|\(-?)(?:[nн]?[iи]?[cц]|[kк])?[aа]\)?(?![^\W\d_])")  # "начелник/ца"
_IN_DIALECTS = re.compile(r"([^\W\d_]+)\s*/\s*([^\W\d_]+)")  # "општине/опћине"
STEM = 5  # letters by which inflected words of a heading are known
STATEMENT_STEM = 4  # of a statement: "учешће", "учествовати"


def variants(text: str) -> Iterator[str]:
    """A question without its number, stars and ending, then without its brackets and the endings for women, too.

    A word that stands there in two dialects, or in two scripts, counts once.
    """
    plain = _IN_DIALECTS.sub(_once, ENDING.sub("", NUMBERING.sub("", text)))
    yield plain
    short = ENDING.sub("", BRACKETS.sub(" ", plain))
    yield short
    if "/" in plain or "(" in plain:
        yield ENDING.sub("", BRACKETS.sub(" ", _OF_WOMEN.sub("", plain)))


def _once(both: re.Match[str]) -> str:
    return both[1] if key(both[1]) == key(both[2]) else both[0]


def echo(asked: str, said: str) -> bool:
    """Tell whether *said* has a word of *asked*, in whatever case: "Један курс", below "НАЛАС е-курсеви"."""
    stems = tuple(word[:STATEMENT_STEM] for word in key(asked).split() if len(word) >= STATEMENT_STEM)
    return bool(stems) and any(word.startswith(stems) for word in key(said).split())


def wordings(field: Field) -> Iterator[str]:
    """Every way in which the call words the question of *field*, with its brackets and without."""
    for wording in (field.label.sr, field.label.en, *field.aliases):
        yield wording
        if (short := BRACKETS.sub(" ", wording)).strip():
            yield short


def section_of(call: Call) -> dict[str, str]:
    """The key of the section in which each field is asked, by the field's id."""
    section, of = "", {}
    for field in call.fields:
        if field.section is not None:
            section = key(NUMBERING.sub("", field.section.sr))
        of[field.id] = section
    return of


def title_stems(call: Call) -> tuple[tuple[frozenset[str], str], ...]:
    """The words of each section's title in each language, by their stems, with the section."""
    sections = section_of(call)
    titles = ((text, f) for f in call.fields if f.section for text in (f.section.sr, f.section.en))
    words = ((key(NUMBERING.sub("", text)).split(), field) for text, field in titles)
    stems = ((frozenset(w[:STEM] for w in own if len(w) >= STEM), field) for own, field in words)
    return tuple((own, sections[field.id]) for own, field in stems if own)


def option_stems(call: Call) -> Iterator[frozenset[str]]:
    """The words of each cluster and its approaches: what says nothing else asks no question."""
    for cluster in call.clusters:
        choices: tuple[Cluster | Approach, ...] = (cluster, *cluster.approaches)
        texts = (t for c in choices for t in (c.title.sr, c.title.en, c.short.sr, c.short.en, *c.aliases))
        yield frozenset(word[:STEM] for text in texts for word in key(text).split())


def statement_stems(call: Call) -> Iterator[tuple[frozenset[str], Field]]:
    """The words of each statement in each of its wordings, by their stems."""
    for field in call.fields:
        if field.type is FieldType.CHECKBOX:
            for wording in wordings(field):
                words = key(wording).split()
                stems = frozenset(w[:STATEMENT_STEM] for w in words if len(w) >= STATEMENT_STEM)
                if len(stems) > 1:
                    yield stems, field


def section_stems(call: Call) -> dict[str, frozenset[str]]:
    """The words that only one section's title and labels have, by their stems."""
    sections = section_of(call)
    stems: dict[str, set[str]] = {}
    for field in call.fields:
        for wording in (
            field.label.sr,
            field.label.en,
            *((field.section.sr, field.section.en) if field.section else ()),
        ):
            stems.setdefault(sections[field.id], set()).update(w[:STEM] for w in key(wording).split() if len(w) >= STEM)
    everywhere = [stem for own in stems.values() for stem in own]
    return {section: frozenset(s for s in own if everywhere.count(s) == 1) for section, own in stems.items()}


def asks_name(field: Field, lexicon: Lexicon) -> bool:
    """Tell whether a wording of *field*, which is of text, begins with a word for names."""
    captions = tuple(f"{caption} " for caption in lexicon.names)
    return field.type is FieldType.TEXT and any(f"{key(w)} ".startswith(captions) for w in wordings(field))
