"""Logging in by OAuth in our words: what gives access tokens promises, and how a log-in stands."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Protocol

_WARNING = timedelta(days=14)
_SHARE = 4  # a short life is warned of in its last quarter


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


@dataclass(frozen=True, slots=True, kw_only=True)
class Login:
    """How a log-in by OAuth stands: *since* when (None: never), last *renewed*, and why it was *refused*, if it was.

    A refresh token that is not used for *lifetime* is dead.
    """

    since: datetime | None
    renewed: datetime | None
    refused: str | None
    lifetime: timedelta

    @property
    def ends(self) -> datetime | None:
        """When it dies by disuse; None where nobody is logged in."""
        return self.renewed and self.renewed + self.lifetime

    def why_needed(self, now: datetime) -> str | None:
        """Say why a person has to log in; None where nobody has to."""
        if self.ends is None:
            return "nobody has logged in yet"
        if self.refused is not None:
            return f"the provider refuses to renew the log-in ({self.refused})"
        return f"the log-in was not used for {self.lifetime.days} days" if self.ends <= now else None

    def is_ending(self, now: datetime) -> bool:
        """Tell whether it dies soon by disuse."""
        return self.ends is not None and self.ends - now < min(_WARNING, self.lifetime / _SHARE)
