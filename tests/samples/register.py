"""Fifteen invented applications of one call, with their mails and letters, for the tests of the register."""

from __future__ import annotations

import csv
import tomllib
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

from intake.data import shipped
from intake.rules.call import Approach, Call, Cluster, Event, Field, FieldType, Host, Period, Text
from intake.rules.entry import Entry, FormFile, Letter, Message, Value
from intake.rules.finding import Code, Evidence, Finding
from intake.rules.register.frame import Frame, Records
from intake.rules.register.register import compose
from intake.rules.register.sheets import RegisterContent
from intake.rules.states import LetterState, Outcome, Status
from intake.rules.wording import Wording, parse

ZONE = ZoneInfo("Europe/Sarajevo")
SERBIA, BOSNIA = Text(sr="Србија", en="Serbia"), Text(sr="Босна и Херцеговина", en="Bosnia and Herzegovina")
SECTION = Text(sr="Контакт особа", en="Contact person")


def text(sr: str, en: str) -> Text:
    """Shorten the writing of a text in both languages."""
    return Text(sr=sr, en=en)


def wording() -> Wording:
    """Return the catalogue that ships with the program."""
    return parse(tomllib.loads(shipped("wording.toml").read_text(encoding="utf-8")))


def municipalities() -> dict[str, Text]:
    """Return the names of the municipalities of Republika Srpska by id."""
    with Path(shipped("municipalities.csv")).open(encoding="utf-8", newline="") as lines:
        return {row["id"]: text(row["name_cyrl"], row["name_latn"]) for row in csv.DictReader(lines)}


def economies() -> dict[str, str]:
    """Return the economies of the municipalities of Republika Srpska, and of one of Serbia, by id."""
    return dict.fromkeys(municipalities(), BOSNIA.en) | {"srb-ada": SERBIA.en}


_MEMBER = tuple(
    Field(id=field_id, label=text(sr, en), type=FieldType.TEXT)
    for field_id, sr, en in (("name", "Име", "Name"), ("position", "Функција", "Position"), ("email", "Мејл", "E-mail"))
)


def _field(field_id: str, sr: str, en: str, kind: FieldType = FieldType.TEXT, *, section: Text | None = None) -> Field:
    required = field_id in {"contact_name", "contact_email"}
    inside = field_id in {"cluster", "municipality", "signed_on"}
    columns = _MEMBER if kind is FieldType.TABLE else ()
    return Field(
        id=field_id,
        label=text(sr, en),
        type=kind,
        required=required,
        for_hosts=not inside,
        section=section,
        columns=columns,
    )


