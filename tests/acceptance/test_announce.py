"""New dates, told to those whom they concern: by hand, held first, and to nobody twice."""

from __future__ import annotations

import email
import email.policy
import re
from email.message import EmailMessage
from pathlib import Path

import pytest

from desks import MAILDIR, DeskFolder, form, later, lay_out_desk, mail, plain_smtp_section
from servers.smtpd import ReceivedMail, ScriptedSMTP

COMMAND = ("announce", "--template", "dates-changed")
CLUSTER, FIRST, SECOND, LIST, OTHER = (
    "day-centre",
    0,
    6,
    12,
    1,
)  # applicants by number; the last one is for another cluster
RELEASE = ("outbox", "release", "--all", "--template", "dates-changed")


@pytest.fixture
def desk(tmp_path: Path, smtp_server: ScriptedSMTP) -> DeskFolder:
    """Give a desk with three applications for one cluster, one of them by automatic mail, and one for another."""
    desk = lay_out_desk(tmp_path / "desk", MAILDIR, plain_smtp_section(smtp_server.port))
    move(desk, 2030)
    for number, headers in ((FIRST, {}), (SECOND, {}), (LIST, {"List-Id": "<l.example>"}), (OTHER, {})):
        named = {"Message-ID": f"<{number}@applicants.example>", **headers}
        sender = f"o{number}@applicants.example"
        desk.put(mail(form(number), sender=sender, at=later(number), headers=named), str(number))
    desk.intake("once")
    assert [to(each) for each in smtp_server.mails] == ["o0", "o1", "o6"]
    return desk


def move(desk: DeskFolder, year: int) -> None:
    """Let every event of the one cluster be in that year."""
    file = desk.folder / "calls" / "learning-clusters-2021.toml"
    head, mark, rest = file.read_text(encoding="utf-8").partition(f'id = "{CLUSTER}"')
    cluster, end, tail = rest.partition("[[clusters]]")
    dated = re.sub(r"date = \d{4}", f"date = {year}", cluster)
    file.write_text(f"{head}{mark}{dated}{end}{tail}", encoding="utf-8")


def to(received: ReceivedMail) -> str:
    """Name the applicant who got a letter."""
    (recipient,) = received.recipients
    return recipient.partition("@")[0]


def parsed(received: ReceivedMail) -> EmailMessage:
    """Read a letter as a mail program does."""
    message = email.message_from_bytes(received.content, policy=email.policy.default)
    assert isinstance(message, EmailMessage)
    return message


def text(received: ReceivedMail) -> str:
    """Read its plain text."""
    body = parsed(received).get_body(("plain",))
    assert body is not None
    content: str = body.get_content()
    return content


def test_new_dates_are_told_once_to_whom_they_concern(desk: DeskFolder, smtp_server: ScriptedSMTP) -> None:
    """From the change of the call file to the letter in the applicant's mailbox."""
    assert [one["why_not"] for one in desk.json(*COMMAND, "--json")][:2] == ["it was told these dates"] * 2
    move(desk, 2031)
    first, second, by_list = desk.json(*COMMAND, "--cluster", CLUSTER, "--dry-run", "--json")
    assert (first["to"], second["to"]) == ("o0@applicants.example", "o6@applicants.example")
    assert by_list["why_not"].startswith("its own letter is suppressed (list-header")
    assert "28 September 2031" in desk.intake(*COMMAND, "--dry-run")
    assert len(desk.json("outbox", "--json")) == 4, "nothing was written so far"

    assert "2 held" in desk.intake(*COMMAND)
    assert [one["why_not"] for one in desk.json(*COMMAND, "--json")][:2] == ["it was told these dates"] * 2
    desk.intake("once")
    assert smtp_server.mails[3:] == (), "staff have not released anything"
    assert len(list((desk.folder / "outbox" / "held").glob("*-dates-changed.*.eml"))) == 2
    assert desk.json("status", "--json")["healthy"]

    desk.intake(*RELEASE)
    desk.intake("once")
    announced = {to(each): each for each in smtp_server.mails[3:]}
    assert set(announced) == {"o0", "o6"}
    letter = parsed(announced["o0"])
    assert (letter["Auto-Submitted"], letter["In-Reply-To"]) == ("auto-generated", "<0@applicants.example>")
    for date in ("28. септембар 2031. године", "28 September 2031"):
        assert date in text(announced["o0"])
    shown = {one["entry"]: one for one in desk.json("list", "--json")}["LC21-0001"]
    assert shown["letter"]["template"] == "accepted", "the answer stays the application's letter"
    assert [one["state"] for one in shown["announcements"]] == ["sent"]
    assert "announcement" in desk.intake("show", "LC21-0001")


def test_dates_that_change_again_take_the_place_of_what_waits(desk: DeskFolder, smtp_server: ScriptedSMTP) -> None:
    """Two letters that say two things would be worse than none."""
    move(desk, 2031)
    desk.intake(*COMMAND)
    move(desk, 2032)
    assert "2 held" in desk.intake(*COMMAND)
    states = [one["state"] for one in desk.json("outbox", "--json") if one["template"] == "dates-changed"]
    assert sorted(states) == ["held", "held", "suppressed", "suppressed"]
    desk.intake(*RELEASE)
    desk.intake("once")
    assert ["2032" in text(each) for each in smtp_server.mails[3:]] == [True, True]

    move(desk, 2033)
    desk.intake(*COMMAND)
    move(desk, 2032)
    desk.intake(*COMMAND)
    assert desk.json("outbox", "list", "--state", "held", "--json") == [], "what was told last is right again"


def test_a_newer_version_that_was_told_the_new_dates_gets_no_second_letter(
    desk: DeskFolder, smtp_server: ScriptedSMTP
) -> None:
    """Its own answer had them."""
    move(desk, 2031)
    desk.put(mail(form(FIRST, situation="Сада је друго."), sender="o0@applicants.example", at=later(30)), "30")
    desk.intake("once")
    assert len(smtp_server.mails[3:]) == 1
    told = {one["entry"]: one["why_not"] for one in desk.json(*COMMAND, "--json")}
    assert (told["LC21-0001"], told["LC21-0003"]) == ("it was told these dates", None)


def test_a_cluster_that_does_not_exist_is_named(desk: DeskFolder) -> None:
    """With those that do."""
    said = desk.intake(*COMMAND, "--cluster", "daycentre", status=2)
    assert "daycentre" in said
    assert "day-centre" in said


def test_dates_that_are_over_are_no_news(desk: DeskFolder) -> None:
    """Somebody mended last year's call file."""
    move(desk, 2020)
    file = desk.folder / "calls" / "learning-clusters-2021.toml"
    file.write_text(
        file.read_text(encoding="utf-8").replace("date = 2022-05-19", "date = 2022-05-20"), encoding="utf-8"
    )
    assert desk.json(*COMMAND, "--cluster", CLUSTER, "--json")[0]["why_not"] == "no event lies ahead"
