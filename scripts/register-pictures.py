"""Makes docs/pictures/register.png and register-overview.png from the sample of the tests, by LibreOffice.

Usage: PYTHONPATH=tests .venv/bin/python scripts/register-pictures.py
"""

from __future__ import annotations

import subprocess
import tempfile
from pathlib import Path

from intake.records.workbook import write
from intake.rules.staff import Remark, StaffWords
from register_sample import content

PICTURES = Path(__file__).parent.parent / "docs" / "pictures"
DECISION, HANDLED, NOTE = "Одлука · Decision", "Обрадио · Handled by", "Напомена · Note"


def words() -> StaffWords:
    """Invent what staff wrote."""
    said = {
        "LC21-0001": ("примљено", "С. Марић", ""),
        "LC21-0003": ("на чекању", "С. Марић", "Позвати 20. 9. због адресе."),
        "LC21-0007": ("одбијено", "Д. Илић", "Није локална самоуправа; упућени на општину."),
    }
    rows = {
        entry: {h: Remark(written=w) for h, w in zip((DECISION, HANDLED, NOTE), written, strict=True)}
        for entry, written in said.items()
    }
    return StaffWords(rows=rows)


def main() -> None:
    """Write, print and draw."""
    PICTURES.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as folder:
        register = Path(folder) / "register.xlsx"
        write(register, content(), words())
        soffice = ["soffice", "--headless", "--convert-to", "pdf", "--outdir", folder, str(register)]
        subprocess.run(soffice, check=True, capture_output=True)
        for name, page in (("register", "1"), ("register-overview", "3")):
            draw = ["pdftoppm", "-png", "-r", "110", "-f", page, "-l", page, "-singlefile"]
            subprocess.run([*draw, f"{folder}/register.pdf", str(PICTURES / name)], check=True)


if __name__ == "__main__":
    main()
