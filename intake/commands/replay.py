"""`replay`: the whole archive through today's rules into a fresh store, and what would change."""

from __future__ import annotations

import tempfile
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import nullcontext
from dataclasses import dataclass, replace
from email import message_from_bytes
from email.policy import default
from itertools import zip_longest
from pathlib import Path

import click

from intake.commands.console import console, escape, print_json, table
from intake.commands.quarantine import SEEN_TO
from intake.commands.recorded_before import take_over
from intake.commands.replayed import ArchiveAsItIs, ArchivedMailbox, NobodysPostman, NoPublisher, PastSecretary
from intake.decider import ATTEMPTS
from intake.desk import Desk
from intake.ports import ScannerError
from intake.records.archive import Archive
from intake.records.store import Store
from intake.rules.entry import Entry, Letter
from intake.rules.ledger import DamagedError, MissingError
from intake.rules.recorded import Past
from intake.rules.states import Outcome
from intake.settings import Since
from intake.wiring import Workshop, now

_COMPARED = ("entry", "version", "status", "received_at", "municipality", "cluster", "approach", "answers", "findings")


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """One fact that today's rules would tell otherwise."""

    message: str
    entry: str
    what: str
    before: str
    after: str


def replay(path: Path, folder: Path | None, *, as_json: bool) -> int:
    """Replay into *folder*, or into one that is thrown away; the real store is only read."""
    place = nullcontext(str(folder)) if folder else tempfile.TemporaryDirectory(prefix="intake-replay-")
    with Workshop.open(path) as workshop, place as into:
        database = Path(into).absolute() / "intake.db"
        if database.exists():
            raise click.UsageError(f"{database} is there already: a replay needs a fresh store")
        database.parent.mkdir(parents=True, exist_ok=True)
        fresh = Store.open(f"sqlite:///{database}")
        try:
            lost = tuple(_run(workshop, fresh))
            changes = (*lost, *_changes(workshop.store, fresh))
        finally:
            fresh.close()
    _show(changes, as_json=as_json)
    return 1 if lost else 0


def _show(changes: Sequence[Change], *, as_json: bool) -> None:
    if as_json:
        print_json(
            [
                {"message": c.message, "entry": c.entry, "what": c.what, "before": c.before, "after": c.after}
                for c in changes
            ]
        )
        return
    if not changes:
        console().print("nothing would change")
        return
    shown = table("entry", "what", "today", "by today's rules")
    for change in changes:
        shown.add_row(*map(escape, (change.entry, change.what, change.before, change.after)))
    console().print(shown)


def _run(workshop: Workshop, fresh: Store) -> Iterator[Change]:
    """Fill the *fresh* store; give what cannot be read any more, and stands there as it was recorded."""
    past = workshop.store.messages.past()
    fresh.erasures.adopt(workshop.store.erasures)
    archive = ArchiveAsItIs(workshop.settings.store.archive)
    lost = {each.message: why for each in past if (why := _lost(each.message, archive))}
    mailbox = ArchivedMailbox(past, archive, lost=lost)
    with workshop.reader() as reader:
        decider = workshop.decider(reader, fresh, archive, now)  # what is infected is not read here either
        secretary = PastSecretary(secretary=decider.secretary, past={each.message: each for each in past})
        desk = Desk(
            mailbox=mailbox,
            store=fresh,
            archive=archive,
            decider=replace(decider, secretary=secretary),
            publisher=NoPublisher(),
            postman=NobodysPostman(),
            since=Since.ALL,
            clock=now,
        )
        for each in mailbox.rounds:
            if why := lost.get(each[0].message):
                yield _taken_over(each[0], why, workshop, fresh)
            else:
                _pass(desk)
        for _ in range(ATTEMPTS - 1):  # what breaks the reading ends in quarantine, as it did
            _pass(desk)


def _pass(desk: Desk) -> None:
    if errors := desk.run_pass().errors:
        raise ScannerError("; ".join(errors))


def _lost(message: str, archive: Archive) -> str | None:
    """Say why *message* cannot be read any more; None where it can."""
    try:
        archive.get(message)
    except (MissingError, DamagedError) as failure:
        return str(failure)
    return None


