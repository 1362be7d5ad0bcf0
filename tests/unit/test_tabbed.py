"""Tables that were pasted as text, with a tab between question and answer."""

from __future__ import annotations

from time import perf_counter

import pytest

from form_lines import line
from intake.rules.forms.normalization.tabbed import with_tabbed_rows
from intake.rules.forms.places import Document, Mark
from reading_forms import judged

ASKED = {
    "municipality": ("Општина / град", "Лакташи"),
    "address": ("Адреса сједишта", "Карађорђева 56, 78250 Лакташи"),
    "official_email": ("Е-адреса локалне самоуправе", "opstina@laktasi.example"),
    "head_name": ("Ко је на челу општине/града", "Ана Анић"),
    "contact_name": ("Особа задужена за сарадњу", "Марко Марић"),
    "contact_position": ("Дужност те особе", "савјетник за развој"),
    "contact_email": ("Мејл за одговор", "m.maric@laktasi.example"),
    "situation": ("Стање и рањиве групе", "Стари су сами.\nКонтакт са њима је слаб: живе далеко."),
    "motivation": ("Зашто улазите у кластер", "Желимо да учимо.\nИ да помогнемо."),
    "resources": ("Шта стављате на располагање", "Једно возило и сала."),
    "signatory": ("Потпис", "Ана Анић"),
}
OPTIONS = ("☐ Дневни центар", "☒ Мобилни теренски тимови", "☐ Повећање свијести")


def rows(left: str = "", tab: str = "\t") -> list[str]:
    """The rows as lines; what is *left* stands blank."""
    pairs = {name: (label, "" if name == left else answer) for name, (label, answer) in ASKED.items()}
    return [x for label, answer in pairs.values() for x in f"{label}{tab}{answer}".rstrip().split("\n")]


def answers(*lines: str) -> dict[str, object]:
    """The answers of a form with these lines."""
    return dict(judged(Document(blocks=tuple(map(line, ("Прилог 2 – Образац за пријаву", *lines))))).answers)


@pytest.mark.parametrize("tab", ["\t", "\t\t", "        "])
@pytest.mark.parametrize("left", ["", *ASKED])
def test_each_line_with_a_tab_is_a_row(left: str, tab: str) -> None:
    """Its answer may have several paragraphs, or be left blank, though its question is not known by its words."""
    got = answers("Кластер учења\tМобилни теренски тимови", *rows(left, tab))

    told = {name: None if name == left else answer for name, (_, answer) in ASKED.items()}
    assert {name: got[name] for name in ASKED} == told
    assert got["cluster"] == "mobile-teams"


@pytest.mark.parametrize("at", [0, 3, 9, len(rows())])
def test_the_options_of_a_row_stand_below_it(at: int) -> None:
    """First, last or among the others; a heading stands where it stood."""
    lines = rows()
    got = answers(*lines[:at], "Кластер учења\t", *OPTIONS, "IV. ОБРАЗЛОЖЕЊЕ", *lines[at:])
    assert got["cluster"] == "mobile-teams"
    assert (got["contact_name"], got["contact_email"]) == ("Марко Марић", "m.maric@laktasi.example")


@pytest.mark.parametrize("below", [("И то одмах.",), ("", "С поштовањем,", "Марко Марић"), ()])
def test_what_goes_on_below_the_last_row_is_told_as_in_other_lines(below: tuple[str, ...]) -> None:
    """A paragraph of its answer, or the end of a letter."""
    lines = [x for x in rows() if not x.startswith("Потпис")]
    got = answers("Кластер учења\tМобилни теренски тимови", *lines, "Партнери\tЦрвени крст", *below)
    assert got["partners"] == "\n".join(("Црвени крст", *(x for x in below if x == "И то одмах.")))


@pytest.mark.parametrize("text", [" " * 5000 + "x", "а  " * 3000, "а \t" * 3000, "а" * 9000 + " " * 9000])
def test_lines_of_blanks_cost_no_time(text: str) -> None:
    """A hundred of them."""
    began = perf_counter()
    with_tabbed_rows(Document(blocks=(line(text),) * 100), lambda _: None, lambda _: False)
    assert perf_counter() - began < 1


@pytest.mark.parametrize("behind", [":\t", ": "])
@pytest.mark.parametrize("closed", [("Адреса сједишта",), ("Мејл за одговор", "Потпис"), ("Стање и рањиве групе",)])
def test_some_of_the_questions_may_have_a_colon(closed: tuple[str, ...], behind: str) -> None:
    """With a tab behind it or without; none is part of the answer before it."""
    lines = [x.replace("\t", behind) if x.split("\t")[0] in closed else x for x in rows()]
    got = answers("Кластер учења\tМобилни теренски тимови", *lines)
    assert {name: got[name] for name in ASKED} == {name: answer for name, (_, answer) in ASKED.items()}


def test_a_few_lines_with_tabs_are_no_table() -> None:
    """In an answer, for one."""
    spoken = ("Мотивација:", "Имамо двије групе.", "стари\t340", "дјеца\t120", "радници\t12", "лијекари\t3")
    got = answers("Општина: Лакташи", "Кластер учења: мобилни тимови", *spoken)
    assert str(got["motivation"]).count("\n") == len(spoken) - 2


@pytest.mark.parametrize("mark", ["   X", "\tx", "\t✓", "     (X)"])
@pytest.mark.parametrize("at", [0, 3, 9, len(rows())])
def test_a_mark_behind_an_option_makes_no_row_of_it(at: int, mark: str) -> None:
    """The list of options stays one, wherever the mark stands in it."""
    lines = rows()
    options = ("1. Дневни центар", f"2. Мобилни теренски тимови{mark}", "3. Повећање свијести")
    got = answers(*lines[:at], "Кластер учења", *options, *lines[at:])
    assert got["cluster"] == "mobile-teams"
    assert (got["contact_name"], got["contact_email"]) == ("Марко Марић", "m.maric@laktasi.example")


@pytest.mark.parametrize("heading", ["НА КРАЈУ И УКРАТКО", "На крају и укратко"])
def test_a_heading_between_two_rows_is_no_part_of_the_answer_above_it(heading: str) -> None:
    """Its look tells, for it may say anything: in bold, or in capitals, where no answer is."""
    lines = rows()
    at = lines.index("Потпис\tАна Анић")
    blocks = (*map(line, ("Прилог 2", *lines[:at])), line(heading, *(() if heading.isupper() else (Mark.BOLD,))))

    got = judged(Document(blocks=(*blocks, *map(line, lines[at:])))).answers

    assert (got["resources"], got["signatory"]) == ("Једно возило и сала.", "Ана Анић")


def test_a_question_with_its_hint_in_two_languages_is_one_before_a_tab() -> None:
    """However long it is: it was read as more of the answer above it."""
    asked = "12. Зашто се пријављујете и шта очекујете / Why are you applying and what do you expect?"
    hint = "(највише 10 реченица / 10 sentences at most, but for the list of what you expect)"
    lines = [x for x in rows() if not x.startswith(("Зашто", "И да помогнемо"))]

    got = answers(*lines[:-1], f"{asked} {hint}\tЖелимо да учимо.", lines[-1])

    assert (got["motivation"], got["resources"]) == ("Желимо да учимо.", "Једно возило и сала.")
