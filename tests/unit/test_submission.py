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


EVENT = "BEGIN:VEVENT\r\nMETHOD:{}\r\nBEGIN:VEVENT\r\nSUMMARY:Кластер учења\r\nEND:VEVENT\r\nEND:VEVENT\r\n"
NOTICES = {
    "text/calendar; method=REPLY; charset=utf-8": (
        EVENT.format("REPLY"),
        "invitation: METHOD:REPLY",
    ),
    "text/calendar; charset=utf-8": (EVENT.format("REQUEST"), "invitation: METHOD:REQUEST"),
    "text/calendar; method=PUBLISH; charset=utf-8": (EVENT.format("PUBLISH"), None),
    "message/delivery-status": ("Action: failed\r\n", "report: message/delivery-status"),
    "message/disposition-notification": (
        "Disposition: manual-action/MDN-sent-manually; displayed\r\n",
        "report: message/disposition-notification",
    ),
    "message/feedback-report": ("Feedback-Type: abuse\r\n", "report: message/feedback-report"),
}


@pytest.mark.parametrize("kind", NOTICES)
@pytest.mark.parametrize("around", ["alternative", "mixed"])
def test_a_program_shows_by_a_part_wherever_it_stands(kind: str, around: str) -> None:
    """Outlook and Google put the answer to an invitation beside its words; some servers wrap no report as a report."""
    content, told = NOTICES[kind]
    text = "Content-Type: text/plain; charset=utf-8\r\n\r\nПријава за кластер учења\r\n"
    parts = f"--a\r\n{text}--a\r\nContent-Type: {kind}\r\n\r\n{content}--a--\r\n"
    inner = f"Content-Type: multipart/{around}; boundary=a\r\n\r\n{parts}"
    mail = f"MIME-Version: 1.0\r\nContent-Type: multipart/mixed; boundary=b\r\n\r\n--b\r\n{inner}--b--\r\n"

    notice = read_submission(mail.encode(), (reader(),), Limits()).notice

    assert (f"{notice.rule}: {notice.why}" if notice else None) == told


def test_what_is_forwarded_was_not_written_by_its_sender() -> None:
    """A person passes a bounce or an invitation on, and applies."""
    report = EmailMessage()
    report.set_content("Action: failed", subtype="plain")
    report.replace_header("Content-Type", "text/calendar; method=REPLY")
    report.set_payload(EVENT.format("REPLY"), charset="utf-8")
    mail = EmailMessage()
    mail.set_content("Прослеђујем.")
    mail.add_attachment(report)
    assert read_submission(mail.as_bytes(), (reader(),), Limits()).notice is None
