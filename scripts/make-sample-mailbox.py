"""Makes the sample mailbox of `intake demo` (intake/data/sample/*.eml): invented applicants, realistic mails.

Run from the project's root with PYTHONPATH=tests. The files are committed; run it again only to change them.
"""

from __future__ import annotations

import zipfile
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime
from io import BytesIO
from pathlib import Path
from zoneinfo import ZoneInfo

from docx import Document
from openpyxl import Workbook

from intake import config
from layouts import sheet_forms, word_forms
from layouts.applicants import Applicant, applicant
from layouts.own_form import own_docx, own_xlsx

ZONE = ZoneInfo("Europe/Sarajevo")
SAMPLE = Path("intake/data/sample")
DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
CALL = config.load_calls(config.load(Path("config.toml"), environ=None))[0]


@dataclass(frozen=True, kw_only=True)
class Mail:
    """One message of the sample."""

    name: str
    when: str  # local time of receipt
    sender: str  # "Name <address>"
    subject: str
    text: str
    files: tuple[tuple[str, str, bytes], ...] = ()  # name, type, content
    headers: tuple[tuple[str, str], ...] = ()
    return_path: str | None = None  # default: the sender's address
    build: Callable[[EmailMessage], None] | None = None


def written(mail: Mail) -> bytes:
    """Return the mail as the association's server delivers it."""
    when = datetime.fromisoformat(mail.when).replace(tzinfo=ZONE)
    address = mail.sender.rpartition("<")[2].rstrip(">")
    domain = address.rpartition("@")[2]
    message = EmailMessage(policy=SMTP)
    message["Return-Path"] = f"<{address if mail.return_path is None else mail.return_path}>"
    message["Received"] = f"from mail.{domain} by mx.alvrs.example with ESMTPS; {format_datetime(when)}"
    message["From"] = mail.sender
    message["To"] = "info@alvrs.com"
    message["Subject"] = mail.subject
    message["Date"] = format_datetime(when)
    message["Message-ID"] = f"<{mail.name}@{domain}>"
    for name, value in mail.headers:
        message[name] = value
    message.set_content(mail.text, cte="8bit")
    for name, kind, content in mail.files:
        main, sub = kind.split("/")
        message.add_attachment(content, maintype=main, subtype=sub, filename=name or None)
    if mail.build:
        mail.build(message)
    return message.as_bytes()


def word_form(layout: str, who: Applicant, language: str, style: str = "glyph boxes") -> bytes:
    """Return a filled Word form."""
    return word_forms.LAYOUTS[layout](who, language, style)


def without(who: Applicant, *fields: str) -> Applicant:
    """Return the applicant with these answers left blank."""
    return replace(who, written={**who.written, **dict.fromkeys(fields, "")})


def renamed(who: Applicant, municipality: str, domain: str) -> Applicant:
    """Return the applicant under another name, with its addresses in *domain*."""
    own = who.written["website"].removeprefix("www.")

    def moved(written: Mapping[str, str]) -> dict[str, str]:
        return {name: text.replace(own, domain) for name, text in written.items()}

    members = tuple({**moved(member), "institution": municipality} for member in who.members)
    return replace(who, written={**moved(who.written), "municipality": municipality}, members=members)


def zipped(name: str, content: bytes) -> bytes:
    """Return a zip with one file."""
    out = BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(zipfile.ZipInfo(name, (2021, 9, 6, 10, 0, 0)), content)
    return out.getvalue()


COVER = "Поштовани,\n\nу прилогу достављамо попуњен образац за пријаву.\n\nС поштовањем\n"
COVER_LATN = "Poštovani,\n\nu prilogu dostavljamo popunjen obrazac za prijavu.\n\nS poštovanjem\n"
COVER_EN = "Dear colleagues,\n\nplease find our application form attached.\n\nKind regards\n"


