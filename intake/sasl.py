"""Bearer tokens over SASL, as IMAP and SMTP servers take them: OAUTHBEARER (RFC 7628) and its forerunner XOAUTH2."""

from __future__ import annotations

from collections.abc import Collection
from typing import Protocol


class Answer(Protocol):
    """Answers a server's challenge; the first, or only, answer is to an empty one."""

    def __call__(self, challenge: bytes | None = None, /) -> str:
        """Return the answer, in ASCII."""
        ...


def bearer(username: str, token: str, *, offered: Collection[str]) -> tuple[str, Answer]:
    """Return the name of the mechanism for *token* and what answers for it.

    It is the standard's where the server has *offered* it; where it offers neither, its words about XOAUTH2 say so.
    """
    if "OAUTHBEARER" in offered:
        name = username.replace("=", "=3D").replace(",", "=2C")  # RFC 5801, 4: saslname
        return "OAUTHBEARER", _answer(f"n,a={name},\1auth=Bearer {token}\1\1", to_error="\1")
    return "XOAUTH2", _answer(f"user={username}\1auth=Bearer {token}\1\1", to_error="")


def _answer(first: str, *, to_error: str) -> Answer:
    """A refusal comes as a challenge that wants one more answer before the server says no (RFC 7628, 3.2.3)."""

    def answer(challenge: bytes | None = None, /) -> str:
        return to_error if challenge else first

    return answer
