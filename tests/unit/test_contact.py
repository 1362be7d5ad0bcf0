"""Addresses, telephones and dates as people write them."""

from __future__ import annotations

import time
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from intake.rules.forms.words.contact import email, phone, place_beside, written_date

MONTHS = {
    1: ("januara", "јануар", "January"),
    2: ("februara", "фебруар", "February"),
    3: ("marta", "март", "March"),
    4: ("aprila", "април", "April"),
    5: ("maja", "мај", "May"),
    6: ("juna", "јуни", "June"),
    7: ("jula", "јули", "July"),
    8: ("avgusta", "август", "August"),
    9: ("septembra", "септембар", "September"),
    10: ("oktobra", "октобар", "October"),
    11: ("novembra", "новембар", "November"),
    12: ("decembra", "децембар", "December"),
}
days = st.dates(min_value=date(2000, 1, 1), max_value=date(2099, 12, 31))


@pytest.mark.parametrize(
    "written",
    [
        "opstina@laktasi.net",
        " Opstina@Laktasi.NET ",
        "opstina@laktasi.net.",
        "opstina@laktasi.net,",
        "mailto:opstina@laktasi.net",
        "mailto:opstina@laktasi.net?subject=Prijava",
        "<opstina@laktasi.net>",
        "Општина Лакташи <opstina@laktasi.net>",
        "opstina (at) laktasi.net",
        "opstina[at]laktasi[dot]net",
        "opstina[@]laktasi[.]net",
        "opstina @ laktasi.net",
        "opstina@laktasi. net",
        "opstina@\u200blaktasi.net",
        "\u00a0opstina@laktasi.net",
        "E-mail: opstina@laktasi.net",
        "___opstina@laktasi.net___",
    ],
)
def test_what_loses_nothing_is_mended(written: str) -> None:
    """All these say one address and can say no other."""
    assert email(written).value == "opstina@laktasi.net"


def test_a_mended_address_says_so() -> None:
    """Staff may look at it; capitals alone are no repair."""
    assert email("opstina (at) laktasi.net").repaired
    assert not email("Opstina@Laktasi.net").repaired


@pytest.mark.parametrize(
    "written",
    [
        "a@laktasi.net; b@laktasi.net",
        "a@laktasi.net, b@laktasi.net",
        "a@laktasi.net/b@laktasi.net",
        "a@laktasi.net и b@laktasi.net",
        "a@laktasi.net i b@laktasi.net",
        "a@laktasi.net\nb@laktasi.net",
        "a@laktasi.net. b@laktasi.net",
        "a@laktasi; a@laktasi.net; b@laktasi.net",
    ],
)
def test_the_first_valid_address_counts_and_the_rest_is_kept(written: str) -> None:
    """Two contact persons share one field."""
    reading = email(written)
    assert (reading.value, reading.others) == ("a@laktasi.net", ("b@laktasi.net",))


@pytest.mark.parametrize(
    ("written", "why"),
    [
        ("оpstina@laktasi.net", "CYRILLIC SMALL LETTER O"),
        ("opstina@laktaši.net", "LATIN SMALL LETTER S WITH CARON"),
        ("opstina@laktasi", "no e-mail address"),
        ("opstina@laktasi,net", "no e-mail address"),
        ("opstina@@laktasi.net", "no e-mail address"),
        ("opstina laktasi.net", "no @"),
        ("", "no @"),
        ("ana. anic@laktasi.net", "two readings"),
    ],
)
def test_what_would_have_to_be_guessed_is_no_address(written: str, why: str) -> None:
    """A letter to a guessed address may reach a stranger."""
    reading = email(written)
    assert reading.value is None
    assert why in str(reading.why)


@given(st.text())
def test_any_text_gets_an_email_reading(written: str) -> None:
    """A form holds anything: a value in lower case and ASCII, or a reason."""
    reading = email(written)
    assert (reading.value is None) is (reading.why is not None)
    assert reading.value is None or (reading.value.isascii() and reading.value == reading.value.lower())


