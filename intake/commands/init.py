"""`init`: a new desk, by what is asked on a terminal or said with options."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from enum import Enum, StrEnum, auto
from pathlib import Path

import click

from intake import config
from intake.commands.console import console
from intake.commands.questions import ask, completed
from intake.commands.setup import copy_into
from intake.data import shipped
from intake.toml.edit import with_values
from intake.toml.table import ConfigError
from intake.whole import READABLE, write_whole

_SECRETS = "credentials"
_OR_ELSE = "# where it lies; or password_env, password_file, password_credential"
_WIDTH = 38  # of keys and values in the sample, before their comments


class Passwords(StrEnum):
    """Where a desk finds its passwords."""

    ENV = "env"
    FILE = "file"
    CREDENTIAL = "credential"  # of systemd's LoadCredential


class Asking(Enum):
    """Whether somebody is there to be asked."""

    NO = auto()
    YES = auto()


@dataclass(frozen=True, slots=True, kw_only=True)
class Wishes:
    """What a new desk shall be like: values by their keys, and a folder for what the desk makes."""

    values: Mapping[str, str] = field(default_factory=dict)
    data: Path | None = None
    passwords: Passwords = Passwords.ENV
    asking: Asking = Asking.NO


def init(folder: Path, wishes: Wishes) -> int:
    """Lay out a desk in *folder*; what is already there is never overwritten."""
    config_file = folder / "config.toml"
    if config_file.exists():
        raise click.UsageError(f"{config_file} is there already: this folder is a desk")
    if wishes.passwords is Passwords.FILE and wishes.asking is Asking.NO:
        raise click.UsageError("--passwords file asks for them: run it on a terminal")
    sample = shipped("config.toml").read_text(encoding="utf-8")
    _with(sample, wishes.values)  # a wrong key is told before anything is asked
    copy_into(folder)
    try:
        text = _text(sample, wishes, folder)
    except ConfigError as wrong:
        raise click.UsageError("\n".join(f"--set {each.key}: {each.message}" for each in wrong.faults)) from wrong
    if wishes.data is None:
        (folder / "outbox").mkdir(exist_ok=True)
    if wishes.asking is Asking.YES and wishes.passwords is not Passwords.ENV:
        _ask_passwords(folder / _SECRETS)
    _address_calls(folder / "calls", text)
    write_whole(config_file, text.encode(), READABLE)
    console().print(f"laid out: {folder}", highlight=False)
    console().print(f"templates to copy from: {shipped('templates')}", highlight=False)
    edit = "look through" if wishes.asking is Asking.YES or wishes.values else "edit"
    console().print(f"next: {edit} config.toml, then run `intake check`")
    return 0


def _text(sample: str, wishes: Wishes, folder: Path) -> str:
    """Write the configuration; who is asked is asked again what does not fit together, and keeps the rest."""
    if wishes.asking is Asking.NO:
        return _usable(sample, wishes, wishes.values, folder)
    told, kept = _told_by(sample), dict(wishes.values)
    while True:
        answers = ask(kept, told)
        try:
            return _usable(sample, wishes, answers, folder)
        except ConfigError as wrong:
            again = {fault.key for fault in wrong.faults} & (answers.keys() - wishes.values.keys())
            if not again:
                raise
            click.echo("\n".join(f"Error: {fault.key}: {fault.message}" for fault in wrong.faults), err=True)
            kept = {key: value for key, value in answers.items() if key not in again}


def _usable(sample: str, wishes: Wishes, answers: Mapping[str, str], folder: Path) -> str:
    """Return the configuration if it can be used in *folder*; ConfigError, and nothing of it stays there."""
    keys = {**_keys_of_data(wishes.data), **completed(answers, _told_by(sample))}
    draft = folder / ".config.toml.draft"
    draft.write_text(_with(sample, keys), encoding="utf-8")  # the files of passwords are not there yet
    try:
        config.load_calls(config.load(draft, environ=None))
    finally:
        draft.unlink(missing_ok=True)
    return _with(_with_passwords(sample, wishes.passwords), keys)


def _told_by(sample: str) -> Callable[[str], str]:
    """Return what tells the sample's own value of a key, a list with commas."""
    tables = tomllib.loads(sample)

    def told(key: str) -> str:
        section, _, name = key.rpartition(".")
        value = (tables[section] if section else tables).get(name, "")
        return ", ".join(value) if isinstance(value, list) else str(value)

    return told


def _address_calls(folder: Path, text: str) -> None:
    """Have letters of the laid out calls name the desk's own address, not the sample's."""
    own: list[str] = tomllib.loads(text)["replies"]["own_addresses"]
    for path in folder.glob("*.toml") if own else ():
        call = path.read_text(encoding="utf-8")
        if tomllib.loads(call).get("address", own[0]) != own[0]:
            write_whole(path, with_values(call, {"address": own[0]}).encode(), READABLE)


def _with(sample: str, answers: Mapping[str, str]) -> str:
    try:
        return with_values(sample, answers)
    except KeyError as unknown:
        raise click.UsageError(f"--set: config.toml has no key {unknown.args[0]}") from unknown


def _with_passwords(sample: str, passwords: Passwords) -> str:
    """Say in *sample* where the passwords are; the comments beside them keep their place."""

    def renamed(line: re.Match[str]) -> str:
        name = f"{line[1].lower()}-password"
        match passwords:
            case Passwords.ENV:
                return line[0]
            case Passwords.FILE:
                written = f'password_file = "{_SECRETS}/{name}"'
            case Passwords.CREDENTIAL:
                written = f'password_credential = "{name}"'
        return f"{written.ljust(_WIDTH)}  {_OR_ELSE}" if line[2] else written

    return re.sub(r'password_env = "INTAKE_(\w+)_PASSWORD"( *#.*)?', renamed, sample)


def _ask_passwords(folder: Path) -> None:
    """Ask for both passwords and keep each in a file that nobody else can read."""
    folder.mkdir(mode=0o700, exist_ok=True)
    imap = click.prompt("Password of the mailbox", hide_input=True)
    smtp = click.prompt("Password for sending (Enter: the same)", hide_input=True, default=imap, show_default=False)
    for name, password in (("imap-password", imap), ("smtp-password", smtp)):
        (folder / name).touch(mode=0o600)
        (folder / name).write_text(password + "\n", encoding="utf-8")


def _keys_of_data(folder: Path | None) -> dict[str, str]:
    if folder is None:
        return {}
    whole = folder.absolute()
    return {
        "store.url": f"sqlite:///{whole}/intake.db",
        "store.archive": f"{whole}/archive",
        "register.path": f"{whole}/register.xlsx",
        "delivery.outbox": f"{whole}/outbox",
    }
