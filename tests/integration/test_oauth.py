"""Logging in by OAuth: real mail servers that ask a real server about each token."""

from __future__ import annotations

import json
import threading
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from unittest.mock import patch

import pytest

from desks import FOLDER, MAILDIR, DeskFolder, form, imap_section, lay_out_desk, mail, smtp_section
from intake.commands import login
from intake.mailbox.imap.mailbox import ImapMailbox
from intake.oauth.client import DeviceCode, OAuthClient
from intake.oauth.grant import RefusedError, login_of
from intake.oauth.tokens import FileTokens
from intake.replies.delivery import SmtpDelivery
from intake.rules.access import AccessError, LoginNeeded
from intake.rules.letters.delivery import DeliveryError
from intake.rules.mailbox import LoginRefused, MailboxError
from intake.settings import After, Auth, DeliveryKind, DeliverySettings, OAuthSettings, Security, Server
from servers.dovecot import Account, Dovecot
from servers.oauth import CLIENT, DEVICE, OAuthServer
from servers.postfix import Postfix
from servers.process import wait_until
from servers.smtpd import Answer, ScriptedSMTP, Stage

DESK = "desk@alvrs.example"
QUARTER = timedelta(minutes=15)


@dataclass
class Clock:
    """A clock that a test puts forward."""

    ahead: timedelta = field(default_factory=timedelta)

    def __call__(self) -> datetime:
        """Give the time."""
        return datetime.now(UTC) + self.ahead


@dataclass(frozen=True, kw_only=True)
class Party:
    """Ourselves, with a file of tokens and a clock, before one server of log-ins."""

    oauth: OAuthServer
    settings: OAuthSettings
    tokens: FileTokens
    clock: Clock

    @property
    def client(self) -> OAuthClient:
        """Ourselves as that server sees us."""
        return OAuthClient(self.settings, username=DESK)

    def log_in(self, user: str = DESK) -> None:
        """Let *user* log in at a device."""
        self.tokens.log_in(self.client.by_device(lambda code: self.oauth.approve(code.code, user), lambda _: None))


@pytest.fixture(scope="module")
def oauth() -> Iterator[OAuthServer]:
    """Give one server of log-ins."""
    with OAuthServer() as server:
        yield server


@pytest.fixture(scope="module")
def token_dovecot(oauth: OAuthServer) -> Iterator[Dovecot]:
    """Give a Dovecot that takes its tokens."""
    with Dovecot(settings=oauth.dovecot_settings("xoauth2", "oauthbearer")) as server:
        server.add_user(DESK)
        yield server


@pytest.fixture(scope="module")
def token_postfix(token_dovecot: Dovecot) -> Iterator[Postfix]:
    """Give a Postfix that asks that Dovecot."""
    with Postfix(token_dovecot, domains=("alvrs.example", "applicants.example")) as server:
        yield server


def party(oauth: OAuthServer, folder: Path, **changes: object) -> Party:
    """Meet *oauth*; *changes* are to the settings."""
    given = {
        "client_id": CLIENT,
        "scopes": ("mail", "offline_access"),
        "token_endpoint": oauth.url("token"),
        "device_endpoint": oauth.url("device"),
        "authorization_endpoint": oauth.url("authorize"),
        "lifetime": timedelta(days=90),
        "ca_file": oauth.ca_file,
        "client_secret": oauth.secret,
    }
    settings = OAuthSettings(**{**given, **changes})  # type: ignore[arg-type]
    clock = Clock()
    renew = OAuthClient(settings, username=DESK).renew
    tokens = FileTokens(path=folder / "var/oauth.json", settings=settings, renew=renew, clock=clock)
    return Party(oauth=oauth, settings=settings, tokens=tokens, clock=clock)


@pytest.fixture
def we(oauth: OAuthServer, tmp_path: Path) -> Party:
    """Meet the server of this module, with the grants of other tests forgotten."""
    oauth.grants.clear()
    return party(oauth, tmp_path)


