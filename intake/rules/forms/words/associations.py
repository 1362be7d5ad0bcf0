"""The associations of a call, which print its forms: a line that tells of one is no answer about an applicant."""

from __future__ import annotations

import re

from intake.rules.call import Call
from intake.rules.forms.words.lexicon import key

REACHED = re.compile(r"\S@\S|\d(?:[\s/().-]?\d){5}")
"""An e-mail address, or digits enough for a telephone number."""


class Associations:
    """Knows those of one *call* by their names, and its own by its address."""

    def __init__(self, call: Call) -> None:
        self._address = call.address.casefold()
        self._names = tuple(key(title) for host in call.hosts for title in (host.title.sr, host.title.en))

    def are_told(self, text: str) -> bool:
        """Tell whether *text* names one, or has the address to which applications go."""
        return self._address in text.casefold() or any(name in key(text) for name in self._names)

    def are_printed(self, text: str) -> bool:
        """Tell whether *text* is a page's head or foot: one by its name first, or with how it is reached."""
        return key(text).startswith(self._names) or (REACHED.search(text) is not None and self.are_told(text))
