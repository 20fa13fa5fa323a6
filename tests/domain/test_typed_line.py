"""A host types in any order; every piece of it means one thing, or is told to mean two."""

import random
import re
from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from resv_desktop.domain.typed_line import TypedLine, read_line

SATURDAY = date(2026, 3, 14)
PHONES = {
    "GB": ("07400 123456", "07400123456", "020 7946 0123", "+44 20 7946 0123", "+442079460123"),
    "IL": ("050 123 4567", "050-123-4567", "0501234567", "+972 50 123 4567"),
    "FR": ("01 42 68 53 00", "+33 1 42 68 53 00"),
    "DK": ("20 12 34 56", "20123456"),
    "US": ("(212) 555-0123", "212 555 0123"),
}
NAMES = ("Cohen", "van den Berg", "כהן לוי", "O'Brien-Smith", "Müller", '"Sun"', "李", "Ng")
MARKS = re.compile("[\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]")
HOURS = ("20", "20:00", "8pm", "8 pm", "20h", "9", "12", "00:00")
DAYS = ("today", "tomorrow", "fri", "friday", "Sunday", "SUN")


def read(text: str, region: str = "GB") -> TypedLine:
    """Read a line on a Saturday."""
    return read_line(text, today=SATURDAY, region=region)


def meaning(line: TypedLine) -> TypedLine:
    """Return what a line means, without the order in which it was typed."""
    return replace(line, pieces=())


def test_party_hour_number_and_name_are_read() -> None:
    line = read("4 20 07400123456 Cohen")
    assert (line.party, line.hour, line.e164, line.name) == (4, 20, "+447400123456", "Cohen")
    assert [piece.part for piece in line.pieces] == ["party", "hour", "phone", "name"]
    assert line.phone_kind == "valid"
    assert not line.unclear


@pytest.mark.parametrize(
    ("text", "hour", "is_sure"),
    [
        ("20", 20, True),
        ("20:00", 20, True),
        ("8pm", 20, True),
        ("8 pm", 20, True),
        ("8 p.m.", 20, True),
        ("12am", 0, True),
        ("12pm", 12, True),
        ("24", 0, True),
        ("00", 0, False),
        ("9", 9, False),
        ("11", 11, False),
        ("20h", 20, True),
        ("09:00", 9, True),
        ("9:00", 9, False),
        ("9am", 9, True),
        ("13:00", 13, True),
    ],
)
def test_an_hour_is_read_in_every_usual_form(text: str, hour: int, *, is_sure: bool) -> None:
    line = read(text)
    assert (line.hour, line.is_hour_sure, line.party) == (hour, is_sure, None)


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("today", SATURDAY),
        ("tonight", SATURDAY),
        ("tomorrow", date(2026, 3, 15)),
        ("fri", date(2026, 3, 20)),
        ("Friday", date(2026, 3, 20)),
        ("SUN", date(2026, 3, 15)),
        ("thurs", date(2026, 3, 19)),
    ],
)
def test_a_weekday_is_the_next_such_day(text: str, day: date) -> None:
    assert read(text).day == day
    assert read(f"4 {text} 20 Cohen").day == day


@pytest.mark.parametrize("text", ["4 20 sat 07400123456", "Saturday 4 20"])
def test_the_weekday_of_today_may_be_in_a_week_as_well_and_is_asked_for(text: str) -> None:
    line = read(text)
    (says,) = line.unclear
    assert str(says).endswith(' is today or in a week. Type "today", or the date.')
    assert (line.day, line.party, line.hour, line.name) == (None, 4, 20, "")


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("sat today 4 20", SATURDAY),
        ("sat 14.3 4 20", SATURDAY),
        ("sat 21.3 4 20", date(2026, 3, 21)),
    ],
)
def test_the_weekday_of_today_is_clear_beside_its_date(text: str, day: date) -> None:
    assert (read(text).day, read(text).unclear) == (day, ())


def test_one_digit_is_a_party_four_the_end_of_a_number_letters_a_name() -> None:
    assert read("4") == replace(TypedLine(party=4), pieces=read("4").pieces)
    end = read("3456")
    assert (end.phone, end.phone_kind, end.is_search) == ("3456", "end", True)
    name = read("van den Berg")
    assert (name.name, name.is_search) == ("van den Berg", True)
    assert not read("4 20").is_search
    assert not read("07400 123456").is_search


