"""Where answers stand: below or above their labels, in blocks side by side, several in one line."""

from __future__ import annotations

from dataclasses import replace

import pytest

from form_lines import HEAD, line, table
from intake.rules.finding import Code
from intake.rules.forms.places import Cell, Document, Line, Mark, Span, Table
from intake.rules.forms.words.lines import is_bracketed
from reading_forms import judged

CHOICE = "Кластер учења: дневни центар"


def answers(*blocks: str | Table) -> dict[str, object]:
    """The answers of a form with these blocks behind the usual head and choice."""
    all_blocks: tuple[Line | Table, ...] = tuple(line(b) if isinstance(b, str) else b for b in (*HEAD, CHOICE, *blocks))
    return dict(judged(Document(blocks=all_blocks)).answers)


def test_an_answer_stands_above_its_caption() -> None:
    """Ruled lines with small print below: what stands above a caption never belongs to the label before it."""
    got = answers(
        "Почетна идеја концепта:",
        "Дневни центар у Дому културе.",
        "____Два радника и једно возило.____",
        "(Властити ресурси (људски, финансијски, просторни))",
        "____Удружење Нада____",
        "(Партнери / Partners)",
        "☒ Сагласност за обраду личних података у сврху пријаве",
        "____Начелник____",
        "(Функција контакт особе)",
        "____Добој____",
        "(Мјесто)",
    )

    assert got["plan"] == "Дневни центар у Дому културе."
    assert got["resources"] == "Два радника и једно возило."
    assert got["partners"] == "Удружење Нада"
    assert got["privacy"] is True
    assert got["contact_position"] == "Начелник"
    assert got["place"] == "Добој"


def test_a_long_answer_stands_above_its_caption_up_to_the_caption_before_it() -> None:
    """In a form that asks with captions, whatever the answer speaks of; a heading ends it, too."""
    asked = (
        *("Прилог 2 – Образац за пријаву", "Лакташи", "(Назив општине)", "дневни центар", "(Кластер учења)"),
        *("Марко Марић", "(Име и презиме контакт особе)", "m@laktasi.example", "(Е-пошта контакт особе)"),
        *("1. Ана Анић, психолог", "2. Ива Ивић, правник", "(Предложени чланови кластера)"),
        *("V. Образложење", "Рањиве групе су: жене и дјеца.", "Телефон савјетовалишта: 051/300-911", "Стање је лоше."),
        *("(Опис стања и рањивих група)", "", "Нада.", "– обука", "– набавка", "(Разлози за пријаву)"),
        *("051/123-456", "(Телефон контакт особе)"),
    )

    got = dict(judged(Document(blocks=tuple(map(line, asked)))).answers)

    assert got["situation"] == "Рањиве групе су: жене и дјеца.\nТелефон савјетовалишта: 051/300-911\nСтање је лоше."
    assert got["motivation"] == "Нада.\n– обука\n– набавка"
    assert isinstance(members := got["members"], tuple)
    assert [row["name"] for row in members] == ["Ана Анић", "Ива Ивић"]
    assert got["contact_phone"] == "+38751123456"


def test_a_question_above_a_long_answer_is_no_part_of_the_next_one() -> None:
    """A form of captions may ask for its long answers above them, all the same."""
    asked = (
        *("Прилог 2 – Образац за пријаву", "Лакташи", "(Назив општине)", "дневни центар", "(Кластер учења)"),
        *("Марко Марић", "(Име и презиме контакт особе)", "m@laktasi.example", "(Е-пошта контакт особе)"),
        *("051/123-456", "(Телефон контакт особе)", "Главна 1", "(Адреса)", "Ана Анић", "(Начелник општине)"),
        *("Опис стања и рањивих група: Лоше.", "Нада.", "(Разлози за пријаву)"),
    )

    got = dict(judged(Document(blocks=tuple(map(line, asked)))).answers)

    assert (got["situation"], got["motivation"]) == ("Лоше.", "Нада.")


