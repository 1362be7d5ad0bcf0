"""One mailbox, several calls: each mail goes to the call whose form it carries, and what is over stays readable."""

from __future__ import annotations

from datetime import datetime, timedelta
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook

from desks import FOLDER, MAILDIR, DeskFolder, form, later, lay_out_desk, mail, sender
from intake.config.call_file import load
from intake.rules.call import Call
from layouts.applicants import Applicant, applicant
from layouts.own_form import own_docx
from samples.letters import ZONE

FIRST, SECOND = "learning-clusters-2021", "energy-audits-2021"
SAMPLE = Path(__file__).parents[1] / "samples" / f"{SECOND}.toml"
AGAIN = "learning-clusters-2022"
AUTUMN = datetime(2021, 10, 20, 9, 0, tzinfo=ZONE)  # the first call is over, the second open
STAFF = '[staff]\nto = ["osoblje@alvrs.example"]\n'


@cache
def audit(municipality: str = "Општина Лакташи", contact: str = "Вукашин Ћосић") -> bytes:
    """Fill in the form of the second call."""
    written = {
        "municipality": municipality,
        "official_email": "opstina@laktasi.example",
        "building": "Основна школа, Карађорђева 3",
        "area": "1200",
        "contact_name": contact,
        "contact_email": "energetika@laktasi.example",
    }
    return filled(
        load(SAMPLE, zone=ZONE, address="info@alvrs.example"),
        Applicant(municipality="srp-laktasi", cluster="schools", approach=None, written=written, expected={}),
    )


def filled(call: Call, applicant: Applicant) -> bytes:
    """Fill in the blank form of *call*, which has no box of commitment."""
    return own_docx(call, applicant)


@pytest.fixture
def desk(tmp_path: Path) -> DeskFolder:
    """Give a desk with two calls."""
    desk = lay_out_desk(tmp_path / "desk", MAILDIR, FOLDER, STAFF)
    (desk.folder / "calls" / SAMPLE.name).write_bytes(SAMPLE.read_bytes())
    configure(desk, FIRST, SECOND)
    return desk


def configure(desk: DeskFolder, *calls: str) -> None:
    """Name these calls in the configuration."""
    first, _, rest = desk.config.read_text(encoding="utf-8").partition("\n")
    assert first.startswith("calls = ")
    named = ", ".join(f'"calls/{call}.toml"' for call in calls)
    desk.config.write_text(f"calls = [{named}]\n{rest}", encoding="utf-8")


def stands(desk: DeskFolder) -> list[tuple[str, str, str]]:
    """Tell each application's number, call and status."""
    return [(e["entry"], e["call"], e["status"]) for e in desk.json("export")["entries"]]


def test_each_form_goes_to_its_own_call(desk: DeskFolder) -> None:
    """The same municipality applies for both, and neither application is a version of the other."""
    desk.put(mail(form(0), sender=sender(0)), "1")
    desk.put(mail(audit(), sender=sender(0), at=later(1)), "2")
    desk.intake("once")
    assert stands(desk) == [("LC21-0001", FIRST, "accepted"), ("EP21-0001", SECOND, "accepted")]
    first, second = desk.json("export")["entries"]
    assert (first["municipality"], second["municipality"]) == ("srp-laktasi", "srp-laktasi")
    assert (second["cluster"], second["answers"]["area"], second["version"]) == ("schools", "1200", 1)
    assert "situation" not in second["answers"]
    letters = sorted(path.name for path in (desk.folder / "outbox" / "sent").glob("*.eml"))
    assert [name.partition(".")[0] for name in letters] == ["EP21-0001-v1-accepted", "LC21-0001-v1-accepted"]


