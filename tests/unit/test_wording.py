"""Every word of the register is there in both languages, in one script a word, in ijekavian Serbian."""

from __future__ import annotations

import re
import tomllib
import unicodedata
from collections.abc import Iterator
from pathlib import Path

import pytest

from intake.data import shipped
from intake.rules.call import Text
from intake.rules.entry import MESSAGE_BODY
from intake.rules.finding import EACH, Code, Evidence, Finding
from intake.rules.states import LetterState, Outcome, Status
from intake.rules.terms import Term
from intake.rules.wording import QUOTED, WordingError, parse, quotable
from samples.register import CALL, wording

WORDING = wording()
ROOT = Path(__file__).parents[2]
EKAVIAN = re.compile(
    r"\b(мес|рец|оделењ|одељењ|промен|примен|цео|целог|време|увек|овде|следећ|захтев|реши)", re.IGNORECASE
)


def every_text() -> Iterator[Text]:
    """Yield all texts of the catalogue."""
    for table in (WORDING.statuses, WORDING.outcomes, WORDING.letters, WORDING.reasons, WORDING.terms):
        yield from table.values()
    yield WORDING.undecided
    yield from (detail.text for detail in WORDING.details)
    for sentences in WORDING.findings.values():
        yield from sentences


def scripts(word: str) -> set[str]:
    """Return the scripts that a word is written in."""
    return {unicodedata.name(letter).split()[0] for letter in word if letter.isalpha()}


@pytest.mark.parametrize("text", tuple(every_text()), ids=lambda text: text.en[:40])
def test_a_text_keeps_to_one_script_in_each_language(text: Text) -> None:
    """A word that mixes scripts looks right and is found by no search."""
    serbian = re.sub(r"\{\w+\}", "", text.sr)
    assert all(scripts(word) <= {"CYRILLIC"} for word in re.findall(r"\w+", serbian))
    assert all(scripts(word) <= {"LATIN"} for word in re.findall(r"\w+", text.en))


@pytest.mark.parametrize("text", tuple(every_text()), ids=lambda text: text.en[:40])
def test_serbian_is_ijekavian(text: Text) -> None:
    """The association writes ijekavian."""
    assert EKAVIAN.search(text.sr) is None


@pytest.mark.parametrize("language", ["sr-Cyrl", "en"])
def test_every_state_has_a_word(language: str) -> None:
    """A state without a word would be an empty cell."""
    assert all(WORDING.status(status, language) for status in Status)
    assert all(WORDING.outcome(outcome, language) for outcome in (*Outcome, None))
    assert all(WORDING.letter(state, language) for state in LetterState)
    assert all(WORDING.term(term, language) for term in Term)


@pytest.mark.parametrize("code", Code)
@pytest.mark.parametrize("language", ["sr-Cyrl", "en"])
def test_every_finding_has_a_sentence_without_any_details(code: Code, language: str) -> None:
    """Whatever the rules tell with a finding, staff read a whole sentence."""
    sentence = WORDING.finding(Finding(code=code), CALL, language)
    assert sentence.endswith(".")
    assert "{" not in sentence


def test_a_finding_is_told_with_label_and_what_was_written() -> None:
    """Staff must see which answer is meant without opening the form."""
    evidence = (Evidence(part="Прилог 2.docx", place="table 1, row 4", written="nema@@\x07 mejla"),)
    finding = Finding(code=Code.FIELD_INVALID, field="contact_email", evidence=evidence)
    assert WORDING.finding(finding, CALL, "sr-Cyrl") == "Е-пошта контакт особе: „nema@@ mejla“ није исправно уписано."


def test_clusters_are_named_by_their_titles_and_moments_in_the_zone_of_the_call() -> None:
    """Ids and UTC are for machines."""
    several = Finding(code=Code.CLUSTER_SEVERAL, details=(("clusters", "day-centre,mobile-teams"),))
    assert "Day-care centres, Mobile outreach teams" in WORDING.finding(several, CALL, "en")
    newer = Finding(code=Code.VERSION_NEWER, details=(("received_at", "2021-09-10T07:14:00+00:00"),))
    assert "10. 9. 2021. 09:14" in WORDING.finding(newer, CALL, "sr-Cyrl")


def test_a_quotation_is_short_and_holds_no_control_characters() -> None:
    """A stranger's text must not break the line, turn its direction round or fill the cell."""
    assert quotable("а\u202eб\r\nв\x00г") == "аб в г"
    assert len(quotable("а" * 5000)) == QUOTED