def test_a_telephone_in_a_long_answer_is_nobodys_where_the_form_asks_for_the_person_s_elsewhere() -> None:
    """Though that was left blank."""
    got = answers("Телефон контакт особе", "______", "Опис стања", "Лоше.", "Телефон склоништа: 051/300-911", "Тешко.")

    assert got["contact_phone"] is None
    assert got["situation"] == "Лоше.\nТелефон склоништа: 051/300-911\nТешко."


def test_a_line_above_the_members_is_no_part_of_the_answer_before_it() -> None:
    """Whatever it says, short as a title is; staff are told, and the first line below a label is its answer."""
    members = table(("Име и презиме", "Функција", "Установа", "Е-пошта"), ("Ана Анић", "шеф", "ЦСР", ""))
    lines = map(line, (*HEAD, CHOICE, "Почетна идеја концепта:", "Центар.", "Наша екипа", ""))

    got = judged(Document(blocks=(*lines, members)))
    assert got.answers["plan"] == "Центар."
    assert [f.field for f in got.findings if f.code is Code.FIELD_PARTIAL] == ["plan"]

    assert answers("Партнери:", "Црвени крст", members)["partners"] == "Црвени крст"


def test_two_questions_in_a_row_of_a_table_are_two() -> None:
    """Though in the other rows of the table an answer stands in the column of the second."""
    got = answers(
        table(
            ("Пристанак на обраду података", "☒", "", ""),
            ("Мјесто и датум подношења", "Добој, 2.9.2021.", "Потпис овлаштене особе и печат", "Ана Анић"),
        )
    )

    assert (got["place"], got["signed_on"], got["signatory"]) == ("Добој", "2021-09-02", "Ана Анић")


def test_a_bare_label_belongs_to_the_block_in_which_it_stands() -> None:
    """Two blocks side by side: each column of labels has a section of its own."""
    got = answers(
        table(
            ("II. Подаци о општини", "", "", "III. Контакт особа", ""),
            ("Интернет страница", "www.laktasi.example", "", "Функција контакт особе", "савјетник"),
            ("Телефон", "051/111-111", "", "Телефон", "065/222-222"),
        )
    )

    assert got["official_phone"] == "+38751111111"
    assert got["contact_phone"] == "+38765222222"


def test_a_bare_label_in_a_form_that_goes_row_by_row_belongs_to_the_label_before_it() -> None:
    """Four columns, but no blocks: the sections change from row to row."""
    got = answers(
        table(
            ("Начелник општине", "Ана Анић", "Адреса општине", "Главна 1"),
            ("Функција контакт особе", "савјетник", "Телефон", "065/222-222"),
        )
    )

    assert got["contact_phone"] == "+38765222222"
    assert got["official_phone"] is None


@pytest.mark.parametrize("blank", ["", " ________", " /"])
def test_a_place_that_was_left_blank_takes_nothing_of_the_answer_beside_it(blank: str) -> None:
    """Also in a row of which each cell has a label of its own, as at the foot of a form."""
    date, signed = "Датум: 16. 8. 2021.", "Потпис и печат: Тања Војводић"
    for row in ((f"Мјесто:{blank}", date), (f"Мјесто:{blank}", date, signed)):
        got = answers(table(row))

        assert (got["place"], got["signed_on"]) == (None, "2021-08-16")
        assert got["signatory"] == ("Тања Војводић" if signed in row else None)

    assert answers(table((f"Начелник:{blank}", date)))["head_name"] is None


def test_the_heading_of_a_section_is_known_with_other_words_around_it() -> None:
    """And the bare label below it is its."""
    got = answers(
        "II. Подаци о локалној самоуправи", "Телефон: 051/111-111", "III. Контакт особа", "Телефон: 065/222-222"
    )

    assert got["official_phone"] == "+38751111111"
    assert got["contact_phone"] == "+38765222222"


def test_a_place_before_the_date_is_where_it_was_signed() -> None:
    """Even where the municipality was asked just before."""
    got = answers("Адреса општине: Главна 1", "Мјесто: Калиновик", "Датум: 8.9.2021.")

    assert (got["place"], got["signed_on"], got["address"]) == ("Калиновик", "2021-09-08", "Главна 1")


