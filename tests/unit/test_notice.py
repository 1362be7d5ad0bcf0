"""The mails to staff: their words in every case, their headers, and that they are marked as a machine's."""

from __future__ import annotations

import re
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default
from html.parser import HTMLParser
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from intake.data import shipped
from intake.replies.templates import LetterError
from intake.rules.finding import Code
from intake.rules.health import AlarmCode
from intake.rules.judging.returned import concerns_staff_mail
from intake.rules.mail.autoreply import Suppress, automatic, may_answer
from intake.rules.mail.headers import Headers
from intake.rules.notice import Notice, NoticeState
from intake.rules.script import is_mixed
from intake.rules.staff.alarms import AlarmNews
from intake.rules.staff.digest import Digest
from intake.rules.staff.sample import sample_alarms, sample_digests
from intake.rules.states import Status
from samples.letters import LANGUAGES, finding
from samples.staff import DAY, MORNING, application, digest_of, message_of, notice_writer

NOTICER = notice_writer()
TO = "pisarnica@alvrs.example"
DOMAIN = "ack.alvrs.example"
WORD = re.compile(r"[^\W\d_]+")
CYRILLIC = re.compile("[\u0400-\u04ff]")
EKAVIAN = re.compile(r"\b(пре|после|где|овде|следећ\w*|време|решењ\w*|захтев\w*|провер\w*|измен\w*)\b", re.IGNORECASE)
STRANGE = st.text(st.one_of(st.characters(exclude_categories=["Cs"]), st.sampled_from('„“”"<>&{}%\r\n')), max_size=60)
SAMPLES = tuple(sample_digests(MORNING))
ALARMS = tuple(sample_alarms(MORNING))


def parsed(notice: Notice) -> EmailMessage:
    """Read a mail as a mail program does."""
    message = message_from_bytes(notice.content, policy=default)
    assert isinstance(message, EmailMessage)
    assert message.defects == []
    return message


def written(digest: Digest) -> EmailMessage:
    """Write a digest."""
    return parsed(NOTICER.digest(digest, about="digest 2021-09-10", to=TO))


def in_one_line(text: str) -> str:
    """Undo the wrapping."""
    return " ".join(text.split())


def test_a_mail_to_staff_says_that_a_machine_wrote_it_and_answers_nobody() -> None:
    """RFC 3834, 5: auto-generated. One recipient each, and both texts."""
    notice = NOTICER.digest(digest_of(application(1)), about="digest 2021-09-10", to=TO)
    mail = parsed(notice)
    assert notice.state is NoticeState.WAITING
    assert (mail["To"], mail["Auto-Submitted"], mail["X-Loop"]) == (TO, "auto-generated", "info@alvrs.example")
    assert mail["Date"].datetime == MORNING
    assert mail["Message-ID"] == notice.message_id
    assert notice.message_id.endswith(f"@{DOMAIN}>")
    assert "In-Reply-To" not in mail
    assert [part.get_content_type() for part in mail.walk()] == ["multipart/alternative", "text/plain", "text/html"]
    for part in mail.iter_parts():
        assert "Лакташи" in part.get_content()
        assert "Laktaši" in part.get_content()


def test_each_recipient_and_each_occasion_has_a_mail_of_its_own() -> None:
    """The same digest is the same bytes again; nobody else's."""
    digest = digest_of(application(1))
    named = [("digest 2021-09-10", TO), ("digest 2021-09-10", "b@alvrs.example"), ("digest 2021-09-11", TO)]
    mails = [NOTICER.digest(digest, about=about, to=to) for about, to in named]
    assert len({mail.message_id for mail in mails}) == 3
    assert NOTICER.digest(digest, about="digest 2021-09-10", to=TO) == mails[0]


@pytest.mark.parametrize(
    ("digest", "subject"),
    [
        (
            digest_of(application(1), application(2, Status.REVIEW)),
            "Пријаве 10. 9.: 2 нове, чека вас 1 / Applications: 2 new, 1 for you",
        ),
        (
            digest_of(application(1, Status.SUPERSEDED), application(1, version=2), old=[message_of(1)]),
            "Пријаве 10. 9.: 1 измијењена / Applications: 1 changed",
        ),
        (
            digest_of(application(1), old=[message_of(1)], at=MORNING - 4 * DAY),
            "Рок за 7 дана, пријаве 6. 9. / 7 days left, applications",
        ),
        (
            digest_of(*(application(n) for n in range(1, 6)), at=MORNING + 3 * DAY),
            "Данас истиче рок, пријаве 13. 9.: 5 нових / Last day, applications: 5 new",
        ),
    ],
)
def test_the_subject_says_whether_to_open_it(digest: Digest, subject: str) -> None:
    """On a phone it is often all that is read."""
    assert written(digest)["Subject"] == subject


def test_the_deadline_is_counted_in_words() -> None:
    """A wrong plural is the mistake by which a machine is known."""
    said = {
        left: in_one_line(NOTICER.text(digest=digest_of(at=MORNING + (3 - left) * DAY))) for left in (-1, 0, 1, 2, 7)
    }
    assert "До рока за пријаву, 13. септембра 2021. године, остало је 7 дана." in said[7]
    assert "остала су 2 дана." in said[2]
    assert "остао је 1 дан." in said[1]
    assert "1 day left to the deadline" in said[1]
    assert "Данас је посљедњи дан рока за пријаву." in said[0]
    assert "Рок за пријаву истекао је 13. септембра 2021. године." in said[-1]


def test_a_special_day_without_applications_says_that_nobody_has_applied() -> None:
    """It is the news of that day."""
    text = NOTICER.text(digest=digest_of(at=MORNING + 3 * DAY))
    assert "Још се нико није пријавио." in text
    assert "Nobody has applied yet." in text
    assert "КО ЈОШ МОЖЕ" not in text


