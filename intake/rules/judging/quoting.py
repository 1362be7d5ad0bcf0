"""Our letter in somebody's reply, where no Message-ID tells of it: by the application's number, and our own sentences.

Many mail programs, and people who begin a new mail, give no In-Reply-To and no References (RFC 5322, 3.6.4: "SHOULD").
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from email import message_from_bytes, policy
from itertools import islice

from intake.rules.call import Call
from intake.rules.entry import Letter
from intake.rules.judging.returned import bare, text_of
from intake.rules.judging.submission import Submission
from intake.rules.judging.verdict import Ledger

_NUMBERS = 10  # applications that one mail may name: a list of them is no reply
_SENTENCES = 2  # paragraphs of our letter that nobody writes by chance
_LONG = 40  # letters and digits of such a paragraph
_BEFORE_NUMBER = r"\s*(?:[^\W\d_][\w .-]{0,30}[:\]]\s*)*\W*"  # "Re: ", "Одг: FW: ", "Аутоматски одговор: "


def answered_in_words(submission: Submission, calls: Iterable[Call], ledger: Ledger) -> Letter | None:
    """Return the letter whose text *submission* quotes, or else the one that its subject is of; None where neither."""
    named = list(islice(_numbers(f"{submission.subject}\n{submission.text}", calls), _NUMBERS))
    letters = [letter for number in named for letter in ledger.letters_about(number)]
    quoted = (letter for letter in letters if quotes(submission.text, letter.content))
    return next(quoted, None) or next((one for one in letters if _is_subject_of(submission.subject, one)), None)


def quotes(text: str, letter: bytes) -> bool:
    """Tell whether sentences of our own *letter* stand in *text*, whatever marks and breaks quoting has put in it.

    What it lists as the applicant's answers is no sentence of ours: it stands indented.
    """
    if not letter:
        return False
    paragraphs = re.split(r"\n\s*\n", text_of(letter).replace("\r\n", "\n"))
    ours = {bare(paragraph) for paragraph in paragraphs if "\n " not in paragraph}
    said = bare(text)
    found = (paragraph for paragraph in ours if len(paragraph) >= _LONG and paragraph in said)
    return sum(1 for _ in islice(found, _SENTENCES)) == _SENTENCES


def without_quotation(submission: Submission, answered: Letter | None) -> Submission:
    """Leave of a form in the text what stands above our letter: it lists answers as they were read, and gives none.

    With a letter that was erased, or that the store does not have (None), nothing can be compared.
    """
    content = answered.content if answered else b""
    if submission.above_letter is None or (content and not quotes(submission.text, content)):
        return submission
    return replace(submission, forms=submission.above_letter)


def _numbers(text: str, calls: Iterable[Call]) -> Iterator[str]:
    """Yield each application's number that *text* names, once."""
    prefixes = "|".join(sorted({re.escape(call.prefix) for call in calls}))
    yield from dict.fromkeys(re.findall(rf"(?<![\w-])(?:{prefixes})-\d{{4,}}(?!\w)", text))


def _is_subject_of(subject: str, letter: Letter) -> bool:
    """Tell whether *subject* is our letter's own, behind "Re:" and the like; of one that was erased, has its number."""
    if not letter.content:
        return bool(re.match(_BEFORE_NUMBER + re.escape(str(letter.entry)), subject))
    ours = bare(str(message_from_bytes(letter.content, policy=policy.default)["Subject"] or ""))
    return len(ours) > len(bare(str(letter.entry))) and bare(subject).endswith(ours)
