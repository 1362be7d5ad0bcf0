"""What is the same for all letters is worked out once; the letters are the same bytes as without that."""

from __future__ import annotations

import os
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone
from email.policy import default
from pathlib import Path
from types import FunctionType

import icalendar
import pytest
from hypothesis import given
from hypothesis import strategies as st
from jinja2 import Environment
from jinja2.filters import do_wordwrap
from jinja2.sandbox import ImmutableSandboxedEnvironment

from intake.replies import sandbox
from intake.replies.calendar import calendar_of
from intake.replies.encoding import SEVEN_BIT, transfer_encoding
from intake.replies.sandbox import Loader, Sandbox, wordwrap
from intake.rules.letters.facts import facts_of
from intake.rules.letters.letters import Facts
from samples.letters import LANGUAGES, RECEIVED, entry, the_call

PLAIN = Environment(autoescape=True)
PRINTABLE = 126  # the last of ASCII


def test_what_templates_may_see_of_a_type_is_asked_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """A letter looks at hundreds of attributes of a dozen types."""
    asked: list[tuple[type, str]] = []
    library = ImmutableSandboxedEnvironment.is_safe_attribute

    def counted(self: ImmutableSandboxedEnvironment, obj: object, attr: str, value: object) -> bool:
        asked.append((type(obj), attr))
        return library(self, obj, attr, value)

    monkeypatch.setattr(ImmutableSandboxedEnvironment, "is_safe_attribute", counted)
    template = Sandbox().from_string("{{ a.upper() }} {{ b.upper() }} {{ a.upper() }}")
    assert template.render(a="x", b="y") == "X Y X"
    assert asked == [(str, "upper")]


@pytest.mark.parametrize(
    ("obj", "attribute"), [("", "__class__"), (str, "mro"), (len, "__self__"), ([], "append"), ({}, "clear")]
)
def test_the_sandbox_refuses_what_the_library_refuses(obj: object, attribute: str) -> None:
    """The first time and afterwards, and the other way round for a type whose objects are harmless."""
    ours, library = Sandbox(), ImmutableSandboxedEnvironment()
    for _ in range(2):
        assert ours.is_safe_attribute("", "upper", None)
        assert not ours.is_safe_attribute(obj, attribute, None)
        assert not library.is_safe_attribute(obj, attribute, None)
    assert not ours.is_safe_attribute(test_the_sandbox_refuses_what_the_library_refuses, "__globals__", FunctionType)


def test_a_template_is_looked_at_once_a_second_and_a_change_counts_then(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Who edits a template while the desk runs sees it in the letters, though not every include asks for it."""
    now = [0.0]
    monkeypatch.setattr(sandbox, "monotonic", lambda: now[0])
    path = tmp_path / "letter.j2"
    path.write_text("old")
    environment = Sandbox(loader=Loader([str(tmp_path)]))
    assert environment.get_template("letter.j2").render() == "old"
    path.write_text("newer")
    _age(path)
    assert environment.get_template("letter.j2").render() == "old"
    now[0] += 1
    assert environment.get_template("letter.j2").render() == "newer"


def _age(path: Path) -> None:
    os.utime(path, (1, 1))


@given(st.text(alphabet=st.one_of(st.sampled_from(" -\n\t\u00a0а"), st.characters())), st.integers(1, 30))
def test_text_is_wrapped_as_the_library_wraps_it(text: str, width: int) -> None:
    """Short lines, which most are, only take less time."""
    ours: Callable[..., str] = wordwrap
    assert ours(PLAIN, text, width, False, "\n", False) == do_wordwrap(PLAIN, text, width, False, "\n", False)  # noqa: FBT003


def test_a_calendar_is_written_once_for_all_who_are_told_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    """Only the moment of writing differs from letter to letter."""
    library, made = icalendar.Calendar, []

    def counted() -> icalendar.Calendar:
        made.append(library())
        return made[-1]

    monkeypatch.setattr(icalendar, "Calendar", counted)
    early = facts_of(entry(), call=the_call(), now=RECEIVED)
    late = replace(early, now=RECEIVED + timedelta(hours=3))
    contents = [_calendar_of(facts) for facts in (early, late, early)]
    assert len(made) == 1
    assert contents[0] == contents[2]
    stamps = [library.from_ical(content).events[0].DTSTAMP for content in contents[:2]]
    assert stamps == [early.now, late.now]
    assert contents[1] == contents[0].replace(_stamp(early.now), _stamp(late.now))


def _calendar_of(facts: Facts) -> bytes:
    said = "a description of this test alone\nDTSTAMP:19700101T000000Z"
    return calendar_of(facts, name="a.ics", languages=LANGUAGES, domain="a.example", describe=lambda _: said).content


def _stamp(moment: datetime) -> bytes:
    return f"DTSTAMP:{moment.astimezone(UTC):%Y%m%dT%H%M%SZ}".encode()


def test_a_header_line_that_all_letters_have_is_parsed_once() -> None:
    """Two thirds of a letter's header lines are the same in all letters."""
    first, second = (SEVEN_BIT.header_store_parse("Precedence", "bulk")[1] for _ in range(2))
    assert first is second
    assert first == default.header_store_parse("Precedence", "bulk")[1]
    assert SEVEN_BIT.header_store_parse("precedence", "bulk")[1].name == "precedence"


def test_the_same_moment_in_two_zones_is_two_header_lines() -> None:
    """They are equal as moments: what is kept for one must not be taken for the other."""
    here = datetime(2021, 9, 1, 12, tzinfo=timezone(timedelta(hours=2)))
    lines = [str(SEVEN_BIT.header_store_parse("Date", moment)[1]) for moment in (here, here.astimezone(UTC))]
    assert lines == ["Wed, 01 Sep 2021 12:00:00 +0200", "Wed, 01 Sep 2021 10:00:00 +0000"]


@given(st.text())
def test_the_shorter_transfer_encoding_is_chosen(text: str) -> None:
    """A byte beyond ASCII, or "=", takes three in quoted-printable; DEL as well."""
    escaped = sum(byte > PRINTABLE or byte == ord("=") for byte in text.encode())
    assert transfer_encoding(text) == ("quoted-printable" if escaped * 6 <= len(text.encode()) else "base64")


@pytest.mark.parametrize("autoescape", [False, True])
def test_a_macro_is_called_as_the_library_calls_it(autoescape: bool) -> None:  # noqa: FBT001 - a parameter of the test
    """In loops and blocks, with a caller, escaped where the place that calls it is."""
    text = (
        "{% macro m(a, b='<') %}[{{ a }}{{ b }}{{ caller() if caller else '' }}]{% endmacro %}"
        "{% for n in [1, 2] %}{{ m(n) }}{% call m('&', b=n) %}{{ n }}>{% endcall %}{% endfor %}"
        "{% block part %}{% set c = 3 %}{{ m(c) }}{% endblock %}{{ 'x'.join(['a', 'b']) }}{{ m(1, 2, 3) if false }}"
    )
    ours, library = Sandbox(autoescape=autoescape), ImmutableSandboxedEnvironment(autoescape=autoescape)
    assert ours.from_string(text).render() == library.from_string(text).render()
    with pytest.raises(TypeError, match="takes not more than"):
        ours.from_string("{% macro m() %}{% endmacro %}{{ m(1) }}").render()
