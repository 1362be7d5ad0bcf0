"""PDFs written by hand, one construct at a time."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st

from intake.reading.gate import Limits, RefusedError
from intake.reading.open import Read, Skipped, Unread, read_part
from intake.reading.parts import Part
from intake.reading.pdf.document import read_pdf
from intake.rules.finding import Code
from intake.rules.forms.places import Box, Document, Line, Mark, Table
from pdfs import pdf, ruled, text

LIMITS = Limits()
_PICTURE = b"q 500 0 0 700 50 50 cm BI /W 1 /H 1 /CS /G /BPC 8 ID \x00 EI Q"


def lines(document: Document) -> list[str]:
    """The texts of a document's lines, tables left out."""
    return [block.text for block in document.blocks if isinstance(block, Line)]


def table(document: Document) -> list[tuple[int, int, str]]:
    """The row, the column and the text of each cell of a document's only table."""
    (found,) = (block for block in document.blocks if isinstance(block, Table))
    return [(cell.row, cell.column, cell.text) for cell in found.cells]


def test_lines_stand_in_reading_order_with_their_places() -> None:
    """Whatever the order in which they were drawn; a wide gap is a tab."""
    document = read_pdf(pdf(text("Telefon", 72, 680) + text("Ime:", 72, 700) + text("051", 200, 680)), LIMITS)

    assert lines(document) == ["Ime:", "Telefon\t051"]
    assert [b.address for b in document.blocks] == ["page 1, line 1", "page 1, line 2"]


@pytest.mark.parametrize("contents", [b"[4 0 R]", b"[4 0 R 7 (x) null]", b"[9 0 R 4 0 R]"])
def test_a_page_may_be_drawn_by_several_streams(contents: bytes) -> None:
    """Programs that add to a page do so; found by `make fuzz`."""
    several = pdf(text("Telefon", 72, 680)).replace(b"/Contents 4 0 R", b"/Contents " + contents)
    assert lines(read_pdf(several, LIMITS)) == ["Telefon"]


def test_a_line_that_the_page_broke_is_one_line() -> None:
    """The next word did not fit; after a short line begins a new one."""
    full = "Na podrucju opstine zivi mnogo ljudi iz ranjivih grupa, i svima treba usluga koje ovdje jos"
    drawn = text(full, 72, 700) + text("dosad nema.", 72, 687) + text("Kraj.", 72, 674)

    assert lines(read_pdf(pdf(drawn), LIMITS)) == [f"{full} dosad nema.", "Kraj."]


def test_a_leader_that_fills_its_row_ends_it() -> None:
    """The next question is none of its rest."""
    full = "Telefon opstine: 051/234-567 " + "." * 110
    drawn = text(full, 72, 700) + text("Posta opstine: info@opstina.example", 72, 687) + text("_" * 80, 72, 674)

    assert lines(read_pdf(pdf(drawn), LIMITS)) == [full, "Posta opstine: info@opstina.example", "_" * 80]


@pytest.mark.parametrize(("rule", "lengths"), [(".", (70, 68)), ("_", (40, 39))])
def test_leaders_that_end_at_one_place_begin_a_row_each(rule: str, lengths: tuple[int, int]) -> None:
    """They are as wide as the room behind a short answer, which tells nothing."""
    rows = [("Naziv", 101, "Grad Bijeljina"), ("Adresa", 107, "Karadjordjeva 1, 76300 Bijeljina")]
    drawn = [
        text(label, 72, bottom) + text(rule * length, left, bottom) + text(said, 360, bottom)
        for (label, left, said), length, bottom in zip(rows, lengths, (700, 687), strict=True)
    ]

    assert [line.rpartition(rule)[2].strip() for line in lines(read_pdf(pdf(b"".join(drawn)), LIMITS))] == [
        said for _, _, said in rows
    ]


def test_a_name_in_the_middle_below_a_title_at_the_right_is_a_line_of_its_own() -> None:
    """The seal's place at the left does not make them one."""
    drawn = (
        text("M.P.", 72, 700) + text("Nacelnik opstine / Gradonacelnik", 360, 700) + text("Ana Anic-Savic", 410, 687)
    )

    assert lines(read_pdf(pdf(drawn), LIMITS)) == ["M.P.\tNacelnik opstine / Gradonacelnik", "Ana Anic-Savic"]


