"""The words of the letters, in every case, whatever strangers wrote."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from email import message_from_bytes
from email.policy import default
from html.parser import HTMLParser
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from intake.data import shipped
from intake.replies.letter import Original
from intake.replies.templates import LetterError
from intake.rules.call import Text
from intake.rules.entry import MESSAGE_BODY, Entry, FormFile
from intake.rules.finding import EACH, Code, Evidence, Finding
from intake.rules.letters.facts import facts_of
from intake.rules.letters.letters import Facts, Part
from intake.rules.letters.sample import sample_announcements, sample_facts
from intake.rules.states import Status
from samples.generated import generated_facts, without_strangers
from samples.letters import (
    LAKTASI,
    LANGUAGES,
    RECEIVED,
    announcement_writer,
    entry,
    finding,
    letter_writer,
    templates,
    the_call,
)

SHIPPED = templates()
FEW = settings(max_examples=40)  # each of them is a whole letter
WORD = re.compile(r"[^\W\d_]+")


@FEW
@given(generated_facts())
def test_every_letter_can_be_written(facts: Facts) -> None:
    """A template that fails only on a rare application would fail on the day that it comes."""
    text, html = SHIPPED.text(facts, LANGUAGES), SHIPPED.html(facts, LANGUAGES)
    assert facts.entry in SHIPPED.subject(facts, LANGUAGES)
    assert facts.entry in text
    assert facts.entry in html
    assert "None" not in WORD.findall(SHIPPED.text(without_strangers(facts), LANGUAGES))
    for language in LANGUAGES:
        words = SHIPPED.text(facts, [language])
        assert words.count("„" if language != "en" else "“") == words.count("“" if language != "en" else "”")


@FEW
@given(generated_facts())
def test_a_strangers_text_is_only_text(facts: Facts) -> None:
    """No tag and no link in the letter comes from an application."""
    plain = _tags(SHIPPED.html(without_strangers(facts), LANGUAGES))
    filled = _tags(SHIPPED.html(facts, LANGUAGES))
    assert set(filled) <= set(plain) | {"table", "tr", "td", "br", "span"}
    assert "a" not in filled


LABEL = st.from_regex(r"[a-zčš0-9]{1,7}[a-z]", fullmatch=True)
HOST = st.builds(".".join, st.lists(LABEL, min_size=1, max_size=3).map(lambda parts: [*parts, "ba"]))
ADDRESS = st.one_of(
    HOST,
    HOST.map(lambda host: f"www.{host}"),
    HOST.map(lambda host: f"https://www.{host}/plati?a=1"),
    st.builds(lambda name, host: f"{name}.{name}@{host}", LABEL, HOST),
)
LINKED = re.compile(r"://|www\.|\w@|@\w|\w\.[^\W\d]", re.IGNORECASE)


@FEW
@given(ADDRESS, st.sampled_from(["answer", "name", "cluster", "file"]))
def test_an_address_in_the_html_is_no_link_and_is_copied_as_it_was(address: str, where: str) -> None:
    """What mail programs make links of stands in no piece of text, and a copy of all of them is what was written."""
    texts = _texts(SHIPPED.html(_facts(_naming(address, where)), LANGUAGES))
    assert [text for text in texts if LINKED.search(text.replace(the_call().address, ""))] == []
    assert address in "".join(texts)


BRACKETED = re.compile(r"\[([.@:])\]")


@FEW
@given(ADDRESS, st.sampled_from(["answer", "name", "cluster", "file"]))
def test_an_address_in_the_plain_text_is_no_link_and_shows_what_breaks_it(address: str, where: str) -> None:
    """Whoever copies one sees what to put back; a mark that nobody sees would go with the copy and spoil it."""
    text = SHIPPED.text(_facts(_naming(address, where)), LANGUAGES)
    assert not LINKED.search(text.replace(the_call().address, "").replace("Прилог 2.docx", ""))
    assert {unicodedata.category(each) for each in text} & {"Cf", "Co"} == set()
    assert address in BRACKETED.sub(r"\1", "".join(text.split()))


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("Прилог 2.docx", "Прилог 2.docx"),
        ("prijava.final.PDF", "prijava[.]final.PDF"),
        ("prijava.zip", "prijava[.]zip"),
        ("a.zip/Прилог 2 (1).xls", "a[.]zip/Прилог 2 (1).xls"),
        ("info@opstina.doc.ba", "info[@]opstina[.]doc[.]ba"),
    ],
)
def test_the_name_of_a_document_stands_in_the_plain_text_as_it_was(name: str, shown: str) -> None:
    """No host is called .docx, so no mail program makes a link of it; .zip is a top-level domain."""
    assert f"„{shown}“" in SHIPPED.text(_facts(entry(form=FormFile(name=name, sha256="0", kind="docx"))), LANGUAGES)


def test_brackets_in_addresses_are_explained_where_there_are_any() -> None:
    """A reader who never saw such brackets would take them for the mistake that is asked for."""
    told = "стављени су у угласте заграде"
    said = {form: getattr(SHIPPED, form)(_facts(entry()), ["sr-Cyrl"]) for form in ("text", "html")}
    assert (told in said["text"], told in said["html"]) == (True, False)
    assert told not in SHIPPED.text(_facts(entry(answers={"place": "Лакташи"})), ["sr-Cyrl"])


def _naming(address: str, where: str) -> Entry:
    return {
        "answer": entry(answers={"website": address}),
        "name": entry(
            Status.REVIEW, finding(Code.MUNICIPALITY_UNKNOWN), municipality=None, municipality_written=address
        ),
        "cluster": entry(
            Status.INCOMPLETE, finding(Code.CLUSTER_UNKNOWN, written=address), cluster=None, approach=None
        ),
        "file": entry(form=FormFile(name=address, sha256="0", kind="docx")),
    }[where]


def _texts(html: str) -> list[str]:
    return _seen(html)[1]


def _tags(html: str) -> list[str]:
    return _seen(html)[0]


def _seen(html: str) -> tuple[list[str], list[str]]:
    """Give the tags, and the pieces of text that a reader sees."""
    tags: list[str] = []
    texts: list[str] = []

    class Parts(HTMLParser):
        def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
            del attrs
            tags.append(tag)

        def handle_data(self, data: str) -> None:
            if tags and tags[-1] not in ("style", "title"):
                texts.append(data)

    Parts().feed(html)
    return tags, texts


def _template_files() -> Iterator[Path]:
    yield from (path for path in shipped("templates").rglob("*.j2"))


def test_both_languages_have_the_same_files() -> None:
    """A part that one language lacks would fail in that language only."""
    files = [{path.relative_to(folder) for path in folder.rglob("*.j2")} for folder in map(_language_folder, LANGUAGES)]
    assert files[0] == files[1]
    assert {Path("parts") / f"{part}.j2" for part in Part} == {path for path in files[0] if path.parts[0] == "parts"}


def _language_folder(language: str) -> Path:
    return shipped("templates") / language


def _letters(*folders: Path) -> Iterator[bytes]:
    """Write what `intake check` writes."""
    for facts in sample_facts(the_call()):
        yield letter_writer(*folders).write(facts, to=None, original=Original()).content
    for facts in sample_announcements(the_call()):
        yield announcement_writer(*folders).write(facts, to="a@laktasi.example", answer=b"", told="", number=1).content


def _written(*folders: Path) -> Iterator[str]:
    """Give everything that is in the letters which `intake check` writes."""
    for content in _letters(*folders):
        message = message_from_bytes(content, policy=default)
        yield str(message["Subject"])
        yield from (str(part.get_content()) for part in message.walk() if part.get_content_maintype() == "text")


def test_the_shipped_templates_are_in_order() -> None:
    """`intake check` promises that no template is at fault."""
    assert all(_written())


def test_check_tries_every_branch_of_every_template(tmp_path: Path) -> None:
    """A mistake in a branch that is not tried is found on the day when the rare application comes."""
    marks = [mark for path in _template_files() for mark in _marked(path, tmp_path)]
    (tmp_path / "logo.png").write_bytes(b"a picture")
    written = "".join("".join(_written(tmp_path)).split())
    assert len(marks) > 60
    assert [mark for mark in marks if mark not in written] == []


def _marked(path: Path, folder: Path) -> Iterator[str]:
    """Copy a letter's template, marked wherever its text may go another way; yield the marks."""
    name = path.relative_to(shipped("templates"))
    if name.parts[0] not in (*LANGUAGES, "html", "text"):
        return
    pieces = re.split(r"(\{% (?:if|elif|else|for)\b.*?%\})", path.read_text(encoding="utf-8"))
    for number in range(1, len(pieces), 2):
        mark = f"⟦{name}⟧{number}⟦"
        pieces[number] += mark
        yield mark
    own = folder / name
    own.parent.mkdir(parents=True, exist_ok=True)
    own.write_text("".join(pieces), encoding="utf-8")


