"""Facts that staff correct in the register: taken for what they are, judged by the rules, shown everywhere."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable, Iterator
from datetime import datetime
from pathlib import Path

import pytest
from openpyxl import load_workbook
from openpyxl.cell.cell import Cell
from openpyxl.comments import Comment
from openpyxl.worksheet.worksheet import Worksheet

from desks import Bench, codes, form, later, lay_out_desk, mail, sender
from intake.commands.handouts import decided
from intake.reading.pool import ReaderPool
from intake.records.store import Store
from intake.rules.entry import Entry
from intake.rules.recorded import Corrected
from intake.rules.register.decisions import Decision
from intake.wiring import Workshop
from samples.letters import the_call

REGISTER, HISTORY = "Регистар · Register", "Историја · History"
STATUS, MUNICIPALITY, CLUSTER, APPROACH = "Стање", "Општина или град", "Кластер учења", "Друштвени приступ"
FINDINGS, ENTRY, NOTE, RECEIVED, DECISION = "Шта треба знати", "Број", "Напомена", "Примљено", "Одлука"
FIRST, SECOND = "LC21-0001", "LC21-0002"


@pytest.fixture
def bench(tmp_path: Path, reader: ReaderPool) -> Iterator[Bench]:
    """Give a fresh desk."""
    desk = lay_out_desk(tmp_path / "desk")
    with Workshop.open(desk.config) as workshop:
        yield Bench(desk_folder=desk, workshop=workshop, reader=reader)


def label(field: str) -> str:
    """Return the beginning of a question's heading."""
    return the_call().field(field).label.sr.partition(" (")[0]


EMAIL, PHONE, PERSON = label("contact_email"), label("contact_phone"), label("contact_name")


class Opened:
    """The register as staff have it open: cells by entry and the beginning of a heading."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.book = load_workbook(path)
        self.sheet: Worksheet = self.book[REGISTER]

    def row(self, entry: str) -> int:
        """Return the number of an entry's row."""
        [row] = [cell.row for cell in self.sheet["A"] if cell.value == entry]
        return int(row)

    def at(self, entry: str, heading: str) -> Cell:
        """Return a cell."""
        headings = [str(cell.value) for cell in self.sheet[1]]
        column = next(at for at, told in enumerate(headings, start=1) if told.startswith(heading))
        cell = self.sheet.cell(self.row(entry), column)
        assert isinstance(cell, Cell)
        return cell

    def comment(self, entry: str, heading: str) -> str:
        """Return what is pinned to a cell."""
        comment = self.at(entry, heading).comment
        return "" if comment is None else comment.text

    def history(self) -> str:
        """Return the whole sheet of what was before, as text."""
        return "\n".join(str(cell.value) for row in self.book[HISTORY] for cell in row if cell.value is not None)

    def save(self) -> None:
        """Save as staff do."""
        self.book.save(self.path)


def opened(bench: Bench) -> Opened:
    """Open the register of a desk."""
    return Opened(bench.workshop.publisher.path)


def write(bench: Bench, heading: str, value: object, entry: str = FIRST) -> Opened:
    """Write into one cell, save, let a pass go by and open the register again."""
    register = opened(bench)
    register.at(entry, heading).value = value  # type: ignore[assignment]
    register.save()
    return passed(bench)


def passed(bench: Bench) -> Opened:
    """Let a pass go by and open the register again."""
    assert bench.run_pass().errors == []
    return opened(bench)


def change(bench: Bench, do: Callable[[Opened], None]) -> Opened:
    """Do something to the register, save it and let a pass go by."""
    register = opened(bench)
    do(register)
    register.save()
    return passed(bench)


def rename(register: Opened, heading: str, name: str) -> None:
    """Give a column another heading."""
    register.sheet.cell(1, register.at(FIRST, heading).column).value = name


def current(bench: Bench, entry: str = FIRST) -> Entry:
    """Return the version of an entry that counts."""
    return next(e for e in bench.workshop.store.entries.current() if e.entry == entry)


def standing(bench: Bench) -> list[tuple[str, int, str, str]]:
    """Tell what corrections stand: field, version, state, what staff wrote."""
    corrections = bench.workshop.store.corrections.all()
    return [(c.field, c.version, c.state.value, c.written) for c in corrections if c.until is None]


