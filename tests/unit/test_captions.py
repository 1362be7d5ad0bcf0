"""Captions below the rules on which people write, in the cells of tables."""

from __future__ import annotations

import pytest

from form_lines import HEAD, line, table
from intake.rules.forms.places import Document, Line, Table
from reading_forms import judged

CHOICE = "Кластер учења: дневни центар"
RULE = "______________"


def answers(*blocks: str | Table) -> dict[str, object]:
    """The answers of a form with these blocks behind the usual head and choice."""
    whole = (line(b) if isinstance(b, str) else b for b in (*HEAD, CHOICE, *blocks))
    return dict(judged(Document(blocks=tuple(whole))).answers)


@pytest.mark.parametrize("signed", ["Ива Ивић", ""])
def test_an_answer_stands_above_the_rule_above_its_caption(signed: str) -> None:
    """In a table without borders: the rule is drawn in the cell of the caption."""
    asked = (f"{RULE}\n(Мјесто и датум)", f"{RULE}\n(Потпис овлашћеног лица)")
    got = answers(table(("Фоча, 2.9.2021.", signed), asked))

    assert (got["place"], got["signed_on"], got["signatory"]) == ("Фоча", "2021-09-02", signed or None)


PLACES = ("Фоча, 2.9.2021.", "Ива Ивић")
RULES = (RULE, RULE)
CAPTIONS = ("(Мјесто и датум)", "(Потпис овлашћеног лица)")


@pytest.mark.parametrize(
    "blocks",
    [
        ("\t".join(PLACES), "\t\t".join(RULES), "\t".join(CAPTIONS)),
        ("      ".join(PLACES), "\t".join(CAPTIONS)),
        (table(tuple(map("\n".join, zip(PLACES, RULES, CAPTIONS, strict=True)))),),
        (table(PLACES, RULES, CAPTIONS),),
        (table((PLACES[0], "", PLACES[1]), (RULE, "М.П.", RULE), (CAPTIONS[0], "", CAPTIONS[1])),),
        (table((PLACES[0], "", PLACES[1]), (CAPTIONS[0], "М.П.", CAPTIONS[1])),),
        (table(("", "", PLACES[0]), ("", "", CAPTIONS[0])), table(("", PLACES[1]), ("Мјесто за печат", CAPTIONS[1]))),
    ],
    ids=["lines", "without rules", "one row", "three rows", "a seal between", "a seal below", "a seal before"],
)
def test_captions_side_by_side_are_answered_above_them(blocks: tuple[str | Table, ...]) -> None:
    """As forms end, in lines with tabs or in cells; nothing of it belongs to the long answer before."""
    got = answers("Мотивација: Желимо да учимо.", *blocks)
    assert (got["place"], got["signed_on"], got["signatory"]) == ("Фоча", "2021-09-02", "Ива Ивић")
    assert got["motivation"] == "Желимо да учимо."


@pytest.mark.parametrize(
    ("above", "place", "signatory"),
    [("Фоча, 2.9.2021.", "Фоча", None), ("\tИва Ивић", None, "Ива Ивић"), ("Сагласни смо.", None, None)],
)
def test_what_stands_alone_above_captions_is_under_one_of_them(
    above: str, place: str | None, signatory: str | None
) -> None:
    """Told by its place or its date; text is nobody's."""
    got = answers(above, "\t".join(RULES), "\t".join(CAPTIONS))
    assert (got["place"], got["signatory"]) == (place, signatory)


def test_a_date_above_the_caption_of_a_signature_signs_nothing() -> None:
    """The columns of a PDF are lost where only one was filled in."""
    assert answers(PLACES[0], "\t".join(RULES), "\t".join(reversed(CAPTIONS)))["signatory"] is None


def test_a_label_above_a_rule_with_a_hint_below_keeps_its_place() -> None:
    """A label, a rule and "(мјесто)" ask once."""
    got = answers(table(("Партнери\n____Црвени крст____\n(Мјесто)", "Мотивација\n____Учење____\n(укратко)")))
    assert got["place"] is None


