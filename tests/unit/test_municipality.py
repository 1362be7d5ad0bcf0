"""Which municipality is meant: the pairs that were collected, and what must never be confused."""

from __future__ import annotations

import json
import tomllib
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpora import DATA
from intake.rules.municipalities.municipality import Gazetteer, Kind, Recognition, Unit, Words, units_from_csv

ROOT = Path(__file__).resolve().parents[2]
SHIPPED = ROOT / "intake" / "data"
PAIRS: list[dict[str, Any]] = [json.loads(line) for line in (DATA / "names.jsonl").read_text("utf-8").splitlines()]
WORDS = Words.of(tomllib.loads((SHIPPED / "municipality-words.toml").read_text("utf-8")))
UNITS = tuple(
    unit for file in sorted(SHIPPED.glob("municipalities*.csv")) for unit in units_from_csv(file.read_text("utf-8"))
)
GAZETTEER = Gazetteer.of(UNITS, WORDS)
NO_UNIT = {Kind.NOT_LSG, Kind.UNKNOWN, Kind.BLANK}


def exact_names(unit: Unit) -> tuple[str, ...]:
    """Return every name that the tables give a unit."""
    return tuple(filter(None, (unit.cyrillic, unit.latin, unit.english, *unit.other_names)))


@pytest.mark.parametrize("pair", PAIRS, ids=lambda pair: ascii(pair["written"]))
def test_every_collected_pair_is_right(pair: dict[str, Any]) -> None:
    """All of them, the optional ones (old fonts, cases) too."""
    found = GAZETTEER.recognise(pair["written"])
    assert found.unit == pair["id"]
    match pair["expect"]:
        case "match":
            assert found.kind is (Kind.REVIEW if "flag" in pair else Kind.RECOGNISED)
        case "ambiguous":
            assert found.kind is Kind.AMBIGUOUS
        case _:
            assert found.kind in NO_UNIT
    assert set(pair.get("candidates", ())) <= set(found.candidates)


def test_all_495_units_are_known() -> None:
    """A table that lost a row would send an applicant away."""
    assert len(GAZETTEER.units) == 495
    assert sum(unit.prefix == "srp" for unit in UNITS) == 64


def test_two_units_of_one_id_are_refused() -> None:
    """An entry is kept by that id."""
    with pytest.raises(ValueError, match="one id"):
        Gazetteer.of((*UNITS, UNITS[0]), WORDS)


@pytest.mark.parametrize("unit", UNITS, ids=lambda unit: unit.id)
def test_a_units_own_name_never_means_another(unit: Unit) -> None:
    """In any case of letters: its own unit, or, where the name is shared, a person's matter."""
    for name in exact_names(unit):
        for written in (name, name.upper(), name.lower(), f"Opština {name}"):
            found = GAZETTEER.recognise(written)
            shared = found.kind in {Kind.REVIEW, Kind.AMBIGUOUS} and unit.id in found.candidates
            assert found.unit == unit.id or shared, (written, found)


@pytest.mark.parametrize("prefix", sorted({unit.prefix for unit in UNITS}))
def test_a_shared_name_means_the_unit_at_home(prefix: str) -> None:
    """Mail comes to one association; another association's desk would read the same words its own way."""
    for unit in (unit for unit in UNITS if unit.prefix == prefix):
        found = GAZETTEER.recognise(unit.latin, home=prefix)
        assert found.unit == unit.id or found.kind is Kind.AMBIGUOUS, (unit.latin, found)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Srebrenica", "Srebrenik"),
        ("Petrovo", "Petrovac"),
        ("Gradiška", "Gradačac"),
        ("Ljubinje", "Ljubuški"),
        ("Rudo", "Ruma"),
        ("Vareš", "Vranje"),
        ("Zvornik", "Mali Zvornik"),
        ("Kneževo", "Novi Kneževac"),
        ("Kotor", "Kotor Varoš"),
        ("Brod", "Makedonski Brod"),
        ("Doboj Istok", "Doboj Jug"),
        ("Sokolac", "Sokobanja"),
        ("Bijeljina", "Bijelo Polje"),
        ("Šamac", "Domaljevac-Šamac"),
        ("Novi Grad", "Novi Sad"),
        ("Istočno Sarajevo", "Istočno Novo Sarajevo"),
        ("Istočna Ilidža", "Ilidža"),
    ],
)
def test_near_names_are_told_apart(one: str, other: str) -> None:
    """These pairs are why loose matching is forbidden."""
    assert GAZETTEER.recognise(one).unit != GAZETTEER.recognise(other).unit
    assert None not in {GAZETTEER.recognise(one).unit, GAZETTEER.recognise(other).unit}


