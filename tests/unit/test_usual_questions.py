"""A call names such a field by its label alone; the ways in which others ask the same are known."""

from __future__ import annotations

from dataclasses import replace

import pytest

from form_lines import line, table
from intake.data.loaded import load_lexicon
from intake.rules.call import Field, FieldType, Text
from intake.rules.forms.form.reader import FormReader
from intake.rules.forms.places import Document
from reading_forms import call, judged

USUAL = load_lexicon().questions
ASKED = tuple(field for field in call().fields if field.id not in USUAL)
OWN = Text(sr="Кога да зовемо", en="Whom to call")
PHONE = Field(id="contact_phone", label=OWN, type=FieldType.PHONE, aliases=("Жица",))
TOWN = Field(id="municipality", label=Text(sr="Општина која се јавља", en="Town"), type=FieldType.MUNICIPALITY)


def answered(*lines: str) -> object:
    """What the form of a new call, with a field of its own making, answers to "contact_phone"."""
    reader = FormReader(replace(call(), fields=(*ASKED, TOWN, PHONE)), load_lexicon())
    blocks = tuple(map(line, ("Прилог 2", "Назив општине: Лакташи", *lines)))
    answer = reader.read(Document(blocks=blocks), "form").answers.get("contact_phone")
    return answer.value if answer else None


@pytest.mark.parametrize(
    "asked", ["Кога да зовемо", "Жица", "Број мобилног телефона", "На који број да зовемо контакт особу"]
)
def test_a_new_call_needs_no_wordings_of_what_all_forms_ask(asked: str) -> None:
    """Its label, its own alias, a usual wording, and one that is known by what it means."""
    assert answered(f"{asked}: 065 123 456") == "065 123 456"


def test_the_fields_that_all_forms_ask_are_fields_of_the_call() -> None:
    """Another id would never be asked."""
    assert set(USUAL) <= {field.id for field in call().fields}


@pytest.mark.parametrize(
    ("asked", "field"),
    [
        ("Начелник/ца или градоначелник/ца", "head_name"),
        ("Načelnik(ca) opštine", "head_name"),
        ("Градоначелник/-ица", "head_name"),
        ("Законски заступник/ца", "head_name"),
        ("Координатор/ка", "contact_name"),
        ("Службеник/ца за контакт (име и презиме)", "contact_name"),
        ("Председник/начелник", "head_name"),
        ("Predsjednik / načelnik (ime i prezime)", "head_name"),
    ],
)
def test_a_question_may_name_women_by_their_ending(asked: str, field: str) -> None:
    """Or two offices, for not all municipalities have the same."""
    read = judged(Document(blocks=tuple(map(line, ("Прилог 2", "Назив општине: Лакташи", f"{asked}: Ана Анић")))))
    assert read.answers[field] == "Ана Анић"


@pytest.mark.parametrize("asked", ["Naziv općine/opštine ili grada", "Назив општине / opštine", "Naziv općine/opštine"])
def test_a_word_in_two_dialects_or_scripts_counts_once(asked: str) -> None:
    """The label is a known one without it: nobody has to find out who applies."""
    rows = ((asked, "Лакташи"), ("Контакт особа", "Ана Анић"), ("E-mail контакт особе", "ana@rudo.example"))
    boxes = [block for label, said in rows for block in (line(label), table((said,)))]
    read = judged(Document(blocks=(line("Прилог 2"), *boxes)))
    assert read.municipality == "srp-laktasi"
