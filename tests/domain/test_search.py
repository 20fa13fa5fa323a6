"""What a host types is a number or a name, and names are the same in any case and accent."""

import pytest

from resv_desktop.domain.search import Wanted, fold, read_wanted


@pytest.mark.parametrize(
    ("typed", "digits"),
    [
        ("3456", "3456"),
        ("123-456", "123456"),
        ("+44 7400", "447400"),
        ("٣٤٥٦", "3456"),
        (" 7", "7"),
    ],
)
def test_digits_are_the_end_of_a_number(typed: str, digits: str) -> None:
    assert read_wanted(typed) == Wanted(digits=digits)


@pytest.mark.parametrize("typed", ["", "  ", "\t"])
def test_nothing_typed_is_nothing_wanted(typed: str) -> None:
    assert not read_wanted(typed)


@pytest.mark.parametrize(
    ("name", "typed"),
    [
        ("Müller", "MULL"),
        ("Muller", "müll"),
        ("Straße", "strasse"),
        ("Søren Ångström", "angstrom sor"),
        ("O’Neil", "oneil"),
        ("ONeil", "o'n"),
        ("Jean-Luc", "jean luc"),
        ("İpek", "ipek"),
        ("Łukasz", "lukasz"),
        ("שָׁלוֹם", "שלום"),
        ("ＡＤＡ", "ada"),
        ("Ada 2", "ada 2"),
    ],
)
def test_a_piece_of_a_name_is_in_it_whatever_its_case_and_accents(name: str, typed: str) -> None:
    assert read_wanted(typed).is_in(name)


@pytest.mark.parametrize(("name", "typed"), [("Ada", "ade"), ("Ada Okafor", "ada x"), ("", "a")])
def test_what_is_not_in_a_name_is_not_found_in_it(name: str, typed: str) -> None:
    assert not read_wanted(typed).is_in(name)


def test_plain_letters_are_folded_as_all_others() -> None:
    assert fold("O'Brien`s") == fold("Ｏ'Brien`s")
