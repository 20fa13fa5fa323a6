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
    parse_join_code,
)

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


def test_a_code_is_twelve_groups_of_four() -> None:
    groups = CODE.text().split("-")
    assert len(groups) == 12
    assert {len(group) for group in groups} == {4}


def test_small_letters_spaces_and_letters_that_look_like_digits_are_fine() -> None:
    typed = CODE.text().lower().replace("-", " ").replace("0", "o").replace("1", "l")
    assert parse_join_code(f"\n {typed} ") == CODE


@given(st.integers(0, 47), st.sampled_from("0123456789ABCDEFGHJKMNPQRSTVWXYZ"))
def test_one_wrong_sign_is_always_noticed(at: int, sign: str) -> None:
    signs = CODE.text().replace("-", "")
    typed = signs[:at] + sign + signs[at + 1 :]
    if typed != signs:
        with pytest.raises(InvalidJoinCode):
            parse_join_code(typed)


@given(st.integers(0, 46))
def test_two_signs_in_the_wrong_order_are_noticed(at: int) -> None:
    signs = CODE.text().replace("-", "")
    typed = signs[:at] + signs[at + 1] + signs[at] + signs[at + 2 :]
    if typed != signs:
        with pytest.raises(InvalidJoinCode):
            parse_join_code(typed)


@given(st.text())
def test_whatever_is_typed_is_a_code_or_told_not_to_be(text: str) -> None:
    with pytest.raises(InvalidJoinCode):
        parse_join_code(text)


def test_a_code_that_is_cut_short_says_how_much_is_missing() -> None:
    with pytest.raises(InvalidJoinCode, match="it has 47 letters and digits, and 48 are needed"):
        parse_join_code(CODE.text()[:-1])


def test_a_code_of_a_newer_program_says_so() -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(join_code, "_VERSION", 2)
        newer = CODE.text()
    with pytest.raises(InvalidJoinCode, match="newer version"):
        parse_join_code(newer)
    with pytest.raises(InvalidJoinCode, match="no join code"):
        parse_join_code("4 20 Cohen")