def test_letters_of_a_call_may_have_words_of_their_own(desk: DeskFolder) -> None:
    """Not every call is one for Learning Clusters; whatever is not written anew stays as it is."""
    own = desk.folder / "templates" / "calls" / SECOND / "sr-Cyrl" / "parts"
    own.mkdir(parents=True)
    (own / "application.j2").write_text("пријава за суфинансирање прегледа", encoding="utf-8")
    desk.put(mail(form(0), audit(), sender=sender(0)), "1")
    desk.intake("once")
    first, second = desk.intake("outbox", "show", "LC21-0001"), desk.intake("outbox", "show", "EP21-0001")
    assert ("суфинансирање прегледа" in first, "Кластеру учења" in first) == (False, True)
    assert ("суфинансирање прегледа" in second, "Кластеру учења" in second) == (True, False)


def test_a_mail_with_the_forms_of_both_calls_is_an_application_for_each(desk: DeskFolder) -> None:
    """An office sends all its papers in one mail; the one that is known already makes nothing new."""
    desk.put(mail(form(0), audit(), sender=sender(0)), "1")
    desk.intake("once")
    assert sorted(stands(desk)) == [("EP21-0001", SECOND, "accepted"), ("LC21-0001", FIRST, "accepted")]
    assert len(list((desk.folder / "outbox" / "sent").glob("*.eml"))) == 2
    desk.put(mail(form(0), audit("Град Бања Лука"), sender=sender(0), at=later(5)), "2")
    desk.put(mail(form(0), audit(), sender=sender(0), at=later(6), subject="Опет"), "3")
    desk.intake("once")
    assert sorted(e[0] for e in stands(desk)) == ["EP21-0001", "EP21-0002", "LC21-0001"]
    assert [m["outcome"] for m in desk.json("export")["messages"]] == ["application", "application", "duplicate"]
    assert desk.json("replay", "--json") == []


def test_a_form_of_a_call_that_is_over_is_late_there_and_no_form_of_another(desk: DeskFolder) -> None:
    """Who sends an old form learns that it is too late, not that something is missing in a call he does not know."""
    desk.put(mail(form(0), sender=sender(0), at=AUTUMN), "1")
    desk.put(mail(audit(), sender=sender(0), at=AUTUMN + timedelta(minutes=1)), "2")
    desk.put(mail(audit("Град Бања Лука"), sender=sender(1), at=AUTUMN + timedelta(days=9, hours=4)), "3")
    desk.intake("once")
    assert stands(desk) == [
        ("LC21-0001", FIRST, "late"),
        ("EP21-0001", SECOND, "accepted"),
        ("EP21-0002", SECOND, "late"),
    ]


@pytest.mark.parametrize("order", [(FIRST, AGAIN), (AGAIN, FIRST)])
@pytest.mark.parametrize("titled", ["its own title", "the same title"])
def test_a_call_that_was_copied_from_an_earlier_one_gets_its_own_forms(
    desk: DeskFolder, order: tuple[str, str], titled: str
) -> None:
    """The labels are the same: the title of the call decides, and where that is no help, which call is open."""
    path = desk.folder / "calls" / f"{FIRST}.toml"
    text = path.read_text(encoding="utf-8")
    copied = text.replace(FIRST, AGAIN).replace('"LC21"', '"LC22"').replace("= 2021-09-13", "= 2022-09-13")
    if titled == "its own title":
        copied = copied.replace('о друштвеном приступу", en', 'о друштвеном приступу, други циклус", en', 1)
    again = desk.folder / "calls" / f"{AGAIN}.toml"
    again.write_text(copied, encoding="utf-8")
    configure(desk, *order)
    address = "info@alvrs.example"
    newer = own_docx(load(again, zone=ZONE, address=address), applicant(1, "sr"))
    desk.put(mail(form(0), sender=sender(0)), "1")
    desk.put(mail(newer, sender=sender(1), at=AUTUMN), "2")
    desk.intake("once")
    assert stands(desk) == [("LC21-0001", FIRST, "accepted"), ("LC22-0001", AGAIN, "accepted")]


