"""The configuration: what a good file means, and that a bad one is told in full."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from ipaddress import IPv4Address
from pathlib import Path

import pytest
from apscheduler.triggers.cron import CronTrigger
from hypothesis import given
from hypothesis import strategies as st

from intake.config import ConfigError, load, load_calls
from intake.data import shipped
from intake.settings import (
    After,
    DeliveryKind,
    MailboxKind,
    Mode,
    Security,
    SentCopy,
    Settings,
    Since,
    Uncertain,
)
from intake.toml import values
from intake.toml.table import Unusable

CALL = """
id = "choirs-2030"
title = { "sr-Cyrl" = "Хорови", en = "Choirs" }
deadline = 2030-05-01
form = ["Образац А"]
clusters = [{ id = "song", title = "Song" }]
fields = [{ id = "cluster", label = "Choir", type = "choice" }]
"""
SMALL = """
calls = ["call.toml"]
[mailbox]
kind = "maildir"
path = "Maildir"
[delivery]
kind = "folder"
from = "Choirs <Desk@Choirs.example>"
"""
IMAP = """
calls = ["call.toml"]
[mailbox]
host = "imap.choirs.example"
username = "desk@choirs.example"
password_env = "SECRET"
[delivery]
host = "smtp.choirs.example"
from = "desk@choirs.example"
"""


def loaded(folder: Path, text: str, **environ: str) -> Settings:
    """Write a configuration beside a call, and load it."""
    (folder / "call.toml").write_text(CALL, encoding="utf-8")
    (folder / "config.toml").write_text(text, encoding="utf-8")
    return load(folder / "config.toml", environ=environ)


def faults(folder: Path, text: str, **environ: str) -> dict[str, str]:
    """Return the faults of a bad configuration: message by key."""
    with pytest.raises(ConfigError) as caught:
        loaded(folder, text, **environ)
    assert all(fault.file == folder / "config.toml" for fault in caught.value.faults)
    return {fault.key: fault.message for fault in caught.value.faults}


def test_the_file_that_ships_can_be_used_as_it_is() -> None:
    """`init` lays it out: only the passwords may be missing."""
    settings = load(shipped("config.toml"), environ={"INTAKE_IMAP_PASSWORD": "in", "INTAKE_SMTP_PASSWORD": "out"})
    assert settings.mailbox.server is not None
    assert settings.delivery.server is not None
    assert (settings.mailbox.server.password, settings.delivery.server.password) == ("in", "out")
    assert [call.id for call in load_calls(settings)] == ["learning-clusters-2021"]


def test_the_mailbox_is_ours_though_only_its_aliases_are_named(tmp_path: Path) -> None:
    """A mail from the desk's own sender would else be answered, by itself."""
    settings = loaded(tmp_path, SMALL + '\n[replies]\nown_addresses = ["prijave@choirs.example"]\n')
    assert settings.replies.own_addresses == ("prijave@choirs.example", "desk@choirs.example")


def test_what_is_left_out_has_its_default(tmp_path: Path) -> None:
    """A small desk needs a small file."""
    settings = loaded(tmp_path, SMALL)
    assert settings.zone.key == "Europe/Sarajevo"
    assert settings.mailbox.kind is MailboxKind.MAILDIR
    assert settings.mailbox.path == tmp_path / "Maildir"
    assert (settings.mailbox.since, settings.mailbox.after) == (Since.FIRST_RUN, After.KEYWORD)
    assert settings.store.url == f"sqlite:///{tmp_path}/var/intake.db"
    assert settings.store.archive == tmp_path / "var/archive"
    assert settings.register == tmp_path / "register.xlsx"
    assert settings.replies.mode is Mode.AUTO
    assert settings.replies.languages == ("sr-Cyrl", "en")
    assert settings.replies.own_addresses == ("desk@choirs.example",)
    assert settings.replies.message_id_domain == "ack.choirs.example"
    assert settings.delivery.kind is DeliveryKind.FOLDER
    assert settings.delivery.envelope_from == "desk@choirs.example"
    assert settings.delivery.uncertain is Uncertain.RESEND_ONCE
    assert (settings.delivery.sent_copy, settings.delivery.dkim) == (SentCopy.OFF, None)
    assert settings.schedule.every == timedelta(minutes=5)
    assert settings.limits.message_size == 25 * 2**20


