"""What a command loads before it does anything: start-up is most of what `--help` and an idle pass cost."""

import subprocess
import sys
from pathlib import Path

import pytest
from sqlalchemy import Engine, event

from desks import FOLDER, MAILDIR, lay_out_desk, mail

OF_FILES = frozenset({"docx", "extract_msg", "mailparser", "olefile", "openpyxl", "pdfplumber", "PIL", "tnefparse"})
OF_RULES = frozenset({"babel", "email_validator", "jinja2", "phonenumbers", "rapidfuzz"})
OF_A_SERVICE = frozenset({"alembic", "apscheduler", "authlib", "dkim", "dns", "pebble", "requests"})
OF_A_VOICE = frozenset({"rich", "structlog"})
OF_OTHER_DESKS = frozenset({"smtplib", "intake.scanner", "intake.oauth"})
OF_RARE_PASSES = frozenset(
    {"concurrent.futures.thread", "html", "tarfile", "email.headerregistry", "intake.decider", "intake.rules.judging"}
)
OF_RARE_VALUES = frozenset(  # each of their classes and tables takes half a millisecond to make
    {
        *("intake.eraser", "intake.postman", "intake.herald", "intake.mailbox.imap.probe", "intake.replies.notice"),
        *("intake.records.arrivals", "intake.records.rows", "intake.rules.entry", "intake.rules.finding"),
        *("intake.records.corrections", "intake.records.erasures", "intake.records.letter_list"),
        *("intake.records.remarks", "intake.records.schema_seldom", "intake.filing"),
        *("intake.rules.erased", "intake.rules.login", "intake.rules.pending", "intake.rules.probe"),
        *("intake.rules.recorded", "intake.rules.letters.attempt"),
    }
)
OF_A_PASS = frozenset({"imapclient", "sqlalchemy", "tomllib"})
RUN = """\
import sys
from intake.cli import main
try:
    main(sys.argv[1:])
except SystemExit:
    print(*sys.modules, sep="\\n", file=sys.stderr)
"""


def loaded(*command: str) -> set[str]:
    """Return the modules that a command has loaded at its end, in a Python of its own."""
    run = subprocess.run([sys.executable, "-c", RUN, *command], check=True, capture_output=True, text=True)
    return set(run.stderr.split())


def test_help_loads_nothing_that_a_command_works_with() -> None:
    """Whoever asks how a command is called does not wait for a database, a server or an office file."""
    assert loaded("--help") & (OF_FILES | OF_RULES | OF_A_SERVICE | OF_A_VOICE | OF_A_PASS) == set()


@pytest.mark.parametrize("staff", ["", '[staff]\nto = ["clerk@alvrs.example"]\n'])
def test_a_pass_with_nothing_new_loads_no_reader_no_judge_no_letter_and_no_workbook(staff: str, tmp_path: Path) -> None:
    """Nearly every pass finds nothing new, and a desk by cron starts Python for each of them."""
    desk = lay_out_desk(tmp_path, MAILDIR, FOLDER, staff)
    desk.put(mail(), "0001")
    desk.intake("once")
    modules = loaded("once", "-c", str(desk.config))
    assert modules & (OF_FILES | OF_RULES | OF_A_SERVICE | OF_A_VOICE | OF_OTHER_DESKS | OF_RARE_PASSES) == set()
    assert modules & OF_RARE_VALUES == set()
    assert {name for name in modules if name.startswith(("intake.reading", "intake.records.register."))} == set()
    assert "sqlalchemy" in modules, "the list above is of this run"


def test_a_pass_with_nothing_new_asks_the_store_little(tmp_path: Path) -> None:
    """Each question takes half a millisecond to be written as SQL, which is half of what the pass itself does."""
    desk = lay_out_desk(tmp_path, MAILDIR, FOLDER)
    desk.put(mail(), "0001")
    desk.intake("once")
    asked: list[str] = []

    def note(_connection: object, _cursor: object, statement: str, *_: object) -> None:
        asked.append(statement)

    event.listen(Engine, "before_cursor_execute", note)
    try:
        desk.intake("once")
    finally:
        event.remove(Engine, "before_cursor_execute", note)
    assert len(asked) <= 25, "\n".join(asked)
