"""The laws of the letters' language, over every template and applications of every kind."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from hypothesis import given, settings

from intake.data import shipped
from intake.rules.letters.letters import Facts, Part
from intake.rules.script import is_mixed
from samples.generated import generated_facts, without_strangers
from samples.letters import serbian, templates, the_call

pytestmark = pytest.mark.filterwarnings("ignore:Generating overly large repr")  # of the call, where a law is broken

SHIPPED = templates()
FEW = settings(max_examples=40)  # each of them is a whole letter
WORD = re.compile(r"[^\W\d_]+")
LATIN_WORD = re.compile(r"[A-Za-zČĆĐŠŽčćđšž]+")
CYRILLIC = re.compile("[\u0400-\u04ff]")
EKAVIAN = re.compile(
    r"\b(пре|после|где|овде|негде|увек|цел[аиоу]\w*|део|вест\w*|свест\w*|мест[оау]|следећ\w*|време\w*|решењ\w*"
    r"|захтев\w*|провер\w*|измен\w*|примен\w*|замен\w*|намер\w*|обавест\w*|обавешт\w*|одељењ\w*|потребн[еи]х"
    r"|примет\w*|доле|горе|човек\w*|дете|лепо|бел\w*|недељ\w*|понедељ\w*|среда|среду)\b",
    re.IGNORECASE,
)
NOT_EKAVIAN = frozenset({"мјесто", "времену", "временом"})  # the oblique cases of вријеме have no j in ijekavian either
PROMISE = re.compile(
    r"изабран[аи]? сте|одобрен|додијељен|гаранту|биће финансиран|честита|selected|approved|granted|congratulat|funded",
    re.IGNORECASE,
)
DATE = re.compile(r"(\d{1,2})\. (\w+) (\d{4})\.(?P<rest> \w+(?: [–(]\S+)?)?")
COUNTED = re.compile(r"(недостај\w) (\d+) (обавез\w+) (подат\w+)|(\w+ означен\w) (\d+) (кластера?) учења")
NOMINATIVE = "јануар фебруар март април мај јун јул август септембар октобар новембар децембар".split()  # noqa: SIM905
UGLY = re.compile(r"  |\s[.,;:!?](?!\w)|\.\.|,,|„\s*“|“\s*”|\(\s|\s\)|\(\)|[.:]\w*[А-Я]\w")


def said(facts: Facts, language: str) -> str:
    """Return one letter in one language, in one line."""
    return " ".join(SHIPPED.text(without_strangers(facts), [language]).split())


@FEW
@given(generated_facts())
def test_serbian_is_written_in_cyrillic_and_in_ijekavian(facts: Facts) -> None:
    """No word mixes scripts, none is ekavian, and what is Latin is an address, a number, a file or its format.

    Places in Albania have no Serbian spelling in the tables: their names stay as they are.
    """
    letter = said(facts, "sr-Cyrl")
    assert [word for word in WORD.findall(letter) if is_mixed(word)] == []
    name = facts.applicant.name.sr if facts.applicant else ""
    words = EKAVIAN.findall(letter.replace(name, ""))  # a place in Serbia is spelt as it spells itself: Бела Паланка
    assert [word for word in words if word.lower() not in NOT_EKAVIAN] == []
    for allowed in (name, facts.call.address, "LC21-0007.ics", facts.entry, ".docx", "DOCX", "XLSX"):
        letter = letter.replace(allowed, "")
    assert LATIN_WORD.findall(letter) == []


@FEW
@given(generated_facts())
def test_english_holds_no_cyrillic(facts: Facts) -> None:
    """The other language keeps its own letters; a file's name is its own."""
    assert CYRILLIC.findall(said(facts, "en").replace("“Прилог 2.docx”", "")) == []


@FEW
@given(generated_facts())
def test_dates_stand_in_the_genitive(facts: Facts) -> None:
    """Only a plan names its day in the nominative, and beside it stands that it is preliminary."""
    for found in DATE.finditer(said(facts, "sr-Cyrl")):
        rest = found["rest"] or ""
        assert rest.split()[0] == "године", found[0]
        assert found[2] in serbian().months or (found[2] in NOMINATIVE and re.search(r"[–(]", rest)), found[0]


