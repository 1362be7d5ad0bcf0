"""By which words a mail without a readable form is known as an application for a call."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

from intake.rules.call import Call
from intake.rules.finding import Code
from intake.rules.forms.words.lexicon import key
from intake.rules.judging.submission import Submission, Unread

_WORDS_BETWEEN = 4  # that may stand among the words of a sign: "пријава Општине Гацко за кластер"
_SENTENCE_END = re.compile(r"(?<=[.!?;])\s+|\n\s*\n")
_NO_FORMS = {"image": "a picture", "unknown": "a file of an unknown type", "ole-other": "a file of an unknown type"}
_TEXT_READ = 4000  # characters of a body in which an applicant says what the mail is


def signs_of_application(submission: Submission, call: Call) -> str | None:
    """Return what shows that a mail without a readable form applies for *call*, or None.

    The words are the call file's; they are looked for in the subject, the text and the names of files. One with "-"
    behind it may go on: "жел- да се пријав- кластер-". The form's own titles count in names, and in a subject beside a
    document that cannot be read. Where nothing is attached, who only asks about applying does not
    apply.
    """
    sends = bool("".join(_names(submission)) or submission.shared_at)
    for where, text in _said(submission):
        words = key(text).split()
        titled = where == "file name" or (where == "subject" and submission.unread)
        for sign in (*call.signs.application, *(call.form if titled else ())):
            if _stands_in(_words(sign), words) and (sends or not _only_asks(text, sign, call)):
                return f"{where}: {sign}"
    return None


def signs_beside_document(submission: Submission, call: Call) -> str | None:
    """Return what says that a document which cannot be read applies: the form's name, or a word for applying alone.

    Less has to be said than without one, for it may be the form; of a picture the same is no sign.
    """
    if all(unread.file.kind == "image" for unread in submission.unread):
        return None
    said = _said(submission)
    words = [word for _, text in said for word in key(text).split()]
    another = any(_stands_in(_words(title), words, between=0) for title in call.signs.other_forms)
    for where, text in said:
        for sign in (*call.form, *(() if another else call.signs.enclosed)):
            if _stands_in(_words(sign), key(text).split(), between=0) and not _only_asks(text, sign, call):
                return f"{where}: {sign}"
    return None


def _said(submission: Submission) -> tuple[tuple[str, str], ...]:
    """What a mail says, and where: in its subject, its text and the names of its files."""
    names = " ".join(_names(submission))
    return (("subject", submission.subject), ("text", submission.text[:_TEXT_READ]), ("file name", names))


def _names(submission: Submission) -> Sequence[str]:
    return [file.name for file in (*(u.file for u in submission.unread), *submission.others)]


def _only_asks(text: str, sign: str, call: Call) -> bool:
    """Tell whether every sentence with *sign* in it asks about an application before that, or takes it back."""
    sentences = [key(sentence).split() for sentence in _SENTENCE_END.split(text)]
    saying = [(words, at) for words in sentences if (at := _place(_words(sign), words)) is not None]
    return bool(saying) and all(
        _has(call.signs.asking, words[:at]) and not _has(call.signs.applying, words) for words, at in saying
    )


def _has(phrases: Sequence[str], words: Sequence[str]) -> bool:
    return any(_stands_in(_words(phrase), words, between=0) for phrase in phrases)


def no_forms(submission: Submission, call: Call) -> tuple[Unread, ...]:
    """Return the files that are named as the call's form and can be none here: pictures, however small, and others."""
    return tuple(
        Unread(file=file, code=Code.FORM_UNSUPPORTED, why=f"{_NO_FORMS[file.kind]} that is named as the form")
        for file in submission.others
        if file.kind in _NO_FORMS and any(_stands_in(_words(name), key(file.name).split()) for name in call.form)
    )


@lru_cache(maxsize=1024)
def _words(sign: str) -> tuple[tuple[str, bool], ...]:
    """The words of a sign as keys, each with whether it may go on."""
    return tuple((key(word.removesuffix("-")), word.endswith("-")) for word in sign.split())


def _stands_in(sign: Sequence[tuple[str, bool]], words: Sequence[str], between: int = _WORDS_BETWEEN) -> bool:
    return _place(sign, words, between) is not None


def _place(sign: Sequence[tuple[str, bool]], words: Sequence[str], between: int = _WORDS_BETWEEN) -> int | None:
    """Where the words of *sign* first stand in *words* in their order, close together: "пријава … за кластер"."""
    starts = (at for at, word in enumerate(words) if _is(word, sign[0]))
    for start in starts:
        rest = iter(words[start : start + len(sign) + between])
        if all(any(_is(word, own) for word in rest) for own in sign):
            return start
    return None


def _is(word: str, own: tuple[str, bool]) -> bool:
    beginning, goes_on = own
    return word.startswith(beginning) if goes_on else word == beginning
