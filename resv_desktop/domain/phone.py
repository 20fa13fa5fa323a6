"""Phone numbers: how guests are known, typed in any usual form and stored in one."""

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from resv_desktop.domain.errors import InvalidPhone
from resv_desktop.domain.words import without_marks
from resv_desktop.later import later_as_a_whole

if TYPE_CHECKING:
    import phonenumbers
else:
    # It takes a thirtieth of the start, and the first lists show names.
    phonenumbers = later_as_a_whole("phonenumbers")

_LONGEST_SHOWN = 40
_FROM_ABROAD = "+447400123456"  # the library's own example of Britain, whose form is widely known
_E164 = re.compile(r"\+[1-9][0-9]{6,14}")
_IN_A_TEXT = re.compile(r"[+＋]?\(?\d[\d().\-/\u2010-\u2015 ]{4,}\d")
_FEWEST_DIGITS, _MOST_DIGITS, _MOST_GROUPS = 6, 15, 10  # of a number; and how it may be grouped
_ALLOWED = re.compile(r"[+＋]?[\d\s().\-/‐-―−·  ⁠]*")


@dataclass(frozen=True, slots=True)
class Phone:
    """A number that can be dialled, in E.164."""

    e164: str

    @property
    def is_valid(self) -> bool:
        """Whether it lies in a range that is in use."""
        return phonenumbers.is_valid_number(phonenumbers.parse(self.e164, None))


def parse_phone(text: str, region: str | None) -> Phone:
    """Read a number as a host types it; national numbers belong to `region` (ISO 3166).

    Raises InvalidPhone when it is empty, has letters or an extension, or is not possible: too
    short or too long for its country. What is possible but not in use is only marked.
    """
    text = without_marks(text)
    shown = " ".join(text.split())[:_LONGEST_SHOWN]
    if not shown:
        raise InvalidPhone("Type the guest's phone number.")
    _check_characters(text, shown)
    try:
        number = phonenumbers.parse(text.strip(), region)
    except phonenumbers.NumberParseException as error:
        if error.error_type == phonenumbers.NumberParseException.INVALID_COUNTRY_CODE:
            raise InvalidPhone(
                '"{phone}" has no country code that is known. Type a + and the code first.',
                phone=shown,
            ) from None
        if error.error_type == phonenumbers.NumberParseException.TOO_LONG:
            raise _impossible(shown) from None
        raise InvalidPhone('"{phone}" is not a phone number.', phone=shown) from None
    if number.extension:
        raise InvalidPhone('"{phone}" has an extension. Type the number without it.', phone=shown)
    if not phonenumbers.is_possible_number(number):
        reason = phonenumbers.is_possible_number_with_reason(number)
        if reason == phonenumbers.ValidationResult.TOO_SHORT:
            raise InvalidPhone('"{phone}" is too short for a phone number.', phone=shown)
        raise _impossible(shown)
    return Phone(phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164))


def _impossible(shown: str) -> InvalidPhone:
    return InvalidPhone(
        '"{phone}" is not a possible phone number: it is too long or not complete.', phone=shown
    )


def _check_characters(text: str, shown: str) -> None:
    if any(unicodedata.category(character).startswith("L") for character in text):
        if re.search(r"\d[\s;,]*(x|ext|extension)[\s.:=]*\d+\s*$", text, re.IGNORECASE):
            raise InvalidPhone(
                '"{phone}" has an extension. Type the number without it.', phone=shown
            )
        raise InvalidPhone(
            '"{phone}" has a letter in it. Type digits, with a + in front if the number is '
            "from abroad.",
            phone=shown,
        )
    if not _ALLOWED.fullmatch(text.strip()):
        raise InvalidPhone(
            '"{phone}" has a sign in it that no phone number has. Type digits, with a + in front '
            "if the number is from abroad.",
            phone=shown,
        )


def format_phone(phone: str, region: str | None) -> str:
    """Show a stored number: in the national form where that is home, else with its country code.

    What cannot be read is shown as it is.
    """
    try:
        number = phonenumbers.parse(phone, region)
    except phonenumbers.NumberParseException:
        return phone
    if not phonenumbers.is_possible_number(number):
        return phone
    forms, code = phonenumbers.PhoneNumberFormat, number.country_code
    if region is None or code != phonenumbers.country_code_for_region(region):
        return phonenumbers.format_number(number, forms.INTERNATIONAL)
    shown = phonenumbers.format_number(number, forms.NATIONAL)
    own = phonenumbers.national_significant_number(number)
    # The library knows no form of a number whose range is not in use, and leaves out its zero.
    is_bare = shown == own and not own.startswith("0")
    has_zero = is_bare and phonenumbers.ndd_prefix_for_region(region, True) == "0"
    if has_zero and not phonenumbers.is_valid_number(number):
        return format_while_typing(f"0{own}", region)
    return shown


