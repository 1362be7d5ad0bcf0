"""Rows at the foot of a form: place, day and signature above their captions, or below their heads."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import pytest

from form_lines import HEAD, line, table
from intake.rules.forms.places import Block, Cell, Document, Line, Mark, Table
from reading_forms import judged

ASKED = (
    *(("Општина / град", "Лакташи"), ("Контакт особа", "Марко Марић"), ("Адреса", "Градска 1")),
    *(("Е-пошта контакт особе", "m@laktasi.example"), ("Партнери", "Црвени крст"), ("Веб страница", "laktasi.example")),
    *(("Телефон општине", "051/111-222"), ("Начелник општине", "Јово Јовић"), ("Контакт телефон", "065/111-222")),
    *(("Функција контакт особе", "шеф"), ("Опис стања", "Старих је много."), ("Вебинари", "један")),
)
SIGNED = ("Рудо", "10.9.2021.", "Ана Анић")
HEADS = ("Мјесто", "Датум", "Потпис овлашћеног лица")


def boxed(said: Line) -> Table:
    """A text box."""
    cell = Cell(row=0, column=0, address="box", lines=(said,))
    return Table(cells=(cell,), address="box", box=True)


@pytest.mark.parametrize(
    "rows", [(SIGNED, tuple(f"({head})" for head in HEADS)), (HEADS, SIGNED)], ids=["captions", "heads"]
)
def test_what_was_written_in_plain_type_answers_though_all_other_answers_are_in_a_colour(
    rows: tuple[tuple[str, ...], ...],
) -> None:
    """Plain lines are questions in such a form, but not where the call asks for all of a row above or below them."""
    blocks: list[Block] = [line("Прилог 2"), line("Кластер учења"), boxed(line("дневни центар", Mark.COLOUR))]
    for label, said in ASKED:
        blocks += [line(label), boxed(line(said, Mark.COLOUR))]

    got = judged(Document(blocks=(*blocks, table(*rows)))).answers

    assert [got[name] for name in ("place", "signed_on", "signatory")] == ["Рудо", "2021-09-10", "Ана Анић"]


SEALS = ("Stamp", "Печат", "М.П.", "М.П. / Stamp", "(печат)", "Мјесто за печат / Place for stamp")
SIGNS = ("Потпис овлашћеног лица", "(име, презиме и потпис)", "Authorised person / Овлашћено лице", "Начелник општине")
ANA, DATED = "Ана Анић", "Лакташи, 4.9.2021."
FEET: dict[str, Callable[[str, str], Sequence[tuple[str, ...]]]] = {
    "beside": lambda seal, caption: ((caption, ANA, seal),),
    "below": lambda seal, caption: ((ANA, ""), (caption, seal)),
    "above": lambda seal, caption: ((ANA, seal), (caption, "")),
    "captions": lambda seal, caption: ((DATED, "", ANA), ("(мјесто и датум)", seal, caption)),
    "plain": lambda seal, caption: ((DATED, "", ANA), ("Мјесто и датум", seal, caption)),
    "heads": lambda seal, caption: (("Мјесто и датум", seal, caption), (DATED, "", ANA)),
}


@pytest.mark.parametrize("seal", SEALS)
@pytest.mark.parametrize("caption", SIGNS)
@pytest.mark.parametrize("foot", FEET)
def test_the_place_of_the_seal_is_nobody_and_nowhere(foot: str, caption: str, seal: str) -> None:
    """Nor is the caption beside it the place of the signature; where each has its own place, all are read."""
    made = table(*FEET[foot](seal, caption))
    answers = judged(Document(blocks=(*map(line, HEAD), line("Мотивација: Учимо."), made))).answers

    known = (foot == "captions" and caption == SIGNS[0]) or (foot == "heads" and "(" not in caption)
    names = (ANA,) if known or (foot == "beside" and caption != SIGNS[-1]) else (ANA, None)
    assert answers["signatory"] in names
    assert answers["head_name"] in (ANA, None)
    assert answers["place"] in (("Лакташи",) if known else ("Лакташи", None))


@pytest.mark.parametrize("seal", ["Stamp", "Печат", "М.П.", "(М.П.)", "М.П. / Stamp"])
@pytest.mark.parametrize(
    "foot",
    [
        (DATED + "\t{}\t" + ANA, "(мјесто и датум)\t\t(потпис)"),
        (DATED + "\t\t" + ANA, "(мјесто и датум)\t{}\t(потпис)"),
        (DATED + "       {}       " + ANA, "(мјесто и датум)                 (потпис)"),
        (DATED + "\t\t" + ANA, "________\t{}\t________", "(мјесто и датум)\t\t(потпис)"),
    ],
)
def test_the_place_of_the_seal_stands_between_captions_in_lines(foot: tuple[str, ...], seal: str) -> None:
    """What was written above them went on with the answer above, in silence."""
    lines = (*HEAD, "Мотивација: Учимо.", *(text.format(seal) for text in foot))
    blocks = tuple(Line(spans=line(text).spans, address=f"line {at}") for at, text in enumerate(lines))

    got = judged(Document(blocks=blocks)).answers

    assert (got["motivation"], got["signatory"]) == ("Учимо.", ANA)
    assert (got["place"], got["signed_on"]) == ("Лакташи", "2021-09-04")
