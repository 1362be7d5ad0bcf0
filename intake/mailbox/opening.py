"""The mailbox that a configuration names; only its kind is loaded."""

from __future__ import annotations

from typing import assert_never

from intake.rules.access import AccessTokens
from intake.rules.mailbox import Mailbox
from intake.settings import MailboxKind, MailboxSettings


def open_mailbox(settings: MailboxSettings, *, size_limit: int, tokens: AccessTokens | None = None) -> Mailbox:
    """Return a new connection, not yet made, to the mailbox of *settings*; MailboxError where that cannot be."""
    match settings.kind:
        case MailboxKind.IMAP:
            from intake.mailbox.imap.mailbox import ImapMailbox  # noqa: PLC0415 - see above

            assert settings.server is not None  # noqa: S101 - MailboxSettings refuses it at birth
            return ImapMailbox(
                settings.server,
                folder=settings.folder,
                after=settings.after,
                processed_folder=settings.processed_folder,
                size_limit=size_limit,
                tokens=tokens,
            )
        case MailboxKind.MAILDIR:
            from intake.mailbox.maildir import MaildirMailbox  # noqa: PLC0415 - see above

            assert settings.path is not None  # noqa: S101 - the same
            return MaildirMailbox(
                settings.path, after=settings.after, processed_folder=settings.processed_folder, size_limit=size_limit
            )
    assert_never(settings.kind)
