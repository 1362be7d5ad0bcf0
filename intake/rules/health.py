"""Is the desk well: what a person should see to, as codes and sentences."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from enum import StrEnum
from typing import NamedTuple

MISSED_PASSES = 3
"""How many passes in a row may fail or stay out before that alarms; a single failed one is no alarm."""
LEAST_DISK, LEAST_SHARE = 512 * 2**20, 0.1
"""Bytes: room for twenty messages of the largest size; or a tenth of a disk on which that is more."""
LONGEST_BEHIND = timedelta(minutes=2)
"""How far our clock may be behind the mail server's."""
LONGEST_PUT_OFF = timedelta(hours=4)
"""How long a server may put a letter off before a person should know, as with the warnings of mail servers."""


class AlarmCode(StrEnum):
    """What can be wrong; the names are what monitors keep watch on."""

    NO_GOOD_PASS = "no-good-pass"
    LOGIN_NEEDED = "login-needed"
    LOGIN_EXPIRING = "login-expiring"
    LETTERS_HELD_BY_LIMIT = "letters-held-by-limit"
    LETTERS_UNWRITTEN = "letters-unwritten"
    LETTERS_UNCERTAIN = "letters-uncertain"
    LETTERS_DELAYED = "letters-delayed"
    LETTERS_FAILED = "letters-failed"
    QUARANTINE = "quarantine"
    REGISTER_UNREADABLE = "register-unreadable"
    DISK_LOW = "disk-low"
    CLOCK_BEHIND = "clock-behind"


CRITICAL = frozenset({AlarmCode.NO_GOOD_PASS, AlarmCode.LOGIN_NEEDED, AlarmCode.DISK_LOW})
"""Where these stand the desk does not work, or soon will not; the others are work for a person."""


class Vitals(NamedTuple):
    """The desk in numbers.

    *missed* counts the passes due since the last good one; before that, since the first of all was begun, or since
    somebody first looked at a desk that has begun none.
    *waiting*: how long ago the oldest of the *backlog* was received, None where there is none; passes that end well
    leave none, so it is no alarm of its own. *put_off* letters were offered and not taken, the oldest for
    *put_off_for* at least. *disk_free* and *disk_size* in bytes. *clock_behind*: how far our clock
    was behind the mail server's at least, None where nothing tells. *login_needed* says why a person has to log in by
    OAuth, *login_ends* when that log-in dies by disuse, if that is soon. *unreadable* are the files of registers that
    could not be read and lie beside the one that took their place.
    """

    last_good: datetime | None
    missed: int
    held_by_limit: int
    unwritten: int
    uncertain: int
    failed: int
    quarantine: int
    put_off: int = 0
    put_off_for: timedelta | None = None
    backlog: int = 0
    waiting: timedelta | None = None
    disk_free: int | None = None
    disk_size: int | None = None
    clock_behind: timedelta | None = None
    login_needed: str | None = None
    login_ends: datetime | None = None
    unreadable: tuple[str, ...] = ()


def alarms(vitals: Vitals) -> Iterator[tuple[AlarmCode, str]]:
    """Yield code and sentence of everything that is wrong; nothing where the desk is well."""
    if vitals.missed >= MISSED_PASSES:
        when = f"since {_moment(vitals.last_good)}" if vitals.last_good else "yet"
        yield AlarmCode.NO_GOOD_PASS, f"no pass has ended well {when}"
    yield from _of_login(vitals)
    yield from _of_letters(vitals)
    if vitals.quarantine:
        text = f"{vitals.quarantine} message(s) could not be handled: see `intake quarantine list`"
        yield AlarmCode.QUARANTINE, text
    if vitals.unreadable:
        told = f"the register could not be read and is {', '.join(vitals.unreadable)} now"
        yield AlarmCode.REGISTER_UNREADABLE, f"{told}: copy what the new one has not, then delete or move it"
    yield from _of_the_machine(vitals)


def _of_login(vitals: Vitals) -> Iterator[tuple[AlarmCode, str]]:
    if vitals.login_needed:
        yield AlarmCode.LOGIN_NEEDED, f"{vitals.login_needed}: run `intake login`"
    elif vitals.login_ends:
        text = f"the log-in ends on {_moment(vitals.login_ends)} if no pass uses it before"
        yield AlarmCode.LOGIN_EXPIRING, text


def _of_letters(vitals: Vitals) -> Iterator[tuple[AlarmCode, str]]:
    if vitals.held_by_limit:
        text = f"{_letters(vitals.held_by_limit)} held by a limit: see `intake outbox list`"
        yield AlarmCode.LETTERS_HELD_BY_LIMIT, text
    if vitals.unwritten:
        mend = "run `intake check`, mend the template, then `intake outbox release` each"
        yield AlarmCode.LETTERS_UNWRITTEN, f"{_letters(vitals.unwritten)} held by a mistake in a template: {mend}"
    if vitals.uncertain:
        yield AlarmCode.LETTERS_UNCERTAIN, f"{_letters(vitals.uncertain)} may or may not have been sent: resend or drop"
    if vitals.put_off_for is not None and vitals.put_off_for >= LONGEST_PUT_OFF:
        told = f"{_letters(vitals.put_off)} put off by the mail server, one for hours: see `intake outbox list`"
        yield AlarmCode.LETTERS_DELAYED, told
    if vitals.failed:
        yield AlarmCode.LETTERS_FAILED, f"{_letters(vitals.failed)} could not be delivered: see `intake outbox list`"


def _of_the_machine(vitals: Vitals) -> Iterator[tuple[AlarmCode, str]]:
    least = min(LEAST_DISK, LEAST_SHARE * (vitals.disk_size or LEAST_DISK / LEAST_SHARE))
    if vitals.disk_free is not None and vitals.disk_free < least:
        yield AlarmCode.DISK_LOW, f"only {vitals.disk_free // 2**20} MiB are left on the disk"
    if vitals.clock_behind is not None and vitals.clock_behind > LONGEST_BEHIND:
        seconds = int(vitals.clock_behind.total_seconds())
        yield AlarmCode.CLOCK_BEHIND, f"this machine's clock is {seconds} seconds or more behind: set it (NTP)"


def _letters(number: int) -> str:
    return "1 letter" if number == 1 else f"{number} letters"


def _moment(when: datetime) -> str:
    return when.isoformat(timespec="seconds")