@pytest.mark.parametrize(
    "said",
    [
        "Интернет страница: www.laktasi.example\tФункицја контакт особе: савјетник",
        "Интернет страница: www.laktasi.example    Функција и одјељење контакт особе / Position: савјетник",
        "Интернет страница: www.laktasi.example, Функција / Position and department: савјетник",
        "Интернет страница: ____________, Функција / Position and department: савјетник",
    ],
)
def test_several_questions_in_one_line_are_parted(said: str) -> None:
    """At a tab, at wide gaps and at commas, though a label be mistyped or in two languages."""
    got = answers(said)

    assert got["contact_position"] == "савјетник"
    assert got["website"] in ("www.laktasi.example", None)


def test_a_label_goes_up_to_its_colon_though_part_of_it_is_a_label() -> None:
    """Nothing of a mistyped label is an answer."""
    got = judged(
        Document(blocks=tuple(map(line, (*HEAD[:2], HEAD[3], CHOICE, "Контакт особа – име и преизме: ____"))))
    ).answers

    assert got["contact_name"] is None


def test_a_statement_is_answered_in_its_line_and_not_by_what_follows() -> None:
    """Thanks at the end of a form are no answer."""
    got = answers(
        "Сагласност за обраду личних података у сврху пријаве: Да", "Хвала на интересовању!", "Не шаљите штампано."
    )

    assert got["privacy"] is True


def test_the_box_of_a_statement_may_stand_left_of_it() -> None:
    """In a sheet the box has a column of its own."""
    got = answers(
        table(("☒", "Изјава да су подаци тачни"), ("☐", "Сагласност за обраду личних података у сврху пријаве"))
    )

    assert (got["accuracy"], got["privacy"]) == (True, False)


def test_the_heading_of_the_next_section_is_no_answer() -> None:
    """Where nothing was written in the last row of a section."""
    got = answers(
        table(("Властити ресурси: —",), ("VI. Изјаве и потпис / VI. Statements and signature",), ("Мјесто: Добој",))
    )

    assert got["resources"] is None


def test_numbering_may_end_without_a_full_stop() -> None:
    """And a colon in the answer ends no label."""
    got = answers("2.11 Разлози за пријаву и очекивани резултати (до 200 ријечи): Очекујемо: 1) концепт, 2) обуку.")

    assert got["motivation"] == "Очекујемо: 1) концепт, 2) обуку."


@pytest.mark.parametrize(
    ("said", "meant"),
    [("Да, сагласни смо.", True), ("Yes, we agree", True), ("Слажемо се", True), ("Не, нисмо сагласни", False)],
)
def test_a_statement_may_be_made_in_a_sentence(said: str, meant: object) -> None:
    """Its first word says it."""
    assert answers(f"Сагласност за обраду личних података у сврху пријаве: {said}")["privacy"] is meant


def test_a_letterhead_answers_nothing_that_the_form_asks() -> None:
    """The office's telephone is not the contact person's, and no name stands in the page's head."""
    body = (*HEAD, CHOICE, "Телефон контакт особе: ______", "Начелник: ______")
    head = ("Република Српска", "ОПШТИНА ЛАКТАШИ", "Тел: 051/111-111, e-mail: info@laktasi.example")
    got = judged(Document(blocks=tuple(map(line, body)), margins=tuple(map(line, head))))

    assert got.answers["contact_email"] == "marko@laktasi.example"
    assert got.answers["contact_phone"] is None
    assert got.answers["head_name"] is None
    assert got.findings == ()


def test_what_only_the_page_s_head_asks_is_answered_there() -> None:
    """Some offices print the applicant's particulars into the head of each page."""
    head = ("Назив општине: Лакташи", "Службени e-mail: info@laktasi.example")
    got = judged(Document(blocks=tuple(map(line, (HEAD[0], *HEAD[2:], CHOICE))), margins=tuple(map(line, head))))

    assert got.municipality == "srp-laktasi"
    assert got.answers["official_email"] == "info@laktasi.example"