@given(st.emails())
def test_a_kept_address_is_read_as_itself(written: str) -> None:
    """What was read once is read the same again."""
    kept = email(written).value
    assert kept is None or email(kept).value == kept


@pytest.mark.parametrize(
    ("written", "value"),
    [
        ("065/123-456", "+38765123456"),
        ("065 123 456", "+38765123456"),
        ("65123456", "+38765123456"),
        ("65123456.0", "+38765123456"),
        ("38751123456", "+38751123456"),
        ("3.8751123456E+10", "+38751123456"),
        ("00387 51 123 456", "+38751123456"),
        ("+387 (0)51 123 456", "+38751123456"),
        ("+387.51.123.456", "+38751123456"),
        ("(051) 123-456", "+38751123456"),
        ("051/123\u2013456", "+38751123456"),
        ("060/123-4567", "+387601234567"),
        ("тел. 051/532-200, лок. 12", "+38751532200"),
        ("факс: 051/532-201; тел. 051/532-200", "+38751532200"),
        ("тел./факс: 051/532-200", "+38751532200"),
        ("+381 11 322 3446", "+381113223446"),
        ("381113223446", "+381113223446"),
        ("٠٦٥/١٢٣-٤٥٦", "+38765123456"),
    ],
)
def test_a_number_is_kept_in_e164(written: str, value: str) -> None:
    """Slashes, blanks, trunk zeros and Excel's arithmetic all mean the same telephone."""
    assert phone(written).value == value


@pytest.mark.parametrize(
    "written",
    [
        "051/123-456, 065/123-456",
        "051/123-456 / 065/123-456",
        "051/123-456; моб. 065/123-456",
        "051/123-456\n065/123-456",
        "051-123-456/065-123-456",
        "051/123456 065/123-456",
        "051/123-456 (065) 123 456",
        "051 123 456 +387 65 123-456",
        "0038751123456 0038765123456",
    ],
)
def test_the_first_number_counts_and_the_rest_is_kept(written: str) -> None:
    """An office and a mobile telephone share one field."""
    reading = phone(written)
    assert (reading.value, reading.others) == ("+38751123456", ("+38765123456",))


@pytest.mark.parametrize(
    ("written", "region", "value"),
    [
        ("011/3223-446", "RS", "+381113223446"),
        ("020 444 333", "ME", "+38220444333"),
        ("02 3091 234", "MK", "+38923091234"),
        ("038 200 300", "XK", "+38338200300"),
        ("04 2230003", "AL", "+35542230003"),
        ("+387 51 123 456", "RS", "+38751123456"),
        ("387 53 579 544", "RS", "+38753579544"),
    ],
)
def test_a_number_is_dialled_where_its_municipality_lies(written: str, region: str, value: str) -> None:
    """Neighbours apply with their own area codes; a country code always wins."""
    assert phone(written, region=region).value == value


@pytest.mark.parametrize(
    "written", ["", "123", "12345678", "01/2345", "n/p", "0651234567890123", "+999 51 123 456", "066/66988 059/267-770"]
)
def test_digits_that_are_no_telephone_are_none(written: str) -> None:
    """A wrong number in the register looks like a right one."""
    reading = phone(written)
    assert reading.value is None
    assert reading.why


@given(st.text(alphabet="0123456789 +-/().,;eE") | st.text())
def test_any_text_gets_a_phone_reading(written: str) -> None:
    """A value is E.164 and read as itself again, whatever the region."""
    reading = phone(written)
    for value in (reading.value, *reading.others):
        assert value is None or phone(value, region="RS").value == value


@given(days)
def test_a_date_is_read_in_every_usual_writing(day: date) -> None:
    """Day first, with numbers or names, in either script, with or without the word for year."""
    d, m, y = day.day, day.month, day.year
    names = MONTHS[m]
    written = [
        *(
            f"{d}.{m}.{y}.",
            f"{d:02}.{m:02}.{y}",
            f"{d}/{m}/{y}",
            f"{d}-{m}-{y}",
            f"{d}. {m}. {y}. godine",
            f"{d}.{m}.{y % 100:02}",
        ),
        *(f"{d}. {name} {y}. године" for name in names),
        *(f"{d}. {name.upper()} {y}" for name in names),
        *(f"{d}-{name[:3]}-{y % 100:02}" for name in names[:2]),
        *(day.isoformat(), f"{day.isoformat()} 00:00:00", f"{names[2]} {d}, {y}", f"Лакташи, {d}. {names[0]} {y}."),
    ]
    assert {text: written_date(text) for text in written} == dict.fromkeys(written, day)