ACCEPTED = """\
Поштовани,

потврђујемо да је 10. септембра 2021. године у 09:14 часова примљена пријава
Општине Лакташи за учешће у Кластеру учења „Модели укључивања мањина“
(подгрупа: Форум за социјални дијалог). Пријава је прочитана из документа
„Прилог 2.docx“ и уписана у регистар пријава под бројем LC21-0007.

Пријава је достављена у року и садржи све обавезне податке. О даљем току
бићете обавијештени писаним путем.

Ово писмо потврђује само пријем и не представља одлуку о избору учесника
нити финансијску обавезу.
"""


def test_an_accepted_application_is_confirmed() -> None:
    """The letter that most applicants get, word for word."""
    text = SHIPPED.text(_facts(entry()), ["sr-Cyrl"])
    assert ACCEPTED in text
    assert "12. октобар 2021. године (онлајн, прелиминарно)" in text
    assert "Име и презиме контакт особе:\n    Марко Марковић" in text
    assert "Ана Анић; Иво Ивић, ivo[@]laktasi[.]example" in text


def test_a_day_is_not_parted_from_its_month_on_a_narrow_screen() -> None:
    """The text part is wrapped by us and needs no blank that is none."""
    html, text = (getattr(SHIPPED, form)(_facts(entry()), LANGUAGES) for form in ("html", "text"))
    for day in ("10. септембра", "12. октобар", "10 September", "12 October"):
        assert day.replace(" ", "\u00a0") in html
        assert day in text
    assert re.search(r"\d\.? (?:септ|окт|Sept|Oct)", html) is None
    assert "\u00a0" not in text


