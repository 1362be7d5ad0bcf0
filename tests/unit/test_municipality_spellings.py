"""Hundreds of further spellings of the 64: designations, cases, abbreviations, addresses, typing errors."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from intake.rules.municipalities.municipality import Gazetteer, Kind, Unit, Words, units_from_csv
from intake.rules.script import canonical, to_cyrillic

DATA = Path(__file__).resolve().parents[2] / "intake" / "data"
WORDS = Words.of(tomllib.loads((DATA / "municipality-words.toml").read_text("utf-8")))
UNITS = tuple(
    unit for file in sorted(DATA.glob("municipalities*.csv")) for unit in units_from_csv(file.read_text("utf-8"))
)
GAZETTEER = Gazetteer.of(UNITS, WORDS)
HOME = tuple(unit for unit in UNITS if unit.prefix == "srp")

# {c} and {l}: the name in Cyrillic and Latin; {C} and {L} in capitals; {a} without diacritics, in small letters
FRAMES = (
    *("{c}", "{l}", "{a}", "{C}", "{L}", "Општина {c}", "ОПШТИНА {C}", "Opština {l}", "OPŠTINA {L}", "opstina {a}"),
    *(
        "Grad {l}",
        "Град {c}",
        "GRAD {L}",
        "Municipality of {l}",
        "MUNICIPALITY OF {L}",
        "City of {a}",
        "Municipality {a}, BiH",
    ),
    *("{l} Municipality", "The Municipality of {l}", "City Administration of {l}", "Opšina {l}", "Opština   {l}"),
    *("{l} (opština)", "{l} - opština", "{l}, opština", "Opština: {l}", "JLS: Opština {l}", "JLS {l}", "О. {c}"),
    *("Општинска управа {c}", "Opštinska uprava opštine {l}", "Градска управа града {c}", "Grad {l} - Gradska uprava"),
    *(
        "Скупштина општине {c}",
        "SO {l}",
        "Начелник општине {c}",
        "Načelnik opštine {l}, Marko Marković",
        "Jedinica lokalne samouprave {l}",
    ),
    *(
        "Opština {l} - Odjeljenje za društvene djelatnosti",
        "Odjeljenje za opštu upravu Opštine {l}",
        "Служба за развој, Општина {c}",
    ),
    *(
        "Општина {c}, Карађорђева 56, 78250 {c}",
        "Opština {l} Karađorđeva 56",
        "Opština {l}, Trg slobode bb, {l}",
        "{l}, 78000",
    ),
    *(
        "Opština {l}, ul. Kralja Petra 12, tel 051/123-456",
        "Opština {l}, opstina@primjer.example",
        "1. Opština {l}",
        "- {l}",
        "„{c}“",
    ),
    *(
        "Општина {c} / Municipality of {l}",
        "{l} / {c}",
        "{l} {c}",
        "Opština {l} (Municipality of {l})",
        "Opština {l}, BiH / Municipality of {a}, BiH",
    ),
    *(
        "OPŠTINA {L}, REPUBLIKA SRPSKA, BOSNA I HERCEGOVINA",
        "{l}, RS, BiH",
        "Општина {c} (РС)",
        "{l} Opština Republika Srpska",
    ),
    *(
        "Rep. Srpska, opština {l}",
        "Općina {l}, Republika Srpska",
        "{l}, Bosna i Hercegovina",
        "Naziv opštine/grada: {l}",
    ),
)

CASES = {  # genitive, dative and what is heard besides
    "srp-banja-luka": "Banje Luke, Banjoj Luci, Banja Luci, Banjaluke, Banjaluci",
    "srp-berkovici": "Berkovića, Berkovićima",
    "srp-bijeljina": "Bijeljine, Bijeljini",
    "srp-bileca": "Bileće, Bileći",
    "srp-bratunac": "Bratunca, Bratuncu",
    "srp-brod": "Broda, Brodu",
    "srp-cajnice": "Čajniča, Čajniču",
    "srp-celinac": "Čelinca, Čelincu",
    "srp-derventa": "Dervente, Derventi",
    "srp-doboj": "Doboja, Doboju",
    "srp-donji-zabar": "Donjeg Žabara, Donjem Žabaru",
    "srp-foca": "Foče, Foči",
    "srp-gacko": "Gacka, Gacku",
    "srp-gradiska": "Gradiške, Gradiški, Gradišci",
    "srp-han-pijesak": "Han Pijeska, Han Pijesku",
    "srp-istocna-ilidza": "Istočne Ilidže, Istočnoj Ilidži",
    "srp-istocni-drvar": "Istočnog Drvara, Istočnom Drvaru",
    "srp-istocni-mostar": "Istočnog Mostara, Istočnom Mostaru",
    "srp-istocni-stari-grad": "Istočnog Starog Grada, Istočnom Starom Gradu",
    "srp-istocno-novo-sarajevo": "Istočnog Novog Sarajeva, Istočnom Novom Sarajevu",
    "srp-istocno-sarajevo": "Istočnog Sarajeva, Istočnom Sarajevu",
    "srp-jezero": "Jezera, Jezeru",
    "srp-kalinovik": "Kalinovika, Kalinoviku",
    "srp-knezevo": "Kneževa, Kneževu",
    "srp-kostajnica": "Kostajnice, Kostajnici",
    "srp-kotor-varos": "Kotor Varoša, Kotor Varoši, Kotor-Varoša",
    "srp-kozarska-dubica": "Kozarske Dubice, Kozarskoj Dubici",
    "srp-krupa-na-uni": "Krupe na Uni, Krupi na Uni",
    "srp-kupres": "Kupresa, Kupresu",
    "srp-laktasi": "Laktaša, Laktašima",
    "srp-ljubinje": "Ljubinja, Ljubinju",
    "srp-lopare": "Lopara, Loparama",
    "srp-milici": "Milića, Milićima",
    "srp-modrica": "Modriče, Modriči",
    "srp-mrkonjic-grad": "Mrkonjić Grada, Mrkonjić Gradu",
    "srp-nevesinje": "Nevesinja, Nevesinju",
    "srp-novi-grad": "Novog Grada, Novom Gradu",
    "srp-novo-gorazde": "Novog Goražda, Novom Goraždu",
    "srp-osmaci": "Osmaka, Osmacima",
    "srp-ostra-luka": "Oštre Luke, Oštroj Luci",
    "srp-pale": "Pala, Palama",
    "srp-pelagicevo": "Pelagićeva, Pelagićevu",
    "srp-petrovac": "Petrovca, Petrovcu",
    "srp-petrovo": "Petrova, Petrovu",
    "srp-prijedor": "Prijedora, Prijedoru",
    "srp-prnjavor": "Prnjavora, Prnjavoru",
    "srp-ribnik": "Ribnika, Ribniku",
    "srp-rogatica": "Rogatice, Rogatici",
    "srp-rudo": "Ruda, Rudog, Rudom",
    "srp-samac": "Šamca, Šamcu",
    "srp-sekovici": "Šekovića, Šekovićima",
    "srp-sipovo": "Šipova, Šipovu",
    "srp-sokolac": "Sokolca, Sokolcu",
    "srp-srbac": "Srpca, Srbca, Srpcu",
    "srp-srebrenica": "Srebrenice, Srebrenici",
    "srp-stanari": "Stanara, Stanarima",
    "srp-teslic": "Teslića, Tesliću",
    "srp-trebinje": "Trebinja, Trebinju",
    "srp-trnovo": "Trnova, Trnovu",
    "srp-ugljevik": "Ugljevika, Ugljeviku",
    "srp-visegrad": "Višegrada, Višegradu",
    "srp-vlasenica": "Vlasenice, Vlasenici",
    "srp-vukosavlje": "Vukosavlja, Vukosavlju",
    "srp-zvornik": "Zvornika, Zvorniku",
}


def framed(unit: Unit) -> Iterator[str]:
    """Put a unit's name into every frame."""
    for frame in FRAMES:
        yield frame.format(
            c=unit.cyrillic, C=unit.cyrillic.upper(), l=unit.latin, L=unit.latin.upper(), a=canonical(unit.latin)
        )


