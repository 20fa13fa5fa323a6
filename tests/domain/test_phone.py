"""A phone number is read in any usual form, kept in one, and refused when nobody can be reached."""

import re
from datetime import date

import phonenumbers
import pytest
from hypothesis import given
from hypothesis import strategies as st
from phonenumbers import PhoneNumberFormat, PhoneNumberType

from resv_desktop.domain.errors import InvalidPhone
from resv_desktop.domain.phone import (
    Phone,
    example_phone,
    format_phone,
    format_while_typing,
    forms_of,
    last_four,
    parse_phone,
    region_of,
)
from resv_desktop.domain.typed_line import read_line

COUNTRIES = ["GB", "US", "DE", "FR", "IT", "ES", "IL", "JP", "AU", "BR", "IN", "ZA"]


def example(region: str) -> phonenumbers.PhoneNumber:
    number = phonenumbers.example_number_for_type(region, PhoneNumberType.MOBILE)
    assert number is not None
    return number


@pytest.mark.parametrize(
    ("typed", "region", "e164"),
    [
        ("07400 123456", "GB", "+447400123456"),
        ("(020) 7946-0123", "GB", "+442079460123"),
        ("+44 20 7946 0123", "US", "+442079460123"),
        ("0044 20 7946 0123", "DE", "+442079460123"),
        ("011 44 20 7946 0123", "US", "+442079460123"),
        ("＋４４ ２０ ７９４６ ０１２３", None, "+442079460123"),
        ("020 7946 0123", "GB", "+442079460123"),
        ("212.555.0123", "US", "+12125550123"),
        ("06/12 34 56 78", "FR", "+33612345678"),
        ("050 123 4567", "IL", "+972501234567"),
        ("  +44 7400 123456\n", None, "+447400123456"),
    ],
)
def test_a_number_in_any_usual_form_is_kept_in_one(
    typed: str, region: str | None, e164: str
) -> None:
    assert parse_phone(typed, region).e164 == e164


@pytest.mark.parametrize(
    "pasted",
    ["\u202a+44 7400 123456\u202c", "\u2066 07400 123456\u2069", "\u200f07400\ufeff123456"],
)
def test_marks_of_direction_that_a_paste_brings_are_no_part_of_a_number(pasted: str) -> None:
    assert parse_phone(pasted, "GB").e164 == "+447400123456"
    assert format_while_typing(pasted, "GB").isascii()


@pytest.mark.parametrize("home", [None, "GB"])
@pytest.mark.parametrize("region", COUNTRIES)
def test_an_international_number_is_accepted_wherever_the_house_is(
    region: str, home: str | None
) -> None:
    typed = phonenumbers.format_number(example(region), PhoneNumberFormat.INTERNATIONAL)
    e164 = phonenumbers.format_number(example(region), PhoneNumberFormat.E164)
    phone = parse_phone(typed, home)
    assert phone == Phone(e164)
    assert phone.is_valid
    assert region_of(e164) == region


def test_a_possible_number_that_is_not_in_use_is_only_marked() -> None:
    assert parse_phone("+44 1999 999999", None).is_valid is False


REFUSED = [
    ("", "Type the guest's phone number."),
    ("   ", "Type the guest's phone number."),
    ("maria", '"maria" has a letter in it.'),
    ("050 123 456a", '"050 123 456a" has a letter in it.'),
    ("0800 FLOWERS", '"0800 FLOWERS" has a letter in it.'),
    ("+44 7400 12345б", "has a letter in it."),
    ("tel:+447400123456", "has a letter in it."),
    ("07400 123456 x12", '"07400 123456 x12" has an extension.'),
    ("07400 123456 ext. 12", "has an extension."),
    ("07400 123456;ext=12", "has an extension."),
    ("07400 123456#12", "has a sign in it that no phone number has."),
    ("07400*123456", "has a sign in it that no phone number has."),
    ("1" * 40, f'"{"1" * 40}" is not a possible phone number: it is too long'),
    ("1" * 400, "is not a possible phone number: it is too long"),
    ("+1 212 55", '"+1 212 55" is too short for a phone number.'),
    ("1", '"1" is not a phone number.'),
    ("+", '"+" is not a phone number.'),
    ("()", '"()" is not a phone number.'),
    ("+999 123456789", '"+999 123456789" has no country code that is known.'),
    ("+44 7400 123456 7890", "is not a possible phone number: it is too long"),
    ("07400\u0000123456", "has a sign in it"),
    ("07400 \ud83d 123456", "has a sign in it"),
]


@pytest.mark.parametrize(("typed", "sentence"), REFUSED, ids=range(len(REFUSED)))
def test_what_nobody_can_be_reached_under_is_refused_in_a_sentence(
    typed: str, sentence: str
) -> None:
    with pytest.raises(InvalidPhone) as refused:
        parse_phone(typed, "GB")
    assert sentence in str(refused.value)
    assert str(refused.value).endswith(".")


