"""Keys and scripts: two writings of one text are one text."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpora import DATA
from intake.rules.script import by_look, canonical, fold_dialect, is_mixed, to_cyrillic, to_latin

SERBIAN = "абвгдђежзијклљмнњопрстћуфхцчџшАБВГДЂЕЖЗИЈКЛЉМНЊОПРСТЋУФХЦЧЏШ ,.-0123456789"


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("УЧЕЊА", "UČENjA"),
        ("одговарајуц\u0301и", "odgovarajući"),
        ("ОДГОВАРАЈУЦ\u0301И", "ODGOVARAJUĆI"),
        ("успjешно", "uspješno"),
        ("Аннеx", "Annex"),
        ("Ǌegoš", "Његош"),
        ("Đakovica", "Djakovica"),
        ("Ђаковица", "Ðakovica"),
        ("Op\u00adština\u00a0 Laktaši\u200b", "opstina laktasi"),
        ("s\u030cipovo", "Шипово"),
        ("E-mail:", "Е-маил"),
        ("Џеп", "džep"),
        ("Laktaši_1", "laktasi 1"),
        ("Тетовo", "Tetovo"),
        ("Ѓорче Петров", "Gjorce Petrov"),
        ("Shkodër", "shkoder"),
    ],
)
def test_two_writings_of_one_text_have_one_key(one: str, other: str) -> None:
    """Each pair was met in the call, in a register, or on a keyboard without Serbian letters."""
    assert canonical(one) == canonical(other)


@pytest.mark.parametrize(
    ("one", "other"), [("Rudo", "Ruma"), ("Petrovo", "Petrovac"), ("lj", "l"), ("1", "2"), ("с", "ц")]
)
def test_different_texts_keep_different_keys(one: str, other: str) -> None:
    """A key that swallows too much would confuse municipalities."""
    assert canonical(one) != canonical(other)


@given(st.text())
def test_a_key_is_its_own_key(text: str) -> None:
    """Keys are stored and compared again: folding twice must change nothing."""
    assert canonical(canonical(text)) == canonical(text)


@given(st.text(alphabet=SERBIAN))
def test_cyrillic_and_latin_of_one_text_have_one_key(text: str) -> None:
    """The script is the writer's choice and never makes a difference."""
    assert canonical(to_latin(text)) == canonical(text)


@given(st.text(alphabet=SERBIAN))
def test_the_case_of_letters_never_matters(text: str) -> None:
    """Offices like capitals, also where a machine made NJ of Њ."""
    assert canonical(text.upper()) == canonical(text.lower()) == canonical(to_latin(text).upper())


@given(st.text(alphabet="абвгдђежзијклмнопрстћуфхцчшљњџ "))
def test_transliteration_goes_there_and_back(text: str) -> None:
    """Every Serbian letter has one Latin writing, so nothing is lost on the way (but for letters that merely meet)."""
    assert to_cyrillic(to_latin(text)) == text.replace("лј", "љ").replace("нј", "њ").replace("дж", "џ")


def test_the_two_texts_of_the_call_have_one_key() -> None:
    """The call was published in both scripts, with damage in one of them."""
    lines = (DATA / "names.jsonl").read_text("utf-8").splitlines()
    written = [json.loads(line)["written"] for line in lines]
    assert all(canonical(to_latin(text)) == canonical(text) for text in written if not is_mixed(text))


@pytest.mark.parametrize(
    ("cyrillic", "latin"),
    [
        ("УЧЕЊА", "UČENJA"),
        ("Његош", "Njegoš"),
        ("Љ", "Lj"),
        ("ШЋ Џ", "ŠĆ Dž"),
        ("ПОДЉ.", "PODLJ."),
        ("Бања Лука 1", "Banja Luka 1"),
    ],
)
def test_digraphs_follow_the_case_of_their_neighbours(cyrillic: str, latin: str) -> None:
    """LJ among capitals, Lj at the head of a word: as printers do it."""
    assert to_latin(cyrillic) == latin


@pytest.mark.parametrize(
    ("latin", "cyrillic"),
    [("UČENjA", "УЧЕЊА"), ("LJUBINJE", "ЉУБИЊЕ"), ("Ljubinje", "Љубиње"), ("Džep đak", "Џеп ђак"), ("ǆ", "џ")],
)
def test_latin_digraphs_become_one_letter(latin: str, cyrillic: str) -> None:
    """Whatever the case of the second half."""
    assert to_cyrillic(latin) == cyrillic


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("mjesto", "mesto"),
        ("odjeljenje", "odeljenje"),
        ("primjena", "primena"),
        ("riječi", "reči"),
        ("svijest", "svest"),
        ("svijesti", "свести"),
        ("općina", "opština"),
        ("sljedeći", "sledeći"),
        ("povjerenik", "poverenik"),
        ("djelatnost", "delatnost"),
        ("financije", "finansije"),
        ("europski", "evropski"),
        ("ovlaštena", "овлашћена"),
    ],
)
def test_dialects_of_one_word_fold_together(one: str, other: str) -> None:
    """The call itself mixes ekavian and ijekavian; neighbours write Croatian or Bosnian."""
    assert fold_dialect(canonical(one)) == fold_dialect(canonical(other))


@given(st.text(alphabet="abcdefghijklmnoprstuvz "))
def test_folding_dialects_leaves_no_more_than_was_there(key: str) -> None:
    """It only shortens or exchanges: a key never grows words."""
    assert len(fold_dialect(key).split()) == len(key.split())


@pytest.mark.parametrize(
    ("word", "mixed"),
    [("успjешно", True), ("Кneževo", True), ("Кнежево", False), ("Kneževo", False), ("7", False), ("", False)],
)
def test_a_word_of_two_scripts_is_seen(word: str, *, mixed: bool) -> None:
    """Look-alikes in an e-mail address or a name are a person's matter."""
    assert is_mixed(word) is mixed


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("Рrijedor", "prijedor"),
        ("Сребреницa", "srebrenica"),
        ("Coкoлaц", "sokolac"),
        ("Ноћни", "nocni"),
        ("Cокобања", "sokobanja"),
    ],
)
def test_letters_of_the_other_script_can_be_read_by_their_shape(written: str, meant: str) -> None:
    """Р in a Latin word is a P to the eye, and it was the eye that wrote it."""
    assert canonical(by_look(written)) == meant
