"""Authentication-Results (RFC 8601), believed only from a server that the desk trusts."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass

from intake.rules.finding import Evidence
from intake.rules.mail.headers import Headers, domain, without_comments

AUTHENTICATION = "authentication"
"""Under this name an entry's evidence holds what our server found out about the sender."""

_METHOD = re.compile(r"\s*([\w-]+)(?:\s*/\s*\d+)?\s*=\s*([\w-]+)")
_PROPERTY = re.compile(r"([\w-]+\.[\w-]+)\s*=\s*(\S+)")
_FROM = re.compile(r"\s*from\s", re.IGNORECASE)
_BY = re.compile(r"\sby\s+([\w.-]+)")
_BY_LMTP = re.compile(r"\swith\s+(?:UTF8)?LMTPS?A?\b", re.IGNORECASE)  # RFC 3848, RFC 6531
_LITERAL = re.compile(r"\[(?:IPv6:)?([0-9A-Fa-f:.]+)\]")
_LOOPBACK = ("127.0.0.1", "::1")
_SHOWN = {"spf": ("smtp.mailfrom", "smtp.helo"), "dkim": ("header.d", "header.i"), "dmarc": ("header.from",)}
_ORGANISATION = 2  # labels: fewer ("ba") are nobody's domain


@dataclass(frozen=True, slots=True, kw_only=True)
class Result:
    """One method's result, with its properties: dkim, pass, (("header.d", "laktasi.example"),)."""

    method: str
    value: str
    properties: tuple[tuple[str, str], ...] = ()


def trusted_results(headers: Headers, *, authserv_ids: Collection[str]) -> tuple[Result, ...]:
    """Return the results of the first field that a trusted server, and nobody else, can have written, or nothing.

    A field below the line with which the message came in was there before: anyone can have written it (RFC 8601, 5).
    """
    entrance = next(iter(_not_local(headers)), len(headers.fields))
    return _first_trusted(headers.fields[:entrance], authserv_ids)


def told_results(headers: Headers, *, authserv_ids: Collection[str]) -> tuple[Result, ...]:
    """Return the results of the first field that looks like a trusted server's, or nothing.

    Most servers write it right below their own Received line, where a stranger's would stand who uses their name. So a
    failure counts, for nobody forges one of his own; a pass is only what was told.
    """
    entrance, below = (*_not_local(headers), *[len(headers.fields)] * 2)[:2]
    ours = [name for name in authserv_ids if any(_aligned(name, host) for host in _writer(headers, entrance))]
    above = trusted_results(headers, authserv_ids=authserv_ids)
    return above or _first_trusted(headers.fields[entrance:below], ours)


def _first_trusted(fields: Sequence[tuple[str, str]], authserv_ids: Collection[str]) -> tuple[Result, ...]:
    trusted = {name.lower() for name in authserv_ids}
    for value in Headers(tuple(fields)).all("Authentication-Results"):
        server, *results = without_comments(value).split(";")
        if " ".join(server.split()[:1]).lower() in trusted:
            return tuple(result for text in results if (result := _result(text)))
    return ()


def _not_local(headers: Headers) -> Iterator[int]:
    """Yield where the Received lines stand that tell of a way between two machines, topmost first."""
    return (at for at, (name, value) in enumerate(headers.fields) if name.lower() == "received" and not _local(value))


def _local(received: str) -> bool:
    """Tell whether a Received line is of a step within one machine: by LMTP, from loopback, or from nowhere.

    The line with which a message came in from outside names the client's address (RFC 5321, 4.4), in our server's hand.
    """
    addresses = _LITERAL.findall(received)
    within = bool(addresses) and all(address in _LOOPBACK for address in addresses)
    return within or not _FROM.match(received) or _BY_LMTP.search(received) is not None


def _writer(headers: Headers, at: int) -> tuple[str, ...]:
    """Return the server that wrote the Received line at that place, none where there is no such line."""
    written = headers.fields[at][1] if at < len(headers.fields) else ""
    return tuple(_BY.findall(without_comments(written).lower())[:1])


def _result(text: str) -> Result | None:
    method = _METHOD.match(text)
    if method is None:
        return None
    properties = tuple((name.lower(), value.strip('"').lower()) for name, value in _PROPERTY.findall(text))
    return Result(method=method[1].lower(), value=method[2].lower(), properties=properties)


def evidence_of_sender(headers: Headers, *, authserv_ids: Collection[str]) -> Mapping[str, tuple[Evidence, ...]]:
    """Return what our server found by SPF, DKIM and DMARC, each with its domain: "dkim=pass (a.example)"."""
    evidence = tuple(
        Evidence(part="message", place="Authentication-Results", written=f"{found.method}={found.value}{_about(found)}")
        for found in told_results(headers, authserv_ids=authserv_ids)
        if found.method in _SHOWN
    )
    return {AUTHENTICATION: evidence} if evidence else {}


def _about(result: Result) -> str:
    named = dict(result.properties)
    about = next((domain(named[name]) for name in _SHOWN[result.method] if name in named), "")
    return f" ({about})" if about else ""


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