def test_a_national_number_without_a_country_asks_for_the_code() -> None:
    with pytest.raises(InvalidPhone, match="has no country code that is known"):
        parse_phone("07400 123456", None)


@given(st.text(max_size=30))
def test_whatever_is_typed_is_a_number_or_a_refusal(text: str) -> None:
    try:
        said = parse_phone(text, "GB").e164
    except InvalidPhone as refusal:
        said = str(refusal)
    assert re.fullmatch(r"\+\d{3,17}", said) or said.endswith(".")


def test_a_number_is_shown_in_the_national_form_at_home_and_with_its_code_abroad() -> None:
    assert format_phone("+447400123456", "GB") == "07400 123456"
    assert format_phone("+447400123456", "FR") == "+44 7400 123456"
    assert format_phone("+447400123456", None) == "+44 7400 123456"


@pytest.mark.parametrize(
    ("typed", "region", "shown"),
    [
        ("050123456", "IL", "050-123-456"),
        ("05012345678", "IL", "05012345678"),
        ("07400 12345", "GB", "07400 12345"),
        ("030 12", "DE", "030 12"),
        ("555 0123", "US", "555-0123"),
        ("01999 999999", "GB", "01999 999999"),
    ],
)
def test_a_number_that_is_not_in_use_is_shown_as_it_is_dialled(
    typed: str, region: str, shown: str
) -> None:
    phone = parse_phone(typed, region)
    assert not phone.is_valid
    assert format_phone(phone.e164, region) == shown
    assert parse_phone(shown, region) == phone


@pytest.mark.parametrize("stored", ["", "ask for Maria", "12"])
def test_what_cannot_be_read_is_shown_as_it_is(stored: str) -> None:
    assert format_phone(stored, "GB") == stored


@pytest.mark.parametrize(
    ("typed", "region", "shown"),
    [
        ("07400123456", "GB", "07400 123456"),
        ("074001", "GB", "07400 1"),
        ("+33612345678", "GB", "+33 6 12 34 56 78"),
        ("2125550123", "US", "(212) 555-0123"),
        ("0740x", "GB", "0740x"),
        ("", "GB", ""),
        ("123", None, "123"),
    ],
)
def test_digits_are_grouped_while_they_are_typed(
    typed: str, region: str | None, shown: str
) -> None:
    assert format_while_typing(typed, region) == shown


@given(st.text("0123456789+ ()-.", max_size=20), st.sampled_from([*COUNTRIES, None]))
def test_grouping_never_loses_or_adds_a_digit(typed: str, region: str | None) -> None:
    assert re.sub(r"\D", "", format_while_typing(typed, region)) == re.sub(r"\D", "", typed)


def test_the_country_of_a_number_is_known_where_it_has_one() -> None:
    assert region_of("+442079460123") == "GB"
    assert region_of("+12125550123") == "US"
    assert region_of("+441999999999") == "GB"
    assert region_of("+80012345678") is None
    assert region_of("020 7946 0123") is None
    assert region_of("") is None


def test_a_guest_is_found_by_the_last_four_digits() -> None:
    assert last_four("+447400123456") == "3456"
    assert last_four("12-34") == "1234"
    assert last_four("123") == ""
    assert last_four("") == ""


def test_every_form_another_program_may_have_stored_is_looked_for() -> None:
    forms = forms_of("+447400123456", typed=" 07400/123456 ")
    assert len(forms) == len(set(forms))
    assert forms[0] == "+447400123456"
    assert {
        *("447400123456", "07400123456", "07400 123456", "07400-123456", "00447400123456"),
        *("+44 7400 123456", "07400/123456"),
    } <= set(forms)


def test_what_is_no_number_has_only_its_own_forms() -> None:
    assert forms_of("ask", typed="") == ["ask"]


@pytest.mark.parametrize("region", COUNTRIES)
def test_the_national_form_of_a_number_is_among_its_forms(region: str) -> None:
    number = example(region)
    e164 = phonenumbers.format_number(number, PhoneNumberFormat.E164)
    assert phonenumbers.format_number(number, PhoneNumberFormat.NATIONAL) in forms_of(e164)


@pytest.mark.parametrize("region", ["GB", "IL", "DE", "FR", "US", "IT", "BR", "JP", "AU", "IN"])
def test_an_example_is_a_number_of_the_country_and_is_understood_in_the_line(region: str) -> None:
    example = example_phone(region)
    assert example.isdecimal()
    phone = parse_phone(example, region)
    assert phone.is_valid
    assert region_of(phone.e164) == region
    line = read_line(f"4 20 {example} Cohen", today=date(2026, 3, 14), region=region)
    assert (line.party, line.hour, line.e164, line.name) == (4, 20, phone.e164, "Cohen")


@pytest.mark.parametrize("region", [None, "ZZ"])
def test_where_the_country_is_not_known_the_example_is_from_abroad(region: str | None) -> None:
    assert parse_phone(example_phone(region), region).is_valid