@pytest.mark.parametrize(
    ("written", "unit"),
    [
        ("Općina Trnovo (RS)", "srp-trnovo"),
        ("Općina Trnovo, Kanton Sarajevo", "fbih-trnovo"),
        ("Foča, Federacija BiH", "fbih-foca-ustikolina"),
        ("Novi Grad, Republika Srpska", "srp-novi-grad"),
        ("Novi Grad, Sarajevo", "fbih-novi-grad-sarajevo"),
        ("Opština Novi Grad, Grad Sarajevo", "fbih-novi-grad-sarajevo"),
        ("Pale, Grad Istočno Sarajevo", "srp-pale"),
        ("Istočno Sarajevo - Opština Pale", "srp-pale"),
        ("Општина Соколац, Град Источно Сарајево, Република Српска", "srp-sokolac"),
        ("Општина Центар, Скопје", "mkd-centar"),
        ("Grad Sarajevo", "fbih-grad-sarajevo"),
        ("Kruševac, RS", "srb-krusevac"),
        ("Petrovac, Srbija", "srb-petrovac-na-mlavi"),
    ],
)
def test_what_stands_beside_a_name_decides_between_its_units(written: str, unit: str) -> None:
    """A qualifier or the city around it leaves nothing to review."""
    found = GAZETTEER.recognise(written)
    assert (found.kind, found.unit) == (Kind.RECOGNISED, unit)


@pytest.mark.parametrize(
    "written", ["Trnovo", "Opština Kupres", "Општина Нови Град", "Pale", "Foča", "Petrovac", "N. Grad"]
)
def test_a_shared_name_is_taken_at_home_and_reviewed(written: str) -> None:
    """The applicant is most likely ours, and a person should look."""
    found = GAZETTEER.recognise(written)
    assert found.kind is Kind.REVIEW
    assert found.unit is not None
    assert found.unit.startswith("srp-")
    assert len(found.candidates) > 1


@pytest.mark.parametrize(
    "written",
    [
        *("Općina Trnovo", "Opcina Kupres", "Општина Стари Град", "Sarajevo", "Centar", "Gračanica", "Srebrenic"),
        *("Laktaši, Gradiška", "Laktaši i Gradiška", "Opštine Laktaši i Gradiška", "Laktaši / Gradiška"),
        *("Opština Laktaši i partneri", "Laktaši, Srbija", "Trnovo, Crna Gora", "Trnovo, Sarajevo"),
        "Opština Laktaši, Centar za socijalni rad",
    ],
)
def test_what_may_mean_several_is_asked(written: str) -> None:
    """Two units, or a unit beside what contradicts it, are never settled in silence."""
    found = GAZETTEER.recognise(written)
    assert found.kind is Kind.AMBIGUOUS
    assert found.candidates


