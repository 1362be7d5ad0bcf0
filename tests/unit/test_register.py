"""What stands in each sheet of the register."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta

import pytest

from intake.rules.call import Text
from intake.rules.entry import MESSAGE_BODY, Entry, FormFile
from intake.rules.finding import Code, Finding
from intake.rules.register.frame import Records
from intake.rules.register.register import compose
from intake.rules.register.sheets import Column, Link, Roll, Sheet, Tally, Value, distinct
from intake.rules.states import LetterState, Outcome, Status
from samples.register import CALL, content, entry, frame, letter, message, municipalities, records


def row(sheet: Sheet, key: str) -> dict[str, Value]:
    """Return one row by heading."""
    found = next(values for values in sheet.rows if values[0] == key)
    return dict(zip((column.heading for column in sheet.columns), found, strict=True))


def version(at: int, number: int, **changes: object) -> Entry:
    """Return a later version of an application."""
    one = entry(at)
    later = one.received_at + timedelta(days=number)
    return replace(one, version=number, message=f"sha256:{number:063}v", received_at=later, **changes)  # type: ignore[arg-type]


def test_the_register_has_one_row_an_application_with_its_id_first() -> None:
    """The id is what everybody quotes."""
    register = content().register
    assert [values[0] for values in register.rows] == [f"LC21-{at:04}" for at in range(1, 16)]
    assert register.columns[0].heading == "Број · Entry"


def test_a_row_tells_status_place_time_and_findings_in_words() -> None:
    """A clerk reads words; dates are the wall clock of the call's zone."""
    told = row(content().register, "LC21-0003")
    assert told["Стање · Status"] == "! непотпуна · incomplete"
    assert told["Општина или град · Municipality"] == "Добој · Doboj"
    assert told["Примљено · Received"] == datetime(2021, 9, 4, 0, 14)  # noqa: DTZ001 - a wall clock
    assert "Није попуњено: Е-пошта контакт особе." in str(told["Шта треба знати · Findings"])
    assert told["Датум · Date"] == date(2021, 9, 10)
    assert told["Телефон контакт особе · Telephone of the contact person"] == "+38751123403"


def test_mails_and_letters_are_linked_relative_to_the_register() -> None:
    """The folder can be moved or shared as a whole."""
    told = row(content().register, "LC21-0001")
    assert told["Писмо · Letter"] == Link(text="послато · sent", target="outbox/sent/LC21-0001.eml")
    assert isinstance(told["Порука · Mail"], Link)


def test_a_letter_that_waits_says_why() -> None:
    """Staff decide about held letters and need the rule."""
    one = entry(1)
    held = replace(records(one), letters=(letter(one, LetterState.HELD, "no-return-path"),), letter_links={})
    assert row(compose(held, frame()).register, "LC21-0001")["Писмо · Letter"] == (
        "задржано: одлучује службеник · held for a person to decide: нема повратне адресе · no Return-Path"
    )


@pytest.mark.parametrize(
    ("state", "why", "reply", "told"),
    [
        (LetterState.HELD, "replies.mode: hold", None, "писма чекају да их службеник пусти"),
        (LetterState.FAILED, "refused", "550 no such user", "refused by the server: 550 no such user"),
        (LetterState.QUEUED, None, "451 later", "чека слање · queued: сервер још није примио писмо"),
        (LetterState.SENT, None, "250 taken", "послато · sent"),
    ],
)
def test_a_letter_says_what_the_server_said_and_its_reason_in_serbian(
    state: LetterState, why: str | None, reply: str | None, told: str
) -> None:
    """Half an English sentence, twice, is no reason; the server's own words stand once."""
    one = entry(1)
    waits = replace(letter(one, state, why), reply=reply)
    shown = str(
        row(compose(replace(records(one), letters=(waits,), letter_links={}), frame()).register, one.entry)[
            "Писмо · Letter"
        ]
    )
    assert told in shown
    assert shown.count(reply or "never") == (0 if state is LetterState.SENT else bool(reply))


def test_a_form_that_was_pasted_into_a_mail_is_named_in_both_languages() -> None:
    """There is no file to open, and its name is the program's own."""
    one = replace(entry(1), form=FormFile(name=MESSAGE_BODY, sha256="0", kind="text"))
    assert row(compose(replace(records(one), form_links={}), frame()).register, one.entry)["Образац · Form"] == (
        "текст поруке · text of the message"
    )


