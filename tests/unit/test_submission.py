"""What counts as a file of the call's in a mail, read whole."""

from __future__ import annotations

from email.message import EmailMessage

import pytest

from intake.reading.gate import Limits
from intake.reading.submission import read_submission
from packages import docx
from reading_forms import reader

STRANGE = (
    "ПРИЈАВНИ ОБРАЗАЦ ЗА ЈАВНИ ПОЗИВ ЗА ВОДОСНАБДИЈЕВАЊЕ",
    "Назив пројекта: Реконструкција водовода",
    "Општина: Рудо",
)


@pytest.mark.parametrize(
    ("texts", "counts"),
    [(STRANGE, False), (("Допис", *STRANGE[1:]), True), ((*STRANGE, "Пријављујемо се за кластер учења."), True)],
)
def test_a_form_of_another_call_says_nothing_by_its_name(texts: tuple[str, ...], *, counts: bool) -> None:
    """Nobody is told that the form is missing who sent one elsewhere; any other file may be the applicant's."""
    mail = EmailMessage()
    mail["Subject"] = "Пријава"
    mail.set_content("У прилогу је образац.")
    file = docx("".join(f"<w:p><w:r><w:t>{text}</w:t></w:r></w:p>" for text in texts))
    mail.add_attachment(file, maintype="application", subtype="octet-stream", filename="Пријавни образац.docx")

    submission = read_submission(mail.as_bytes(), (reader(),), Limits())

    assert not submission.forms
    assert [file.name for file in submission.others] == (["Пријавни образац.docx"] if counts else [])