@pytest.mark.parametrize("unit", HOME, ids=lambda unit: unit.id)
def test_the_name_is_found_in_everything_that_offices_put_around_it(unit: Unit) -> None:
    """Designations, parts of the administration, addresses, entities, both languages: the unit stays the same."""
    found = {written: GAZETTEER.recognise(written).unit for written in framed(unit)}
    assert found == dict.fromkeys(found, unit.id)


def test_the_frames_are_many() -> None:
    """A list that shrinks by accident would prove little."""
    assert len({written for unit in HOME for written in framed(unit)}) > 3500
    assert set(CASES) == {unit.id for unit in HOME}


@pytest.mark.parametrize(("unit", "forms"), CASES.items(), ids=CASES.keys())
def test_the_name_is_found_in_other_cases(unit: str, forms: str) -> None:
    """So it stands in sentences: "Opštine Nevesinja", "Града Бијељине", "у Лакташима"."""
    for form in forms.split(", "):
        for frame in (
            "Opštine {}",
            "Grada {}",
            "u {}",
            "{}",
            "Načelnik Opštine {}",
            "Odjeljenje za finansije Grada {}",
        ):
            latin = frame.format(form)
            for written in (latin, to_cyrillic(latin), latin.upper(), canonical(latin)):
                assert GAZETTEER.recognise(written).unit == unit, written


