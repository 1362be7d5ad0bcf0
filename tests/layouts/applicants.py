"""Invented applicants: what a filled form should give back."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, kw_only=True)
class Applicant:
    """What one municipality writes: *written* by field id, and what should be read from it."""

    municipality: str
    cluster: str
    approach: str | None = None
    written: Mapping[str, str] = field(default_factory=dict)
    expected: Mapping[str, object] = field(default_factory=dict)
    members: tuple[Mapping[str, str], ...] = ()


_TEXTS = {
    "sr": {
        "situation": "На подручју општине живи око 2.300 лица из рањивих група, од чега 410 особа са инвалидитетом.",
        "motivation": "Желимо да развијемо нову услугу и да је повежемо са постојећим службама.\nОчекујемо трајан модел рада.",
        "experience": "Од 2018. године пружамо помоћ у кући за 60 корисника.",
        "contact_position": "Виши стручни сарадник за друштвене дјелатности",
        "resources": "Двије просторије, једно возило и три запослена.",
        "partners": "Центар за социјални рад, удружење родитеља „Осмијех“",
    },
    "latn": {
        "situation": "Na području opštine živi oko 2.300 lica iz ranjivih grupa, od čega 410 osoba sa invaliditetom.",
        "motivation": "Želimo da razvijemo novu uslugu i da je povežemo sa postojećim službama.\nOčekujemo trajan model rada.",
        "experience": "Od 2018. godine pružamo pomoć u kući za 60 korisnika.",
        "contact_position": "Viši stručni saradnik za društvene djelatnosti",
        "resources": "Dvije prostorije, jedno vozilo i tri zaposlena.",
        "partners": "Centar za socijalni rad, udruženje roditelja „Osmijeh“",
    },
    "en": {
        "situation": "About 2,300 people from vulnerable groups live here, 410 of them persons with disabilities.",
        "motivation": "We want to build a new service and to connect it with the existing ones.\nWe expect a lasting model.",
        "experience": "Since 2018 we have provided home care to 60 people.",
        "contact_position": "Senior adviser for social affairs",
        "resources": "Two rooms, one vehicle and three employees.",
        "partners": "Centre for social work, the parents' association Osmijeh",
    },
}

_PLACES = (
    ("srp-laktasi", "Општина Лакташи", "Opština Laktaši", "Municipality of Laktaši", "laktasi"),
    ("srp-banja-luka", "Град Бања Лука", "Grad Banja Luka", "City of Banja Luka", "banjaluka"),
    ("srp-modrica", "Општина Модрича", "Opština Modriča", "Municipality of Modriča", "modrica"),
    ("srp-mrkonjic-grad", "Општина Мркоњић Град", "Opština Mrkonjić Grad", "Municipality of Mrkonjić Grad", "mrkonjicgrad"),
    ("srp-bijeljina", "Град Бијељина", "Grad Bijeljina", "City of Bijeljina", "bijeljina"),
    ("srp-nevesinje", "Општина Невесиње", "Opština Nevesinje", "Municipality of Nevesinje", "nevesinje"),
    ("srp-kotor-varos", "Општина Котор Варош", "Opština Kotor Varoš", "Municipality of Kotor Varoš", "kotorvaros"),
    ("srp-istocno-novo-sarajevo", "Општина Источно Ново Сарајево", "Opština Istočno Novo Sarajevo",
     "Municipality of Istočno Novo Sarajevo", "ins"),
    ("srp-ugljevik", "Општина Угљевик", "Opština Ugljevik", "Municipality of Ugljevik", "ugljevik"),
    ("srp-celinac", "Општина Челинац", "Opština Čelinac", "Municipality of Čelinac", "celinac"),
)  # fmt: skip
_PEOPLE = (
    ("Марија Јањић", "Marija Janjić"),
    ("Стојан Ђурић", "Stojan Đurić"),
    ("Љиљана Њежић", "Ljiljana Nježić"),
    ("Џенана Ковач", "Dženana Kovač"),
    ("Вукашин Ћосић", "Vukašin Ćosić"),
)
_CHOICES = (
    ("day-centre", None),
    ("awareness", None),
    ("mobile-teams", None),
    ("minorities", "minorities-forum"),
    ("minorities", "minorities-commissioner"),
    ("idrm", None),
)


def applicant(number: int, language: str) -> Applicant:
    """Return the invented applicant of that number, writing in *language* ("sr", "latn", "en")."""
    column = {"sr": 1, "latn": 2, "en": 3}[language]
    place = _PLACES[number % len(_PLACES)]
    person = _PEOPLE[number % len(_PEOPLE)][0 if language == "sr" else 1]
    head = _PEOPLE[(number + 2) % len(_PEOPLE)][0 if language == "sr" else 1]
    cluster, approach = _CHOICES[number % len(_CHOICES)]
    texts = _TEXTS[language]
    local = f"051/{123 + number % 800}-{456 + number % 500:03d}"
    written = {
        "municipality": place[column],
        "address": {"sr": "Карађорђева 56", "latn": "Karađorđeva 56", "en": "Karađorđeva 56"}[language] + ", 78250",
        "official_email": f"opstina@{place[4]}.example",
        "official_phone": local,
        "website": f"www.{place[4]}.example",
        "head_name": head,
        "contact_name": person,
        "contact_position": texts["contact_position"],
        "contact_email": f"kontakt{number}@{place[4]}.example",
        "contact_phone": f"065/{200 + number % 700}-{300 + number % 600:03d}",
        **{name: texts[name] for name in ("situation", "motivation", "experience", "resources", "partners")},
    }
    kept = {**written, "official_phone": _e164(local), "contact_phone": _e164(written["contact_phone"])}
    english = {"sr": "Б2", "latn": "B2", "en": "B2"}[language]
    member = {"name": person, "position": texts["contact_position"], "institution": place[column],
              "email": written["contact_email"], "english": english.replace("Б", "B")}  # fmt: skip
    return Applicant(
        municipality=place[0], cluster=cluster, approach=approach, written=written, expected=kept, members=(member,)
    )


def _e164(local: str) -> str:
    return "+387" + "".join(c for c in local if c.isdigit()).removeprefix("0")
