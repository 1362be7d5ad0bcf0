"""The Debian package from its installation to its end, in a Debian that is booted by its own systemd (make try-deb)."""

from __future__ import annotations

import json
import re
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from desks import IN_TIME, form, mail
from servers.debian import Debian
from servers.dovecot import Account
from servers.postfix import Postfix
from servers.process import wait_until
from servers.spreadsheet import saved_as

pytestmark = pytest.mark.package

ROOT = Path(__file__).parents[2]
WORK = ROOT / "build" / "try-deb"
UNIT = "alvrs-intake.service"
HASTE = "[Service]\nWatchdogSec=6s\nTimeoutAbortSec=1s\nRestartSec=1s\n"
APPLICANT = "opstina@applicants.example"


@pytest.fixture(scope="module")
def machine() -> Iterator[Debian]:
    """Boot a fresh Debian with the package that was built last."""
    machine = Debian(WORK)
    machine.lay_out()
    package = max((ROOT / "dist").glob("*.deb"), key=lambda path: path.stat().st_mtime)
    shutil.copyfile(package, machine.root / "root" / "intake.deb")
    machine.before_boot("apt-get", "install", "--yes", "--quiet", "--no-install-recommends", "/root/intake.deb")
    with machine:
        yield machine


def test_the_package_is_set_up_runs_survives_and_leaves(
    machine: Debian, mail_account: Account, postfix: Postfix, tmp_path: Path
) -> None:
    """All that the page on installation says, in its order."""
    assert machine.call("systemctl", "is-active", UNIT).stdout.strip() == "inactive", "nothing runs by itself"
    assert {page.name for page in machine.root.glob("usr/share/man/man[18]/*intake*")} == {
        "intake.1.gz",
        "alvrs-intake.8.gz",
    }
    assert dead_links(machine.root / "usr/share/doc/alvrs-intake/docs") == []
    set_up(machine, mail_account, postfix)
    checked = json.loads(machine.run("alvrs-intake", "check", "--probe", "--json"))
    assert [line for line in checked if not line["ok"]] == []
    serves_applicants(machine, mail_account, saved_as(form(1), "docx", "odt", tmp_path))
    is_confined(machine)
    is_started_again_when_it_hangs(machine)
    an_upgrade_goes_on(machine)
    the_timer_takes_its_place(machine)
    leaves(machine)


def dead_links(guides: Path) -> list[str]:
    """Return what the installed guides link to and does not lie there."""
    links = [
        (page, link)
        for page in guides.glob("*.md")
        for link in re.findall(r"\]\(([^)#:]+)(?:#[^)]*)?\)", page.read_text())
    ]
    assert links
    return [f"{page.name}: {link}" for page, link in links if not (page.parent / link).exists()]


def set_up(machine: Debian, account: Account, postfix: Postfix) -> None:
    """Trust the servers' authority, write the passwords, and let `init` write the rest."""
    for name, server in (("imap", account.server), ("smtp", postfix)):
        shutil.copyfile(server.ca_file, machine.root / f"usr/local/share/ca-certificates/{name}.crt")
    machine.run("update-ca-certificates")
    for name in ("imap-password", "smtp-password"):
        password = machine.root / "etc/alvrs-intake/credentials" / name
        assert password.stat().st_mode & 0o777 == 0o600
        password.write_text(f"{account.password}\n")
    keys = {
        "mailbox.host": "localhost",
        "mailbox.port": account.server.tls_port,
        "mailbox.username": account.address,
        "delivery.port": postfix.tls_port,
        "delivery.from": f"Савез <{account.address}>",
        "replies.mode": "auto",
        "mailbox.since": "all",
    }
    machine.run("alvrs-intake", "init", *(f"--set={key}={value}" for key, value in keys.items()))
    assert machine.call("alvrs-intake", "init").returncode == 2, "a desk is never overwritten"


