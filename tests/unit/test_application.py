"""What an application says, by the rules of its call: every fault named, and the answers as they are kept."""

from __future__ import annotations

from collections.abc import Mapping

import pytest

from intake.data.loaded import load_gazetteer
from intake.rules.entry import FormFile, Value
from intake.rules.finding import Code, Evidence
from intake.rules.forms.answers.answers import Answer
from intake.rules.forms.choice.choice import Choice
from intake.rules.forms.choice.options import Option
from intake.rules.forms.choice.sightings import Chosen
from intake.rules.forms.form.reader import FormReading
from intake.rules.judging.application import Application, judge
from samples.letters import the_call

GAZETTEER = load_gazetteer()
FILE = FormFile(name="Прилог 2.docx", sha256="0" * 64, kind="docx")
WHOLE: Mapping[str, Value] = {
    "municipality": "Opština Laktaši",
    "contact_name": "Марија Јањић",
    "contact_email": "Marija@Laktasi.Example",
}
DAY_CENTRE, FORUM = ("day-centre", None), ("minorities", "minorities-forum")
Option_ = tuple[str, str | None]


def evidence(written: str) -> tuple[Evidence, ...]:
    """Say where it was found."""
    return (Evidence(part=FILE.name, place="table 1, row 1, cell 2", written=written),)


def judged(*chosen: Option_, unknown: str = "", conflicts: tuple[str, ...] = (), **answers: Value) -> Application:
    """Judge a form that chooses these options and answers the required questions, changed by *answers*."""
    written = {**WHOLE, **answers}
    choice = Choice(
        chosen=tuple(
            Chosen(option=Option(cluster=c, approach=a), evidence=evidence(a or c)[0], how="ticked box")
            for c, a in chosen
        ),
        unknown=evidence(unknown) if unknown else (),
    )
    reading = FormReading(
        call=the_call().id,
        score=9,
        reasons=(),
        answers={
            name: Answer(field=name, value=value, evidence=evidence(str(value)))
            for name, value in written.items()
            if name not in conflicts
        },
        choice=choice,
        conflicts={name: evidence("one") + evidence("other") for name in conflicts},
    )
    return judge(reading, FILE, the_call(), GAZETTEER)


def found(application: Application) -> list[tuple[str, str | None]]:
    """Name the findings with their fields."""
    return [(finding.code.value, finding.field) for finding in application.findings]


def test_a_whole_form_has_no_findings() -> None:
    """Addresses in lower case, telephones in E.164, dates in ISO 8601; names as they were written."""
    one = judged(FORUM, contact_phone="051/123-456", signed_on="10. септембра 2021. године", commitment=True)
    assert found(one) == []
    assert (one.municipality, one.municipality_written) == ("srp-laktasi", "Opština Laktaši")
    assert (one.cluster, one.approach) == FORUM
    assert one.answers["contact_email"] == "marija@laktasi.example"
    assert one.answers["contact_phone"] == "+38751123456"
    assert one.answers["signed_on"] == "2021-09-10"
    assert one.answers["commitment"] is True


@pytest.mark.parametrize(
    ("chosen", "unknown", "cluster", "approach", "code"),
    [
        ((DAY_CENTRE, ("idrm", None)), "", None, None, Code.CLUSTER_SEVERAL),
        ((), "", None, None, Code.CLUSTER_MISSING),
        ((), "Кластер за воде", None, None, Code.CLUSTER_UNKNOWN),
        ((("minorities", None),), "", "minorities", None, Code.APPROACH_MISSING),
        ((FORUM, ("minorities", "minorities-commissioner")), "", "minorities", None, Code.APPROACH_SEVERAL),
        ((FORUM, FORUM), "", *FORUM, None),
    ],
)
def test_one_cluster_is_chosen_or_the_fault_is_named(
    chosen: tuple[Option_, ...], unknown: str, cluster: str | None, approach: str | None, code: Code | None
) -> None:
    """Of several clusters none is chosen for the applicant; of several approaches the cluster stands.

    Both are one question of the form, and the interface names the cluster for either.
    """
    one = judged(*chosen, unknown=unknown)
    assert (one.cluster, one.approach) == (cluster, approach)
    assert [(finding.code, finding.field) for finding in one.findings] == ([(code, "cluster")] if code else [])


