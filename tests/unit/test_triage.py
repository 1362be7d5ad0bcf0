"""What becomes of a message, by what is in it and what the desk remembers; nothing here reads or writes."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from intake.data.loaded import load_gazetteer, load_machine_words
from intake.rules.entry import FormFile
from intake.rules.finding import Code
from intake.rules.forms.answers.answers import Answer
from intake.rules.forms.form.reader import FormReading
from intake.rules.judging.signs import signs_of_application
from intake.rules.judging.submission import Form, Submission, Unread
from intake.rules.judging.triage import Triage
from intake.rules.judging.verdict import Seen, Verdict
from intake.rules.letters.cases import case_of
from intake.rules.letters.letters import Case
from intake.rules.mail.headers import Headers
from intake.rules.mail.machine import Sign
from intake.rules.states import Outcome, Status
from samples.letters import RECEIVED, entry, letter, the_call
from samples.memory import Memory

DOMAIN = "ack.alvrs.example"
LETTER = f"<1@{DOMAIN}>"
SEEN = Seen(message="sha256:" + "1" * 64, received_at=RECEIVED)
TRIAGE = Triage((the_call(),), load_gazetteer(), own_message_id_domain=DOMAIN, machine_words=load_machine_words())
FILE = FormFile(name="Прилог 2.docx", sha256="f" * 64, kind="docx")
UNREAD = Unread(file=FILE, code=Code.FORM_ENCRYPTED, why="a password is needed")
NOTHING = Memory()
APPLIES = "Пријава за кластер учења"


def decide(memory: Memory = NOTHING, seen: Seen = SEEN, **parts: Any) -> Verdict:  # noqa: ANN401 - any field of Submission
    """Decide about a mail with these parts."""
    plain = Submission(headers=Headers(), sender="a@x.example", subject="", message_id=None, text="")
    return TRIAGE.decide(replace(plain, **parts), seen, memory)


def test_a_mail_that_says_that_it_applies_is_an_application_without_a_form() -> None:
    """The applicant hears that the form is missing; an unreadable one is named with its reason."""
    formless = decide(subject=APPLIES)
    assert (formless.outcome, formless.entry, formless.version) == (Outcome.APPLICATION, "LC21-0001", 1)
    assert [e.status for e in formless.entries] == [Status.NO_FORM]
    encrypted = decide(subject=APPLIES, unread=(UNREAD,))
    [made] = encrypted.entries
    assert (made.status, made.findings[0].code, made.form) == (Status.UNREADABLE, Code.FORM_ENCRYPTED, FILE)
    assert encrypted.about == ((made, None),)


def test_the_name_of_a_file_says_enough_where_it_cannot_be_read() -> None:
    """Many send nothing but "Prilog 2.pdf" without a word."""
    assert decide(unread=(UNREAD,)).outcome is Outcome.APPLICATION
    stranger = replace(UNREAD, file=replace(FILE, name="Записник.docx"))
    assert decide(unread=(stranger,)).outcome is Outcome.OTHER
    assert decide(subject="Образац за пријаву – Општина Гацко", unread=(stranger,)).outcome is Outcome.APPLICATION
    assert decide(subject="Образац за пријаву").outcome is Outcome.OTHER


@pytest.mark.parametrize(
    ("subject", "text", "name"),
    [
        ("Анекс 2", "Достављамо у прилогу.", "New Document(3).xlsx"),
        ("Општина Гацко", "Поштовани,\n\nшаљемо вам нашу пријаву.\n\nАна Анић", "документ.docx"),
        ("Kandidatura", "", "doc1.docx"),
        ("", "Please find our application attached.", "scan.pdf"),
        ("Прилози", "Прилог 2 и Прилог 3", "1.docx"),
        ("", "", "gacko_prijava.docx"),
    ],
)
def test_a_document_with_a_password_applies_where_a_word_says_so(subject: str, text: str, name: str) -> None:
    """Who sent a form that nobody can open must hear it: no application is passed over for want of more words."""
    for code in (Code.FORM_ENCRYPTED, Code.FORM_DAMAGED):
        unread = replace(UNREAD, code=code, file=replace(FILE, name=name))
        [made] = decide(subject=subject, text=text, unread=(unread,)).entries
        assert (made.status, made.findings[0].code) == (Status.UNREADABLE, code)


@pytest.mark.parametrize(
    ("subject", "text", "kind"),
    [
        ("Записник", "У прилогу је записник са састанка.", "docx"),
        ("Прилог 3", "Достављамо пријаву за вебинар.", "docx"),
        ("Питање", "Да ли се пријава шаље поштом?", "docx"),
        ("Пријава квара", "Слика у прилогу.", "image"),
    ],
)
def test_a_document_that_nobody_can_read_does_not_apply_by_itself(subject: str, text: str, kind: str) -> None:
    """What is about something else, or asks, is for a person; so is a photograph beside such a word."""
    stranger = replace(UNREAD, file=replace(FILE, name="документ.bin", kind=kind))
    assert decide(subject=subject, text=text, unread=(stranger,)).outcome is Outcome.OTHER


def test_a_picture_that_is_named_as_the_form_is_a_scan_however_small() -> None:
    """Who photographed the form hears that it is a picture, and not that there is none; a logo is no form."""
    picture = replace(FILE, name="Прилог 2.jpg", kind="image")

    [made] = decide(subject=APPLIES, others=(picture,)).entries
    assert (made.status, made.findings[0].code, made.form) == (Status.UNREADABLE, Code.FORM_UNSUPPORTED, picture)
    assert case_of(made) is Case.UNREADABLE  # and not a letter about types of files
    [made] = decide(subject=APPLIES, others=(replace(picture, name="logo.png"),)).entries
    assert made.status is Status.NO_FORM


def test_a_file_of_an_unknown_type_that_is_named_as_the_form_is_no_missing_form() -> None:
    """Its sender would look for what he has attached."""
    unknown = replace(FILE, name="Prilog 2.wps", kind="unknown")
    [made] = decide(others=(unknown,)).entries
    assert (made.status, made.findings[0].code, made.form) == (Status.UNREADABLE, Code.FORM_UNSUPPORTED, unknown)


def test_an_unreadable_file_known_byte_for_byte_is_a_duplicate_of_the_same_sender() -> None:
    """Nobody gets a second letter for pressing "send" twice; another sender of the file is another applicant."""
    known = entry(Status.UNREADABLE, municipality=None, sender="A@x.example", form=FILE)
    again = decide(Memory(entries=(known,)), subject=APPLIES, unread=(UNREAD,))
    assert (again.outcome, again.entry, again.entries) == (Outcome.DUPLICATE, known.entry, ())
    other = decide(Memory(entries=(known,)), subject=APPLIES, unread=(UNREAD,), sender="b@y.example")
    assert other.outcome is Outcome.APPLICATION


def test_a_picture_that_comes_with_every_mail_makes_no_duplicate_of_another_scan() -> None:
    """A large logo below the signature is the same in each; the form is the document beside it."""
    logo = replace(UNREAD, file=replace(FILE, name="image001.jpg", sha256="a" * 64, kind="image"))
    scan, other = (replace(UNREAD, file=replace(FILE, name="scan.pdf", sha256=one * 64, kind="pdf")) for one in "bc")
    [known] = decide(subject=APPLIES, unread=(logo, scan)).entries
    memory = Memory(entries=(known,))
    assert known.form == scan.file
    assert decide(memory, subject=APPLIES, unread=(logo, scan)).outcome is Outcome.DUPLICATE
    assert decide(memory, subject=APPLIES, unread=(logo, other)).outcome is Outcome.APPLICATION


def test_a_mail_without_a_form_is_known_by_its_message_id_and_its_sender() -> None:
    """Both together are no chance; one that brings a form is judged by its form alone."""
    mail_id = "<1@x.example>"
    [made] = decide(subject=APPLIES, message_id=mail_id).entries
    known = Memory(entries=(made,), mails=((made.message, mail_id),))
    again = decide(known, subject=APPLIES, message_id=mail_id)
    assert (again.outcome, again.why) == (Outcome.DUPLICATE, "same mail: LC21-0001 version 1")
    assert decide(known, replace(SEEN, truncated=True), subject=APPLIES, message_id=mail_id).entry == "LC21-0001"
    others: tuple[dict[str, Any], ...] = (
        {"message_id": None},
        {"message_id": "<2@x.example>"},
        {"sender": "b@x.example"},
    )
    for other in (*others, {"sender": ""}):
        parts: dict[str, Any] = {"subject": APPLIES, "message_id": mail_id, **other}
        assert decide(known, **parts).outcome is Outcome.APPLICATION
    assert decide(known, subject=APPLIES, message_id=mail_id, unread=(UNREAD,)).outcome is Outcome.APPLICATION


def test_two_mails_without_a_sender_are_not_of_the_same_applicant() -> None:
    """Nobody knows whose they are; the second would have no entry and no answer."""
    known = entry(Status.UNREADABLE, municipality=None, sender="", form=FILE)
    again = decide(Memory(entries=(known,)), subject=APPLIES, unread=(UNREAD,), sender="")
    assert again.outcome is Outcome.APPLICATION


@pytest.mark.parametrize("sign", [("Auto-Submitted", "auto-replied"), ("List-Id", "<a.example>")])
def test_a_machine_s_mail_without_a_form_is_never_an_application(sign: tuple[str, str]) -> None:
    """An out-of-office answer quotes our subject; a form that came with such headers is one all the same."""
    machine = decide(headers=Headers((sign,)), subject=APPLIES)
    assert machine.outcome is Outcome.AUTOMATIC
    assert machine.why
    assert decide(headers=Headers((sign,)), subject=APPLIES, unread=(UNREAD,)).outcome is Outcome.APPLICATION


def test_a_subject_in_a_machine_s_words_is_automatic_unless_a_form_came() -> None:
    """Out-of-office answers repeat the subject that asks for an answer."""
    subject = f"Automatic reply: {APPLIES}"
    headers = Headers((("Subject", subject), ("Return-Path", "<a@x.example>")))
    machine = decide(subject=subject, headers=headers)
    assert (machine.outcome, machine.why) == (Outcome.AUTOMATIC, f"Subject: {subject}")
    assert decide(subject=subject, headers=headers, unread=(UNREAD,)).outcome is Outcome.APPLICATION


def test_a_program_s_part_makes_a_mail_automatic_unless_a_form_came() -> None:
    """Answers to invitations bear the subject of the event, reports that of the letter."""
    for rule in ("invitation", "report"):
        notice = Sign(rule=rule, why="a part")
        machine = decide(subject=APPLIES, notice=notice)
        assert (machine.outcome, machine.why) == (Outcome.AUTOMATIC, f"{rule}: a part")
        reading = FormReading(call=the_call().id, score=5, reasons=())
        filled = replace(reading, answers={"address": Answer(field="address", value="Трг 1", evidence=())})
        assert decide(notice=notice, forms=(Form(file=FILE, reading=filled),)).outcome is Outcome.APPLICATION
        blank = decide(notice=notice, forms=(Form(file=FILE, reading=reading),)).outcome
        assert (blank is Outcome.AUTOMATIC) is (rule == "report"), "a call comes back with its form"


def test_what_comes_back_with_a_blank_form_or_one_that_cannot_be_read_is_automatic() -> None:
    """A call that goes to every municipality with its form comes back from some; filled in, it is an application."""
    reading = FormReading(call=the_call().id, score=5, reasons=())
    filled = replace(reading, answers={"address": Answer(field="address", value="Трг 1", evidence=())})
    report = ("Content-Type", "multipart/report; report-type=delivery-status")
    for returned in (report, ("Return-Path", "<>")):
        headers = Headers((returned,))
        assert decide(headers=headers, forms=(Form(file=FILE, reading=reading),)).outcome is Outcome.AUTOMATIC
        assert decide(headers=headers, forms=(Form(file=FILE, reading=filled),)).outcome is Outcome.APPLICATION
    assert decide(headers=Headers((report,)), subject=APPLIES, unread=(UNREAD,)).outcome is Outcome.AUTOMATIC
    person = Headers((("Return-Path", "<a@x.example>"),))
    assert decide(headers=person, forms=(Form(file=FILE, reading=reading),)).outcome is Outcome.APPLICATION


def test_answers_to_our_letters_are_tied_to_their_entry() -> None:
    """A person's reply is left to people, a bounce is shown with its letter."""
    memory = Memory(letters=(letter(message_id=LETTER, version=2),))
    referring = ("In-Reply-To", LETTER)
    person = decide(memory, headers=Headers((referring,)), subject=f"Re: {APPLIES}")
    assert (person.outcome, person.entry, person.version) == (Outcome.OTHER, "LC21-0007", 2)
    machine = decide(memory, headers=Headers((referring, ("Auto-Submitted", "auto-replied"))))
    assert (machine.outcome, machine.entry, machine.version) == (Outcome.AUTOMATIC, "LC21-0007", 2)
    forged = decide(Memory(), headers=Headers((referring,)), subject="Питање")
    assert (forged.outcome, forged.entry) == (Outcome.OTHER, None)


