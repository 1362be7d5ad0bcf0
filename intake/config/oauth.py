"""`[oauth]` of `config.toml`: Microsoft and Google by name, any other server of log-ins by its endpoints."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import timedelta
from enum import StrEnum
from urllib.parse import urlsplit

from intake.config.surroundings import Surroundings
from intake.settings import Auth, OAuthSettings, Server
from intake.toml import values
from intake.toml.table import Table, Unusable

_KEYS = ("provider", "client_id", "client_secret_env", "client_secret_file", "tenant", "scopes", "lifetime", "ca_file")
_ENDPOINTS = ("token_endpoint", "device_endpoint", "authorization_endpoint")
_MICROSOFT = "https://login.microsoftonline.com/{tenant}/oauth2/v2.0/"
_MICROSOFT_SCOPES = (
    "https://outlook.office.com/IMAP.AccessAsUser.All",
    "https://outlook.office.com/SMTP.Send",
    "offline_access",
)


class _Provider(StrEnum):
    MICROSOFT = "microsoft"
    GOOGLE = "google"
    CUSTOM = "custom"


def read_oauth(table: Table, around: Surroundings, servers: Iterable[Server | None]) -> OAuthSettings | None:
    """Return what *table* says, every fault noted there; None, and no fault, where none of *servers* wants tokens."""
    if not any(server and server.auth is Auth.OAUTH2 for server in servers):
        table.pass_over(*_KEYS, *_ENDPOINTS)
        return None
    provider = table.need("provider", values.one_of(_Provider), _Provider.CUSTOM)
    known = _known(provider, table)
    given = {key: table.take(key, _endpoint, known.get(key)) for key in _ENDPOINTS}
    if provider is _Provider.CUSTOM:
        _expect_endpoints(table)
    return OAuthSettings(
        client_id=table.need("client_id", values.text, ""),
        client_secret=table.take("client_secret_env", around.password_of_variable, None)
        or table.take("client_secret_file", around.password_of_file, None),
        scopes=table.take("scopes", values.several(values.text), _scopes(provider)),
        token_endpoint=given["token_endpoint"] or "",
        device_endpoint=given["device_endpoint"],
        authorization_endpoint=given["authorization_endpoint"],
        lifetime=table.take("lifetime", values.duration, _lifetime(provider)),
        ca_file=table.take("ca_file", around.file, None),
    )


def _known(provider: _Provider, table: Table) -> dict[str, str]:
    tenant = table.take("tenant", values.text, "organizations")
    match provider:
        case _Provider.MICROSOFT:
            base = _MICROSOFT.format(tenant=tenant)
            parts = ("token", "devicecode", "authorize")
            return {key: base + part for key, part in zip(_ENDPOINTS, parts, strict=True)}
        case _Provider.GOOGLE:  # no device code: Google gives none for mail
            return {
                "token_endpoint": "https://oauth2.googleapis.com/token",
                "authorization_endpoint": "https://accounts.google.com/o/oauth2/v2/auth",
            }
        case _Provider.CUSTOM:
            return {}


def _scopes(provider: _Provider) -> tuple[str, ...]:
    match provider:
        case _Provider.MICROSOFT:
            return _MICROSOFT_SCOPES
        case _Provider.GOOGLE:
            return ("https://mail.google.com/",)
        case _Provider.CUSTOM:
            return ("offline_access",)


def _lifetime(provider: _Provider) -> timedelta:
    """How long a refresh token lives unused: 90 days at Microsoft, six months at Google."""
    return timedelta(days=180 if provider is _Provider.GOOGLE else 90)


def _expect_endpoints(table: Table) -> None:
    if "token_endpoint" not in table:
        table.fault("token_endpoint", 'is missing: with provider = "custom" the addresses are yours to say')
    if "device_endpoint" not in table and "authorization_endpoint" not in table:
        table.fault("device_endpoint", "is missing: where do people log in? (or authorization_endpoint)")


def _endpoint(value: object) -> str:
    """Return an https address; what is sent there is as good as a password (RFC 6749, 3.2)."""
    given = values.text(value)
    parts = urlsplit(given)
    if parts.hostname and (parts.scheme == "https" or (parts.scheme == "http" and values.is_loopback(parts.hostname))):
        return given
    raise Unusable("must be an address that begins with https:// (http:// only where the server is this very machine)")
