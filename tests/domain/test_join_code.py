"""The join code: short, typed by hand, and no mistake in it goes unseen."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from resv_desktop.domain import join_code
from resv_desktop.domain.errors import InvalidJoinCode
from resv_desktop.domain.join_code import (
    AUTHORITY_BYTES,
    MOST_ADDRESSES,
    SECRET_BYTES,
    JoinCode,
    grouped,
    parse_join_code,
)

SIGNS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
BY_THE_VERSION_BEFORE = "270A-G08M-D80G-0082-0C20-A1G7-104G-M2RC-EDJP-6WK5-EGGJ-3XV8"
CODE = JoinCode(("192.168.1.20",), 27137, bytes(range(AUTHORITY_BYTES)), b"secret!!")

codes = st.builds(
    JoinCode,
    st.lists(st.ip_addresses(v=4).map(str), min_size=1, max_size=MOST_ADDRESSES).map(tuple),
    st.integers(0, 65535),
    st.binary(min_size=AUTHORITY_BYTES, max_size=AUTHORITY_BYTES),
    st.binary(min_size=SECRET_BYTES, max_size=SECRET_BYTES),
)


@given(codes)
def test_what_is_shown_is_what_is_read(code: JoinCode) -> None:
    assert parse_join_code(code.text()) == code


def test_a_code_is_nine_groups_of_six() -> None:
    groups = CODE.text().split("-")
    assert len(groups) == 9
    assert {len(group) for group in groups} == {6}


def test_a_code_of_the_version_before_still_works() -> None:
    assert parse_join_code(BY_THE_VERSION_BEFORE) == CODE
    assert grouped(BY_THE_VERSION_BEFORE.replace("-", "")) == BY_THE_VERSION_BEFORE
    with pytest.raises(InvalidJoinCode, match="it has 47 letters and digits, and 48 are needed"):
        parse_join_code(BY_THE_VERSION_BEFORE[:-1])
    with pytest.raises(InvalidJoinCode, match="The code has a mistake in it"):
        parse_join_code(BY_THE_VERSION_BEFORE[:-1] + "9")


def test_small_letters_spaces_and_letters_that_look_like_digits_are_fine() -> None:
    typed = CODE.text().lower().replace("-", " ").replace("0", "o").replace("1", "l")
    assert parse_join_code(f"\n {typed} ") == CODE
    pasted = CODE.text().replace("-", "\u2013")
    assert parse_join_code(f"\u2066{pasted}\u2069") == CODE


@given(codes, st.data())
def test_one_wrong_sign_is_always_noticed_and_its_group_named(
    code: JoinCode, data: st.DataObject
) -> None:
    signs = code.text().replace("-", "")
    at = data.draw(st.integers(0, len(signs) - 1))
    sign = data.draw(st.sampled_from(SIGNS + "U*").filter(lambda each: each != signs[at]))
    typed = signs[:at] + sign + signs[at + 1 :]
    with pytest.raises(InvalidJoinCode) as refused:
        parse_join_code(typed)
    number = at // 6 + 1
    assert refused.value.arguments["number"] == number
    assert refused.value.arguments["group"] == typed[number * 6 - 6 : number * 6]


@given(codes, st.data())
def test_two_signs_or_groups_in_the_wrong_order_are_noticed(
    code: JoinCode, data: st.DataObject
) -> None:
    signs = code.text().replace("-", "")
    at = data.draw(st.integers(0, len(signs) - 2))
    groups = code.text().split("-")
    places = data.draw(st.permutations(range(len(groups))))
    swapped = signs[:at] + signs[at + 1] + signs[at] + signs[at + 2 :]
    for typed in (swapped, "".join(groups[place] for place in places)):
        if typed != signs:
            with pytest.raises(InvalidJoinCode):
                parse_join_code(typed)


def test_a_sign_that_is_missing_is_looked_for_where_it_is_missing() -> None:
    groups = CODE.text().split("-")
    groups[3] = groups[3][1:]
    with pytest.raises(InvalidJoinCode, match="Group 4 of the code"):
        parse_join_code(" ".join(groups))


def test_what_is_typed_is_put_into_groups() -> None:
    assert grouped("abcdef") == "ABCDEF"
    assert grouped("abc defg") == "ABCDEF-G"
    assert grouped("ABCDEF-") == "ABCDEF"
    assert grouped(CODE.text().lower()) == CODE.text()


@given(st.text())
def test_whatever_is_typed_is_a_code_or_told_not_to_be(text: str) -> None:
    with pytest.raises(InvalidJoinCode):
        parse_join_code(text)


def test_a_code_that_is_cut_short_says_how_much_is_missing() -> None:
    with pytest.raises(InvalidJoinCode, match="it has 53 letters and digits, and 54 are needed"):
        parse_join_code(CODE.text()[:-1])


def test_a_code_of_a_newer_program_says_so() -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(join_code, "_VERSION", 3)
        newer = CODE.text()
    with pytest.raises(InvalidJoinCode, match="newer version"):
        parse_join_code(newer)
    with pytest.raises(InvalidJoinCode, match="no join code"):
        parse_join_code("4 20 Cohen")
