"""The header fields of a message as they came, and addresses found in them (RFC 5322)."""

from __future__ import annotations

import re
from dataclasses import dataclass
from email.utils import getaddresses

_ADDRESS = re.compile(  # begun at each letter of a long word, the search would take minutes
    r"(?<![^\s<>()\[\]:;,\"@])[^\s<>()\[\]:;,\"@]+@[^\s<>()\[\]:;,\"@]+"
)
_DOMAIN = r"(?:[\w-]+(?:\.[\w-]+)+\.?|\[[0-9.]+\])"  # of one word is a machine in the sender's own house
_PATH = re.compile(rf"""(?:"(?:[^"\\\x00-\x1f]|\\.)*"|[^\s<>"(),:;@\x00-\x1f]+)@{_DOMAIN}""")
_LONGEST_PATH = 998  # of a whole line (RFC 5322, 2.1.1); RFC 5321, 4.5.3.1.3 allows 256
_ADDRESS_AS_NAME = re.compile(r"""(^|,)[^<>",;:()@]*@[^<>",;:()]*+(?=<[^<>@]+@[^<>]++>)""")
_NOBODY = re.compile(r"|#@\[\]|mailer-?daemon|postmaster|double-bounce|daemon|root|nobody|null", re.IGNORECASE)
_SOURCE_ROUTE = re.compile(r"^@[^:]*:")


@dataclass(frozen=True, slots=True)
class Headers:
    """All header fields of a message in their order, topmost first; values raw but unfolded."""

    fields: tuple[tuple[str, str], ...] = ()

    def all(self, *names: str) -> tuple[str, ...]:
        """Return the values of every field of one of *names*, in order; the case of names does not count."""
        wanted = {name.lower() for name in names}
        return tuple(value for name, value in self.fields if name.lower() in wanted)

    def first(self, name: str) -> str | None:
        """Return the topmost value of *name*, or None."""
        return next(iter(self.all(name)), None)

    def above(self, name: str) -> Headers:
        """Return the fields above the topmost *name*: what was added after it; all of them where there is none."""
        names = [field.lower() for field, _ in self.fields]
        end = names.index(name.lower()) if name.lower() in names else len(names)
        return Headers(self.fields[:end])

    def addresses(self, *names: str) -> tuple[str, ...]:
        """Return every address in the fields of *names*, display names and groups apart. Never raises."""
        return tuple(address for value in self.all(*names) for address in addresses(value))


def addresses(value: str) -> tuple[str, ...]:
    """Return the addresses in an address list (RFC 5322, 3.4), leniently and in order. Never raises.

    A display name that looks like an address is none, even without the quotes that it should have.
    """
    value = _ADDRESS_AS_NAME.sub(r"\1", value)
    try:
        found = [address.strip() for _, address in getaddresses([value])]
    except (ValueError, IndexError, RecursionError):  # the parser stumbles over some junk
        found = []
    usable = tuple(address for address in found if _ADDRESS.fullmatch(address) or _PATH.fullmatch(address))
    return usable or tuple(_ADDRESS.findall(re.sub(r'"[^"]*"', " ", without_comments(value))))


def path(value: str) -> str | None:
    """Return the address of a Return-Path, with or without brackets; "" for the null path, None where it is unusable.

    RFC 5321, 4.4 and RFC 5322, 3.6.7. What mail systems write for nobody ("<MAILER-DAEMON>", "<#@[]>") counts as null.
    """
    bare = without_comments(value).strip()
    bare = _SOURCE_ROUTE.sub("", bare.removeprefix("<").removesuffix(">").strip())
    if _NOBODY.fullmatch(bare):
        return ""
    return bare if len(bare) <= _LONGEST_PATH and _PATH.fullmatch(bare) else None


def without_comments(value: str) -> str:
    """Return *value* without RFC 5322 comments, nested ones too; quoted strings stay as they are."""
    kept: list[str] = []
    depth, quoted, escaped = 0, False, False
    for char in value:
        if not (escaped or depth) and char == '"':
            quoted = not quoted
        opens = char == "(" and not quoted and not escaped
        depth += opens
        if not depth:
            kept.append(char)
        elif char == ")" and not escaped:
            depth -= 1
        escaped = char == "\\" and not escaped
    return "".join(kept)


def local_part(address: str) -> str:
    """Return what stands before the last "@", in lower case, without the quotes around it (RFC 5321, 4.1.2)."""
    written = address.rpartition("@")[0].lower()
    if len(written) > 1 and written[0] == written[-1] == '"':
        return re.sub(r"\\(.)", r"\1", written[1:-1])
    return written


def domain(address: str) -> str:
    """Return what stands after the last "@", in lower case, without a final dot; an international one as it is read."""
    written = address.rpartition("@")[2].lower().rstrip(".")
    if "xn--" not in written:
        return written
    try:
        return written.encode("ascii").decode("idna")
    except UnicodeError:  # it only looks like one
        return written