def applications() -> Iterator[Mail]:
    """Applications of every kind."""
    people = [applicant(n, "sr") for n in range(10)]
    latin = [applicant(n, "latn") for n in range(10)]
    form = own_docx(CALL, people[0])
    yield Mail(
        name="01-laktasi",
        when="2021-09-01 09:14:00",
        sender="Општина Лакташи <opstina@laktasi.example>",
        subject="Пријава за Кластер учења",
        text=COVER,
        files=(("Прилог 2.docx", DOCX, form),),
    )
    yield Mail(
        name="02-banja-luka",
        when="2021-09-02 11:40:12",
        sender="Grad Banja Luka <pisarnica@banjaluka.example>",
        subject="Prijava - klaster ucenja",
        text=COVER_LATN,
        files=(("Prilog_2_Banjaluka.docx", DOCX, word_form("two columns", latin[1], "latn")),),
    )
    yield Mail(
        name="04-modrica",
        when="2021-09-03 08:02:51",
        sender="Općinska služba <kontakt@modrica.example>",
        subject="Obrazac za prijavu",
        text=COVER_LATN,
        files=(("obrazac.xlsx", XLSX, sheet_forms.LAYOUTS["sheet, two columns"](latin[2], "latn")),),
    )
    yield Mail(
        name="05-mrkonjic-grad",
        when="2021-09-03 14:30:00",
        sender="Мркоњић Град <info@mrkonjicgrad.example>",
        subject="ПРИЈАВА",
        text=COVER,
        files=(("Prijava.docx", DOCX, word_form("numbered columns", people[3], "sr", "x before")),),
    )
    yield Mail(
        name="06-bijeljina",
        when="2021-09-06 10:11:09",
        sender="Bijeljina City <office@bijeljina.example>",
        subject="Application for the Learning Cluster",
        text=COVER_EN,
        files=(("Annex 2.docx", DOCX, word_form("colon paragraphs", applicant(4, "en"), "en", "square brackets")),),
    )
    yield Mail(
        name="07-nevesinje-two-clusters",
        when="2021-09-06 12:00:00",
        sender="Невесиње <opstina@nevesinje.example>",
        subject="Пријава за учешће у кластеру",
        text=COVER,
        files=(("Прилог 2.docx", DOCX, two_clusters(people[5])),),
    )
    yield Mail(
        name="08-kotor-varos-incomplete",
        when="2021-09-07 07:59:30",
        sender="Kotor Varoš <nacelnik@kotorvaros.example>",
        subject="Prijava za klaster učenja",
        text=COVER_LATN,
        files=(
            (
                "Prijava KV.docx",
                DOCX,
                word_form("underscores", without(latin[6], "contact_email", "contact_phone"), "latn"),
            ),
        ),
    )
    yield Mail(
        name="09-istocno-novo-sarajevo",
        when="2021-09-07 13:20:00",
        sender="Источно Ново Сарајево <opstina@ins.example>",
        subject="Образац за пријаву (Прилог 2)",
        text=COVER,
        files=(
            ("prijava.zip", "application/zip", zipped("Prilog 2.docx", word_form("four columns", people[7], "both"))),
        ),
    )
    yield Mail(
        name="10-ugljevik",
        when="2021-09-08 09:00:00",
        sender="Угљевик <kontakt@ugljevik.example>",
        subject="пријава",
        text=COVER,
        files=(("", "application/octet-stream", word_form("label above", people[8], "ekavian", "bold")),),
    )
    yield Mail(
        name="11-celinac-no-subgroup",
        when="2021-09-08 15:45:00",
        sender="Opština Čelinac <celinac@celinac.example>",
        subject="Prijava za Modele uključivanja manjina",
        text=COVER_LATN,
        files=(("Prijava.docx", DOCX, no_subgroup(latin[9])),),
    )
    yield Mail(
        name="12-laktasi-newer",
        when="2021-09-09 10:00:00",
        sender="Општина Лакташи <opstina@laktasi.example>",
        subject="Исправљена пријава за Кластер учења",
        text="Поштовани,\n\nдостављамо исправљен образац.\n",
        files=(("Прилог 2 исправљен.docx", DOCX, own_docx(CALL, newer(people[0]))),),
    )
    yield Mail(
        name="13-laktasi-again",
        when="2021-09-09 10:05:00",
        sender="Општина Лакташи <opstina@laktasi.example>",
        subject="Fwd: Пријава за Кластер учења",
        text="Шаљемо још једном, за сваки случај.\n",
        files=(("Прилог 2.docx", DOCX, form),),
    )
    yield Mail(
        name="14-trebinje-own-xlsx",
        when="2021-09-10 16:59:00",
        sender="Grad Trebinje <grad@trebinje.example>",
        subject="Prilog 2",
        text=COVER_LATN,
        files=(
            (
                "Prilog 2.xlsx",
                XLSX,
                own_xlsx(CALL, renamed(applicant(10, "latn"), "Grad Trebinje", "trebinje.example")),
            ),
        ),
    )
    yield Mail(
        name="15-derventa-last-minute",
        when="2021-09-13 23:58:40",
        sender="Дервента <grad@derventa.example>",
        subject="Пријава за кластер учења",
        text=COVER,
        files=(
            (
                "Прилог 2.docx",
                DOCX,
                word_form("option rows", renamed(applicant(11, "sr"), "Град Дервента", "derventa.example"), "sr"),
            ),
        ),
    )
    yield Mail(
        name="16-prnjavor-late",
        when="2021-09-14 08:31:00",
        sender="Prnjavor <opstina@prnjavor.example>",
        subject="Prijava za klaster",
        text=COVER_LATN,
        files=(
            (
                "Prijava Prnjavor.docx",
                DOCX,
                word_form("free text", renamed(applicant(12, "latn"), "Opština Prnjavor", "prnjavor.example"), "latn"),
            ),
        ),
    )
    yield Mail(
        name="17-laktasi-too-late",
        when="2021-09-15 09:00:00",
        sender="Општина Лакташи <opstina@laktasi.example>",
        subject="Допуна пријаве за кластер учења",
        text=COVER,
        files=(("Прилог 2 допуна.docx", DOCX, own_docx(CALL, newer(newer(people[0])))),),
    )