def test_a_bare_label_in_the_page_s_foot_does_not_ask_what_the_body_asks() -> None:
    """The head asks for the municipality, but "Мјесто" is none of its address, which has a place of its own."""
    body = (HEAD[0], "Адреса (улица и број, поштански број, мјесто): Главна 1, Лакташи", *HEAD[2:], CHOICE)
    margins = (HEAD[1], "16. Мјесто: Трн")
    got = judged(Document(blocks=tuple(map(line, body)), margins=tuple(map(line, margins))))

    assert (got.answers["place"], got.answers["address"]) == ("Трн", "Главна 1, Лакташи")


@pytest.mark.parametrize("mark", ["X", "x", "☒", "✓"])
@pytest.mark.parametrize("head", [("Изјава", "ДА", "НЕ"), ("", "Да / Yes", "Не / No")])
def test_a_mark_in_a_column_says_what_the_column_is_for(head: tuple[str, str, str], mark: str) -> None:
    """A statement in each row, a column for yes and one for no."""
    empty = "☐" if mark == "☒" else ""
    rows = (
        head,
        ("Изјава о учешћу у сва три регионална догађаја", mark, empty),
        ("Изјава о тачности података", empty, mark),
        ("Сагласност за обраду личних података", empty, empty),
    )
    got = answers(table(*rows))

    assert (got["commitment"], got["accuracy"], got["privacy"]) == (True, False, False)


@pytest.mark.parametrize("words", [("ДА", "НЕ"), ("НЕ", "ДА")])
def test_options_may_have_a_column_for_yes_and_one_for_no(words: tuple[str, str]) -> None:
    """Whichever stands first."""
    titles = ("Дневни центар", "Подизање свијести", "Мобилни тимови", "Модели укључивања мањина", "ИДРМ")
    rows = ((t, *("X" if (word == "ДА") == (t == "Мобилни тимови") else "" for word in words)) for t in titles)
    head = (*map(line, HEAD), line("Кластер учења"))

    assert judged(Document(blocks=(*head, table(("Кластер", *words), *rows)))).cluster == "mobile-teams"


@pytest.mark.parametrize(
    "blocks",
    [
        ("Изјава о тачности података: ☒ Да ☒ Не",),
        ("Изјава о тачности података", "☒ Да", "☒ Не"),
        (table(("Изјава о тачности података", "☒ Да", "☒ Не")),),
    ],
)
def test_yes_and_no_together_are_no_answer_but_a_question_to_a_person(blocks: tuple[str | Table, ...]) -> None:
    """A blank with a finding is better than a lie."""
    all_blocks = tuple(line(b) if isinstance(b, str) else b for b in (*HEAD, CHOICE, *blocks))
    got = judged(Document(blocks=all_blocks))

    assert got.answers["accuracy"] is None
    assert [(f.code, f.field) for f in got.findings] == [(Code.FIELD_SEVERAL, "accuracy")]


@pytest.mark.parametrize(
    ("yes", "no", "expected"),
    [
        ((Mark.UNDERLINE,), (), True),
        ((), (Mark.BOLD,), False),
        ((Mark.STRIKE,), (), False),
        ((), (Mark.STRIKE,), True),
        ((), (), False),
    ],
)
def test_one_of_two_printed_words_is_underlined_or_struck_out(
    yes: tuple[Mark, ...], no: tuple[Mark, ...], *, expected: bool
) -> None:
    """The form prints "ДА / НЕ"; what is left as it was says nothing."""
    spans = (Span(text="ДА", marks=frozenset(yes)), Span(text=" / "), Span(text="НЕ", marks=frozenset(no)))
    said = Line(spans=(Span(text="Изјава о тачности података: "), *spans), address="line 5")
    got = judged(Document(blocks=(*map(line, (*HEAD, CHOICE)), said)))

    assert got.answers["accuracy"] is expected


@pytest.mark.parametrize(
    ("text", "field"),
    [
        ("Потврђујемо да су подаци у пријави тачни", "accuracy"),
        ("Општина потврђује учешће у сва три регионална догађаја", "commitment"),
        ("We confirm our participation in all three regional events.", "commitment"),
        ("Пристајемо на обраду наших личних података", "privacy"),
    ],
)
def test_a_statement_is_known_in_words_of_its_own_where_it_is_ticked(text: str, field: str) -> None:
    """In a line with its box, or in a table beside one."""
    assert answers(f"☒ {text}")[field] is True
    assert answers(table(("☒", text)))[field] is True
    assert answers(table((text, "ДА")))[field] is True


