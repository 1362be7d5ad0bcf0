"""Questions known by the numbers that the form gives them; lists in answers have numbers of their own."""

from __future__ import annotations

import pytest

from form_lines import line
from intake.rules.finding import Code
from intake.rules.forms.places import Document, Line, Mark, Span
from reading_forms import judged

ASKED = (
    "Назив општине: Лакташи",
    "Кластер учења: дневни центар",
    "Контакт особа: Марко Марић",
    "Е-пошта контакт особе: m@laktasi.example",
    "Опис стања: Лоше.\nПланиране активности су:\n1. обука радника\n2. набавка опреме\n3. извјештавање",
    "Колико вас је у свему\n12",
    "Разлози пријаве: Нада.\n– обука\n– набавка",
    "Партнери: Црвени крст\nПланирамо:\n- посјете\n- обуке",
    "Датум: 10.9.2021.",
)


@pytest.mark.parametrize("style", ["{}. ", "{}) ", "{:02}. ", "({}) "])
def test_a_numbered_question_ends_the_answer_before_it_and_a_list_does_not(style: str) -> None:
    """Also where the call does not know what it asks, and where it has no colon."""
    texts = (style.format(number) + asked for number, asked in enumerate(ASKED, 1))

    got = judged(Document(blocks=tuple(map(line, ("Прилог 2 – Образац за пријаву", *"\n".join(texts).split("\n"))))))

    assert got.answers["situation"] == (
        "Лоше.\nПланиране активности су:\n1. обука радника\n2. набавка опреме\n3. извјештавање"
    )
    assert got.answers["motivation"] == "Нада.\n– обука\n– набавка"
    assert got.answers["partners"] == "Црвени крст\nПланирамо:\n- посјете\n- обуке"
    assert (got.answers["plan"], got.answers["signed_on"]) == (None, "2021-09-10")


def test_a_sentence_that_a_list_goes_on_with_asks_nothing() -> None:
    """Though it has the words of a question, in a form whose labels look like any text."""
    asked = (
        *("Назив општине: Лакташи", "Кластер учења: дневни центар", "Опис стања:", "Планиране активности су:"),
        *("1. обука радника", "2. набавка опреме", "Разлози пријаве:", "Нада."),
    )

    got = judged(Document(blocks=tuple(map(line, ("Прилог 2 – Образац за пријаву", *asked)))))

    assert got.answers["situation"] == "Планиране активности су:\n1. обука радника\n2. набавка опреме"
    assert (got.answers["plan"], got.answers["motivation"]) == (None, "Нада.")


@pytest.mark.parametrize("style", ["", "{}. "])
@pytest.mark.parametrize("place", [" {}", " __{}______", "\n{}"])
def test_a_question_goes_up_to_its_mark(style: str, place: str) -> None:
    """Whatever words it has, and whether or not a number stands before it."""
    asked = (
        *(("Која општина или град се пријављује?", "Лакташи"), ("Која тема Вас занима?", "дневни центар")),
        *(
            ("Ко је ваша контакт особа, или начелник?", "Марко Марић"),
            ("Имате ли интернет страницу? Која је?", "www.laktasi.example"),
        ),
        *(("Какво је стање и које су рањиве групе?", "Лоше."), ("Колико вас је у свему?", "12")),
        *(("Ко су Ваши партнери?", "Црвени крст"), ("Гдје се може рећи још нешто?", "Нигдје")),
    )
    texts = (style.format(n) + question + place.format(answer) for n, (question, answer) in enumerate(asked, 1))

    got = judged(Document(blocks=tuple(map(line, ("Прилог 2 – Образац за пријаву", *"\n".join(texts).split("\n"))))))

    assert (got.municipality, got.answers["situation"]) == ("srp-laktasi", "Лоше.")
    assert got.answers["website"] in (None, "www.laktasi.example")
    assert (got.answers["contact_name"], got.answers["partners"]) == ("Марко Марић", "Црвени крст")


def test_a_question_in_a_word_of_the_calls_ends_a_long_answer_and_staff_are_told() -> None:
    """Where labels look like any other text, and the answer may as well go on."""
    asked = (
        "Кластер: дневни центар",
        "Назив општине: Лакташи",
        "Опис стања: Лоше.",
        "Сасвим.",
        "Наши добри партнери: Искра",
    )

    got = judged(Document(blocks=tuple(map(line, ("Прилог 2 – Образац за пријаву", *asked, "Датум: 10.9.2021.")))))

    assert got.answers["situation"] == "Лоше.\nСасвим."
    assert [finding.field for finding in got.findings if finding.code is Code.FIELD_PARTIAL] == ["situation"]


_BOLD = frozenset({Mark.BOLD})


@pytest.mark.parametrize("style", ["{}. ", "{:02}) ", ""])
@pytest.mark.parametrize("dash", [" – ", " - "])
def test_a_question_set_apart_goes_up_to_its_dash(style: str, dash: str) -> None:
    """Whether or not it is numbered; what has a dash is no heading, though it speaks of what headings speak of."""
    asked = (
        *(("Општина / град", "Лакташи"), ("Тема кластера учења", "дневни центар"), ("Контакт особа", "Марко Марић")),
        *(("Е-пошта контакт особе", "m@laktasi.example"), ("Телефон контакт особе", ""), ("Чланови", "")),
        *(("Вебинари", "Два вебинара: мобилни тимови"), ("Опис стања", "Лоше."), ("Разлози пријаве", "Нада.")),
        *(("Партнери", "Црвени крст"), ("Сагласност – лични подаци", "ДА"), ("Потпис и М.П.", "Ана Анић")),
    )
    lines = [
        Line(spans=(Span(text=f"{style.format(n)}{label}{dash}", marks=_BOLD), Span(text=said)), address=f"p{n}")
        for n, (label, said) in enumerate(asked, 1)
    ]
    heading = Line(spans=(Span(text="Изјаве и потпис", marks=_BOLD),), address="h")

    got = judged(Document(blocks=(line("Прилог 2 – Образац за пријаву"), *lines[:-2], heading, *lines[-2:])))

    said = {f: got.answers[f] for f in ("contact_name", "webinars", "situation", "partners", "privacy", "signatory")}
    assert said == {
        "contact_name": "Марко Марић",
        "webinars": "Два вебинара: мобилни тимови",
        "situation": "Лоше.",
        "partners": "Црвени крст",
        "privacy": True,
        "signatory": "Ана Анић",
    }
    assert (got.cluster, got.municipality) == ("day-centre", "srp-laktasi")
