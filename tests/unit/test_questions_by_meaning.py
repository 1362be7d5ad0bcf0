"""Questions in words that no call lists, known by what the words mean."""

from __future__ import annotations

from collections import Counter
from itertools import chain
from pathlib import Path

import pytest

from form_lines import HEAD, line, table
from intake.data.loaded import load_lexicon
from intake.rules.forms.places import Document, Line, Table
from reading_forms import ROOT, call, judged, reader

TITLE, MUNICIPALITY, *_ = HEAD
CHOICE = "Кластер учења: дневни центар"
QUESTIONS = Path(ROOT / "tests/data/questions.tsv").read_text(encoding="utf-8").splitlines()
NONE = "-"  # before a question that the call does not ask


def answers(*blocks: str | Table, head: tuple[str, ...] = (TITLE, MUNICIPALITY, CHOICE)) -> dict[str, object]:
    """The answers of a form with these blocks, and what was chosen."""
    all_blocks: tuple[Line | Table, ...] = tuple(line(b) if isinstance(b, str) else b for b in (*head, *blocks))
    got = judged(Document(blocks=all_blocks))
    return {**got.answers, "cluster": got.cluster, "municipality": got.municipality}


def asked(text: str, *, boxed: bool) -> str:
    """The field that a text asks for, alone, or with a box beside it."""
    labels = reader()._labels  # noqa: SLF001 - one text at a time
    match = labels.match(text) or (labels.statements.of(text) if boxed else None)
    return match.field.id if match else NONE


def test_most_questions_are_known_alone_and_few_are_taken_for_another() -> None:
    """Hundreds of wordings that nobody gave to the call, and what other forms ask; every other one was kept unseen."""
    told: Counter[tuple[bool, str]] = Counter()
    for row in QUESTIONS[1::2]:
        field, text = row.split("\t")
        got = asked(text, boxed=field in ("commitment", "accuracy", "privacy"))
        told[field == NONE, "right" if got == field else "none" if got == NONE else "wrong"] += 1
    own = sum(n for (foreign, _), n in told.items() if not foreign)
    strange = sum(n for (foreign, _), n in told.items() if foreign)

    assert told[False, "right"] >= 0.94 * own
    assert told[False, "wrong"] <= 0.02 * own
    assert told[True, "wrong"] <= 0.08 * strange


def test_every_meaning_that_the_call_names_has_words() -> None:
    """A slip in `asks` would go unseen: such a question is never known."""
    lexicon = load_lexicon()
    known = frozenset(chain.from_iterable((*lexicon.meanings.values(), *lexicon.meaning_stems.values())))
    fields = (*call().fields, *chain.from_iterable(field.columns for field in call().fields))
    named = {word.lstrip("?!") for field in fields for written in field.asks for word in written.split()}

    assert named - known == set()


@pytest.mark.parametrize(
    ("question", "answer", "field"),
    [
        ("1. С ким ћемо бити у контакту?", "Марко Марић", "contact_name"),
        ("Одредите особу за контакт", "Марко Марић", "contact_name"),
        ("На који мејл да вам одговоримо?", "m@laktasi.example", "contact_email"),
        ("Упишите поштанску адресу", "Главна 1, Лакташи", "address"),
        ("Чиме располажете?", "Два радника и сала.", "resources"),
        ("Шта нам већ ради на терену?", "Савјетовалиште.", "experience"),
    ],
)
def test_a_question_or_a_request_alone_in_its_line_is_one(question: str, answer: str, field: str) -> None:
    """With its question mark, its number, or an imperative first; the answer stands below it or behind it."""
    assert answers(question, answer)[field] == answer
    assert answers(f"{question.rstrip('?')}? {answer}")[field] == answer


@pytest.mark.parametrize(
    ("question", "field"),
    [
        ("F6. Partneri", "partners"),
        ("Б2) Ресурси", "resources"),
        ("S kim bismo radili", "partners"),
        ("Ко би радио с нама", "partners"),
        ("Whom would we work with", "partners"),
        ("Partneri na koje računamo", "partners"),
        ("Средства на која рачунамо", "resources"),
        ("Resources we can rely on", "resources"),
        ("Ко би радио у кластеру", "members"),
    ],
)
def test_what_the_applicant_asks_of_itself_is_known(question: str, field: str) -> None:
    """Whoever types a form anew speaks of "us", and may number its parts with a letter and a number."""
    match = reader()._labels.sure(question)  # noqa: SLF001 - one text at a time
    assert match is not None
    assert match.field.id == field


