"""The days among the words of a line, in the station's language; the English ones always."""

import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import date, timedelta
from typing import Final

from resv_desktop.domain.typed_day_words import DAY_WORDS, ENGLISH, DayWords
from resv_desktop.domain.typed_times import BEHIND_DAYS
from resv_desktop.domain.typed_words import Word

WEEK: Final = timedelta(days=7)


def find_days(
    words: Sequence[Word], today: date, language: str, dates: Mapping[date, str]
) -> dict[date, str]:
    """Take the words for days among names as such; return each day with how it was typed.

    dates are those that were found before. A weekday beside the date of one says the same; alone,
    that of today may be meant for today or for a week later, and is returned as both.
    """
    found, eithers = dict(dates), list[dict[date, str]]()
    own = DAY_WORDS.get(language, ENGLISH)
    for said, days in _in_several_words(words, own, today):
        typed = " ".join(word.bare for word in said)
        if len(days) > 1:
            eithers.append(dict.fromkeys(days, typed))
        for day in days if len(days) == 1 else ():
            found.setdefault(day, typed)
        for word in said:
            word.part = "day" if days else "unclear"
        if not days:
            said[-1].part = None
    for days_of in (_sure, _short):  # what is surely a day is no name beside a short one
        for word in days_of(words, own):
            on = _day(word, own, today)
            if on is None or word.part == "day":
                continue
            word.part = "day"
            if len(dates) == 1 and _is_weekday(word, own):
                other = next(iter(dates))
                on = other if other.weekday() == on.weekday() else on
            if on == _after(today, WEEK.days) and on not in dates:
                eithers.append({today: word.bare, on: word.bare})
            else:
                found.setdefault(on, word.bare)
    left = [either for either in eithers if not either.keys() & found.keys()]
    return {**found, **left[0]} if left else found


def _in_several_words(
    words: Sequence[Word], own: DayWords, today: date
) -> Iterator[tuple[Sequence[Word], Sequence[date]]]:
    """Yield what says a day in a way of its own, with the days that it may be."""
    for n in range(len(words)):
        for each in (own, ENGLISH):
            length, days = _span(words[n : n + 3], each, today)
            for more in (_phrase, _eve, _feast):
                if length == 0:
                    length, days = more(words, n, each, today)
            if length > 0:
                yield words[n : n + length], sorted(day for day in days if day is not None)
                break


_Said = tuple[int, Sequence[date | None]]  # of how many words, and which days it may be


def _span(words: Sequence[Word], own: DayWords, today: date) -> _Said:
    """Read what says how many days from now: "in 3 days", "this evening"."""
    if _spelled(words[0]) not in own.spans:
        return 0, ()
    match words:
        case [_, number, unit, *_] if _spelled(unit) in own.counted:
            count = _count(number, own)
            if count is not None:
                days = count * own.counted[_spelled(unit)]
                is_loose = days == count and count in own.loose
                counts = (own.loose[days], days) if is_loose else (days,)
                return 3, [_after(today, each) for each in counts]
    match words:
        case [_, span, *_] if _spelled(span) in own.whole_spans:
            return 2, [_after(today, own.whole_spans[_spelled(span)])]
    return 0, ()


def _phrase(words: Sequence[Word], n: int, own: DayWords, today: date) -> _Said:
    phrase = _longest(words, n, own.phrases)
    return len(phrase), [_after(today, own.phrases[phrase])] if phrase else ()


def _eve(words: Sequence[Word], n: int, own: DayWords, today: date) -> _Said:
    """Read a weekday in several words; that of today may be meant for today as well."""
    eve = _longest(words, n, own.eves)
    days = [_coming_weekday(today, weekday) for weekday in own.eves.get(eve, ())]
    is_today = days == [_after(today, WEEK.days)]
    return len(eve), [*days, today] if is_today else days


def _feast(words: Sequence[Word], n: int, own: DayWords, today: date) -> _Said:
    feast = _longest(words, n, own.feasts)
    if feast and feast[0] in own.also_names and _is_of_name(words, n):
        return 0, ()
    return len(feast), [_coming(today, *on) for on in own.feasts.get(feast, ())]


def _coming(today: date, month: int, day: int) -> date | None:
    years = range(today.year, min(today.year + 1, date.max.year) + 1)
    return next((on for year in years if (on := date(year, month, day)) >= today), None)


def _longest(
    words: Sequence[Word], n: int, phrases: Mapping[tuple[str, ...], object]
) -> tuple[str, ...]:
    """Return the longest of the phrases that begin with a word; () for none."""
    first = _spelled(words[n])
    begun = [phrase for phrase in phrases if phrase[0] == first]
    whole = (p for p in begun if tuple(map(_spelled, words[n : n + len(p)])) == p)
    return max(whole, key=len, default=())


def _is_of_name(words: Sequence[Word], n: int) -> bool:
    """Whether a word is a guest's: beside another name, or without any number in the line."""
    beside = (*words[max(0, n - 1) : n], *words[n + 1 : n + 2])
    names = [other for other in beside if _spelled(other) not in BEHIND_DAYS]
    is_beside = any(other.part == "name" for other in names)
    return is_beside or not any(word.digits for word in words)


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
    for n, word in enumerate(words):
        if _spelled(word) not in own.shorts or _is_of_name(words, n):
            continue
        if word.bare == own.at and any(behind.digits for behind in words[n + 1 : n + 2]):
            word.part = None
        else:
            yield word


def _always(own: DayWords) -> tuple[Mapping[str, int], ...]:
    return own.ahead, own.weekdays, ENGLISH.ahead, ENGLISH.weekdays


def _day(word: Word, own: DayWords, today: date) -> date | None:
    spelled = _spelled(word)
    for each in (own, ENGLISH):
        if spelled in each.ahead:
            return _after(today, each.ahead[spelled])
        number = each.weekdays.get(spelled, each.shorts.get(spelled))
        if number is not None:
            return _coming_weekday(today, number)
    return None


def _coming_weekday(today: date, weekday: int) -> date | None:
    """Return the next such day; where today is one, that in a week."""
    return _after(today, (weekday - today.weekday() - 1) % WEEK.days + 1)


def _is_weekday(word: Word, own: DayWords) -> bool:
    return not any(_spelled(word) in each for each in (own.ahead, ENGLISH.ahead))


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
