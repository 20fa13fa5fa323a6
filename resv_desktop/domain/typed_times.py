"""Which hour of the day is meant where the evening or the morning is said beside it."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
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
_NOONS: Final[Mapping[str, int]] = MappingProxyType(
    {
        **dict.fromkeys(("noon", "midday", "mittag", "mittags", "midi"), NOON),
        **dict.fromkeys(("midnight", "mitternacht", "mitternachts", "minuit", "חצות", "בחצות"), 0),
    }
)
_NOT_AT: Final = frozenset(("past", "to", "after", "before", "nach", "vor", "après", "avant"))
_GERMAN: Final = re.compile(
    r"(?:\w+(?:tag|woch))?(abend|nacht|vormittag|nachmittag|mittag|morgen)s?", re.IGNORECASE
)


def find_noon(words: Sequence[Word]) -> None:
    """Take the "noon" of "4 noon" for 12:00 where no hour is said; behind a "12" it tells which.

    Beside no party and no day, or with another hour, it stays a name.
    """
    is_hour_said = any(word.hour is not None for word in words)
    for n, word in enumerate(words):
        hour = _NOONS.get(_spelled(word))
        before = words[n - 1] if n else None
        if hour is None or word.is_quoted or word.part not in ("name", "day"):
            continue
        if before and _spelled(before) in _NOT_AT:
            continue
        is_asked = any(w.part in ("party", "day") for w in words if w is not word)
        if before and before.part == "hour" and before.hour in (0, NOON, HOURS):
            word.part = "day"
            before.hour = before.hour if before.is_sure else hour
            before.is_settled = True
        elif is_asked and not is_hour_said:
            word.part, word.hour, word.is_settled = "hour", hour, True
            return


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
        spelled = _spelled(word)
        german = _GERMAN.fullmatch(spelled)
        if word.part == "day" and not word.is_quoted:
            if spelled in _TIMES:
                yield _TIMES[spelled]
            elif german is not None and (spelled != "morgen" or before == "am"):
                yield _TIMES.get(german[1], _MORNING)
        before = spelled


def _spelled(word: Word) -> str:
    return word.bare.casefold().rstrip(".").replace("’", "'")
