# ruff: noqa: E501 - sample wordings are best read whole
"""Every way of saying for which cluster one applies."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from random import Random
from typing import TypeAlias

from accuracy.paper import Ink, Line, Script, Span, line, span
from accuracy.scripts import written

Target: TypeAlias = tuple[str, str | None]

FULL: dict[Target, tuple[str, str]] = {
    ("day-centre", None): ("Оснивање дневног центра као породична и услуга заснована на заједници на локалном нивоу", "Day-care centres as family and community-based services at the local level"),
    ("awareness", None): ("Повећање свијести о људским правима, недискриминацији и инклузији на локалном нивоу", "Awareness raising on human rights, non-discrimination and inclusion at local level"),
    ("mobile-teams", None): ("Оснивање мобилних теренских тимова за пружање основних социјалних услуга за рањиве групе", "Mobile outreach teams for the provision of basic social services to vulnerable groups"),
    ("minorities", "minorities-forum"): ("Успостављање форума за социјални дијалог, приступ оријентисан ка људима", "Social Dialogue Forum, a people-oriented approach"),
    ("minorities", "minorities-commissioner"): ("Комесар за мањине, свеобухватни приступ који ствара друштвену кохезију", "Minority Commissioner, a comprehensive approach that creates social cohesion"),
    ("idrm", None): ("Инклузивно управљање ризиком од катастрофа за општине да благовремено одговоре на катастрофе и заштите угрожене групе", "Inclusive disaster risk management for municipalities to respond to disasters in time and to protect vulnerable groups"),
}  # fmt: skip
SHORT: dict[Target, tuple[str, str]] = {
    ("day-centre", None): ("Дневни центри", "Day-care centres"),
    ("awareness", None): ("Повећање свијести о људским правима", "Awareness raising"),
    ("mobile-teams", None): ("Мобилни теренски тимови", "Mobile outreach teams"),
    ("minorities", "minorities-forum"): ("Форум за социјални дијалог", "Social Dialogue Forum"),
    ("minorities", "minorities-commissioner"): ("Повјереник за мањине", "Minority Commissioner"),
    ("idrm", None): ("Инклузивно управљање ризиком од катастрофа", "Inclusive disaster risk management"),
}
PARENT: Target = ("minorities", None)
PARENT_NAME = ("Модели укључивања мањина", "Models for inclusion of minorities")

# Free wordings: cases, typing errors, capitals, part of the name, English where the form is Serbian.
FREE: dict[Target, tuple[str, ...]] = {
    ("day-centre", None): ("за дневни центар", "ДНЕВНИ ЦЕНТРИ", "Кластер за дневне центре", "Дневни цетри", "Day-care centres", "кластер 1 - дневни центар", "Оснивање Дневног Центра"),
    ("awareness", None): ("Подизање свијести", "кластер о повећању свијести о људским правима", "ПОВЕЋАЊЕ СВИЈЕСТИ О ЉУДСКИМ ПРАВИМА, НЕДИСКРИМИНАЦИЈИ И ИНКЛУЗИЈИ", "Awareness raising", "Повечање свијести о људским правима"),
    ("mobile-teams", None): ("Мобилних теренских тимова", "мобилни тимови", "Пријављујемо се за мобилне теренске тимове.", "Mobile outreach teams", "Мобилни теренки тимови", "Кластер: мобилни теренски тимови (домаћин АЛВРС)"),
    ("minorities", "minorities-forum"): ("Форум за социјални дијалог", "форума за социјални дијалог", "Модели укључивања мањина – Форум за социјални дијалог", "Social Dialogue Forum", "Модели укључивања мањина (форум за социјални дијалог)"),
    ("minorities", "minorities-commissioner"): ("Повјереник за мањине", "комесар за мањине", "повереника за мањине", "Модели укључивања мањина: повјереник за мањине", "Minority Commissioner"),
    ("idrm", None): ("ИНКЛУЗИВНО УПРАВЉАЊЕ РИЗИКОМ ОД КАТАСТРОФА", "Управљање ризицима од катастрофа", "инклузивног управљања ризиком од катастрофа", "Inclusive disaster risk management", "Инклузивно управљање ризиком од катастрофе"),
    PARENT: ("Модели укључивања мањина", "моделе укључивања мањина", "Модели за укључивање мањина", "Кластер модели укључивања мањина"),
}  # fmt: skip
UNKNOWN = ("кластер за туризам", "Пољопривреда и рурални развој", "Дигитализација општинских услуга", "Е-управа")


@dataclass(frozen=True, slots=True, kw_only=True)
class Marked:
    """How the question was answered, and what that means.

    *approach_lines* answer the question of the subgroup where the form asks it. *allowed* with *text* serve lists.
    """

    way: str
    lines: tuple[Line, ...] = ()
    pairs: tuple[tuple[Line, ...], ...] = ()
    allowed: tuple[str, ...] = ()
    approach_lines: tuple[Line, ...] | None = None
    cluster: str | None = None
    approach: str | None = None
    codes: frozenset[str] = frozenset()
    debatable: str = ""


@dataclass(frozen=True, slots=True)
class Pen:
    """The seed and the script that a form is filled with."""

    rnd: Random
    script: Script

    def word(self, pair: tuple[str, str]) -> str:
        """One of two wordings, in the form's script."""
        if self.script is Script.ENGLISH:
            return pair[1]
        if self.script is Script.BILINGUAL and self.rnd.random() < 0.7:
            return f"{pair[0]} / {pair[1]}"
        return written(pair[0], self.script)


