"""Forms whose parts stand in the cells of a table: each part's heading, and a table of its own below it."""

from __future__ import annotations

import pytest

from intake.reading.text import read_html
from reading_forms import judged

NUMBERS = {"roman": ("I", "II", "III", "IV", "V"), "dotted": ("I.", "II.", "III.", "IV.", "V."), "digits": "12345"}
CLUSTERS = {
    "Дневни центри": "day-centre",
    "Повећање свијести": "awareness",
    "Мобилни теренски тимови": "mobile-teams",
    "Инклузивно управљање ризиком од катастрофа": "idrm",
}
MARKED = {
    "box": lambda text, own: f"<p>{'☒' if own else '☐'} {text}</p>",
    "cross": lambda text, own: f"<p>{'X' if own else ''} {text}</p>",
    "bold": lambda text, own: f"<p><b>{text}</b></p>" if own else f"<p>{text}</p>",
    "line": lambda text, own: f"{'☒' if own else '☐'} {text} &nbsp; ",
    "rows": lambda text, own: f"<tr><td>{text}</td><td>{'X' if own else ''}</td></tr>",
}


def table(*rows: tuple[str, ...]) -> str:
    """HTML's table of these rows."""
    return f"<table>{''.join('<tr>' + ''.join(f'<td>{c}</td>' for c in row) + '</tr>' for row in rows)}</table>"


def parts(options: str) -> dict[str, str]:
    """The parts of a form, by their headings."""
    return {
        "Ко се пријављује": table(
            ("Општина", "Лакташи"), ("Телефон", "051/111-222"), ("Е-пошта", "info@laktasi.example")
        ),
        "Контакт": table(
            ("Име и презиме", "Марко Марић"), ("Телефон", "065/333-444"), ("Е-пошта", "marko@laktasi.example")
        ),
        "Приступ": table(("Кластер учења", options)),
        "Зашто": "<p>Образложење</p>" + table(("Опис стања", "Стање је лоше."), ("Партнери", "Црвени крст")),
        "На крају": table(("Подаци су тачни", "ДА"), ("Мјесто и датум", "Лакташи, 3.9.2021.")),
    }


TITLE = "<p>Прилог 2</p><p>Образац за пријаву за кластер учења</p>"


@pytest.mark.parametrize("numbers", NUMBERS.values(), ids=list(NUMBERS))
@pytest.mark.parametrize("way", MARKED.values(), ids=list(MARKED))
@pytest.mark.parametrize("chosen", CLUSTERS)
@pytest.mark.parametrize("one_cell", [True, False])
def test_the_number_of_a_part_chooses_nothing(*, numbers: str, way: object, chosen: str, one_cell: bool) -> None:
    """Whichever option is marked below it ("III Приступ"); and a telephone belongs to the part it stands in."""
    assert callable(way)
    options = "".join(way(text, text == chosen) for text in CLUSTERS)
    options = f"<table>{options}</table>" if "<tr>" in options else options
    framed = [
        f"<p><b>{n} {head}</b></p>{part}" for n, (head, part) in zip(numbers, parts(options).items(), strict=True)
    ]
    rows = (("".join(framed),),) if one_cell else tuple((part,) for part in framed)

    got = judged(read_html(TITLE + table(*rows)))

    assert (got.cluster, got.findings) == (CLUSTERS[chosen], ())
    assert (got.answers["contact_name"], got.answers["contact_email"]) == ("Марко Марић", "marko@laktasi.example")
    assert (got.answers["official_email"], got.answers["official_phone"]) == ("info@laktasi.example", "+38751111222")
    assert got.answers["situation"] == "Стање је лоше."


def test_parts_in_frames_side_by_side_are_read_one_after_the_other() -> None:
    """A telephone below "Контакт" is the contact person's, though the office's stands left of it."""
    office = "<p>Ко се пријављује</p>" + table(("Општина", "Лакташи"), ("Телефон", "051/111-222"))
    contact = "<p>Контакт</p>" + table(("Име и презиме", "Марко Марић"), ("Телефон", "065/333-444"))

    got = judged(read_html(TITLE + table((office, contact), (table(("Партнери", "Школа")), "")))).answers

    assert (got["official_phone"], got["contact_phone"]) == ("+38751111222", "+38765333444")
    assert (got["contact_name"], got["partners"]) == ("Марко Марић", "Школа")