def test_the_answers_stand_in_the_letter_once() -> None:
    """They are the same in both languages and make the letter long."""
    assert SHIPPED.text(_facts(entry()), LANGUAGES).count("Марко Марковић") == 1
    assert SHIPPED.text(_facts(entry()), ["en"]).count("Марко Марковић") == 1


def test_the_languages_come_in_the_configured_order() -> None:
    """Serbian first for the municipalities of Republika Srpska; another desk may choose otherwise."""
    text = SHIPPED.text(_facts(entry()), ["en", "sr-Cyrl"])
    assert text.index("Dear Sir or Madam,") < text.index("Поштовани,")
    assert (
        SHIPPED.subject(_facts(entry()), ["en", "sr-Cyrl"])
        == "LC21-0007 · Application received / Потврда о пријему пријаве"
    )


@pytest.mark.parametrize(
    ("number", "words"), [(1, "недостаје 1 обавезан податак"), (3, "недостају 3 обавезна податка")]
)
def test_what_is_missing_is_counted(number: int, words: str) -> None:
    """A wrong plural is the other mistake by which a machine is known."""
    fields = ("contact_name", "contact_email", "contact_phone")[:number]
    one = entry(Status.INCOMPLETE, *(finding(Code.FIELD_MISSING, field) for field in fields))
    assert words in " ".join(SHIPPED.text(_facts(one), ["sr-Cyrl"]).split())


def test_a_late_and_incomplete_application_hears_both() -> None:
    """Lateness first, then what is missing, in one letter."""
    text = SHIPPED.text(
        _facts(entry(Status.LATE, finding(Code.LATE), finding(Code.FIELD_MISSING, "contact_name"))), ["en"]
    )
    assert text.index("deadline for applications expired on 13 September 2021") < text.index(
        "Name of the contact person"
    )


@pytest.mark.parametrize("hour", [23, 12])
def test_an_hour_is_named_where_the_last_day_does_not_count_whole(hour: int) -> None:
    """Whoever mends a form in the afternoon of a day that ended at noon was told wrong."""
    deadline = the_call().deadline.replace(hour=hour)
    call = replace(the_call(), deadline=deadline if hour == 12 else the_call().deadline)
    missing, late = finding(Code.FIELD_MISSING, "contact_name"), finding(Code.LATE)
    for one, words in (
        (entry(Status.INCOMPLETE, missing), "најкасније до 13. септембра 2021. године"),
        (entry(Status.LATE, late), "истекао је 13. септембра 2021. године"),
    ):
        text = " ".join(SHIPPED.text(facts_of(one, call=call, now=RECEIVED), ["sr-Cyrl"]).split())
        assert words in text
        assert (f"{words} у 12:59 часова" in text) == (hour == 12)


