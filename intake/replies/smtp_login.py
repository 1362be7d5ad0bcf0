"""Logging in at an SMTP server (RFC 4954), by a password or by an access token."""

from __future__ import annotations

import smtplib

from intake.rules.access import AccessTokens
from intake.sasl import bearer

_NEVER = 5  # RFC 4954, 6: 535 is a word about the token, 454 is none


def log_in(client: smtplib.SMTP, username: str, by: AccessTokens | str) -> None:
    """Log in; a token that the server does not take may have been revoked early: another is tried, once.

    SMTPException where the server refuses, AccessError where no token can be had.
    """
    if isinstance(by, str):
        client.login(username, by)
        return
    offered = client.esmtp_features.get("auth", "").split()
    token = by.get()
    try:
        client.auth(*bearer(username, token, offered=offered))
    except smtplib.SMTPAuthenticationError as refusal:
        other = by.instead_of(token) if refusal.smtp_code // 100 == _NEVER else None
        if other is None:
            raise
        client.auth(*bearer(username, other, offered=offered))
