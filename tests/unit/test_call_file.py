"""Call files: the call of 2021 as it was published, and that another call needs nothing but another file."""

from __future__ import annotations

import json
import re
import unicodedata
from collections.abc import Iterator
from datetime import date, datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from corpora import DATA
from intake.config.call_file import load
from intake.data import shipped
from intake.data.loaded import load_lexicon
from intake.rules.call import Approach, Call, Cluster, Field, FieldType
from intake.rules.forms.choice.options import Option, Options
from intake.rules.forms.words.lexicon import key
from intake.rules.forms.words.questions import with_usual_wordings
from intake.toml.table import ConfigError

SARAJEVO = ZoneInfo("Europe/Sarajevo")
CALL_2021 = shipped("calls") / "learning-clusters-2021.toml"

CHOIRS = """
id = "town-choirs-2030"
title = { "sr-Cyrl" = "Смотра хорова", en = "Choir festival" }
deadline = 2030-05-01T12:00:00
form = ["Образац А", "Form A"]

[[hosts]]
id = "HALL"
title = "Town Hall"

[[clusters]]
id = "folk"
title = { "sr-Cyrl" = "Народна пјесма", en = "Folk song" }
hosts = ["HALL"]
events = [{ id = "concert", title = "Concert", date = 2030-06-01 }]
periods = [{ id = "rehearsal", title = "Rehearsal", starts = 2030-05-02, ends = 2030-05-31, preliminary = false }]

[[clusters.approaches]]
id = "folk-old"
title = "Old"

[[fields]]
id = "cluster"
label = { "sr-Cyrl" = "Врста пјесме", en = "Kind of song" }
type = "choice"
required = true

[[fields]]
id = "singers"
label = "Singers"
type = "table"
rows = 8

[[fields.columns]]
id = "voice"
label = "Voice"
type = "choice"
options = ["S", "A"]
"""


def of_2021() -> Call:
    """Load the call that ships."""
    return load(CALL_2021, zone=SARAJEVO, address="unused@example.org")


def of_text(folder: Path, text: str) -> Call:
    """Load a call from *text*."""
    (folder / "call.toml").write_text(text, encoding="utf-8")
    return load(folder / "call.toml", zone=SARAJEVO, address="desk@example.org")


def published() -> dict[str, Any]:
    """Return the call as it was read from its own text, gathered apart from the call file."""
    data: dict[str, Any] = json.loads((DATA / "call.json").read_text(encoding="utf-8"))
    return data


def chosen(call: Call) -> Iterator[tuple[Option, Cluster | Approach, dict[str, Any]]]:
    """Pair every cluster and approach of the file with what was published of it."""
    for cluster in call.clusters:
        said = published()["clusters"][cluster.id]
        yield Option(cluster=cluster.id), cluster, said
        for approach in cluster.approaches:
            yield Option(cluster=cluster.id, approach=approach.id), approach, said["subgroups"][approach.id]


def days(said: dict[str, Any]) -> dict[str, tuple[str, str]]:
    """Return the published periods that have dates."""
    names = {"conceptualisation": "conceptualisation", "application": "application_of_approach"}
    periods = {name: tuple(said.get(there) or ()) for name, there in names.items()}
    return {name: period for name, period in periods.items() if any(period)}


def test_the_call_of_2021_has_five_clusters_and_six_approaches() -> None:
    """The call: "Пет кластера за учење", "са осталих 5 друштвених приступа"."""
    call = of_2021()
    assert {cluster.id for cluster in call.clusters} == set(published()["clusters"])
    assert sum(max(1, len(cluster.approaches)) for cluster in call.clusters) == 6
    assert {host.id for host in call.hosts} == set(published()["hosts"])
    assert {c.id: list(c.hosts) for c in call.clusters} == {k: v["hosts"] for k, v in published()["clusters"].items()}


def test_every_date_is_that_of_annex_1() -> None:
    """A wrong date in a letter sends somebody to an empty room."""
    for option, choice, said in chosen(of_2021()):
        ours = {p.id: (p.starts.isoformat(), p.ends.isoformat()) for p in choice.periods if not p.guessed}
        assert ours == days(said), option
        events = {event.id: event.starts.isoformat() for event in choice.events}
        assert events == {name: said[name] for name in ("ree1", "ree2") if name in said}, option
        assert all(event.preliminary for event in choice.events)
        assert all(period.preliminary for period in choice.periods)


def test_only_the_empty_cells_are_marked_as_guessed() -> None:
    """The call leaves the forum's conceptualisation empty; a letter must say so."""
    guessed = [(o, p.id) for o, choice, _ in chosen(of_2021()) for p in choice.periods if p.guessed]
    assert guessed == [(Option(cluster="minorities", approach="minorities-forum"), "conceptualisation")]


