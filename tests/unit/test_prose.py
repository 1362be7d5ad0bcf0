"""Forms in sentences: places on rules, each with a caption behind it or words before it."""

from __future__ import annotations

from time import perf_counter

import pytest

from form_lines import line
from intake.rules.forms.normalization.prose import in_lines
from intake.rules.forms.places import Document
from reading_forms import judged, reader

SAID = {
    "municipality": "Општина Лакташи",
    "address": "Карађорђева 56, 78250 Лакташи",
    "official_phone": "(051) 530-000",
    "official_email": "opstina@laktasi.example",
    "head_name": "Ана Анић",
    "cluster": "Дневни центар",
    "contact_name": "Марко Марић",
    "contact_position": "савјетник",
    "contact_phone": "065/123-456",
    "contact_email": "marko@laktasi.example",
}
FIRST = (
    "Јединица локалне самоуправе {municipality} (назив општине/града), са сједиштем на адреси {address} (улица, број, "
    "мјесто), телефон {official_phone}, е-пошта {official_email}, коју заступа {head_name} (име и презиме начелника), "
    "пријављује се за учешће у кластеру учења {cluster} (назив једног кластера)."
)
SECOND = (
    "За контакт особу одређује се {contact_name} (име и презиме), {contact_position} (функција), телефон "
    "{contact_phone}, е-пошта {contact_email}."
)
READ = {
    "address": SAID["address"],
    "official_phone": "+38751530000",
    "official_email": "opstina@laktasi.example",
    "head_name": "Ана Анић",
    "cluster": "day-centre",
    "contact_name": "Марко Марић",
    "contact_position": "савјетник",
    "contact_phone": "+38765123456",
    "contact_email": "marko@laktasi.example",
}


def answers(rule: str, blank: str, *left: str, **others: str) -> dict[str, object]:
    """What the two sentences answer, written on rules of this kind; what is *left* stands blank."""
    said = {name: blank if name in left else rule.format(text) for name, text in {**SAID, **others}.items()}
    lines = ("Прилог 2 – Образац за пријаву", FIRST.format(**said), SECOND.format(**said), "Разлози за пријаву: нужда")
    return dict(judged(Document(blocks=tuple(map(line, lines)))).answers)


@pytest.mark.parametrize(
    ("rule", "blank"), [("___{}___", "_" * 24), ("_____ {} ____", "_____"), ("....{}....", "....")]
)
def test_each_place_of_a_sentence_answers_its_caption_or_the_words_before_it(rule: str, blank: str) -> None:
    """Bare telephones are those of whoever was named before them."""
    got = answers(rule, blank)
    assert {name: got[name] for name in READ} == READ
    assert got["municipality"]


@pytest.mark.parametrize("phone", ["(+387) 65/123-456", "(387 65) 123-456", "+387 (65) 123-456", "(065) 123 456"])
def test_a_code_in_brackets_is_part_of_the_number_and_no_caption(phone: str) -> None:
    """Of whichever place of the sentence."""
    got = answers("___{}___", "____", official_phone=phone, contact_phone=phone)
    assert got["official_phone"] == got["contact_phone"] == "+38765123456"
    assert got["contact_email"] == READ["contact_email"]


@pytest.mark.parametrize("left", [*READ])
@pytest.mark.parametrize(
    ("rule", "blank"), [("___{}___", "_" * 24), ("_____ {} ____", "_____"), ("....{}....", "....")]
)
def test_a_place_that_is_left_blank_takes_nothing_from_the_next(left: str, rule: str, blank: str) -> None:
    """Nor do the others change."""
    got = answers(rule, blank, left)
    assert {name: got[name] for name in READ} == {**READ, left: None}


def test_a_sentence_that_is_not_understood_to_its_end_is_left_alone() -> None:
    """Words that go on behind a place tell that another sentence was meant."""
    text = "Општина ___Лакташи___, телефон _____ коју заступа ___Ана Анић___, мејл ___a@laktasi.example___ и даље тако"
    lines = ("Прилог 2 – Образац за пријаву", "Кластер: дневни центар", "Контакт особа: Марко Марић", text)
    got = judged(Document(blocks=tuple(map(line, lines)))).answers
    assert got["contact_name"] == "Марко Марић"
    assert got["official_phone"] is None
    assert got["contact_phone"] is None


@pytest.mark.parametrize("text", ["." * 2900, "_" * 2900, "a ....b " * 360, "____ " + " " * 2900 + "x", "…… a, " * 90])
def test_lines_of_rules_cost_no_time(text: str) -> None:
    """A hundred of them."""
    began = perf_counter()
    in_lines(Document(blocks=(line(text + "x"),) * 100), reader()._labels)  # noqa: SLF001 - its labels are made once
    assert perf_counter() - began < 1


@pytest.mark.parametrize(
    "parts",
    [
        (
            ("Ми, јединица локалне самоуправе Општина Лакташи", "(назив)"),
            ("са сједиштем у Карађорђева 56, 78250 Лакташи", "(адреса)"),
            ("коју заступа начелник Ана Анић", "(име и презиме)"),
            ("контакт особа је Марко Марић", "(име и презиме контакт особе)"),
        ),
        (
            ("Mi, jedinica lokalne samouprave OPŠTINA LAKTAŠI", "(upisati naziv opštine ili grada)"),
            ("sa sjedištem na adresi ____Karađorđeva 56, 78250 Laktaši____", "(ulica i broj, mjesto)"),
            ("koju zastupa načelnik/gradonačelnik Ana Anić", "(ime i prezime)"),
            ("Kontakt osoba Marko Marić", "(ime i prezime)"),
        ),
    ],
)
def test_the_words_before_what_a_caption_asks_are_no_part_of_it(parts: tuple[tuple[str, str], ...]) -> None:
    """A sentence with a line for each of its parts, in which somebody wrote instead of the rules, not on them."""
    written = (line(text) for part in parts for text in part)
    got = judged(Document(blocks=(line("Прилог 2"), *written, line("Кластер: дневни центар")))).answers

    assert str(got["municipality"]).casefold() in ("општина лакташи", "opština laktaši")
    read = (got["address"], got["head_name"], got["contact_name"])
    assert read in (
        ("Карађорђева 56, 78250 Лакташи", "Ана Анић", "Марко Марић"),
        ("Karađorđeva 56, 78250 Laktaši", "Ana Anić", "Marko Marić"),
    )


@pytest.mark.parametrize("blank", ["нема", "/", "______", "n/a"])
def test_a_part_left_blank_behind_its_words_is_blank(blank: str) -> None:
    """And is no place of residence."""
    parts = (
        "Општина Лакташи",
        "(назив општине)",
        f"са сједиштем у {blank}",
        "(адреса)",
        "коју заступа Ана Анић",
        "(име и презиме)",
    )
    got = judged(Document(blocks=tuple(map(line, ("Прилог 2", *parts, "Кластер: дневни центар"))))).answers

    assert (got["municipality"], got["address"], got["head_name"]) == ("Општина Лакташи", None, "Ана Анић")


def test_one_line_with_its_caption_below_is_no_sentence() -> None:
    """An office may be a part of what was written."""
    parts = ("Начелник Одјељења Ана Анић", "(име и презиме контакт особе)")
    got = judged(
        Document(blocks=tuple(map(line, ("Прилог 2", "Општина: Лакташи", *parts, "Кластер: дневни центар"))))
    ).answers

    assert got["contact_name"] == parts[0]
