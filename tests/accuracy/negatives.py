# ruff: noqa: E501 - sample wordings are best read whole
"""Papers that are not the form, however much they look like it."""

from __future__ import annotations

from collections.abc import Iterator

from accuracy.choices import FULL, SHORT
from accuracy.ooxml import cell, document, row, table, text_paragraph
from accuracy.paper import Case, Expected, Script, Shape
from accuracy.scripts import written
from corpora import DATA

_PAPERS: dict[str, tuple[str, ...]] = {
    "invoice": ("РАЧУН бр. 214/2021", "Назив: ЈУ Дом културе", "Адреса: Карађорђева 12, 78250 Лакташи", "Телефон: 051/532-100", "Е-пошта: dom@kultura.example", "Мјесто и датум: Лакташи, 10.09.2021.", "Укупно за уплату: 1.250,00 КМ", "Потпис и печат"),
    "agenda": ("ДНЕВНИ РЕД", "1. Отварање (начелник општине)", "2. Кластер учења: Мобилни теренски тимови", "3. Разно", "Контакт особа: Марко Марић, 065/123-456, marko@laktasi.example"),
    "other call": ("ПРИЈАВНИ ОБРАЗАЦ", "Јавни позив за суфинансирање пројеката енергетске ефикасности", "Назив општине: Лакташи", "Контакт особа: Марко Марић", "Телефон: 065/123-456", "Е-пошта: marko@laktasi.example", "Назив пројекта: Утопљавање вртића", "Износ: 25.000 КМ", "Мотивација: Вртић је стар.", "Датум: 10.09.2021."),
    "minutes": ("ЗАПИСНИК са састанка радне групе", "Присутни су разговарали о кластерима учења: дневни центри, мобилни теренски тимови, инклузивно управљање ризиком од катастрофа.", "Закључено је да се општина Лакташи пријави за кластер Мобилни теренски тимови.", "Контакт особа: Марко Марић", "Датум: 08.09.2021."),
    "letter": ("Поштовани,", "у прилогу достављамо пријаву општине Лакташи за кластер учења.", "С поштовањем,", "Марко Марић, контакт особа", "Телефон: 065/123-456", "Е-пошта: marko@laktasi.example"),
    "webinar": ("ПРИЈАВА ЗА ВЕБИНАР", "Назив општине: Лакташи", "Име и презиме: Марко Марић", "Функција: стручни сарадник", "Е-пошта: marko@laktasi.example", "Телефон: 065/123-456"),
    "evaluation": ("ЕВАЛУАЦИОНИ ОБРАЗАЦ", "Назив општине: Лакташи", "Кластер учења: Мобилни теренски тимови", "Име и презиме: Марко Марић", "Е-пошта: marko@laktasi.example", "Колико сте задовољни догађајем (1-5): 5"),
}  # fmt: skip
_LIST = ("Р.бр.", "Име и презиме", "Општина", "Функција", "Е-пошта", "Телефон")


def other_papers() -> Iterator[Case]:
    """Make papers of which none is the form."""
    for script in (Script.IJEKAVIAN, Script.LATIN, Script.PLAIN):
        for name, texts in _PAPERS.items():
            content = document(*(text_paragraph(written(text, script)) for text in texts))
            yield _case(name, script, content)
            yield _case(f"{name} in cells", script, _tabled([written(text, script) for text in texts]))
        yield _case("calendar", script, _calendar(script))
        yield _case("attendance", script, _attendance(script))
        yield _case("call", script, _call(script))


def _case(name: str, script: Script, content: bytes) -> Case:
    return Case(
        name=f"{name}, {script}",
        layout="no form",
        script=script,
        fill=name,
        content=content,
        expected=Expected(shape=Shape.OTHER),
    )


def _tabled(texts: list[str]) -> bytes:
    rows = (row(*(cell(text_paragraph(part)) for part in text.split(": ", 1))) for text in texts)
    return document(table(rows, 2))


def _calendar(script: Script) -> bytes:
    rows = [
        row(
            *(
                cell(text_paragraph(written(t, script)))
                for t in ("Друштвени приступ", "Регионални догађај размјене 1", "Домаћин")
            )
        )
    ]
    for serbian, _ in FULL.values():
        rows.append(row(*(cell(text_paragraph(written(t, script))) for t in (serbian, "21. октобар 2021.", "АЛВРС"))))
    return document(text_paragraph(written("Анекс 1 – Календар догађаја за кластере учења", script)), table(rows, 3))


def _attendance(script: Script) -> bytes:
    people = ("1.", "Марко Марић", "Лакташи", "сарадник", "marko@laktasi.example", "065/123-456")
    rows = [row(*(cell(text_paragraph(written(t, script))) for t in cells)) for cells in (_LIST, people)]
    title = text_paragraph(written("Листа учесника – кластер учења Мобилни теренски тимови", script))
    return document(title, table(rows, 6))


def _call(script: Script) -> bytes:
    text = (DATA / "call.md").read_text(encoding="utf-8")
    listed = [f"• {serbian}" for serbian, _ in SHORT.values()]
    return document(*(text_paragraph(written(one, script)) for one in [*text.splitlines(), *listed] if one.strip()))