def mailbox(dovecot: Dovecot, we: Party) -> ImapMailbox:
    """Open the desk's mailbox by a token."""
    return ImapMailbox(
        server_of(dovecot.host, dovecot.tls_port, dovecot.ca_file),
        folder="INBOX",
        after=After.NONE,
        processed_folder="Processed",
        size_limit=1000,
        tokens=we.tokens,
    )


def logs_in(dovecot: Dovecot, we: Party) -> bool:
    """Tell whether the server takes our token."""
    with closing(mailbox(dovecot, we)) as box:
        return next(box.probe()).ok


def server_of(host: str, port: int, ca_file: Path) -> Server:
    """Name a server that wants a token."""
    return Server(host=host, port=port, security=Security.TLS, ca_file=ca_file, username=DESK, auth=Auth.OAUTH2)


def road(server: Server, we: Party) -> SmtpDelivery:
    """Give the road that leads over *server*."""
    kind = DeliveryKind.SMTP
    settings = DeliverySettings(kind=kind, sender=DESK, envelope_from=DESK, outbox=Path(), server=server)
    return SmtpDelivery(settings, we.tokens)


def desk_at(folder: Path, oauth: OAuthServer, *sections: str) -> DeskFolder:
    """Lay out a desk that logs in at *oauth*."""
    keys = {
        "provider": "custom",
        "client_id": CLIENT,
        "token_endpoint": oauth.url("token"),
        "device_endpoint": oauth.url("device"),
        "authorization_endpoint": oauth.url("authorize"),
        "ca_file": str(oauth.ca_file),
    }
    section = "[oauth]\n" + "".join(f'{key} = "{value}"\n' for key, value in keys.items())
    return lay_out_desk(folder, *sections, section)