# A correction that makes sense


def test_a_missing_answer_that_staff_fill_in_makes_the_application_accepted(bench: Bench) -> None:
    """They telephoned and typed what was missing; that must not wait for a new form."""
    bench.handle(mail(form(0, contact_email="")))
    assert current(bench).status == "incomplete"
    register = write(bench, EMAIL, "  ANA@Laktasi.example ")
    entry = current(bench)
    assert (entry.status, entry.answers["contact_email"], codes(entry)) == ("accepted", "ana@laktasi.example", set())
    [original] = bench.workshop.store.entries.originals().values()
    assert original.answers["contact_email"] is None
    assert original.findings, "what the form said stays in the store"
    assert register.at(FIRST, EMAIL).value == "ana@laktasi.example"
    assert "уредна · accepted" in str(register.at(FIRST, STATUS).value)
    assert "Исправљено у регистру" in register.comment(FIRST, EMAIL)
    assert "Corrected in the register" in register.comment(FIRST, EMAIL)
    assert "исправка · correction" in register.history()
    assert "(празно · empty) → ANA@Laktasi.example" in register.history()
    assert len(bench.letters) == 1, "a correction sends no letter"


# Decisions


def test_a_word_that_is_no_decision_is_marked_and_asked_about_until_it_is_one(bench: Bench) -> None:
    """It looked like a decision to who wrote it, and counted for nothing, or for everything, in silence."""
    bench.handle(mail(form(0)))
    for _ in range(2):
        register = write(bench, DECISION, "можда касније")
        assert "„можда касније“ није одлука" in register.comment(FIRST, DECISION)
        assert register.at(FIRST, DECISION).value == "можда касније"
        assert "⚑ Одлука" in str(register.at(FIRST, FINDINGS).value)
    assert decided(bench.workshop, Decision.REFUSED) == frozenset()
    register = write(bench, DECISION, "odbijeno")
    assert (register.comment(FIRST, DECISION), register.at(FIRST, FINDINGS).value) == ("", None)
    assert register.at(FIRST, DECISION).fill.fgColor.rgb == register.at(FIRST, NOTE).fill.fgColor.rgb
    assert decided(bench.workshop, Decision.REFUSED) == {FIRST}


def test_a_decision_counts_under_another_heading_and_where_that_cannot_be_told_is_asked(bench: Bench) -> None:
    """Who was refused was handed on to the hosts again."""
    bench.handle(mail(form(0)))
    write(bench, DECISION, "одбијено")
    change(bench, lambda register: rename(register, DECISION, "Odluka komisije"))
    assert decided(bench.workshop, Decision.REFUSED) == {FIRST}

    def add(register: Opened) -> None:
        register.sheet.delete_cols(register.at(FIRST, DECISION).column)
        register.sheet.insert_cols(2)
        register.sheet["B1"], register.sheet["B2"] = "Odluka komisije", "примљено"

    register = change(bench, add)
    assert decided(bench.workshop, Decision.REFUSED) == {FIRST}, "what was decided before stands"
    assert "Odluka komisije: примљено" in register.comment(FIRST, DECISION)
    assert [doubt.heading for doubt in bench.workshop.store.corrections.doubts()] == ["Одлука · Decision"]
    register = write(bench, DECISION, "примљено")
    assert bench.workshop.store.corrections.doubts() == (), "who writes into the cell has answered"
    assert register.comment(FIRST, DECISION) == ""


@pytest.mark.parametrize(
    ("heading", "typed", "field", "value"),
    [
        (MUNICIPALITY, "grad Bijeljina", "municipality", "srp-bijeljina"),
        (MUNICIPALITY, "Приједор · Prijedor", "municipality", "srp-prijedor"),
        (CLUSTER, "mobilni timovi", "cluster", "mobile-teams"),
        (CLUSTER, "Инклузивно управљање ризиком од катастрофа", "cluster", "idrm"),
        (PHONE, "065 111 222", "contact_phone", "+38765111222"),
        (EMAIL, "Nova@Adresa.example", "contact_email", "nova@adresa.example"),
        (PERSON, "Нова Особа", "contact_name", "Нова Особа"),
        (label("signed_on"), "9. септембра 2021.", "signed_on", "2021-09-09"),
        (label("commitment"), "не", "commitment", False),
    ],
)
def test_a_fact_is_read_by_the_rules_by_which_forms_are_read(
    bench: Bench, heading: str, typed: str, field: str, value: object
) -> None:
    """In any script, any spelling; what is kept is what a form would have given."""
    bench.handle(mail(form(0)))
    write(bench, heading, typed)
    entry = current(bench)
    assert (entry.municipality if field == "municipality" else entry.answers[field]) == value
    again = write(bench, NOTE, "ништа ново")
    assert standing(bench) == [(field, 1, "applied", typed)]
    assert again.comment(FIRST, heading).count("Исправљено") == 1


