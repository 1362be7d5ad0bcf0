"""From a seed to a filled form and what the export should say of it."""

from __future__ import annotations

from random import Random

from accuracy import choices, printed, samples
from accuracy.choices import Marked, Pen, Way
from accuracy.municipalities import Place, place, units
from accuracy.paper import Expected, Item, Kind, Line, Paper, Script, Section, Span, Value, folded, line, lines, span
from accuracy.scripts import unaccented, written

STATEMENT_WAYS = ("box before", "box as answer", "word", "yes and no")
REQUIRED = ("cluster", "municipality", "contact_name", "contact_email")


class Filler:
    """Fills one form; *expected* grows with it."""

    def __init__(self, rnd: Random, script: Script, *, word: bool) -> None:
        self.pen = Pen(rnd, script)
        self.rnd = rnd
        self.script = script
        self.word = word
        self.answers: dict[str, Value] = {}
        self.ways: list[str] = []
        self.codes: set[str] = set()
        self.abroad = False

    # What is printed

    def said(self, pair: tuple[str, str]) -> str:
        """A printed text in the form's language; both where it is bilingual."""
        if self.script is Script.ENGLISH:
            return pair[1]
        if self.script is Script.BILINGUAL:
            return f"{pair[0]} / {pair[1]}"
        return written(pair[0], self.script)

    def label(self, name: str, pairs: tuple[tuple[str, str], ...]) -> tuple[str, str]:
        """A label as printed, with its English; sometimes mistyped, or with a star or a colon."""
        pair = pairs[0] if self.rnd.random() < 0.3 else self.rnd.choice(pairs)
        text = self.said(pair)
        chance = self.rnd.random()
        if chance < 0.06 and len(text) > 12 and self.script is not Script.BILINGUAL:
            at = self.rnd.randrange(4, len(text) - 2)
            text = text[:at] + text[at + 1] + text[at] + text[at + 2 :] if text[at : at + 2].isalpha() else text
            self.ways.append(f"label mistyped: {name}")
        elif chance < 0.12:
            text += " *"
        elif chance < 0.18:
            text = text.upper()
        return text, pair[1]

    # What is filled in

    def item(self, name: str, value: str, expected: Value, *, many: str = "") -> Item:
        """A question with its answer; *expected* is what the export holds."""
        label, english = self.label(name, printed.LABELS[many or name])
        hint = self.said(printed.HINTS[name]) if name in printed.HINTS and self.rnd.random() < 0.12 else ""
        if hint:
            self.ways.append(f"hint under {name}")
        self.answers[name] = expected
        return Item(field=name, label=label, label_en=english, lines=lines(value), hint=hint)

    def blank(self, name: str) -> Item:
        """A question left blank in one of the usual ways."""
        filler = self.rnd.choice(samples.BLANKS)
        self.ways.append(f"blank {name}: {filler!r}")
        return self.item(name, written(filler, self.script), None)

    def person(self) -> str:
        """A name."""
        return written(self.rnd.choice(samples.PEOPLE), self.script)

    def surname(self) -> str:
        """A name as addresses have it."""
        return unaccented(self.person().split()[-1]).lower().replace("-", ".")

    def prose(self) -> str:
        """A few sentences."""
        if self.script is Script.ENGLISH:
            return self.rnd.choice(samples.TEXTS_EN)
        return written(self.rnd.choice(samples.TEXTS), self.script)

    def email(self, local: str) -> tuple[str, str]:
        """An address as typed, and as kept."""
        host = unaccented(self.rnd.choice(units())["name_latn"]).lower().replace(" ", "")
        kept = f"{local}@{host}.example"
        shouted = kept.upper() if self.rnd.random() < 0.5 else kept.title()
        shapes = (kept, kept, kept, shouted, f"mailto:{kept}", f" {kept} ", f"<{kept}>", f"{kept};", f"{kept}.")
        return self.rnd.choice(shapes), kept

    def phone(self) -> tuple[str, str]:
        """A number as typed, and in E.164."""
        a = self.rnd.choice(("51", "52", "53", "55", "56", "57", "58", "65", "66"))
        b, c = f"{self.rnd.randint(211, 899)}", f"{self.rnd.randint(0, 999):03}"
        forms = [form for form in samples.MOBILE if form.startswith(("+387", "00387")) or not self.abroad]
        return self.rnd.choice(forms).format(a=a, b=b, c=c), f"+387{a}{b}{c}"

    def day(self) -> tuple[str, str]:
        """A date as typed, and in ISO 8601."""
        typed, kept = self.rnd.choice(samples.DATES_EN if self.script is Script.ENGLISH else samples.DATES)
        return written(typed, self.script), kept

    def text_of(self, name: str) -> Item:
        """Answer a question as its type asks."""
        match name:
            case "official_email" | "contact_email":
                return self.item(name, *self.email("info" if name.startswith("o") else self.surname()))
            case "official_phone" | "contact_phone":
                return self.item(name, *self.phone())
            case "head_name" | "contact_name" | "signatory":
                value = self.person()
            case "contact_position":
                value = written(self.rnd.choice(samples.POSITIONS), self.script)
            case "address":
                place = f"{self.rnd.choice(samples.STREETS)} {self.rnd.choice(units())['name_cyrl']}"
                value = written(place, self.script)
            case "website":
                value = f"www.{unaccented(self.rnd.choice(units())['name_latn']).lower().replace(' ', '')}.example"
            case "webinars" | "ecourses":
                value = written(self.rnd.choice(samples.TRAINING), self.script)
            case _:
                value = self.prose()
        return self.item(name, value, folded(value))

    def statement(self, name: str) -> Item:
        """A statement to agree with: its box before it, or a question with yes and no."""
        label, english = self.label(name, printed.STATEMENTS[name])
        yes = self.rnd.random() < 0.75
        self.answers[name] = yes
        on = self.rnd.choice(("☒", "☑", "[x]", "(X)"))
        off = {"[x]": "[ ]", "(X)": "( )"}.get(on, "☐")
        box = Span(on if yes else off, frozenset(), yes)
        words = self.rnd.choice(printed.YES_NO)
        da, ne = (written(word, self.script) for word in (words[2:] if self.script is Script.ENGLISH else words[:2]))
        way = self.way_of_statement()
        self.ways.append(f"{name}: {STATEMENT_WAYS[way]} {yes}")
        if way == 0:
            return Item(
                field=name, label=label, label_en=english, kind=Kind.STATEMENT, lines=((box, span(f" {label}")),)
            )
        answer: Line = (box,)
        if way == 2:
            answer = line(da if yes else ne)
        elif way == 3:
            other = Span(off if yes else on, frozenset(), not yes)
            answer = (box, span(f" {da}   "), other, span(f" {ne}"))
        return Item(field=name, label=label, label_en=english, lines=(answer,))

    def way_of_statement(self) -> int:
        """One of STATEMENT_WAYS."""
        return self.rnd.randrange(len(STATEMENT_WAYS))

    def members(self) -> Item:
        """A table of people, its columns in any order, some left out, rows to spare."""
        columns = ["name", *self.rnd.sample(["position", "institution", "email", "english"], self.rnd.randint(2, 4))]
        if self.rnd.random() < 0.3:
            self.rnd.shuffle(columns)
        label, english = self.label("members", printed.LABELS["members"])
        head = tuple(line(self.said(self.rnd.choice(printed.MEMBER_COLUMNS[c]))) for c in columns)
        kept = [{c: self._of_member(c) for c in columns} for _ in range(self.rnd.randint(0, 3))]
        numbered = self.rnd.random() < 0.4
        rows = [head, *(tuple(line(row[c]) for c in columns) for row in kept)]
        rows += [tuple(line(self.rnd.choice(("", "", "-"))) for _ in columns)] * (3 - len(kept))
        if numbered:
            first = self.said(("Р.бр.", "No."))
            rows = [(line(f"{at}." if at else first), *row) for at, row in enumerate(rows)]
        self.answers["members"] = tuple(kept) or None
        self.ways.append(f"members {len(kept)} {','.join(columns)}{' numbered' if numbered else ''}")
        return Item(field="members", label=label, label_en=english, kind=Kind.MEMBERS, pairs=tuple(rows))

    def _of_member(self, column: str) -> str:
        match column:
            case "name":
                return self.person()
            case "position":
                return written(self.rnd.choice(samples.POSITIONS[:4]), self.script)
            case "institution":
                return written(self.rnd.choice(samples.HOUSES), self.script)
            case "email":
                return self.email("clan")[1]
        return self.rnd.choice(("A2", "B1", "B2", "C1"))

    def signature(self) -> tuple[Item, ...]:
        """Place and date, in one or two questions, and the name of who signs."""
        town = written(self.rnd.choice([u for u in units() if " " not in u["name_cyrl"]])["name_cyrl"], self.script)
        typed, kept = self.day()
        if self.rnd.random() < 0.3:
            item = self.item("place", f"{town}, {typed}", town, many="place_date")
            self.answers["signed_on"] = kept
            return (item, *((self.text_of("signatory"),) if self.rnd.random() < 0.6 else ()))
        dated = (self.item("place", town, town), self.item("signed_on", typed, kept))
        return (*dated, *((self.text_of("signatory"),) if self.rnd.random() < 0.6 else ()))

    # The form

    def way_of_choice(self) -> Way:
        """How the cluster is chosen."""
        ways = choices.COMMON + (choices.WORD_ONLY if self.word else ())
        return self.rnd.choice(choices.RARE) if self.rnd.random() < 0.15 else self.rnd.choice(ways)

    def choice(self) -> tuple[tuple[Item, ...], Marked]:
        """The question of the cluster, that of the subgroup where the form asks it."""
        marked = self.way_of_choice()(self.pen, self.rnd.choice(choices.TARGETS))
        self.ways.insert(0, marked.way)
        label, english = self.label("cluster", printed.LABELS["cluster"])
        items = [
            Item(
                field="cluster", label=label, label_en=english, kind=Kind.CHOICE, lines=marked.lines,
                pairs=marked.pairs, allowed=marked.allowed,
            )
        ]  # fmt: skip
        if marked.approach_lines is not None:
            label, english = self.label("approach", printed.LABELS["approach"])
            items.append(
                Item(field="approach", label=label, label_en=english, kind=Kind.CHOICE, lines=marked.approach_lines)
            )
        return tuple(items), marked

    def municipality(self) -> tuple[Item, Place]:
        """The applicant's name, now and then left out."""
        if self.rnd.random() < 0.05:
            return self.blank("municipality"), Place("", None, "missing")
        found = place(self.pen)
        self.abroad = not (found.id or "srp").startswith(("srp", "fbih", "brc"))  # a local number is then another's
        item = self.item("municipality", found.written, folded(found.written))
        self.ways.append(f"municipality {found.written!r}")
        return item, found

    def asked(self, names: tuple[str, ...], share: float) -> tuple[Item, ...]:
        """Some of these questions, answered for the most part."""
        chosen = [n for n in names if n in REQUIRED or self.rnd.random() < share]
        return tuple(self.blank(n) if self.rnd.random() < self.blank_share(n) else self.text_of(n) for n in chosen)

    def blank_share(self, name: str) -> float:
        """How often a question is left blank."""
        return 0.04 if name in REQUIRED else 0.12

    def parts(self, chosen: tuple[Item, ...], unit: Item) -> dict[str, tuple[Item, ...]]:
        """The questions of each section, around those of the choice and of the applicant."""
        return {
            "choice": chosen,
            "unit": (unit, *self.asked(printed.SECTION_OF["unit"][1:], 0.6)),
            "contact": (
                *self.asked(printed.SECTION_OF["contact"][:-1], 0.8),
                *((self.members(),) if self.rnd.random() < 0.5 else ()),
            ),
            "before": self.asked(printed.SECTION_OF["before"], 0.4),
            "reasons": self.asked(printed.SECTION_OF["reasons"], 0.5),
            "end": (*(self.statement(n) for n in printed.STATEMENTS if self.rnd.random() < 0.6), *self.signature()),
        }

    def order(self) -> list[str]:
        """The order of the sections; the choice in the middle, as often as not."""
        order = list(printed.SECTIONS)
        if self.rnd.random() < 0.3:
            order.insert(self.rnd.randint(1, 4), order.pop(0))
        return order

    def heading(self, section: str) -> str:
        """What stands above a section."""
        return self.said(printed.SECTIONS[section])

    def fill(self) -> tuple[Paper, Expected]:
        """Make the form."""
        chosen, marked = self.choice()
        unit, found = self.municipality()
        parts = self.parts(chosen, unit)
        paper = Paper(
            script=self.script,
            sections=tuple(Section(heading=self.heading(s), items=parts[s]) for s in self.order() if parts[s]),
            title=self._title(),
            notes=self._some(printed.NOTES, 3),
            foot=self._some(printed.FEET, 2),
        )
        return paper, self._expected(marked, found)

    def _expected(self, marked: Marked, found: Place) -> Expected:
        missing = [n for n in REQUIRED[2:] if self.answers.get(n) is None]
        self.codes |= marked.codes | ({"field.missing"} if missing else set())
        status = "accepted"
        if missing or marked.cluster is None or found.code == "missing":
            status = "incomplete"
        if found.code == "review":
            status = "review"
        answers = {**self.answers, "cluster": marked.cluster, "approach": marked.approach}
        return Expected(
            status=status, cluster=marked.cluster, approach=marked.approach, municipality=found.id,
            answers={name: value for name, value in answers.items() if value is not None},
            codes=frozenset(self.codes), debatable=marked.debatable,
        )  # fmt: skip

    def _title(self) -> tuple[str, ...]:
        if self.script is Script.ENGLISH:
            return self.rnd.choice(printed.TITLES_EN)
        return tuple(written(text, self.script) for text in self.rnd.choice(printed.TITLES))

    def _some(self, texts: tuple[tuple[str, str], ...], most: int) -> tuple[str, ...]:
        return tuple(self.said(pair) for pair in self.rnd.sample(texts, self.rnd.randint(0, most)))