@pytest.mark.parametrize(
    ("question", "field"),
    [
        ("Ресурси којима располажете", "resources"),
        ("Prostor i ljudi kojima raspolažete", "resources"),
        ("Ustanove i udruženja sa kojima ćete sarađivati", "partners"),
        ("Удружења и установе са којима сарађујете", "partners"),
        ("Kursevi na platformi za e-učenje (naziv i polaznik)", "ecourses"),
    ],
)
def test_what_asks_the_reader_is_a_question_without_a_sign(question: str, field: str) -> None:
    """It stands below a long answer, in the look of the answers, and ends it."""
    plan, said = "Почели бисмо у двије мјесне заједнице.", "Сала у приземљу и два радника."
    got = answers("Почетна идеја и мјесто примјене", plan, question, said, "Разлози за пријаву", "Желимо више.")

    assert (got["plan"], got[field], got["motivation"]) == (plan, said, "Желимо више.")


@pytest.mark.parametrize("words", ["Планиране активности су:", "3. корак – особа и тим", "Година оснивања: 1960"])
def test_what_only_speaks_in_such_words_asks_nothing(words: str) -> None:
    """The beginning of a list, a step of the form, what other forms ask."""
    got = answers("Опис стања: лоше", words, "Контакт особа: Марко Марић")
    assert not {"plan", "members", "signed_on"} & {f for f, value in got.items() if value}


@pytest.mark.parametrize(
    "prompt",
    ["[Упишите адресу е-поште / Enter an e-mail address]", "[Упишите број телефона / Enter the telephone number]"],
)
def test_a_prompt_in_brackets_asks_nothing(prompt: str) -> None:
    """LibreOffice makes ordinary text of prompts: a column of them is no column of labels."""
    assert asked(prompt, boxed=False) == NONE


def test_columns_of_members_are_known_by_what_their_heads_mean() -> None:
    """And their addresses are nobody else's."""
    head = ("Како се зове", "Шта ради", "Гдје ради", "Мејл", "Колико зна енглески")
    member = ("Ана Анић", "психолог", "Црвени крст", "ana@x.example", "B1")
    got = answers("Мејл контакт особе: m@laktasi.example", table(head, member))

    assert got["members"] == (dict(zip(("name", "position", "institution", "email", "english"), member, strict=True)),)
    assert got["contact_email"] == "m@laktasi.example"


def test_the_contact_persons_table_is_not_that_of_members() -> None:
    """Its heads say whose they are."""
    head = ("Име контакт особе", "Функција контакт особе", "Мејл контакт особе")
    got = answers(table(head, ("Марко Марић", "психолог", "m@laktasi.example")))

    assert (got["contact_name"], got["contact_email"], got.get("members")) == ("Марко Марић", "m@laktasi.example", None)


def test_an_option_may_have_words_of_others() -> None:
    """The titles of two clusters speak of vulnerable groups; the telling words are those of one."""
    options = ("☒ Дневни центар за рањиве групе", "☐ Подизање свијести о људским правима", "☐ Мобилни тимови на терену")
    assert answers("Која тема Вас занима?", *options, head=(TITLE, MUNICIPALITY))["cluster"] == "day-centre"


def test_a_telephone_of_the_switchboard_is_the_offices() -> None:
    """Though somebody answers it."""
    got = answers("Број телефона на који се јавља централа: 051/123-456", "Мобилни контакт особе: 065/123-456")
    assert (got["official_phone"], got["contact_phone"]) == ("+38751123456", "+38765123456")


def test_two_letters_changed_about_do_not_hide_what_a_word_means() -> None:
    """A slip of the hand in a long word."""
    assert answers("8. Наведите њену функциуј: психолог")["contact_position"] == "психолог"


