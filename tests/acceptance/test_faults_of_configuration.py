"""What is wrong with the configuration is said at once, all of it, with its key: exit 2."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest

from desks import FOLDER, INTAKE, MAILDIR, form, imap_section, lay_out_desk, mail, smtp_section
from servers.dovecot import Account
from servers.postfix import Postfix


def test_an_unset_password_is_named_by_the_commands_that_need_it(
    tmp_path: Path, mail_account: Account, postfix: Postfix
) -> None:
    """Staff who only look at the desk have no passwords, and need none."""
    desk = lay_out_desk(tmp_path / "desk", imap_section(mail_account), smtp_section(mail_account, postfix))
    for command in ("check", "once", "run"):
        told = desk.intake(command, status=2, environ={})
        assert "mailbox.password_env" in told
        assert "TEST_IMAP_PASSWORD" in told
        assert "TEST_SMTP_PASSWORD" in told, "every fault at once"
    for command in ("list", "export", "outbox", "quarantine", "register", "replay"):
        desk.intake(command, environ={})
    desk.intake("status", environ={})
    desk.intake("form", "--to", str(tmp_path / "blank.docx"), environ={})
    assert (tmp_path / "blank.docx").exists()


@pytest.mark.parametrize(
    ("sections", "key"),
    [
        ((MAILDIR.replace('"maildir"', '"pop3"'), FOLDER), "mailbox.kind"),
        ((MAILDIR, FOLDER, '[schedule]\nevery = "2 seconds"\n'), "schedule.every"),
        (
            (MAILDIR, '[delivery]\nhost = "mail.example.org"\nsecurity = "none"\nfrom = "info@alvrs.example"\n'),
            "delivery.security",
        ),
        ((MAILDIR, FOLDER, '[replys]\nmode = "auto"\n'), "replys"),
    ],
)
def test_a_wrong_key_is_named(tmp_path: Path, sections: tuple[str, ...], key: str) -> None:
    """A desk that starts with half a configuration would do half its work."""
    desk = lay_out_desk(tmp_path / "desk", *sections)
    assert key in desk.intake("once", status=2)
    assert not (desk.folder / "var").exists()


def test_without_a_desk_the_commands_say_so(tmp_path: Path) -> None:
    """No config.toml in this folder is a mistake of whoever typed, not a crash; a form can be had all the same."""

    def intake(*arguments: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run([*INTAKE, *arguments], cwd=tmp_path, capture_output=True, text=True, check=False)

    missing = intake("once")
    assert missing.returncode == 2
    assert "config.toml" in missing.stderr
    assert intake("fetch").returncode == 2
    assert intake("form", "--to", "blank.pdf").returncode == 2
    assert intake("form", "--call", "learning-clusters-2021", "--to", "blank.xlsx").returncode == 0

    assert intake("init", "desk").returncode == 0
    assert {path.name for path in (tmp_path / "desk").iterdir()} == {"config.toml", "calls", "templates", "outbox"}
    assert intake("init", "desk").returncode == 2, "what is there is never overwritten"
    assert intake("list", "-c", "desk/config.toml").returncode == 0


def test_a_template_with_an_error_holds_the_letter_and_check_says_so(tmp_path: Path) -> None:
    """The application is recorded whatever the association did to its templates."""
    desk = lay_out_desk(tmp_path / "desk")
    template = desk.folder / "templates" / "en" / "letter.j2"
    template.parent.mkdir(parents=True, exist_ok=True)
    template.write_text("{{ nothing.of.this }}", encoding="utf-8")
    desk.put(mail(form(0)), "1")
    told = {probe["name"]: probe for probe in desk.json("check", "--json", status=1)}["templates"]
    assert (told["ok"], f"{template}, line 1: " in told["detail"]) == (False, True)
    desk.intake("once")
    standing = desk.json("status", "--json", status=1)
    assert [alarm["code"] for alarm in standing["alarms"]] == ["letters-unwritten"]
    [entry] = desk.json("list", "--json")
    assert entry["status"] == "accepted"
    assert entry["letter"]["state"] == "held"
    assert entry["letter"]["why"].startswith("template")
    assert f"stays held: {template}, line 1: " in desk.intake("outbox", "release", entry["entry"], status=2)

    template.unlink()
    desk.intake("outbox", "release", "--all")
    assert desk.json("status", "--json")["alarms"] == []
    desk.intake("once")
    [letter] = desk.json("outbox", "list", "--json")
    assert (letter["state"], letter["template"]) == ("sent", "accepted")
    [file] = (desk.folder / "outbox" / "sent").iterdir()
    assert f"Message-ID: {letter['message_id']}" in file.read_text()
    assert "LC21-0001" in desk.intake("outbox", "show", entry["entry"])
