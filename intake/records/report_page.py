"""The report as one HTML page that needs nothing else: no script, no font, no picture from outside."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined, TemplateSyntaxError

from intake.rules.call import Text
from intake.rules.register.report import Report
from intake.rules.terms import Term


class PageError(Exception):
    """A template of the page is at fault; the message says which, with its line where it is known."""


def render(report: Report, terms: Mapping[Term, Text], templates: Sequence[Path]) -> str:
    """Return the page in both languages; *templates* are folders, an association's own before the shipped one.

    Whatever stands in *report* is text, never markup. Raises PageError.
    """
    environment = Environment(
        loader=FileSystemLoader([str(folder) for folder in templates]),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    words = {term.value: text for term, text in terms.items()}
    try:
        return environment.get_template("report/page.j2").render(report=report, terms=words)
    except TemplateSyntaxError as error:
        raise PageError(f"{error.filename or error.name}, line {error.lineno}: {error.message}") from error
    except Exception as error:  # a template can raise whatever the values that it works on raise
        raise PageError(f"report/page.j2: {error}") from error