def test_a_letterhead_above_the_title_answers_nothing() -> None:
    """Its telephone and its address are no answers, though the form asks for some elsewhere."""
    got = answers("Телефон контакт особе: 065/123-456", head=("тел: 051/111-222, e-mail: o@x.example", TITLE, CHOICE))
    assert (got["contact_phone"], got.get("contact_email"), got.get("official_phone")) == ("+38765123456", None, None)


def test_an_answer_may_have_a_colon_of_its_own() -> None:
    """Though what stands before it would be a question alone."""
    assert answers("16. Која је Ваша прва идеја за концепт? Прва замисао: тим.")["plan"] == "Прва замисао: тим."
    assert answers("Нацрт концепта: Прва замисао: тим.")["plan"] == "Прва замисао: тим."


def test_an_option_in_a_column_of_labels_is_no_question() -> None:
    """Though it has the words of one: two options are marked, and none is chosen."""
    known = (("Општина", "Лакташи"), ("Начелник", "Ана Анић"), ("Опис стања", "Лоше."))
    options = (("Дневни центар за рањиве групе", "X"), ("Мобилни тимови на терену", "X"))
    got = answers(table(*known, ("Која тема Вас занима?", ""), *options), head=(TITLE,))
    assert (got["cluster"], got["situation"]) == (None, "Лоше.")


@pytest.mark.parametrize(
    ("question", "field"),
    [
        ("На шта се пријављујете", "cluster"),  # like "Зашто се пријављујете"
        ("Е-адреса општине", "official_email"),  # like "Адреса општине"
        ("Предсједник скупштине", NONE),  # like "Предсједник општине"
        ("Овлашћено лице (потпис, печат)", "signatory"),
        ("Тел. (централа)", "official_phone"),
        ("Контакт особа (име и презиме)", "contact_name"),
        ("Који модел за мањине", "approach"),
        ("Модел за мањине", NONE),  # an option
        ("Искуство у пројектима ЕУ", NONE),
        ("NALAS webinars your staff took part in", "webinars"),  # "Part 2" heads, "took part" does not
        ("15. Јесте ли пратили вебиаре и које?", "webinars"),  # with a letter missing
        ("Кад је попуњено", "signed_on"),  # "попуњ-" before an "e"
        ("Имејл особе за контакт", "contact_email"),  # like "Име особе за контакт"
        ("Мејл особе за контакт", "contact_email"),
        ("Phone of head, municipality", NONE),  # like "Phone of the municipality"
    ],
)
def test_what_looks_alike_may_ask_something_else(question: str, field: str) -> None:
    """By a word that asks, a word of other forms, or the brackets behind it."""
    assert asked(question, boxed=False) == field


def test_a_statement_in_own_words_is_answered_below() -> None:
    """By a yes or no alone in the next line or row; it ends the answer above it."""
    said = ("Гарантујемо да је све тачно", "Дајемо приволу за особне податке")
    lines = ("Партнери:", "Црвени крст", said[0], "ДА", said[1], "Не.")
    rows = table(("Партнери",), ("Црвени крст",), (said[0],), ("ДА",), (said[1],), ("Не.",))
    for got in (answers(*lines), answers(rows)):
        assert (got["partners"], got["accuracy"], got["privacy"]) == ("Црвени крст", True, False)


@pytest.mark.parametrize("name", ["Административна служба општине Лакташи", "Општинска управа Лакташи"])
def test_what_ends_in_a_name_is_an_answer(name: str) -> None:
    """Though it has the words of a question."""
    got = answers(table(("Назив општине", "Адреса"), (name, "Главна 1")), head=(TITLE, CHOICE))
    assert (got["municipality"], got["address"], got.get("contact_position")) == ("srp-laktasi", "Главна 1", None)


@pytest.mark.parametrize("heading", ["*** НА КРАЈУ ***", "ДИО ШЕСТИ – ИЗЈАВЕ", "Part 6: statements"])
def test_a_heading_between_ornaments_or_a_counted_part_is_no_answer(heading: str) -> None:
    """As programs write it that send forms as text; "Дио средстава …" is an answer."""
    got = answers("Партнери:", "Црвени крст", heading, "Подаци су тачни: да")
    assert got["partners"] == "Црвени крст"