def test_a_recorded_reason_keeps_its_particulars() -> None:
    """The header that gave a list away is what staff look for."""
    assert WORDING.reason("list-header: List-Id", "sr-Cyrl") == "порука са листе за слање: List-Id"
    assert WORDING.reason("something else", "sr-Cyrl") == "something else"


def test_all_faults_of_a_catalogue_are_named_at_once() -> None:
    """Whoever mends the words should not have to try ten times."""
    catalogue = tomllib.loads(shipped("wording.toml").read_text(encoding="utf-8"))
    del catalogue["statuses"]["late"]
    catalogue["findings"]["form.blank"] = [{"sr-Cyrl": "{nothing}", "en": "{nothing}"}]
    catalogue["terms"]["typo"] = {"sr-Cyrl": "а", "en": "a"}
    with pytest.raises(WordingError) as error:
        parse(catalogue)
    faults = "\n".join(error.value.faults)
    assert "statuses.late" in faults
    assert "findings.form.blank: nothing fills {nothing}" in faults
    assert "terms.typo: nothing has this name" in faults


@pytest.mark.parametrize(("each", "named"), [("b.docx", "„b.docx“"), (MESSAGE_BODY, "„текст поруке“")])
def test_of_several_applicants_in_one_mail_nothing_is_left_to_decide(each: str, named: str) -> None:
    """Only where one of different forms has to count is a person asked which one does."""
    several = Finding(code=Code.FORM_SEVERAL, details=(("files", "a.docx, b.docx"),))
    settled = Finding(code=Code.FORM_SEVERAL, details=(*several.details, (EACH, each)))
    assert "a person has to tell" in WORDING.finding(several, CALL, "en")
    assert "a person has to tell" not in WORDING.finding(settled, CALL, "en")
    assert named in WORDING.finding(settled, CALL, "sr-Cyrl")


@pytest.mark.parametrize(
    ("recorded", "told"),
    [
        (
            "no-return-path: no Return-Path: the delivery system did not write one",
            (
                "нема повратне адресе: није је уписао систем за доставу"
                " · no Return-Path: the delivery system did not write one"
            ),
        ),
        (
            "same form: LC21-0001 version 1",
            "исти образац је већ примљен: LC21-0001, верзија 1 · the same form, byte for byte: LC21-0001, version 1",
        ),
        (
            "same mail: LC21-0001 version 1",
            (
                "иста порука је већ примљена: LC21-0001, верзија 1"
                " · the same mail, delivered or stored twice: LC21-0001, version 1"
            ),
        ),
        (
            "first-run: the mailbox is new to the desk",
            (
                "први преглед сандучета: сандуче је програму ново, а порука није стара"
                " · the first look into the mailbox: the mailbox is new to the desk, the message is not old"
            ),
        ),
        ("auto-submitted: Auto-Submitted: x", "аутоматска порука · automatic (Auto-Submitted): Auto-Submitted: x"),
        (
            "limit: 3 letters to this address in 24 hours",
            (
                "достигнуто је ограничење слања: број писама на ову адресу у"
                " 24 часа је 3 · limit: 3 letters to this address in 24 hours"
            ),
        ),
        (
            "own-address: From: a@b.example is our own address",
            (
                "порука са наше адресе: From: a@b.example је наша адреса"
                " · from our own address: From: a@b.example is our own address"
            ),
        ),
        ("something else", "something else"),
    ],
)
def test_a_reason_is_told_in_both_languages_and_nothing_twice(recorded: str, told: str) -> None:
    """Clerks read the register in Serbian; what has no language, such as an address, stands once."""
    assert WORDING.both_reasons(recorded) == told


def test_every_rule_for_a_letter_has_its_reason_in_serbian() -> None:
    """What the program records is told as it stands where the catalogue does not know it: in English."""
    source = "\n".join(p.read_text("utf-8") for p in (ROOT / "intake" / "rules" / "mail").glob("*.py"))
    rules = set(re.findall(r'rule="([a-z-]+)"', source))
    assert len(rules) > 9
    assert rules <= WORDING.reasons.keys()
    said = re.findall(r'why=f?"([^"]+)"', source)
    words = [re.sub(r"\{[^{}]*\}", "5", one) for one in said if re.search(r"[a-z]{3,} [a-z]{2,} [a-z]{2,}", one)]
    assert [one for one in words if not any(d.recorded.fullmatch(one) for d in WORDING.details)] == []