CALL = Call(
    id="clusters-2021",
    prefix="LC21",
    title=text("Кластери учења о друштвеним приступима", "Learning clusters on social approaches"),
    address="info@example.org",
    zone=ZONE,
    deadline=datetime(2021, 9, 13, 23, 59, 59, tzinfo=ZONE),
    deadline_day=date(2021, 9, 13),
    form=("Прилог 2",),
    form_title=text("Образац за пријаву", "Application form"),
    clusters=(
        Cluster(
            id="day-centre",
            title=text("Дневни центри", "Day-care centres"),
            short=text("Дневни центри", "Day-care centres"),
            hosts=("SCTM",),
            events=(
                Event(
                    id="ree1",
                    title=text("Први регионални догађај", "First regional event"),
                    starts=date(2021, 9, 28),
                    ends=date(2021, 9, 28),
                    online=True,
                ),
            ),
        ),
        Cluster(
            id="awareness",
            title=text("Повећање свијести", "Awareness raising"),
            short=text(
                "Повећање свијести о људским правима, недискриминацији и инклузији",
                "Awareness raising on human rights, non-discrimination and inclusion",
            ),
            hosts=("SCTM",),
        ),
        Cluster(
            id="mobile-teams",
            title=text("Мобилни теренски тимови", "Mobile outreach teams"),
            short=text("Мобилни теренски тимови", "Mobile outreach teams"),
            hosts=("ALVRS", "SOGFBiH"),
        ),
        Cluster(
            id="minorities",
            title=text("Модели укључивања мањина", "Models for inclusion of minorities"),
            short=text("Модели укључивања мањина", "Models for inclusion of minorities"),
            hosts=("ALVRS",),
            approaches=(
                Approach(
                    id="minorities-forum",
                    title=text("Форум за социјални дијалог", "Social Dialogue Forum"),
                    short=text("Форум за социјални дијалог", "Social Dialogue Forum"),
                    periods=(
                        Period(
                            id="conceptualisation",
                            title=text("Концептуализација", "Conceptualisation"),
                            starts=date(2021, 10, 13),
                            ends=date(2021, 11, 2),
                            guessed=True,
                        ),
                    ),
                ),
                Approach(
                    id="minorities-commissioner",
                    title=text("Повјереник за мањине", "Minority Commissioner"),
                    short=text("Повјереник за мањине", "Minority Commissioner"),
                ),
            ),
        ),
        Cluster(
            id="idrm",
            title=text("Инклузивно управљање ризиком од катастрофа", "Inclusive disaster risk management"),
            short=text("Инклузивно управљање ризиком од катастрофа", "Inclusive disaster risk management"),
            hosts=("SCTM",),
        ),
    ),
    hosts=(
        Host(id="ALVRS", title=text("Савез општина и градова РС", "Association of RS"), economy=BOSNIA),
        Host(id="SOGFBiH", title=text("Савез опћина и градова ФБиХ", "Association of FBiH"), economy=BOSNIA),
        Host(id="SCTM", title=text("Стална конференција градова и општина", "Standing Conference"), economy=SERBIA),
    ),
    fields=(
        _field("cluster", "Кластер учења (означити само један)", "Learning cluster (mark one)", FieldType.CHOICE),
        _field("municipality", "Назив општине, односно града", "Municipality or city", FieldType.MUNICIPALITY),
        _field("head_name", "Име и презиме начелника", "Name of the head"),
        _field("contact_name", "Контакт особа", "Contact person", section=SECTION),
        _field("contact_email", "Е-пошта контакт особе", "E-mail of the contact person", FieldType.EMAIL),
        _field("contact_phone", "Телефон контакт особе", "Telephone of the contact person", FieldType.PHONE),
        _field("members", "Чланови кластера", "Cluster members", FieldType.TABLE),
        _field("motivation", "Разлози за пријаву", "Reasons for applying", FieldType.LONG_TEXT, section=SECTION),
        _field("commitment", "Изјава о учешћу", "Commitment to take part", FieldType.CHECKBOX),
        _field("signed_on", "Датум", "Date", FieldType.DATE),
    ),
    economies=(SERBIA, BOSNIA),
)

_MISSING = Finding(code=Code.FIELD_MISSING, field="contact_email")
_FORUM = ("minorities", "minorities-forum")
_CASES: tuple[tuple[str | None, str, tuple[str | None, str | None], Status, tuple[Finding, ...]], ...] = (
    ("srp-laktasi", "Opština Laktaši", _FORUM, Status.ACCEPTED, ()),
    ("srp-bijeljina", "Град Бијељина", ("day-centre", None), Status.ACCEPTED, ()),
    ("srp-doboj", "Grad Doboj", ("mobile-teams", None), Status.INCOMPLETE, (_MISSING,)),
    (
        "srp-foca",
        "Општина Фоча",
        ("minorities", None),
        Status.ACCEPTED,
        (Finding(code=Code.APPROACH_MISSING, field="cluster"),),
    ),
    ("srp-prijedor", "Град Приједор", ("awareness", None), Status.ACCEPTED, ()),
    ("srp-trebinje", "Град Требиње", ("day-centre", None), Status.ACCEPTED, ()),
    (
        None,
        "Центар за социјални рад Модрича",
        ("mobile-teams", None),
        Status.REVIEW,
        (
            Finding(
                code=Code.MUNICIPALITY_NOT_LSG,
                field="municipality",
                evidence=(
                    Evidence(part="Prilog 2.docx", place="table 1, row 3", written="Центар за социјални рад Модрича"),
                ),
            ),
        ),
    ),
    ("srp-gradiska", "Grad Gradiška", ("mobile-teams", None), Status.ACCEPTED, ()),
    (
        "srp-derventa",
        "Општина Дервента",
        (None, None),
        Status.INCOMPLETE,
        (Finding(code=Code.CLUSTER_SEVERAL, details=(("clusters", "day-centre,mobile-teams"),)),),
    ),
    ("srp-zvornik", "Град Зворник", ("minorities", "minorities-commissioner"), Status.ACCEPTED, ()),
    (
        None,
        "",
        (None, None),
        Status.UNREADABLE,
        (Finding(code=Code.FORM_ENCRYPTED, details=(("file", "Prilog 2 - potpisano.docx"),)),),
    ),
    ("srp-teslic", "Општина Теслић", ("mobile-teams", None), Status.ACCEPTED, ()),
    ("srp-prnjavor", "Grad Prnjavor", _FORUM, Status.ACCEPTED, ()),
    (None, "", (None, None), Status.NO_FORM, (Finding(code=Code.FORM_MISSING),)),
    ("srp-rogatica", "Општина Рогатица", ("day-centre", None), Status.LATE, (Finding(code=Code.LATE),)),
)
_MOTIVATION = "Општина већ пружа услугу помоћи у кући за стара лица и жели да је прошири на удаљена села. " * 3


