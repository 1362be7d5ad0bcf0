"""Forms whose questions stand in capitals in lines of their own, and nothing else does."""

from __future__ import annotations

from dataclasses import replace

import pytest

from form_lines import line
from intake.rules.finding import Code
from intake.rules.forms.places import Document
from intake.rules.judging.application import Application
from reading_forms import judged

ROWS = (
    ("НАЗИВ ОПШТИНЕ", "Општина Рудо"),
    ("НА ЧЕЛУ УПРАВЕ", "Ана Анић"),
    ("СЈЕДИШТЕ УПРАВЕ", "Карађорђева 56, 73260 Рудо"),
    ("КЛАСТЕР", "Мобилни теренски тимови"),
    ("ОСОБА СА КОЈОМ ЋЕМО РАЗГОВАРАТИ", "Марко Марић"),
    ("ЕЛЕКТРОНСКА ПОШТА КОНТАКТ ОСОБЕ", "m.maric@rudo.example"),
    ("РАЊИВЕ ГРУПЕ", "Стари су сами.\nМлади одлазе."),
    ("ЗИМСКИ ПРОГРАМ", "Ручак сваког дана."),
    ("ПАРТНЕРИ", "Црвени крст"),
    ("ВЕБИНАРИ", "Један вебинар."),
)
ANSWERS = {
    "municipality": "Општина Рудо",
    "head_name": "Ана Анић",
    "address": "Карађорђева 56, 73260 Рудо",
    "contact_name": "Марко Марић",
    "contact_email": "m.maric@rudo.example",
    "situation": "Стари су сами.\nМлади одлазе.",
    "partners": "Црвени крст",
    "webinars": "Један вебинар.",
}


def form(*lines: str) -> Application:
    """A form with *lines* below its title."""
    made = [line(text) for text in ("Прилог 2 – Образац за пријаву", *lines)]
    return judged(Document(blocks=tuple(replace(x, address=f"paragraph {n}") for n, x in enumerate(made, 1))))


def asked(*foot: str) -> Application:
    """The form with its questions above their answers, and *foot* below these."""
    return form(*(text for row in ROWS for text in "\n".join(row).split("\n")), *foot)


def test_lines_in_capitals_are_questions_where_nothing_else_asks() -> None:
    """One that nobody knows ends the answer before it, and staff are told."""
    got = asked()
    assert {name: got.answers[name] for name in ANSWERS} == ANSWERS
    assert got.cluster == "mobile-teams"
    assert Code.QUESTION_UNKNOWN in {finding.code for finding in got.findings}


def test_lines_in_capitals_are_headings_where_others_ask() -> None:
    """The questions stand below them in small letters."""
    heads = (
        "ОПШТИНА",
        "НАЧЕЛНИК",
        "АДРЕСА",
        "КЛАСТЕР",
        "КОНТАКТ ОСОБА",
        "Е-ПОШТА",
        "РАЊИВЕ ГРУПЕ",
        "ОСТАЛО",
        "ПАРТНЕРИ",
    )
    rows = ((label.capitalize(), said.replace("\n", " ")) for label, said in ROWS)
    got = form(*(text for head, row in zip(heads, rows, strict=False) for text in (head, *row, "")))
    assert got.answers["partners"] == "Црвени крст"


@pytest.mark.parametrize("word", ["печат Општине Рудо", "Жиг"])
@pytest.mark.parametrize("place", ["У мјесту Рудо, дана 4.9.2021. године", "U mjestu Rudo, 4.9.2021."])
def test_what_stands_at_the_foot_says_where_and_by_whom_it_was_signed(word: str, place: str) -> None:
    """The last answer ends above it, and the place of the seal is no part of the name."""
    got = asked("", place, f"{word}\t\t\tАна Анић", "\t\t\t(потпис)")
    assert got.answers["webinars"] == "Један вебинар."
    assert str(got.answers["place"]) in ("Рудо", "Rudo")
    assert got.answers["signed_on"] == "2021-09-04"
    assert got.answers["signatory"] == "Ана Анић"


def test_an_address_below_a_telephone_is_the_same_answer() -> None:
    """The question asks for both, in words that nobody foresaw."""
    rows = [row for row in ROWS if "m.maric" not in row[1]]
    rows.insert(5, ("ТЕЛЕФОН И МЕЈЛ КОНТАКТ ОСОБЕ", "065 123 456\nm.maric@rudo.example"))
    got = form(*(text for row in rows for text in "\n".join(row).split("\n")))
    assert got.answers["contact_phone"] == "+38765123456"
    assert got.answers["contact_email"] == "m.maric@rudo.example"


@pytest.mark.parametrize("sign", [" -", " –", "."])
def test_a_cluster_is_named_by_its_number_below_the_list(sign: str) -> None:
    """A dash behind the numbers of the list is as good as a point; its heading asks nothing."""
    listed = ("дневни центар", "људска права и свијест", "мобилни тим", "мањине", "ризик од катастрофа")
    options = (f"{number}{sign} {text}" for number, text in enumerate(listed, 1))
    rows = ["\n".join(row) for row in ROWS]
    rows[3] = "\n".join(("ТЕМЕ ПОЗИВА", *options, "РЕДНИ БРОЈ КЛАСТЕРА", "бр. 4"))
    got = form(*(text for row in rows for text in row.split("\n")))
    assert got.cluster == "minorities"
    assert got.answers["address"] == "Карађорђева 56, 73260 Рудо"