@pytest.mark.parametrize(
    ("security", "imap", "smtp"),
    [(Security.TLS, 993, 465), (Security.STARTTLS, 143, 587)],
)
def test_a_port_left_out_is_the_usual_one(tmp_path: Path, security: str, imap: int, smtp: int) -> None:
    """Nobody should have to know the numbers (RFC 8314)."""
    text = IMAP.replace("host =", f'security = "{security}"\nhost =')
    settings = loaded(tmp_path, text, SECRET="x")
    assert settings.mailbox.server is not None
    assert settings.delivery.server is not None
    assert (settings.mailbox.server.port, settings.delivery.server.port) == (imap, smtp)


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("/run/clamav/clamd.ctl", (Path("/run/clamav/clamd.ctl"), "", 0)),
        ("localhost:3310", (None, "localhost", 3310)),
        ("127.0.0.1:3310", (None, "127.0.0.1", 3310)),
        ("[::1]:3310", (None, "::1", 3310)),
    ],
)
def test_a_scanner_listens_at_a_path_or_on_a_port_of_this_machine(
    tmp_path: Path, written: str, meant: tuple[Path | None, str, int]
) -> None:
    """Both are usual; without the section nothing is scanned."""
    scanner = loaded(tmp_path, f'{SMALL}[scanner]\nclamd = "{written}"\n').scanner
    assert scanner
    assert (scanner.path, scanner.host, scanner.port) == meant
    assert loaded(tmp_path, SMALL).scanner is None


@pytest.mark.parametrize("written", ["scan.example:3310", "192.0.2.1:3310", "clamd.ctl", "localhost", "localhost:0"])
def test_a_scanner_elsewhere_is_refused(tmp_path: Path, written: str) -> None:
    """It would get every applicant's mail over the net, in the clear."""
    assert set(faults(tmp_path, f'{SMALL}[scanner]\nclamd = "{written}"\n')) == {"scanner.clamd"}


def test_every_fault_is_told_at_once_with_its_key(tmp_path: Path) -> None:
    """A person mends the file once, not once for each fault."""
    found = faults(
        tmp_path,
        """
        timezon = "Europe/Sarajevo"
        timezone = "Europe/Nowhere"
        calls = ["missing.toml"]
        [mailbox]
        host = "imap.choirs.example"
        security = "none"
        username = "desk"
        password = "hunter2"
        since = "yesterday"
        [delivery]
        host = "smtp.choirs.example"
        port = 70000
        ca_file = "nothing.pem"
        [replies]
        languages = ["sr-Latn"]
        per_address_limit = 0
        [schedule]
        every = "1 second"
        [limits]
        message_size = "large"
        """,
    )
    assert set(found) == {
        "timezon",
        "timezone",
        "calls",
        "mailbox.security",
        "mailbox.password",
        "mailbox.since",
        "delivery.port",
        "delivery.ca_file",
        "delivery.from",
        "replies.languages",
        "replies.per_address_limit",
        "schedule.every",
        "limits.message_size",
    }
    assert "timezone" in found["timezon"]
    assert "never written in this file" in found["mailbox.password"]


@pytest.mark.parametrize(
    ("written", "days"),
    [
        ("1-5", "mon tue wed thu fri"),
        ("mon-fri", "mon tue wed thu fri"),
        ("0", "sun"),
        ("7", "sun"),
        ("0-4", "sun mon tue wed thu"),
        ("fri-sun", "fri sat sun"),
        ("SAT,0", "sat sun"),
        ("*/2", "sun tue thu sat"),
        ("1-5/2", "mon wed fri"),
        ("*", "mon tue wed thu fri sat sun"),
    ],
)
def test_the_days_of_a_week_are_counted_as_cron_does(written: str, days: str) -> None:
    """crontab(5): 1 is Monday, the day of many a deadline; the scheduler would count from 0."""
    trigger = CronTrigger.from_crontab(values.cron(f"0 8 * * {written}"), timezone=UTC)
    week = [datetime(2021, 9, day, 8, tzinfo=UTC) for day in range(6, 13)]
    fire = {f"{day:%a}".lower() for day in week if trigger.get_next_fire_time(None, day) == day}
    assert fire == set(days.split())