def example_phone(region: str | None) -> str:
    """Return the digits of a mobile number as one is typed in a country, for an example.

    Where the country is not known, or has no example, a number from abroad.
    """
    mobile = phonenumbers.PhoneNumberType.MOBILE
    number = phonenumbers.example_number_for_type(region, mobile) if region else None
    if number is None:
        return _FROM_ABROAD
    national = phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.NATIONAL)
    return "".join(digit for digit in national if digit.isdecimal())


def format_while_typing(text: str, region: str | None) -> str:
    """Group the digits typed so far as the number's country does; anything odd stays as it is."""
    text = without_marks(text)
    if not re.fullmatch(r"\+?[\d\s().\-]*", text, re.ASCII):
        return text
    formatter = phonenumbers.AsYouTypeFormatter(region or "ZZ")
    shown = ""
    for character in re.sub(r"[^\d+]", "", text):
        shown = formatter.input_digit(character)
    return shown


@lru_cache
def region_of(phone: str) -> str | None:
    """Return the country (ISO 3166) of a number in E.164, or None."""
    try:
        number = phonenumbers.parse(phone, None)
    except phonenumbers.NumberParseException:
        return None
    region = phonenumbers.region_code_for_number(number)
    if region and region != "001":
        return str(region)
    regions = phonenumbers.region_codes_for_country_code(number.country_code or 0)
    return str(regions[0]) if regions and regions[0] != "001" else None


def last_four(phone: str) -> str:
    """Return the last four digits of a number, by which a guest is found; "" if it has fewer."""
    digits = re.sub(r"\D", "", phone)
    return digits[-4:] if len(digits) >= 4 else ""  # noqa: PLR2004 - four, as the name says


def number_of(stored: str, region: str | None) -> str:
    """Return a stored number in E.164, whoever wrote it; what is none stays as it is."""
    if _E164.fullmatch(stored):
        return stored
    try:
        return parse_phone(stored, region).e164
    except InvalidPhone:
        return stored.strip()


def numbers_in(text: str, region: str | None) -> set[str]:
    """Return what may be numbers in a text, in E.164: any digits that stand one after the other."""
    found: set[str] = set()
    for match in _IN_A_TEXT.finditer(text):
        groups = list(re.finditer(r"[+＋]?\d+", match[0]))
        for first, begin in enumerate(groups):
            for end in groups[first : first + _MOST_GROUPS]:
                digits = match[0][begin.start() : end.end()]
                if _FEWEST_DIGITS <= sum(map(str.isdecimal, digits)) <= _MOST_DIGITS:
                    found.add(number_of(digits, region))
    return {number for number in found if number.startswith("+")}


def trace_of(e164: str) -> str:
    """Return the regular expression that finds a number in every form it can be written in.

    Each of them ends in the digits that are dialled within the country, without the zero before.
    """
    digits = phonenumbers.national_significant_number(phonenumbers.parse(e164, None))
    return "[^0-9]{0,4}".join(digits)


def is_another(stored: str, e164: str, region: str | None) -> bool:
    """Tell whether a number is surely not this one, though its digits are those of a form of it.

    A national number that another program stored belongs to the country of its restaurant.
    """
    try:
        phone = parse_phone(stored, region)
    except InvalidPhone:
        return False
    return phone.is_valid and phone.e164 != e164


def is_number(stored: str, e164: str, region: str | None, *, typed: str = "") -> bool:
    """Tell whether a stored number is this one, however it is written.

    A national number that another program stored belongs to the country of its restaurant.
    """
    if stored == e164:
        return True
    forms = forms_of(e164, typed=typed)
    if stored.strip() in forms or re.sub(r"[^0-9+]", "", stored) in forms:
        return not is_another(stored, e164, region)
    return number_of(stored, region) == e164


def digits_of(e164: str) -> list[str]:
    """Return the digits with which a number is written, with or without its country's code."""
    try:
        number = phonenumbers.parse(e164, None)
    except phonenumbers.NumberParseException:
        return []
    code, own = str(number.country_code), phonenumbers.national_significant_number(number)
    abroad = [code + own, f"{code}0{own}"]  # "+44 (0)7400" is widely written
    dialled = [way + digits for way in ("+", "00") for digits in abroad]
    return [own, f"0{own}", *abroad, *dialled]


def forms_of(e164: str, *, typed: str = "") -> list[str]:
    """Return every form in which another program may have stored this number."""
    forms = [e164, e164.removeprefix("+")]
    if typed.strip():
        forms.append(typed.strip())
    try:
        number = phonenumbers.parse(e164, None)
    except phonenumbers.NumberParseException:
        return list(dict.fromkeys(forms))
    for form in (
        phonenumbers.PhoneNumberFormat.NATIONAL,
        phonenumbers.PhoneNumberFormat.INTERNATIONAL,
        phonenumbers.PhoneNumberFormat.RFC3966,
    ):
        shown = phonenumbers.format_number(number, form)
        forms += [shown, shown.replace("-", " "), shown.replace(" ", "-")]
        forms.append(re.sub(r"[^\d+]", "", shown))
    forms.append(f"00{e164.removeprefix('+')}")
    return list(dict.fromkeys(forms))
