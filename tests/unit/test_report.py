"""The page of counts: whole in itself, readable by everybody, and no person in it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from html.parser import HTMLParser
from pathlib import Path

import pytest

from intake.data import shipped
from intake.records.report_page import PageError, render
from intake.rules.call import Text
from intake.rules.register.frame import Records
from intake.rules.register.report import report
from intake.rules.terms import Term
from samples.register import CALL, entry, frame, records

VOID = {"meta", "br", "hr", "img"}
SVG = {"rect", "line"}


class Page(HTMLParser):
    """The page as a browser takes it apart: its elements and its texts; elements that do not close are refused."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self.texts: list[str] = []
        self._open: list[str] = []
        self.feed(text)
        self.close()
        assert self._open == []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note an element."""
        self.elements.append((tag, dict(attrs)))
        if tag not in VOID | SVG:
            self._open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note an element that closes itself."""
        self.elements.append((tag, dict(attrs)))

    def handle_endtag(self, tag: str) -> None:
        """Check that what closes is what was opened last."""
        assert self._open.pop() == tag

    def handle_data(self, data: str) -> None:
        """Note what is read."""
        if data.strip() and self._open[-1] != "style":
            self.texts.append(data.strip())

    def all(self, tag: str) -> Iterator[dict[str, str | None]]:
        """Yield the attributes of every element of that name."""
        return (attributes for name, attributes in self.elements if name == tag)


def page(content: Records | None = None, *folders: Path) -> str:
    """Return the page of the sample."""
    content = records(*map(entry, range(1, 16))) if content is None else content
    return render(report(content, frame()), frame().wording.terms, (*folders, shipped("templates")))


def test_the_page_needs_nothing_from_outside_and_runs_nothing() -> None:
    """It is sent by mail and opened years later, without a network."""
    text = page()
    told = Page(text)
    assert {"script", "link", "img", "iframe", "a", "form"}.isdisjoint(tag for tag, _ in told.elements)
    assert not re.search(r"url\(|@import|src=|href=|\bon\w+=", text)
    assert "default-src 'none'" in text


def test_every_drawing_has_its_numbers_in_words() -> None:
    """Who cannot see the columns hears them; the bars stand beside their numbers."""
    told = Page(page())
    drawings = list(told.all("svg"))
    assert drawings
    spoken = [one for one in drawings if one.get("role") == "img"]
    assert len(spoken) == 1
    assert spoken[0]["aria-labelledby"] in {title.get("id") for title in told.all("title")}
    hidden = [one for one in told.all("td") if one.get("aria-hidden") == "true" and one.get("class") == "bar"]
    assert len(drawings) == 1 + len(hidden)
    assert any(re.search(r"3\. 9\. 2021\. \d; ", text) for text in told.texts)


def test_every_municipality_stands_there_with_its_status_in_words() -> None:
    """Colour alone would tell nothing on a grey printer."""
    told = report(records(*map(entry, range(1, 16))), frame()).calls[0]
    assert len(told.tiles) == 64
    applied = {tile.name.sr: tile.status.sr for tile in told.tiles if tile.status is not None}
    assert applied["Добој"] == "! непотпуна"
    assert applied["Рогатица"] == "◷ неблаговремена"
    text = page()
    assert text.count("<li ") == 64
    assert text.count("нема пријаве</span>") == 64 - len(applied)
    assert "✓ уредна" in text


def test_the_first_numbers_are_how_many_applied_and_who_is_still_missing() -> None:
    """These are asked for by telephone."""
    told = report(records(*map(entry, range(1, 16))), frame()).calls[0]
    assert [(figure.number, figure.of) for figure in told.figures] == [(15, None), (9, 15), (12, 64), (4, 5)]
    assert [name.en for name in told.silent.names] == ["Inclusive disaster risk management"]
    assert "Clusters without an applicant: 1" in page()


def test_no_person_and_no_address_is_on_the_page() -> None:
    """It goes to councillors and journalists."""
    text = page()
    for private in ("Марковић", "Анић", "@", "+387", "Петровић"):
        assert private not in text.partition("</style>")[2]


def test_both_languages_are_marked_as_what_they_are() -> None:
    """A screen reader reads Serbian with an English voice otherwise."""
    told = Page(page())
    assert next(told.all("html"))["lang"] == "sr-Cyrl"
    assert {"en", "sr-Latn"} <= {span.get("lang") for span in told.all("span")}


def test_words_of_a_call_are_text_and_never_markup() -> None:
    """A call file is written by people who may write an angle bracket."""
    title = Text(sr='<script>alert("1")</script> & друго', en="<b>other</b>")
    told = replace(frame(), calls=(replace(CALL, title=title),))
    text = render(report(Records(), told), told.wording.terms, (shipped("templates"),))
    assert "<script>" not in text
    assert "&lt;b&gt;other&lt;/b&gt;" in text


def test_before_the_first_application_the_page_says_so() -> None:
    """The first report is asked for on the first day."""
    text = page(Records())
    assert "There are no applications yet." in text
    assert "Have not applied" not in text
    Page(text)


def test_an_association_s_own_template_goes_before_the_shipped_one(tmp_path: Path) -> None:
    """Its name stands at the top; a mistake in it is named with file and line."""
    (tmp_path / "sr-Cyrl").mkdir()
    own = tmp_path / "sr-Cyrl" / "association.j2"
    own.write_text("Савез за пробу", encoding="utf-8")
    assert "Савез за пробу" in page(None, tmp_path)
    own.write_text("{% if %}", encoding="utf-8")
    with pytest.raises(PageError, match=r"association\.j2, line 1"):
        page(None, tmp_path)
    for mistake in ("{{ 1 // 0 }}", "\udced"):
        own.write_text(mistake, encoding="utf-8", errors="surrogateescape")
        with pytest.raises(PageError):
            page(None, tmp_path)


def test_the_terms_that_the_page_takes_by_name_exist() -> None:
    """A renamed term must not be found out by the association."""
    source = "".join(path.read_text(encoding="utf-8") for path in (shipped("templates") / "report").glob("*.j2"))
    assert set(re.findall(r'terms\["([a-z-]+)"\]', source)) <= set(Term)