TARGETS: tuple[Target, ...] = tuple(FULL)


def names(pen: Pen) -> dict[Target, str]:
    """The options as this form prints them, in an order of its own."""
    shown = FULL if pen.rnd.random() < 0.5 else SHORT
    order = list(TARGETS)
    if pen.rnd.random() < 0.4:
        pen.rnd.shuffle(order)
    found = {target: pen.word(shown[target]) for target in order}
    if pen.rnd.random() < 0.4:  # the approaches with the name of their cluster
        parent = pen.word(PARENT_NAME)
        found = {t: f"{parent} – {text}" if t[0] == "minorities" else text for t, text in found.items()}
    return found


GLYPHS = (
    ("☒", "☐"), ("☑", "☐"), ("✓", "☐"), ("✔", "□"), ("[x]", "[ ]"), ("[X]", "[ ]"), ("(x)", "( )"), ("X", ""), ("Х", ""), ("x", ""), ("■", "□"), ("✗", "☐"), ("[Х]", "[  ]"), ("⊠", "☐"), ("(X)", "(  )"),
)  # fmt: skip


def _box(glyphs: tuple[str, str], *, ticked: bool) -> Span:
    return Span(glyphs[0] if ticked else glyphs[1], frozenset(), ticked)


def _ticked(pen: Pen, chosen: Sequence[Target], draw: Callable[[Span, str], Line]) -> tuple[Line, ...]:
    glyphs = pen.rnd.choice(GLYPHS)
    return tuple(draw(_box(glyphs, ticked=target in chosen), text) for target, text in names(pen).items())


def before(pen: Pen, *chosen: Target) -> tuple[Line, ...]:
    """A box before each option."""
    gap = pen.rnd.choice((" ", "  ", "\t"))
    return _ticked(pen, chosen, lambda box, text: (box, span((gap if box.text else "") + text)))


def behind(pen: Pen, *chosen: Target) -> tuple[Line, ...]:
    """A box behind each option."""
    return _ticked(pen, chosen, lambda box, text: (span(text + " "), box))