def test_words_of_a_statement_in_an_answer_are_no_statement() -> None:
    """Nothing is ticked there."""
    text = "Обрађујемо личне податке корисника у складу са законом."
    got = answers("Постојеће услуге и искуство:", text, "Партнери: нема")

    assert got["experience"] == text
    assert got["privacy"] is None


def test_a_long_answer_may_speak_in_the_words_of_the_labels() -> None:
    """Of its own label always; of another's where that is asked in so many words elsewhere."""
    got = answers(
        "Опис стања:",
        "Рањиве групе су: старији и Роми.",
        "Партнери на терену су: Црвени крст и ЦСР.",
        "Телефон за помоћ: 1264 ради сваки дан.",
        "Почетна замисао концепта: Центар за 20 особа.",
        "Мјесто примјене: Дом културе.",
        "Партнери: Црвени крст",
        "Телефон контакт особе: 065/123-456",
    )

    assert got["situation"] == (
        "Рањиве групе су: старији и Роми.\nПартнери на терену су: Црвени крст и ЦСР.\n"
        "Телефон за помоћ: 1264 ради сваки дан."
    )
    assert got["plan"] == "Центар за 20 особа.\nМјесто примјене: Дом културе."
    assert got["partners"] == "Црвени крст"
    assert got["contact_phone"] == "+38765123456"


def bold(text: str) -> Line:
    """A line in bold type, as labels are printed."""
    return line(text, Mark.BOLD)


@pytest.mark.parametrize(
    ("label", "unknown"),
    [
        ("11. Почетна замисао концепта", "12. Како сте сазнали за позив?"),
        ("11) Почетна замисао концепта:", "12) Остали извори"),
        (bold("Почетна замисао концепта"), bold("Извори финансирања у претходном периоду")),
        ("Почетна замисао концепта:", "☒ Прихватамо услове позива"),
    ],
)
def test_a_question_that_the_call_does_not_know_ends_the_answer_before_it(
    label: str | Line, unknown: str | Line
) -> None:
    """It has the next number, the type of the label, or a box of its own."""
    blocks = (*HEAD, CHOICE, label, "Центар за 20 особа.", unknown, "Из новина.", "Партнери: нема")
    got = judged(Document(blocks=tuple(line(b) if isinstance(b, str) else b for b in blocks)))

    assert got.answers["plan"] == "Центар за 20 особа."


def test_a_numbered_list_is_an_answer() -> None:
    """Though the second of its numbers follows that of the label."""
    assert answers("1. Ресурси", "1. два радника", "2. возило")["resources"] == "1. два радника\n2. возило"
    assert answers("Ресурси:", "- два радника", "- возило")["resources"] == "- два радника\n- возило"


@pytest.mark.parametrize("end", [";", ",", ".", ""])
def test_a_list_keeps_what_its_last_item_ends_in(end: str) -> None:
    """An answer is trimmed of blanks alone; a short one also of what would part it from another."""
    got = answers("Партнери:", "- Црвени крст;", f"- Дом здравља{end}  ", f"Начелник општине: Ана Анић{end.strip('.')}")
    assert got["partners"] == f"- Црвени крст;\n- Дом здравља{end}"
    assert got["head_name"] == "Ана Анић"


def test_two_labels_of_one_long_answer_are_two_parts_of_it() -> None:
    """A form may ask for reasons here and for expected results there."""
    got = answers("Разлози за пријаву", "Желимо знања.", "Очекивани резултати", "Нови центар.")

    assert got["motivation"] == "Желимо знања.\nНови центар."


def test_a_label_in_two_languages_is_known_by_one_of_them() -> None:
    """The other may be in words of its own; a heading's is no label."""
    got = answers(
        table(("Партнери / Who works with you?", "ЦСР")), "II. Подаци о подносиоцу / II. Local self-government", "Назив"
    )

    assert got["partners"] == "ЦСР"


