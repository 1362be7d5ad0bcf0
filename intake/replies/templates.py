"""The templates of letters: Jinja2 over folders, where a file of the association stands before the shipped one."""

from __future__ import annotations

import re
import traceback
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path

from jinja2 import Environment, StrictUndefined, TemplateSyntaxError

from intake.replies.enclosure import LOGO_ID, Enclosure
from intake.replies.sandbox import Loader, Sandbox, parted_by_brackets, parted_by_elements, wordwrap
from intake.rules.call import Call, Event, Text
from intake.rules.letters.english import English
from intake.rules.letters.letters import Facts
from intake.rules.letters.serbian import Serbian

Speech = Serbian | English
_ENDING = ".j2"
_DATES = ("day", "planned", "moment", "deadline")
_DAY = re.compile(r"^(\d{1,2}\.?) ")
_LACKING = re.compile(r"'[\w.]*\.(?P<kind>\w+) object' has no attribute (?P<name>'\w+')")
_LOGOS = {"logo.png": "image/png", "logo.jpg": "image/jpeg"}
_LOGO_SIZE = 100 * 2**10


class LetterError(Exception):
    """A template is at fault; the message says which, with its line."""


class Templates:
    """Renders facts as text, HTML and subject, in any of the languages, one below the other; the answers only once.

    Every language's files are in a folder of its name; `text/` and `html/` hold the shapes that they are cast in. What
    lies in `calls/` and the id of a call goes before all others in letters of that call.
    """

    def __init__(self, folders: Sequence[Path], serbian: Serbian) -> None:
        self._folders, self._serbian = tuple(folders), serbian
        self._logos = tuple(folder / name for folder in folders for name in _LOGOS)
        self._of_calls: dict[str, Templates] = {}
        speeches: Mapping[str, Speech] = {"sr-Cyrl": serbian, "en": English()}
        loader = Loader([str(folder) for folder in folders], encoding="utf-8-sig")  # some editors write a mark first
        self._text = {language: _environment(loader, language, speech) for language, speech in speeches.items()}
        self._html = {language: _as_html(environment) for language, environment in self._text.items()}

    def subject(self, facts: Facts, languages: Sequence[str]) -> str:
        """Return one line: the entry's number, then the subject in each language."""
        subjects = [self.part("text", one, f"{one}/subjects.j2", facts=facts).strip() for one in languages]
        return f"{facts.entry} · {' / '.join(subjects)}"

    def event(self, facts: Facts, event: Event, languages: Sequence[str]) -> str:
        """Return what a calendar says of *event*, in each language."""
        said = (self.part("text", one, f"{one}/event.j2", facts=facts, event=event).split() for one in languages)
        return "\n\n".join(map(" ".join, said))

    def logo(self) -> Enclosure | None:
        """Return the picture of the letters' head, `logo.png` or `logo.jpg` in a folder; None where there is none.

        LetterError where it is too large for a letter.
        """
        for path in self._logos:
            if path.is_file():
                return _logo(path)
        return None

    def text(self, facts: Facts, languages: Sequence[str], body: str = "letter.j2") -> str:
        """Return the whole letter as plain text, lines of at most 78 characters where words allow it."""
        return self._letter("text", facts, languages, body)

    def html(self, facts: Facts, languages: Sequence[str], body: str = "letter.j2") -> str:
        """Return the whole letter as one HTML document with no outside resources and no links.

        Where there is a logo, it is looked for in the same message (RFC 2392).
        """
        return self._letter("html", facts, languages, body)

    def part(self, form: str, language: str, name: str, **values: object) -> str:
        """Render the template *name* of any folder in one language, as "text" or "html"; LetterError."""
        own = self._of_call(values.get("facts"))
        environments = own._html if form == "html" else own._text  # noqa: SLF001 - of the same class
        return _rendered(environments[language], name, form=form, language=language, **values)

    def _of_call(self, facts: object) -> Templates:
        """Return the templates of the call that is written about, where there are any of its own."""
        call = facts.call.id if isinstance(facts, Facts) else ""
        if call not in self._of_calls:
            own = [folder / "calls" / call for folder in self._folders if call and (folder / "calls" / call).is_dir()]
            self._of_calls[call] = Templates((*own, *self._folders), self._serbian) if own else self
        return self._of_calls[call]

    def _letter(self, form: str, facts: Facts, languages: Sequence[str], body: str) -> str:
        told = {one: facts if one == languages[0] else replace(facts, answers=()) for one in languages}
        letters = {one: self.part(form, one, f"{one}/{body}", facts=told[one]) for one in languages}
        logo = LOGO_ID if self.logo() else ""
        return self.part(
            form, languages[0], f"{form}/frame.j2", title=facts.entry, facts=facts, letters=letters, logo=logo
        )


def _logo(path: Path) -> Enclosure:
    content = path.read_bytes()
    if len(content) > _LOGO_SIZE:
        raise LetterError(f"{path}: {len(content)} bytes; a logo goes with every letter and may have {_LOGO_SIZE}")
    return Enclosure(name=path.name, kind=_LOGOS[path.name], content=content)


def _environment(loader: Loader, language: str, speech: Speech) -> Environment:
    environment = Sandbox(
        loader=loader,
        undefined=StrictUndefined,
        autoescape=False,  # plain text; HTML is rendered by an overlay that escapes
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
        finalize=parted_by_brackets,
    )
    environment.filters |= {
        "wordwrap": wordwrap,
        "day": speech.day,
        "planned": speech.planned,
        "moment": speech.moment,
        "counted": speech.counted,
        "declined": speech.declined,
        "deadline": partial(_deadline, speech),
        "said": partial(Text.in_language, language=language),
    }
    return environment


def _as_html(text: Environment) -> Environment:
    """Return the environment that renders the same templates as HTML."""
    html = text.overlay(autoescape=True, finalize=parted_by_elements)
    html.filters = {**text.filters, **{name: _unbroken(text.filters[name]) for name in _DATES}}
    return html


def _unbroken(said: Callable[..., str]) -> Callable[..., str]:
    """Keep the number of a day in one line with its month: the text part wraps its lines itself."""
    return lambda *args: _DAY.sub("\\1\u00a0", said(*args))


def _deadline(speech: Speech, call: Call) -> str:
    """Name the last day, and the hour where it is not the day's last (after "до", "by", "истекао је")."""
    if call.ends_with_the_day:
        return speech.day(call.deadline_day)
    return speech.moment(call.deadline.astimezone(call.zone))


def _rendered(environment: Environment, name: str, **values: object) -> str:
    try:
        return environment.get_template(name).render(values)
    except TemplateSyntaxError as error:
        raise LetterError(f"{error.filename or error.name}, line {error.lineno}: {error.message}") from error
    except Exception as error:  # a template can raise whatever the values that it works on raise
        raise LetterError(f"{_place(error, name)}: {_LACKING.sub(_named, str(error))}") from error


def _named(lacking: re.Match[str]) -> str:
    """Say what a value lacks as a template calls both: "facts has no 'deadlin'"."""
    return f"{lacking['kind'].lower()} has no {lacking['name']}"


def _place(error: BaseException, name: str) -> str:
    """Name the innermost line of a template on the way to *error*."""
    for frame in reversed(traceback.extract_tb(error.__traceback__)):
        if frame.filename.endswith(_ENDING):
            return f"{frame.filename}, line {frame.lineno}"
    return name