def doubtful() -> Iterator[Mail]:
    """Applications that a person must look at."""
    yield Mail(
        name="20-gacko-no-form",
        when="2021-09-06 09:30:00",
        sender="Општина Гацко <gacko@gacko.example>",
        subject="Пријава за кластер учења - Општина Гацко",
        text="Поштовани,\n\nпријављујемо се за кластер учења „Мобилни теренски тимови“. Образац достављамо накнадно.\n",
    )
    yield Mail(
        name="21-foca-unreadable",
        when="2021-09-08 11:11:00",
        sender="Foča <opstina@foca.example>",
        subject="Prijava za klaster učenja",
        text=COVER_LATN,
        files=(("Prilog 2.docx", DOCX, word_form("two columns", applicant(3, "latn"), "latn")[:6000]),),
    )
    yield Mail(
        name="22-csr-prijedor",
        when="2021-09-09 12:10:00",
        sender="ЦСР Приједор <csr@prijedor.example>",
        subject="Пријава за кластер",
        text=COVER,
        files=(
            (
                "Прилог 2.docx",
                DOCX,
                word_form(
                    "two columns",
                    renamed(applicant(2, "sr"), "ЈУ Центар за социјални рад Приједор", "prijedor.example"),
                    "sr",
                ),
            ),
        ),
    )
    yield Mail(
        name="23-tuzla",
        when="2021-09-10 08:00:00",
        sender="Grad Tuzla <grad@tuzla.example>",
        subject="Prijava za klaster učenja",
        text=COVER_LATN,
        files=(
            (
                "Prilog 2.docx",
                DOCX,
                word_form("two columns", renamed(applicant(1, "latn"), "Grad Tuzla", "tuzla.example"), "latn"),
            ),
        ),
    )
    yield Mail(
        name="24-blank",
        when="2021-09-10 10:20:00",
        sender="Општина Рибник <ribnik@ribnik.example>",
        subject="Пријава за кластер учења",
        text=COVER,
        files=(("Прилог 2.docx", DOCX, blank()),),
    )


