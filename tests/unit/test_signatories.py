"""Who signs a form that asks for it by a person's title: "Начелник општине", a name and a rule below."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest

from form_lines import line, table
from intake.rules.finding import Code
from intake.rules.forms.places import Document, Line, Mark, Table
from intake.rules.judging.application import Application
from reading_forms import judged

HEAD_ROW = ("Начелник општине", "мр Ана Анић")
ROWS = (
    ("Назив општине", "Лакташи"),
    ("Контакт особа", "Марко Марић"),
    ("Е-пошта контакт особе", "marko@laktasi.example"),
    ("Кластер учења", "дневни центар"),
    ("Опис стања", "Старих је много."),
)
DATED = "Мјесто и датум: Лакташи, 10.9.2021."


def form(*foot: str | Line | Table, rows: tuple[tuple[str, str], ...] = (HEAD_ROW, *ROWS)) -> Application:
    """A form of these *rows* that ends in *foot*."""
    blocks = tuple(line(b) if isinstance(b, str) else b for b in ("Прилог 2", table(*rows), *foot))
    return judged(Document(blocks=blocks))


FEET = [
    (DATED, "Начелник општине", "Ана Анић, с.р."),
    (DATED, "НАЧЕЛНИК ОПШТИНЕ", "Ана Анић"),
    (DATED, "НАЧЕЛНИК ОПШТИНЕ", "____________", "Ана Анић"),
    (DATED, "М.П.\t\tНачелник", "\t\tАна Анић", "\t\t__________"),
    (DATED, table(("М.П.", "Градоначелник / начелник\nАна Анић\n__________\n(име и презиме, потпис)"))),
    (table((DATED, "М.П.", "НАЧЕЛНИК ОПШТИНЕ\nАНА АНИЋ\n______________")),),
    (DATED, table(("М.П.", "", "Градоначелник"), ("", "", "Ана Анић"), ("", "", "(потпис)"))),
    ("Партнери: нема", "НАЧЕЛНИК ОПШТИНЕ", "____________", "Ана Анић"),
    ("Партнери: нема", "Начелница", "Ана Анић", "____________"),
    ("С поштовањем,", "М.П.", "НАЧЕЛНИК ОПШТИНЕ", "____________", "Ана Анић"),
    ("Срдачан поздрав,", "Начелница", "Ана Анић"),
    ("С поштовањем,", "Ана Анић", "начелница"),
    ("Подаци су тачни: ДА", "М.П.", "____________", "Ана Анић", "начелница општине"),
]


@pytest.mark.parametrize("foot", FEET)
def test_a_name_below_a_title_at_the_foot_is_the_signatory(foot: tuple[str | Table, ...]) -> None:
    """With the title "мр" above and without it here it is one person: nobody answered twice."""
    got = form(*foot)

    assert got.answers["head_name"] == "мр Ана Анић"
    assert str(got.answers["signatory"]).upper().startswith("АНА АНИЋ")
    assert Code.FIELD_SEVERAL not in {f.code for f in got.findings}


@pytest.mark.parametrize("foot", FEET)
def test_it_is_the_head_as_well_where_nothing_else_asks(foot: tuple[str | Table, ...]) -> None:
    """The form has one place for both."""
    got = form(*foot, rows=ROWS)

    names = [str(got.answers[name]).upper() for name in ("head_name", "signatory")]
    assert all(name.startswith("АНА АНИЋ") for name in names)


def test_a_deputy_may_sign() -> None:
    """That contradicts nothing."""
    got = form(DATED, "Начелник општине", "Јово Јовић, с.р.")

    assert (got.answers["head_name"], got.answers["signatory"]) == ("мр Ана Анић", "Јово Јовић, с.р.")


def test_a_signature_left_blank_is_nobodys_name() -> None:
    """The rule and its caption are the form's."""
    got = form(DATED, "Начелник општине", "______________", "(потпис)")

    assert (got.answers["head_name"], got.answers["signatory"]) == ("мр Ана Анић", None)


def test_the_head_asked_for_in_a_row_does_not_sign() -> None:
    """A row of a table is answered beside it, wherever it stands."""
    got = form(table(("Мјесто и датум", "Лакташи, 10.9.2021."), HEAD_ROW), rows=ROWS)

    assert (got.answers["head_name"], got.answers["signatory"]) == ("мр Ана Анић", None)


