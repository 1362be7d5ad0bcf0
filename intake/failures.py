"""Which exit status a failure ends a command with."""

from __future__ import annotations

from intake.lock import LockedError
from intake.ports import RegisterError, ScannerError
from intake.records.printing import PrintingError
from intake.records.report_page import PageError
from intake.replies.templates import LetterError
from intake.rules.access import AccessError
from intake.rules.erasure import SharedMailError
from intake.rules.ledger import ArchiveError, NewerStoreError, StoreError, UnknownError, WrongStateError
from intake.rules.letters.delivery import DeliveryError
from intake.rules.mailbox import MailboxError
from intake.toml.table import ConfigError

_OUTSIDE = (
    MailboxError,
    ScannerError,
    DeliveryError,
    AccessError,
    StoreError,
    ArchiveError,
    RegisterError,
    PrintingError,
    OSError,
)
_WRONG = (ConfigError, NewerStoreError, LetterError, PageError, UnknownError, WrongStateError, SharedMailError)


def exit_status(failure: Exception) -> int | None:
    """Return 3, 2 or 1 as the interface has it, or None for what is the program's own fault."""
    match failure:
        case LockedError():
            return 3
        case _ if isinstance(failure, _WRONG):
            return 2
        case _ if isinstance(failure, _OUTSIDE):
            return 1
        case _:
            return None
