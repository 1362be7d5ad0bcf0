"""How a log-in by OAuth stands."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

_WARNING = timedelta(days=14)
_SHARE = 4  # a short life is warned of in its last quarter


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