@FEW
@given(generated_facts())
def test_every_planned_day_is_called_preliminary(facts: Facts) -> None:
    """The call says so of all its dates."""
    shown = facts.events if Part.EVENTS in facts.parts else ()
    for language, preliminary, english in (
        ("sr-Cyrl", "прелиминарно)", "на енглеском језику"),
        ("en", "preliminary)", "held in English"),
    ):
        letter = said(facts, language)
        assert letter.count(preliminary) == len(shown)
        assert bool(shown) == (english in letter)
        assert bool(shown) == (
            ("на енглеском језику" if language != "en" else "held in English") in said(facts, language)
        )


@FEW
@given(generated_facts())
def test_numbers_take_their_plurals(facts: Facts) -> None:
    """Недостаје 1 податак, недостају 2 податка, недостаје 5 података."""
    for verb, number, adjective, noun, marked, clusters, cluster in COUNTED.findall(said(facts, "sr-Cyrl")):
        few = int(number or clusters) % 10 in (2, 3, 4) and int(number or clusters) % 100 not in (12, 13, 14)
        one = int(number or clusters) % 10 == 1 and int(number or clusters) % 100 != 11
        if number:
            assert (verb, adjective, noun) == (
                ("недостаје", "обавезан", "податак")
                if one
                else ("недостају", "обавезна", "податка")
                if few
                else ("недостаје", "обавезних", "података")
            )
        else:
            assert (marked, cluster) == (
                ("је означен", "кластер")
                if one
                else ("су означена", "кластера")
                if few
                else ("је означено", "кластера")
            )


@FEW
@given(generated_facts())
def test_names_of_municipalities_are_not_declined(facts: Facts) -> None:
    """The designation beside the name is: Општине Лакташи."""
    if facts.applicant and Part.APPLICATION in facts.parts:
        name = facts.applicant.name.sr
        assert re.search(rf"пријава (Општине|Града|локалне самоуправе) {re.escape(name)}[. ]", said(facts, "sr-Cyrl"))


@FEW
@given(generated_facts())
def test_no_letter_promises_anything(facts: Facts) -> None:
    """It says of itself that it is a receipt and nothing more."""
    for language, receipt in (("sr-Cyrl", "потврђује само пријем и не представља одлуку"), ("en", "receipt only")):
        letter = said(facts, language)
        assert PROMISE.findall(letter) == []
        assert letter.count(receipt) == 1


@FEW
@given(generated_facts())
def test_what_is_asked_for_is_asked_with_its_day(facts: Facts) -> None:
    """Whoever has to mend something learns how and until when, and whom to ask."""
    letters = {language: said(facts, language) for language in ("sr-Cyrl", "en")}
    if {Part.MEND, Part.REPLY} & {*facts.parts} and facts.reply_by:
        assert f"најкасније до {serbian().day(facts.reply_by)}" in letters["sr-Cyrl"]
        assert "by 13 September 2021 at the latest" in letters["en"]
    assert all(letter.count(f" {the_call().address}") for letter in letters.values())


@FEW
@given(generated_facts())
def test_sentences_are_whole_whatever_is_left_out(facts: Facts) -> None:
    """A blank too many, an empty quotation or a full stop after nothing shows the template behind the letter."""
    for language in ("sr-Cyrl", "en"):
        assert UGLY.findall(said(facts, language)) == []


@pytest.mark.parametrize(
    "path", sorted(shipped("templates").rglob("*.j2")), ids=lambda path: f"{path.parent.name}-{path.stem}"
)
def test_no_template_mixes_scripts(path: Path) -> None:
    """A Latin a in a Serbian word is seen by no eye and by every search."""
    assert [word for word in WORD.findall(path.read_text(encoding="utf-8")) if is_mixed(word)] == []