def test_what_reaches_an_applicant_stands_open_and_long_answers_are_folded() -> None:
    """The row must fit a page and a glance."""
    folded = {column.heading: column.folded for column in content().register.columns}
    assert not folded["Контакт особа · Contact person"]
    assert not folded["Телефон контакт особе · Telephone of the contact person"]
    assert folded["Разлози за пријаву · Reasons for applying"]


def test_a_superseded_version_goes_to_the_history_with_what_changed() -> None:
    """Who asks why the telephone differs finds old and new side by side."""
    old = replace(entry(1), status=Status.SUPERSEDED)
    new = version(1, 2, answers={**old.answers, "contact_phone": "+38765000000"})
    composed = compose(records(old, new), frame())
    assert row(composed.register, "LC21-0001")["Верзија · Version"] == 2
    told = row(composed.history, "LC21-0001")
    assert told["Верзија · Version"] == 1
    assert told["Шта је измијењено · What changed"] == (
        "Телефон контакт особе · Telephone of the contact person: +38751123401 → +38765000000"
    )


def test_another_choice_is_told_once_and_by_its_name() -> None:
    """An id means nothing to a clerk, and a line twice looks like two changes."""
    first = entry(1)
    chosen = {"municipality": "Opština Laktaši", "cluster": first.cluster, "approach": first.approach}
    old = replace(first, status=Status.SUPERSEDED, answers={**first.answers, **chosen})
    other = {"cluster": "day-centre", "approach": None}
    new = version(1, 2, answers={**old.answers, **other, "municipality": "Лакташи"}, **other)
    changed = row(compose(records(old, new), frame()).history, "LC21-0001")["Шта је измијењено · What changed"]
    headings = [line.partition(":")[0].partition(" · ")[2] for line in str(changed).splitlines()]
    assert headings == ["Cluster", "Approach"]
    assert "day-centre" not in str(changed)


@pytest.mark.parametrize("code", [Code.VERSION_LATE, Code.VERSION_WEAKER])
def test_a_version_that_displaces_nothing_is_in_the_history_and_named_in_the_register(code: Code) -> None:
    """Staff decide; they must not overlook that there is something to decide."""
    rival = version(1, 2, status=Status.LATE, findings=(Finding(code=code),))
    composed = compose(records(entry(1), rival), frame())
    told = row(composed.register, "LC21-0001")
    assert told["Верзија · Version"] == 1
    assert "There is also version 2" in str(told["Шта треба знати · Findings"])
    assert row(composed.history, "LC21-0001")["Верзија · Version"] == 2


def test_a_duplicate_is_in_the_history() -> None:
    """The same form twice is no second application, but it was received."""
    one = entry(2)
    again = replace(message(one, Outcome.DUPLICATE, "same form"), message="sha256:again")
    composed = compose(Records(entries=(one,), messages=(message(one), again)), frame())
    assert "duplicate" in str(row(composed.history, "LC21-0002")["Стање · Status"])


def test_every_mail_is_listed_with_what_became_of_it() -> None:
    """Nobody's mail vanishes."""
    bounce = replace(message(entry(1), Outcome.AUTOMATIC, "report: DSN"), entry=None, version=None)
    waiting = replace(message(entry(2)), outcome=None)
    rows = compose(Records(messages=(bounce, waiting)), frame()).messages.rows
    assert [values[3] for values in rows] == [
        "аутоматска порука · automatic mail",
        "чека обраду · waiting to be handled",
    ]
    assert rows[0][6] == "извјештај о испоруци · a delivery report: DSN"


def overview_part(title: str) -> Tally | Roll:
    """Return the part of the sample's overview whose title begins so."""
    _, parts = content().overview.chapters[0]
    return next(part for part in parts if part.title.sr.startswith(title))


def test_the_overview_counts_clusters_approaches_and_their_total() -> None:
    """The counts that are reported must add up."""
    tally = overview_part("По кластеру")
    assert isinstance(tally, Tally)
    assert tally.total is not None
    assert tally.total.numbers == (15, 9)
    assert sum(line.numbers[0] for line in tally.rows if line.depth == 0) == 15
    minorities = next(line for line in tally.rows if line.label.en == "Models for inclusion of minorities")
    assert minorities.numbers == (4, 4)


def test_an_application_counts_once_for_an_economy_and_for_each_of_its_hosts() -> None:
    """Mobile teams have two hosts in one economy."""
    hosts, economies = overview_part("По домаћину"), overview_part("По економији")
    assert isinstance(hosts, Tally)
    assert isinstance(economies, Tally)
    assert {line.label.en: line.numbers[0] for line in hosts.rows}["Association of FBiH"] == 4
    assert {line.label.en: line.numbers[0] for line in economies.rows} == {"Serbia": 4, "Bosnia and Herzegovina": 8}