def _answers(at: int) -> dict[str, Value]:
    return {
        "head_name": f"Петар Петровић {at}",
        "contact_name": f"Марија Марковић {at}",
        "contact_email": None if at == 3 else f"kontakt{at}@opstina{at}.example",
        "contact_phone": f"+38751{123400 + at}",
        "members": ({"name": "Ана Анић", "position": "сарадник", "email": "ana@example.org"},),
        "motivation": _MOTIVATION,
        "commitment": True,
        "signed_on": "2021-09-10",
    }


def entry(at: int) -> Entry:
    """Return the invented application of that number, from 1."""
    municipality, written, (cluster, approach), status, findings = _CASES[(at - 1) % len(_CASES)]
    return Entry(
        entry=f"LC21-{at:04}",
        version=1,
        call=CALL.id,
        status=status,
        received_at=datetime(2021, 9, 1, 7, 14, tzinfo=UTC) + timedelta(hours=21 * at),
        sender=f"pisarnica@opstina{at}.example",
        message=f"sha256:{at:064}",
        municipality=municipality,
        municipality_written=written,
        cluster=cluster,
        approach=approach,
        answers=_answers(at),
        findings=findings,
        form=FormFile(name="Прилог 2.docx", sha256="0" * 64, kind="docx"),
    )


def message(one: Entry, outcome: Outcome = Outcome.APPLICATION, why: str | None = None) -> Message:
    """Return the mail that *one* came in."""
    return Message(
        message=one.message,
        received_at=one.received_at,
        sender=one.sender,
        subject=f"Пријава за кластер учења – {one.municipality_written}",
        outcome=outcome,
        entry=one.entry,
        version=one.version,
        why=why,
    )


def letter(one: Entry, state: LetterState = LetterState.SENT, why: str | None = None) -> Letter:
    """Return the letter that answers *one*."""
    return Letter(
        message_id=f"<{one.entry}@ack.example.org>",
        message=one.message,
        entry=one.entry,
        version=one.version,
        to=one.sender,
        template=str(one.status),
        state=state,
        why=why,
        content=b"",
        created_at=one.received_at,
    )


def records(*entries: Entry) -> Records:
    """Return *entries* with a mail and a sent letter each, and the links to them."""
    letters = tuple(letter(one) for one in entries)
    return Records(
        entries=entries,
        messages=tuple(message(one) for one in entries),
        letters=letters,
        mail_links={one.message: f"var/archive/{one.message[7:9]}/{one.message[7:]}.eml" for one in entries},
        letter_links={one.message_id: f"outbox/sent/{one.entry}.eml" for one in letters},
    )


def frame() -> Frame:
    """Return what the sample is told by."""
    as_of = datetime(2021, 9, 14, 6, 0, tzinfo=UTC)
    return Frame(
        calls=(CALL,),
        municipalities=municipalities(),
        economies=economies(),
        wording=wording(),
        zone=ZONE,
        as_of=as_of,
    )


def content(count: int = 15) -> RegisterContent:
    """Return the register of the first *count* applications."""
    return compose(records(*map(entry, range(1, count + 1))), frame())