LOST = ("In-Reply-To", f"<{'0af1' * 8}@{DOMAIN}>")
"""A letter that a store of an older backup does not know."""


def test_a_reply_to_a_letter_that_the_store_has_lost_is_a_reply_all_the_same() -> None:
    """After an older backup was restored, thanks must not become an application by the words that they quote."""
    reply = decide(headers=Headers((LOST,)), subject=f"Re: {APPLIES}", text=f"Хвала.\n> {APPLIES}")
    assert (reply.outcome, reply.entry) == (Outcome.OTHER, None)
    assert reply.why == "reply to a letter of ours that is not in the store"
    made_up = decide(headers=Headers((("In-Reply-To", LETTER),)), subject=APPLIES)
    assert made_up.outcome is Outcome.APPLICATION, "no letter of ours has such an id"


def test_a_form_in_a_reply_to_a_lost_letter_is_an_application() -> None:
    """A file, or what stands in the text above the letter; what the letter lists is none."""
    answer = Answer(field="address", value="Трг 1", evidence=())
    reading = FormReading(call=the_call().id, score=9, reasons=(), answers={"address": answer})
    attached = Form(file=FILE, reading=reading)
    pasted = Form(file=FormFile(name="mail", sha256="a", kind="text"), reading=reading)
    outcomes = [
        decide(headers=Headers((LOST,)), forms=forms, above_letter=above).outcome
        for forms, above in (((attached,), None), ((pasted,), (pasted,)), ((pasted,), None), ((pasted,), ()))
    ]
    assert outcomes == [Outcome.APPLICATION, Outcome.APPLICATION, Outcome.APPLICATION, Outcome.OTHER]


