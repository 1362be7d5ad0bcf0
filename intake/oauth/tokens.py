"""Access tokens from the file of the log-in, renewed when they end. One at a time: a refresh token may serve once."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from pathlib import Path

from intake.events import Event
from intake.lock import LockedError, held
from intake.logs import log
from intake.oauth.grant import Grant, Granted, RefusedError, client_of, read_grant, write_grant
from intake.rules.access import AccessError, LoginNeeded
from intake.settings import Auth, OAuthSettings, Server, Settings

_LEAST_LEFT = timedelta(minutes=5)  # of a token's hour: servers' clocks differ, and a pass takes its time
_BETWEEN_RENEWALS = timedelta(minutes=10)  # of tokens that a mail server does not take: a new one will not do better
_BETWEEN_REFUSALS = timedelta(hours=1)  # who asks every minute with a dead token is taken for an attacker
_PATIENCE = timedelta(minutes=2)  # for another process that is renewing


@dataclass(frozen=True, slots=True, kw_only=True)
class FileTokens:
    """AccessTokens kept at *path*. *renew* takes a refresh token to the server: RefusedError, or AccessError."""

    path: Path
    settings: OAuthSettings
    renew: Callable[[str], Granted]
    clock: Callable[[], datetime]

    def get(self) -> str:
        """Return a token that holds for five minutes at least, renewed where need be."""
        with self._alone():
            grant = read_grant(self.path, self.settings)
            if grant is None:
                raise LoginNeeded("nobody has logged in yet: run `intake login`")
            if grant.expires - self.clock() >= _LEAST_LEFT:
                return grant.access_token
            return self._renewed(grant).access_token

    def instead_of(self, token: str) -> str | None:
        """Return another token than *token*, renewed if that is the last one and not quite new."""
        with self._alone():
            grant = read_grant(self.path, self.settings)
            if grant is not None and grant.access_token != token:
                return grant.access_token
            if grant is None or self.clock() - grant.renewed < _BETWEEN_RENEWALS:
                return None
            return self._renewed(grant).access_token

    def log_in(self, granted: Granted) -> None:
        """Keep what a person has just been *granted*; AccessError where no refresh token came with it."""
        if granted.refresh_token is None:
            raise AccessError("the server gave no refresh token: is offline access among the scopes?")
        now = self.clock()
        grant = Grant(
            client=client_of(self.settings),
            access_token=granted.access_token,
            expires=now + granted.lasts,
            refresh_token=granted.refresh_token,
            since=now,
            renewed=now,
        )
        with self._alone():
            write_grant(self.path, grant)

    def _renewed(self, grant: Grant) -> Grant:
        now = self.clock()
        if grant.refused_at is not None and now - grant.refused_at < _BETWEEN_REFUSALS:
            raise _login_needed(grant.refused)
        try:
            granted = self.renew(grant.refresh_token)
        except RefusedError as refusal:
            write_grant(self.path, replace(grant, refused=str(refusal), refused_at=now))
            log.error(Event.LOGIN_REFUSED, error=str(refusal))  # noqa: TRY400 - it says it all
            raise _login_needed(str(refusal)) from refusal
        renewed = replace(
            grant,
            access_token=granted.access_token,
            expires=now + granted.lasts,
            refresh_token=granted.refresh_token or grant.refresh_token,
            renewed=now,
            refused=None,
            refused_at=None,
        )
        write_grant(self.path, renewed)
        log.info(Event.LOGIN_RENEWED, since=grant.since.isoformat(timespec="seconds"))
        return renewed

    @contextmanager
    def _alone(self) -> Iterator[None]:
        try:
            with held(self.path.with_suffix(".lock"), patience=_PATIENCE):
                yield
        except LockedError as error:
            raise AccessError(f"another process keeps {self.path} to itself") from error


def _login_needed(refusal: str | None) -> LoginNeeded:
    return LoginNeeded(f"the provider refuses to renew the log-in ({refusal}): run `intake login`")


def login_file(settings: Settings) -> Path:
    """Name the file that keeps the log-in of a desk."""
    return settings.store.archive.parent / "oauth.json"


def tokens_for(server: Server | None, settings: Settings, *, clock: Callable[[], datetime]) -> FileTokens | None:
    """Return the tokens of a desk for *server*; None where it takes a password."""
    if server is None or settings.oauth is None or server.auth is Auth.PASSWORD:
        return None
    from intake.oauth.client import OAuthClient  # noqa: PLC0415 - a fifth of a second, for those alone who need it

    renew = OAuthClient(settings.oauth, username=server.username or "").renew
    return FileTokens(path=login_file(settings), settings=settings.oauth, renew=renew, clock=clock)