def strangers() -> Iterator[Mail]:
    """Mail that is for no call and must not be answered."""
    yield Mail(
        name="30-newsletter",
        when="2021-09-02 06:00:00",
        sender="NALAS <newsletter@nalas.example>",
        subject="NALAS Newsletter: learning clusters start soon",
        text="This month: learning clusters, webinars.\n",
        headers=(
            ("List-Id", "NALAS news <news.nalas.example>"),
            ("Precedence", "bulk"),
            ("List-Unsubscribe", "<mailto:off@nalas.example>"),
        ),
        return_path="bounces@nalas.example",
    )
    yield Mail(
        name="31-out-of-office",
        when="2021-09-03 08:05:00",
        sender="Јелена Савић <jelena@modrica.example>",
        subject="Аутоматски одговор: Прилог 2",
        text="Одсутна сам до 15. септембра 2021. године.\n",
        headers=(("Auto-Submitted", "auto-replied"),),
        return_path="",
    )
    yield Mail(
        name="32-bounce",
        when="2021-09-04 10:00:00",
        sender="Mail Delivery System <mailer-daemon@mx.alvrs.example>",
        subject="Undelivered Mail Returned to Sender",
        text="I could not deliver your message to nobody@zvornik.example.\n",
        headers=(("Auto-Submitted", "auto-replied"),),
        return_path="",
    )
    yield Mail(
        name="33-question",
        when="2021-09-06 14:00:00",
        sender="Милан Кос <milan@sipovo.example>",
        subject="Питање о позиву",
        text="Поштовани,\n\nда ли је потребно овјерити образац печатом?\n\nХвала\n",
    )
    yield Mail(
        name="34-invoice",
        when="2021-09-07 09:00:00",
        sender="Књиговодство <racuni@dobavljac.example>",
        subject="Рачун 118/21",
        text="У прилогу је рачун за август.\n",
        files=(("racun.xlsx", XLSX, invoice()),),
    )
    yield Mail(
        name="35-minutes",
        when="2021-09-09 15:00:00",
        sender="Ана Лукић <ana@udruzenje.example>",
        subject="Записник са састанка",
        text="Записник је у прилогу.\n",
        files=(("Zapisnik.docx", DOCX, minutes()),),
    )


def two_clusters(who: Applicant) -> bytes:
    """Return a form in which two boxes are ticked."""
    document = Document(BytesIO(word_form("two columns", who, "sr")))
    second = document.tables[0].columns[1].cells[0].paragraphs[0].runs[0]
    second.text = second.text.replace("☐", "☒")
    return _saved(document)


def no_subgroup(who: Applicant) -> bytes:
    """Return a form that names the cluster of two approaches and neither of them."""
    document = Document(BytesIO(word_form("free text", who, "latn")))
    document.tables[0].rows[1].cells[1].text = "Modeli uključivanja manjina"
    return _saved(document)


def newer(who: Applicant) -> Applicant:
    """Return the applicant with another contact person."""
    number = sum(map(ord, who.written["contact_name"])) % 40 + 20
    other = applicant(number, "sr")
    kept = ("contact_name", "contact_phone")
    return replace(who, written={**who.written, **{name: other.written[name] for name in kept}})


def blank() -> bytes:
    """Return the form as it was sent out."""
    return own_docx(CALL, Applicant(municipality="", cluster="", written={}))


def invoice() -> bytes:
    """Return a workbook that is none of our business."""
    workbook = Workbook()
    for row in (["Рачун број", "118/21"], ["Датум", "31.8.2021."], ["Телефон", "051/000-000"], ["Износ", 240.5]):
        workbook.worksheets[0].append(row)
    return _saved(workbook)


def minutes() -> bytes:
    """Return a document that is none of our business."""
    document = Document()
    document.add_heading("Записник", 1)
    document.add_paragraph("Присутни: три члана. Тачка 1: кластери за учење, мобилни тимови. Без закључака.")
    return _saved(document)


def _saved(document: object) -> bytes:
    out = BytesIO()
    document.save(out)  # type: ignore[attr-defined]
    return out.getvalue()


def main() -> None:
    """Write every mail."""
    SAMPLE.mkdir(parents=True, exist_ok=True)
    for old in SAMPLE.glob("*.eml"):
        old.unlink()
    for mail in (*applications(), *doubtful(), *strangers()):
        (SAMPLE / f"{mail.name}.eml").write_bytes(written(mail))
        print(mail.name)


if __name__ == "__main__":
    main()