def test_two_addresses_below_each_other_are_two() -> None:
    """The first fills its cell to the last letter, and is not broken."""
    cells = ruled((72, 172, 282), (670, 705)) + text("Posta", 75, 690)
    drawn = text("ana.anic@mail.example", 175, 690) + text("uprava@mail.example", 175, 680)

    assert "exampleuprava" not in str(read_pdf(pdf(cells + drawn), LIMITS))


@pytest.mark.parametrize(
    "rows",
    [
        ("gordana.obrado", "vic2@rudo.exa", "mple"),
        ("gordana.obradov", "ic2@rudo.exam", "ple"),
        ("gordana.obra-", "dovicevic12345", "@rudo.example"),
        ("gordana-", "obradovic@rudo", ".example"),
    ],
)
@pytest.mark.parametrize("name", ["", "Gordana"])
def test_an_address_may_be_broken_before_its_at(rows: tuple[str, ...], name: str) -> None:
    """Its cell is too narrow for it; a name above, which leaves room, is none of it."""
    cells = ruled((72, 172, 255), (650, 705)) + text("Posta", 75, 690)
    drawn = b"".join(text(row, 175, 690 - 10 * at) for at, row in enumerate((name, *rows) if name else rows))

    assert f"'{name} {''.join(rows)}'".replace("' ", "'") in str(read_pdf(pdf(cells + drawn), LIMITS))


def test_a_row_that_is_full_may_end_its_item() -> None:
    """What begins with the next number, with a box, or heads the boxes below, is no rest of the row above."""
    wide = "Osnivanje mobilnih terenskih timova za pruzanje osnovnih socijalnih usluga za sve ranjive"
    drawn = (
        "1. Opis",
        f"2. {wide}",
        "3. Predstavljanje",
        f"( ) {wide}",
        "Manjine:",
        "( ) Forum",
        f"[ ] {wide}",
        "grupe",
    )
    stream = b"".join(text(row, 72, 700 - 13 * at) for at, row in enumerate(drawn))

    read = lines(read_pdf(pdf(stream), LIMITS))
    assert read == [
        "1. Opis",
        f"2. {wide}",
        "3. Predstavljanje",
        f"( ) {wide}",
        "Manjine:",
        "( ) Forum",
        f"[ ] {wide} grupe",
    ]


def test_an_address_in_a_list_may_be_broken_over_rows() -> None:
    """It fills its row to the last letter, and nothing says that it goes on."""
    item = "1. Ana Anic, psiholog u Centru za socijalni rad, i to u Odjeljenju za djecu i omladinu grada,"
    address = "ana.anic.iz.centra.za.socijalni.rad.u.opstini.koja.ima.dugo.ime@centar-za-socijalni-rad.opstin"
    drawn = text(item, 72, 700) + text(address, 72, 687) + text("a.example", 72, 674)
    assert lines(read_pdf(pdf(drawn), LIMITS)) == [f"{item} {address}a.example"]


def test_a_ruled_table_is_read_as_cells() -> None:
    """Two columns, labels beside answers, are what forms are made of."""
    drawn = ruled((72, 250, 520), (640, 670, 700)) + text("Opstina", 76, 680) + text("Laktasi", 254, 680)
    document = read_pdf(pdf(text("Prilog 2", 72, 720) + drawn + text("E-mail", 76, 650)), LIMITS)

    assert lines(document) == ["Prilog 2"]
    assert table(document) == [(0, 0, "Opstina"), (0, 1, "Laktasi"), (1, 0, "E-mail"), (1, 1, "")]


def test_a_table_goes_on_overleaf() -> None:
    """A row that begins with an empty cell there is the rest of the last one."""
    one = ruled((72, 250, 520), (70, 100)) + text("Opis", 76, 80) + text("prvi", 254, 80)
    two = ruled((72, 250, 520), (740, 770, 800)) + text("drugi", 254, 780) + text("Plan", 76, 750)

    assert table(read_pdf(pdf(one, two), LIMITS)) == [(0, 0, "Opis"), (0, 1, "prvi drugi"), (1, 0, "Plan"), (1, 1, "")]


