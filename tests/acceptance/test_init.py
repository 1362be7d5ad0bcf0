"""`init`: what is asked, what is guessed, and that a desk comes out of it that can be used."""

from __future__ import annotations

import os
import pty
import subprocess
import tomllib
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest

from desks import INTAKE
from intake.data import shipped
from intake.toml.edit import with_values
from intake.toml.values import address_of
from servers.process import wait_until

SAMPLE = shipped("config.toml").read_text(encoding="utf-8")


def init(folder: Path, *options: str, status: int = 0) -> str:
    """Lay out a desk with nobody at the terminal; return what was said."""
    ended = subprocess.run(
        [*INTAKE, "init", str(folder), *options], stdin=subprocess.DEVNULL, capture_output=True, text=True, check=False
    )
    assert ended.returncode == status, ended.stderr
    return ended.stdout + ended.stderr


def configured(folder: Path) -> dict[str, Any]:
    """Return what the desk's configuration says."""
    return tomllib.loads((folder / "config.toml").read_text(encoding="utf-8"))


def on_a_terminal(folder: Path, *options: str, answers: Mapping[str, str]) -> str:
    """Lay out a desk as a person does who types each of *answers* once its question stands there; return the screen."""
    ours, theirs = pty.openpty()
    with subprocess.Popen(
        [*INTAKE, "init", str(folder), *options], stdin=theirs, stdout=theirs, stderr=theirs
    ) as asked:
        os.close(theirs)
        screen = bytearray()
        os.set_blocking(ours, False)

        def ended() -> bool:
            try:
                screen.extend(os.read(ours, 4096))
            except BlockingIOError:
                return False
            except OSError:  # the other end is closed
                return True
            return False

        for question, answer in answers.items():
            wait_until(lambda: ended() or question in screen.decode(errors="ignore"))  # noqa: B023 - waited for here
            os.write(ours, answer.encode())
        wait_until(ended, seconds=60)
        os.close(ours)
    assert asked.returncode == 0, screen.decode()
    return screen.decode()


def test_without_options_the_sample_is_laid_out_as_it_is(tmp_path: Path) -> None:
    """Who edits the file by hand finds every key with its comment."""
    init(tmp_path / "desk")
    assert (tmp_path / "desk" / "config.toml").read_text(encoding="utf-8") == SAMPLE
    assert (tmp_path / "desk" / "outbox").is_dir()
    assert "already" in init(tmp_path / "desk", status=2)


def test_a_name_of_the_mailbox_is_enough_for_letters_of_its_own(tmp_path: Path) -> None:
    """With the sample's addresses, letters would go out in the name of somebody else, and `check --probe` to him."""
    init(tmp_path, "--set=mailbox.host=mail.opstina.example", "--set=mailbox.username=info@opstina.example")
    told = configured(tmp_path)
    assert address_of(told["delivery"]["from"]) == told["delivery"]["envelope_from"] == "info@opstina.example"
    assert told["replies"]["own_addresses"] == ["info@opstina.example"]
    assert told["replies"]["message_id_domain"] == "ack.opstina.example"


def test_a_sender_is_enough_for_a_desk_of_its_own(tmp_path: Path) -> None:
    """A Maildir has no user name to go by; our own letters would have come in as applications."""
    init(tmp_path, "--set=mailbox.kind=maildir", "--set=mailbox.path=/m", "--set=delivery.from=info@opstina.example")
    told = configured(tmp_path)
    assert told["mailbox"]["username"] == told["delivery"]["username"] == "info@opstina.example"
    assert told["replies"]["own_addresses"] == ["info@opstina.example"]


def test_letters_name_the_desk_s_own_address_for_applications(tmp_path: Path) -> None:
    """The call file of the sample sent them to another association."""
    init(tmp_path, "--set=mailbox.username=info@opstina.example", "--set=mailbox.host=mail.opstina.example")
    [call] = (tmp_path / "calls").glob("*.toml")
    text, sample = call.read_text(encoding="utf-8"), (shipped("calls") / call.name).read_text(encoding="utf-8")
    assert tomllib.loads(text) == {**tomllib.loads(sample), "address": "info@opstina.example"}
    assert len(text.splitlines()) == len(sample.splitlines())


