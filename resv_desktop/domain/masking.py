"""Keep guests' numbers out of logs and reports: only the last four digits stay."""

import re

_FEWEST_DIGITS = 6
_NUMBER = re.compile(r"\+?\d(?:[\s().-]?\d){5,}")


def mask_phones(text: str) -> str:
    """Leave only the last four digits of every number of six digits or more."""

    def masked(match: re.Match[str]) -> str:
        digits = re.sub(r"\D", "", match[0])
        return f"…{digits[-4:]}" if len(digits) >= _FEWEST_DIGITS else match[0]

    return _NUMBER.sub(masked, text)
