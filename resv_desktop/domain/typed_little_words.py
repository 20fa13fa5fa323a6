"""The little words beside a day that are no guest's name: on, the evening, next."""

from collections.abc import Mapping, Sequence
from itertools import pairwise
from types import MappingProxyType
from typing import Final

from resv_desktop.domain.typed_times import BEHIND_DAYS, PHRASES, SAID_OF_HOURS
from resv_desktop.domain.typed_words import Word

_BEFORE: Final[Mapping[str, frozenset[str]]] = MappingProxyType(
    {
        "fr": frozenset({"le", "du", "pour", "ce", "à", "la", "au"}),
        "de": frozenset({"am", "den", "für", "auf", "diesen", "kommenden"}),
    }
)
_ENGLISH_BEFORE: Final = frozenset({"on", "for", "this", "coming", "the"})
_NEXT: Final = frozenset(
    (
        *("next", "nächsten", "nächster", "nächste"),
        *("übernächsten", "übernächster", "übernächste"),
    )
)
_NEXT_BEHIND: Final = frozenset({"prochain", "prochaine", "הבא", "הבאה"})
_WEEKS: Final = frozenset(
    (
        *("week", "weekend", "month", "woche", "wochenende", "monat", "semaine", "mois"),
        *("שבוע", "בשבוע", "לשבוע", "חודש", "בחודש", "fortnight"),
    )
)
_EN_HUIT: Final = frozenset(("en", count) for count in ("huit", "quinze", "8", "15"))


def take_little_words(words: Sequence[Word], language: str) -> None:
    """Take "on" right before a day for a part of it, and what stands for it at home.

    So is the evening right behind it, and what says the same of an hour. A "next" there has two
    meanings, and is taken for none; nor is a "week" beside the day, or "en huit" behind it.
    """
    spelled = ["" if word.is_quoted else _spelled(word) for word in words]
    _take_times(words, spelled)
    for n, (day, behind) in enumerate(pairwise(words)):
        if behind.part != "name":
            continue
        if day.part == "day" and spelled[n + 1] in BEHIND_DAYS:
            behind.part = "day"
        elif spelled[n + 1] in _NEXT_BEHIND and (day.part == "day" or spelled[n] in _WEEKS):
            behind.part = None
        elif spelled[n] in _NEXT and spelled[n + 1] in _WEEKS and day.part == "name":
            day.part = None
        elif day.part == "day" and tuple(spelled[n + 1 : n + 3]) in _EN_HUIT:
            behind.part, words[n + 2].part = None, "unclear"
    before = _ENGLISH_BEFORE | _BEFORE.get(language, frozenset())
    for n in reversed(range(len(words) - 1)):
        if words[n].part == "name" and words[n + 1].part == "day":
            if spelled[n] in before:
                words[n].part = "day"
            elif spelled[n] in _NEXT:
                words[n].part = None
    _leave_weeks(words, spelled)


def _spelled(word: Word) -> str:
    return word.bare.casefold().rstrip(".").replace("’", "'")


def _take_times(words: Sequence[Word], spelled: Sequence[str]) -> None:
    """Take for no name what tells the time of the day wherever it stands."""
    for n, word in enumerate(words):
        if word.part == "name" and spelled[n] in SAID_OF_HOURS:
            word.part = "day"
        for length in (2, 3):
            said = words[n : n + length]
            is_free = all(each.part == "name" for each in said)
            if is_free and tuple(spelled[n : n + length]) in PHRASES:
                for each in said:
                    each.part = "day"


def _leave_weeks(words: Sequence[Word], spelled: Sequence[str]) -> None:
    """Take a "week" right beside a day for nothing, unless it is said already to be unclear."""
    for n, word in enumerate(words):
        before, behind = words[max(0, n - 1) : n], words[n + 1 : n + 2]
        is_told = any(each in _NEXT for each in spelled[max(0, n - 1) : n])
        is_told = is_told or any(each in _NEXT_BEHIND for each in spelled[n + 1 : n + 2])
        is_beside = any(other.part == "day" for other in (*before, *behind))
        if word.part == "name" and spelled[n] in _WEEKS and is_beside and not is_told:
            word.part = None
