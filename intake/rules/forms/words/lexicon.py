"""Blank or answered: the words by which a reader tells an answer from none."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from intake.rules.forms.words.persons import is_person
from intake.rules.forms.words.questions import UsualWordings, questions_of
from intake.rules.forms.words.word_lists import Beginnings, OfficeWords
from intake.rules.script import canonical, fold_dialect

_FILLER = re.compile(r"[\s_.…·‥‧•\-–—―/\\|:;,*~=()\[\]{}<>«»\"'„“”’‘⎯▁□☐○◯\u200b\u200c\u200d\ufeff\u00ad]*")
_NUMBER_HEAD = 14  # characters, "Редни број" and the like
_WORD = re.compile(r"[^\W_]+")
_OURS = re.compile(r"(?!samo$|tamo$)[a-z]{2,}mo")  # what applicants say of themselves
_STEM = 4  # letters from which a foreign word may be inflected: "пол" does not begin "полазник"
_FEW = 2  # words
_CACHED = 16_384  # different texts whose keys are remembered: a form's are asked for again and again
_LANGUAGES = re.compile(r"[/\n]")
_SEAL = 40  # characters of its place in two languages
_PROMPT_WORDS = 12  # a longer text that begins like a prompt is somebody's sentence


@lru_cache(maxsize=_CACHED)
def key(text: str) -> str:
    """Return the key under which two spellings of one thing are equal: scripts, dialects, case and marks folded."""
    return fold_dialect(canonical(text))


_WORDS = (  # lists of which a text is one whole entry, or a word is
    *("blanks", "not_imperative", "hint_openings", "addressing", "ours", "lengths", "limits", "most"),
    *("remarks", "yes", "no", "captions", "names", "surnames", "designations", "titles", "wrote", "senders"),
    *("headers", "asking", "joining", "introducing", "question_marks", "answer_marks", "chosen"),
    *("denying", "hosting", "genders", "seals"),
)
_BEGINNINGS = (  # lists with which a text begins
    *("prompts", "placeholders", "instructing", "may_instruct", "hints", "informing", "closings"),
    *("quotings", "notes"),
)
_CALLINGS = ("callings", "jobs", "workplaces")  # lists of words, some with endings of their own


@dataclass(frozen=True, slots=True, kw_only=True)
class Lexicon:
    """The word lists of `reading-words.toml`, as keys; what a text may begin with has a blank behind it.

    With them go `questions.toml` and the prompts of `wording-form.toml`, as they are written.
    """

    blanks: frozenset[str]
    prompts: tuple[str, ...]
    placeholders: tuple[str, ...]
    instructing: tuple[str, ...]
    not_imperative: frozenset[str]
    may_instruct: tuple[str, ...]
    hint_openings: frozenset[str]
    addressing: frozenset[str]
    ours: frozenset[str]
    lengths: frozenset[str]
    limits: frozenset[str]
    most: frozenset[str]
    hints: tuple[str, ...]
    remarks: frozenset[str]
    yes: frozenset[str]
    no: frozenset[str]
    marks: frozenset[str]
    number: frozenset[str]
    numerals: Mapping[str, str]  # the digit of a number in words
    chosen: frozenset[str]
    denying: frozenset[str]
    hosting: frozenset[str]
    captions: frozenset[str]
    names: frozenset[str]
    surnames: frozenset[str]
    designations: frozenset[str]
    titles: frozenset[str]
    genders: frozenset[str]
    seals: frozenset[str]
    signed: tuple[str, ...]
    informing: tuple[str, ...]
    callings: Beginnings
    jobs: Beginnings
    workplaces: Beginnings
    closings: tuple[str, ...]
    quotings: tuple[str, ...]
    wrote: frozenset[str]
    senders: frozenset[str]
    headers: frozenset[str]
    asking: frozenset[str]
    introducing: frozenset[str]
    joining: frozenset[str]
    notes: tuple[str, ...]
    question_marks: frozenset[str]
    answer_marks: frozenset[str]
    office: OfficeWords
    foreign: frozenset[str]
    foreign_stems: tuple[str, ...]  # of words that may be inflected
    meanings: Mapping[str, frozenset[str]]  # of whole words
    meaning_stems: Mapping[str, frozenset[str]]  # of their beginnings
    own_prompts: tuple[str, ...]  # of the form that this program writes, in each of its languages
    questions: Mapping[str, UsualWordings]  # that forms ask alike, by the id of the field

    @classmethod
    def of(cls, words: Mapping[str, Any]) -> Lexicon:
        """Build the lexicon from the parsed files; KeyError where a list is missing."""
        foreign = frozenset(map(key, words["foreign"]))
        as_they_are: dict[str, Any] = {name: frozenset(map(key, words[name])) for name in _WORDS}
        at_the_beginning: dict[str, Any] = {name: _beginnings(words[name]) for name in _BEGINNINGS}
        of_callings: dict[str, Any] = {name: Beginnings.of(words[name], key) for name in _CALLINGS}
        return cls(
            **as_they_are,
            **at_the_beginning,
            marks=frozenset(word.casefold() for word in words["marks"]),
            signed=tuple(f" {key(word)}" for word in words["signed"]),
            **of_callings,
            office=OfficeWords.of(words, key),
            foreign=foreign,
            foreign_stems=tuple(stem for stem in foreign if len(stem) >= _STEM),
            number=frozenset(word for phrase in words["number"] for word in key(phrase).split()),
            numerals={key(word): digit for digit, own in words["numerals"].items() for word in own},
            meanings=_by_word(words["meanings"], stems=False),
            meaning_stems=_by_word(words["meanings"], stems=True),
            own_prompts=tuple(text for both in words["own_prompts"].values() for text in both.values()),
            questions=questions_of(words["questions"]),
        )

    def is_blank(self, text: str) -> bool:
        """Tell whether *text* answers nothing: filler, "N/A", "нема", a prompt that was left, the place of the seal."""
        if _FILLER.fullmatch(text):
            return True
        folded = key(text)
        if not folded or folded in self.blanks or folded in self.seals:
            return True
        return self.is_prompt(text) or (len(text) <= _SEAL and "/" in text and self.is_seal(text))

    def is_prompt(self, text: str) -> bool:
        """Tell whether *text* is a prompt ("Click here to enter text.", "(уписати)") and nothing more."""
        bare = text.strip().strip("()[]{}<>„“”\"'.…_ ")
        folded = key(bare)
        if f"{folded} " in self.prompts:
            return True
        if len(folded.split()) > _PROMPT_WORDS:
            return False
        bracketed = text.strip()[:1] in "([<{" and text.strip()[-1:] in ")]>}"
        return f"{folded} ".startswith(self.placeholders) or (bracketed and f"{folded} ".startswith(self.prompts))

    def is_asking(self, text: str) -> bool:
        """Tell whether *text* is a sentence that says what to write: "навести једну особу, њен телефон и е-пошту"."""
        folded = key(text)
        return len(folded.split()) > _FEW and text[:1].islower() and f"{folded} ".startswith(self.prompts)

    def introduces(self, text: str) -> bool:
        """Tell whether *text* is a sentence that a list goes on with: "Планиране активности су:"."""
        return bool(words := key(text).split()) and words[-1] in self.introducing

    def joins(self, text: str) -> bool:
        """Tell whether *text* is what stands between two things that are named, beside a comma: "и", "као и"."""
        return all(word in self.joining for word in key(text).split())

    def is_hint(self, text: str) -> bool:
        """Tell whether *text* is an example or a remark that the form prints: "нпр. info@opstina.example"."""
        return f"{key(text)} ".startswith(self.hints) or self.is_remark(text)

    def is_remark(self, text: str) -> bool:
        """Tell whether *text* is what somebody adds below a form, and answers nothing: "ПС: Оригинал стиже"."""
        head, colon, _ = text.partition(":")
        first = next(iter(text.split(maxsplit=1)), "")
        return (bool(colon) and key(head) in self.remarks) or ("." in first and key(first) in self.remarks)

    def are_ours(self, words: Sequence[str]) -> bool:
        """Tell whether *words* are what applicants say of themselves: "желимо", "our"."""
        return any(map(_OURS.fullmatch, words)) or not self.ours.isdisjoint(words)

    def is_note(self, text: str) -> bool:
        """Tell whether *text* heads a column of help: "Напомена"."""
        return f"{key(text)} ".startswith(self.notes)

    def is_caption(self, text: str) -> bool:
        """Tell whether *text* is a word such as "Име", with which answers are begun."""
        return key(text) in self.captions

    def is_foreign(self, text: str) -> bool:
        """Tell whether *text* has a word of what other forms ask: "Број становника", "Жиро рачун"."""
        return any(word in self.foreign or word.startswith(self.foreign_stems) for word in key(text).split())

    def heads_answers(self, text: str) -> bool:
        """Tell whether *text* heads a column of answers: "Одговор", "Ваш одговор", "Одговор (српски)"."""
        words = key(text).split()
        return len(words) <= _STEM and any(len(w) > _STEM and w in self.answer_marks for w in words)

    def is_designation(self, text: str) -> bool:
        """Tell whether *text* says what a municipality is, and not which: "град", "☒ општина ☐ град"."""
        words = key(text).split()
        return bool(words) and all(word in self.designations for word in words)

    def is_title(self, text: str) -> bool:
        """Tell whether *text* is a degree or the like, which stands behind a name: "дипл. инж."."""
        return bool(words := key(text).split()) and words[0] in self.titles

    def informs(self, text: str) -> bool:
        """Tell whether *text* says whom to ask about the call: "За додатне информације: …"."""
        return f"{key(text)} ".startswith(self.informing)

    def is_signed(self, text: str) -> bool:
        """Tell whether *text* is a name with the words behind it that stand for a signature: "Ана Анић, с.р."."""
        return key(text).endswith(self.signed)

    def is_seal(self, text: str) -> bool:
        """Tell whether *text* is the place of the seal and nothing more, in one language or in two: "М.П. / Stamp"."""
        parts = [folded for part in _LANGUAGES.split(text) if (folded := key(part))]
        return bool(parts) and self.seals.issuperset(parts)

    def untitled(self, text: str) -> str:
        """Return the key of a person's name in *text*, without titles and what stands for a signature behind it."""
        folded = key(text)
        name = folded.removesuffix(next((ending for ending in self.signed if folded.endswith(ending)), ""))
        return " ".join(word for word in name.split() if word not in self.titles)

    def means(self, text: str, meaning: str) -> bool:
        """Tell whether a word of *text* has that *meaning*."""
        words = key(text).split()
        stems = (word[:end] for word in words for end in range(1, len(word) + 1))
        whole = any(meaning in self.meanings.get(word, ()) for word in words)
        return whole or any(meaning in self.meaning_stems.get(stem, ()) for stem in stems)

    def is_calling(self, text: str) -> bool:
        """Tell whether *text* has a word of what people do or where they work, be it in capitals: "Црвени Крст"."""
        return any(word in kind for word in key(text).split() for kind in (self.callings, self.jobs, self.workplaces))

    def is_job(self, text: str) -> bool:
        """Tell whether *text* says what somebody does, first: "начелник Одјељења", and not "Кабинет начелника"."""
        told = next((word for word in key(text).split() if word in self.jobs or word in self.workplaces), "")
        return told in self.jobs

    def is_workplace(self, text: str) -> bool:
        """Tell whether *text* says where somebody works, and not what they do there."""
        return not self.is_job(text) and any(word in self.workplaces for word in key(text).split())

    def is_titled(self, text: str) -> bool:
        """Tell whether *text* is a person with a title behind the name: "др Јован Јовић, дипл. инж."."""
        name, _, title = text.partition(",")
        return is_person(name) and self.is_title(title)

    def ends_chosen(self, text: str) -> bool:
        """Tell whether *text* ends with words by which people say what they chose: "… – пријављујемо се за овај"."""
        return len(self.without_chosen(text)) < len(text)

    def without_chosen(self, text: str) -> str:
        """Return *text* without such words; what is denied ("није изабрано") is not said."""
        told, end = False, len(text)
        for word in reversed(tuple(_WORD.finditer(text))):
            folded = key(word[0])
            if folded in self.denying or not (folded in self.chosen or folded in self.number or folded in self.asking):
                return text[:end] if told and folded not in self.denying else text
            told, end = told or folded in self.chosen, word.start()
        return text

    def speaks_of_host(self, text: str) -> bool:
        """Tell whether *text* has a word for who holds a cluster: "Домаћин: …", but not "Домаћин првог догађаја: …"."""
        head, colon, _ = text.partition(":")
        words = key(head).split()
        at = next((at for at, word in enumerate(words) if word in self.hosting), None)
        return at is not None and (not colon or all(word in self.number | self.hosting for word in words[at:]))

    def is_number(self, text: str) -> bool:
        """Tell whether *text* heads a column of numbers: "Р.бр.", "#"."""
        words = key(text).split()
        return all(word in self.number for word in words) and len(text.strip()) <= _NUMBER_HEAD

    def is_mark(self, text: str) -> bool:
        """Tell whether *text* alone is a typed tick: "X", "(x)", "[X]", "✓"."""
        return text.strip().strip("()[]{}<> ._").casefold() in self.marks


def _by_word(meanings: Mapping[str, Sequence[str]], *, stems: bool) -> dict[str, frozenset[str]]:
    """The meanings of each word, or of each beginning of words ("контакт-")."""
    found: dict[str, set[str]] = {}
    for meaning, words in meanings.items():
        for word in words:
            if word.endswith("-") is stems:
                for spelling in _before_e(key(word)) if stems else (key(word),):
                    found.setdefault(spelling, set()).add(meaning)
    return {word: frozenset(own) for word, own in found.items()}


def _before_e(stem: str) -> tuple[str, ...]:
    """A stem, and as it is before an "e": keys fold "ије" and "је", and "реализације" begins unlike "реализација"."""
    cut = stem.removesuffix("j").removesuffix("i") if stem.endswith("ij") else stem.removesuffix("j")
    return (stem,) if cut == stem else (stem, f"{cut}e")


def _beginnings(words: Sequence[str]) -> tuple[str, ...]:
    return tuple(f"{key(word)} " for word in words)