@pytest.mark.parametrize(
    ("line", "key", "said"),
    [
        ('[store]\nurl = "mysql://x/y"', "store.url", "SQLite or PostgreSQL"),
        ('[store]\nurl = "sqlite://"', "store.url", "lost"),
        ('[schedule]\ncron = "* * *"', "schedule.cron", "five fields"),
        ('[schedule]\ncron = "*/5 7-25 * * *"', "schedule.cron", "hour"),
        ('[schedule]\nevery = "5 minutes"\ncron = "* * * * *"', "schedule.cron", "keep one"),
        ('[replies]\nlanguages = ["en", "en"]', "replies.languages", "twice"),
        ("[replies]\nlanguages = []", "replies.languages", "at least one"),
        ('[replies]\nown_addresses = ["desk"]', "replies.own_addresses", "e-mail address"),
        ('[replies]\nmode = "perhaps"', "replies.mode", "auto, hold, off"),
        ("[limits]\nseconds_per_message = 0", "limits.seconds_per_message", "more than 0"),
        ("[limits]\nseconds_per_mesage = 3", "limits.seconds_per_mesage", "seconds_per_message"),
        ("store = 3", "store", "table"),
    ],
)
def test_a_fault_says_what_to_do(tmp_path: Path, line: str, key: str, said: str) -> None:
    """The message is all that a person has who stands before a desk that does not start."""
    text = f"{line}\n{SMALL}" if not line.startswith("[") else f"{SMALL}\n{line}"
    assert said in faults(tmp_path, text)[key]


def test_the_mailbox_is_an_own_address_whatever_aliases_are_named(tmp_path: Path) -> None:
    """A letter to ourselves is read as mail and answered."""
    settings = loaded(tmp_path, f'{SMALL}\n[replies]\nown_addresses = ["choir@choirs.example"]')
    assert settings.replies.own_addresses == ("choir@choirs.example", "desk@choirs.example")


def test_a_password_comes_from_a_variable_or_a_file(tmp_path: Path) -> None:
    """A password never stands in the configuration itself."""
    (tmp_path / "secret").write_text("from file\n", encoding="utf-8")
    of_file = loaded(tmp_path, IMAP.replace('password_env = "SECRET"', 'password_file = "secret"'))
    of_variable = loaded(tmp_path, IMAP, SECRET="from variable")
    assert of_file.mailbox.server is not None
    assert of_variable.mailbox.server is not None
    assert of_file.mailbox.server.password == "from file"
    assert of_variable.mailbox.server.password == "from variable"
    assert "from variable" not in repr(of_variable)


def test_a_password_in_the_address_of_the_store_is_shown_nowhere(tmp_path: Path) -> None:
    """It is a secret like that of a mailbox, and settings may end up in a log."""
    settings = loaded(tmp_path, f'{SMALL}\n[store]\nurl = "postgresql://desk:hush-hush@localhost/intake"\n')
    assert "hush-hush" in settings.store.url
    assert "hush-hush" not in repr(settings)


def test_a_variable_that_is_not_set_is_named(tmp_path: Path) -> None:
    """Exit 2 must say which variable it was."""
    assert "SECRET" in faults(tmp_path, IMAP)["mailbox.password_env"]


def test_a_password_comes_from_the_service_manager(tmp_path: Path) -> None:
    """As a credential it is in no environment, and in no file that the desk's user could read (systemd.exec(5))."""
    (tmp_path / "imap-password").write_text("from systemd\n")
    text = IMAP.replace('password_env = "SECRET"', 'password_credential = "imap-password"')
    server = loaded(tmp_path, text, CREDENTIALS_DIRECTORY=str(tmp_path)).mailbox.server
    assert server is not None
    assert server.password == "from systemd"
    (tmp_path / "imap-password").write_text("\n")
    told = faults(tmp_path, text, CREDENTIALS_DIRECTORY=str(tmp_path))["mailbox.password_credential"]
    assert "LoadCredential=imap-password" in told
    (tmp_path / "config.toml").write_text(text, encoding="utf-8")
    load(tmp_path / "config.toml", environ=None)  # commands that need no server need no password


