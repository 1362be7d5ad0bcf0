"""Why a message or a letter was treated so, as it was recorded in English, in the words of both languages."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from string import Formatter
from typing import Self

from intake.rules.call import Text

_HEAD = re.compile(r" \(|: ")


@dataclass(frozen=True, slots=True, kw_only=True)
class Detail:
    """What may stand behind a reason: *recorded* as the program writes it, and as people are told it."""

    recorded: re.Pattern[str]
    text: Text

    @classmethod
    def of(cls, recorded: str, text: Text) -> Self:
        """Make it of a sentence with places in it ("{what} is our own address"), which *text* has as well."""
        pieces = Formatter().parse(recorded)
        pattern = "".join(re.escape(said) + (f"(?P<{place}>.+)" if place else "") for said, place, *_ in pieces)
        return cls(recorded=re.compile(pattern, re.DOTALL), text=text)


def told(why: str, reasons: Mapping[str, Text], details: tuple[Detail, ...]) -> tuple[Text, Text]:
    """Return the reason and what stands behind it, each in both languages; what is not known stays as it is."""
    found = _HEAD.search(why)
    head, between, rest = (why[: found.start()], found[0], why[found.end() :]) if found else (why, "", "")
    known = reasons.get(head)
    if known is None:
        return Text(sr=why, en=why), Text(sr="", en="")
    behind = _detail(rest, details)
    return known, Text(sr=between + behind.sr, en=between + behind.en)


def _detail(rest: str, details: tuple[Detail, ...]) -> Text:
    for detail in details:
        if found := detail.recorded.fullmatch(rest):
            return Text(
                sr=detail.text.sr.format_map(found.groupdict()), en=detail.text.en.format_map(found.groupdict())
            )
    return Text(sr=rest, en=rest)
