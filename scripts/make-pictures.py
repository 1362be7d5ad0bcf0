"""Makes the pictures of the README in docs/pictures, from what `intake demo` and `intake form` write.

Usage: make pictures
Needs LibreOffice, Chromium and pdftoppm.
"""

from __future__ import annotations

import shutil
import subprocess
import sys
import tempfile
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from openpyxl import load_workbook
from PIL import Image

from intake.wiring import Workshop

PICTURES = Path(__file__).parent.parent / "docs" / "pictures"
DECISION, HANDLED, NOTE = "Одлука · Decision", "Обрадио · Handled by", "Напомена · Note"
SAID = {
    "LC21-0001": ("примљено", "С. Марић", ""),
    "LC21-0002": ("примљено", "С. Марић", ""),
    "LC21-0007": ("на чекању", "С. Марић", "Позвати 8. 9. због избора кластера."),
    "LC21-0013": ("одбијено", "Д. Илић", "Упућени на градску управу."),
}
"""What staff wrote, invented."""
LATER = ("15-*", "16-*", "17-*")
"""Mails of the sample that came after the picture of the digest."""
LETTERS = ("accepted", "newer-version", "incomplete", "cluster-several", "unreadable", "late")
DESK, PHONE, LONG, GAP = 660, 390, 1120, 16
EVERYWHERE = "-everywhere"
LIGHT, DARK = "--blink-settings=preferredColorScheme=1", "--blink-settings=preferredColorScheme=0"
TOP, HALF, LOWER = (30, 30, 1230, 300), (30, 30, 1230, 560), (30, 350, 800, 530)
"""Parts of a landscape page of A4, in dots of 110 an inch: left, top, width, height."""


def intake(*arguments: str | Path) -> None:
    """Run a command of the program."""
    subprocess.run([sys.executable, "-m", "intake", *arguments], check=True, stdout=subprocess.DEVNULL)


def enclose_forms(config: Path) -> None:
    """Let letters that ask for a form bring one."""
    text = config.read_text(encoding="utf-8")
    config.write_text(text.replace('# attach_form = "docx" ', 'attach_form = "docx" '), encoding="utf-8")


def write_words(register: Path) -> None:
    """Write into the register as staff do."""
    workbook = load_workbook(register)
    sheet = workbook.worksheets[0]
    header = next(row for row in sheet.iter_rows() if any(cell.value == DECISION for cell in row))
    columns = {cell.value: cell.column for cell in header}
    for row in sheet.iter_rows(min_row=header[0].row + 1):
        for heading, words in zip((DECISION, HANDLED, NOTE), SAID.get(str(row[0].value), ()), strict=False):
            sheet.cell(row=row[0].row, column=columns[heading], value=words or None)
    workbook.save(register)


def printed(document: Path) -> Path:
    """Print *document* with LibreOffice."""
    profile = f"-env:UserInstallation=file://{document.parent}/profile"
    command = ["soffice", profile, "--headless", "--convert-to", "pdf", "--outdir", str(document.parent), str(document)]
    subprocess.run(command, check=True, capture_output=True)
    return document.with_suffix(".pdf")


def page_of(pdf: Path, words: str) -> int:
    """Return the number of the first page of *pdf* that says *words*."""
    said = subprocess.run(["pdftotext", str(pdf), "-"], check=True, capture_output=True).stdout.decode()
    return next(number for number, page in enumerate(said.split("\f"), start=1) if words in page)


def draw(pdf: Path, name: str, *, page: int, dots: int, crop: tuple[int, int, int, int] | None = None) -> None:
    """Draw one page with *dots* an inch; *crop* is left, top, width and height in dots."""
    command = ["pdftoppm", "-png", "-r", str(dots), "-f", str(page), "-l", str(page), "-singlefile"]
    for option, value in zip(("-x", "-y", "-W", "-H"), crop or (), strict=False):
        command += [option, str(value)]
    subprocess.run([*command, str(pdf), str(PICTURES / name)], check=True)


def photograph(page: Path, picture: Path, *, size: tuple[int, int], dots: float = 1, colours: str = LIGHT) -> None:
    """Take a picture of a page as a mail program shows it, *size* pixels wide and high, with *dots* a pixel."""
    command = [
        "chromium",
        "--headless",
        "--no-sandbox",
        "--hide-scrollbars",
        f"--window-size={size[0]},{size[1]}",
        colours,
    ]
    command += [f"--force-device-scale-factor={dots}", f"--screenshot={picture}", page.as_uri()]
    subprocess.run(command, check=True, capture_output=True)