def test_staff_see_both_calls_in_one_register(desk: DeskFolder) -> None:
    """One register, with a column to filter by; counts, calendar, page and digest go call by call."""
    desk.put(mail(form(0), sender=sender(0)), "1")
    desk.put(mail(audit(), sender=sender(0), at=later(1)), "2")
    desk.intake("once")
    workbook = load_workbook(desk.folder / "register.xlsx")
    rows = cells(workbook["Регистар · Register"])
    assert [row["Позив · Call"] for row in rows] == [
        "Кластери учења 2021 · Learning Clusters 2021",
        "Енергетски прегледи · Energy audits",
    ]
    assert [row["Назив и адреса објекта · Name and address of the building"] for row in rows] == [
        None,
        "Основна школа, Карађорђева 3",
    ]
    planned = cells(workbook["Календар · Calendar"])
    assert {row["Позив · Call"] for row in planned} == {row["Позив · Call"] for row in rows}
    overview = [str(cell.value) for row in workbook["Преглед · Overview"].iter_rows() for cell in row if cell.value]
    assert sum("Јавни позив за суфинансирање" in text for text in overview) == 1
    page = desk.folder / "page.html"
    desk.intake("report", "--to", str(page))
    assert "Јавни позив за суфинансирање" in page.read_text(encoding="utf-8")
    digest = desk.intake("digest", "--print")
    assert "Јавни позив за суфинансирање" in " ".join(digest.split())
    desk.intake("extract", "--all", "--to", str(desk.folder / "extracts"))
    handed = cells(load_workbook(desk.folder / "extracts" / "ALVRS.xlsx").worksheets[0])
    assert "EP21-0001" in {row["Број · Entry"] for row in handed}


def test_a_second_call_in_a_register_that_staff_use_already_disturbs_nothing(desk: DeskFolder) -> None:
    """The column of the call comes and goes with the calls; it is no column of the staff's, and corrects nothing."""
    configure(desk, FIRST)
    desk.put(mail(form(0), sender=sender(0)), "1")
    desk.intake("once")
    path = desk.folder / "register.xlsx"
    headings = [row.keys() for row in cells(load_workbook(path).worksheets[0])]
    assert "Позив · Call" not in headings[0]
    workbook = load_workbook(path)
    column = next(int(c.column or 0) for c in workbook.worksheets[0][1] if str(c.value).startswith("Напомена"))
    workbook.worksheets[0].cell(2, column).value = "остаје"
    workbook.save(path)
    for calls in ((FIRST, SECOND), (FIRST,)):
        configure(desk, *calls)
        desk.intake("register")
        [row] = cells(load_workbook(path).worksheets[0])
        assert ("Позив · Call" in row) == (len(calls) > 1)
        assert row["Напомена · Note"] == "остаје"
        assert desk.json("export")["entries"][0]["corrections"] == []
        assert list(load_workbook(path).sheetnames)[-1] != "Без пријаве · Unmatched"


def cells(sheet: Any) -> list[dict[str, Any]]:  # noqa: ANN401 - openpyxl's
    """Give the rows of a sheet by heading."""
    headings, *rows = sheet.iter_rows(values_only=True)
    return [dict(zip(headings, row, strict=True)) for row in rows]


def test_a_call_that_is_taken_out_of_the_list_is_asked_for_by_name(desk: DeskFolder) -> None:
    """Nothing crashes, nothing is told in another call's words, and the message says what to do."""
    desk.put(mail(form(0), sender=sender(0)), "1")
    desk.intake("once")
    configure(desk, SECOND)
    for command in (("list",), ("show", "LC21-0001"), ("export",), ("once",), ("register",), ("digest", "--print")):
        said = desk.intake(*command, status=2)
        assert f'calls: the store holds 1 applications for the call "{FIRST}"' in said
    configure(desk, SECOND, FIRST)
    assert stands(desk) == [("LC21-0001", FIRST, "accepted")]
    desk.intake("erase", "LC21-0001", "--yes")
    configure(desk, SECOND)
    desk.intake("once")
    assert desk.json("export")["erased"][0]["entry"] == "LC21-0001", "once nothing is left, its file may go"