def test_options_set_keys_and_what_follows_from_them(tmp_path: Path) -> None:
    """One mailbox has one server, one address, and letters of its own domain."""
    desk, data = tmp_path / "desk", tmp_path / "data"
    init(
        desk,
        "--data",
        str(data),
        "--passwords",
        "credential",
        "--set=mailbox.host=mail.opstina.example",
        "--set=mailbox.username=info@opstina.example",
        "--set=mailbox.security=starttls",
        "--set=delivery.from=Општина <prijave@opstina.example>",
        "--set=staff.to=a@opstina.example, b@opstina.example",
    )
    told = configured(desk)
    assert (told["mailbox"]["host"], told["mailbox"]["port"]) == ("mail.opstina.example", 143)
    assert told["mailbox"]["password_credential"] == "imap-password"
    assert "password_env" not in told["mailbox"] | told["delivery"]
    assert (told["delivery"]["host"], told["delivery"]["username"]) == ("mail.opstina.example", "info@opstina.example")
    assert told["replies"]["own_addresses"] == ["info@opstina.example", "prijave@opstina.example"]
    assert told["replies"]["message_id_domain"] == "ack.opstina.example"
    assert told["staff"]["to"] == ["a@opstina.example", "b@opstina.example"]
    assert told["store"] == {"url": f"sqlite:///{data}/intake.db", "archive": f"{data}/archive"}
    assert told["register"]["path"] == f"{data}/register.xlsx"
    assert not (desk / "outbox").exists()


@pytest.mark.parametrize(
    ("option", "said"),
    [
        ("--set=mailbox.hots=x", "mailbox.hots"),
        ("--set=mailbox.host", "KEY=VALUE"),
        ("--set=timezone=Banja Luka", "timezone"),
        ("--set=mailbox.security=none", "in the clear"),
        ("--passwords=file", "terminal"),
    ],
)
def test_what_makes_no_desk_is_said_and_nothing_is_written(tmp_path: Path, option: str, said: str) -> None:
    """A configuration that cannot be used would only be found out about later."""
    assert said in init(tmp_path / "desk", option, status=2)
    assert not list((tmp_path / "desk").glob("*config.toml*"))


def test_on_a_terminal_the_rest_is_asked_for_and_passwords_are_kept_apart(tmp_path: Path) -> None:
    """What can be guessed takes Enter; what is wrong is asked again; no password is shown or world-readable."""
    desk = tmp_path / "desk"
    answers = {
        "User name of the mailbox": "\ninfo@opstina.example\n",
        "IMAP server": "info@opstina.example\n\nssl\ntls\n\n\n\n\n\n\n\nEurope/Sarajevo\n\n",
        "Password of the mailbox": "hunter2\n",
        "Password for sending": "\n",
    }
    screen = on_a_terminal(desk, "--passwords", "file", answers=answers)
    told = configured(desk)
    assert told["mailbox"]["host"] == told["delivery"]["host"] == "mail.opstina.example"
    assert "must be one of tls, starttls, none" in screen
    assert "must not be empty" in screen
    assert "is no name of a server" in screen
    assert told["delivery"]["from"].endswith("<info@opstina.example>")
    assert told["replies"]["mode"] == "hold", "the first letters are read by a person"
    for section, name in (("mailbox", "imap-password"), ("delivery", "smtp-password")):
        assert told[section]["password_file"] == f"credentials/{name}"
        assert (desk / "credentials" / name).read_text() == "hunter2\n"
        assert (desk / "credentials" / name).stat().st_mode & 0o777 == 0o600
    after = screen.partition("Password of the mailbox")[2]
    assert "hunter2" not in after


def test_what_does_not_fit_together_is_asked_again_and_the_rest_is_kept(tmp_path: Path) -> None:
    """Whoever answered a dozen questions does not begin anew for the third of them; passwords come last."""
    desk = tmp_path / "desk"
    answers = {
        "User name of the mailbox": "info@opstina.example\n\nnone\n\n\n\n\n\nsr\nsr-Cyrl\n\nEurope/Sarajevo\n\n",
        "in the clear": "tls\n",
        "Password of the mailbox": "hunter2\n",
        "Password for sending": "\n",
    }
    screen = on_a_terminal(desk, "--passwords", "file", answers=answers)
    assert "must be one of sr-Cyrl, en; it is 'sr'" in screen
    assert screen.index("in the clear") < screen.index("Password of the mailbox")
    told = configured(desk)
    assert (told["mailbox"]["security"], told["mailbox"]["port"]) == ("tls", 993)
    assert told["replies"]["languages"] == ["sr-Cyrl"]
    assert told["mailbox"]["username"] == "info@opstina.example"
    assert screen.count("User name of the mailbox") == 1


def test_every_comment_of_the_sample_stays() -> None:
    """They are the only manual that lies beside the file."""
    changed = with_values(SAMPLE, {"mailbox.host": "a" * 60, "staff.to": "", "limits.seconds_per_message": "60"})
    comments = [line.partition("#")[2] for line in SAMPLE.splitlines() if not line.startswith("# to =")]
    assert [c for c in comments if c not in changed] == []
    assert tomllib.loads(changed)["staff"]["to"] == []
    assert tomllib.loads(changed)["limits"]["seconds_per_message"] == 60