def photograph_letter(page: Path, name: str) -> None:
    """Put a letter on a desk and on a phone, by day and by night, side by side into one picture."""
    shots = []
    for width, colours in ((DESK, LIGHT), (DESK, DARK), (PHONE, LIGHT), (PHONE, DARK)):
        shot = page.with_suffix(f".{len(shots)}.png")
        photograph(page, shot, size=(width, LONG), colours=colours)
        shots.append(Image.open(shot).convert("RGB"))
    both = Image.new("RGB", (sum(shot.width + GAP for shot in shots) - GAP, LONG), "#8a929c")
    left = 0
    for shot in shots:
        both.paste(shot, (left, 0))
        left += shot.width + GAP
    both.resize((both.width * 3 // 4, both.height * 3 // 4), Image.Resampling.LANCZOS).save(PICTURES / f"{name}.png")


def before_the_deadline(desk: Path) -> Path:
    """Return the configuration of the desk as it was two days before the deadline: what came later is not there yet."""
    earlier = desk.with_name("earlier")
    shutil.copytree(desk, earlier, ignore=shutil.ignore_patterns("var", "outbox", "register.xlsx", *LATER))
    intake("once", "-c", earlier / "config.toml")
    write_words(earlier / "register.xlsx")
    intake("register", "-c", earlier / "config.toml")
    return earlier / "config.toml"


def digest_html(config: Path, at: datetime) -> str:
    """Give the digest that staff would get then."""
    with Workshop.open(config) as workshop:
        return workshop.notice_writer.html(digest=workshop.herald.digest(at))


def shrink(picture: Path) -> None:
    """Save a picture with few colours: a third of the bytes, and nobody sees it."""
    if picture.stem.endswith(EVERYWHERE):
        few = Image.open(picture).convert("RGB").quantize(32, method=Image.Quantize.MAXCOVERAGE)
    else:
        few = Image.open(picture).convert("RGB").quantize(96)
    few.save(picture, optimize=True)


def main() -> None:
    """Make all of them."""
    with tempfile.TemporaryDirectory() as folder:
        desk = Path(folder) / "demo"
        intake("demo", desk)
        enclose_forms(desk / "config.toml")
        write_words(desk / "register.xlsx")
        intake("register", "-c", desk / "config.toml")
        register = printed(desk / "register.xlsx")
        draw(register, "register", page=1, dots=150, crop=(44, 70, 1662, 720))
        draw(register, "register-overview", page=page_of(register, "По кластеру и приступу"), dots=110)
        draw(register, "register-coverage", page=page_of(register, "Нису се пријавиле"), dots=110, crop=LOWER)
        draw(register, "register-history", page=page_of(register, "Шта је измијењено"), dots=110, crop=TOP)
        draw(register, "register-messages", page=page_of(register, "Шта је са поруком"), dots=110, crop=HALF)
        draw(register, "register-calendar", page=page_of(register, "Догађај или период"), dots=110, crop=HALF)
        for name in LETTERS:
            intake("letter", "preview", "-c", desk / "config.toml", "--case", name, "--to", desk / "letters")
            photograph_letter(desk / "letters" / f"{name}.html", f"letter-{name}{EVERYWHERE}")
        photograph(desk / "letters" / "accepted.html", PICTURES / "letter-accepted.png", size=(720, 1005))
        digest = digest_html(
            before_the_deadline(desk), datetime(2021, 9, 11, 7, 30, tzinfo=ZoneInfo("Europe/Sarajevo"))
        )
        (desk / "digest.html").write_text(digest, encoding="utf-8")
        photograph(desk / "digest.html", PICTURES / "digest.png", size=(390, 1180), dots=1.5)
        intake("report", "-c", desk / "config.toml", "--to", desk / "report.html")
        photograph(desk / "report.html", PICTURES / "report.png", size=(900, 780))
        intake("report", "-c", desk / "config.toml", "--to", desk / "report.pdf")
        paper = desk / "report.pdf"
        draw(paper, "report-municipalities", page=page_of(paper, "По општинама и градовима"), dots=90)
        intake("extract", "-c", desk / "config.toml", "--host", "ZELS", "--to", desk / "extract.xlsx")
        handed_out = printed(desk / "extract.xlsx")
        draw(handed_out, "extract", page=1, dots=130, crop=(40, 30, 1440, 430))
        draw(handed_out, "extract-answers", page=page_of(handed_out, "Питање"), dots=100, crop=(27, 20, 1150, 540))
        for ending, pages in (("docx", 3), ("xlsx", 2)):
            form = desk / f"form-{ending}.{ending}"
            intake("form", "-c", desk / "config.toml", "--to", form)
            pdf = printed(form)
            for page in range(1, pages + 1):
                draw(pdf, f"form-{ending}-{page}", page=page, dots=90)
    for picture in PICTURES.glob("*.png"):
        shrink(picture)


if __name__ == "__main__":
    main()
