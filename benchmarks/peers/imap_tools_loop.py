"""What a script by imap-tools does: the attachments of every message of an INBOX into a folder; nothing is read.

HOST PORT CA_FILE USER PASSWORD FOLDER
"""

from __future__ import annotations

import ssl
import sys
from pathlib import Path

from imap_tools import MailBox

host, port, ca_file, user, password, folder = sys.argv[1:]
Path(folder).mkdir()
with MailBox(host, int(port), ssl_context=ssl.create_default_context(cafile=ca_file)).login(user, password) as mailbox:
    for message in mailbox.fetch(mark_seen=False, bulk=50):
        for number, attached in enumerate(message.attachments):
            Path(folder, f"{message.uid}-{number}").write_bytes(attached.payload)
