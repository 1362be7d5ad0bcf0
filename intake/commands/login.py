"""`login`: a person logs in by OAuth once; from then on the desk renews its tokens itself."""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import click

from intake.oauth.client import DeviceCode, OAuthClient
from intake.oauth.grant import RefusedError
from intake.oauth.tokens import FileTokens, tokens_for
from intake.rules.access import AccessError
from intake.settings import Auth, OAuthSettings, Server
from intake.toml.table import ConfigError, Fault
from intake.wiring import Secrets, Workshop, now

_DONE = "logged in: {path} keeps it from now on. Try it with `intake check`."


def log_in_by_device(path: Path) -> int:
    """Show a page and a code, wait until a person has entered it, and keep what is granted.

    Where the provider has no device codes, a browser does it.
    """
    with _asked(path) as (tokens, username):
        if tokens.settings.device_endpoint is None:
            return _by_browser(tokens, username)
        client = OAuthClient(tokens.settings, username=username)
        tokens.log_in(client.by_device(lambda code: _show(code, username), time.sleep))
        return _done(tokens)


def log_in_by_browser(path: Path) -> int:
    """Show a page to open in any browser, take the address where it ends, and keep what is granted."""
    with _asked(path) as (tokens, username):
        if tokens.settings.authorization_endpoint is None:
            raise _fault("oauth.authorization_endpoint", "is missing: where would a browser log in?", path)
        return _by_browser(tokens, username)


def _by_browser(tokens: FileTokens, username: str) -> int:
    client = OAuthClient(tokens.settings, username=username)
    tokens.log_in(client.by_browser(lambda page: _ask(page, username)))
    return _done(tokens)


def _done(tokens: FileTokens) -> int:
    click.echo(_DONE.format(path=tokens.path))
    return 0


@contextmanager
def _asked(path: Path) -> Iterator[tuple[FileTokens, str]]:
    """Give the file of tokens and whose log-in it is; a refusal is told as something that can be tried again."""
    with Workshop.open(path, secrets=Secrets.NEEDED) as workshop:
        settings, server = _needed(workshop, path)
        tokens = tokens_for(server, workshop.settings, clock=now)
        assert tokens is not None  # noqa: S101 - the server is one that takes tokens
        try:
            yield tokens, server.username or ""
        except RefusedError as refusal:
            raise AccessError(f"{settings.token_endpoint} has not let us in: {refusal}") from refusal


def _needed(workshop: Workshop, path: Path) -> tuple[OAuthSettings, Server]:
    settings = workshop.settings
    servers = [
        each for each in (settings.mailbox.server, settings.delivery.server) if each and each.auth is Auth.OAUTH2
    ]
    if settings.oauth is None or not servers:
        raise _fault("mailbox.auth", 'is not "oauth2": with a password there is nothing to log in to', path)
    return settings.oauth, servers[0]


def _fault(key: str, message: str, path: Path) -> ConfigError:
    return ConfigError((Fault(key=key, message=message, file=path),))


def _show(code: DeviceCode, username: str) -> None:
    minutes = round(code.lasts.total_seconds() / 60)
    click.echo(f"Open {code.page} in any browser and enter the code {code.code}.")
    click.echo(f"Log in there as {username}. The code holds for {minutes} minutes; waiting …")


def _ask(page: str, username: str) -> str:
    click.echo(f"Open this address in any browser and log in as {username}:\n\n{page}\n")
    click.echo("The browser will then say that it cannot reach localhost. That is as it should be.")
    return click.prompt("Copy the whole address from its address line to here", type=str).strip()