def test_every_wording_of_the_call_names_its_own_cluster() -> None:
    """Clusters go by several names, misspelt ones too; none may lead to another cluster."""
    call = of_2021()
    options = Options(call)
    for option, choice, said in chosen(call):
        published_names = [said["title"], said["title_latn"], said["short_sr"], said["en"]]
        wordings = [*said["variants"], *said.get("variants_elsewhere", []), *published_names]
        for wording in (*wordings, *choice.aliases, choice.title.sr, choice.title.en, choice.short.sr, choice.short.en):
            assert options.named(wording) == (option,), wording


def test_the_deadline_is_the_end_of_the_whole_day() -> None:
    """The call: "најкасније до 13. септембра 2021. године", with no hour."""
    call = of_2021()
    assert call.deadline == datetime(2021, 9, 13, 23, 59, 59, 999999, tzinfo=SARAJEVO)
    assert call.deadline_day == date(2021, 9, 13)


def test_the_form_asks_what_the_interface_names() -> None:
    """Others rely on the ids and on which answers are required."""
    call = of_2021()
    required = {field.id for field in call.fields if field.required}
    assert required == {"cluster", "municipality", "contact_name", "contact_email"}
    members = call.field("members")
    assert members.type is FieldType.TABLE
    assert [column.id for column in members.columns] == ["name", "position", "institution", "email", "english"]
    assert [f.section.sr.split(".")[0] for f in call.fields if f.section] == ["I", "II", "III", "IV", "V", "VI"]


def asked_in_2021() -> tuple[Field, ...]:
    """The fields as forms ask them: in the call's words, and in the usual ones."""
    return with_usual_wordings(of_2021(), load_lexicon().questions).fields


def test_no_wording_belongs_to_two_questions() -> None:
    """The reader of forms could not tell them apart."""
    owners: dict[str, str] = {}
    for field in asked_in_2021():
        for wording in (field.label.sr, field.label.en, *field.aliases):
            for known in (key(wording), key(re.sub(r"\([^()]*\)", " ", wording))):
                assert known
                assert owners.setdefault(known, field.id) == field.id, wording


def test_bare_words_belong_to_the_contact_person() -> None:
    """Such words fit the office as well; the reader gives them to it by the section in which they stand."""
    for bare, owner in (("E-mail", "contact_email"), ("Телефон", "contact_phone"), ("Име и презиме", "contact_name")):
        owners = [field.id for field in asked_in_2021() if key(bare) in map(key, field.aliases)]
        assert owners == [owner]


def test_the_period_of_application_is_no_sign_of_an_application() -> None:
    """The call's worst slip: its "период пријаве" means implementation."""
    call = of_2021()
    signs = {key(sign) for sign in call.signs.application}
    for trap in ("период пријаве", "рок за пријаву", "период за пријаву", "application of social approach"):
        assert not any(f" {sign} " in f" {key(trap)} " for sign in signs)


@pytest.mark.parametrize(
    "path", [CALL_2021, shipped("wording-form.toml"), shipped("questions.toml")], ids=lambda path: path.name
)
def test_no_word_mixes_scripts_unless_it_is_marked_as_damaged(path: Path) -> None:
    """A Latin letter in a Cyrillic word looks right and is found by nobody."""
    for line in path.read_text(encoding="utf-8").splitlines():
        if "damaged" not in line and not line.startswith("#"):
            for word in re.findall(r"[^\W\d_]+", line):
                assert len({unicodedata.name(letter).split()[0] for letter in word} & {"LATIN", "CYRILLIC"}) < 2, word


def test_another_call_needs_only_another_file(tmp_path: Path) -> None:
    """Nothing of the call of 2021 stands in code."""
    call = of_text(tmp_path, CHOIRS)
    assert (call.prefix, call.address, call.form_title.en) == ("TC30", "desk@example.org", "Образац А")
    assert call.deadline == datetime(2030, 5, 1, 12, tzinfo=SARAJEVO)
    folk = call.cluster("folk")
    assert (folk.short, folk.hosts) == (folk.title, ("HALL",))
    assert (folk.events[0].starts, folk.events[0].ends) == (date(2030, 6, 1), date(2030, 6, 1))
    assert not folk.periods[0].preliminary
    assert [approach.id for approach in folk.approaches] == ["folk-old"]
    assert call.field("cluster").required
    assert call.field("singers").columns[0].options[0].sr == "S"