@pytest.mark.parametrize("text", ["3456 4 20", "4 3456 20", "20 4 3456"])
def test_the_end_of_a_number_stands_beside_party_and_hour(text: str) -> None:
    line = read(text)
    assert (line.party, line.hour, line.phone, line.phone_kind) == (4, 20, "3456", "end")


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("0", "incomplete"),
        ("050", "incomplete"),
        ("4 20 0", "incomplete"),
        ("4 20 05", "incomplete"),
        ("4 20 050 12", "incomplete"),
        ("+", "incomplete"),
        ("+44", "incomplete"),
        ("050123a", "wrong"),
        ("07400 1234567890123", "wrong"),
    ],
)
def test_a_number_is_followed_while_it_is_typed(text: str, kind: str) -> None:
    line = read(text, "IL" if "050" in text else "GB")
    assert line.phone_kind == kind
    assert line.e164 == ""
    assert not line.unclear
    assert (line.refusal is not None) == (kind == "wrong")


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("4 8", "A party of 4 or of 8? An hour is typed as 20, 20:00 or 8pm."),
        ("20 21", "20 and 21 are two hours; a party is 1 to 8 guests."),
        ("20:00 9pm", "20:00 and 9pm are two hours; a party is 1 to 8 guests."),
        ("fri sun", "fri and sun are two days."),
        ("20:30", '"20:30" is no full hour. Tables are reserved from one full hour to the next.'),
        ("13pm", '"13pm" is no full hour. Tables are reserved from one full hour to the next.'),
    ],
)
def test_what_has_two_meanings_or_none_is_said_and_taken_for_nothing(text: str, says: str) -> None:
    line = read(text)
    assert [str(each) for each in line.unclear] == [says]
    assert (line.party, line.hour, line.day) == (None, None, None)


@pytest.mark.parametrize("text", ["9 20", "20 9", "9 8pm", "20:00 9 Cohen", "tomorrow 9 20"])
def test_a_nine_beside_an_hour_is_a_party_that_no_table_seats(text: str) -> None:
    line = read(text)
    assert [str(each) for each in line.unclear] == ["A party is 1 to 8 guests; 9 is not possible."]
    assert (line.party, line.hour) == (None, 20)


@pytest.mark.parametrize("text", ["9", "9 4", "4 9", "9 4 fri"])
def test_a_nine_alone_or_behind_a_party_is_an_hour(text: str) -> None:
    assert (read(text).hour, read(text).unclear) == (9, ())


@pytest.mark.parametrize("text", ["4 25", "4 99", "fri 4 25", "4 25 Cohen"])
def test_a_number_behind_a_party_that_is_no_hour_is_said(text: str) -> None:
    (says,) = read(text).unclear
    assert "is no full hour" in str(says)


@pytest.mark.parametrize(("text", "region"), [("4 255", "US"), ("4 20 25", "US"), ("25", "US")])
def test_the_beginning_of_a_number_is_not_taken_for_an_hour(text: str, region: str) -> None:
    assert (read(text, region).phone_kind, read(text, region).unclear) == ("incomplete", ())


def test_the_same_hour_said_twice_is_one_hour() -> None:
    line = read("20 8pm")
    assert (line.hour, line.unclear) == (20, ())


def test_a_name_that_is_also_a_day_stands_in_quotes() -> None:
    line = read('4 20 "Sun"')
    assert (line.name, line.day) == ("Sun", None)


parts = st.sampled_from(sorted(PHONES)).flatmap(
    lambda region: st.tuples(
        st.just(region),
        st.sampled_from(PHONES[region]),
        st.integers(1, 8).map(str),
        st.sampled_from(HOURS),
        st.none() | st.sampled_from(DAYS),
        st.none() | st.sampled_from(NAMES),
    )
)


@given(parts, st.randoms(use_true_random=False))
def test_the_same_parts_mean_the_same_in_any_order(
    given_parts: tuple[str, str, str, str, str | None, str | None], shuffled: random.Random
) -> None:
    region, phone, *others = given_parts
    typed = [part for part in (phone, *others) if part is not None]
    usual = read(" ".join(typed[1:] + typed[:1]), region)
    shuffled.shuffle(typed)
    line = read(" ".join(typed), region)
    assert meaning(line) == meaning(usual)
    assert (str(line.party), line.unclear) == (others[0], ())
    assert line.phone.split() == phone.split()
    assert (line.hour is not None, line.day is not None) == (True, others[2] is not None)
    assert line.name == (others[3] or "").strip('"')


@given(parts, st.randoms(use_true_random=False), st.integers(0, 20))
def test_no_beginning_of_a_number_is_called_unclear(
    given_parts: tuple[str, str, str, str, str | None, str | None],
    shuffled: random.Random,
    cut: int,
) -> None:
    region, phone, party, _, day, name = given_parts
    typed = [part for part in (party, "20", day, name) if part is not None]
    shuffled.shuffle(typed)
    if phone[0] in "0+(":
        assert read(" ".join([*typed, phone[:cut]]), region).unclear == ()


@pytest.mark.parametrize(
    ("text", "party", "hour", "phone"),
    [
        ("4 20 12345 Cohen", 4, 20, "12345"),
        ("2 21 54321", 2, 21, "54321"),
        ("20 4 12345", 4, 20, "12345"),
        ("4 20 123 45", 4, 20, "123 45"),
    ],
)
def test_party_and_hour_in_front_of_a_number_that_is_too_short_are_no_part_of_it(
    text: str, party: int, hour: int, phone: str
) -> None:
    line = read(text, "IL")
    assert (line.party, line.hour, line.phone) == (party, hour, phone)
    assert (line.phone_kind, line.e164) == ("incomplete", "")