def serves_applicants(machine: Debian, account: Account, open_document: bytes) -> None:
    """Two forms come in, one of them for LibreOffice; both applicants have their letters."""
    machine.run("systemctl", "enable", "--now", UNIT)
    applicant = account.server.add_user(APPLICANT)
    to_us = {"To": account.address}
    account.deliver(mail(form(0), sender=APPLICANT, headers=to_us), IN_TIME)
    account.deliver(mail(open_document, sender=APPLICANT, headers=to_us), IN_TIME)
    machine.wait_for(lambda: len(entries(machine)) == 2)
    assert [entry["status"] for entry in entries(machine)] == ["accepted"] * 2
    machine.wait_for(lambda: shown(machine, "StatusText").endswith("good"))
    assert [entry["letter"]["state"] for entry in entries(machine)] == ["sent"] * 2
    with applicant.imap() as client:
        wait_until(lambda: client.select_folder("INBOX", readonly=True)[b"EXISTS"] == 2)
    log = machine.run("journalctl", "--unit", UNIT)
    assert "Traceback" not in log
    assert "Operation not permitted" not in log


def entries(machine: Debian) -> list[dict[str, Any]]:
    """Return the applications, as the desk's own user sees them."""
    found: list[dict[str, Any]] = json.loads(machine.run("alvrs-intake", "list", "--json"))
    return found


def shown(machine: Debian, name: str, unit: str = UNIT) -> str:
    """Return a property of a unit."""
    return machine.run("systemctl", "show", "--value", "--property", name, unit).strip()


def is_confined(machine: Debian) -> None:
    """It runs as its own user, and what it writes is nobody else's."""
    machine.run("systemd-analyze", "security", "--threshold=20", UNIT)
    number = shown(machine, "MainPID")
    assert machine.run("stat", "--format=%U", f"/proc/{number}").strip() == "alvrs-intake"
    assert "INTAKE" not in machine.run("cat", f"/proc/{number}/environ"), "no password is in the environment"
    assert machine.run("find", "/var/lib/alvrs-intake", "-perm", "/007") == ""


def is_started_again_when_it_hangs(machine: Debian) -> None:
    """A process that stands still gives no sign of life: systemd ends it and starts it again."""
    folder = machine.root / "etc/systemd/system" / f"{UNIT}.d"
    folder.mkdir(parents=True)
    (folder / "haste.conf").write_text(HASTE)
    machine.run("systemctl", "daemon-reload")
    machine.run("systemctl", "restart", UNIT)
    machine.wait_for(lambda: shown(machine, "StatusText").endswith("good"))
    assert shown(machine, "NRestarts") == "0"
    machine.run("systemctl", "kill", "--kill-who=main", "--signal=STOP", UNIT)
    machine.wait_for(lambda: shown(machine, "NRestarts") == "1")
    machine.wait_for(lambda: shown(machine, "ActiveState") == "active")
    shutil.rmtree(folder)
    machine.run("systemctl", "daemon-reload")


def an_upgrade_goes_on(machine: Debian) -> None:
    """The daemon is started again with the new files, and knows what it knew."""
    before = shown(machine, "MainPID")
    machine.run("dpkg", "--install", "/root/intake.deb")
    assert shown(machine, "ActiveState") == "active"
    assert shown(machine, "MainPID") != before
    assert len(entries(machine)) == 2


def the_timer_takes_its_place(machine: Debian) -> None:
    """Never both: starting the one stops the other."""
    machine.run("systemctl", "start", "alvrs-intake.timer")
    assert shown(machine, "ActiveState") == "inactive"
    once = "alvrs-intake-once.service"
    machine.wait_for(lambda: shown(machine, "ExecMainExitTimestampMonotonic", once) != "0")
    assert shown(machine, "Result", once) == "success"
    machine.run("systemctl", "start", UNIT)
    assert shown(machine, "ActiveState", "alvrs-intake.timer") == "inactive"


def leaves(machine: Debian) -> None:
    """Removing keeps every application; only purging deletes them."""
    store = machine.root / "var/lib/alvrs-intake/intake.db"
    machine.run("apt-get", "remove", "--yes", "--quiet", "alvrs-intake")
    assert machine.call("systemctl", "is-active", UNIT).returncode != 0
    assert not (machine.root / "usr/lib/alvrs-intake").exists()
    assert store.exists()
    assert (machine.root / "etc/alvrs-intake/config.toml").exists()
    machine.run("apt-get", "purge", "--yes", "--quiet", "alvrs-intake")
    assert not store.parent.exists()
    assert not (machine.root / "etc/alvrs-intake").exists()
