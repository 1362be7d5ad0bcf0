"""`intake letter preview`: what staff look at who change the letters' words."""

from __future__ import annotations

from email import message_from_bytes
from email.policy import default
from pathlib import Path

import pytest
from PIL import Image

from desks import FOLDER, MAILDIR, DeskFolder, form, lay_out_desk, mail
from intake.rules.letters.specimens import SPECIMENS


@pytest.fixture
def desk(tmp_path: Path) -> DeskFolder:
    """Give a desk that sends nothing."""
    return lay_out_desk(tmp_path / "desk", MAILDIR, FOLDER, '[replies]\nattach_form = "docx"\n')


@pytest.fixture
def no_browser(monkeypatch: pytest.MonkeyPatch) -> None:
    """Leave this computer without one."""
    monkeypatch.setattr("intake.records.printing._BROWSERS", ())


@pytest.mark.usefixtures("no_browser")
def test_every_case_is_written_for_a_mail_program_and_for_a_browser(desk: DeskFolder, tmp_path: Path) -> None:
    """A letter that nobody has seen goes out on the day that it is needed; without a browser two of three are there."""
    said = desk.intake("letter", "preview", "--to", str(tmp_path / "seen"))
    assert "no pictures (.png): nothing here can draw a page: install chromium" in said
    files = {path.name for path in (tmp_path / "seen").iterdir()}
    assert files == {f"{name}.{ending}" for name in SPECIMENS for ending in ("eml", "html")}
    subjects = set()
    for name in SPECIMENS:
        letter = message_from_bytes((tmp_path / "seen" / f"{name}.eml").read_bytes(), policy=default)
        assert letter.defects == []
        subjects.add(letter["Subject"])
    assert len(subjects) == len(SPECIMENS) - 1, "every case has a subject of its own; several faults are a late one's"
    assert "Празан образац налази се у прилогу" in (tmp_path / "seen" / "encrypted.html").read_text(encoding="utf-8")
    assert desk.json("list", "--json") == [], "nothing was recorded"


@pytest.mark.usefixtures("no_browser")
def test_the_letter_of_an_application_is_written_by_todays_templates(desk: DeskFolder, tmp_path: Path) -> None:
    """Whether a change reads well shows where it meets a real applicant; the letter itself stays as it is."""
    desk.put(mail(form(0)), "1")
    desk.intake("once")
    own = desk.folder / "templates" / "en" / "association.j2"
    own.write_text("Association of Villages", encoding="utf-8")
    (desk.folder / "templates" / "logo.png").write_bytes(b"a picture")
    desk.intake("letter", "preview", "--entry", "LC21-0001", "--to", str(tmp_path))
    html = (tmp_path / "LC21-0001.html").read_text(encoding="utf-8")
    assert "Association of Villages" in html
    assert 'src="data:image/png;base64,YSBwaWN0dXJl"' in html
    assert "Villages" not in desk.intake("outbox", "show", "LC21-0001")


def test_what_cannot_be_previewed_is_named(desk: DeskFolder, tmp_path: Path) -> None:
    """A slip of the hand ends in a sentence, and in no file."""
    for wrong in (
        ("--case", "sold"),
        ("--case", "late", "--entry", "LC21-0001"),
        ("--entry", "LC21-0001"),
        ("--call", "choirs"),
    ):
        desk.intake("letter", "preview", "--to", str(tmp_path / "seen"), *wrong, status=2)
    broken = desk.folder / "templates" / "sr-Cyrl" / "parts" / "late.j2"
    broken.parent.mkdir(parents=True)
    broken.write_text("{% if %}", encoding="utf-8")
    desk.intake("letter", "preview", "--case", "late", "--to", str(tmp_path / "seen"), status=2)


@pytest.mark.office
def test_a_browser_draws_the_whole_letter(desk: DeskFolder, tmp_path: Path) -> None:
    """The picture is as wide as a mail program's window and as long as the letter."""
    desk.intake("letter", "preview", "--case", "no-form", "--to", str(tmp_path))
    desk.intake("letter", "preview", "--case", "accepted", "--to", str(tmp_path))
    (width, short), (same, long) = (size(tmp_path / f"{name}.png") for name in ("no-form", "accepted"))
    assert width == same == 720
    assert 800 < short < long < 6000


def size(picture: Path) -> tuple[int, int]:
    """Give width and height in pixels."""
    with Image.open(picture) as drawn:
        return drawn.size
