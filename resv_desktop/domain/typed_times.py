"""Which hour of the day is meant where the evening or the morning is said beside it."""

import re
from collections.abc import Iterable, Iterator, Mapping
from types import MappingProxyType
from typing import Final

from resv_desktop.domain.typed_words import HOURS, NOON, Word

# What is said right behind a day, of its hours.
BEHIND_DAYS: Final = frozenset(
    (
        *("evening", "night", "noon", "afternoon", "morning"),
        *("abend", "nacht", "mittag", "nachmittag", "vormittag", "früh"),
        *("soir", "nuit", "midi", "après-midi", "matin", "הקרוב", "הקרובה", "ערב"),
    )
)
SAID_OF_HOURS: Final = frozenset(  # nobody is called so
    (
        *("abends", "nachts", "mittags", "nachmittags", "vormittags", "morgens"),
        *("בערב", "בלילה", "בצהריים", "בבוקר", 'אחה"צ', "אחה״צ"),
    )
)
PHRASES: Final = frozenset(
    (
        *(("in", "the", part) for part in ("morning", "afternoon", "evening")),
        *(("am", part) for part in ("morgen", "vormittag", "mittag", "nachmittag", "abend")),
        *((of, part) for of in ("du", "le") for part in ("matin", "soir")),
        *(("at", "night"), ("in", "der", "früh"), ("in", "der", "nacht"), ("au", "soir")),
        *(("de", "l'après-midi"), ("אחר", "הצהריים")),
    )
)
_MORNING: Final = frozenset(range(4, NOON))
_MIDDAY: Final = frozenset(range(NOON - 1, 16))
_AFTERNOON: Final = frozenset(range(NOON, 19))
_EVENING: Final = frozenset((*range(17, HOURS), 0))
_NIGHT: Final = _EVENING | frozenset(range(1, 5))
_TIMES: Final[Mapping[str, frozenset[int]]] = MappingProxyType(
    {
        **dict.fromkeys(("morning", "vormittag", "früh", "matin", "בבוקר"), _MORNING),
        **dict.fromkeys(("noon", "mittag", "midi", "בצהריים"), _MIDDAY),
        **dict.fromkeys(("afternoon", "nachmittag", "après-midi", "l'après-midi"), _AFTERNOON),
        **dict.fromkeys(("הצהריים", 'אחה"צ', "אחה״צ"), _AFTERNOON),
        **dict.fromkeys(("evening", "abend", "soir", "הערב", "להערב", "בערב", "ערב"), _EVENING),
        **{f"{at}{end}": _EVENING for at in ("", "ב", "ל") for end in ("מוצאי", 'מוצ"ש', "מוצ״ש")},
        **dict.fromkeys(
            ("tonight", "tonite", "night", "nacht", "nuit", "הלילה", "בלילה", "ליל"), _NIGHT
        ),
    }
)
_GERMAN: Final = re.compile(
    r"(?:\w+(?:tag|woch))?(abend|nacht|vormittag|nachmittag|mittag|morgen)s?", re.IGNORECASE
)


def settle_hours(words: Iterable[Word]) -> None:
    """Take the 8 of an evening for 20:00; an hour that it has not is taken for none.

    What is typed of 24 hours, or as "8pm", stays what it is.
    """
    words = list(words)
    said = list(_said(words))
    if not said:
        return
    for word in words:
        if word.part not in ("hour", "unclear") or word.is_sure or word.hour is None:
            continue
        clock = {word.hour % HOURS, (word.hour + NOON) % HOURS}
        meant = clock.intersection(*said)
        if len(meant) == 1:
            word.hour, word.is_settled = meant.pop(), True
        elif word.part == "hour":
            word.part, word.hour, word.doubt = "unclear", None, "time"


def _said(words: Iterable[Word]) -> Iterator[frozenset[int]]:
    """Yield the hours of each time of the day that is said."""
    before = ""
    for word in words:
        spelled = word.bare.casefold().rstrip(".").replace("’", "'")
        german = _GERMAN.fullmatch(spelled)
        if word.part == "day" and not word.is_quoted:
            if spelled in _TIMES:
                yield _TIMES[spelled]
            elif german is not None and (spelled != "morgen" or before == "am"):
                yield _TIMES.get(german[1], _MORNING)
        before = spelled
