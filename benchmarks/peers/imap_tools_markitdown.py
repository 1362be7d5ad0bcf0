"""The nearest to our work that a script is written for: imap-tools, and markitdown to make text of each attachment.

HOST PORT CA_FILE USER PASSWORD FOLDER
"""

from __future__ import annotations

import ssl
import sys
from io import BytesIO
from pathlib import Path

from imap_tools import MailBox
from markitdown import MarkItDown

host, port, ca_file, user, password, folder = sys.argv[1:]
Path(folder).mkdir()
converter = MarkItDown(enable_plugins=False)
with MailBox(host, int(port), ssl_context=ssl.create_default_context(cafile=ca_file)).login(user, password) as mailbox:
    for message in mailbox.fetch(mark_seen=False, bulk=50):
        for number, attached in enumerate(message.attachments):
            text = converter.convert_stream(BytesIO(attached.payload), file_extension=".docx").text_content
            Path(folder, f"{message.uid}-{number}.md").write_text(text, encoding="utf-8")