def test_an_approach_is_chosen_inside_its_cluster_and_goes_with_it(bench: Bench) -> None:
    """The two columns are one choice of the call."""
    bench.handle(mail(form(0)))
    write(bench, CLUSTER, "Модели укључивања мањина")
    assert codes(current(bench)) == {"approach.missing"}
    assert [finding.field for finding in current(bench).findings] == ["cluster"]
    write(bench, APPROACH, "Форум за социјални дијалог")
    assert (current(bench).approach, codes(current(bench))) == ("minorities-forum", set())
    write(bench, CLUSTER, "Дневни центри")
    assert (current(bench).cluster, current(bench).approach) == ("day-centre", None)


def test_a_municipality_outside_the_association_is_a_matter_for_review(bench: Bench) -> None:
    """A correction is judged, not believed."""
    bench.handle(mail(form(0)))
    write(bench, MUNICIPALITY, "Град Тузла")
    assert (current(bench).status, codes(current(bench))) == ("review", {"municipality.not-eligible"})


def test_a_required_answer_that_staff_strike_out_with_a_dash_is_missing(bench: Bench) -> None:
    """A dash is how forms say that there is no answer."""
    bench.handle(mail(form(0)))
    write(bench, EMAIL, "-")
    assert (current(bench).status, codes(current(bench))) == ("incomplete", {"field.missing"})


# Taken back, emptied, refused


@pytest.mark.parametrize("how", ["typed again", "emptied"])
def test_a_correction_is_taken_back_by_the_form_s_own_answer_or_by_an_empty_cell(bench: Bench, how: str) -> None:
    """Whoever made a mistake mends it in the same place."""
    bench.handle(mail(form(0)))
    before = str(opened(bench).at(FIRST, EMAIL).value)
    write(bench, EMAIL, "nova@adresa.example")
    register = write(bench, EMAIL, before if how == "typed again" else None)
    assert standing(bench) == []
    assert (current(bench).answers["contact_email"], register.at(FIRST, EMAIL).value) == (before, before)
    assert register.comment(FIRST, EMAIL) == ""
    assert "исправка је повучена" in register.history()


def test_a_cell_that_was_emptied_is_filled_again_with_a_word_about_it(bench: Bench) -> None:
    """Nobody can tell a slip of the hand from intent, so nothing is judged by it."""
    bench.handle(mail(form(0)))
    before = opened(bench).at(FIRST, EMAIL).value
    register = write(bench, EMAIL, None)
    assert register.at(FIRST, EMAIL).value == before
    assert "упишите цртицу" in register.comment(FIRST, EMAIL)
    assert (current(bench).status, standing(bench)) == ("accepted", [])


@pytest.mark.parametrize(
    ("heading", "typed", "told"),
    [
        (MUNICIPALITY, "негдје", "није препознато"),
        (MUNICIPALITY, "Центар за социјални рад Модрича", "није препознато"),
        (CLUSTER, "кластер за путеве", "није назив ниједног кластера"),
        (CLUSTER, "дневни центри и мобилни тимови", "означава више кластера"),
        (APPROACH, "Форум за социјални дијалог", "припада другом кластеру"),
        (EMAIL, "nema adrese", "није исправна адреса"),
        (PHONE, "у понедјељак", "није исправан број"),
        (label("signed_on"), "јуче", "није датум"),
        (label("commitment"), "можда", "упишите „да“ или „не“"),
        (label("members"), "Ана Анић", "раздвојеним зарезом"),
    ],
)
def test_a_correction_that_makes_no_sense_is_marked_and_changes_nothing(
    bench: Bench, heading: str, typed: str, told: str
) -> None:
    """What was typed stays in the cell until staff change it."""
    bench.handle(mail(form(0)))
    before = current(bench)
    for register in (write(bench, heading, typed), passed(bench), write(bench, NOTE, "нешто друго")):
        assert register.at(FIRST, heading).value == typed
        assert told in register.comment(FIRST, heading)
        assert "Not taken" in register.comment(FIRST, heading)
        assert "погледајте коментар · see the comment" in str(register.at(FIRST, FINDINGS).value)
    assert current(bench) == before
    assert "исправка није прихваћена" in register.history()


