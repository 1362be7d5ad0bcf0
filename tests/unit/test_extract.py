"""What a host association gets: its clusters, what it must know, nothing of the house."""

from __future__ import annotations

from dataclasses import replace

from intake.rules.call import Host
from intake.rules.entry import Entry
from intake.rules.register.extract import Extract, extract, hosts
from intake.rules.register.frame import Records
from intake.rules.states import Status
from samples.register import CALL, entry, frame, records

ALVRS = next(host for host in CALL.hosts if host.id == "ALVRS")
SCTM = next(host for host in CALL.hosts if host.id == "SCTM")


def extracted(*entries: Entry, host: Host = ALVRS, refused: frozenset[str] = frozenset()) -> Extract:
    """Return what a host gets of the sample, or of *entries*."""
    return extract(records(*(entries or map(entry, range(1, 16)))), frame(), host, refused)


def numbers(content: Extract, table: str = "Applications") -> list[object]:
    """Return the entries' numbers in a table."""
    return [row[0] for row in content.tables[table].rows]


def words(content: Extract) -> str:
    """Return all that can be read in the workbook."""
    cells = (cell for sheet in content.tables.values() for row in sheet.rows for cell in row)
    return "\n".join(map(str, cells))


def test_a_host_gets_the_applications_for_its_clusters_that_are_in_order_or_incomplete() -> None:
    """Of one in review it is not settled who applied; the late one counts for nobody."""
    assert numbers(extracted()) == [f"LC21-{n:04}" for n in (1, 3, 4, 8, 10, 12, 13)]
    assert numbers(extracted(host=SCTM)) == [f"LC21-{n:04}" for n in (2, 5, 6)]


def test_a_superseded_version_and_a_refused_application_are_not_handed_on() -> None:
    """A host would write to a person who is no longer the contact, or to one who was refused."""
    old = replace(entry(1), status=Status.SUPERSEDED)
    new = replace(entry(1), version=2, answers={"contact_name": "Нова Особа"})
    content = extracted(old, new, entry(4), refused=frozenset({"LC21-0004"}))
    assert numbers(content) == ["LC21-0001"]
    assert "Нова Особа" in words(content)
    assert "Марија Марковић" not in words(content)


def test_nothing_internal_is_handed_on() -> None:
    """Findings, mails and the formalities of the form stay in the house."""
    content = extracted()
    said = words(content)
    for internal in ("Није попуњено", "Not filled in", "sha256:", "pisarnica@", "2021-09-10", "10. 9. 2021"):
        assert internal not in said
    headings = {column.heading for sheet in content.tables.values() for column in sheet.columns}
    assert headings.isdisjoint({"Порука · Mail", "Писмо · Letter", "Шта треба знати · Findings", "Датум · Date"})


def test_what_a_host_needs_is_there_the_long_answers_to_be_read_and_each_person_by_himself() -> None:
    """It invites the members and prepares the first meeting."""
    content = extracted(entry(1))
    [row] = content.tables["Applications"].rows
    assert {"Лакташи · Laktaši", "Марија Марковић 1", "kontakt1@opstina1.example", "+38751123401"} <= set(row)
    [member] = content.tables["Members"].rows
    assert member[3:] == ("Ана Анић", "сарадник", "ana@example.org")
    told = {str(question): str(answer) for _, _, question, answer in content.tables["Answers"].rows}
    assert told["Разлози за пријаву · Reasons for applying"].startswith("Општина већ пружа")
    assert told["Изјава о учешћу · Commitment to take part"] == "да · yes"


def test_who_did_not_consent_is_named_by_municipality_alone() -> None:
    """The box of the consent stands there and was not ticked; a form without the box says nothing about it."""
    one = entry(1)
    content = extracted(replace(one, answers={**one.answers, "privacy": False}))
    [row] = content.tables["Applications"].rows
    assert "Лакташи · Laktaši" in row
    assert "No consent" in str(row[-1])
    assert "Марија" not in words(content)
    assert (content.tables["Members"].rows, content.tables["Answers"].rows) == ((), ())


def test_the_calendar_holds_the_host_s_own_events_and_applicants() -> None:
    """Who applied to others is not its affair."""
    said = words(extracted(host=SCTM))
    assert "First regional event" in said
    assert "Conceptualisation" not in said
    assert "Зворник" not in said


def test_every_host_of_every_call_gets_one_and_an_empty_one_is_whole() -> None:
    """A host without an applicant is told so by an empty table."""
    assert [host.id for host in hosts(frame())] == ["ALVRS", "SOGFBiH", "SCTM"]
    assert extract(Records(), frame(), ALVRS).number == 0