def test_a_number_that_begins_like_a_party_and_an_hour_is_one_beside_both() -> None:
    line = read("4 20 6 12 34 56 78", "FR")
    assert (line.party, line.hour, line.e164) == (4, 20, "+33612345678")


def test_an_hour_that_stands_in_the_number_as_well_is_no_part_of_it() -> None:
    line = read("1 20 +44 20 7946 01", "GB")
    assert (line.party, line.hour, line.phone, line.unclear) == (1, 20, "+44 20 7946 01", ())


lines = st.text(max_size=80) | st.lists(
    st.sampled_from(["4", "20", "8pm", "pm", "+", "(", "050", "1234", "fri", '"', "a1b2c3", ",;"])
    | st.text(alphabet="0123456789+-(). \u0664\u05d0²½'", max_size=12),
    max_size=90,
).map(" ".join)


@given(lines, st.sampled_from([None, *PHONES]))
def test_it_never_raises_and_nothing_typed_is_lost(text: str, region: str | None) -> None:
    line = read_line(text, today=SATURDAY, region=region)
    kept = " ".join(piece.text for piece in line.pieces)
    typed = text.encode("utf-8", "replace").decode()
    assert kept.split() == MARKS.sub("", typed).split()
    for piece in line.pieces:
        if piece.part == "name":
            assert piece.text.strip(",;\"'“”„«» ") in line.name or not line.name
    if any(piece.part == "phone" for piece in line.pieces):
        assert line.phone


@pytest.mark.parametrize(
    ("text", "is_sign", "name"),
    [
        ("4w", True, ""),
        ("4 W", True, ""),
        ("8 20 w 07400 123456 Cohen", True, "Cohen"),
        ("8 8pm w", True, ""),
        ("4 20 Anna W", False, "Anna W"),
        ("4 20 w Smith", False, "w Smith"),
        ("4 20 walker", False, "walker"),
        ('4 20 "w"', False, "w"),
        ("w", False, "w"),
        ("9w", True, ""),
        ("8 20w", True, ""),
        ("8 8pmw", True, ""),
        ("8 20W 07400 123456 Cohen", True, "Cohen"),
        ("8 25w", False, "25w"),
    ],
)
def test_a_w_behind_a_number_is_the_sign_and_never_the_beginning_of_a_name(
    text: str, is_sign: bool, name: str
) -> None:
    line = read(text)
    assert (line.has_sign, line.name, line.unclear) == (is_sign, name, ())


@pytest.mark.parametrize(
    ("text", "is_walk_in", "name"),
    [
        ("4 now", True, ""),
        ("now 4 Cohen", True, "Cohen"),
        ("4 walk-in", True, ""),
        ("walk in 4 Cohen", True, "Cohen"),
        ("4 20 walk in", False, "walk in"),
        ("4 jetzt", True, ""),
        ("4 maintenant!", True, ""),
        ("4 עכשיו", True, ""),
        ("8 20 now", False, "now"),
        ("4 tomorrow now", False, "now"),
        ("now", False, "now"),
        ('4 "Now"', False, "Now"),
    ],
)
def test_now_behind_a_party_says_that_it_stands_at_the_door(
    text: str, is_walk_in: bool, name: str
) -> None:
    line = read(text)
    assert (line.is_walk_in, line.name, line.unclear) == (is_walk_in, name, ())


@pytest.mark.parametrize("text", ["8 20w", "8 20:00w", "8 8pmw", "20w 8", "8 20 w", "20 8w"])
def test_a_w_right_behind_an_hour_leaves_the_hour_what_it_is(text: str) -> None:
    assert (read(text).party, read(text).hour) == (8, 20)


@pytest.mark.parametrize(("number", "region"), [("01 42 68 53", "FR"), ("88 36 43 23 99", "DK")])
def test_party_and_hour_are_no_beginning_of_a_number_that_is_still_typed(
    number: str, region: str
) -> None:
    line = read(f"1 20 {number}", region)
    assert (line.party, line.hour, line.phone, line.unclear) == (1, 20, number, ())


def test_the_last_day_there_is_has_no_day_after_it() -> None:
    assert read_line("tomorrow", today=date.max, region=None).day is None


def test_the_labels_of_a_pasted_mail_are_no_name() -> None:
    mail = "Guests: 4\nTime: 20:00\nName: Dupont\nTel.: 07400 123456\nE-mail: none"
    line = read(mail)
    assert (line.party, line.hour, line.e164, line.name) == (4, 20, "+447400123456", "Dupont none")
    assert not line.unclear
    assert read("4 20 שם: כהן").name == "כהן"
    assert (read("Cohen:").name, read('4 20 "Table:"').name) == ("Cohen:", "Table:")