def _pairs(pen: Pen, chosen: Target, *, last: bool) -> tuple[tuple[Line, ...], ...]:
    glyphs = pen.rnd.choice((*GLYPHS, ("ДА", "НЕ"), ("да", ""), ("+", ""), ("DA", "NE")))
    rows = ((line(text), (_box(glyphs, ticked=target == chosen),)) for target, text in names(pen).items())
    return tuple(row if last else row[::-1] for row in rows)


def _one(way: str, target: Target, **more: object) -> Marked:
    return replace(Marked(way=way, cluster=target[0], approach=target[1]), **more)  # type: ignore[arg-type]


def ticked_before(pen: Pen, target: Target) -> Marked:
    """☒ Option."""
    return _one("ticked before", target, lines=before(pen, target))


def ticked_behind(pen: Pen, target: Target) -> Marked:
    """Option ☒."""
    return _one("ticked behind", target, lines=behind(pen, target))


def cell_behind(pen: Pen, target: Target) -> Marked:
    """Option | X."""
    return _one("mark in next cell", target, pairs=_pairs(pen, target, last=True))


def cell_before(pen: Pen, target: Target) -> Marked:
    """X | Option."""
    return _one("mark in cell before", target, pairs=_pairs(pen, target, last=False))


def wingdings(pen: Pen, target: Target) -> Marked:
    """A symbol of the font Wingdings for the box."""
    on, off = pen.rnd.choice((("\uf0fe", "\uf0a8"), ("\uf0fd", "\uf06f"), ("\uf0fc", "\uf0a8")))
    lines = tuple(
        (Span(on if t == target else off, frozenset({Ink.WINGDINGS})), span(" " + text))
        for t, text in names(pen).items()
    )
    return _one("wingdings", target, lines=lines)


def only_left(pen: Pen, target: Target) -> Marked:
    """All other options were deleted."""
    return _one("only option left", target, lines=(line(names(pen)[target]),))


def others_struck(pen: Pen, target: Target) -> Marked:
    """All other options are struck through."""
    return _one(
        "others struck",
        target,
        lines=tuple(line(x, *(() if t == target else (Ink.STRIKE,))) for t, x in names(pen).items()),
    )


def inked(pen: Pen, target: Target) -> Marked:
    """One option is bold, underlined or highlighted."""
    ink = pen.rnd.choice((Ink.BOLD, Ink.UNDERLINE, Ink.HIGHLIGHT))
    debatable = "form alone says it: the interface is silent, forms.md asks for review" if ink is Ink.BOLD else ""
    lines = tuple(line(x, *((ink,) if t == target else ())) for t, x in names(pen).items())
    return _one(f"alone in {ink.name.lower()}", target, lines=lines, debatable=debatable)


def number(pen: Pen, target: Target) -> Marked:
    """The options are printed with numbers; a number is the answer."""
    options = names(pen)
    chosen = list(options).index(target) + 1
    said = pen.rnd.choice((f"{chosen}", f"{chosen}.", f"број {chosen}", f"под {chosen}"))
    printed = tuple(line(f"{at}. {text}") for at, text in enumerate(options.values(), 1))
    picked = pen.word(("Одабрани кластер (број)", "Selected cluster (number)"))
    return _one("number", target, lines=(*printed, line(f"{picked}: {said}")))


def ticked_and_struck(pen: Pen, target: Target) -> Marked:
    """One is ticked and the others are struck as well."""
    lines = tuple(
        (
            Span("☒" if t == target else "☐", frozenset(), t == target),
            span(f" {x}", *(() if t == target else (Ink.STRIKE,))),
        )
        for t, x in names(pen).items()
    )
    return _one("ticked and struck", target, lines=lines)


def drop_down(pen: Pen, target: Target) -> Marked:
    """A list in a control; elsewhere the option's whole wording typed in."""
    options = names(pen)
    return _one("drop-down", target, lines=(line(options[target]),), allowed=tuple(options.values()))


def free(pen: Pen, target: Target) -> Marked:
    """Typed in the applicant's own words."""
    text = written(pen.rnd.choice(FREE[target]), pen.script)
    return _one("free text", target, lines=(line(text),))