class TestMailServers:
    """Dovecot and Postfix ask about each token."""

    def test_an_application_comes_in_and_its_letter_goes_out_by_tokens_alone(
        self, oauth: OAuthServer, token_dovecot: Dovecot, token_postfix: Postfix, tmp_path: Path
    ) -> None:
        """The whole desk, as a person sets it up: `login`, `check`, `once`. No password is anywhere."""
        account = Account(server=token_dovecot, address=DESK, password="secret")
        applicant = token_dovecot.add_user("opstina@applicants.example")
        tokens = {"auth": '"oauth2"'}
        desk = desk_at(tmp_path, oauth, imap_section(account, **tokens), smtp_section(account, token_postfix, **tokens))
        assert "nobody has logged in yet: run `intake login`" in desk.intake("check", status=1, environ={})
        said = log_in(desk, oauth)
        assert f"Log in there as {DESK}" in said
        assert "Try it with `intake check`" in said
        account.deliver(mail(form(), sender=applicant.address, headers={"To": DESK}))
        before = oauth.asked_of_servers
        report = json.loads(desk.intake("once", "--json", environ={}))
        assert report["errors"] == []
        assert report["counts"]["letters sent"] == 1
        assert oauth.asked_of_servers > before
        wait_until(lambda: token_postfix.is_idle)
        with applicant.imap() as client:
            assert client.select_folder("INBOX", readonly=True)[b"EXISTS"] == 1

    @pytest.mark.parametrize("mechanism", ["xoauth2", "oauthbearer"])
    def test_either_mechanism_is_spoken_where_it_is_the_only_one(
        self, we: Party, oauth: OAuthServer, mechanism: str
    ) -> None:
        """Microsoft offers XOAUTH2 alone; the standard's name is OAUTHBEARER. A refusal is understood in both."""
        with Dovecot(settings=oauth.dovecot_settings(mechanism)) as dovecot:
            dovecot.add_user(DESK)
            we.log_in()
            assert logs_in(dovecot, we)
            we.log_in("somebody@alvrs.example")
            with closing(mailbox(dovecot, we)) as box, pytest.raises(LoginRefused, match="`intake login`"):
                box.listing()

    def test_a_token_that_was_revoked_early_is_renewed_once_and_nobody_notices(
        self, we: Party, token_dovecot: Dovecot, token_postfix: Postfix
    ) -> None:
        """The mail server's no is the first that we hear of it, over IMAP and over SMTP."""
        submission = server_of(token_postfix.host, token_postfix.tls_port, token_postfix.ca_file)
        for use in ("imap", "smtp"):
            we.log_in()
            we.oauth.revoke_access()
            we.clock.ahead += QUARTER
            we.oauth.grants.clear()
            if use == "imap":
                assert logs_in(token_dovecot, we)
            else:
                with road(submission, we).session():
                    pass
            assert we.oauth.grants == ["refresh_token"]

    def test_a_token_of_somebody_else_is_not_renewed_again_and_again(self, we: Party, token_dovecot: Dovecot) -> None:
        """A provider takes a client that asks every few seconds for an attacker; what is needed is a person."""
        we.log_in("somebody@alvrs.example")
        we.oauth.grants.clear()
        for _ in range(3):
            with closing(mailbox(token_dovecot, we)) as box, pytest.raises(LoginRefused):
                box.listing()
        assert we.oauth.grants == []

    def test_a_server_that_cannot_tell_just_now_costs_no_token(self, we: Party) -> None:
        """RFC 4954, 6: 454 is a word about the server."""
        we.log_in()
        we.clock.ahead += QUARTER
        we.oauth.grants.clear()
        with ScriptedSMTP(credentials=("x", "y")) as server:
            server.plan(Stage.AUTH, Answer(code=454, text="4.7.0 later"))
            plain = Server(host=server.host, port=server.port, security=Security.NONE, username=DESK, auth=Auth.OAUTH2)
            with pytest.raises(DeliveryError, match="454"), road(plain, we).session():
                pass
        assert we.oauth.grants == []

    def test_without_a_log_in_mailbox_and_road_say_what_to_do(
        self, we: Party, token_dovecot: Dovecot, token_postfix: Postfix
    ) -> None:
        """It stands in the alarm, in the log and in `intake check`."""
        submission = server_of(token_postfix.host, token_postfix.tls_port, token_postfix.ca_file)
        with closing(mailbox(token_dovecot, we)) as box, pytest.raises(MailboxError, match="run `intake login`"):
            box.listing()
        with pytest.raises(DeliveryError, match="run `intake login`"), road(submission, we).session():
            pass


def log_in(desk: DeskFolder, oauth: OAuthServer, user: str = DESK) -> str:
    """Run `intake login`, entering its code as *user*."""

    def approve(code: DeviceCode, username: str) -> None:
        shown(code, username)
        oauth.approve(code.code, user)

    shown = login._show  # noqa: SLF001 - a person who reads the terminal
    with patch.object(login, "_show", approve):
        return desk.intake("login", environ={})