@pytest.mark.parametrize(
    ("label", "beside", "row"),
    [
        ("(do 200 rijeci)", "drugi", [(0, 0, "Opis (do 200 rijeci)"), (0, 1, "prvi drugi")]),
        ("(2) Plan", "drugi", [(0, 0, "Opis"), (0, 1, "prvi"), (1, 0, "(2) Plan"), (1, 1, "drugi")]),
        ("(ime)", "(potpis)", [(0, 0, "Opis"), (0, 1, "prvi"), (1, 0, "(ime)"), (1, 1, "(potpis)")]),
        ("(ime i prezime)", "", [(0, 0, "Opis"), (0, 1, "prvi"), (1, 0, "(ime i prezime)"), (1, 1, "")]),
    ],
)
def test_a_hint_in_brackets_is_the_end_of_a_label_overleaf(
    label: str, beside: str, row: list[tuple[int, int, str]]
) -> None:
    """Where the answer goes on beside it; a number begins a question, and captions are rows of their own."""
    one = ruled((72, 250, 520), (70, 100)) + text("Opis", 76, 80) + text("prvi", 254, 80)
    two = ruled((72, 250, 520), (770, 800)) + text(label, 76, 780) + text(beside, 254, 780)

    assert table(read_pdf(pdf(one, two), LIMITS)) == row


def test_what_heads_or_ends_every_page_stands_beside_the_table_that_goes_on() -> None:
    """The row that the page broke is one row again, though its label goes on."""
    head, foot = text("OPSTINA LAKTASI", 72, 820), text("tel: 051/123-456", 72, 20)
    one = head + ruled((72, 250, 520), (70, 100)) + text("12. S kim", 76, 80) + foot
    two = head + ruled((72, 250, 520), (740, 770, 800)) + text("radite", 76, 780) + text("Plan", 76, 750) + foot

    document = read_pdf(pdf(one, two), LIMITS)

    assert table(document) == [(0, 0, "12. S kim radite"), (0, 1, ""), (1, 0, "Plan"), (1, 1, "")]
    assert [b.text for b in document.margins if isinstance(b, Line)][:2] == ["OPSTINA LAKTASI", "tel: 051/123-456"]
    assert len(document.blocks) == 1


def test_what_ends_one_page_and_begins_another_is_no_head_or_foot() -> None:
    """The same item of two lists: neither answer loses it."""
    drawn = [[f"{page} {at}" for at in range(14)] for page in ("Prva", "Druga")]
    drawn[0][-1] = drawn[1][0] = "* sastanak sa udruzenjima"
    pages = (b"".join(text(words, 72, 800 - 40 * at) for at, words in enumerate(page)) for page in drawn)

    document = read_pdf(pdf(*pages), LIMITS)

    assert lines(document) == [words for page in drawn for words in page]


def test_a_name_with_a_hyphen_that_a_cell_broke_is_one_name() -> None:
    """Its second half stands below the first."""
    drawn = ruled((72, 160), (660, 720)) + text("Dijana Djuric-", 76, 700) + text("Radic", 76, 685)

    assert table(read_pdf(pdf(drawn), LIMITS)) == [(0, 0, "Dijana Djuric-Radic")]


@pytest.mark.parametrize(
    ("first", "second", "joined"),
    [
        ("Webinari NALAS-", "a i kursevi", "Webinari NALAS-a i kursevi"),
        ("pitanja o e-", "posti", "pitanja o e-posti"),
        ("od jula 2019-", "2020.", "od jula 2019-2020."),
        ("u planu 2021–", "2027. ona", "u planu 2021–2027. ona"),
        ("telefon 065/123-", "456", "telefon 065/123-456"),
        ("plan za 2021 –", "2 koraka", "plan za 2021 – 2 koraka"),
        ("stanje je socio-", "ekonomsko", "stanje je socio-ekonomsko"),
        ("ima mnogo jedno-", "i dvosobnih", "ima mnogo jedno- i dvosobnih"),
        ("Dosta Partneri-", "nema", "Dosta Partneri- nema"),
    ],
)
def test_a_word_that_was_broken_behind_its_hyphen_is_one_word(first: str, second: str, joined: str) -> None:
    """But not the first of two beginnings, nor a label before its dash."""
    drawn = ruled((72, 160), (660, 720)) + text(first, 76, 700) + text(second, 76, 685)

    assert table(read_pdf(pdf(drawn), LIMITS)) == [(0, 0, joined)]