ASKED = (("Назив града", "Добој"), ("Градоначелница", "Ива Ивић"), ("Особа за контакт", "Ана Анић"))
CLOSER = ("(пуни назив)", "(име и презиме)", "(име и презиме)")


def rewritten(*, numbered: bool) -> list[tuple[str, str, str]]:
    """Each question, what stands in brackets below it, and its answer."""
    numbers = (f"{n}. " if numbered else "" for n in range(1, len(ASKED) + 1))
    return [(n + asked, closer, said) for n, (asked, said), closer in zip(numbers, ASKED, CLOSER, strict=True)]


@pytest.mark.parametrize("numbered", [True, False])
@pytest.mark.parametrize("way", ["lines", "cells below", "cells beside"])
def test_brackets_below_a_question_ask_it_more_closely(numbered: bool, way: str) -> None:  # noqa: FBT001 - a column
    """They are the caption of no answer: the question above them is none."""
    asked = rewritten(numbered=numbered)
    if way == "lines":
        form: list[Line | Table] = [line(text) for block in asked for text in block]
    else:
        cells = ((f"{label}\n{closer}", said) for label, closer, said in asked)
        rows = [(text,) for pair in cells for text in pair] if way == "cells below" else list(cells)
        form = [table(*rows)]
    got = judged(Document(blocks=(line(HEAD[0]), line(CHOICE), *form))).answers
    assert (got["municipality"], got["head_name"], got["contact_name"]) == ("Добој", "Ива Ивић", "Ана Анић")


@pytest.mark.parametrize(
    "block",
    [table(("3. Особа за контакт", "4. Градоначелница")), "Особа за контакт:\t4. Градоначелница"],
    ids=["cells", "line"],
)
def test_a_question_with_its_number_answers_nothing(block: str | Table) -> None:
    """Whichever place it stands in: one left blank is missing, and not answered by the next."""
    got = judged(Document(blocks=(line(HEAD[0]), line(CHOICE), line(block) if isinstance(block, str) else block)))
    assert got.answers["contact_name"] is None


def test_a_title_may_be_an_answer_with_a_number() -> None:
    """As people count, with small letters."""
    assert answers("Функција контакт особе: 1. начелник општине")["contact_position"] == "1. начелник општине"


@pytest.mark.parametrize("remark", ["(штампана слова)", "(обавезно)"])
def test_a_remark_in_brackets_below_an_answer_asks_nothing(remark: str) -> None:
    """Its question stands left of the answer, as in sheets."""
    got = answers(table(("Службена е-пошта", "info@laktasi.example"), ("", remark), ("Телефон", ""), ("", remark)))
    assert (got["official_email"], got["official_phone"]) == ("info@laktasi.example", None)


@pytest.mark.parametrize("many", [1, 2])
@pytest.mark.parametrize("blank", [RULE, "", "-", "нема"])
def test_a_place_left_blank_between_captions_is_nobodys_answer(blank: str, many: int) -> None:
    """Each of the other captions keeps what stands above it, in a table of one column or of more."""
    asked = {
        "(адреса)": "Трг 1, 78250 Лакташи",
        "(телефон контакт особе)": "065/123-456",
        "(разлози за пријаву)": "Желимо учити.\nИ помоћи другима.",
        "(партнери)": blank,
        "(мјесто)": "Лакташи",
        "(потпис овлашћеног лица)": "Ана Анић",
    }
    pairs = list(asked.items())
    rows = [pairs[at : at + many] for at in range(0, len(pairs), many)]
    got = answers(table(*(tuple(x) for row in rows for x in ([said for _, said in row], [asks for asks, _ in row]))))

    assert (got["partners"], got["place"], got["signatory"]) == (None, "Лакташи", "Ана Анић")
    assert (got["motivation"], got["address"]) == ("Желимо учити.\nИ помоћи другима.", "Трг 1, 78250 Лакташи")