class TestTokens:
    """The file of tokens and the server that gives them."""

    def test_a_token_is_renewed_before_it_ends_and_the_new_refresh_token_is_kept(self, we: Party) -> None:
        """Each refresh token serves once: who forgets the new one is out after an hour."""
        we.log_in()
        seen = {we.tokens.get()}
        for _ in range(3):
            we.clock.ahead += timedelta(minutes=57)
            seen.add(we.tokens.get())
        assert len(seen) == 4
        assert we.oauth.grants == [DEVICE] + 3 * ["refresh_token"]

    def test_a_token_that_holds_is_not_renewed(self, we: Party) -> None:
        """One renewal an hour, not one a pass."""
        we.log_in()
        assert we.tokens.get() == we.tokens.get()
        assert we.oauth.grants == [DEVICE]

    def test_only_the_desks_own_user_reads_the_file(self, we: Party) -> None:
        """What lies in it is as good as the password."""
        we.log_in()
        we.clock.ahead += timedelta(hours=1)
        we.tokens.get()
        assert we.tokens.path.stat().st_mode & 0o777 == 0o600

    def test_many_at_once_renew_once(self, we: Party) -> None:
        """A refresh token that comes twice ends the log-in, so `run` and `check` must not both use it."""
        we.log_in()
        we.clock.ahead += timedelta(hours=1)
        got: list[str] = []
        threads = [threading.Thread(target=lambda: got.append(we.tokens.get())) for _ in range(8)]
        for each in threads:
            each.start()
        for each in threads:
            each.join()
        assert len(got) == 8
        assert len(set(got)) == 1
        assert we.oauth.grants == [DEVICE, "refresh_token"]

    def test_a_refusal_is_remembered_and_not_asked_for_again_within_the_hour(self, we: Party) -> None:
        """Until a person logs in again; then all is forgotten."""
        we.log_in()
        we.oauth.revoke()
        we.clock.ahead += timedelta(hours=1)
        for _ in range(3):
            with pytest.raises(LoginNeeded, match=r"invalid_grant.*run `intake login`"):
                we.tokens.get()
        assert we.oauth.grants == [DEVICE, "refresh_token"]
        assert "invalid_grant" in str(login_of(we.tokens.path, we.settings).why_needed(we.clock()))
        we.log_in()
        assert we.tokens.get()
        assert login_of(we.tokens.path, we.settings).why_needed(we.clock()) is None

    def test_what_the_administrator_mends_needs_no_new_log_in(self, we: Party) -> None:
        """A client secret that ran out is refused too; once it is there again, the old log-in goes on."""
        we.log_in()
        we.clock.ahead += timedelta(hours=1)
        we.oauth.fail("invalid_client")
        with pytest.raises(LoginNeeded, match="invalid_client"):
            we.tokens.get()
        we.clock.ahead += timedelta(hours=1)
        assert we.tokens.get()

    def test_a_server_that_is_away_has_refused_nothing(self, we: Party) -> None:
        """The next pass tries again, and no alarm calls for a log-in."""
        we.log_in()
        gone = FileTokens(
            path=we.tokens.path,
            settings=we.settings,
            renew=party(we.oauth, we.tokens.path.parent, token_endpoint="https://localhost:1/token").client.renew,
            clock=lambda: we.clock() + timedelta(hours=1),
        )
        with pytest.raises(AccessError) as caught:
            gone.get()
        assert not isinstance(caught.value, LoginNeeded)
        assert login_of(we.tokens.path, we.settings).why_needed(we.clock()) is None

    def test_tokens_of_another_client_are_not_used(self, we: Party, oauth: OAuthServer, tmp_path: Path) -> None:
        """Who changes the provider in the configuration logs in again."""
        we.log_in()
        other = party(oauth, tmp_path, client_id="another")
        with pytest.raises(LoginNeeded, match="nobody has logged in yet"):
            other.tokens.get()

    def test_a_file_that_is_damaged_says_what_to_do(self, we: Party) -> None:
        """No traceback, and no other way out than a new log-in."""
        we.log_in()
        we.tokens.path.write_text("{")
        with pytest.raises(AccessError, match="`intake login` writes it again"):
            we.tokens.get()

    def test_a_client_with_a_secret_proves_it(self, tmp_path: Path) -> None:
        """RFC 6749, 2.3.1: in the header, never in an address."""
        with OAuthServer(secret="very-secret") as server:
            party(server, tmp_path).log_in()
            with pytest.raises(RefusedError, match="invalid_client"):
                party(server, tmp_path, client_secret="wrong").log_in()

    def test_a_strangers_certificate_is_refused(self, oauth: OAuthServer, tmp_path: Path) -> None:
        """Tokens are not told to anyone who answers."""
        with pytest.raises(AccessError, match="CERTIFICATE_VERIFY_FAILED"):
            party(oauth, tmp_path, ca_file=None).log_in()