def test_boxes_of_a_symbol_font_and_bold_text_are_seen() -> None:
    """A letter in Wingdings is a ticked box; bold may carry the choice."""
    (line,) = read_pdf(pdf(text("\u00fe", 72, 700, font=3) + text("IDRM", 85, 700, font=2)), LIMITS).blocks

    assert isinstance(line, Line)
    assert [(s.text.strip(), s.box) for s in line.spans] == [("☑", Box.TICKED), ("IDRM", None)]
    assert line.spans[1].marks == {Mark.BOLD}


def test_slanted_text_is_seen() -> None:
    """Forms print their hints so."""
    (line,) = read_pdf(pdf(text("Najvise deset recenica", 72, 700, font=4)), LIMITS).blocks

    assert isinstance(line, Line)
    assert {mark for span in line.spans for mark in span.marks} == {Mark.ITALIC}


def test_the_size_of_letters_is_seen() -> None:
    """Hints are printed in smaller ones."""
    small = text("ulica i broj", 72, 680).replace(b" 11 Tf", b" 8 Tf")

    found = read_pdf(pdf(text("Adresa", 72, 700) + small), LIMITS).blocks
    assert [round(line.size) for line in found if isinstance(line, Line)] == [11, 8]


@pytest.mark.parametrize(
    ("end", "underlined"),
    [(86, "Da"), (89, "Da"), (109, "Da / Ne"), (300, ""), (80, "")],
    ids=["word", "blank behind it", "words", "ruled place", "part of a word"],
)
def test_underlined_words_are_seen(end: int, underlined: str) -> None:
    """The stroke below them is as long as they are; the rule of a place for an answer is longer."""
    drawn = text("Da / Ne", 72, 700) + b"72 698 m %d 698 l S\n" % end
    (line,) = read_pdf(pdf(drawn), LIMITS).blocks

    assert isinstance(line, Line)
    assert "".join(s.text for s in line.spans if Mark.UNDERLINE in s.marks).strip() == underlined


def test_what_was_typed_into_form_fields_is_read() -> None:
    """A fillable PDF keeps the answers beside the page, not on it."""
    widgets = (
        b"<< /Subtype /Widget /FT /Tx /V (Laktasi) /Rect [200 697 400 712] >>"
        b"<< /Subtype /Widget /FT /Btn /AS /Yes /Rect [72 677 84 689] >>"
        b"<< /Subtype /Widget /FT /Btn /AS /Off /Rect [72 657 84 669] >>"
    )
    drawn = text("Opstina:", 72, 700) + text("IDRM", 90, 680) + text("Forum", 90, 660)

    assert lines(read_pdf(pdf(drawn, widgets=widgets), LIMITS)) == ["Opstina:\tLaktasi", "☒ IDRM", "☐ Forum"]


def _unreadable() -> Iterator[tuple[bytes, Code]]:
    words = text("Prilog 2", 72, 700)
    yield pdf(_PICTURE), Code.FORM_UNSUPPORTED
    yield pdf(_PICTURE + text("Scanned", 72, 20)), Code.FORM_UNSUPPORTED
    yield pdf(b""), Code.FORM_UNSUPPORTED
    yield b"%PDF-1.7 and nothing", Code.FORM_DAMAGED
    key = b"/ID [<00> <00>] /Encrypt << /Filter /Standard /V 1 /R 2 /P -4 /O <%s> /U <%s> >>" % (b"00" * 32, b"11" * 32)
    yield pdf(words, trailer=key), Code.FORM_ENCRYPTED
    yield pdf(words) + b" " * LIMITS.attachment_size, Code.FORM_TOO_LARGE