@pytest.mark.parametrize("gap", ["\t", "\t\t", "    ", "; ", " | "])
@pytest.mark.parametrize("number", ["11.", "11)", "(11)"])
def test_the_number_of_the_next_question_in_a_line_is_no_end_of_a_telephone(gap: str, number: str) -> None:
    """Numbered questions, two in a line."""
    got = answers(f"10. Телефон контакт особе: 065 288-543{gap}{number} Функција контакт особе: шеф")

    assert (got["contact_phone"], got["contact_position"]) == ("+38765288543", "шеф")


@pytest.mark.parametrize("written", ["08.09.21.", "08.09.21", "8. 9. 21.", "8/9/21"])
def test_a_date_with_a_year_of_two_digits_is_no_number_of_a_question(written: str) -> None:
    """Though "8.9.21." might count questions elsewhere."""
    assert answers(f"Датум: {written}")["signed_on"] == "2021-09-08"


def test_dots_on_both_sides_of_an_answer_are_its_place() -> None:
    """The label ends where the first of them begin."""
    got = answers("Телефон/моб. ............ 065 416 701 ...........", "Датум: 10.9.2021.")

    assert got["contact_phone"] == "+38765416701"


@pytest.mark.parametrize("before", [".", "..", ". ", "....", "_", "…"])
def test_an_answer_keeps_nothing_of_the_dots_before_it(before: str) -> None:
    """Though nearly all of them made room for it."""
    got = answers(f"Начелник општине: {before} Ана Анић .....", f"Партнери: {before} Црвени крст ......")

    assert (got["head_name"], got["partners"]) == ("Ана Анић", "Црвени крст")


@pytest.mark.parametrize(("before", "behind"), [("....", "......"), (". ", "..."), ("__", "______")])
def test_a_short_answer_goes_on_up_to_the_end_of_its_rule(before: str, behind: str) -> None:
    """As a PDF breaks the line; what asks something is none of it."""
    got = answers(
        *(f"Адреса: {before} Градска 1, 78250", f"Лакташи {behind}"),
        *(f"Начелник општине: {before} Ана Анић", f"Веб страница {behind}", "Партнери: школа"),
    )

    assert (got["address"], got["head_name"]) == ("Градска 1, 78250 Лакташи", "Ана Анић")
    assert (got["website"], got["partners"]) == (None, "школа")


def test_who_signs_is_told_from_who_is_authorised() -> None:
    """By the word in brackets."""
    assert answers("Овлашћено лице (потпис): Ана Анић")["signatory"] == "Ана Анић"


def test_the_head_of_a_municipality_answers_for_it_in_the_cell_of_the_label() -> None:
    """What asks for the head elsewhere is an answer below a label that ends in a colon."""
    got = judged(
        Document(
            blocks=(
                line("Прилог 2 – Образац за пријаву"),
                table(("Назив јединице локалне самоуправе:\nНачелник општине Лакташи",), ("Адреса:\nНова 5",)),
            )
        )
    )

    assert got.municipality == "srp-laktasi"


def test_an_answer_in_the_words_of_its_label_is_none_itself() -> None:
    """Not in the only row of a table, and not where the next answer begins so, too."""
    visited = ("Похађани вебинари НАЛАС-а", "Учествовали смо на два вебинара (март и мај 2021.)")
    needs = ("Стање и рањиве групе на подручју општине", "Рањиве групе: особе са инвалидитетом")

    assert answers(table(visited))["webinars"] == visited[1]
    got = answers(table(("Адреса", "Нова 5"), visited, needs))
    assert (got["address"], got["webinars"], got["situation"]) == ("Нова 5", visited[1], needs[1])