@pytest.mark.parametrize(
    ("line", "key"),
    [
        ("", "mailbox.password_env"),
        ('password_env = "SECRET"\npassword_file = "call.toml"', "mailbox.password_file"),
        ('password_file = "nothing"', "mailbox.password_file"),
        ('password_file = "call.toml"\npassword_credential = "imap"', "mailbox.password_credential"),
        ('password_credential = "../call.toml"', "mailbox.password_credential"),
        ('password_credential = "imap"', "mailbox.password_credential"),
    ],
)
def test_a_user_needs_exactly_one_password(tmp_path: Path, line: str, key: str) -> None:
    """A log-in without a password, or with two, is somebody's mistake."""
    assert key in faults(tmp_path, IMAP.replace('password_env = "SECRET"', line), SECRET="x")


@given(
    st.one_of(st.just("localhost"), st.just("::1"), st.integers(2**24 * 127, 2**24 * 128 - 1).map(IPv4Address).map(str))
)
def test_a_server_on_this_machine_may_do_without_tls(host: str) -> None:
    """Nothing leaves the machine there."""
    assert values.is_loopback(host)


@pytest.mark.parametrize("host", ["imap.example.org", "10.0.0.1", "localhost.example.org", "128.0.0.1"])
def test_no_other_server_may_do_without_tls(tmp_path: Path, host: str) -> None:
    """The password would go over the net in the clear."""
    text = IMAP.replace('host = "imap.choirs.example"', f'host = "{host}"\nsecurity = "none"')
    assert set(faults(tmp_path, text, SECRET="x")) == {"mailbox.security"}


def test_keys_of_the_other_kind_may_stay(tmp_path: Path) -> None:
    """Who tries a Maildir for a day keeps the server's lines for the day after."""
    text = SMALL.replace('path = "Maildir"', 'path = "Maildir"\nhost = "imap.example.org"\npassword_env = "UNSET"')
    assert loaded(tmp_path, text).mailbox.server is None


@pytest.mark.parametrize("written", ["auto", "off", "Послато"])
def test_copies_go_where_sent_mail_goes_or_into_a_folder_by_its_name(tmp_path: Path, written: str) -> None:
    """What is no folder's name is a word of the configuration."""
    text = IMAP.replace("[delivery]", f'[delivery]\nsent_copy = "{written}"')
    copy = loaded(tmp_path, text, SECRET="x").delivery.sent_copy
    assert copy == written
    assert isinstance(copy, SentCopy) == (written != "Послато")


@pytest.mark.parametrize("written", ["auto", "Sent"])
def test_only_an_imap_mailbox_has_a_folder_of_sent_mail(tmp_path: Path, written: str) -> None:
    """A Maildir is a delivery's end: nobody looks for sent mail there."""
    found = faults(tmp_path, SMALL.replace("[delivery]", f'[delivery]\nsent_copy = "{written}"'))
    assert list(found) == ["delivery.sent_copy"]


def test_a_key_for_signatures_is_a_file_of_its_own(tmp_path: Path) -> None:
    """It is a secret like a password."""
    (tmp_path / "dkim.pem").write_text("a key", encoding="utf-8")
    line = 'dkim = { domain = "Choirs.example", selector = "desk", key_file = "dkim.pem" }'
    dkim = loaded(tmp_path, SMALL.replace("[delivery]", f"[delivery]\n{line}")).delivery.dkim
    assert dkim
    assert dkim._asdict() == {"domain": "choirs.example", "selector": "desk", "key_file": tmp_path / "dkim.pem"}
    found = faults(tmp_path, SMALL.replace("[delivery]", '[delivery]\ndkim = { key = "MII…", key_file = "none.pem" }'))
    assert set(found) == {f"delivery.dkim.{name}" for name in ("domain", "selector", "key_file", "key")}


def test_no_bounces_are_wanted_with_an_empty_path(tmp_path: Path) -> None:
    """`<>` is how RFC 5321 writes it."""
    assert loaded(tmp_path, f'{SMALL}\nenvelope_from = "<>"').delivery.envelope_from == ""


def test_since_may_be_a_date(tmp_path: Path) -> None:
    """Written as a date or as a text: people do both."""
    for written in ("2021-08-20", '"2021-08-20"'):
        text = SMALL.replace("[delivery]", f"since = {written}\n[delivery]")
        assert loaded(tmp_path, text).mailbox.since == date(2021, 8, 20)


