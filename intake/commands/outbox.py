"""`outbox`: the letters, listed and shown, released, held, sent again or dropped."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from email import message_from_bytes
from email.policy import default
from pathlib import Path

from intake.commands.console import console, escape, print_json, print_rows, said, silent, table
from intake.health import note_alarms
from intake.reading.headers import headers_of
from intake.replies.revision import RevisionError
from intake.replies.templates import LetterError
from intake.rules.entry import Letter
from intake.rules.export import letter_values
from intake.rules.judging.decision import other_version
from intake.rules.ledger import UnknownError, WrongStateError
from intake.rules.states import LetterState
from intake.wiring import Workshop, now

_HEADERS = {"from": "From", "to": "To", "subject": "Subject", "date": "Date", "message_id": "Message-ID"}


def list_letters(path: Path, state: str | None, *, as_json: bool) -> int:
    """Show the letters, all or those in one state."""
    with Workshop.open(path) as workshop:
        letters = [one for one in workshop.store.letter_list.all() if state in (None, one.state)]
        held = workshop.store.letters.held() if state in (None, LetterState.HELD) else ()
        changed = {one.message_id: _changed_by_staff(one) for one in letters}
        changed |= {one.message_id: _changed(one, workshop) for one in held}
    if as_json:
        print_json([_values(one, changed[one.message_id]) for one in letters])
        return 0
    shown = table("entry", "state", "template", "to", "why", "message id")
    for one in letters:
        why = "; ".join(filter(None, (one.told_why, changed[one.message_id])))
        values = (f"{one.entry} v{one.version}", one.state, one.template, one.to or "–", why, one.message_id)
        shown.add_row(*map(escape, map(str, values)))
    print_rows(shown, nothing="there is no such letter" if state else "there are no letters")
    return 0


def _values(letter: Letter, changed: str | None) -> dict[str, object]:
    return {"entry": letter.entry, "version": letter.version, **letter_values(letter), "changed": changed}


def _changed(letter: Letter, workshop: Workshop) -> str | None:
    """Say what staff have changed in a whole letter: in its file while it is held, or before it was released."""
    try:
        if workshop.publisher.outbox_folder.revision(letter) is not None:
            return "changed in its file"
    except RevisionError as wrong:
        return f"changed in its file, cannot go so: {wrong}"
    return _changed_by_staff(letter)


def _changed_by_staff(letter: Letter) -> str | None:
    return "changed by staff" if letter.original is not None else None


def show_letter(path: Path, name: str, *, as_json: bool) -> int:
    """Show one letter as its recipient reads it, and as staff have changed it if they have."""
    with Workshop.open(path) as workshop:
        letters = _whole(_named(workshop, (name,)), workshop)
        if as_json:
            print_json([_values(one, _changed(one, workshop)) | dict(_as_read(one, workshop)) for one in letters])
            return 0
        for letter in letters:
            if changed := _changed(letter, workshop):
                console().print(f"[bold]{escape(changed)}[/bold]", highlight=False)
            told = ": ".join(filter(None, (letter.state, letter.told_why or letter.reply)))
            console().print(f"State: {escape(told)}", highlight=False)
            read = dict(_as_read(letter, workshop))
            text = read.pop("text")
            for key, value in read.items():
                console().print(f"{_HEADERS[key]}: {escape(value)}", highlight=False)
            console().print(f"\n{escape(text)}", highlight=False)
    return 0


def _as_read(letter: Letter, workshop: Workshop) -> Iterator[tuple[str, str]]:
    """What stands above a letter, by the keys of `_HEADERS`, and its text."""
    message = message_from_bytes(_as_it_goes(letter, workshop), policy=default)
    for key, header in _HEADERS.items():
        yield key, " ".join(str(message[header]).split())  # the library keeps a blank for each fold
    body = message.get_body(("plain",))
    yield "text", str(body.get_content()) if body else ""


def _as_it_goes(letter: Letter, workshop: Workshop) -> bytes:
    try:
        return workshop.publisher.outbox_folder.revision(letter) or letter.content
    except RevisionError:
        return letter.content


def _named(workshop: Workshop, names: Iterable[str]) -> list[Letter]:
    """The letters of entries ("LC21-0007") or of Message-IDs, without their bytes; UnknownError where there is none."""
    every = workshop.store.letter_list.all()
    found: list[Letter] = []
    for name in names:
        matching = [one for one in every if name in (one.entry, one.message_id, one.message_id.strip("<>"))]
        if not matching:
            raise UnknownError(f"there is no letter of {name}; `intake outbox list` shows all")
        found.extend(matching)
    return found


def _whole(letters: Iterable[Letter], workshop: Workshop) -> Iterator[Letter]:
    """Give each with its bytes, one at a time: all of them need not fit into memory."""
    return filter(None, (workshop.store.letters.find(one.message_id) for one in letters))


def change_letters(
    path: Path, name: str, names: tuple[str, ...], *, every: bool, template: str | None, as_json: bool
) -> int:
    """Release, hold, resend or drop letters, as *name* says, only those of *template* where one is given.

    Letters of an entry that do not stand where the action begins are left. WrongStateError where nothing is left to do,
    or where a letter cannot go as it is. JSON has all that were chosen, as they stand afterwards.
    """
    action = _ACTIONS[name]
    say = silent if as_json else said
    with Workshop.open(path) as workshop, workshop.between_passes():
        workshop.store.letters.recover()  # nobody delivers now: what was under way waits as well, or is uncertain
        named = workshop.store.letter_list.all() if every else _named(workshop, names)
        chosen = [one for one in named if template in (None, one.template)]
        fitting = [one for one in chosen if action.fits(one)]
        if not fitting and not every:
            stand = (
                "; ".join(dict.fromkeys(map(action.left, chosen))) or f"no such letter is of the template {template}"
            )
            raise WrongStateError(f"nothing to {name}: {stand}")
        kept = tuple(filter(None, (_kept(workshop, action, letter, say) for letter in _whole(fitting, workshop))))
        workshop.publisher.outbox()
        note_alarms(workshop)
        if as_json:
            print_json(list(_as_they_stand(chosen, workshop)))
    if not fitting and every:
        say(f"no letter to {name}")
    for one in filter(action.needs_a_hand, chosen if every else ()):
        say(_by_hand(one))
    if kept:
        raise WrongStateError("; ".join(kept))
    return 0


def _as_they_stand(chosen: Iterable[Letter], workshop: Workshop) -> Iterator[dict[str, object]]:
    """What is to be told of the *chosen* after a change; one that was written anew has another Message-ID."""
    about = {(one.entry, one.version, one.is_answer) for one in chosen}
    for one in workshop.store.letter_list.all():
        if (one.entry, one.version, one.is_answer) in about:
            yield _values(one, _changed_by_staff(one))


def _kept(workshop: Workshop, action: _Action, letter: Letter, say: Callable[[str], None]) -> str | None:
    """Change one letter; return what keeps it as it is, if anything does."""
    try:
        action.change(workshop, letter)
    except LetterError as wrong:
        return f"{letter.entry} stays held: {wrong}"
    except RevisionError as wrong:
        return f"{letter.entry} stays held: {workshop.publisher.outbox_folder.path(letter)}: {wrong}"
    say(f"{action.name}: {letter.entry} to {letter.to or 'nobody'}")
    return None


@dataclass(frozen=True, slots=True, kw_only=True)
class _Action:
    """What staff do to letters in the states *begins*; one that *sends* needs somebody whom the letter goes to."""

    name: str
    begins: frozenset[LetterState]
    change: Callable[[Workshop, Letter], None]
    sends: bool = False

    def fits(self, letter: Letter) -> bool:
        return letter.state in self.begins and not self.lacks_recipient(letter)

    def lacks_recipient(self, letter: Letter) -> bool:
        return self.sends and letter.to is None

    def needs_a_hand(self, letter: Letter) -> bool:
        return letter.state in self.begins and self.lacks_recipient(letter)

    def left(self, letter: Letter) -> str:
        """Say why *letter* is left as it is."""
        return (
            _by_hand(letter) if self.lacks_recipient(letter) else f"{letter.entry} v{letter.version} is {letter.state}"
        )


def _by_hand(letter: Letter) -> str:
    """Say what a person can do: the answer goes to the Return-Path alone (RFC 3834, 4), and this message has none."""
    return (
        f"{letter.entry} is {letter.state} and goes to nobody ({letter.why}): answer by hand, "
        f"with the words of `intake outbox show {letter.entry}`, then `intake outbox drop {letter.entry}`"
    )


def _release(workshop: Workshop, letter: Letter) -> None:
    """Let a held letter go, as staff have changed it in its file."""
    if not letter.content:
        letter = _written(workshop, letter)
    edited = workshop.publisher.outbox_folder.revision(letter)
    workshop.store.letters.release(letter.message_id, edited=edited)


def _written(workshop: Workshop, unwritten: Letter) -> Letter:
    """Write what a mistake in a template kept from being written; LetterError as long as it stands."""
    versions = workshop.store.entries.of(unwritten.entry or "")
    entry = next(one for one in versions if one.version == unwritten.version)
    headers = headers_of(workshop.archive.get(unwritten.message))
    letter = workshop.secretary().written(unwritten, entry, other_version(entry, versions), headers, now=now())
    workshop.store.letters.write(letter, instead_of=unwritten.message_id)
    return letter


def _hold(workshop: Workshop, letter: Letter) -> None:
    """Let it wait; of one that may have gone nobody knows more by that, and so it stays uncertain."""
    if letter.state is LetterState.UNCERTAIN:
        workshop.store.letters.leave_uncertain(letter.message_id)
    else:
        workshop.store.letters.hold(letter.message_id, "staff: held by hand")


def _resend(workshop: Workshop, letter: Letter) -> None:
    workshop.store.letters.resend(letter.message_id)


def _drop(workshop: Workshop, letter: Letter) -> None:
    workshop.store.letters.drop(letter.message_id, "staff: dropped by hand")


_HELD, _QUEUED, _UNCERTAIN = LetterState.HELD, LetterState.QUEUED, LetterState.UNCERTAIN
_ACTIONS = {
    action.name: action
    for action in (
        _Action(name="release", begins=frozenset({_HELD}), change=_release, sends=True),
        _Action(name="hold", begins=frozenset({_QUEUED, _UNCERTAIN}), change=_hold),
        _Action(
            name="resend",
            begins=frozenset({LetterState.SENT, _UNCERTAIN, LetterState.FAILED}),
            change=_resend,
            sends=True,
        ),
        _Action(name="drop", begins=frozenset({_QUEUED, _HELD, _UNCERTAIN, LetterState.FAILED}), change=_drop),
    )
}
