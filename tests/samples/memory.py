"""What a desk remembers, for whoever decides without a store."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from intake.rules.call import Call
from intake.rules.entry import Entry, Letter
from intake.rules.judging.verdict import Latest
from intake.rules.recorded import is_current


@dataclass(frozen=True)
class Memory:
    """What the desk remembers, in a list."""

    entries: tuple[Entry, ...] = ()
    letters: tuple[Letter, ...] = ()
    mails: tuple[tuple[str, str], ...] = ()  # hashes of messages with their Message-IDs

    def versions(self, call: str, municipality: str) -> tuple[Entry, ...]:
        """Look for versions."""
        return tuple(e for e in self.entries if (e.call, e.municipality) == (call, municipality))

    def latest(self, call: str, municipality: str) -> Latest | None:
        """Look where they stand."""
        found = self.versions(call, municipality)
        if not found:
            return None
        counts = next(filter(is_current, found), found[-1])
        return Latest(counts=counts, last=max(e.version for e in found), received_at=max(e.received_at for e in found))

    def with_form(self, call: str, sha256: str) -> tuple[Entry, ...]:
        """Look for a file."""
        return tuple(e for e in self.entries if e.call == call and e.form and e.form.sha256 == sha256)

    def of_mail(self, call: str, message_id: str) -> tuple[Entry, ...]:
        """Look for what a mail made."""
        made = {message for message, named in self.mails if named == message_id}
        return tuple(e for e in self.entries if e.call == call and e.message in made)

    def letter(self, message_id: str) -> Letter | None:
        """Look for a letter."""
        return next((one for one in self.letters if one.message_id == message_id), None)

    def letters_about(self, entry: str) -> tuple[Letter, ...]:
        """Look for those of one application."""
        return tuple(one for one in reversed(self.letters) if one.entry == entry)

    def last_letter_to(self, address: str) -> Letter | None:
        """Look for the latest to an address."""
        return next((one for one in reversed(self.letters) if one.to == address.lower()), None)

    def in_order(self, messages: Sequence[str]) -> tuple[str, ...]:
        """Take the order in which they are named."""
        return tuple(messages)

    def next_entry(self, call: Call, *, taken: int) -> str:
        """Count on."""
        return f"{call.prefix}-{len(self.entries) + taken + 1:04d}"
