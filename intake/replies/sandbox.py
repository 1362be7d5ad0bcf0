"""Where templates run: Jinja's sandbox, without asking anew for each letter what is the same for all."""

from __future__ import annotations

import re
from collections.abc import Callable
from time import monotonic
from typing import Any

from jinja2 import Environment, FileSystemLoader, TemplateSyntaxError, pass_environment
from jinja2.filters import do_wordwrap
from jinja2.runtime import Context, Macro
from jinja2.sandbox import ImmutableSandboxedEnvironment
from markupsafe import Markup, escape

from intake.rules.letters.facts import DOCUMENTS
from intake.rules.letters.letters import WORD_JOINER

_MARKED = re.compile(rf"([.@]){WORD_JOINER}|\[([.:])\]")
_STOP = re.compile(rf"([.@]){WORD_JOINER}")
_DOCUMENT = re.compile(rf"\.{WORD_JOINER}(?={DOCUMENTS}(?!\w|\.{WORD_JOINER}))")
"""The stop of a name that can be none of a host: no top-level domain is called so."""
_SECONDS = 1.0  # for which a file is taken to be as it was


class Sandbox(ImmutableSandboxedEnvironment):
    """Jinja's sandbox; whether templates may see an attribute hangs on the type that has it, and is asked once."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:  # noqa: ANN401 - the library's signature
        super().__init__(*args, **kwargs)
        self._safe: dict[tuple[type, str], bool] = {}  # overlays share it

    def is_safe_attribute(self, obj: Any, attr: str, value: Any) -> bool:  # noqa: ANN401 - the same
        """Say whether *attr* of *obj* may be seen: the library asks for nothing but what *obj* is an instance of."""
        known = self._safe.get((type(obj), attr))
        if known is None:
            known = self._safe[type(obj), attr] = super().is_safe_attribute(obj, attr, value)
        return known

    def call(self, context: Context, obj: Any, /, *args: Any, **kwargs: Any) -> Any:  # noqa: ANN401 - the same
        """Call what a template calls: its macros, which most are, without asking what they are."""
        if type(obj) is not Macro:
            return super().call(context, obj, *args, **kwargs)
        for own in ("_block_vars", "_loop_vars"):
            kwargs.pop(own, None)
        return obj(context.eval_ctx, *args, **kwargs)


class Loader(FileSystemLoader):
    """Loads templates from files. A letter has hundreds of includes: a file is looked at once a second, for all."""

    def get_source(self, environment: Environment, template: str) -> tuple[str, str, Callable[[], bool]]:
        """Return the text, where it stands, and a way to ask whether that still holds.

        TemplateSyntaxError where it is no UTF-8: the library would name the file that includes it.
        """
        try:
            text, path, holds = super().get_source(environment, template)
        except UnicodeDecodeError as error:
            line = error.object.count(b"\n", 0, error.start) + 1
            raise TemplateSyntaxError("not UTF-8: save the file as that", line, name=template) from error
        return text, path, _seldom(holds)


@pass_environment
def wordwrap(environment: Environment, text: str, width: int = 79, *how: Any, **named: Any) -> str:  # noqa: ANN401 - Jinja's
    """Wrap as the library does; a line that is short enough comes back at once."""
    if type(text) is str and len(text) <= width and text.isprintable() and text == text.rstrip():
        return text
    return do_wordwrap(environment, text, width, *how, **named)


def parted_by_elements(value: Any) -> Any:  # noqa: ANN401 - whatever a template shows
    """Show an address that a stranger wrote as it was, with each of its stops in an element of its own.

    Mail programs look for addresses in one piece of text after another, and find none; whoever copies one has it whole.
    """
    if type(value) is not str or not (WORD_JOINER in value or "[" in value):
        return value
    return Markup(_MARKED.sub(r"<span>\1\2</span>", str(escape(value))))  # noqa: S704 - escaped before


def parted_by_brackets(value: Any) -> Any:  # noqa: ANN401 - the same
    """Show an address that a stranger wrote with its stops in brackets: "ana[@]opstina[.]example".

    Plain text is all that a mail program and a copy have: what is not to be taken for an address has to differ from
    one. It does so in sight, for a mark that nobody sees would go with every copy. Names of documents stay whole.
    """
    if type(value) is not str or WORD_JOINER not in value:
        return value
    return _STOP.sub(r"[\1]", _DOCUMENT.sub(".", value))


def _seldom(holds: Callable[[], bool]) -> Callable[[], bool]:
    looked = monotonic()

    def still() -> bool:
        nonlocal looked
        if monotonic() - looked < _SECONDS:
            return True
        looked = monotonic()
        return holds()

    return still