def _taken_over(past: Past, why: str, workshop: Workshop, fresh: Store) -> Change:
    take_over(past, workshop.store, fresh, {call.id: call for call in workshop.calls})
    known = workshop.store.messages.find(past.message)
    return Change(
        message=past.message,
        entry=(known and known.entry) or "–",
        what="message",
        before=str((known and known.outcome) or "–"),
        after=f"cannot be read, taken as it was recorded: {why}",
    )


def _changes(before: Store, after: Store) -> Iterator[Change]:
    yield from _of_messages(before, after)
    originals = before.entries.originals()
    old_entries, new_entries = _by_form(before.entries.all()), _by_form(after.entries.all())
    for key, entry in new_entries.items():
        if (known := old_entries.get(key)) is not None:
            yield from _differences(_as_received(known, entry, originals), entry)
    yield from _of_letters(before, after)


def _of_messages(before: Store, after: Store) -> Iterator[Change]:
    old_outcomes = {m.message: m for m in before.messages.all()}
    for message in after.messages.all():
        old = old_outcomes.get(message.message)
        released = old is not None and old.why == SEEN_TO and message.outcome is Outcome.QUARANTINED
        if old is not None and old.outcome not in (None, message.outcome) and not released:
            named = old.entry or message.entry or "–"
            yield Change(
                message=message.message,
                entry=named,
                what="outcome",
                before=str(old.outcome),
                after=str(message.outcome),
            )


def _of_letters(before: Store, after: Store) -> Iterator[Change]:
    """Compare the answers as the program wrote them, byte for byte; where they stand is no rule's business."""
    old, new = _by_message(before.letter_list.all()), _by_message(after.letter_list.all())
    for key in dict.fromkeys((*old, *new)):
        was, becomes = _whole(old.get(key), before), _whole(new.get(key), after)
        if (was and _written(was)) != (becomes and _written(becomes)):
            one, other = _first_difference(was, becomes)
            yield Change(message=key[0], entry=f"{key[1]} v{key[2]}", what="letter", before=one, after=other)


def _by_message(letters: Iterable[Letter]) -> Mapping[tuple[str, str, int], Letter]:
    return {(one.message, one.entry or "", one.version or 0): one for one in letters if one.is_answer}


def _whole(letter: Letter | None, store: Store) -> Letter | None:
    """Return the letter with its bytes: they are compared pair by pair, and need not all fit into memory."""
    return letter and store.letters.find(letter.message_id)


def _written(letter: Letter) -> bytes:
    """Return what the program wrote, whatever staff have made of it."""
    return letter.original or letter.content


def _first_difference(was: Letter | None, becomes: Letter | None) -> tuple[str, str]:
    """Return the first line in which two letters differ; "–" where there is none."""
    pairs = zip_longest(_lines(was), _lines(becomes), fillvalue="–")
    return next((pair for pair in pairs if pair[0] != pair[1]), ("in its form", "in its form"))


def _lines(letter: Letter | None) -> tuple[str, ...]:
    if letter is None or not letter.content:
        return ()
    message = message_from_bytes(_written(letter), policy=default)
    headers = (f"{name}: {value}" for name, value in message.items())
    bodies = (str(part.get_content()) for part in message.walk() if part.get_content_maintype() == "text")
    return (letter.template, *headers, *(line for body in bodies for line in body.splitlines()))


def _by_form(entries: Iterable[Entry]) -> Mapping[tuple[str, str | None], Entry]:
    return {(e.message, e.form.sha256 if e.form else None): e for e in entries}


def _as_received(known: Entry, new: Entry, originals: Mapping[tuple[str, int], Entry]) -> Entry:
    """Return what the form said of an entry that staff corrected: their words are no matter of the rules."""
    form = originals.get((known.entry, known.version))
    return known if form is None else replace(form, status=new.status)


def _differences(old: Entry, new: Entry) -> Iterator[Change]:
    for name in _COMPARED:
        before, after = _plain(getattr(old, name)), _plain(getattr(new, name))
        if before != after:
            yield Change(
                message=old.message, entry=f"{old.entry} v{old.version}", what=name, before=before, after=after
            )


def _plain(value: object) -> str:
    match value:
        case tuple():
            return ", ".join(str(getattr(item, "code", item)) for item in value)
        case Mapping():
            return "; ".join(f"{k}: {v}" for k, v in sorted(value.items()) if v not in (None, ""))
        case _:
            return str(value)
