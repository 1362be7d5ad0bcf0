"""Where the test data lies that nobody here wrote; see tests/data/README.md."""

import os
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
DATA = ROOT / "tests" / "data"
CORPORA = Path(os.environ.get("INTAKE_CORPORA") or ROOT.parent / "shared" / "corpora")


def from_corpora(name: str) -> bytes:
    """Return the content of the one file of this name; ValueError where there is none, or several."""
    (path,) = CORPORA.rglob(name)
    return path.read_bytes()


def corpus_mails() -> list[Path]:
    """Every real message: bounces, spam, automatic mail, broken ones."""
    return sorted(path for path in CORPORA.rglob("*") if path.suffix == ".eml" or path.name.startswith("mail_test"))