def test_a_day_for_corrections_is_named_and_that_they_will_be_late_all_the_same() -> None:
    """Both are so: the association wants the form put right, and the register goes by the deadline."""
    call = replace(the_call(), corrections_until=date(2021, 9, 20))
    asked = entry(Status.INCOMPLETE, finding(Code.FIELD_MISSING, "contact_name"))
    facts = facts_of(asked, call=call, now=call.deadline + timedelta(hours=9))
    serbian, english = (" ".join(SHIPPED.text(facts, [each]).split()) for each in LANGUAGES)
    assert "најкасније до 20. септембра 2021. године. Рок за доставу пријава истекао је 13. септембра" in serbian
    assert "by 20 September 2021 at the latest. The deadline for applications expired on 13 Sept" in english
    choice = facts_of(entry(Status.ACCEPTED, finding(Code.APPROACH_MISSING)), call=call, now=facts.now)
    assert "by 20 September 2021 at the latest, stating" in " ".join(SHIPPED.text(choice, ["en"]).split())


def test_an_unknown_cluster_is_quoted_and_the_clusters_named() -> None:
    """The applicant has to see what was read, and what there is to choose."""
    one = entry(Status.INCOMPLETE, finding(Code.CLUSTER_UNKNOWN, written="Дневни боравак"), cluster=None, approach=None)
    text = SHIPPED.text(_facts(one), ["sr-Cyrl"])
    assert "уписано је „Дневни боравак“" in text
    for cluster in the_call().clusters:
        assert f"– {cluster.short.sr}" in text


def test_a_form_that_was_pasted_is_not_called_a_document() -> None:
    """Its name is the program's own, in English; the reader wrote it into the mail."""
    one = entry(form=FormFile(name=MESSAGE_BODY, sha256="0", kind="text"))
    serbian, english = (" ".join(SHIPPED.text(_facts(one), [each]).split()) for each in LANGUAGES)
    assert "Пријава је прочитана из текста поруке и уписана у регистар" in serbian
    assert "It was read from the text of the message and entered in" in english
    several = entry(Status.REVIEW, _of_files("a.docx", MESSAGE_BODY))
    assert "из документа „a.docx“ и текста поруке и уписана" in " ".join(
        SHIPPED.text(_facts(several), ["sr-Cyrl"]).split()
    )


def test_who_may_not_apply_is_asked_for_a_form_only_on_behalf_of_somebody_who_may() -> None:
    """An association of citizens has nothing to correct: an unconditional request would send it on an errand."""
    one = entry(Status.REVIEW, finding(Code.MUNICIPALITY_NOT_LSG), municipality=None)
    serbian, english = (" ".join(SHIPPED.text(_facts(one), [each]).split()) for each in LANGUAGES)
    assert "Уколико пријаву подносите у име општине или града, молимо вас да образац (Прилог 2)" in serbian
    assert "If you are applying on behalf of a municipality or a city, please send a form" in english
    assert ("исправљени" in serbian, "corrected" in english) == (False, False)


def test_of_several_forms_the_one_that_counts_is_asked_for() -> None:
    """None of them need be wrong."""
    one = entry(Status.REVIEW, _of_files("a.docx", "b.docx"))
    serbian, english = (" ".join(SHIPPED.text(_facts(one), [each]).split()) for each in LANGUAGES)
    assert "Молимо вас да важећи образац (Прилог 2) доставите" in serbian
    assert "Please send the form that counts as a reply" in english


def test_each_of_two_applicants_in_one_mail_is_told_of_its_own_file() -> None:
    """The other's is none of its business."""
    files = _of_files("a.docx", "b.docx")
    one = entry(Status.ACCEPTED, replace(files, details=(*files.details, (EACH, "a.docx"))))
    one = replace(one, form=FormFile(name="a.docx", sha256="0", kind="docx"))
    text = SHIPPED.text(_facts(one), LANGUAGES)
    assert "a.docx" in text
    assert "b.docx" not in text


