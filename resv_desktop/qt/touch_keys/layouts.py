"""Where the letters stand, language by language, and the digits in one order everywhere."""

from types import MappingProxyType
from typing import Final, Literal, NamedTuple

PageName = Literal["letters", "accents", "digits"]
# What a key does that writes no sign of its own.
Act = Literal[
    "shift", "back", "space", "enter", "next", "hide", "letters", "accents", "digits", "script"
]  # fmt: skip


class Place(NamedTuple):
    """One key of a row: the sign it writes, or what it does, and how many widths of a key."""

    sign: str = ""
    act: Act | None = None
    width: float = 1


Row = tuple[Place, ...]
Page = tuple[Row, ...]

_LETTERS: Final = MappingProxyType(
    {
        "en": ("qwertyuiop", "asdfghjkl", "zxcvbnm"),
        "de": ("qwertzuiopü", "asdfghjklöä", "yxcvbnmß"),
        "fr": ("azertyuiop", "qsdfghjklm", "wxcvbné"),
        "he": ("-'קראטוןםפ", "שדגכעיחלךף", "זסבהנמצתץ"),
    }
)
_ACCENTS: Final = ("éèêëàâáäçč", "ïîíôöóøùûü", "úñœæåßšž")
_DIGITS: Final = ("123:.,", "456/-_", '789@"&', "+0")
_SIGNS_BELOW: Final = "-'"
_SIGNS_BELOW_HEBREW: Final = '",'  # the others stand among the letters
_OTHER_SIGNS_BELOW: Final = "=%"
_SIDE: Final = 1.25  # a key that is told by its place at the edge
_LATIN: Final = "en"


def has_case(language: str) -> bool:
    """Whether the letters of a language are large or small."""
    return language != "he"


def is_known(language: str) -> bool:
    """Whether its letters are here."""
    return language in _LETTERS


def page(name: PageName, language: str, *, has_other_script: bool, is_mirrored: bool) -> Page:
    """Return the rows of a page, from the left.

    has_other_script adds the key to Latin letters and back. is_mirrored: what stands at the edge
    of the last row is at the other one, for who reads from the right; letters are where they are
    on every keyboard.
    """
    if name == "digits":
        return _digits()
    if name == "accents":
        first, second, third = _ACCENTS
        signs = _OTHER_SIGNS_BELOW
        last = (Place(act="shift"), *_row(third), Place(act="back"))
    else:
        first, second, third = _LETTERS.get(language, _LETTERS[_LATIN])
        signs = _SIGNS_BELOW if has_case(language) else _SIGNS_BELOW_HEBREW
        last = (*_row(third), Place(act="back"))
        if has_case(language):
            last = (Place(act="shift"), *_row(third), Place(act="accents"), Place(act="back"))
    widest = max(_width(each) for each in (_row(first), _row(second), last))
    below = _below(name, signs, widest, has_other_script=has_other_script)
    return (_row(first), _row(second), last, below[::-1] if is_mirrored else below)


def _digits() -> Page:
    one, two, three, four = (_row(signs) for signs in _DIGITS)
    return (
        (*one, Place(act="back")),
        (*two, Place(act="letters")),
        (*three, Place(act="enter")),
        (*four, Place(act="space"), *_row("()"), Place(act="next"), Place(act="hide")),
    )


def _below(name: PageName, signs: str, widest: float, *, has_other_script: bool) -> Row:
    start: Row = (Place(act="letters" if name == "accents" else "digits", width=_SIDE),)
    if has_other_script:
        start += (Place(act="script"),)
    start += _row(signs)
    end: Row = (Place(act="next"), Place(act="enter", width=_SIDE), Place(act="hide", width=_SIDE))
    return (*start, Place(act="space", width=widest - _width(start) - _width(end)), *end)


def _row(signs: str) -> Row:
    return tuple(Place(sign) for sign in signs)


def _width(row: Row) -> float:
    return sum(place.width for place in row)