def test_nonsense_does_not_end_a_correction_that_made_sense(bench: Bench) -> None:
    """It changes nothing: the earlier correction still holds."""
    bench.handle(mail(form(0)))
    write(bench, EMAIL, "nova@adresa.example")
    write(bench, EMAIL, "nova adresa")
    assert current(bench).answers["contact_email"] == "nova@adresa.example"
    register = write(bench, EMAIL, None)
    assert register.at(FIRST, EMAIL).value == "nova@adresa.example"
    assert standing(bench) == [("contact_email", 1, "applied", "nova@adresa.example")]


@pytest.mark.parametrize("heading", [STATUS, FINDINGS, RECEIVED, "Писмо", "Пошиљалац"])
def test_what_is_written_into_a_column_of_the_program_is_put_back_and_kept_in_a_comment(
    bench: Bench, heading: str
) -> None:
    """People write where there is room; the word must not be lost, nor be taken for a fact."""
    bench.handle(mail(form(0)))
    before = opened(bench).at(FIRST, heading).value
    register = write(bench, heading, "звали смо их у уторак")
    assert "звали смо их у уторак" in register.comment(FIRST, heading)
    if heading != FINDINGS:
        assert register.at(FIRST, heading).value == before
    assert "звали смо их у уторак" in passed(bench).comment(FIRST, heading), "until staff delete the comment"

    def answer(register: Opened) -> None:
        register.at(FIRST, heading).comment = None

    assert change(bench, answer).comment(FIRST, heading) == ""
    assert bench.workshop.store.corrections.doubts() == ()


# The program's own changes, and newer versions


def test_a_change_by_the_program_is_not_taken_for_one_by_staff(bench: Bench) -> None:
    """A newer form changes the cells of the register while staff have the older one before them."""
    bench.handle(mail(form(0)))
    stale = bench.workshop.publisher.path.read_bytes()
    bench.handle(mail(form(0, contact_name="Нова Особа"), at=later(1)))
    bench.workshop.publisher.path.write_bytes(stale)
    register = passed(bench)
    assert register.at(FIRST, PERSON).value == "Нова Особа"
    assert (standing(bench), register.comment(FIRST, PERSON)) == ([], "")


def test_a_newer_version_shows_the_correction_as_a_conflict_and_does_not_take_it_over(bench: Bench) -> None:
    """The applicant may have mended it himself, in another way; staff decide."""
    bench.handle(mail(form(0)))
    write(bench, EMAIL, "nova@adresa.example")
    bench.handle(mail(form(0, contact_email="treca@adresa.example"), at=later(1)))
    register = opened(bench)
    assert current(bench).answers["contact_email"] == "treca@adresa.example"
    assert register.at(FIRST, EMAIL).value == "treca@adresa.example"
    assert "„nova@adresa.example“" in register.comment(FIRST, EMAIL)
    assert "the correction was not applied" in register.comment(FIRST, EMAIL)
    [shown] = [v for v in bench.desk_folder.json("show", FIRST, "--json") if v["version"] == 2]
    assert [(c["field"], c["state"]) for c in shown["corrections"]] == [("contact_email", "conflict")]

    def settle(register: Opened) -> None:
        register.at(FIRST, EMAIL).comment = None

    assert change(bench, settle).comment(FIRST, EMAIL) == ""
    assert standing(bench) == []


def test_a_correction_that_the_newer_form_confirms_is_no_conflict(bench: Bench) -> None:
    """There is nothing to decide."""
    bench.handle(mail(form(0)))
    write(bench, EMAIL, "nova@adresa.example")
    bench.handle(mail(form(0, contact_email="nova@adresa.example"), at=later(1)))
    assert opened(bench).comment(FIRST, EMAIL) == ""


