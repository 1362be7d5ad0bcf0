"""What every test may ask for: real servers, fresh mailboxes, and Hypothesis in a known mood."""

import itertools
import os
from collections.abc import Iterator, Sequence

import hypothesis
import pytest

from intake.logs import set_up
from servers.dovecot import Account, Dovecot
from servers.postfix import Postfix
from servers.smtpd import ScriptedSMTP

DESK_DOMAIN = "alvrs.example"
APPLICANTS_DOMAIN = "applicants.example"

hypothesis.settings.register_profile("local", deadline=None)
hypothesis.settings.register_profile("ci", deadline=None, derandomize=True, max_examples=50, database=None)
hypothesis.settings.load_profile("ci" if os.environ.get("CI") else "local")

_numbers = itertools.count(1)
_left_for_test_all: list[str] = []


def pytest_deselected(items: Sequence[pytest.Item]) -> None:
    """Remember which office tests this run leaves out."""
    _left_for_test_all.extend(item.nodeid for item in items if item.get_closest_marker("office"))


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Name what was left out: nothing is skipped in silence."""
    if _left_for_test_all:
        terminalreporter.section("only make test-all runs these (LibreOffice, browser)")
        terminalreporter.write_line("\n".join(_left_for_test_all))


@pytest.fixture(scope="session", autouse=True)
def _logs() -> None:
    """Log as the commands do: without it a traceback would show the values of every frame, and take seconds."""
    set_up(verbose=False)


@pytest.fixture(scope="session")
def dovecot() -> Iterator[Dovecot]:
    """One Dovecot for the whole run; a test that stops its server starts one of its own."""
    with Dovecot() as server:
        yield server


@pytest.fixture(scope="session")
def postfix(dovecot: Dovecot) -> Iterator[Postfix]:
    """One Postfix for the whole run; it delivers the mail of both domains into ``dovecot``."""
    with Postfix(dovecot, domains=(DESK_DOMAIN, APPLICANTS_DOMAIN)) as server:
        yield server


@pytest.fixture
def mail_account(dovecot: Dovecot) -> Account:
    """Give a new user of ``dovecot``, with an empty INBOX."""
    return dovecot.add_user(f"desk-{next(_numbers)}@{DESK_DOMAIN}")


@pytest.fixture
def smtp_server() -> Iterator[ScriptedSMTP]:
    """Give a scripted SMTP server of the test's own, without TLS."""
    with ScriptedSMTP() as server:
        yield server
