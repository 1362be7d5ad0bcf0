"""Forms that say who applies for what in a sentence, and ask neither."""

from __future__ import annotations

import pytest

from form_lines import line, table
from intake.rules.forms.places import Document
from intake.rules.judging.application import Application
from reading_forms import judged

ROWS = (
    ("улица и број", "Карађорђева 56"),
    ("пошта", "78250 Лакташи"),
    ("службени мејл", "opstina@laktasi.example"),
    ("особа за контакт, име", "Марко"),
    ("презиме", "Марић"),
    ("мејл контакт особе", "marko@laktasi.example"),
    ("опис стања", "Стари су сами."),
    ("партнери", "Црвени крст"),
)


def read(*lines: str, rows: tuple[tuple[str, str], ...] = ROWS) -> Application:
    """A form with these *lines* above its *rows*."""
    return judged(Document(blocks=(*map(line, ("Прилог 2 – Образац за пријаву", *lines)), table(*rows))))


@pytest.mark.parametrize(
    "sentence",
    [
        "Овим Општина Лакташи исказује интересовање за кластер учења Дневни центар.",
        "Општина Лакташи се пријављује за учешће у кластеру под називом „Дневни центар“, према вашем позиву.",
        "Јављамо да Општина Лакташи жели да учествује у кластеру учења „Дневни центар“",
    ],
)
def test_a_sentence_says_who_applies_and_for_what(sentence: str) -> None:
    """It answers what nothing else asks."""
    got = read(sentence)

    assert (got.municipality, got.cluster) == ("srp-laktasi", "day-centre")


def test_a_name_with_a_small_word_in_it_is_read_whole() -> None:
    """The verb begins small, too."""
    got = read("Општина Крупа на Уни се пријављује за кластер учења Дневни центар.")
    assert got.answers["municipality"] == "Општина Крупа на Уни"


def test_what_is_asked_is_not_answered_by_a_sentence() -> None:
    """A letter's first sentence is only a letter's where the form asks."""
    asked = (("Назив општине", "Прњавор"), ("Кластер учења", "Мобилни тимови"), *ROWS)
    got = read("Овим се Општина Лакташи пријављује за кластер учења Дневни центар.", rows=asked)
    assert (got.answers["municipality"], got.cluster) == ("Прњавор", "mobile-teams")


@pytest.mark.parametrize(
    "sentence",
    [
        "Општина Лакташи је 2019. године отворила кластер за дрвну индустрију.",
        "Општина Лакташи има дневни центар, а кластер учења нас занима.",
        "За кластер учења Дневни центар пријављује се наша Општина",
    ],
)
def test_a_sentence_that_says_something_else_chooses_nothing(sentence: str) -> None:
    """Nobody applies in it, or no cluster stands behind its word."""
    assert read(sentence).cluster is None


def test_a_sentence_with_two_municipalities_says_nothing_of_who_applies() -> None:
    """A person finds out."""
    got = read("Општина Лакташи и Општина Србац пријављују се за кластер учења Дневни центар.")
    assert got.answers["municipality"] is None


def test_a_street_and_its_post_code_are_one_address() -> None:
    """In rows of their own; so are a name and a surname."""
    got = read().answers
    assert (got["address"], got["contact_name"]) == ("Карађорђева 56 78250 Лакташи", "Марко Марић")


def test_a_surname_that_stands_first_stands_last() -> None:
    """The name is written as people say it."""
    rows = tuple(("презиме особе за контакт", "Марић") if q == "презиме" else (q, a) for q, a in ROWS)
    rows = (*rows[:3], ("презиме", "Марић"), ("име особе за контакт", "Марко"), *rows[5:])
    assert read(rows=rows).answers["contact_name"] == "Марко Марић"


@pytest.mark.parametrize("other", [("надимак", "Маки"), ("презиме", "Марић Илић, Ана"), ("пол", "Мушки")])
def test_what_is_no_surname_is_left_alone(other: tuple[str, str]) -> None:
    """It is none by its question, or by its answer."""
    assert read(rows=(*ROWS[:4], other, *ROWS[5:])).answers["contact_name"] in ("Марко", None)