def test_the_overview_names_who_is_missing() -> None:
    """Clusters without an applicant and municipalities that have not applied are the calls to make."""
    clusters, silent = overview_part("Кластери без"), overview_part("Нису се")
    assert isinstance(clusters, Roll)
    assert isinstance(silent, Roll)
    assert [name.en for name in clusters.names] == ["Inclusive disaster risk management"]
    assert silent.title == Text(sr="Нису се пријавиле: 52 од укупно 64", en="Have not applied: 52 of 64")
    assert "Лакташи" not in {name.sr for name in silent.names}
    assert len(municipalities()) == 64


def test_those_who_have_not_applied_stand_in_the_order_of_the_alphabet() -> None:
    """Who looks for Лакташи looks behind Котор Варош; computers put Љ and Ђ elsewhere."""
    silent = overview_part("Нису се")
    assert isinstance(silent, Roll)
    names = [name.sr for name in silent.names]
    assert names.index("Котор Варош") < names.index("Љубиње") < names.index("Мркоњић Град") < names.index("Чајниче")


def test_the_economies_of_applicants_are_counted_for_every_cluster() -> None:
    """The call wants one of every economy in a cluster; a late one does not count, and one counts once."""
    stranger = replace(entry(2), entry="LC21-0099", municipality="srb-ada", status=Status.REVIEW)
    again = replace(stranger, entry="LC21-0100")
    composed = compose(records(*map(entry, range(1, 16)), stranger, again), frame())
    (tally,) = (p for p in composed.overview.chapters[0][1] if p.title.en.startswith("Local self-governments"))
    assert isinstance(tally, Tally)
    assert [economy.en for economy in tally.counts] == ["Serbia", "Bosnia and Herzegovina"]
    assert {line.label.en: line.numbers for line in tally.rows} == {
        "Day-care centres": (1, 2),
        "Awareness raising on human rights, non-discrimination and inclusion": (0, 1),
        "Mobile outreach teams": (0, 3),
        "Models for inclusion of minorities": (0, 4),
        "Inclusive disaster risk management": (0, 0),
    }


def days(*received: date) -> dict[str, int]:
    """Return the counts by day of applications that came in on these days."""
    at = (datetime.combine(day, time(9), tzinfo=UTC) for day in received)
    entries = [replace(entry(n), received_at=moment) for n, moment in enumerate(at, start=1)]
    composed = compose(records(*entries), frame())
    (tally,) = (p for p in composed.overview.chapters[0][1] if p.title.en == "By day of receipt")
    assert isinstance(tally, Tally)
    return {line.label.sr: line.numbers[0] for line in tally.rows}


def test_every_day_up_to_the_deadline_is_counted_and_a_late_one_beside() -> None:
    """A day without an application is news as well, and a chart with gaps left out lies."""
    told = days(date(2021, 9, 10), date(2021, 9, 10), date(2021, 9, 14))
    assert told == {"10. 9. 2021.": 2, "11. 9. 2021.": 0, "12. 9. 2021.": 0, "13. 9. 2021.": 0, "14. 9. 2021.": 1}


def test_one_stray_mail_of_last_year_makes_no_year_of_empty_days() -> None:
    """A mail with a wrong date must not make the sheet useless."""
    assert days(date(2020, 3, 1), date(2021, 9, 12)) == {"1. 3. 2020.": 1, "12. 9. 2021.": 1, "13. 9. 2021.": 0}


def test_the_calendar_has_deadline_events_and_periods_with_those_concerned() -> None:
    """Invitations are sent from it; every date says that it is preliminary."""
    rows = content().calendar.rows
    assert [values[0] for values in rows] == [CALL.deadline_day, date(2021, 9, 28), date(2021, 10, 13)]
    assert rows[1][5:] == ("онлајн · online", "прелиминарно · preliminary", "Бијељина · Bijeljina; Требиње · Trebinje")
    assert "preliminary" in str(rows[2][6])
    assert "taken from the row beside it" in str(rows[2][6])


def test_two_columns_never_have_one_heading() -> None:
    """A table with two equal headings is damaged in Excel's eyes."""
    columns = distinct((Column(heading="Датум"), Column(heading="датум")))
    assert [column.heading for column in columns] == ["Датум", "датум (2)"]
    with pytest.raises(ValueError, match="one heading"):
        Sheet(title="x", columns=(Column(heading="a"), Column(heading="A")))
