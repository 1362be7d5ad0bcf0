"""What the server of the log-in has granted, in a file of its own: whole or not at all, for the desk's user only."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass, field
from datetime import datetime, timedelta
from pathlib import Path

from intake.rules.access import AccessError
from intake.rules.login import Login
from intake.settings import OAuthSettings
from intake.whole import write_whole

_MOMENTS = ("expires", "since", "renewed", "refused_at")


@dataclass(frozen=True, slots=True, kw_only=True)
class Granted:
    """An answer of the server of the log-in; *refresh_token* is None where the old one goes on (RFC 6749, 6)."""

    access_token: str
    lasts: timedelta
    refresh_token: str | None


class RefusedError(Exception):
    """The server of the log-in knows us and says no (RFC 6749, 5.2); the text is its answer."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Grant:
    """The tokens and their story; *client* is for whom and by whom they were made. All times are aware.

    *since* a person logged in; *renewed* last by that log-in or by a refresh; *refused* is the server's answer to the
    last attempt at that, None where it was good.
    """

    client: str
    access_token: str = field(repr=False)
    expires: datetime
    refresh_token: str = field(repr=False)
    since: datetime
    renewed: datetime
    refused: str | None = None
    refused_at: datetime | None = None


def client_of(settings: OAuthSettings) -> str:
    """Name whom a grant belongs to: one that another client got is of no use."""
    return f"{settings.client_id} at {settings.token_endpoint}"


def read_grant(path: Path, settings: OAuthSettings) -> Grant | None:
    """Return what the client of *settings* was granted; None before its log-in. AccessError where it is unreadable."""
    try:
        values = json.loads(path.read_text(encoding="utf-8"))
        moments = {name: values[name] and datetime.fromisoformat(values[name]) for name in _MOMENTS}
        grant = Grant(**{**values, **moments})
    except FileNotFoundError:
        return None
    except (OSError, ValueError, TypeError, KeyError) as error:
        raise AccessError(f"{path} cannot be read ({error}); `intake login` writes it again") from error
    return grant if grant.client == client_of(settings) else None


def write_grant(path: Path, grant: Grant) -> None:
    """Keep *grant*; AccessError where the disk does not take it."""
    values = {
        name: value.isoformat() if isinstance(value, datetime) else value for name, value in asdict(grant).items()
    }
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        write_whole(path, json.dumps(values, indent=1).encode())
    except OSError as error:
        raise AccessError(f"{path} cannot be written: {error}") from error


def login_of(path: Path, settings: OAuthSettings) -> Login:
    """Tell how the log-in stands."""
    try:
        grant = read_grant(path, settings)
    except AccessError:
        grant = None
    since, renewed, refused = (grant.since, grant.renewed, grant.refused) if grant else (None, None, None)
    return Login(since=since, renewed=renewed, refused=refused, lifetime=settings.lifetime)
