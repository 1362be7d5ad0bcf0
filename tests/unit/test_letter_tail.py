"""A form in the text of a mail: the signature below it and the message that is quoted are no part of it."""

from __future__ import annotations

import pytest

from form_lines import line
from intake.rules.forms.places import Document
from intake.rules.judging.application import Application
from reading_forms import judged

FORM = """Поштовани, достављамо пријаву.
Прилог 2 – Образац за пријаву
Кластер учења (означити само један):
[ ] Оснивање дневног центра
[x] Мобилни теренски тимови
[ ] Модели укључивања мањина
Назив општине: Лакташи
Име и презиме контакт особе: Марко Марић
Телефон контакт особе: 065/123-456
Е-пошта контакт особе: marko@laktasi.example
Мотивација: Учимо од других.
Мјесто: Лакташи
Датум: 3.9.2021."""
SIGNATURE = """
С поштовањем,
Писарница
Тел: 051/100-200, е-пошта: pisarnica@laktasi.example"""
CALL = """
Телефон контакт особе: 051/999-888
Пријављујемо се за кластер:
Оснивање дневног центра
Модели укључивања мањина"""
HEADERS = "Од: info@alvrs.com\nПослано: 20. август 2021.\nНаслов: Позив"


def form(text: str) -> Application:
    """The form in this text."""
    return judged(Document(blocks=tuple(map(line, text.split("\n")))))


def marked(text: str) -> str:
    """The text as mail programs quote it."""
    return "\n".join(f"> {x}" for x in text.split("\n"))


@pytest.mark.parametrize(
    "tail",
    [
        SIGNATURE,
        f"\n-----Оригинална порука-----\n{HEADERS}\n{CALL}",
        f"{SIGNATURE}\n\n-----Original Message-----{CALL}",
        f"{SIGNATURE}\n\n{HEADERS}\n{CALL}",
        f"\n*From:* ALVRS\n*Sent:* Friday\n*To:* Laktaši\n*Subject:* Poziv\n{CALL}",
        f"\nДана 20.8.2021. Савез је написао:\n{marked(CALL)}\n\n",
        f"\nOn Fri, 20 Aug 2021 at 10:15, ALVRS <info@alvrs.com> wrote:\n{CALL}",
        f"\nДана 20.8.2021. у 10:15 Савез је написао/ла:\n{CALL}",
        "\nПослато са мог телефона",
        "\n-- \nОпштина Лакташи\nТелефон: 051/530-000",
        "\nBest regards,\nMarko Marić\nMobile: 065/999-888",
    ],
)
def test_what_stands_below_the_form_answers_nothing_of_it(tail: str) -> None:
    """Neither the office's telephone nor the options of the call."""
    got = form(FORM + tail)
    assert (got.cluster, got.answers["contact_phone"], got.answers["signed_on"]) == (
        "mobile-teams",
        "+38765123456",
        "2021-09-03",
    )
    assert not got.findings


def test_a_form_may_stand_in_a_forwarded_message() -> None:
    """The letter above it is none."""
    got = form(f"Просљеђујемо.\nС поштовањем,\nПисарница\n\n-----Прослијеђена порука-----\n{HEADERS}\n\n{FORM}")
    assert (got.cluster, got.answers["contact_phone"]) == ("mobile-teams", "+38765123456")


def test_a_form_may_be_filled_in_between_quotation_marks() -> None:
    """As in an answer to the mail that brought it."""
    assert form(f"Види испод.\n{FORM}").answers["contact_phone"] == "+38765123456"


def test_the_signature_answers_what_is_asked_nowhere_else() -> None:
    """Who signed, where the form ends with the letter."""
    got = form(f"{FORM}\nС поштовањем,\nПотпис овлашћеног лица: Ана Анић")
    assert got.answers["signatory"] == "Ана Анић"


def test_blank_answers_do_not_take_the_closing_words() -> None:
    """The date was left out."""
    got = form(FORM.replace("3.9.2021.", "-") + SIGNATURE)
    assert (got.answers["signed_on"], got.findings) == (None, ())


@pytest.mark.parametrize("dated", ["Лакташи, 11. септембар 2021. године", "У Лакташима, 11.9.2021."])
@pytest.mark.parametrize("signed", ["Овлашћено лице: Ана Анић", "Начелница\nАна Анић", ""])
@pytest.mark.parametrize("last", ["Партнери:\nЦрвени крст", "Подаци су тачни: ДА"])
def test_where_and_when_a_letter_was_signed_below_its_closing_words(last: str, signed: str, dated: str) -> None:
    """It was lost with the signature, and is no part of the last answer."""
    body = FORM.partition("\nМјесто")[0]
    got = form(f"{body}\n{last}\nС поштовањем,\n{dated}\n{signed}").answers

    assert (got["place"], str(got["signed_on"])) == (dated.partition(",")[0].removeprefix("У "), "2021-09-11")
    assert (got["signatory"], got["partners"]) == (
        "Ана Анић" if signed else None,
        "Црвени крст" if "Црв" in last else None,
    )


def test_two_dates_below_the_closing_words_say_nothing() -> None:
    """One may be that of anything."""
    body = FORM.partition("\nМјесто")[0]
    got = form(f"{body}\nС поштовањем,\nЛакташи, 11.9.2021.\nАна Анић\nЛакташи, 12.9.2021.").answers

    assert (got["place"], got["signed_on"]) == (None, None)