@pytest.mark.parametrize(
    ("written", "unit", "code"),
    [
        ("Лакташи", "srp-laktasi", None),
        ("Град Тузла", "fbih-tuzla", Code.MUNICIPALITY_NOT_ELIGIBLE),
        ("Центар за социјални рад Приједор", None, Code.MUNICIPALITY_NOT_LSG),
        ("Атлантида", None, Code.MUNICIPALITY_UNKNOWN),
        (None, None, Code.MUNICIPALITY_MISSING),
    ],
)
def test_the_municipality_is_recognised_or_the_fault_is_named(
    written: str | None, unit: str | None, code: Code | None
) -> None:
    """Nothing written is missing; something written that is not recognised is for a person."""
    one = judged(DAY_CENTRE, municipality=written)
    assert one.municipality_written == written
    assert one.municipality == unit
    assert [finding.code for finding in one.findings] == ([code] if code else [])


def test_what_is_required_and_left_blank_is_named_and_what_is_not_is_not() -> None:
    """The call file says which answers are required."""
    assert found(judged(DAY_CENTRE, contact_name=None, website=None)) == [("field.missing", "contact_name")]


def test_what_cannot_be_used_is_invalid_and_shows_what_was_written() -> None:
    """An unusable answer is not a missing one: the letter quotes it."""
    one = judged(DAY_CENTRE, contact_email="marija(at)laktasi", contact_phone="позвати портира")
    assert set(found(one)) == {("field.invalid", "contact_email"), ("field.invalid", "contact_phone")}
    assert one.answers["contact_email"] is None
    assert one.findings[0].evidence


def test_two_answers_to_one_question_are_neither_chosen_nor_missing() -> None:
    """Nothing is chosen in silence."""
    assert found(judged(DAY_CENTRE, conflicts=("contact_name",))) == [("field.several", "contact_name")]


def test_place_and_date_in_one_line_are_parted() -> None:
    """Many forms end "Лакташи, 10. септембра 2021. године"."""
    one = judged(DAY_CENTRE, place="Лакташи, 10. септембра 2021. године")
    assert (one.answers["place"], one.answers["signed_on"]) == ("Лакташи", "2021-09-10")
    assert one.evidence["signed_on"] == one.evidence["place"] == evidence("Лакташи, 10. септембра 2021. године")


def test_a_place_in_small_letters_is_one_where_it_is_the_applicants() -> None:
    """As people write on a telephone."""
    one = judged(DAY_CENTRE, municipality="општина лакташи", place="лакташи 10.9.2021")
    assert (one.answers["place"], one.answers["signed_on"]) == ("лакташи", "2021-09-10")


@pytest.mark.parametrize(
    ("apart", "day", "faults"),
    [
        ("10.9.2021.", "2021-09-10", []),
        ("11.9.2021.", None, [("field.several", "signed_on")]),
        (None, "2021-09-10", []),
    ],
)
def test_a_place_is_kept_without_its_date_wherever_the_form_has_another(
    apart: str | None, day: str | None, faults: list[tuple[str, str]]
) -> None:
    """Where the two dates differ, neither is chosen."""
    one = judged(DAY_CENTRE, place="Лакташи, 10.9.2021. године", signed_on=apart)
    assert (one.answers["place"], one.answers["signed_on"]) == ("Лакташи", day)
    assert found(one) == faults


def test_an_approach_has_its_place_where_it_was_marked() -> None:
    """Whoever looks it up finds the box of the subgroup, not only that of its cluster."""
    one = judged(("minorities", None), FORUM)
    [marked] = one.evidence["approach"]
    assert (marked.written, marked.place) == ("minorities-forum", "table 1, row 1, cell 2 (ticked box)")
    assert len(one.evidence["cluster"]) == 2
    assert "approach" not in judged(DAY_CENTRE).evidence


@pytest.mark.parametrize(
    ("written", "place"),
    [
        ("Нови Град 10. септембра 2021. године", "Нови Град"),
        ("Крупа на Уни 10. септембра 2021. године", "Крупа на Уни"),
        ("Источни Мостар 10.9.2021.", "Источни Мостар"),
        ("Banja Luka, dana 10.09.2021. god.", "Banja Luka"),
        ("Banja Luka dana 10.09.2021. god.", "Banja Luka"),
        ("10.9.2021. године, Добој", "Добој"),
        ("Doboj 10 September 2021", "Doboj"),
        ("Doboj – 2021-09-10", "Doboj"),
        ("дана 10.9.2021. године", None),
        ("потписано 10.9.2021.", None),
        ("Добој 10.9.2021. Лакташи", None),
    ],
)
def test_place_and_date_are_parted_without_a_comma(written: str, place: str | None) -> None:
    """What stands beside the date is the place where it consists of names; what may be anything else is none."""
    one = judged(DAY_CENTRE, place=written)
    assert (one.answers["place"], one.answers["signed_on"]) == (place, "2021-09-10")


def test_an_empty_form_is_blank() -> None:
    """The association's own form sent back untouched: one finding says it all."""
    one = judged(municipality=None, contact_name=None, contact_email=None)
    assert one.findings[0].code is Code.FORM_BLANK