def test_a_correction_in_a_register_that_does_not_show_the_newer_version_yet_is_a_conflict(bench: Bench) -> None:
    """Staff corrected what they saw; what came in the meantime they did not see."""
    bench.handle(mail(form(0)))
    stale = opened(bench)
    stale.at(FIRST, EMAIL).value = "nova@adresa.example"
    bench.handle(mail(form(0, contact_email="treca@adresa.example"), at=later(1)))
    stale.save()
    register = passed(bench)
    assert register.at(FIRST, EMAIL).value == "treca@adresa.example"
    assert "„nova@adresa.example“" in register.comment(FIRST, EMAIL)
    assert standing(bench) == [("contact_email", 1, "applied", "nova@adresa.example")]


def test_an_incomplete_newer_version_does_not_displace_one_that_a_correction_made_acceptable(bench: Bench) -> None:
    """The rules of versions are the same, whoever filled in the answer."""
    bench.handle(mail(form(0, contact_email="")))
    write(bench, EMAIL, "nova@adresa.example")
    bench.handle(mail(form(0, contact_email="", contact_name="Друга Особа"), at=later(1)))
    assert bench.states() == [(FIRST, 1, "accepted"), (FIRST, 2, "incomplete")]
    assert "version.weaker" in codes(bench.entries[1])


def test_two_applications_of_one_municipality_by_a_correction_are_not_joined(bench: Bench) -> None:
    """Which one counts is for staff to decide; a newer form belongs to the one whose form says so."""
    bench.handle(mail(form(0)), mail(form(1), at=later(1), sender=sender(1)))
    other = current(bench, SECOND)
    register = write(bench, MUNICIPALITY, opened(bench).at(SECOND, MUNICIPALITY).value)
    assert current(bench).municipality == other.municipality
    assert current(bench, SECOND) == other
    assert SECOND in register.comment(FIRST, MUNICIPALITY)
    assert FIRST in register.comment(SECOND, MUNICIPALITY)
    bench.handle(mail(form(1, contact_name="Нова Особа"), at=later(2), sender=sender(1)))
    assert current(bench, SECOND).version == 2
    assert current(bench).version == 1


# Shown


def test_show_and_export_tell_the_correction_with_its_time_and_the_original(bench: Bench) -> None:
    """Whoever asks why must find staff's hand in it."""
    bench.handle(mail(form(0)))
    before = current(bench).answers["contact_email"]
    write(bench, EMAIL, "nova@adresa.example")
    write(bench, PHONE, "у понедјељак")
    exported = json.loads(bench.desk_folder.intake("export"))["entries"][0]
    told = [(c["field"], c["state"], c["written"], c["original"], c["why"]) for c in exported["corrections"]]
    assert told[0] == ("contact_email", "applied", "nova@adresa.example", before, None)
    assert (told[1][:3], told[1][4]) == (("contact_phone", "refused", "у понедјељак"), "refused-phone")
    assert exported["corrections"][0]["since"].startswith("20")
    assert bench.desk_folder.json("show", FIRST, "--json")[0]["corrections"] == exported["corrections"]
    assert exported["evidence"]["contact_email"][0]["place"] == "correction by staff"
    shown = bench.desk_folder.intake("show", FIRST)
    assert "correction" in shown
    assert "nova@adresa.example" in shown
    assert "contact_email:applied" in bench.desk_folder.intake("export", "--format", "csv")


def test_a_replay_compares_with_what_the_forms_said(bench: Bench) -> None:
    """Staff's words are no matter of the rules."""
    bench.handle(mail(form(0, contact_email="")))
    write(bench, EMAIL, "nova@adresa.example")
    assert bench.desk_folder.json("replay", "--json") == []


# Doubtful


def test_a_correction_in_one_of_two_rows_of_an_entry_is_asked_and_not_taken(bench: Bench) -> None:
    """A row is copied to be written over: nobody knows which of the two is meant."""
    bench.handle(mail(form(0)))

    register = opened(bench)
    email = register.at(FIRST, EMAIL).column
    register.sheet.append([cell.value for cell in register.sheet[2]])
    register.sheet.cell(3, email).value = "nova@adresa.example"
    register.save()
    register = passed(bench)
    assert "nova@adresa.example" in register.comment(FIRST, ENTRY)
    assert "стајала у више редова" in register.comment(FIRST, ENTRY)
    assert standing(bench) == []


