"""The floor of fetching: every message of an INBOX by imapclient, fifty at a time, kept nowhere.

HOST PORT CA_FILE USER PASSWORD
"""

from __future__ import annotations

import ssl
import sys

from imapclient import IMAPClient

host, port, ca_file, user, password = sys.argv[1:]
with IMAPClient(host, int(port), ssl_context=ssl.create_default_context(cafile=ca_file)) as client:
    client.login(user, password)
    client.select_folder("INBOX", readonly=True)
    uids = client.search()
    for start in range(0, len(uids), 50):
        client.fetch(uids[start : start + 50], ["BODY.PEEK[]", "INTERNALDATE"])