def test_a_deadline_may_bring_its_own_offset(tmp_path: Path) -> None:
    """Then the desk's zone only says which day it is."""
    call = of_text(tmp_path, CHOIRS.replace("2030-05-01T12:00:00", "2030-05-01T23:30:00Z"))
    assert call.deadline.isoformat() == "2030-05-01T23:30:00+00:00"
    assert call.deadline_day == date(2030, 5, 2)


@pytest.mark.parametrize(
    ("old", "new", "key_", "said"),
    [
        ("date = 2030-06-01", 'date = "soon"', "clusters[0].events[0].date", "must be a date"),
        ("ends = 2030-05-31", "ends = 2030-05-01", "clusters[0].periods[0].ends", "before"),
        ('hosts = ["HALL"]', 'hosts = ["HELL"]', "clusters[0].hosts", "HELL"),
        ('id = "folk-old"', 'id = "folk"', "clusters", "twice"),
        ('id = "singers"', 'id = "cluster"', "fields", "twice"),
        ('type = "choice"\nrequired', 'type = "chioce"\nrequired', "fields[0].type", "choice"),
        ("required = true", "requird = true", "fields[0].requird", "required"),
        ('title = { "sr-Cyrl" = "Народна пјесма", en = "Folk song" }', "", "clusters[0].title", "missing"),
        (', en = "Folk song" }', " }", "clusters[0].title", "both languages"),
        ("deadline = 2030-05-01T12:00:00", "deadline = 12", "deadline", "date"),
        ("form = [", "max_choices = 2\nform = [", "max_choices", "only 1"),
        ("form = [", 'first_language = "english"\nform = [', "first_language", "applicant"),
        ("[[hosts]]", "[signs]\nother = []\n[[hosts]]", "signs.other", "other_forms"),
        ('id = "town-choirs-2030"', 'id = "town choirs"', "id", "hyphens"),
        ("form = [", 'prefix = "lc"\nform = [', "prefix", "capital"),
    ],
)
def test_a_fault_in_a_call_names_its_key(tmp_path: Path, old: str, new: str, key_: str, said: str) -> None:
    """Call files are long: a fault without its place is a search."""
    assert old in CHOIRS
    with pytest.raises(ConfigError) as caught:
        of_text(tmp_path, CHOIRS.replace(old, new, 1))
    assert said in {fault.key: fault.message for fault in caught.value.faults}[key_]


def test_an_empty_call_is_told_all_that_it_lacks(tmp_path: Path) -> None:
    """Somebody begins a new call with an empty file and is led through it."""
    with pytest.raises(ConfigError) as caught:
        of_text(tmp_path, "")
    assert {fault.key for fault in caught.value.faults} == {"id", "deadline", "form", "title", "clusters", "fields"}


@pytest.mark.parametrize(
    ("written", "day"),
    [
        ('"2 years after deadline"', date(2032, 5, 1)),
        ('"10 months after deadline"', date(2031, 3, 1)),
        ('"90 days after deadline"', date(2030, 7, 30)),
        ("2031-12-31", date(2031, 12, 31)),
    ],
)
def test_retention_is_a_day_or_so_long_after_the_deadline(tmp_path: Path, written: str, day: date) -> None:
    """That day counts whole, as with a deadline; without the key nothing is ever erased by itself."""
    call = of_text(tmp_path, f"retention = {written}\n{CHOIRS}")
    assert call.retention is not None
    assert call.retention.until == datetime(day.year, day.month, day.day, 23, 59, 59, 999999, SARAJEVO)
    assert call.retention.notice.days == 14
    assert of_text(tmp_path, CHOIRS).retention is None


@pytest.mark.parametrize("written", ['"after two years"', '"2 years"', "2", '"9999 days after deadline"'])
def test_a_retention_that_is_not_understood_is_refused(tmp_path: Path, written: str) -> None:
    """Guessing here erases applications, or keeps them for ever."""
    with pytest.raises(ConfigError, match=r"retention.*2 years after deadline"):
        of_text(tmp_path, f"retention = {written}\n{CHOIRS}")


def test_a_day_for_corrections_lies_after_the_deadline(tmp_path: Path) -> None:
    """Until then letters name the deadline itself."""
    assert of_text(tmp_path, f"corrections_until = 2031-01-02\n{CHOIRS}").corrections_until == date(2031, 1, 2)
    with pytest.raises(ConfigError, match=r"corrections_until.*after the deadline"):
        of_text(tmp_path, f"corrections_until = 2021-01-02\n{CHOIRS}")


def test_a_call_asks_what_is_applied_for(tmp_path: Path) -> None:
    """The desk reads the choice by that name; without it no form could be told from another."""
    with pytest.raises(ConfigError, match=r'fields.*"cluster"'):
        of_text(tmp_path, CHOIRS.replace('id = "cluster"', 'id = "song"'))