def test_numbers_that_were_exchanged_correct_nothing_and_are_asked(bench: Bench) -> None:
    """Sorting half a table is the classic accident of spreadsheets."""
    bench.handle(mail(form(0)), mail(form(1), at=later(1), sender=sender(1)))
    before = (current(bench), current(bench, SECOND))

    def exchange(register: Opened) -> None:
        register.at(FIRST, NOTE).value = "за Лакташе"
        first, second = register.sheet.cell(register.row(FIRST), 1), register.sheet.cell(register.row(SECOND), 1)
        first.value, second.value = SECOND, FIRST

    register = change(bench, exchange)
    assert (current(bench), current(bench, SECOND)) == before
    assert f"„{SECOND}“" in register.comment(FIRST, ENTRY)
    assert f"„{FIRST}“" in register.comment(SECOND, ENTRY)
    assert register.at(SECOND, NOTE).value == "за Лакташе"
    assert register.at(FIRST, MUNICIPALITY).value != register.at(SECOND, MUNICIPALITY).value


def test_an_old_copy_brings_no_old_words_back_and_loses_no_new_ones(bench: Bench) -> None:
    """Somebody saves the copy of last week over the register of today."""
    bench.handle(mail(form(0)), mail(form(1), at=later(1), sender=sender(1)))
    write(bench, NOTE, "старо")
    copy = bench.desk_folder.folder / "copy.xlsx"
    shutil.copyfile(bench.workshop.publisher.path, copy)
    write(bench, NOTE, "ново")
    write(bench, NOTE, "тек сада", entry=SECOND)
    write(bench, EMAIL, "nova@adresa.example")
    old = Opened(copy)
    old.at(FIRST, "Обрадио").value = "Сања"
    old.at(SECOND, NOTE).value = "у копији"
    old.at(FIRST, EMAIL).value = "iz-kopije@adresa.example"
    old.book.save(bench.workshop.publisher.path)
    register = passed(bench)
    assert [register.at(FIRST, h).value for h in (NOTE, "Обрадио", EMAIL)] == ["ново", "Сања", "nova@adresa.example"]
    assert register.at(SECOND, NOTE).value == "тек сада"
    assert "„у копији“" in register.comment(SECOND, NOTE)
    assert "„iz-kopije@adresa.example“" in register.comment(FIRST, EMAIL)
    assert "Исправљено" in register.comment(FIRST, EMAIL)


def pinned(text: str | None) -> Callable[[Opened], None]:
    """Return what pins a comment to the first note, or takes it away."""

    def do(register: Opened) -> None:
        register.at(FIRST, NOTE).comment = None if text is None else Comment(text, "Сања")

    return do


def test_a_comment_in_an_old_copy_stands_below_the_later_one(bench: Bench) -> None:
    """Nobody asks about a comment: neither may be dropped."""
    bench.handle(mail(form(0)))
    path = bench.workshop.publisher.path
    copy = Opened(path)
    change(bench, pinned("прво"))
    pinned("у копији")(copy)
    copy.save()
    assert passed(bench).comment(FIRST, NOTE) == "прво\nу копији"


def test_an_old_copy_brings_no_comment_back_that_was_deleted(bench: Bench) -> None:
    """As with words: what was taken away stays away."""
    bench.handle(mail(form(0)))
    copy = change(bench, pinned("прво"))
    assert change(bench, pinned(None)).comment(FIRST, NOTE) == ""
    copy.save()
    assert passed(bench).comment(FIRST, NOTE) == ""