@pytest.mark.parametrize(("content", "code"), tuple(_unreadable()))
def test_what_cannot_be_read_says_why(content: bytes, code: Code) -> None:
    """A password and damage are answered differently; a scan is of a type that nobody reads here."""
    with pytest.raises(RefusedError) as refused:
        read_pdf(content, LIMITS)
    assert refused.value.code is code


def test_columns_without_rules_are_not_guessed_at() -> None:
    """Text that was wrapped in a second column may belong to this row or to the next."""
    drawn = b"".join(
        text(f"Pitanje {row}", 72, 700 - 30 * row)
        + text("odgovor", 300, 700 - 30 * row)
        + text("dalje", 300, 687 - 30 * row)
        for row in range(3)
    )
    with pytest.raises(RefusedError, match="columns") as refused:
        read_pdf(pdf(drawn), LIMITS)
    assert refused.value.code is Code.FORM_UNREADABLE


def _beside(left: str, right: str, bottom: int) -> bytes:
    return text(left, 72, bottom) + text(right, 240, bottom)


_LONG = "Formirali bismo tim koji jednom sedmicno obilazi sela, a"


def test_columns_without_rules_are_a_table_where_each_question_has_its_colon_and_an_answer_beside_it() -> None:
    """Then what goes on in the second column is the rest of the answer above."""
    drawn = (
        text("Odabrano: dnevni centar", 72, 720)
        + _beside("Kontakt osoba:", "Ana Anic", 700)
        + _beside("Adresa, ulica, broj i", "Glavna 1, 73300 Foca", 687)
        + text("mjesto:", 72, 674)
        + b"".join(
            _beside(f"{label}:", _LONG, 661 - 26 * at) + text("kasnije i grad.", 240, 648 - 26 * at)
            for at, label in enumerate(("Plan", "Razlozi", "Partneri"))
        )
        + text("Slazemo se sa obradom licnih podataka u svrhu ove prijave.", 72, 570)
    )
    document = read_pdf(pdf(drawn), LIMITS)

    assert lines(document) == [
        "Odabrano: dnevni centar",
        "Slazemo se sa obradom licnih podataka u svrhu ove prijave.",
    ]
    assert [text for _, column, text in table(document) if column] == [
        *("Ana Anic", "Glavna 1, 73300 Foca"),
        *[f"{_LONG} kasnije i grad."] * 3,
    ]


def test_questions_beside_the_middle_of_their_answers_are_not_guessed_at() -> None:
    """An answer of three rows, of which two are full, may begin above its question."""
    drawn = b"".join(
        text(f"{label}:", 72, 687 - 39 * at)
        + text(_LONG, 240, 700 - 39 * at)
        + text(_LONG, 240, 687 - 39 * at)
        + text("kasnije i grad", 240, 674 - 39 * at)
        for at, label in enumerate(("Plan", "Razlozi", "Partneri", "Resursi"))
    )
    with pytest.raises(RefusedError, match="columns"):
        read_pdf(pdf(text("Odabrano: dnevni centar", 72, 740) + drawn), LIMITS)


def test_captions_side_by_side_have_their_answers_above_them() -> None:
    """On a rule or above it; a line of text above is no answer where one was left blank."""
    captions = text("(mjesto i datum)", 72, 674) + text("(potpis)", 300, 674)
    rules = text("______________", 72, 687) + text("______________", 300, 687)
    signed = text("Foca, 2.9.2021.", 72, 700) + text("Ana Anic", 300, 700)

    assert table(read_pdf(pdf(signed + rules + captions), LIMITS)) == [
        *((0, 0, "Foca, 2.9.2021.\n______________"), (0, 1, "Ana Anic\n______________")),
        *((1, 0, "(mjesto i datum)"), (1, 1, "(potpis)")),
    ]
    plain = read_pdf(pdf(text("S postovanjem", 72, 700) + rules + captions), LIMITS)
    assert lines(plain)[0] == "S postovanjem"


