"""Authentication-Results (RFC 8601), believed only from a server that the desk trusts."""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import dataclass

from intake.rules.mail.headers import Headers, domain, without_comments

_METHOD = re.compile(r"\s*([\w-]+)(?:\s*/\s*\d+)?\s*=\s*([\w-]+)")
_PROPERTY = re.compile(r"([\w-]+\.[\w-]+)\s*=\s*(\S+)")
_ORGANISATION = 2  # labels: fewer ("ba") are nobody's domain


@dataclass(frozen=True, slots=True, kw_only=True)
class Result:
    """One method's result, with its properties: dkim, pass, (("header.d", "laktasi.example"),)."""

    method: str
    value: str
    properties: tuple[tuple[str, str], ...] = ()


def trusted_results(headers: Headers, *, authserv_ids: Collection[str]) -> tuple[Result, ...]:
    """Return the results of the first field that a trusted server wrote, or nothing.

    A field below the topmost Received was there before the message came in: anyone can have written it (RFC 8601, 5).
    """
    trusted = {name.lower() for name in authserv_ids}
    for value in headers.above("Received").all("Authentication-Results"):
        server, *results = without_comments(value).split(";")
        if " ".join(server.split()[:1]).lower() in trusted:
            return tuple(result for text in results if (result := _result(text)))
    return ()


def _result(text: str) -> Result | None:
    method = _METHOD.match(text)
    if method is None:
        return None
    properties = tuple((name.lower(), value.strip('"').lower()) for name, value in _PROPERTY.findall(text))
    return Result(method=method[1].lower(), value=method[2].lower(), properties=properties)


def dmarc(results: tuple[Result, ...]) -> str | None:
    """Return the value of DMARC, or None where it was not looked at."""
    return next((result.value for result in results if result.method == "dmarc"), None)


def forged(results: tuple[Result, ...], author_domain: str) -> str | None:
    """Return why the sender's address is probably not the sender's own, or None."""
    verdict = dmarc(results)
    if verdict == "fail":
        return "dmarc=fail"
    spf = next((result.value for result in results if result.method == "spf"), "")
    vouched = verdict == "pass" or any(_signed_by(result, author_domain) for result in results)
    return f"spf={spf}" if spf in {"fail", "softfail"} and not vouched else None


def vouches_for(results: tuple[Result, ...], author: str) -> bool:
    """Tell whether DMARC passed for the domain of *author* (the address in From)."""
    passed = [result for result in results if result.method == "dmarc" and result.value == "pass"]
    return dmarc(results) == "pass" and all(
        value == domain(author) for result in passed for name, value in result.properties if name == "header.from"
    )


def _signed_by(result: Result, author_domain: str) -> bool:
    signers = [domain(value) for name, value in result.properties if name in {"header.d", "header.i"}]
    return result.method == "dkim" and result.value == "pass" and any(_aligned(s, author_domain) for s in signers)


def _aligned(one: str, other: str) -> bool:
    """Tell whether two domains belong together: equal, or one below the other (RFC 7489, 3.1; no suffix list)."""
    short, long = sorted((one, other), key=len)
    return short.count(".") + 1 >= _ORGANISATION and (long == short or long.endswith("." + short))
