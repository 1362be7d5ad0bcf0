"""What everything that writes mails has: its templates, who it writes as, and in which languages."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from email.headerregistry import Address
from email.utils import parseaddr
from functools import cached_property

from intake.replies.templates import Templates
from intake.rules.letters.delivery import envelope_address


@dataclass(frozen=True)
class Writer:
    """Writes as *sender* (a mailbox of RFC 5322) in *languages*, in this order."""

    templates: Templates
    sender: str
    languages: Sequence[str]
    message_id_domain: str

    @cached_property
    def author(self) -> Address:
        """The sender, parsed."""
        name, address = parseaddr(self.sender)
        return Address(display_name=name, addr_spec=envelope_address(address) or address)
