"""Members who stand in a column each, with what is asked of them in the first."""

from form_lines import HEAD, line, table
from intake.rules.finding import Code
from intake.rules.forms.places import Document, Table
from intake.rules.judging.application import Application
from reading_forms import judged

ABOVE = "Предложени чланови кластера"


def read(members: Table, above: str = ABOVE) -> Application:
    """Judge a form with these members."""
    return judged(Document(blocks=(*map(line, (*HEAD, above)), members)))


def names(judgement: Application) -> list[object]:
    """Whom it names."""
    rows = judgement.answers["members"]
    return [row["name"] for row in rows] if isinstance(rows, tuple) else []


def test_each_column_is_a_member() -> None:
    """A level, or an institution, is asked of members alone."""
    rows = (
        ("Име и презиме", "Ана Анић", "Јово Јовић", ""),
        ("Функција", "психолог", "правник", ""),
        ("Установа", "Центар за социјални рад", "Општина Лакташи", ""),
        ("Е-пошта", "ana@laktasi.example", "jovo@laktasi.example", ""),
        ("Ниво енглеског", "B1", "C1", ""),
    )

    found = read(table(*rows), above="Екипа")

    assert names(found) == ["Ана Анић", "Јово Јовић"]
    assert found.answers["contact_name"] == "Марко Марић"
    assert found.answers["official_email"] is None
    assert not found.answers["partners"]
    assert Code.FIELD_SEVERAL not in [finding.code for finding in found.findings]


def test_what_anybody_is_asked_must_stand_below_what_asks_for_members() -> None:
    """Names, functions and addresses may be anybody's."""
    rows = (("Име и презиме", "Ана Анић", "Јово Јовић"), ("Функција", "психолог", "правник"), ("Е-пошта", "", ""))

    assert names(read(table(*rows))) == ["Ана Анић", "Јово Јовић"]
    assert not names(read(table(*rows), above="Екипа"))


def test_members_may_be_counted_above_their_names() -> None:
    """The row of numbers is no member."""
    rows = (
        ("", "1", "2"),
        ("Име и презиме", "Ана Анић", "Јово Јовић"),
        ("Функција", "психолог", "правник"),
        ("Енглески језик", "B1", "C1"),
    )

    assert names(read(table(*rows))) == ["Ана Анић", "Јово Јовић"]


def test_a_table_of_one_person_is_left_as_it_is() -> None:
    """It has a question on each row."""
    rows = (("Име и презиме", "Марко Марић"), ("Функција", "правник"), ("Е-пошта", "marko@laktasi.example"))

    assert not names(read(table(*rows), above="Контакт особа"))