def test_what_is_to_be_done_stands_before_what_is_new() -> None:
    """A short mail: what waits for somebody comes first, with what is wrong and who can be asked."""
    incomplete = application(2, Status.INCOMPLETE, finding(Code.FIELD_MISSING, "contact_email"))
    text = NOTICER.text(digest=digest_of(application(1), incomplete, application(3, Status.REVIEW)))
    assert text.index("ЧЕКА ВАС (1)") < text.index("НОВО (3)") < text.index("ЧЕКА СЕ НА ПОДНОСИОЦЕ (1)")
    assert "Није попуњено: Е-пошта контакт особе." in text
    assert text.count("Not filled in: E-mail of the contact person.") == 1, "said once in a language"
    assert max(map(len, text.splitlines())) <= 78


@pytest.mark.parametrize("digest", SAMPLES)
def test_every_digest_can_be_written_and_each_language_keeps_its_script(digest: Digest) -> None:
    """A word that is missing for one task would fail on the day that it is needed."""
    serbian, english = (notice_writer(languages=[one]).text(digest=digest) for one in LANGUAGES)
    assert [word for word in WORD.findall(serbian) if is_mixed(word)] == []
    assert EKAVIAN.findall(serbian) == []
    assert CYRILLIC.findall(english) == []
    assert "None" not in WORD.findall(serbian + english)
    assert written(digest)


@pytest.mark.parametrize("news", ALARMS, ids=lambda news: f"{news.code} {'over' if news.until else 'begun'}")
def test_every_alarm_has_words_of_its_own_and_an_end(news: AlarmNews) -> None:
    """What it is, what to do, since when; and when it is over, that nothing is left to do."""
    mail = parsed(NOTICER.alarm(news, to=TO, at=MORNING))
    assert f": {news.code}" not in mail["Subject"], "a code is for machines"
    assert ("престало" in mail["Subject"]) == bool(news.until)
    text = in_one_line(NOTICER.text(news=news))
    assert "10. септембра 2021. године у 07:30 часова" in text
    assert bool(re.search("intake (check|login|outbox|quarantine|status)", text)) == (news.until is None), (
        "the colleague at the server is told which command"
    )
    assert NOTICER.html(news=news)


def test_the_samples_have_every_alarm_that_there_is() -> None:
    """`intake check` promises that no template is at fault."""
    assert {news.code for news in ALARMS} == set(AlarmCode)


@given(STRANGE, STRANGE)
def test_a_strangers_text_is_only_text(municipality: str, answer: str) -> None:
    """No tag and no link in a digest comes from an application."""
    unknown = finding(Code.MUNICIPALITY_UNKNOWN, written=answer)
    one = application(1, Status.REVIEW, unknown, municipality=None, municipality_written=municipality, sender=answer)
    tags = _tags(NOTICER.html(digest=digest_of(one)))
    plain = _tags(NOTICER.html(digest=digest_of(application(1, Status.REVIEW, finding(Code.LATE)))))
    assert set(tags) <= set(plain)
    assert "a" not in tags


def _tags(html: str) -> list[str]:
    seen: list[str] = []

    class Tags(HTMLParser):
        def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
            seen.append(tag)
            assert not {name for name, _ in attrs} & {"href", "src"}

    Tags().feed(html)
    return seen


def test_both_languages_have_the_same_words() -> None:
    """A macro that one language lacks would fail in that language only."""
    words = [(shipped("templates") / "staff" / one / "words.j2").read_text(encoding="utf-8") for one in LANGUAGES]
    sr, en = (re.findall(r'macro (\w+)\(|^    "([\w-]+)": \(', text, re.MULTILINE) for text in words)
    assert sr == en


def test_the_association_can_say_it_in_its_own_words(tmp_path: Path) -> None:
    """As with letters: one file is replaced, and a mistake in it is named with its line."""
    own = tmp_path / "staff" / "en" / "words.j2"
    own.parent.mkdir(parents=True)
    own.write_text("{% macro digest_subject(digest) %}{{ nothing.of.this }}{% endmacro %}\n", encoding="utf-8")
    with pytest.raises(LetterError, match=r"words\.j2, line 1"):
        notice_writer(tmp_path).subject(digest=digest_of(application(1)))


def test_what_comes_back_to_a_mail_to_staff_is_known_by_its_message_id() -> None:
    """The mail itself, an answer, a report and a quotation of its header; no letter of ours is taken for one."""
    notice = NOTICER.digest(digest_of(application(1)), about="digest 2021-09-10", to=TO)
    own_id, letter_id = notice.message_id, f"<ab12@{DOMAIN}>"

    def concerns(told: str = "", **headers: str) -> bool:
        given = Headers(tuple((name.replace("_", "-"), value) for name, value in headers.items()))
        return concerns_staff_mail(given, told, own_message_id_domain=DOMAIN)

    assert concerns(Message_ID=own_id)
    assert concerns(In_Reply_To=own_id)
    assert concerns(References=f"<x@y.example> {own_id.upper()}")
    assert concerns(f"Message-ID: {own_id}\nSubject: …")
    assert not concerns(In_Reply_To=letter_id, References="<staff.1@other.example>")


def test_a_digest_in_the_desks_own_mailbox_is_machine_mail() -> None:
    """Where staff read the very mailbox that the desk reads, its digest comes in at the front door."""
    mail = written(digest_of(application(1)))
    headers = Headers((("Return-Path", "<info@alvrs.example>"), *((name, str(value)) for name, value in mail.items())))
    assert automatic(headers) == "Auto-Submitted: auto-generated"
    answer = may_answer(headers, own_addresses=("info@alvrs.example",), own_message_id_domain=DOMAIN)
    assert isinstance(answer, Suppress)