def test_signatures_side_by_side_are_those_of_their_titles() -> None:
    """The title at the right is no answer to the one at the left."""
    got = form(DATED, "Начелник општине\t\tКонтакт особа", "Ана Анић\t\tМарко Марић", "_______\t\t_______", rows=ROWS)

    assert (got.answers["head_name"], got.answers["contact_name"]) == ("Ана Анић", "Марко Марић")


@pytest.mark.parametrize("written", ["Мр Ана АНИЋ, дипл. ек.", "Ана Анић, дипл. инж.", "др Ана Анић", "АНА АНИЋ, с.р."])
def test_a_person_is_the_same_with_titles_and_without(written: str) -> None:
    """Whatever stands before or behind the name."""
    got = form(rows=(HEAD_ROW, *ROWS, ("Начелник општине", written)))

    assert Code.FIELD_SEVERAL not in {f.code for f in got.findings}


def test_two_persons_are_two() -> None:
    """Two different heads in one form are a question for the applicant."""
    got = form(rows=(HEAD_ROW, *ROWS, ("Начелник општине", "Јово Јовић")))

    assert got.answers["head_name"] is None
    assert Code.FIELD_SEVERAL in {f.code for f in got.findings}


SIGNER = "Апликант (потпис особе овлашћене за потписивање и"


@pytest.mark.parametrize("label", [SIGNER + " печат)", "Општина (потпис и печат)", "М.П.\t" + SIGNER + " печат)"])
@pytest.mark.parametrize("below", [("Ана Анић",), ("Ана Анић", "__________", "(име, потпис)")])
def test_an_office_whose_signature_is_asked_for_in_brackets_is_no_second_applicant(
    label: str, below: tuple[str, ...]
) -> None:
    """A person signs; what applies is named above."""
    for foot in ((label, *below), (table(("М.П.", "\n".join((label.removeprefix("М.П.\t"), *below)))),)):
        got = form(DATED, *foot)

        assert (got.municipality, got.answers["signatory"]) == ("srp-laktasi", "Ана Анић")
        assert Code.FIELD_SEVERAL not in {f.code for f in got.findings}


def test_a_label_whose_brackets_end_in_the_line_below_is_one() -> None:
    """As narrow columns of a PDF break it; the rest of the brackets is nobody's name."""
    got = form(DATED, "М.П.\t" + SIGNER, "печат)", "Ана Анић")

    assert got.answers["signatory"] == "Ана Анић"
    assert form(DATED, "М.П.\t" + SIGNER, "печат)", "__________").answers["signatory"] is None


def test_brackets_of_an_answer_stay_as_they_were_written() -> None:
    """They ask nothing."""
    got = form("Партнери: Црвени крст (млади и", "старији)", rows=ROWS)

    assert got.answers["partners"] == "Црвени крст (млади и\nстарији)"


def test_a_title_above_a_name_is_no_heading_though_the_letterhead_is_in_capitals() -> None:
    """Whoever has the title signs."""
    head = ("РЕПУБЛИКА СРПСКА", "ОПШТИНА ЛАКТАШИ", "САВЕЗ ОПШТИНА И ГРАДОВА")
    foot = (DATED, "НАЧЕЛНИК ОПШТИНЕ", "АНА АНИЋ")
    got = judged(Document(blocks=(*map(line, (*head, "Прилог 2")), table(*ROWS), *map(line, foot))))
    assert (got.answers["head_name"], got.answers["signatory"]) == ("АНА АНИЋ", "АНА АНИЋ")


@pytest.mark.parametrize("seal", ["М.П.     ", "м.п.\t\t", "L.S.    ", "Мјесто печата ", "Stamp   "])
def test_the_place_of_the_seal_before_a_rule_is_none_of_the_name(seal: str) -> None:
    """Above a caption, and behind a label."""
    for foot in ((f"{seal}____Ана Анић____", "(потпис овлашћеног лица)"), (f"Потпис: {seal}__Ана Анић__",)):
        assert form(DATED, *foot).answers["signatory"] == "Ана Анић"


