"""A desk that is measured: it reads a real mailbox, answers everybody, and has no limit of letters."""

from __future__ import annotations

import os
from pathlib import Path

from desks import FOLDER, DeskFolder, imap_section, lay_out_desk
from servers.dovecot import Account

UNLIMITED = """\
[replies]
hourly_limit = 1000000
daily_limit = 1000000
per_address_limit = 1000000
"""


def imap_desk(folder: Path, account: Account, delivery: str = FOLDER) -> DeskFolder:
    """Lay out a desk on the account's mailbox; its password is in this process's environment from now on."""
    os.environ["TEST_IMAP_PASSWORD"] = account.password
    folder.mkdir()
    return lay_out_desk(folder / "desk", imap_section(account), delivery, UNLIMITED)