def _of_files(*names: str) -> Finding:
    return Finding(code=Code.FORM_SEVERAL, evidence=tuple(Evidence(part=n, place="", written="") for n in names))


def test_a_box_that_is_not_ticked_is_no_answer_no() -> None:
    """Nobody has said that the data are wrong; and a blank form has not answered anything."""
    text = SHIPPED.text(_facts(entry(answers={"accuracy": False, "privacy": True})), ["sr-Cyrl"])
    assert ("    није потврђено\n" in text, "    да\n" in text, "    не\n" in text) == (True, True, False)
    blank = entry(Status.INCOMPLETE, finding(Code.FORM_BLANK), answers={"accuracy": False, "privacy": False})
    for language, read in (("sr-Cyrl", "прочитан"), ("en", "was read")):
        assert read not in SHIPPED.text(_facts(blank), [language])


def test_english_has_no_article_where_nobody_is_named() -> None:
    """An application with an article is that of somebody."""
    words = {True: "we received the application of the Municipality of", False: "we received an application for"}
    for named, said in words.items():
        facts = _facts(entry()) if named else replace(_facts(entry()), applicant=None)
        assert said in " ".join(SHIPPED.text(facts, ["en"]).split())


@pytest.mark.parametrize("association", [None, Text(sr="Савез А", en="Association A")])
def test_who_applies_from_elsewhere_is_sent_only_to_an_association_that_is_named(association: Text | None) -> None:
    """From Montenegro or Brčko nobody can be asked to write to an association that the letter does not name."""
    one = entry(Status.REVIEW, finding(Code.MUNICIPALITY_NOT_ELIGIBLE))
    facts = replace(_facts(one), other_association=association)
    serbian, english = (" ".join(SHIPPED.text(facts, [each]).split()) for each in LANGUAGES)
    assert ("обратите савезу" in serbian) == ("please contact the association" in english) == (association is not None)
    assert ("нема савеза" in serbian) == ("No host association" in english) == (association is None)


def test_the_association_can_replace_a_single_file(tmp_path: Path) -> None:
    """Staff change one sentence without copying all the others."""
    own = tmp_path / "sr-Cyrl" / "close.j2"
    own.parent.mkdir()
    own.write_text("Срдачан поздрав\n", encoding="utf-8")
    text = templates(tmp_path).text(_facts(entry()), LANGUAGES)
    assert "Срдачан поздрав" in text
    assert "С поштовањем" not in text
    assert "Yours faithfully" in text


def test_the_mark_that_an_editor_writes_before_utf8_is_no_word_of_the_letter(tmp_path: Path) -> None:
    """Notepad writes it; in the middle of a letter nobody sees it, and searching stumbles over it."""
    own = tmp_path / "sr-Cyrl" / "close.j2"
    own.parent.mkdir()
    own.write_text("Срдачан поздрав\n", encoding="utf-8-sig")
    assert "\n\nСрдачан поздрав\n" in templates(tmp_path).text(_facts(entry()), LANGUAGES)


@pytest.mark.parametrize(
    ("content", "message"),
    [
        ("one\n{{ facts.nothing_of_that_name }}\n", r"close\.j2, line 2: facts has no 'nothing_of_that_name'$"),
        ("one\ntwo\n{% if %}\n", r"close\.j2, line 3: "),
        ("{{ facts.now.__class__ }}\n", r"close\.j2, line 1: .*unsafe"),
        ("{{ 1 // 0 }}\n", r"close\.j2, line 1: "),
        ("one\n\udced\n", r"close\.j2, line 2: not UTF-8"),
    ],
)
def test_a_mistake_in_a_template_is_named_with_its_line(tmp_path: Path, content: str, message: str) -> None:
    """Whoever edits a template has to find the place; and a template must not reach behind the facts."""
    own = tmp_path / "en" / "close.j2"
    own.parent.mkdir()
    own.write_text(content, encoding="utf-8", errors="surrogateescape")
    with pytest.raises(LetterError, match=message):
        templates(tmp_path).text(_facts(entry()), LANGUAGES)


def _facts(one: Entry) -> Facts:
    return facts_of(one, call=the_call(), now=RECEIVED + timedelta(minutes=3), applicant=LAKTASI)