@pytest.mark.parametrize(
    "written",
    [
        "09/13/2021",
        "31.2.2021",
        "13.9.",
        "44452",
        "10.9.2021 или 11.9.2021",
        "",
        "065/123-456",
        "13. dan 2021",
        "29.2.2021",
        "0.9.2021",
    ],
)
def test_an_impossible_or_doubtful_date_is_none(written: str) -> None:
    """The day comes first, always: 09/13 is no guess at an American date."""
    assert written_date(written) is None


@pytest.mark.parametrize(
    ("written", "day", "place"),
    [
        ("Хан Пијесак, шестог септембра 2021. године", date(2021, 9, 6), "Хан Пијесак"),
        ("Pijesak trećeg septembra 2021", date(2021, 9, 3), "Pijesak"),
        ("двадесет првог августа 2021. године, Добој", date(2021, 8, 21), "Добој"),
        ("trideset prvi avgust 2021.", date(2021, 8, 31), None),
        ("6th of September 2021", date(2021, 9, 6), None),
        ("Рудо, пет дана августа 2021", None, None),
        ("Рудо, трећег деветог 2021. године", date(2021, 9, 3), "Рудо"),
        ("Rudo, dvadeset prvog osmog 2021.", date(2021, 8, 21), "Rudo"),
        ("3. devetog 2021", date(2021, 9, 3), None),
        ("трећег тринаестог 2021.", None, None),
        ("Rudo, the sixth of September 2021", date(2021, 9, 6), "Rudo"),
        ("the twenty-first of August 2021", date(2021, 8, 21), None),
        ("on the thirtieth September 2021, Rudo", date(2021, 9, 30), "Rudo"),
    ],
)
def test_day_and_month_may_stand_in_words(written: str, day: date | None, place: str | None) -> None:
    """As in a letter; the words of a number that no month follows are none of a date."""
    assert (written_date(written), place_beside(written)) == (day, place)


@pytest.mark.parametrize(
    "written", ["13. IX 2021.", "13.ix.2021", "13th September 2021", "13-Сеп-21", "13. септембар 2021"]
)
def test_the_calls_last_day_is_read_as_offices_write_it(written: str) -> None:
    """Roman months are usual in documents with a file number."""
    assert written_date(written) == date(2021, 9, 13)


@given(st.text(alphabet="0123456789./- januarsept") | st.text())
def test_any_text_gets_a_date_or_none(text: str) -> None:
    """Nothing that stands in a form makes the reader fail."""
    found = written_date(text)
    assert found is None or written_date(found.isoformat()) == found


def test_a_domain_parted_at_its_hyphen_is_one() -> None:
    """As lines of a PDF end; where what stands before the hyphen is an address of its own, nothing is joined."""
    assert email("Ana.Anic@Opstina-Krupa-Na- Uni.example").value == "ana.anic@opstina-krupa-na-uni.example"
    assert email("ana@krupa.example- www.krupa.example").value != "ana@krupa.example-www.krupa.example"


@pytest.mark.parametrize("long", ["а" * 60_000, " " * 60_000, "\n " * 30_000], ids=["a word", "blanks", "lines"])
def test_an_answer_without_an_end_is_read_in_no_time(long: str) -> None:
    """Answers are judged where no limit of time is: a word of 200,000 letters beside a date took minutes."""
    begun = time.process_time()
    assert written_date(f"{long} 13.9.2021") == date(2021, 9, 13)
    assert email(f"{long} ana@laktasi.example").value == "ana@laktasi.example"
    assert time.process_time() - begun < 5
