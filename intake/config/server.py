"""The keys by which `[mailbox]` and `[delivery]` name a server, and how the desk logs in there."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta

from intake.config.surroundings import Surroundings
from intake.settings import Auth, Security, Server
from intake.toml import values
from intake.toml.table import Table

_PASSWORD_KEYS = ("password_env", "password_file", "password_credential")
SERVER_KEYS = ("host", "port", "security", "ca_file", "username", "auth", *_PASSWORD_KEYS, "timeout")
_TIMEOUT = timedelta(seconds=60)


def read_server(table: Table, around: Surroundings, ports: Mapping[Security, int]) -> Server:
    """Return the server that *table* names, every fault noted there; *ports* are the usual ones."""
    security = table.take("security", values.one_of(Security), Security.TLS)
    host = table.need("host", values.host, "localhost")
    if security is Security.NONE and not values.is_loopback(host):
        table.fault("security", f'"none" would send the password to {host} in the clear; write "tls" or "starttls"')
    auth = table.take("auth", values.one_of(Auth), Auth.PASSWORD)
    if auth is Auth.OAUTH2 and "username" not in table:
        table.fault("username", "is missing: a token is of no use without the name that it belongs to")
    return Server(
        host=host,
        port=table.take("port", values.port, ports[security]),
        security=security,
        ca_file=table.take("ca_file", around.file, None),
        username=table.take("username", values.text, None),
        password=_password(table, around, auth),
        auth=auth,
        timeout=table.take("timeout", values.duration, _TIMEOUT),
    )


def _password(table: Table, around: Surroundings, auth: Auth) -> str | None:
    if "password" in table:
        table.pass_over("password")
        table.fault("password", f"a password is never written in this file; use {' or '.join(_PASSWORD_KEYS)}")
    if auth is Auth.OAUTH2:
        table.pass_over(*_PASSWORD_KEYS)  # they may stay for the day when a password is used again
        return None
    given = [name for name in _PASSWORD_KEYS if name in table]
    if len(given) > 1:
        table.fault(given[1], f"stands beside {given[0]}; keep one of them")
    if "username" in table and not given and "password" not in table:
        table.fault("password_env", "is missing: name the variable that holds the password, or a password_file")
    readers = (around.password_of_variable, around.password_of_file, around.password_of_credential)
    found = [table.take(name, reader, None) for name, reader in zip(_PASSWORD_KEYS, readers, strict=True)]
    return next(filter(None, found), None)