def parent_and_subgroup(pen: Pen, target: Target) -> Marked:
    """The cluster is ticked among five; the subgroup is a question of its own."""
    glyphs = pen.rnd.choice(GLYPHS[:7])
    five = {t: x for t, x in names(pen).items() if t[0] != "minorities"} | {PARENT: pen.word(PARENT_NAME)}
    parent = PARENT if target[0] == "minorities" else target
    lines = tuple((_box(glyphs, ticked=t == parent), span(f" {x}")) for t, x in five.items())
    inner = [t for t in TARGETS if t[0] == "minorities"]
    approach = tuple((_box(glyphs, ticked=t == target), span(f" {pen.word(SHORT[t])}")) for t in inner)
    return _one("parent and subgroup", target, lines=lines, approach_lines=approach)


def parent_only(pen: Pen, target: Target) -> Marked:
    """Only the cluster of two approaches is named."""
    del target
    text = written(pen.rnd.choice(FREE[PARENT]), pen.script)
    return _one("parent only", PARENT, lines=(line(text),), codes=frozenset({"approach.missing"}))


def approach_only(pen: Pen, target: Target) -> Marked:
    """The cluster is left blank; the subgroup says enough."""
    del target
    inner = [t for t in TARGETS if t[0] == "minorities"]
    chosen = pen.rnd.choice(inner)
    glyphs = pen.rnd.choice(GLYPHS[:7])
    approach = tuple((_box(glyphs, ticked=t == chosen), span(f" {pen.word(SHORT[t])}")) for t in inner)
    return _one("approach only", chosen, lines=(line(""),), approach_lines=approach)


def two(pen: Pen, target: Target) -> Marked:
    """Two are ticked."""
    other = pen.rnd.choice([t for t in TARGETS if t[0] != target[0]])
    return Marked(way="two ticked", lines=before(pen, target, other), codes=frozenset({"cluster.several"}))


def both_approaches(pen: Pen, target: Target) -> Marked:
    """Both approaches of the one cluster are ticked."""
    del target
    inner = [t for t in TARGETS if t[0] == "minorities"]
    return _one("both approaches", PARENT, lines=before(pen, *inner), codes=frozenset({"approach.several"}))


def none(pen: Pen, target: Target) -> Marked:
    """Nothing is ticked."""
    del target
    glyphs = pen.rnd.choice(GLYPHS[:7])
    lines = tuple((_box(glyphs, ticked=False), span(f" {text}")) for text in names(pen).values())
    return Marked(way="none ticked", lines=lines, codes=frozenset({"cluster.missing"}))


def contradictory(pen: Pen, target: Target) -> Marked:
    """The box says one thing and the sentence under it another."""
    other = pen.rnd.choice([t for t in TARGETS if t[0] != target[0]])
    said = pen.word(("Пријављујемо се за кластер", "We apply for the cluster"))
    lines = (*before(pen, target), line(f"{said}: {pen.word(SHORT[other])}"))
    return Marked(way="contradictory", lines=lines, codes=frozenset({"cluster.several"}))


def unknown(pen: Pen, target: Target) -> Marked:
    """Something that the call does not offer."""
    del target
    text = written(pen.rnd.choice(UNKNOWN), pen.script)
    return Marked(way="unknown", lines=(line(text),), codes=frozenset({"cluster.unknown"}))


Way = Callable[[Pen, Target], Marked]
COMMON: tuple[Way, ...] = (
    ticked_before, ticked_behind, cell_behind, cell_before, only_left, others_struck, inked, number, ticked_and_struck, drop_down, free, free, parent_and_subgroup,
)  # fmt: skip
RARE: tuple[Way, ...] = (parent_only, approach_only, two, both_approaches, none, contradictory, unknown)
WORD_ONLY: tuple[Way, ...] = (wingdings,)