def test_a_truncated_message_is_an_application_only_by_its_signs() -> None:
    """What was not fetched whole is not called damaged: it is too large."""
    seen = replace(SEEN, truncated=True)
    for parts in ({"subject": APPLIES}, {"unread": (replace(UNREAD, code=Code.FORM_DAMAGED),)}):
        [made] = decide(seen=seen, **parts).entries
        assert (made.status, [f.code for f in made.findings]) == (Status.UNREADABLE, [Code.FORM_TOO_LARGE])
    assert decide(seen=seen, subject="Слике").outcome is Outcome.QUARANTINED


def test_a_question_about_the_call_is_no_application() -> None:
    """A mail that only mentions the clusters may be a question."""
    for text in ("Питање о кластеру", "Када почиње кластер учења?", "Позив за кластер"):
        submission = Submission(headers=Headers(), sender="", subject=text, message_id=None, text="")
        assert signs_of_application(submission, the_call()) is None


ASKING = (
    "Поштовани, занима нас како се попуњава пријава за кластер учења? До када је рок?",
    "Да ли је још могуће послати пријаву за кластер учења?",
    "Hoće li se produžiti rok za prijavu za klaster učenja?",
    "Можете ли нам послати образац за пријаву за кластер учења?",
    "Имамо питање у вези са пријавом за кластер учења. Гдје се може наћи образац за пријаву за кластер?",
    "Овим путем повлачимо нашу пријаву за кластер учења.",
    "Одустајемо од пријаве за кластер учења о дневним центрима.",
    "Can we still send an application for the learning cluster?",
    "Билтен: отворен је јавни позив, пријавите се за кластер учења, пријава за кластер учења траје до 13. септембра.",
)


