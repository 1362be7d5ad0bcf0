"""What is known by the answers that stand there, where the words of the questions say too little."""

from __future__ import annotations

from time import perf_counter

import pytest

from form_lines import line, table
from intake.rules.finding import Code
from intake.rules.forms.places import Document, Line, Mark, Table
from intake.rules.forms.words.persons import is_person
from intake.rules.judging.application import Application
from reading_forms import judged

SECONDS = 5
TITLE = "Прилог 2 – Образац за пријаву"
CHOICE = ("Кластер учења", "дневни центар")
PLACE = ("Назив општине", "Лакташи")
PERSON = ("Контакт особа", "Марко Марић")
ADDRESS = ("Е-пошта контакт особе", "marko@laktasi.example")
SITUATION = ("Опис стања", "Старих је много.")
COMPLETE = (CHOICE, PLACE, PERSON, ADDRESS, SITUATION)


def form(*blocks: str | Line | Table) -> Application:
    """A form of these lines and tables."""
    made = tuple(line(b) if isinstance(b, str) else b for b in (TITLE, *blocks))
    return judged(Document(blocks=made))


def rows(*asked: tuple[str, ...]) -> Application:
    """A form in one table."""
    return form(table(*asked))


def supposed(application: Application) -> set[str | None]:
    """The fields that staff are asked to look at."""
    return {f.field for f in application.findings if f.code is Code.QUESTION_SUPPOSED}


@pytest.mark.parametrize(
    ("text", "person"),
    [
        ("Ана Анић", True),
        ("мр Ана Анић-Савић", True),
        ("АНА АНИЋ, дипл. правник", False),
        ("Ана Анић, мр", True),
        ("психолог", False),
        ("Центар за социјални рад у Лакташима", False),
        ("ana@x.example", False),
        ("065/123-456", False),
    ],
)
def test_a_name_looks_like_a_name(text: str, person: bool) -> None:  # noqa: FBT001 - a column of the table above
    """Two to four words, two with a capital; a title may follow."""
    assert is_person(text) is person


def test_the_column_of_members_whose_cells_are_names_is_that_of_names() -> None:
    """Whatever its head says."""
    head = ("Кадар за кластер", "Функција", "Установа", "Е-пошта")
    got = form(table(*COMPLETE), table(head, ("Ана Анић", "психолог", "ЦСР", "ana@x.example")))
    assert isinstance(got.answers["members"], tuple)
    assert got.answers["members"][0]["name"] == "Ана Анић"


def test_a_column_of_members_that_is_not_understood_is_told() -> None:
    """What stands there is not lost in silence."""
    head = ("Име и презиме", "Функција", "Е-пошта", "Крвна група")
    got = form(table(*COMPLETE), table(head, ("Ана Анић", "психолог", "ana@x.example", "нулта негативна")))
    told = [dict(f.details) for f in got.findings if f.code is Code.QUESTION_UNKNOWN]
    assert told == [{"question": "Крвна група", "answer": "нулта негативна"}]


def test_members_in_a_list_are_read_part_by_part() -> None:
    """The name comes first; an address and a level are known by their look."""
    listed = ("Чланови кластера:", "1. Ана Анић, психолог, Црвени крст, ana@x.example, B1", "2. Јово Јовић, педагог")
    got = form(table(*COMPLETE), *listed)
    assert got.answers["members"] == (
        {
            "name": "Ана Анић",
            "position": "психолог",
            "institution": "Црвени крст",
            "email": "ana@x.example",
            "english": "B1",
        },
        {"name": "Јово Јовић", "position": "педагог", "institution": None, "email": None, "english": None},
    )