def test_answers_in_the_words_of_their_labels_stand_below_them_in_a_sheet_with_one_application() -> None:
    """Some of many columns."""
    columns = {
        "Назив општине": "Општина Лакташи",
        "Адреса": "Нова 5",
        "Службена адреса е-поште": "o@laktasi.example",
        "Име и презиме контакт особе": "Марко Марић",
        "Е-пошта контакт особе": "marko@laktasi.example",
        "Телефон контакт особе": "065 123 456",
        "Похађани вебинари НАЛАС-а": "Учествовали смо на два вебинара (март и мај 2021.)",
        "Партнери": "Омладински центар",
        "Мјесто": "Лакташи",
        "Датум": "2021-08-25",
        "Потпис овлашћеног лица и печат": "Ана Анић",
        "Властити ресурси": "Два радника",
    }
    sheet = table(tuple(columns), tuple(columns.values()))
    got = judged(Document(blocks=(line("Прилог 2 – Образац за пријаву"), line(CHOICE), sheet)))

    assert (got.municipality, got.answers["contact_name"]) == ("srp-laktasi", "Марко Марић")
    assert got.answers["webinars"] == columns["Похађани вебинари НАЛАС-а"]


def test_questions_across_the_columns_above_their_answers_are_no_headings() -> None:
    """Though headings, in one column, are bold as well."""
    rows = (
        ("II. Локална самоуправа",),
        ("Назив општине, односно града",),
        ("Лакташи",),
        ("Службена е-пошта општине",),
        ("o@laktasi.example",),
        ("III. Контакт особа",),
        ("Име и презиме контакт особе",),
        ("Марко Марић",),
        ("Е-пошта контакт особе",),
        ("marko@laktasi.example",),
    )
    asked = {1, 3, 6, 8}
    made = table(*rows)
    cells = tuple(
        replace(
            cell,
            column_span=1 if rows[cell.row][0][:1] == "I" else 5,
            lines=(line(rows[cell.row][0], Mark.BOLD, Mark.HIGHLIGHT),) if cell.row in asked else cell.lines,
        )
        for cell in made.cells
    )
    got = judged(Document(blocks=(line("Прилог 2 – Образац за пријаву"), line(CHOICE), replace(made, cells=cells))))

    assert got.municipality == "srp-laktasi"
    assert (got.answers["contact_name"], got.answers["contact_email"]) == ("Марко Марић", "marko@laktasi.example")


def test_answers_that_begin_as_questions_do_make_no_column_of_labels() -> None:
    """In a table of pairs two of five are enough to look like one."""
    got = answers(
        table(
            ("Адреса", "Нова 5", "Телефон општине", "тел: 051/234-567"),
            ("Интернет страница", "www.laktasi.example", "Име и презиме начелника", "Ана Анић"),
            ("Успјешно завршени курсеви", "један", "Функција контакт особе", "савјетник начелника општине"),
            ("Партнери", "Црвени крст", "Телефон контакт особе", "065/111-222"),
            ("Мјесто", "Лакташи", "Датум", "9.9.2021."),
        )
    )

    assert (got["head_name"], got["contact_position"]) == ("Ана Анић", "савјетник начелника општине")
    assert (got["official_phone"], got["contact_phone"]) == ("+38751234567", "+38765111222")


@pytest.mark.parametrize("signed", ["", "\nАна Анић", "\nАна Анић\nначелница"])
def test_three_cells_that_hold_a_question_and_its_answer_stand_side_by_side(signed: str) -> None:
    """The last may be blank, or say what the person is."""
    got = answers(table(("Мјесто\nПале", "Датум\n05. 09. 2021.", f"Име и потпис овлашћеног лица{signed}")))

    assert (got["place"], got["signed_on"]) == ("Пале", "2021-09-05")
    assert str(got["signatory"] or "").split() == signed.split()


@pytest.mark.parametrize("written", ["(065) 325-719 (службени)", "(065) 325-719 (моб.)."])
def test_an_answer_that_begins_and_ends_with_brackets_is_no_hint(written: str) -> None:
    """Something stands between the first and the last of them."""
    for form in ((table(("Телефон контакт особе", written), ("Мјесто", "Пале")),), ("Телефон контакт особе:", written)):
        assert answers(*form)["contact_phone"] == "+38765325719"


@pytest.mark.parametrize("printed", ["(до 9 редова) (уписати)", "(Наведите (и број) особе)", "[уписати]."])
def test_what_stands_in_brackets_as_a_whole_is_one(printed: str) -> None:
    """In one pair of them, or in several."""
    assert is_bracketed(printed)