def test_a_frame_that_holds_tables_is_no_table() -> None:
    """What is written in their cells belongs to them, and the headings stand above them."""
    sections = b"".join(
        ruled((50, 540), (690 - 100 * at, 790 - 100 * at))
        + text(f"Dio {at}", 60, 770 - 100 * at)
        + ruled((60, 200, 530), (700 - 100 * at, 760 - 100 * at))
        + text("Plan", 65, 740 - 100 * at)
        + text("prvi red", 205, 740 - 100 * at)
        + text("drugi red", 205, 720 - 100 * at)
        for at in range(2)
    )
    document = read_pdf(pdf(sections), LIMITS)

    assert lines(document) == ["Dio 0", "Dio 1"]
    found = [block for block in document.blocks if isinstance(block, Table)]
    assert [[cell.text for cell in each.cells] for each in found] == [["Plan", "prvi red\ndrugi red"]] * 2


@pytest.mark.parametrize("left", [50, 56])
def test_a_table_in_a_cell_is_not_read_twice(left: int) -> None:
    """Its heads would be questions, and what stands beside them answers; it may begin at the cell's edge or not."""
    outer = ruled((50, 300, 540), (790, 820)) + ruled((50, 540), (600, 790)) + text("Saradnici", 60, 770)
    inner = ruled((left, 300, 534), (600, 660, 740)) + text("Ime", 60, 720) + text("Radi kao", 305, 720)
    document = read_pdf(pdf(outer + inner + text("Mara", 60, 640) + text("psiholog", 305, 640)), LIMITS)

    found = [block for block in document.blocks if isinstance(block, Table)]
    texts = [cell.text for each in found for cell in each.cells if cell.text]
    assert texts == ["Saradnici", "Ime", "Radi kao", "Mara", "psiholog"]


def test_an_internet_address_is_broken_behind_its_scheme() -> None:
    """As narrow cells break it."""
    drawn = ruled((60, 110, 180), (650, 720)) + text("Sajt", 65, 700) + text("http://", 115, 700)
    drawn += text("foca.example", 115, 687)
    assert table(read_pdf(pdf(drawn), LIMITS))[1] == (0, 1, "http://foca.example")


def test_pages_beyond_the_limit_and_drawings_are_noted() -> None:
    """A form has few pages; a strategy or a map is not read whole."""
    page = text("Prilog 2", 72, 700)
    document = read_pdf(pdf(page, b"0 0 m 1 1 l S\n" * 80_000, page), Limits(pages=2))

    assert lines(document) == ["Prilog 2"]
    assert len(document.notes) == 2


@given(st.integers(min_value=0), st.integers(min_value=0, max_value=255))
def test_no_changed_byte_makes_it_fail(at: int, value: int) -> None:
    """A damaged file is data, never an exception."""
    whole = pdf(text("Prilog 2", 72, 700))
    at %= len(whole)
    changed = whole[:at] + bytes([value]) + whole[at + 1 :]
    assert isinstance(read_part(Part(name="a", content=changed), LIMITS), Read | Unread | Skipped)


@pytest.mark.parametrize(
    ("ink", "marks"),
    [
        (b"0 g", set()),
        (b"0.1 0.12 0.15 rg", set()),  # printed for black
        (b"0 0 0 0.9 k", set()),
        (b"0 0.44 0.75 rg", {Mark.COLOUR}),
        (b"1 0.5 0 0 k", {Mark.COLOUR}),
        (b"0.5 g", {Mark.COLOUR, Mark.GREY}),
        (b"0.6 0.6 0.6 rg", {Mark.COLOUR, Mark.GREY}),
        (b"/Pattern cs /P1 scn", set()),  # nobody knows
    ],
)
def test_words_in_a_colour_are_seen(ink: bytes, marks: set[Mark]) -> None:
    """As in Word: by it some tell answers and hints from questions."""
    drawn = text("Adresa", 72, 700) + ink + b" " + text("Glavna 1", 120, 700)
    (line,) = read_pdf(pdf(drawn), LIMITS).blocks

    assert isinstance(line, Line)
    assert (line.text, set(line.spans[-1].marks)) == ("Adresa Glavna 1", marks)