@pytest.mark.parametrize(
    ("written", "names"),
    [
        ("Чланови ће бити Ана Анић (психолог).", ["Ана Анић"]),
        (
            "Чланови су Ана Анић (психолог), Ива Ивић (правник) и Јово Јовић (шеф)",
            ["Ана Анић", "Ива Ивић", "Јово Јовић"],
        ),
        ("Our delegates are Ana Anić (psychologist) and Ivo Ivić (lawyer).", ["Ana Anić", "Ivo Ivić"]),
        ("Ана Анић (психолог)\nИва Ивић (правник), Дом здравља", ["Ана Анић", "Ива Ивић"]),
        ("Ана Анић – психолог\nИва Ивић - правник, ЦСР, iva@x.example", ["Ана Анић", "Ива Ивић"]),
        ("Ана Анић, Ива Ивић и Јово Јовић", ["Ана Анић", "Ива Ивић", "Јово Јовић"]),
        ("Чланови су: Ана Анић и Ива Ивић.", ["Ана Анић", "Ива Ивић"]),
        ("Ана Анић, Дом Здравља", ["Ана Анић"]),
    ],
)
def test_members_may_be_named_in_a_sentence(written: str, names: list[str]) -> None:
    """Each with the position in brackets, or without."""
    got = form(table(*COMPLETE), "Предложени чланови кластера:", *written.split("\n"))

    assert isinstance(members := got.answers["members"], tuple)
    assert [member["name"] for member in members] == names


def test_persons_with_addresses_are_no_webinars() -> None:
    """Though the question has a word of theirs; staff see it."""
    persons = "1. Ана Анић, психолог, ana@x.example\n2. Јово Јовић, педагог, jovo@x.example"
    got = rows(*COMPLETE, ("Ко ће похађати", persons), ("Мјесто", "Добој"))

    assert got.answers["webinars"] is None
    assert [dict(f.details)["question"] for f in got.findings if f.code is Code.QUESTION_UNKNOWN] == ["Ко ће похађати"]


@pytest.mark.parametrize(
    "written",
    [
        "Предлажемо Ану Анић (психолог)",
        "Биће јављени накнадно, Ана Анић зна",
        "Ана Анић - Савић, психолог",
        "Ана Анић (шеф) умјесто Иве Ивић (шеф)",
    ],
)
def test_members_that_cannot_be_told_apart_are_shown_to_staff(written: str) -> None:
    """A name that is inflected, or may be none, is no value."""
    got = form(table(*COMPLETE), "Предложени чланови кластера:", written)

    assert got.answers["members"] is None
    assert [dict(f.details)["answer"] for f in got.findings if f.code is Code.QUESTION_UNKNOWN] == [written]


@pytest.mark.parametrize(
    "blocks",
    [
        (table(("Шта бисмо да спроведемо", "Дневни центри"), *COMPLETE[1:]),),
        (table(*COMPLETE[1:]), "Одлучили смо се, ево: Дневни центри"),
        (table(*COMPLETE[1:]), "Одлучили смо се за __Дневни центри__."),
    ],
)
def test_the_cluster_is_known_by_an_answer_that_names_nothing_else(blocks: tuple[str | Table, ...]) -> None:
    """Whatever its question is called; never by running text."""
    assert form(*blocks).cluster == "day-centre"


def test_a_cluster_in_a_long_answer_is_no_choice() -> None:
    """It speaks of one."""
    said = ("Опис стања", "Дневни центри и мобилни тимови постоје код сусједа, па бисмо да учимо од њих.")
    assert rows(*COMPLETE[1:4], said).cluster is None


@pytest.mark.parametrize("question", ["Откуд ово", "Одакле пишемо"])
def test_the_municipality_is_known_by_its_name(question: str) -> None:
    """Where no known question asks for it, one is named, and its office is there; staff are told."""
    got = rows(CHOICE, (question, "Општина Лакташи"), ("Адреса", "Карађорђева 56, 78250 Лакташи"), *COMPLETE[2:])
    assert (got.municipality, "municipality" in supposed(got)) == ("srp-laktasi", True)


def test_of_two_municipalities_none_is_supposed() -> None:
    """A person asks."""
    got = rows(CHOICE, ("Откуд ово", "Лакташи"), ("Копија иде", "Прњавор"), *COMPLETE[2:])
    assert got.municipality is None


