"""What django-mailbox does: every message of an INBOX into its database, attachments as files; nothing is read.

It deletes the messages on the server, as it always does. HOST PORT USER PASSWORD FOLDER (without TLS: its IMAP
transport takes no certificate authority).
"""

from __future__ import annotations

import sys
from pathlib import Path
from urllib.parse import quote

import django
from django.conf import settings
from django.core.management import call_command

host, port, user, password, folder = sys.argv[1:]
Path(folder).mkdir()
settings.configure(
    INSTALLED_APPS=["django_mailbox"],
    DATABASES={"default": {"ENGINE": "django.db.backends.sqlite3", "NAME": str(Path(folder, "db.sqlite3"))}},
    MEDIA_ROOT=folder,
    DEFAULT_AUTO_FIELD="django.db.models.AutoField",
    USE_TZ=True,
)
django.setup()
call_command("migrate", verbosity=0)

from django_mailbox.models import Mailbox  # noqa: E402 - Django has to be set up before its models

uri = f"imap://{quote(user, safe='')}:{quote(password, safe='')}@{host}:{port}"
for _ in Mailbox.objects.create(name="inbox", uri=uri).get_new_mail():
    pass