@pytest.mark.parametrize(
    ("written", "unit"),
    [
        ("K. Dubica", "srp-kozarska-dubica"),
        ("Koz. Dubica", "srp-kozarska-dubica"),
        ("B. Luka", "srp-banja-luka"),
        ("Opština I. Ilidža", "srp-istocna-ilidza"),
        ("I. Sarajevo", "srp-istocno-sarajevo"),
        ("Ист. Ново Сарајево", "srp-istocno-novo-sarajevo"),
        ("Kotorvaroš", "srp-kotor-varos"),
        ("Opština Mrkonjićgrad", "srp-mrkonjic-grad"),
        ("Опшtина Лакташи", "srp-laktasi"),
        ("Рrijedor", "srp-prijedor"),
        ("Opština Šamac (bivši Bosanski Šamac)", "srp-samac"),
        ("Laktaši Laktaši", "srp-laktasi"),
        ("Opština Mrkonjić-Grad, Trg Kralja Petra I 1, 70260 Mrkonjić Grad", "srp-mrkonjic-grad"),
    ],
)
def test_short_and_odd_writings_are_read(written: str, unit: str) -> None:
    """Abbreviated, written in one word, with letters of the other script."""
    assert GAZETTEER.recognise(written).unit == unit


def one_typing_error(name: str) -> st.SearchStrategy[str]:
    """Leave out, add, exchange or swap one letter of *name*."""
    letters = st.sampled_from("abcdefghijklmnoprstuvz")
    places = st.integers(0, len(name) - 1)
    return st.one_of(
        st.builds(lambda at: name[:at] + name[at + 1 :], places),
        st.builds(lambda at, letter: name[:at] + letter + name[at:], places, letters),
        st.builds(lambda at, letter: name[:at] + letter + name[at + 1 :], places, letters),
        st.builds(lambda at: name[:at] + name[at + 1 : at + 2] + name[at] + name[at + 2 :], places),
    )


@given(st.sampled_from(HOME).flatmap(lambda unit: st.tuples(st.just(unit), one_typing_error(canonical(unit.latin)))))
def test_a_typing_error_never_makes_another_unit(case: tuple[Unit, str]) -> None:
    """Only what is another unit's own name, in some case of it, means the other."""
    unit, written = case
    found = GAZETTEER.recognise(written)
    assert found.unit in {unit.id, None} or "letter(s) from" not in found.why[-1], (written, found)


@pytest.mark.parametrize("unit", [unit for unit in HOME if len(unit.latin) > 6], ids=lambda unit: unit.id)
def test_a_doubled_or_a_swapped_letter_is_forgiven(unit: Unit) -> None:
    """The usual slips of the hand, at every place of a longer name."""
    name = canonical(unit.latin)
    for at in range(1, len(name) - 2):
        doubled, swapped = name[:at] + name[at] + name[at:], name[:at] + name[at + 1] + name[at] + name[at + 2 :]
        for written in (doubled, swapped):
            found = GAZETTEER.recognise(f"Opština {written}")
            assert found.unit == unit.id or (found.kind is Kind.AMBIGUOUS and unit.id in found.candidates), (
                written,
                found,
            )