def test_a_correction_is_taken_once_though_the_register_is_saved_again_meanwhile(
    bench: Bench, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It is read once more then, and what was committed before is known."""
    bench.handle(mail(form(0)))
    register = opened(bench)
    register.at(FIRST, EMAIL).value = "nova@adresa.example"
    register.save()
    correct = Store.correct

    def saved_meanwhile(store: Store, corrected: Corrected, *, at: datetime) -> None:
        correct(store, corrected, at=at)
        register.at(FIRST, NOTE).value = "у међувремену"
        register.save()
        monkeypatch.undo()

    monkeypatch.setattr(Store, "correct", saved_meanwhile)
    assert passed(bench).at(FIRST, NOTE).value == "у међувремену"
    assert [c.written for c in bench.workshop.store.corrections.all()] == ["nova@adresa.example"]


def test_a_row_that_staff_typed_themselves_is_kept_whole(bench: Bench) -> None:
    """An application on paper is sometimes written into the list by hand."""
    bench.handle(mail(form(0)))

    def add(register: Opened) -> None:
        register.sheet.cell(3, 1).value = "LC21-P1"
        register.sheet.cell(3, register.at(FIRST, MUNICIPALITY).column).value = "Општина Рибник"
        register.sheet.cell(3, register.at(FIRST, NOTE).column).value = "на папиру"

    for register in (change(bench, add), passed(bench), write(bench, NOTE, "још нешто")):
        told = {cell.value for row in register.book["Без пријаве · Unmatched"] for cell in row}
        assert {"LC21-P1", "Општина Рибник", "на папиру"} <= told


# While it is open, and the copies


@pytest.mark.parametrize("lock", [".~lock.register.xlsx#", "~$register.xlsx"])
def test_a_correction_saved_while_the_register_stays_open_is_taken_at_once(bench: Bench, lock: str) -> None:
    """Staff save and go on working; the news stands beside, and the open file is left alone."""
    bench.handle(mail(form(0, contact_email="")))
    path = bench.workshop.publisher.path
    path.with_name(lock).touch()
    register = opened(bench)
    register.at(FIRST, EMAIL).value = "nova@adresa.example"
    register.save()
    saved = path.read_bytes()
    bench.run_pass()
    bench.run_pass()
    assert (current(bench).status, path.read_bytes()) == ("accepted", saved)
    beside = Opened(path.with_name("register.pending.xlsx"))
    assert "Исправљено" in beside.comment(FIRST, EMAIL)
    register.at(FIRST, EMAIL).value = "druga@adresa.example"
    register.save()
    path.with_name(lock).unlink()
    assert passed(bench).at(FIRST, EMAIL).value == "druga@adresa.example"
    assert not beside.path.exists()
    assert standing(bench) == [("contact_email", 1, "applied", "druga@adresa.example")]


def test_a_save_without_news_writes_nothing_beside_an_open_register(bench: Bench) -> None:
    """A second file that says the same is a riddle."""
    bench.handle(mail(form(0)))
    passed(bench)
    path = bench.workshop.publisher.path
    path.with_name("~$register.xlsx").touch()
    register = opened(bench)
    register.at(FIRST, NOTE).value = "позвати"
    register.save()
    bench.run_pass()
    assert not path.with_name("register.pending.xlsx").exists()
    assert list(bench.workshop.store.remarks.standing().values()) == ["позвати"]


def test_a_different_word_in_the_file_beside_is_asked(bench: Bench) -> None:
    """Two people corrected the same answer in two files."""
    bench.handle(mail(form(0)))
    path = bench.workshop.publisher.path
    lock = path.with_name("~$register.xlsx")
    lock.touch()
    bench.handle(mail(form(1), at=later(1), sender=sender(1)))
    for file, typed in (
        (path, "prva@adresa.example"),
        (path.with_name("register.pending.xlsx"), "druga@adresa.example"),
    ):
        register = Opened(file)
        register.at(FIRST, EMAIL).value = typed
        register.save()
    lock.unlink()
    register = passed(bench)
    assert register.at(FIRST, EMAIL).value == "prva@adresa.example"
    assert "„druga@adresa.example“" in register.comment(FIRST, EMAIL)


def test_the_last_ten_registers_with_words_of_the_staff_s_are_kept(bench: Bench) -> None:
    """A second net below the store."""
    bench.handle(mail(form(0)))
    folder = bench.desk_folder.folder / "var" / "register-history"
    for number in range(12):
        write(bench, NOTE, f"напомена {number}")
    kept = sorted(folder.iterdir())
    assert [Opened(path).at(FIRST, NOTE).value for path in kept] == [f"напомена {n}" for n in range(2, 12)]
    bench.handle(mail(form(1), at=later(1), sender=sender(1)))
    assert sorted(folder.iterdir()) == kept, "a register that nobody touched is not kept again"