LETTER = (
    "Прилог 2 – Образац за пријаву",
    "Поштовани,",
    "{}",
    "Начелник општине је Горан Вуковић.",
    "Контакт особа: Марко Марић. Функција контакт особе: виши сарадник. Е-пошта контакт особе: marko@laktasi.example.",
    "Опис стања: Стари су сами.",
    "Партнери: Црвени крст",
    "{}",
    "У Лакташима, 4.9.2021.",
)
DECLARED = (
    "Изјављујемо да ћемо учествовати у сва три регионална догађаја, да су подаци тачни и да смо сагласни са обрадом "
    "личних података."
)
REACHED = "адреса: Карађорђева 56, Лакташи, телефон: 051/530-000, е-пошта општине: opstina@laktasi.example"


SENTENCE = f"Општина Лакташи, {REACHED}, пријављује се за кластер „Мобилни теренски тимови“."


def letter(sentence: str, declared: str = DECLARED) -> Application:
    """A letter that applies so and so."""
    said = iter((sentence, declared))
    texts = (next(said) if text == "{}" else text for text in LETTER)
    return judged(Document(blocks=tuple(map(line, texts))))


@pytest.mark.parametrize(
    "sentence",
    [
        f"Општина Лакташи, {REACHED}, подноси пријаву за кластер учења о мобилним теренским тимовима.",
        f"Лакташи, {REACHED}, пријављује се за кластер „Мобилни теренски тимови“.",
        f"Општина Лакташи пријављује се за кластер учења Мобилни теренски тимови, {REACHED}.",
    ],
)
def test_a_letter_applies_in_a_sentence_with_labels_in_it(sentence: str) -> None:
    """Each clause says one thing, and the stop behind a short answer is none of it."""
    got = letter(sentence)

    answers = got.answers
    assert (got.municipality, got.cluster, got.findings) == ("srp-laktasi", "mobile-teams", ())
    assert (answers["address"], answers["official_phone"]) == ("Карађорђева 56, Лакташи", "+38751530000")
    assert (answers["contact_name"], answers["contact_position"]) == ("Марко Марић", "виши сарадник")
    assert (answers["contact_email"], answers["partners"]) == ("marko@laktasi.example", "Црвени крст")


@pytest.mark.parametrize(("declared", "made"), [(DECLARED, True), (DECLARED.replace("да ћемо", "да не можемо"), None)])
def test_a_letter_declares_in_a_sentence(declared: str, made: bool | None) -> None:  # noqa: FBT001 - a value of a test
    """It was the end of the last long answer."""
    got = letter(f"Лакташи, {REACHED}, пријављује се за кластер „Мобилни теренски тимови“.", declared).answers

    assert [got[statement] for statement in ("commitment", "accuracy", "privacy")] == [made] * 3


@pytest.mark.parametrize(
    ("named", "position"),
    [
        ("За контакт особу одређује се Марко Марић, виши сарадник за избјеглице,", "виши сарадник за избјеглице"),
        ("Контакт особа испред општине је Марко Марић (шеф одсјека),", "шеф одсјека"),
        ("Као контакт особа именован је Марко Марић, сарадник,", "сарадник"),
        ("The contact person is Марко Марић, сарадник,", "сарадник"),
    ],
)
def test_a_sentence_names_who_somebody_is(named: str, position: str) -> None:
    """It had no label; what stood behind it was nobody's."""
    reached = "тел. 00387 65 123-456, e-mail: marko@laktasi.example."
    got = judged(
        Document(blocks=tuple(map(line, (*LETTER[:2], SENTENCE, LETTER[3], f"{named} {reached}", *LETTER[5:7]))))
    )

    asked = ("contact_name", "contact_position", "contact_phone", "contact_email", "head_name")
    assert [got.answers[each] for each in asked] == [
        *("Марко Марић", position, "+38765123456", "marko@laktasi.example", "Горан Вуковић")
    ]


@pytest.mark.parametrize(
    "sentence",
    [
        "За контакт особу одређујемо Марка Марића, сарадника, тел. 065/123-456.",
        "Контакт особа за кориснике је Ана Анић, а замјењује је Ива Ивић.",
        "Контакт особа ће бити накнадно одређена.",
    ],
)
def test_other_sentences_name_nobody(sentence: str) -> None:
    """The name stands there in another case, or more is told than who somebody is."""
    got = judged(Document(blocks=tuple(map(line, (*LETTER[:2], SENTENCE, sentence, *LETTER[5:7])))))

    assert got.answers["contact_name"] is None