def test_a_title_with_an_exclamation_mark_asks_nothing() -> None:
    """And the option behind a colon of unknown words is no part of a question."""
    got = answers("Пријављујемо се!", "Хвала на времену", "Тема: Повјереник за мањине", head=(TITLE, MUNICIPALITY))
    assert got["cluster"] == "minorities"


@pytest.mark.parametrize("said", ["Искуство је скромно: једна кампања.", "Наши партнери су бројни: Црвени крст."])
def test_a_sentence_with_a_verb_before_its_colon_is_an_answer(said: str) -> None:
    """It says something of its subject, and asks nothing, whichever words of a label it has."""
    lines = (*HEAD, "Кластер: дневни центар", "Постојеће услуге и искуство:", said, "Партнери:", "Каритас")
    got = judged(Document(blocks=tuple(map(line, lines)))).answers
    assert (got["experience"], got["partners"]) == (said, "Каритас")


def test_references_are_told_by_their_place() -> None:
    """The word asks for experience in one form, and for a file's number in another."""
    asked = (*HEAD, "Кластер: дневни центар", "Разлози за пријаву: потреба")
    said = "Искуство је скромно: једна радионица за запослене."
    after = ("Почетна замисао концепта: дневни центар у граду",)
    for text, experience in ((said, said), ("01-123/21", None)):
        lines = (*asked, f"Референце подносиоца у тој области: {text}", *after)
        assert judged(Document(blocks=tuple(map(line, lines)))).answers["experience"] == experience


@pytest.mark.parametrize("answer", ["Начелник општине Невесиње", "Градоначелник Града Бијељина"])
def test_a_question_with_a_name_behind_it_may_be_the_answer_to_the_one_above(answer: str) -> None:
    """Whoever signs for the municipality writes it so; "Начелник општине" alone asks who that is."""
    above = ("1. Која општина односно град се пријављује?", answer)
    got = answers(*above, "2. Ко је начелник?", "Ана Анић", "3. Адреса", "Трг 1", head=(TITLE, CHOICE))
    assert (got["municipality"] is not None, got["head_name"]) == (True, "Ана Анић")


@pytest.mark.parametrize(
    ("field", "text"),
    [
        ("situation", "Опис рањивих група и потреба"),
        ("situation", "Које су потребе рањивих група"),
        ("situation", "Needs of vulnerable groups"),
        ("head_name", "Име градоначелника/председника/начелника"),
        ("experience", "Шта на том плану већ радите"),
        ("webinars", "Вебинари којима сте присуствовали"),
        ("motivation", "Зашто вам је то потребно"),
    ],
)
def test_needs_are_of_the_vulnerable_and_plans_may_be_no_plan(field: str, text: str) -> None:
    """Words that belong to another question elsewhere."""
    assert asked(text, boxed=False) == field


@pytest.mark.parametrize(
    "asked",
    [
        "What is your first idea and where would you apply it?",
        "Koju ideju imate i gdje biste je isprobali?",
        "Која је прва идеја и гдје ће се провести?",
    ],
)
def test_an_idea_and_where_to_apply_it_are_the_plan(asked: str) -> None:
    """And no second question for the cluster, though people apply for that."""
    got = answers("Which cluster do you choose?", "Day-care centres", asked, "We begin with a survey of the villages.")

    assert (got["plan"], got["cluster"]) == ("We begin with a survey of the villages.", "day-centre")


@pytest.mark.parametrize(
    "text",
    [
        "Име председника општине / начелника",
        "Име и презиме предсједника општине",
        "Ime i prezime predsjednice opštine",
        "Име председника општине односно градоначелника",
        "Name of the president of the municipality",
    ],
)
def test_the_president_of_a_municipality_is_its_head(text: str) -> None:
    """As in the neighbouring countries, in whatever order the two are named."""
    assert answers(f"{text}: Ана Анић")["head_name"] == "Ана Анић"


@pytest.mark.parametrize(
    "text",
    [
        "Предсједник Скупштине општине",
        "Име председника скупштине општине",
        "Име предсједника удружења",
        "Име замјеника предсједника општине",
    ],
)
def test_another_president_is_not(text: str) -> None:
    """Nor is who stands in for one."""
    assert answers(f"{text}: Ана Анић")["head_name"] is None
