"""`[oauth]`: two providers by name, any other by its addresses; secrets never in the file, nor in what is printed."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest

from intake.config import ConfigError, load
from intake.sasl import bearer
from intake.settings import Auth, OAuthSettings, Settings

MAILBOX = """\
[mailbox]
host = "outlook.office365.com"
username = "info@alvrs.example"
auth = "oauth2"
[delivery]
kind = "folder"
from = "info@alvrs.example"
"""


def loaded(folder: Path, text: str, **environ: str) -> Settings:
    """Load a configuration with that text."""
    (folder / "call.toml").touch()
    (folder / "config.toml").write_text(f'calls = ["call.toml"]\n{text}', encoding="utf-8")
    return load(folder / "config.toml", environ=environ)


def oauth_of(folder: Path, text: str, **environ: str) -> OAuthSettings:
    """Load an `[oauth]` with that text."""
    settings = loaded(folder, f"{MAILBOX}[oauth]\n{text}", **environ).oauth
    assert settings is not None
    return settings


def faults(folder: Path, text: str) -> dict[str, str]:
    """Name the faults of an `[oauth]` with that text."""
    with pytest.raises(ConfigError) as caught:
        loaded(folder, f"{MAILBOX}[oauth]\n{text}")
    return {fault.key: fault.message for fault in caught.value.faults}


def test_microsoft_is_known_by_name(tmp_path: Path) -> None:
    """Two keys are all that an administrator has to copy; no password is asked for."""
    settings = oauth_of(tmp_path, 'provider = "microsoft"\nclient_id = "id"\ntenant = "alvrs.example"\n')
    assert settings.token_endpoint == "https://login.microsoftonline.com/alvrs.example/oauth2/v2.0/token"
    assert settings.device_endpoint == "https://login.microsoftonline.com/alvrs.example/oauth2/v2.0/devicecode"
    assert "https://outlook.office.com/SMTP.Send" in settings.scopes
    assert "offline_access" in settings.scopes
    assert settings.lifetime == timedelta(days=90)


def test_google_has_no_device_code_for_mail(tmp_path: Path) -> None:
    """Its list of scopes for devices lacks mail: people log in with a browser."""
    settings = oauth_of(
        tmp_path, 'provider = "google"\nclient_id = "id"\nclient_secret_env = "SECRET"\n', SECRET="very-secret"
    )
    assert settings.device_endpoint is None
    assert settings.authorization_endpoint is not None
    assert settings.scopes == ("https://mail.google.com/",)
    assert settings.client_secret == "very-secret"
    assert "very-secret" not in repr(settings)


def test_any_other_provider_is_named_by_its_addresses(tmp_path: Path) -> None:
    """Two are needed: where tokens come from, and where people log in."""
    assert set(faults(tmp_path, 'provider = "custom"\n')) == {
        "oauth.client_id",
        "oauth.token_endpoint",
        "oauth.device_endpoint",
    }


def test_tokens_travel_encrypted(tmp_path: Path) -> None:
    """RFC 6749, 3.2; a server on this very machine may do without."""
    keys = 'provider = "custom"\nclient_id = "id"\ndevice_endpoint = "http://127.0.0.1:8080/d"\n'
    told = faults(tmp_path, keys + 'token_endpoint = "http://login.example/token"\n')
    assert list(told) == ["oauth.token_endpoint"]
    assert oauth_of(tmp_path, keys + 'token_endpoint = "http://localhost:8080/t"\n').device_endpoint


def test_a_mailbox_by_token_needs_its_section_and_a_name(tmp_path: Path) -> None:
    """Each fault with its key, as everywhere."""
    with pytest.raises(ConfigError) as caught:
        loaded(tmp_path, MAILBOX.replace('username = "info@alvrs.example"\n', ""))
    assert {fault.key for fault in caught.value.faults} >= {"mailbox.username", "oauth.provider", "oauth.client_id"}


def test_the_keys_of_the_password_may_stay(tmp_path: Path) -> None:
    """Who tries tokens must be able to go back; the variable need not be set meanwhile."""
    text = MAILBOX.replace("[delivery]", 'password_env = "UNSET"\n[delivery]')
    settings = loaded(tmp_path, text + '[oauth]\nprovider = "microsoft"\nclient_id = "id"\n')
    assert settings.mailbox.server is not None
    assert (settings.mailbox.server.auth, settings.mailbox.server.password) == (Auth.OAUTH2, None)


def test_a_section_that_no_log_in_uses_is_left_alone(tmp_path: Path) -> None:
    """Half a section is no fault where passwords are used."""
    text = MAILBOX.replace('auth = "oauth2"', 'password_env = "P"') + '[oauth]\nclient_id = "id"\n'
    assert loaded(tmp_path, text, P="secret").oauth is None


def test_a_name_cannot_break_out_of_its_place() -> None:
    """RFC 5801, 4: "=" and "," have a meaning in the standard's mechanism."""
    mechanism, answer = bearer("a=b,c@alvrs.example", "token", offered=["XOAUTH2", "OAUTHBEARER"])
    assert mechanism == "OAUTHBEARER"
    assert answer() == "n,a=a=3Db=2Cc@alvrs.example,\1auth=Bearer token\1\1"
    assert answer(b"{}") == "\1"
