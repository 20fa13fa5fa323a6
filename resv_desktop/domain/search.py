"""What a host types to find a reservation: how the number ends, or a piece of the name."""

import unicodedata
from dataclasses import dataclass
from functools import lru_cache

MOST_FOUND = 50
# Letters that are no other letter with an accent, and are typed as one all the same.
_PLAIN = str.maketrans(
    {"ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "æ": "ae", "œ": "oe", "ı": "i", "ħ": "h"}
    | dict.fromkeys("'’‘ʼ`´׳", "")
)
_MARKS = ("Mn", "Me", "Cf")  # accents and vowel points, and signs that nobody sees


@dataclass(frozen=True, slots=True)
class Wanted:
    """What was typed: the last digits of a number, or pieces of a name, folded; or neither."""

    digits: str = ""
    pieces: tuple[str, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.digits or self.pieces)

    def is_in(self, name: str) -> bool:
        """Whether every piece stands somewhere in a name, whatever its case and accents."""
        folded = fold(name)
        return all(piece in folded for piece in self.pieces)


def read_wanted(text: str) -> Wanted:
    """Read what was typed: digits and no letter are a number, everything else is a name."""
    digits = digits_of(text)
    if digits and not any(c.isalpha() for c in text):
        return Wanted(digits=digits)
    return Wanted(pieces=tuple(fold(text).split()))


def digits_of(text: str) -> str:
    """Return the digits of a text as 0 to 9, on whichever keyboard they were typed."""
    digits = "".join(filter(str.isdecimal, text))
    return digits if digits.isascii() else "".join(str(unicodedata.decimal(c)) for c in digits)


@lru_cache(maxsize=4096)
def fold(text: str) -> str:
    """Return a text as it is compared: without case, accents and apostrophes."""
    if text.isascii():
        return text.lower().replace("'", "").replace("`", "")
    spread = unicodedata.normalize("NFKD", unicodedata.normalize("NFKD", text).casefold())
    bare = "".join(c for c in spread if unicodedata.category(c) not in _MARKS)
    return bare.translate(_PLAIN)
