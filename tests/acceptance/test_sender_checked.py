"""What our own mail server found out about a sender, from a real server's mailbox to staff's eyes."""

from __future__ import annotations

from pathlib import Path

from openpyxl import load_workbook

from desks import FOLDER, form, imap_section, lay_out_desk, mail, sender
from servers.dovecot import Account

OURS = "mx.alvrs.example"
TRUSTED = f'[replies]\ntrusted_authserv_ids = ["{OURS}"]\nown_addresses = ["info@alvrs.example"]\n'


def received(number: int, verdict: str) -> bytes:
    """Write an application as it comes from our Postfix and its milter; Dovecot adds its own lines on top."""
    address = sender(number)
    came_in = f"Received: from mail.x.example (unknown [192.0.2.7]) by {OURS} with ESMTPS id 4E; Mon\r\n"
    found = (
        f"Authentication-Results: {OURS}; spf={verdict} smtp.mailfrom={address};"
        f"\r\n dkim=none; dmarc={verdict} (p=none dis=none) header.from={address.partition('@')[2]}\r\n"
    )
    as_sent = mail(form(number), sender=address, headers={"Return-Path": "", "Received": ""})
    return (came_in + found).encode() + as_sent


def test_a_failure_holds_the_letter_and_staff_see_what_was_found(tmp_path: Path, mail_account: Account) -> None:
    """In `show`, in the export and in the register; the application itself is recorded as any other."""
    desk = lay_out_desk(tmp_path / "desk", imap_section(mail_account), FOLDER, TRUSTED)
    for number, verdict in ((1, "pass"), (2, "fail")):
        mail_account.receive(received(number, verdict), sender=sender(number))
    desk.intake("once")
    entries = {entry["sender"]: entry for entry in desk.json("export")["entries"]}
    good, forged = entries[sender(1)], entries[sender(2)]
    assert (good["letter"]["state"], forged["letter"]["state"]) == ("sent", "held")
    assert forged["letter"]["why"] == "forged: Authentication-Results: dmarc=fail"
    assert [found["written"].split()[0] for found in good["evidence"]["authentication"]] == [
        "spf=pass",
        "dkim=none",
        "dmarc=pass",
    ]
    domain = sender(2).partition("@")[2]
    assert f"spf=fail ({domain}); dkim=none; dmarc=fail ({domain})" in " ".join(
        desk.intake("show", forged["entry"]).split()
    )
    sheet = load_workbook(desk.folder / "register.xlsx").worksheets[3]
    headings = [cell.value for cell in sheet[1]]
    column = next(n for n, heading in enumerate(headings) if "Sender checked" in str(heading))
    shown = [str(row[column]) for row in sheet.iter_rows(min_row=2, values_only=True)]
    assert sorted(text.rpartition("; ")[2].split()[0] for text in shown) == ["dmarc=fail", "dmarc=pass"]