@pytest.mark.parametrize(
    "written",
    [
        *(
            "Udruženje žena Laktaši",
            'JU Centar za socijalni rad "Gradiška"',
            "Дом здравља Лакташи",
            "Mjesna zajednica Trn",
        ),
        *(
            "Agencija za razvoj Grada Prijedora",
            "Vlada Republike Srpske",
            "Trn, Laktaši",
            "Slavonski Brod",
            "Osnovna škola Rudo",
        ),
        *(
            "Opština Laktaši, Republika Hrvatska",
            "Republika Srpska, BiH",
            "Kanton Sarajevo",
            "NVO Bijeljina",
            "Crveni krst Doboj",
        ),
    ],
)
def test_what_is_no_local_self_government_is_known_as_such(written: str) -> None:
    """Partners of municipalities apply too; only a municipality may."""
    assert GAZETTEER.recognise(written).kind is Kind.NOT_LSG


@pytest.mark.parametrize(
    "written",
    [
        *(
            "Brod na Savi",
            "Krupa",
            "Dubica",
            "Mostar Istok",
            "Savjet mladih Laktaši",
            "Marko Marković, Laktaši",
            "Gradec",
        ),
        *(
            "Petrovo Polje",
            "Novo Selo Laktaši",
            "Donja Gradiška",
            "Stara Bijeljina",
            "Trebinjska Šuma",
            "Opština Zvezdara",
        ),
        *(
            "13. септембар 2021.",
            "051/123-456",
            "Donji Šabac",
            "Bosanski Bor",
            "Bosanski Šabac",
            "Trnovo Selo",
            "Opština Stari Brod",
            "Novo Brčko",
            "Mladi Zvornik",
            "Karađorđeva 56",
            "Rude",
            "Pulac",
        ),
    ],
)
def test_a_name_inside_other_words_is_unknown(written: str) -> None:
    """A wrong unit in silence is far worse than none."""
    assert GAZETTEER.recognise(written).unit is None


@pytest.mark.parametrize(
    "written",
    ["", " ", "___", "-", "N/A", "xxx", "Opština", "Општина/Град", "opština ______", "(уписати)", "Naziv opštine:"],
)
def test_where_no_name_is_written_the_field_is_blank(written: str) -> None:
    """A blank field is a missing answer, not a wrong one."""
    assert GAZETTEER.recognise(written).kind is Kind.BLANK


def test_the_reasons_name_each_step() -> None:
    """Staff read them in `intake show`."""
    assert GAZETTEER.recognise("Opština Laktaši").why == (
        'cut the designation "opstina"',
        '"laktasi" is the exact name',
    )
    assert "1 letter" in GAZETTEER.recognise("Latkaši").why[-1]
    assert GAZETTEER.recognise("ÄŒelinac").why[0] == "utf-8 text that was read as cp1252"


@pytest.mark.parametrize("kind", [Kind.RECOGNISED, Kind.REVIEW])
def test_a_recognition_without_its_unit_is_refused(kind: Kind) -> None:
    """Impossible states are refused at birth."""
    with pytest.raises(ValueError, match="exclude"):
        Recognition(kind=kind, why=())


def test_a_long_text_is_no_name_and_costs_no_time() -> None:
    """Somebody's motivation in the wrong cell must not keep the desk busy."""
    assert GAZETTEER.recognise("Opština Laktaši " + "je i te " * 50_000).kind is Kind.UNKNOWN


@given(st.text())
def test_any_text_is_recognised_or_not_without_failing(written: str) -> None:
    """The field holds whatever an applicant typed; a unit comes with a reason."""
    assert GAZETTEER.recognise(written).why


@given(
    st.lists(
        st.sampled_from(
            [
                "Opština",
                "Grad",
                "Laktaši",
                "Novi",
                "Sarajevo",
                "i",
                ",",
                "/",
                "(",
                "RS",
                "FBiH",
                "56",
                "Foča",
                "-",
                "JU",
            ]
        ),
        max_size=7,
    )
)
def test_two_spellings_of_one_line_mean_the_same(words: list[str]) -> None:
    """Capitals never change what is meant."""
    written = " ".join(words)
    assert GAZETTEER.recognise(written.upper()).unit == GAZETTEER.recognise(written).unit
