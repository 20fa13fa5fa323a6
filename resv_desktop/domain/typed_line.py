"""What a host types in one line: how many, when, which number, which name, in any order."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, time
from itertools import pairwise

from resv_desktop.domain.slot import LARGEST_PARTY, SMALLEST_PARTY
from resv_desktop.domain.typed_count_words import COUNT_WORDS, ENGLISH
from resv_desktop.domain.typed_counts import words_of
from resv_desktop.domain.typed_dates import find_dates, take_prefixes
from resv_desktop.domain.typed_days import WEEK, find_days
from resv_desktop.domain.typed_little_words import take_little_words
from resv_desktop.domain.typed_phone import PhoneKind, find_phone
from resv_desktop.domain.typed_times import find_noon, settle_hours
from resv_desktop.domain.typed_words import CLOCK, HALVES, HOURS, NOON, QUOTES, Part, Word
from resv_desktop.domain.words import Sentence, one_line, without_marks

_MOST_READ = 60  # words; what a paste brings beyond is kept as unclear
_LETTERS_AND_DIGITS = 3  # from so many digits on a word with a letter in it is a mistyped number
_LIKE_A_NUMBER = re.compile(
    r"(?!1er$)\d{1,2}(?!(?:st|nd|rd|th|w)$)[^\W\d]+", re.IGNORECASE
)  # "8ish"
_LABEL = re.compile(r"[^\W\d_](?:[^\W\d_]|[.-])*:")  # "Name:", "Tel.:", "E-mail:"
_SIGN = "w"
_AT_ONCE = frozenset(("now", "walkin", "walk-in", "jetzt", "sofort", "maintenant", "עכשיו"))
_WALK_IN = ("walk", "in")
_NINE = LARGEST_PARTY + 1  # the one digit that is neither a party nor needs to be an hour


@dataclass(frozen=True, slots=True)
class Piece:
    """A piece of the line as it was typed, and what it is taken for."""

    text: str
    part: Part


@dataclass(frozen=True, slots=True, kw_only=True)
class TypedLine:
    """What is understood of a line so far; the pieces are all of it, in the order it was typed in.

    hour is on the clock, 0 to 23; where is_hour_sure is False a "9" or "9:00" may as well be 21:00.
    near is a time that was typed for an hour and is none, "20:30". phone is the number as typed:
    its end, or as far as it has been typed; e164 where it can be dialled. unclear says what has two
    meanings or none, refusal why the number can be none. has_sign tells that a "w" was typed: for a
    walk-in behind a party alone, for the waitlist behind an hour.
    """

    pieces: tuple[Piece, ...] = ()
    party: int | None = None
    hour: int | None = None
    is_hour_sure: bool = False
    near: time | None = None
    day: date | None = None
    phone: str = ""
    phone_kind: PhoneKind = "none"
    e164: str = ""
    name: str = ""
    unclear: tuple[Sentence, ...] = ()
    refusal: Sentence | None = None
    has_sign: bool = False

    @property
    def is_walk_in(self) -> bool:
        """Whether it was said that the party stands at the door."""
        return self.has_sign and self.hour is None and self.day is None

    @property
    def is_only_party(self) -> bool:
        """Whether nothing was typed but for how many."""
        return self.party is not None and all(piece.part == "party" for piece in self.pieces)

    @property
    def has_number(self) -> bool:
        """Whether a table can be reserved under what was typed as a phone."""
        return bool(self.e164)

    @property
    def is_search(self) -> bool:
        """Whether nothing was typed but by what a reservation is found."""
        is_when = self.party is not None or self.hour is not None or self.day is not None
        return not is_when and not self.has_number and bool(self.name or self.phone)


def read_line(text: str, *, today: date, region: str | None, language: str = "en") -> TypedLine:
    """Read a line as a host types it; it never refuses, it says what is not clear.

    One digit is a party, two an hour, four the end of a phone; a number may stand in groups.
    Days are counted from `today`: a weekday is the next such day, that of today is asked for. They
    are called as in `language` (ISO 639) or in English, and so is what a number counts: "um 20
    Uhr". A number in words is one only beside what it counts: "four people". National numbers, and
    the order of day and month, belong to `region` (ISO 3166). A name that would be something else
    stands in quotes.
    """
    words = list(words_of(without_marks(one_line(text)), language))
    for word in words[_MOST_READ:]:
        word.part = "unclear"
    _find_labels(words)
    has_sign = _split_sign(words)
    take_prefixes(words, language)
    _find_names(words)
    _find_clocks(words)
    dates = find_dates(words, today, region, language)
    take_prefixes(words, language, are_dates_read=True)
    _find_clocks(words)
    take_little_words(words, language)  # what stands before a date is no name beside a weekday
    days = find_days(words, today, language, dates)
    take_little_words(words, language)
    phone = find_phone(words, region)
    _find_small(words)
    has_sign = has_sign or _find_sign(words) or _find_now(words)
    find_noon(words)
    settle_hours(words)
    _leave_numbers(words, language)
    unclear = [*_twice(words), *_two_days(days, today), *_unread(words)]
    full = [word for word in words if word.part == "hour"]
    odd = [word for word in words if word.part == "unclear" and word.minutes]
    hours = {word.hour % HOURS for word in full if word.hour is not None}
    return TypedLine(
        pieces=tuple(Piece(word.text, word.part or "unclear") for word in words),
        party=next((int(w.bare) for w in words if w.part == "party"), None),
        hour=hours.pop() if len(hours) == 1 else None,
        is_hour_sure=any(word.is_sure for word in (*full, *odd)),
        near=_near(odd),
        day=next(iter(days)) if len(days) == 1 else None,
        phone=phone.text,
        phone_kind=phone.kind,
        e164=phone.e164,
        name=" ".join(word.bare for word in words if word.part == "name"),
        unclear=tuple(unclear),
        refusal=phone.refusal,
        has_sign=has_sign,
    )


def _find_labels(words: Sequence[Word]) -> None:
    """Take the "Name:" and "Phone:" of a pasted mail for no name, beside what they stand before."""
    labels = [word for word in words if word.part is None and _LABEL.fullmatch(word.text)]
    for label in labels if len(labels) < len(words) else ():
        label.part = "sign"


def _split_sign(words: Iterable[Word]) -> bool:
    """Take a "4w" for a party, a "20w" for an hour, each with the sign; return if there is one."""
    has_sign = False
    for word in words:
        if word.part is not None or word.bare[-1:].casefold() != _SIGN:
            continue
        counted = replace(word, bare=word.bare[:-1])
        if counted.can_be_party:
            word.part = "party"
        elif counted.can_be_hour:
            word.part, word.hour = "hour", counted.small
        elif counted.small is not None or not CLOCK.fullmatch(counted.bare.casefold()):
            continue
        word.bare, has_sign = counted.bare, True
    return has_sign


def _find_sign(words: Sequence[Word]) -> bool:
    """Take a "w" for the sign, unless it is the initial of a name or nothing else is known."""
    is_known = any(word.part in ("party", "hour") for word in words)
    for n, word in enumerate(words):
        beside = [*words[max(0, n - 1) : n], *words[n + 1 : n + 2]]
        is_initial = any(other.part == "name" for other in beside)
        if word.text.strip(",;").casefold() == _SIGN and is_known and not is_initial:
            word.part = "sign"
            return True
    return False


def _find_now(words: Sequence[Word]) -> bool:
    """Take the "now" of "4 now" for the sign; beside an hour or a day it is not what is asked.

    So is a "walk in" of two words.
    """
    is_known = any(word.part == "party" for word in words)
    if not is_known or any(word.part in ("hour", "day", "unclear") for word in words):
        return False
    said = [word for word in words if word.part == "name" and not word.is_quoted]
    now = [word for word in said if word.bare.casefold().rstrip(".!") in _AT_ONCE]
    for walk, behind in pairwise(said):
        if (walk.bare.casefold(), behind.bare.casefold().rstrip(".!")) == _WALK_IN:
            now = [*now, walk, behind]
    for word in now:
        word.part = "sign"
    return bool(now)


def _find_names(words: Iterable[Word]) -> None:
    for word in words:
        if len(word.bare) > 1 and word.bare[0] in QUOTES and word.bare[-1] in QUOTES:
            word.part, word.bare = "name", word.bare[1:-1].strip() or word.bare
        has_letter = any(character.isalpha() for character in word.bare)
        is_clock = CLOCK.fullmatch(word.bare.casefold()) is not None
        if word.part is None and has_letter and not is_clock:
            is_number = word.digits >= _LETTERS_AND_DIGITS
            word.part = "phone" if is_number else "name"
            if not is_number and _LIKE_A_NUMBER.fullmatch(word.bare):
                word.part, word.doubt = "unclear", "unread"
        elif word.part is None and not has_letter and word.digits == 0 and word.bare not in "+(":
            word.part = "name"


def _find_clocks(words: Iterable[Word]) -> None:
    """Take for an hour what can be nothing else: "20:00", "8pm", "20h"."""
    for word in words:
        match = CLOCK.fullmatch(word.bare.casefold())
        if word.part is not None or match is None or word.small is not None:
            continue
        hour, minutes, half = int(match[1]), int(match[2] or 0), match[3]
        if half is not None:
            hour = hour % NOON + HALVES[half] if 0 < hour <= NOON else HOURS + 1
        word.part = "hour" if hour <= HOURS and minutes == 0 else "unclear"
        word.hour, word.minutes = hour, minutes


def _find_small(words: Sequence[Word]) -> None:
    left = [word for word in words if word.part is None]
    for word in left:
        if word.can_be_party:
            word.part = "party"
        elif word.can_be_hour:
            word.part, word.hour = "hour", word.small
    _find_large_party(words, [word for word in left if word.part == "hour"])
    _find_size_among_hours(words)


def _find_large_party(words: Sequence[Word], numbers: Sequence[Word]) -> None:
    """Take the "9" of "9 20" for a party, which no table seats, rather than for a second hour.

    numbers are those of which nothing else tells that they are hours.
    """
    has_party = any(word.part == "party" for word in words)
    has_another = any(word.part == "hour" and word.small != _NINE for word in words)
    for word in numbers:
        if word.bare == str(_NINE) and has_another and not has_party:
            word.part, word.size, word.hour = "unclear", _NINE, None


def _find_size_among_hours(words: Sequence[Word]) -> None:
    """Take the "à quatre" of "à quatre à 20h" for guests; in words and alone it may be either."""
    if any(word.part == "party" for word in words):
        return
    for word in words:
        has_another = any(other.part == "hour" and other is not word for other in words)
        if word.may_be_size and has_another:
            word.part, word.hour = "party", None
            return
        if word.may_be_size and not any(each.isdecimal() for each in word.text):
            word.part, word.hour, word.doubt = "unclear", None, "size"


def _leave_numbers(words: Sequence[Word], language: str) -> None:
    """Take a "four" for no name where a table is asked for and it is not said for how many."""
    is_asked = any(word.part in ("hour", "day") for word in words)
    if not is_asked or any(word.part == "party" for word in words):
        return
    numbers = COUNT_WORDS.get(language, ENGLISH).numbers
    for word in words:
        number = numbers.get(word.bare.casefold().rstrip("."))
        if word.part == "name" and not word.is_quoted and number in range(1, LARGEST_PARTY + 1):
            word.part, word.doubt = "unclear", "size"


def _near(odd: Sequence[Word]) -> time | None:
    """Return the time of the one word that is no full hour, if it is a time of a day."""
    known = [word.hour for word in odd if word.hour is not None and word.hour < HOURS]
    return time(known[0], odd[0].minutes) if len(known) == len(odd) == 1 else None


def _twice(words: Sequence[Word]) -> Iterator[Sentence]:
    """Say which words stand for the same thing, and take none of them for it."""
    parts: tuple[Part, ...] = ("party", "hour")
    for part in parts:
        found = [word for word in words if word.part == part]
        values = Counter(w.hour % HOURS if w.hour is not None else int(w.bare) for w in found)
        if len(values) > 1:
            for word in found:  # its hour is told here, and is a full one
                word.part, word.hour = "unclear", None
            yield _either(part, [word.bare for word in found])


def _two_days(days: Mapping[date, str], today: date) -> Iterator[Sentence]:
    texts = list(days.values())
    is_either = len(texts) > 1 and len(set(texts)) == 1
    if is_either and min(days) == today and max(days) - today == WEEK:
        yield Sentence('"{text}" is today or in a week. Type "today", or the date.', text=texts[0])
    elif is_either:
        yield Sentence(
            '"{text}" may be {first} or {second}. Type the date.',
            text=texts[0],
            first=min(days),
            second=max(days),
        )
    elif len(texts) > 1:
        yield _either("day", texts)


_TWO = {
    "party": "A party of {first} or of {second}? An hour is typed as 20, 20:00 or 8pm.",
    "hour": "{first} and {second} are two hours; a party is {least} to {most} guests.",
    "day": "{first} and {second} are two days.",
}


def _either(what: str, texts: Sequence[str]) -> Sentence:
    other = next((text for text in texts if text != texts[0]), texts[0])
    least, most = SMALLEST_PARTY, LARGEST_PARTY
    limits = {"least": least, "most": most} if what == "hour" else {}
    return Sentence(_TWO[what], first=texts[0], second=other, **limits)


def _unread(words: Iterable[Word]) -> Iterator[Sentence]:
    """Say which words mean nothing here."""
    for word in words:
        if word.part == "unclear" and word.hour is not None and not word.can_be_hour:
            yield Sentence(
                '"{text}" is no full hour. Tables are reserved from one full hour to the next.',
                text=word.bare[:40],
            )
        elif word.part == "unclear" and word.size is not None:
            yield Sentence(
                "A party is {least} to {most} guests; {party} is not possible.",
                least=SMALLEST_PARTY,
                most=LARGEST_PARTY,
                party=word.size,
            )
        elif word.doubt == "time":
            yield Sentence(
                '"{text}" is no hour of that time of day. An hour is typed as 20, 20:00 or 8pm.',
                text=word.bare[:40],
            )
        elif word.doubt == "size":
            yield Sentence(
                '"{text}" may be how many guests there are. Type that as one digit, '
                "{least} to {most}, and a name in quotes.",
                text=word.text.strip(",;")[:40],
                least=SMALLEST_PARTY,
                most=LARGEST_PARTY,
            )
        elif word.part is None or word.doubt == "unread":
            yield Sentence(
                '"{text}" is not understood. An hour is typed as 20, 20:00 or 8pm.',
                text=word.bare[:40],
            )
