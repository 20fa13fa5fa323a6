"""The words for days that a host types, in the station's language; the English ones always."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from types import MappingProxyType
from typing import Final

from resv_desktop.domain.typed_words import Word

WEEK: Final = timedelta(days=7)


@dataclass(frozen=True, slots=True, kw_only=True)
class DayWords:
    """How a language calls the days: ahead counts from today, weekdays from Monday as 0.

    A word of shorts is also a name, or the beginning of one ("Sam", "Fr." for Frau, "שני"): it is
    a day only beside a party, an hour or a number, and never beside a name. A word of intros says
    that a weekday follows ("יום שני"); then nothing else can be meant. So do date_intros where a
    date stands behind that one ("le sam. 5 déc"). In phrases a day is said in several words, of
    which the last alone would be another one.
    """

    ahead: Mapping[str, int]
    weekdays: Mapping[str, int]
    shorts: Mapping[str, int] = field(default_factory=dict)
    intros: tuple[str, ...] = ()
    date_intros: tuple[str, ...] = ()
    spans: tuple[str, ...] = ()
    counted: Mapping[str, int] = field(default_factory=dict)
    numbers: Mapping[str, int] = field(default_factory=dict)
    whole_spans: Mapping[str, int] = field(default_factory=dict)
    phrases: Mapping[tuple[str, ...], int] = field(default_factory=dict)


def _numbered(*words: str, first: int = 0) -> dict[str, int]:
    return {word: number for number, word in enumerate(words, first)}


_GERMAN: Final = _numbered(
    *("montag", "dienstag", "mittwoch", "donnerstag", "freitag", "samstag", "sonntag")
)
_HEBREW: Final = {"ראשון": 6, "שלישי": 1, "רביעי": 2, "חמישי": 3, "שישי": 4, "שבת": 5}
_HEBREW_LETTERS: Final = {"א": 6, "ב": 0, "ג": 1, "ד": 2, "ה": 3, "ו": 4}

_ENGLISH: Final = DayWords(
    ahead={"today": 0, "tonight": 0, "tomorrow": 1, "tmrw": 1},
    weekdays={
        **_numbered("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"),
        **_numbered("mon", "tue", "wed", "thu", "fri", "sat", "sun"),
        **{"tues": 1, "weds": 2, "thur": 3, "thurs": 3},
    },
    spans=("in", "this"),
    counted={"day": 1, "days": 1, "week": 7, "weeks": 7, "fortnight": 14},
    numbers={
        **{"a": 1, "nine": 9, "ten": 10},
        **_numbered("one", "two", "three", "four", "five", "six", "seven", "eight", first=1),
    },
    whole_spans={"evening": 0},
    phrases={("day", "after", "tomorrow"): 2},
)
DAY_WORDS: Final[Mapping[str, DayWords]] = MappingProxyType(
    {
        "en": _ENGLISH,
        "de": DayWords(
            ahead={"heute": 0, "morgen": 1, "übermorgen": 2, "uebermorgen": 2},
            weekdays={
                **_GERMAN,
                **{f"{day}{part}": n for part in ("abend", "mittag") for day, n in _GERMAN.items()},
                "sonnabend": 5,
            },
            shorts=_numbered("mo", "di", "mi", "do", "fr", "sa", "so"),
            intros=("am", "diesen", "kommenden"),
            spans=("in", "diesen"),
            whole_spans={"abend": 0},
            counted={"tag": 1, "tagen": 1, "woche": 7, "wochen": 7},
            numbers={
                **{"einem": 1, "einer": 1},
                **_numbered("zwei", "drei", "vier", "fünf", "sechs", "sieben", "acht", first=2),
                **{"neun": 9, "zehn": 10, "vierzehn": 14},
            },
        ),
        "fr": DayWords(
            ahead={"aujourd'hui": 0, "demain": 1, "après-demain": 2, "apres-demain": 2},
            weekdays=_numbered(
                *("lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi", "dimanche")
            ),
            shorts=_numbered("lun", "mar", "mer", "jeu", "ven", "sam", "dim"),
            intros=("ce",),
            date_intros=("le", "du"),
            spans=("dans", "ce"),
            counted={"jour": 1, "jours": 1, "semaine": 7, "semaines": 7},
            numbers={
                **{"un": 1, "une": 1},
                **_numbered("deux", "trois", "quatre", "cinq", "six", "sept", "huit", first=2),
                **{"neuf": 9, "dix": 10},
            },
            whole_spans={"soir": 0},
            phrases={("après", "demain"): 2, ("apres", "demain"): 2},
        ),
        "he": DayWords(
            ahead={
                **{"היום": 0, "הערב": 0, "מחר": 1, "מחרתיים": 2},
                **{"להיום": 0, "להערב": 0, "למחר": 1, "למחרתיים": 2},
            },
            weekdays={
                **_HEBREW,
                **{f"{at}{day}": n for at in "בל" for day, n in _HEBREW.items()},
                **{"בשני": 0, "לשני": 0},
            },
            shorts={"שני": 0, **_HEBREW_LETTERS},
            intros=("יום", "ביום", "ליום"),
            spans=("בעוד", "עוד"),
            counted={"יום": 1, "ימים": 1, "שבוע": 7, "שבועות": 7},
            numbers=_numbered(
                *("שלושה", "ארבעה", "חמישה", "שישה", "שבעה", "שמונה", "תשעה", "עשרה"), first=3
            ),
            whole_spans={"יום": 1, "יומיים": 2, "שבוע": 7, "שבועיים": 14},
        ),
    }
)


def find_days(
    words: Sequence[Word], today: date, language: str, dates: Mapping[date, str]
) -> dict[date, str]:
    """Take the words for days among names as such; return each day with how it was typed.

    dates are those that were found before. A weekday beside the date of one says the same; alone,
    that of today may be meant for today or for a week later, and is returned as both.
    """
    found, either = dict(dates), dict[date, str]()
    own = DAY_WORDS.get(language, _ENGLISH)
    for said, ahead in _spans(words, own):
        day = _after(today, ahead)
        if day is not None:
            found.setdefault(day, " ".join(word.bare for word in said))
            for word in said:
                word.part = "day"
    for days in (_sure, _short):  # what is surely a day is no name beside a short one
        for word in days(words, own):
            day = _day(word, own, today)
            if day is None or word.part == "day":
                continue
            word.part = "day"
            if len(dates) == 1 and _is_weekday(word, own):
                on = next(iter(dates))
                day = on if on.weekday() == day.weekday() else day
            if day == _after(today, WEEK.days) and day not in dates:
                either = either or {today: word.bare, day: word.bare}
            else:
                found.setdefault(day, word.bare)
    return found if either.keys() & found.keys() else {**found, **either}


def _spans(words: Sequence[Word], own: DayWords) -> Iterator[tuple[Sequence[Word], int]]:
    """Yield what says how many days from now ("in 3 days"), with that number of days."""
    for n, word in enumerate(words):
        for each in (own, _ENGLISH):
            span = _span(words[n:], each) if _spelled(word) in each.spans else None
            span = span or _phrase(words[n:], each)
            if span is not None:
                yield span
                break


def _span(words: Sequence[Word], own: DayWords) -> tuple[Sequence[Word], int] | None:
    match words:
        case [word, number, unit, *_] if _spelled(unit) in own.counted:
            count = _count(number, own)
            if count is not None:
                return (word, number, unit), count * own.counted[_spelled(unit)]
    match words:
        case [word, span, *_] if _spelled(span) in own.whole_spans:
            return (word, span), own.whole_spans[_spelled(span)]
    return None


def _phrase(words: Sequence[Word], own: DayWords) -> tuple[Sequence[Word], int] | None:
    for phrase, ahead in own.phrases.items():
        said = words[: len(phrase)]
        if tuple(map(_spelled, said)) == phrase:
            return said, ahead
    return None


def _count(word: Word, own: DayWords) -> int | None:
    if word.part is None and re.fullmatch(r"\d{1,3}", word.bare):
        return int(word.bare)
    return own.numbers.get(_spelled(word))


def _sure(words: Sequence[Word], own: DayWords) -> Iterator[Word]:
    """Yield the words that are days wherever they stand, and what follows an intro."""
    for before, word, behind in zip([None, *words], words, [*words[1:], None], strict=False):
        spelled = _spelled(word)
        if not spelled:
            continue
        is_of_date = behind is not None and behind.part == "day"
        intros = own.intros + own.date_intros * is_of_date
        is_led = before is not None and _spelled(before) in intros
        if is_led and before is not None and (spelled in own.weekdays or spelled in own.shorts):
            before.part = "day"
            yield word
        elif any(spelled in each for each in _always(own)):
            yield word


def _short(words: Sequence[Word], own: DayWords) -> Iterator[Word]:
    """Yield the short words that are no name: beside a number, and beside no name."""
    if not any(word.digits for word in words):
        return
    for n, word in enumerate(words):
        beside = (*words[max(0, n - 1) : n], *words[n + 1 : n + 2])
        if _spelled(word) in own.shorts and not any(other.part == "name" for other in beside):
            yield word


def _always(own: DayWords) -> tuple[Mapping[str, int], ...]:
    return own.ahead, own.weekdays, _ENGLISH.ahead, _ENGLISH.weekdays


def _day(word: Word, own: DayWords, today: date) -> date | None:
    spelled = _spelled(word)
    for each in (own, _ENGLISH):
        if spelled in each.ahead:
            return _after(today, each.ahead[spelled])
        number = each.weekdays.get(spelled, each.shorts.get(spelled))
        if number is not None:
            return _after(today, (number - today.weekday() - 1) % WEEK.days + 1)
    return None


def _is_weekday(word: Word, own: DayWords) -> bool:
    return not any(_spelled(word) in each for each in (own.ahead, _ENGLISH.ahead))


def _spelled(word: Word) -> str:
    """Return a word as it is listed; "" for what stands in quotes, or is no word of letters."""
    if word.part not in ("name", "day") or word.is_quoted:
        return ""
    return word.bare.casefold().rstrip(".'׳").replace("’", "'")


def _after(today: date, days: int) -> date | None:
    try:
        return today + timedelta(days=days)
    except OverflowError:
        return None