AUTHORISED = [
    "Овлашћено лице",
    "Ovlašćena osoba",
    "Овлашћени представник",
    "Authorised person",
    "Начелник/градоначелник",
]
SIDES: list[Callable[[str], tuple[str | Table, ...]]] = [
    lambda title: (DATED, f"{title}: Ана Анић          М.П."),
    lambda title: (f"{title}: Ана Анић", DATED),
    lambda title: ("Мјесто: Лакташи", "Датум: 10.9.2021.", f"{title}: Ана Анић", "Предложени чланови"),
    lambda title: (table((DATED, f"{title}: Ана Анић")),),
    lambda title: (table(("Мјесто", "Лакташи"), ("Датум", "10.9.2021."), (title, "Ана Анић")),),
]


@pytest.mark.parametrize("title", AUTHORISED)
@pytest.mark.parametrize("foot", SIDES)
def test_who_is_asked_for_again_beside_the_date_signs(
    foot: Callable[[str], tuple[str | Table, ...]], title: str
) -> None:
    """The head was asked for above: left blank there, it is not taken from the signature."""
    for head in ("Јово Јовић", ""):
        got = form(*foot(title), rows=(("Начелник општине", head), *ROWS))

        assert (got.answers["head_name"], got.answers["signatory"]) == (head or None, "Ана Анић")
        assert Code.FIELD_SEVERAL not in {f.code for f in got.findings}


@pytest.mark.parametrize(
    "asked", ["Ime i prezime ovlaštene osobe", "Име и презиме одговорне особе", "Name of the responsible person"]
)
@pytest.mark.parametrize("contact", ["Марко Марић", ""])
@pytest.mark.parametrize("dated", [(DATED,), ("Мјесто: Лакташи", "Датум: 10.9.2021.")])
def test_somebody_asked_for_beside_the_date_is_no_second_contact_person(
    dated: tuple[str, ...], contact: str, asked: str
) -> None:
    """That person was asked for above: left blank there, the name at the foot was taken, in silence."""
    rows = (HEAD_ROW, ("Назив општине", "Лакташи"), ("Контакт особа", contact), *ROWS[2:])
    got = form(*dated, f"{asked}: Јово Јовић", "М.П.", rows=rows)

    assert (got.answers["contact_name"], got.answers["signatory"]) == (contact or None, "Јово Јовић")
    assert Code.FIELD_SEVERAL not in {f.code for f in got.findings}


def test_another_contact_person_beside_the_date_does_not_sign() -> None:
    """Two persons are a question for the applicant."""
    got = form(DATED, "Особа за контакт у општини (име): Јово Јовић")

    assert (got.answers["contact_name"], got.answers["signatory"]) == (None, None)


def test_an_authorised_person_at_the_end_signs_without_a_date() -> None:
    """It is no title: the head was asked for by the title above."""
    got = form("Овлашћено лице: Ана Анић", rows=(("Начелник општине", ""), *ROWS))

    assert (got.answers["head_name"], got.answers["signatory"]) == (None, "Ана Анић")


def test_an_authorised_person_at_the_foot_is_the_head_as_well_where_nothing_else_asks() -> None:
    """The form has one place for both, and the name stands beside its label."""
    got = form(DATED, "Овлашћено лице: Ана Анић", rows=ROWS)

    assert (got.answers["head_name"], got.answers["signatory"]) == ("Ана Анић", "Ана Анић")


@pytest.mark.parametrize("title", ["Начелник општине", "Овлашћено лице"])
def test_a_title_and_a_name_at_a_rule_end_a_form_signed(title: str) -> None:
    """Where the head of the municipality is asked for nowhere else, that is the same person."""
    got = form("Партнери: нема", title, "____________", "Ана Анић", rows=ROWS).answers

    assert (got["head_name"], got["signatory"]) == ("Ана Анић", "Ана Анић")


def test_a_title_with_a_rule_and_no_name_signs_nothing() -> None:
    """Nobody has signed there."""
    assert form("Партнери: нема", "Начелник општине", "____________").answers["signatory"] is None


def test_a_name_above_a_title_that_nobody_answered_signs_nothing() -> None:
    """Without a rule, a seal or a letter's closing it may be anybody's."""
    got = form("Особа задужена за састанке", "Петар Перић", "Начелник", rows=ROWS).answers

    assert (got["head_name"], got["signatory"]) == (None, None)


@pytest.mark.parametrize("place", [("М.П.", "____________"), ("____________",), ("", "М.П.")])
@pytest.mark.parametrize("last", ["Партнери: Удружење Сунце.", "Партнери:\nУдружење Сунце.", "Подаци су тачни: ДА"])
def test_a_name_at_a_rule_ends_a_form_signed_though_nothing_asks_for_it(last: str, place: tuple[str, ...]) -> None:
    """It was a part of the last long answer, in silence."""
    got = form(*last.split("\n"), *place, "Ана Анић").answers

    assert (got["signatory"], got["partners"]) == ("Ана Анић", "Удружење Сунце." if "Партнери" in last else None)


