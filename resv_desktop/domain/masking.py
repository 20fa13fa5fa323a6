"""Keep guests' numbers out of logs and reports: only the last four digits stay."""

import re

_FEWEST_DIGITS = 6
# What people put between the digits of a number: blanks, brackets, dots, slashes, any dash, and
# all of these as Python and JSON write them where they are quoted, perhaps twice.
_BETWEEN = (
    r"(?:[^\S\n]|[().*_/·\-\u2010-\u2015\u2212\u200b-\u200f\u2060-\u2069]"
    r"|\\+x[0-9a-f]{2}|\\+u[0-9a-f]{4}|\\+[tnr])"
)
_NUMBER = re.compile(rf"\+?\(?\+?\d(?:{_BETWEEN}{{0,4}}\d){{5,}}", re.IGNORECASE)
_ESCAPES = re.compile(r"\\x[0-9a-f]{2}|\\u[0-9a-f]{4}", re.IGNORECASE)


def mask_phones(text: str) -> str:
    """Leave only the last four digits of every number of six digits or more."""

    def masked(match: re.Match[str]) -> str:
        digits = re.sub(r"\D", "", _ESCAPES.sub("", match[0]))
        return f"…{digits[-4:]}" if len(digits) >= _FEWEST_DIGITS else match[0]

    return _NUMBER.sub(masked, text)