PARTS = (
    ("ЛОКАЛНА САМОУПРАВА", (("Назив општине", "Лакташи"), ("Адреса", "Трг 1, 78250 Лакташи"))),
    ("КОНТАКТ", (("Контакт особа", "Марко Марић"), ("Е-пошта контакт особе", "m@laktasi.example"), ("Телефон", ""))),
    ("МОТИВАЦИЈА", (("Опис стања", "Млади одлазе."), ("Разлози за пријаву", "Желимо учити."), ("Партнери", "Искра"))),
)


@pytest.mark.parametrize("names", [("ЛОКАЛНА САМОУПРАВА", "КОНТАКТ", "МОТИВАЦИЈА"), ("ОПШТИНА", "ЛИЦЕ", "ОПИС"), "123"])
def test_answers_stand_below_their_labels_beside_the_name_of_their_part(names: tuple[str, ...]) -> None:
    """It reaches over all rows of its part, and asks nothing in them."""
    cells: list[Cell] = []
    for name, (_, asked) in zip(names, PARTS, strict=True):
        rows = [text for pair in asked for text in pair]
        begins = cells[-1].row + 1 if cells else 0
        part = line(name, Mark.BOLD)
        cells.append(Cell(row=begins, column=0, row_span=len(rows), address=f"part {name}", lines=(part,)))
        cells += (Cell(row=at, column=1, address=f"row {at}", lines=(line(x),)) for at, x in enumerate(rows, begins))

    got = answers(Table(cells=tuple(cells), address="table 1"))

    assert got["address"] == "Трг 1, 78250 Лакташи"
    assert (got["contact_name"], got["contact_phone"]) == ("Марко Марић", None)
    assert (got["situation"], got["motivation"], got["partners"]) == ("Млади одлазе.", "Желимо учити.", "Искра")


@pytest.mark.parametrize("statement", ["☒ Изјављујемо да су наведени подаци тачни", "Наведени подаци су тачни: ДА"])
@pytest.mark.parametrize(
    "place", [("Ресурси: Возило.",), ("Ресурси:", "Возило."), ("Ресурси:", "_______"), ("Ресурси:",)]
)
@pytest.mark.parametrize(
    "heading",
    [
        *("Изјаве (непотребно прецртати):", "19. Изјаве (означити)", "Изјаве:", "ИЗЈАВЕ"),
        *("Изјава (заокружити, односно подвући)", "STATEMENT (circle, or underline)"),
        *("Декларација (подвући)", "ОБАВЕЗЕ (заокружити једно)"),
    ],
)
def test_the_heading_of_the_statements_is_no_answer(heading: str, place: tuple[str, ...], statement: str) -> None:
    """Whatever stands above it: a statement stands right below."""
    got = answers(*place, heading, statement)
    assert (got["resources"], got["accuracy"]) == ("Возило." if "Возило" in "".join(place) else None, True)


@pytest.mark.parametrize(
    ("label", "answer"),
    [
        ("Разлози за пријаву и очекивани резултати", "Очекивани резултати: 1) концепт, 2) тим"),
        ("Опис стања и рањивих група", "Рањиве групе: старији, дјеца"),
        ("Партнери", "Партнери: Црвени крст"),
    ],
)
def test_an_answer_below_its_label_may_begin_with_words_of_that(label: str, answer: str) -> None:
    """In a row of answers, too, of which each stands below its label."""
    got = answers(table((label, "Постојеће услуге", "Почетна замисао концепта"), (answer, "Један клуб.", "Почећемо.")))
    assert (got["experience"], got["plan"]) == ("Један клуб.", "Почећемо.")
    assert answer.rpartition(": ")[2] in "".join(map(str, got.values()))


def test_labels_in_two_languages_may_stand_above_their_answers() -> None:
    """Those in the second are no answers to the first."""
    asked = ("Опис стања", "Разлози за пријаву", "Партнери")
    other = ("Description of the situation", "Reasons for applying", "Partners")
    got = answers(table(asked, other, ("Млади одлазе.", "Желимо учити.", "Искра")))
    assert (got["situation"], got["motivation"], got["partners"]) == ("Млади одлазе.", "Желимо учити.", "Искра")