class TestLoggingIn:
    """What a person does once."""

    def test_the_code_is_waited_for_at_the_pace_that_the_server_asks_for(self, we: Party) -> None:
        """RFC 8628, 3.5: five seconds more for each "slow down", and on through a pause of the server."""
        we.oauth.fail("authorization_pending", "slow_down", "authorization_pending")
        waits: list[float] = []
        we.tokens.log_in(we.client.by_device(lambda code: we.oauth.approve(code.code, DESK), waits.append))
        assert waits == [1, 1, 6, 6]

    def test_who_declines_is_told_so_and_nothing_is_kept(self, we: Party) -> None:
        """`intake login` ends with an error, and the desk stays as it was."""
        with pytest.raises(RefusedError, match="access_denied"):
            we.client.by_device(lambda code: we.oauth.decline(code.code), lambda _: None)
        assert not we.tokens.path.exists()

    def test_a_code_that_nobody_enters_ends(self, we: Party) -> None:
        """The command does not wait for ever."""
        we.oauth.interval = 300
        try:
            with pytest.raises(RefusedError, match="expired"):
                we.client.by_device(lambda _: None, lambda _: None)
        finally:
            we.oauth.interval = 0

    def test_a_browser_does_it_where_there_are_no_device_codes(self, we: Party) -> None:
        """Google gives none for mail: its page ends at an address of this machine, which people copy (RFC 8252)."""
        we.tokens.log_in(we.client.by_browser(lambda page: we.oauth.browse(page, DESK)))
        assert we.oauth.grants == ["authorization_code"]
        assert we.tokens.get()

    @pytest.mark.parametrize(
        ("answer", "why"),
        [
            ("http://localhost/?code=x&state=forged", "mismatching_state"),
            ("http://localhost/?error=access_denied&state=x", "access_denied"),
            ("http://localhost/", "copy all of it"),
            ("yes", "copy all of it"),
        ],
    )
    def test_an_address_that_is_no_answer_to_us_is_refused(self, we: Party, answer: str, why: str) -> None:
        """The state keeps a forged address out; half an address is a slip of the hand."""
        with pytest.raises(RefusedError, match=why):
            we.client.by_browser(lambda _: answer)

    def test_the_commands_end_with_the_status_that_the_interface_has(
        self, oauth: OAuthServer, token_dovecot: Dovecot, tmp_path: Path
    ) -> None:
        """1: try again; 2: the configuration has no such log-in."""
        account = Account(server=token_dovecot, address=DESK, password="secret")
        desk = desk_at(tmp_path / "tokens", oauth, imap_section(account, auth='"oauth2"'), FOLDER)
        oauth.fail("access_denied")
        desk.intake("login", status=1, environ={})
        assert "a password there is nothing" in lay_out_desk(tmp_path / "none", MAILDIR, FOLDER).intake(
            "login", status=2
        )

    def test_a_person_copies_the_address_that_the_browser_shows(
        self, oauth: OAuthServer, token_dovecot: Dovecot, tmp_path: Path
    ) -> None:
        """`intake login --browser`, as on a server without a screen."""
        account = Account(server=token_dovecot, address=DESK, password="secret")
        desk = desk_at(tmp_path, oauth, imap_section(account, auth='"oauth2"'), FOLDER)
        pages: list[str] = []

        def browse(text: str, **_: object) -> str:
            assert "address line" in text
            return oauth.browse(pages[0], DESK)

        def show(page: str, username: str) -> str:
            pages.append(page)
            return asked(page, username)

        asked = login._ask  # noqa: SLF001 - a person who reads the terminal
        with patch.object(login, "_ask", show), patch("click.prompt", browse):
            assert "logged in" in desk.intake("login", "--browser", environ={})
        assert logs_in(token_dovecot, party(oauth, tmp_path))