def test_persons_in_unknown_words_stand_in_the_order_of_the_call() -> None:
    """The head of the municipality, then whom to write to."""
    asked = (("Први у кући", "Ана Анић"), ("Веза са вама", "Марко Марић"), ADDRESS)
    got = rows(CHOICE, PLACE, *asked, SITUATION)
    assert (got.answers["head_name"], got.answers["contact_name"]) == ("Ана Анић", "Марко Марић")
    assert supposed(got) >= {"head_name", "contact_name"}


def test_whose_address_it_is_tells_who_the_contact_person_is() -> None:
    """Between the municipality and the address either person could be asked for."""
    got = rows(CHOICE, PLACE, ("Веза са вама", "Марко Марић"), ADDRESS, SITUATION)
    assert got.answers["contact_name"] == "Марко Марић"


def test_the_offices_address_is_not_the_contact_persons_where_there_are_two() -> None:
    """A bare label is the only person's address only where the form has no other."""
    both = ("Телефон и е-пошта контакт особе", "065/123-456, marko@laktasi.example")
    got = rows(CHOICE, PLACE, ("Е-пошта", "opstina@laktasi.example"), PERSON, both, SITUATION)
    assert got.answers["official_email"] == "opstina@laktasi.example"
    assert got.answers["contact_email"] == "marko@laktasi.example"


def test_a_sentence_that_says_what_to_write_is_no_answer() -> None:
    """It begins as a prompt does."""
    got = rows(CHOICE, PLACE, ("Контакт особа", "навести једну особу, њен телефон и е-пошту."), ADDRESS, SITUATION)
    assert got.answers["contact_name"] is None


def test_an_outline_ends_each_answer_at_its_next_number() -> None:
    """Headings have one number, questions two; an item of a list has one, too, and ends nothing."""
    asked = (
        "1. Општина", "1.1. Назив општине", "Општина Лакташи", "1.2. Контакт особа", "Марко Марић",
        "1.3. Е-пошта контакт особе", "marko@laktasi.example", "2. Разлози", "2.1. Опис стања", "Угрожени су:",
        "1. стари", "2. дјеца", "2.2. Нешто сасвим друго", "Ништа више", "3. Кластер",
        "3.1. Кластер учења", "Дневни центри",
    )  # fmt: skip
    got = form(*asked)
    assert got.answers["situation"] == "Угрожени су:\n1. стари\n2. дјеца"
    assert (got.cluster, got.municipality) == ("day-centre", "srp-laktasi")


def test_captions_below_the_answers_of_a_row_ask_for_them() -> None:
    """Column by column; those in unknown words are told."""
    pairs = table(
        ("Општина Лакташи", "Главна 1, 78250 Лакташи"),
        ("(Назив општине)", "(Адреса)"),
        ("Марко Марић", "512,3"),
        ("(Контакт особа)", "(Површина – km²)"),
        ("marko@laktasi.example", ""),
        ("(Е-пошта контакт особе)", ""),
    )
    got = form("Кластер учења: дневни центар", pairs, "Опис стања: Старих је много.")
    assert (got.municipality, got.answers["contact_name"]) == ("srp-laktasi", "Марко Марић")
    assert got.answers["address"] == "Главна 1, 78250 Лакташи"
    assert [f.code for f in got.findings] == [Code.QUESTION_UNKNOWN]


def test_a_list_below_its_own_opening_line_stays_whole() -> None:
    """Though that line is worded as the question is."""
    said = ("Рањиве групе:", "1. стари", "2. дјеца", "Много их је.")
    got = form(table(*COMPLETE[:4]), line("Кратак опис стања и рањивих група:", Mark.ITALIC), *said)
    assert got.answers["situation"] == "\n".join(said)


def test_a_question_with_a_colon_ends_the_answer_above_it_where_labels_look_like_text() -> None:
    """Staff are told where the answer was taken to end."""
    asked = ("Наше искуство:", "Радили смо на два пројекта.", "Кућни савјет и остало:", "Црвени крст и Каритас")
    got = form(table(*COMPLETE), *asked)
    assert got.answers["experience"] == "Радили смо на два пројекта."
    assert Code.FIELD_PARTIAL in {f.code for f in got.findings}


