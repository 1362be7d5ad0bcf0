"""Logging in by tokens in our words: what gives them promises, and how it fails."""

from __future__ import annotations

from typing import Protocol


class AccessError(Exception):
    """No access token can be had now; the next pass tries again."""


class LoginNeeded(AccessError):  # noqa: N818 - it says what to do
    """No access token can be had until a person logs in again, or mends what the server refuses."""


class AccessTokens(Protocol):
    """Gives access tokens for the mail servers. Safe to use from several threads and processes."""

    def get(self) -> str:
        """Return a token that holds for some minutes at least; AccessError where none can be had."""
        ...

    def instead_of(self, token: str) -> str | None:
        """Return another token where a mail server did not take *token*; None where none would do better."""
        ...