def test_a_database_elsewhere_is_left_alone(tmp_path: Path) -> None:
    """Only a relative file of SQLite depends on where the configuration lies."""
    for url in ("postgresql+psycopg://desk@db.example/desk", "sqlite:////srv/desk.db"):
        assert loaded(tmp_path, f'{SMALL}\n[store]\nurl = "{url}"').store.url == url


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("calls = [", "not valid TOML"),
        ("a = 1\ndeadline = 13.09.2021\n", r"line 2, .*: deadline = 13.09.2021; a date is written 2021-09-13"),
        ("since = 2021-09-31", "since = 2021-09-31; a date is written"),
        (None, "no such file: `intake init"),
    ],
)
def test_a_file_that_is_none_is_told_by_its_name(tmp_path: Path, text: str | None, said: str) -> None:
    """The commonest mistake is the wrong folder."""
    path = tmp_path / "config.toml"
    if text is not None:
        path.write_text(text, encoding="utf-8")
    with pytest.raises(ConfigError, match=said) as caught:
        load(path, environ={})
    assert str(path) in str(caught.value)


@pytest.mark.parametrize("host", ["info@opstina.example", "https://opstina.example", "mail.opstina.example:993", " "])
def test_the_name_of_a_server_is_no_address_and_has_no_port(tmp_path: Path, host: str) -> None:
    """Each of these could only fail at the first pass, with the words of the network."""
    with pytest.raises(ConfigError) as caught:
        loaded(tmp_path, IMAP.replace("imap.choirs.example", host), SECRET="x")
    assert "mailbox.host" in [fault.key for fault in caught.value.faults]


def test_two_calls_may_not_share_their_numbers(tmp_path: Path) -> None:
    """An entry's id must lead to one application."""
    (tmp_path / "other.toml").write_text(CALL.replace("choirs-2030", "chess-2030"), encoding="utf-8")
    settings = loaded(tmp_path, SMALL.replace('["call.toml"]', '["call.toml", "other.toml"]'))
    with pytest.raises(ConfigError) as caught:
        load_calls(settings)
    assert [fault.key for fault in caught.value.faults] == ["prefix"]


def test_the_faults_of_all_calls_are_told_together(tmp_path: Path) -> None:
    """One run of `check` shows them all."""
    for name in ("one.toml", "two.toml"):
        (tmp_path / name).write_text(CALL.replace("deadline", "deadlin"), encoding="utf-8")
    settings = loaded(tmp_path, SMALL.replace('["call.toml"]', '["one.toml", "two.toml"]'))
    with pytest.raises(ConfigError) as caught:
        load_calls(settings)
    assert {(fault.file.name, fault.key) for fault in caught.value.faults} == {
        (file, key) for file in ("one.toml", "two.toml") for key in ("deadline", "deadlin")
    }


@given(st.integers(1, 10**6), st.sampled_from([("KiB", 2**10), ("MiB", 2**20), ("GiB", 2**30), ("B", 1)]))
def test_a_size_is_its_number_times_its_unit(number: int, unit: tuple[str, int]) -> None:
    """In any case of letters, with or without a blank."""
    name, factor = unit
    for written in (f"{number} {name}", f"{number}{name.lower()}"):
        assert values.size(written) == number * factor


@given(st.integers(1, 10**4), st.sampled_from([("second", 1), ("minutes", 60), ("Hour", 3600)]))
def test_a_time_is_its_number_times_its_unit(number: int, unit: tuple[str, int]) -> None:
    """Singular and plural alike."""
    assert values.duration(f"{number} {unit[0]}") == timedelta(seconds=number * unit[1])


@given(
    st.one_of(
        st.none(),
        st.booleans(),
        st.integers(-3, 3),
        st.floats(),
        st.text(max_size=9),
        st.lists(st.integers()),
        st.dates(),
        st.dictionaries(st.text(max_size=3), st.text(max_size=3)),
    )
)
def test_whatever_stands_in_the_file_only_makes_a_fault(value: object) -> None:
    """A parser that raises anything else would hide the faults beside it."""
    for parse in (
        values.text,
        values.flag,
        values.whole,
        values.seconds,
        values.port,
        values.size,
        values.duration,
        values.one_of(Since),
        values.several(values.text),
        values.zone,
        values.day,
        values.address,
        values.mailbox,
        values.cron,
    ):
        try:
            parse(value)
        except Unusable as unusable:
            assert str(unusable)  # noqa: PT017  # most values are refused, some are not
