"""A page on paper or as a picture, by whichever program this computer has that can show HTML."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
from collections.abc import Iterator
from importlib.util import find_spec
from io import BytesIO
from pathlib import Path
from sys import executable
from tempfile import TemporaryDirectory
from typing import NamedTuple

from PIL import Image, ImageChops

_BROWSERS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
_OFFICES = ("soffice", "libreoffice")
_SECONDS = 120
_HIGHEST = 6000  # pixels of a page in a picture
_DRAWING = re.compile(r"<svg\b.*?</svg>", re.DOTALL)


class PrintingError(Exception):
    """No PDF or picture could be made; the message says what to install, or what each program said."""


class _Printer(NamedTuple):
    """A program: its name, its command, and the page as it can read it."""

    name: str
    command: tuple[str, ...]
    page: str


def print_page(page: str) -> bytes:
    """Return the HTML *page*, which needs nothing else, as a PDF; the best program that is there does it.

    A browser draws it as it is on the screen, and so does WeasyPrint; LibreOffice prints the tables without the
    drawings. Raises PrintingError.
    """
    with TemporaryDirectory(prefix="intake-print-", ignore_cleanup_errors=True) as name:
        folder = Path(name)
        failures = []
        for printer in _printers(page, folder):
            said = _run(printer, folder)
            if (folder / "page.pdf").exists():
                return (folder / "page.pdf").read_bytes()
            failures.append(f"{printer.name}: {said}")
    if failures:
        raise PrintingError("; ".join(failures))
    raise PrintingError(
        "nothing here can make a PDF: install chromium, weasyprint or libreoffice-writer, or write an .html page"
    )


def picture_of(page: str, *, width: int) -> bytes:
    """Return the HTML *page*, which needs nothing else, as a PNG that is *width* pixels wide and as high as the page.

    Only a browser can do it. Raises PrintingError.
    """
    browser = _found(_BROWSERS)
    if browser is None:
        raise PrintingError("nothing here can draw a page: install chromium")
    with TemporaryDirectory(prefix="intake-picture-", ignore_cleanup_errors=True) as name:
        source, target = Path(name) / "page.html", Path(name) / "page.png"
        shot = (f"--window-size={width},{_HIGHEST}", "--hide-scrollbars", f"--screenshot={target}", source.as_uri())
        said = _run(_Printer(browser, (*_browser(browser, Path(name)), *shot), page), Path(name))
        if not target.exists():
            raise PrintingError(f"{browser}: {said}")
        return _without_foot(target)


def _without_foot(picture: Path) -> bytes:
    """Cut off what is below the page: nothing but its ground."""
    drawn, cut = Image.open(picture).convert("RGB"), BytesIO()
    ground = Image.new("RGB", drawn.size, drawn.getpixel((0, drawn.height - 1)))
    box = ImageChops.difference(drawn, ground).getbbox() or (0, 0, *drawn.size)
    drawn.crop((0, 0, drawn.width, box[3])).save(cut, "png", optimize=True)
    return cut.getvalue()


def _printers(page: str, folder: Path) -> Iterator[_Printer]:
    source, target = folder / "page.html", folder / "page.pdf"
    browser, office = _found(_BROWSERS), _found(_OFFICES)
    if browser:
        yield _Printer(browser, (*_browser(browser, folder), f"--print-to-pdf={target}", source.as_uri()), page)
    if find_spec("weasyprint"):
        yield _Printer("weasyprint", (executable, "-m", "weasyprint", str(source), str(target)), page)
    elif weasyprint := _found(("weasyprint",)):
        yield _Printer(weasyprint, (weasyprint, str(source), str(target)), page)
    if office:
        profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
        to_pdf = ("--convert-to", "pdf:writer_web_pdf_Export", "--outdir", str(folder), str(source))
        yield _Printer(office, (office, profile, "--headless", "--norestore", *to_pdf), _DRAWING.sub("", page))


def _found(names: tuple[str, ...]) -> str | None:
    return next(filter(None, map(shutil.which, names)), None)


def _browser(program: str, folder: Path) -> tuple[str, ...]:
    """A browser that keeps nothing; as root it starts only without its sandbox, and the page is our own."""
    sandbox = ("--no-sandbox",) if os.geteuid() == 0 else ()
    profile = f"--user-data-dir={folder / 'profile'}"
    return program, "--headless", *sandbox, "--disable-gpu", "--no-pdf-header-footer", profile


def _run(printer: _Printer, folder: Path) -> str:
    """Run the program; return what it said last, for a person who wonders why there is no PDF."""
    (folder / "page.html").write_text(printer.page, encoding="utf-8")
    try:
        ended = subprocess.run(  # noqa: S603 - a fixed command; the names of the files are ours
            printer.command,
            env={**os.environ, "HOME": str(folder)},
            stdin=subprocess.DEVNULL,
            capture_output=True,
            timeout=_SECONDS,
            check=False,
        )
    except (OSError, subprocess.TimeoutExpired) as error:
        return str(error)
    lines = ended.stderr.decode(errors="replace").strip().splitlines()
    return lines[-1] if lines else f"it ended with {ended.returncode}"