def test_side_by_side_each_heading_begins_a_section_of_its_column() -> None:
    """Nothing is dropped below the first heading."""
    got = rows(
        ("I. Кластер учења", "", "III. Контакт особа", ""),
        ("Кластер учења", "дневни центар", "Име и презиме", "Марко Марић"),
        ("II. Локална самоуправа", "", "Е-пошта", "marko@laktasi.example"),
        ("Назив општине", "Лакташи", "V. Образложење", ""),
        ("Телефон", "051/111-222", "Опис стања", "Старих је много."),
    )
    assert got.municipality == "srp-laktasi"
    assert got.answers["situation"] == "Старих је много."
    assert got.answers["official_phone"] == "+38751111222"


def test_a_label_left_blank_is_not_answered_by_the_next_question() -> None:
    """Right of which its own answer stands."""
    got = rows(*COMPLETE, ("Вебинари", ""), ("Нешто сасвим непознато овдје", "одговор на то"))
    assert got.answers["webinars"] is None


def test_what_a_question_offers_is_no_label() -> None:
    """So "Врста: општина / град" does not ask for the name."""
    got = rows(*COMPLETE, ("Врста: општина / град", "општина"))
    assert (got.municipality, got.answers["municipality"]) == ("srp-laktasi", "Лакташи")


def test_a_question_of_many_words_ends_the_long_answer_before_it() -> None:
    """Though its own answer stands behind its colon; staff are told."""
    asked = (
        "Опис стања: Старих је много.",
        "Што би се у вас код куће онда ваљда сматрало успјехом: Мир и спокој за све људе.",
    )
    got = form(*(": ".join(pair) for pair in COMPLETE[:4]), *asked)
    assert got.answers["situation"] == "Старих је много."
    assert Code.FIELD_PARTIAL in {f.code for f in got.findings}


def test_long_lines_are_read_in_no_time() -> None:
    """A pattern that tries every way to part a line would never end."""
    words = "Ријечи и ријечи без краја и конца " * 200
    blocks = (f"Нешто непознато: {words}!", f"Још нешто – {words}", f"{words}: {words}", f"{words}\t{words}")
    began = perf_counter()
    form(table(*COMPLETE), *blocks)
    assert perf_counter() - began < SECONDS


@pytest.mark.parametrize("name", ["Јован Џомбић, дипл. инж.", "др Ђорђе Љубић, дипл. инж. ел.", "Šaban Žigić, mr sc."])
def test_a_name_with_its_degree_behind_it_is_a_name(name: str) -> None:
    """Its full stop makes no sentence of it, whatever letter it begins with."""
    asked = (("Име и презиме начелника општине", name), ("Име и презиме контакт особе", name))
    got = rows(CHOICE, PLACE, *asked, ADDRESS, SITUATION)
    assert (got.answers["head_name"], got.answers["contact_name"]) == (name, name)


@pytest.mark.parametrize("written", ["Добој, 10.9.2021.", "Добој 10. септембра 2021. године"])
def test_a_place_with_its_date_answers_what_asks_for_both(written: str) -> None:
    """In words of which the call knows the first only; staff are asked to look."""
    signed = (("Изјављујемо да су подаци тачни", "☒ Да ☐ Не"), ("Мјесто и вријеме", written), ("Потпис", "Ана Анић"))
    got = rows(*COMPLETE, *signed)
    assert (got.answers["place"], got.answers["signed_on"]) == ("Добој", "2021-09-10")
    assert "place" in supposed(got)


def test_a_name_with_a_date_is_no_place() -> None:
    """Where the question speaks of who signed."""
    got = rows(
        *COMPLETE, ("Изјављујемо да су подаци тачни", "☒ Да ☐ Не"), ("Потписник и тренутак", "Ана Анић, 10.9.2021.")
    )
    assert got.answers.get("place") is None
