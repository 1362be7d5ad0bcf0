"""What every test may ask for: real servers, fresh mailboxes, and Hypothesis in a known mood."""

import itertools
import os
from collections.abc import Iterator, Sequence
from types import CodeType
from unittest.mock import patch

import hypothesis
import pytest
from jinja2 import Environment

from corpora import CORPORA
from intake.data.loaded import load_lexicon
from intake.logs import set_up
from intake.reading.pool import ReaderPool
from intake.replies.sandbox import Sandbox
from intake.settings import Limits
from samples.letters import the_call
from servers.cyrus import Cyrus
from servers.dovecot import Account, Dovecot
from servers.imap import ImapAccount
from servers.postfix import Postfix
from servers.smtpd import ScriptedSMTP

DESK_DOMAIN = "alvrs.example"
APPLICANTS_DOMAIN = "applicants.example"
INTERNATIONAL_DOMAIN = "international.example"

hypothesis.settings.register_profile("local", deadline=None)
hypothesis.settings.register_profile("ci", deadline=None, derandomize=True, max_examples=50, database=None)
hypothesis.settings.load_profile("ci" if os.environ.get("CI") else "local")

_numbers = itertools.count(1)
_LEFT_OUT = {
    "office": "only make test-all runs these (LibreOffice, browser)",
    "package": "only make try-deb runs these (a Debian of its own)",
    "corpora": "NOT RUN: the corpora are not here (tests/data/README.md)",
}
_left_out: dict[str, list[str]] = {marker: [] for marker in _LEFT_OUT}


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Leave out what needs the corpora where they are not."""
    if not CORPORA.is_dir():
        without = [item for item in items if item.get_closest_marker("corpora")]
        items[:] = [item for item in items if not item.get_closest_marker("corpora")]
        config.hook.pytest_deselected(items=without)


def pytest_deselected(items: Sequence[pytest.Item]) -> None:
    """Remember what this run leaves out for want of something."""
    for marker, names in _left_out.items():
        names.extend(item.nodeid for item in items if item.get_closest_marker(marker))


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Name what was left out: nothing is skipped in silence."""
    for marker, names in _left_out.items():
        if names:
            terminalreporter.section(_LEFT_OUT[marker])
            terminalreporter.write_line("\n".join(names))


@pytest.fixture(scope="session", autouse=True)
def _logs() -> None:
    """Log as the commands do: without it a traceback would show the values of every frame, and take seconds."""
    set_up(verbose=False)


@pytest.fixture(scope="session", autouse=True)
def _templates() -> Iterator[None]:
    """Compile a template once for all desks of this process: each of them reads its own anew, and most are the same."""
    compiled: dict[object, CodeType] = {}

    def once(self: Sandbox, source: str, name: str | None = None, filename: str | None = None) -> CodeType:
        if filename is None:  # of no file: a test's own
            return Environment.compile(self, source, name, filename)
        # What it is compiled to hangs on how values are escaped and on the language of the filters, too.
        key = (source, name, filename, self.autoescape, self.finalize, str(self.filters.get("said")))
        if key not in compiled:
            compiled[key] = Environment.compile(self, source, name, filename)
        return compiled[key]

    with patch.object(Sandbox, "compile", once):
        yield


@pytest.fixture(scope="session")
def dovecot() -> Iterator[Dovecot]:
    """One Dovecot for the whole run; a test that stops its server starts one of its own."""
    with Dovecot() as server:
        yield server


@pytest.fixture(scope="session")
def postfix(dovecot: Dovecot) -> Iterator[Postfix]:
    """One Postfix for the whole run; it delivers the mail of both domains into ``dovecot``."""
    with Postfix(dovecot, domains=(DESK_DOMAIN, APPLICANTS_DOMAIN), international=(INTERNATIONAL_DOMAIN,)) as server:
        yield server


@pytest.fixture(scope="session")
def cyrus() -> Iterator[Cyrus]:
    """One Cyrus for the whole run: the other IMAP server, for what may be a habit of Dovecot's."""
    with Cyrus() as server:
        yield server


@pytest.fixture
def cyrus_account(cyrus: Cyrus) -> ImapAccount:
    """Give a new user of ``cyrus``, with an empty INBOX."""
    return cyrus.add_user(f"desk-{next(_numbers)}@{DESK_DOMAIN}")


@pytest.fixture
def mail_account(dovecot: Dovecot) -> Account:
    """Give a new user of ``dovecot``, with an empty INBOX."""
    return dovecot.add_user(f"desk-{next(_numbers)}@{DESK_DOMAIN}")


@pytest.fixture(scope="module")
def reader() -> Iterator[ReaderPool]:
    """Give the reading processes of the call of 2021, for all tests of a module."""
    with ReaderPool((the_call(),), load_lexicon(), Limits()) as pool:
        yield pool


@pytest.fixture
def smtp_server() -> Iterator[ScriptedSMTP]:
    """Give a scripted SMTP server of the test's own, without TLS."""
    with ScriptedSMTP() as server:
        yield server