@pytest.mark.parametrize("text", ASKING)
def test_who_asks_or_takes_back_does_not_apply(text: str) -> None:
    """A question is a person's to answer; whoever took an application back would hear that the form is missing."""
    plain = Submission(headers=Headers(), sender="", subject="", message_id=None, text="")
    assert signs_of_application(replace(plain, text=text), the_call()) is None
    assert signs_of_application(replace(plain, subject=text), the_call()) is None
    attached = FormFile(name="Скен.pdf", sha256="f" * 64, kind="pdf")
    assert signs_of_application(replace(plain, text=text, others=(attached,)), the_call()) is not None
    assert signs_of_application(replace(plain, text=text, shared_at="drive.example"), the_call()) is not None
    both = replace(plain, subject="Пријава за кластер учења", text=text)
    assert signs_of_application(both, the_call()) == "subject: пријава за кластер"


@pytest.mark.parametrize(
    "text",
    [
        "Шаљемо пријаву за кластер учења; молимо јавите да ли је стигла.",
        "У прилогу је пријава за кластер учења, да ли је све у реду?",
        "Пријава бр. 12 за кластер учења.\n\nДа ли сте је примили?",
        "Пријава за кластер учења, јавите нам да ли је стигла.",
        "Пријава за кластер учења општине Гацко. За питања у вези са пријавом зовите Ану.",
        "Пријава за кластер учења је попуњена, молимо потврдите да ли је стигла.",
        "Ова локална самоуправа жели да се пријави за учешће у кластеру учења „Дневни центар“ по вашем позиву.",
        "Želimo da se prijavimo za klaster učenja.",
        "The municipality wishes to apply for the learning cluster on day-care centres.",
    ],
)
def test_who_wishes_to_apply_applies(text: str) -> None:
    """In whatever form the words stand."""
    submission = Submission(headers=Headers(), sender="", subject="Прилог 2", message_id=None, text=text)
    assert signs_of_application(submission, the_call()) is not None
