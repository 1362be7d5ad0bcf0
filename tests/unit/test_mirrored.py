"""Forms with the answers left of their questions."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import pytest

from form_lines import grid, line, table
from intake.rules.forms.places import Document, Table
from reading_forms import judged

Pair = tuple[str, str]
CYRILLIC: Sequence[Pair] = (
    ("Општина Лакташи", "Назив општине, односно града"),
    ("Карађорђева 56, 78250 Лакташи", "Адреса"),
    ("Милан Ковач", "Начелник општине/градоначелник"),
    ("info@laktasi.example", "Службени имејл"),
    ("Ана Анић", "Име и презиме контакт особе"),
    ("начелник одјељења", "Функција и одјељење контакт особе"),
    ("ana@laktasi.example", "Имејл контакт особе"),
    ("051/530-100", "Контакт телефон"),
    ("☐ Дневни центар\n☒ Мобилни тимови", "Кластер учења"),
    ("Желимо да учимо.\nТребају нам обуке.", "Разлози за пријаву"),
    ("", "Партнери"),
    ("☒", "Изјављујемо да су подаци у пријави тачни"),
    ("Лакташи, 2.9.2021.", "Мјесто и датум"),
    ("Милан Ковач", "Потпис овлашћеног лица"),
)
LATIN: Sequence[Pair] = (
    ("Opština Laktaši", "Naziv opštine / Municipality"),
    ("Карађорђева 56, 78250 Лакташи", "Adresa / Address"),
    ("Милан Ковач", "Načelnik opštine / Mayor"),
    ("info@laktasi.example", "Službeni e-mail / Official e-mail"),
    ("Ана Анић", "Kontakt osoba / Contact person"),
    ("начелник одјељења", "Funkcija kontakt osobe / Position of the contact person"),
    ("ana@laktasi.example", "E-mail kontakt osobe / E-mail of the contact person"),
    ("051/530-100", "Telefon kontakt osobe / Telephone of the contact person"),
    ("Mobilni timovi", "Klaster učenja / Learning cluster"),
    ("Желимо да учимо.\nТребају нам обуке.", "Razlozi za prijavu / Motivation"),
    ("", "Partneri / Partners"),
    ("Да", "Izjavljujemo da su podaci u prijavi tačni / We state that the information is correct"),
    ("Лакташи, 2.9.2021.", "Mjesto i datum / Place and date"),
    ("Милан Ковач", "Potpis ovlašćenog lica / Signature"),
)
WANTED = {
    "address": "Карађорђева 56, 78250 Лакташи",
    "head_name": "Милан Ковач",
    "official_email": "info@laktasi.example",
    "contact_name": "Ана Анић",
    "contact_position": "начелник одјељења",
    "contact_email": "ana@laktasi.example",
    "contact_phone": "+38751530100",
    "motivation": "Желимо да учимо.\nТребају нам обуке.",
    "partners": None,
    "accuracy": True,
    "place": "Лакташи",
    "signatory": "Милан Ковач",
}
Carrier = Callable[[Sequence[Pair]], Sequence[str | Table]]


def plain(pairs: Sequence[Pair]) -> Sequence[Table]:
    """Nothing but pairs."""
    return [table(*pairs)]


def headed(pairs: Sequence[Pair]) -> Sequence[Table]:
    """Below heads."""
    return [table(("Одговор", "Податак"), *pairs)]


def numbered_left(pairs: Sequence[Pair]) -> Sequence[Table]:
    """A number before each answer."""
    return [table(("Р. бр.", "Одговор", "Питање"), *((f"{n}.", *pair) for n, pair in enumerate(pairs, 1)))]


def numbered_right(pairs: Sequence[Pair]) -> Sequence[Table]:
    """A number behind each question."""
    return [table(*((*pair, f"{n}.") for n, pair in enumerate(pairs, 1)))]


def in_parts(pairs: Sequence[Pair]) -> Sequence[str | Table]:
    """A table for each part of the form, the last ones without any address."""
    return ["Општи подаци", table(*pairs[:8]), "Избор", table(*pairs[8:10]), "Изјаве и потпис", table(*pairs[10:])]


def spread(pairs: Sequence[Pair]) -> Sequence[Table]:
    """In a sheet: a title, a free column between, questions over two columns."""
    return [grid((("Подаци", 4),), *((answer, None, (asked, 2)) for answer, asked in pairs))]


def sectioned(pairs: Sequence[Pair]) -> Sequence[Table]:
    """Headings over both columns."""
    head, foot = [(("I. Локална самоуправа", 2),)], [(("VI. Изјаве и потпис", 2),)]
    return [grid(*head, *pairs[:4], *pairs[4:11], *foot, *pairs[11:])]


def in_four_columns(pairs: Sequence[Pair]) -> Sequence[Table]:
    """Two pairs in a row."""
    return [table(*((*one, *other) for one, other in zip(pairs[::2], pairs[1::2], strict=True)))]


def beside_groups(pairs: Sequence[Pair]) -> Sequence[Table]:
    """In parts that are named left of the answers."""
    groups = ("Општина", *["Подаци"] * 7, *["Изјаве"] * 6)
    return [table(*((group, *pair) for group, pair in zip(groups, pairs, strict=True)))]


def before_help(pairs: Sequence[Pair]) -> Sequence[Table]:
    """Each question with what to write behind it."""
    return [table(("Одговор", "Питање", "Објашњење"), *((*pair, "упишите тачно") for pair in pairs))]


def around_members(pairs: Sequence[Pair]) -> Sequence[Table]:
    """In a sheet, with the members in the middle, who take up more columns."""
    heads = ("Име и презиме", "Функција", "Установа", "Е-пошта")
    members = (("Ива Ивић", "психолог", "Школа", "iva@x.example"), ("Јово Јовић", "лист", "Школа", "jovo@x.example"))
    return [grid(*pairs[:10], ("Чланови кластера",), heads, *members, *pairs[10:])]


def in_tables_of_a_row(pairs: Sequence[Pair]) -> Sequence[str | Table]:
    """Below heads, with the choice apart."""
    rows = [table(pair) for pair in (("Уписати", "Податак"), *pairs)]
    return [*rows[:9], "Избор", *rows[9:]]


def in_frames(pairs: Sequence[Pair]) -> Sequence[str | Table]:
    """Each pair by itself, with a number and a blank line below it."""
    return [block for n, pair in enumerate(pairs, 1) for block in (table((f"{n}.", *pair)), "")]


CARRIERS = (
    *(plain, headed, numbered_left, numbered_right, in_parts, spread, sectioned),
    *(in_four_columns, beside_groups, before_help, around_members, in_tables_of_a_row, in_frames),
)


@pytest.mark.parametrize("pairs", [CYRILLIC, LATIN])
@pytest.mark.parametrize("carrier", CARRIERS)
def test_answers_left_of_their_questions_are_read(carrier: Carrier, pairs: Sequence[Pair]) -> None:
    """Whatever stands above, before and behind them."""
    got = judged(form(carrier(pairs)))

    assert {field: got.answers[field] for field in WANTED} == WANTED
    assert (got.municipality, got.cluster) == ("srp-laktasi", "mobile-teams")


def test_questions_behind_headings_keep_their_answers_below() -> None:
    """A heading of a group left of each question is no answer to it."""
    rows = [(group, asked) for group, (_, asked) in zip("АБВГДЂЕЖ", CYRILLIC, strict=False)]
    rows = [row for (one, (answer, _)) in zip(rows, CYRILLIC, strict=False) for row in (one, ("", answer))]
    got = judged(form([table(*rows)]))

    assert got.answers["contact_name"] == "Ана Анић"
    assert got.answers["contact_email"] == "ana@laktasi.example"


def form(blocks: Sequence[str | Table]) -> Document:
    """The form of the call with these."""
    title = ("Прилог 2 – Образац за пријаву", "Кластер учења о друштвеним приступима")
    return Document(blocks=tuple(line(block) if isinstance(block, str) else block for block in (*title, *blocks)))
