"""Our letters in other people's mails, where no Message-ID tells of them."""

from __future__ import annotations

from dataclasses import replace
from email.message import EmailMessage
from email.policy import SMTP
from typing import Any

import pytest

from intake.reading.quotation import above_letter, own_words
from intake.reading.text import read_html, read_text
from intake.rules.entry import Letter
from intake.rules.forms.places import Document, Line
from intake.rules.judging.quoting import answered_in_words, quotes
from intake.rules.judging.submission import Submission
from intake.rules.mail.headers import Headers
from samples.letters import letter, the_call
from samples.memory import Memory

SUBJECT = "LC21-0007 · Потврда о пријему пријаве / Application received"
ANSWERS = "Назив општине, односно града:\n    Општина Лакташи, са свим својим мјесним заједницама"
TEXT = f"""\
САВЕЗ ОПШТИНА И ГРАДОВА РЕПУБЛИКЕ СРПСКЕ
Број: LC21-0007

потврђујемо да је 5. септембра 2021. године у 09:00 часова примљена пријава
Општине Лакташи за учешће у Кластеру учења „Дневни центри“.

{ANSWERS}

Ово писмо потврђује само пријем и не представља одлуку о избору учесника
нити финансијску обавезу.
"""


def our_letter(text: str = TEXT, **facts: Any) -> Letter:  # noqa: ANN401 - any field of Letter
    """Our letter about LC21-0007."""
    message = EmailMessage(policy=SMTP)
    message["Subject"] = SUBJECT
    message.set_content(text, cte="base64")
    return letter(content=message.as_bytes(), **facts)


def marked(text: str) -> str:
    """The text as mail programs quote it, broken anew."""
    return "\n".join(f"> {line}" for line in text.replace(" примљена", "\nпримљена").splitlines())


def answered(subject: str, text: str, *letters: Letter) -> str | None:
    """The Message-ID of the letter that a mail answers by its words."""
    submission = Submission(headers=Headers(), sender="a@x.example", subject=subject, message_id=None, text=text)
    found = answered_in_words(submission, [the_call()], Memory(letters=letters))
    return found.message_id if found else None


def own(text: str) -> list[str]:
    """What of the text of a mail is not quoted."""
    lines = (block for block in own_words(read_text(text)).blocks if isinstance(block, Line))
    return [line.text for line in lines if line.text]


ASKED = ("Назив општине:", "Контакт особа:", "Е-пошта:", "Кластер учења:", "Мотивација:")


@pytest.mark.parametrize("mark", ["> ", ">", ">> ", " > > "])
def test_a_quoted_form_that_was_answered_line_by_line_is_read(mark: str) -> None:
    """Whoever got it as text may write below each question."""
    answers = ("Лакташи", "Марко Марић", "m@laktasi.example", "дневни центар", "Учимо.")
    asked = (f"{mark}{question}\n{said}\n{mark.rstrip()}" for question, said in zip(ASKED, answers, strict=True))

    assert own("Поштовани,\n\n" + "\n".join(asked)) == [
        "Поштовани,",
        *(text for pair in zip(ASKED, answers, strict=True) for text in pair),
    ]


def test_a_remark_or_two_between_quoted_lines_make_no_form() -> None:
    """Nor does what stands above them and below."""
    quoted = "\n".join(f"> {question}" for question in ASKED)

    assert own(f"Горе\n{quoted}\nИзмеђу\n{quoted}\nДоље") == ["Горе", "Између", "Доље"]


def test_our_sentences_are_known_whatever_quoting_does_to_them() -> None:
    """Programs mark lines, break them and drop blanks; what the applicant wrote is no sentence of ours."""
    content = our_letter().content
    for text in (TEXT, marked(TEXT), f"Хвала!\n{TEXT.replace(chr(10), ' ')}"):
        assert quotes(text, content)
    assert not quotes(f"Шаљемо исправку.\n{ANSWERS}", content)
    assert not quotes(f"{ANSWERS}\nОво писмо потврђује само пријем и не представља одлуку о избору учесника", content)
    assert not quotes(TEXT, b"")


@pytest.mark.parametrize("before", ["", "Re: ", "RE: FW: ", "Одг: ", "AW: ", "Аутоматски одговор: "])
def test_a_mail_under_our_subject_is_an_answer(before: str) -> None:
    """Some programs keep nothing of a thread but its subject."""
    assert answered(before + SUBJECT, "Хвала!", our_letter(message_id="<1@x>")) == "<1@x>"
    erased = replace(our_letter(message_id="<1@x>"), content=b"")
    assert answered(before + SUBJECT, "Хвала!", erased) == "<1@x>"


def test_who_only_names_an_application_answers_no_letter() -> None:
    """A subject such as "Исправка пријаве LC21-0007" is that of an application."""
    both = (our_letter(), replace(our_letter(), content=b""))
    for one in both:
        assert answered("Исправка пријаве LC21-0007", "Достављамо исправљен образац за LC21-0007.", one) is None
    assert answered(SUBJECT, TEXT, our_letter(entry="LC21-0009")) is None


def test_of_several_letters_the_quoted_one_is_answered() -> None:
    """Each version of an application has its own."""
    other = our_letter("Друго писмо, са другим реченицама.\n", message_id="<2@x>")
    assert answered(f"Re: {SUBJECT}", TEXT, other, our_letter(message_id="<1@x>")) == "<1@x>"


def shown(document: Document | None) -> list[str] | None:
    """The text of each block."""
    return None if document is None else [getattr(block, "text", "table") for block in document.blocks]


def test_lines_marked_as_quoted_are_nobody_s_answers() -> None:
    """The others keep the number by which a person finds them."""
    document = own_words(read_text("Хвала.\n> Општина: Лакташи\n >> Град: Нови\nЗбогом, a > b"))
    assert shown(document) == ["Хвала.", "Збогом, a > b"]
    assert [block.address for block in document.blocks] == ["line 1", "line 4"]


@pytest.mark.parametrize(
    ("below", "kept"),
    [
        (TEXT, ["Телефон: 065/111-222", "САВЕЗ ОПШТИНА И ГРАДОВА РЕПУБЛИКЕ СРПСКЕ"]),
        (f"From: <info@alvrs.example>\nSent: Sunday\nSubject: RE: {SUBJECT}\n{TEXT}", ["Телефон: 065/111-222"]),
        ("Ref.: LC21-0007\nDate", ["Телефон: 065/111-222"]),
    ],
)
def test_what_stands_above_our_letter_is_its_reader_s(below: str, kept: list[str]) -> None:
    """The headers that a program puts above a quotation answer nothing either."""
    assert shown(above_letter(read_text(f"Телефон: 065/111-222\n{below}"))) == kept
    html = "".join(f"<p>{line.replace('<', '&lt;')}</p>" for line in f"Телефон: 065/111-222\n{below}".splitlines())
    assert shown(above_letter(read_html(html))) == kept


def test_a_letter_in_a_table_is_found_and_a_number_in_a_sentence_is_none() -> None:
    """Some programs put what they quote into a table; officials refer to numbers in words."""
    assert shown(above_letter(read_html("<p>Хвала</p><table><tr><td><p>Број: LC21-0007</p></td></tr></table>"))) == [
        "Хвала"
    ]
    assert above_letter(read_text("Веза: ваш акт под бројем LC21-0007\nПрилог 2")) is None
    assert above_letter(read_text("У прилогу је допуна пријаве LC21-0007 за Општину Лакташи.")) is None