def test_an_institution_at_a_rule_signs_nothing() -> None:
    """Though it is written like a person's name."""
    got = form("Партнери:", "____________", "Црвени Крст").answers

    assert (got["signatory"], got["partners"]) == (None, "Црвени Крст")


@pytest.mark.parametrize(
    "printed",
    [
        "Образац без потписа и печата неће се разматрати. Копију пошаљите и домаћину кластера.",
        "Непотпуне и неблаговремене пријаве неће бити узете у разматрање!",
        "Forms without a signature and a stamp will not be considered.",
        "* Питања означена звјездицом су обавезна.",
        "Поља са * су обавезна",
        "* required fields",
    ],
)
def test_a_sentence_below_a_signature_left_blank_is_nobody(printed: str) -> None:
    """The form ends with it; a person in many words is one."""
    blank = ("Потпис овлашћеног лица: ________", "М.П.", printed)
    signed = ("Потпис овлашћеног лица:", "Начелник општине Лакташи, Ана Анић, мастер политикологије и јавне управе.")

    assert form(*blank).answers["signatory"] is None
    assert "Ана Анић" in str(form(*signed).answers["signatory"])


@pytest.mark.parametrize("underlined", [False, True])
def test_a_mayor_on_a_rule_signs_nothing_where_all_answers_stand_on_rules(*, underlined: bool) -> None:
    """Who signs is asked once more at the foot, as the same officer; some answers may be underlined instead."""
    ruled = {"Назив општине": "Лакташи", "Начелник": "Ана Анић", "Контакт особа": "Марко Марић", "Адреса": "Главна 1"}
    lines = [line(f"{asked}: ____{said}________") for asked, said in ruled.items()]
    typed = [("Телефон", "051/111-222"), ("Партнери", "Црвени крст"), ("Овлашћено лице", "Ана Анић")]
    marks = (Mark.UNDERLINE,) if underlined else ()
    for asked, said in (*[("Ресурси", "Два радника"), ("Е-пошта", "o@laktasi.example")] * underlined, *typed):
        own = line(f"{asked}: ")
        lines.append(replace(own, spans=(*own.spans, *line(said, *marks).spans)))

    got = judged(Document(blocks=(line("Прилог 2 – Образац за пријаву"), *lines))).answers

    assert (got["head_name"], got["signatory"]) == ("Ана Анић", "Ана Анић")


@pytest.mark.parametrize("title", ["За подносиоца", "Za podnosioca prijave", "On behalf of the applicant"])
@pytest.mark.parametrize(
    ("said", "signed"), [("Ана Анић", "Ана Анић"), ("Ана Анић, начелник", "Ана Анић, начелник"), ("Општина Рудо", None)]
)
def test_who_is_named_for_the_applicant_below_the_date_signs(title: str, said: str, signed: str | None) -> None:
    """In the last line of a form whose other questions stand in tables; no office signs."""
    rows = table(("Општина", "Лакташи"), ("Контакт особа", "Марко Марић"), ("Разлози за пријаву", "Желимо да учимо."))
    foot = map(line, ("", "Мјесто и датум: Лакташи, 7.9.2021.", f"{title}: {said}"))

    got = judged(Document(blocks=(line("Прилог 2 – Образац за пријаву"), rows, *foot))).answers

    assert (got["signatory"], got["municipality"], got["place"]) == (signed, "Лакташи", "Лакташи")


@pytest.mark.parametrize("seal", ["", ", М.П."])
@pytest.mark.parametrize("asked", ["Име и потпис овлашћеног лица", "Name and signature of the authorised person"])
def test_name_and_signature_are_asked_for_beside_the_place_of_the_seal(asked: str, seal: str) -> None:
    """In a cell of its own, whose answer stands in the next."""
    rows = table(("Општина", "Лакташи"), ("Датум", "7.9.2021."), (f"{asked}{seal}", "Ана Анић, начелник"))

    got = judged(Document(blocks=(line("Прилог 2 – Образац за пријаву"), rows))).answers

    assert got["signatory"] == "Ана Анић, начелник"
