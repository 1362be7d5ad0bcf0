"""The message that `intake check` writes to its own desk: marked as a machine's, so that no pass takes it for mail."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime, parseaddr

from intake.rules.letters.delivery import envelope_address

_TEXT = """\
This message was written by `intake check`, which removes it again within minutes.
If you can read it here, that was interrupted: please delete it.
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class TrialLetter:
    """A whole message from the desk to itself."""

    message_id: str
    to: str
    content: bytes


def trial_letter(*, to: str, sender: str, message_id_domain: str, token: str, at: datetime) -> TrialLetter:
    """Write it; *token* is nobody else's, and so is the Message-ID. Auto-Submitted keeps it from being answered."""
    address = envelope_address(parseaddr(sender)[1]) or to
    message = EmailMessage(policy=SMTP)
    message["From"] = address
    message["To"] = to
    message["Subject"] = "intake check"
    message["Date"] = format_datetime(at)
    message["Message-ID"] = message_id = f"<check.{token}@{message_id_domain}>"
    message["Auto-Submitted"] = "auto-generated"  # RFC 3834, 5
    message.set_content(_TEXT)
    return TrialLetter(message_id=message_id, to=to, content=message.as_bytes())
