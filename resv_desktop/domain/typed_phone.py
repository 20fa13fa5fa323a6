"""The number among the words of a line, in groups as it may be, or as far as it has been typed."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from resv_desktop.domain.errors import InvalidPhone
from resv_desktop.domain.phone import parse_phone
from resv_desktop.domain.phone_typing import read_while_typing
from resv_desktop.domain.typed_dates import is_like_no_phone, looks_like_date
from resv_desktop.domain.typed_words import Word
from resv_desktop.domain.words import Sentence

PhoneKind = Literal["none", "end", "incomplete", "valid", "unused", "wrong"]

_END = 4  # so many digits are the end of a phone
_FEWEST_DIGITS, _MOST_DIGITS = 6, 17  # of a whole number with its prefixes
_SURE_DIGITS = 8  # a number that begins like an hour is one only from here on
_MOST_GROUPS = 9
_DIGITS = re.compile(r"[+(]?[\d+().\-/‐-―]*\d[).\-/‐-―]*")


@dataclass(frozen=True, slots=True)
class PhoneInLine:
    """A number as it was typed; e164 where it can be dialled, refusal why it can be none."""

    text: str = ""
    kind: PhoneKind = "none"
    e164: str = ""
    refusal: Sentence | None = None


def find_phone(words: Sequence[Word], region: str | None) -> PhoneInLine:
    """Take for a number the words that are most likely one; a national one belongs to `region`.

    A word that was taken for a mistyped number before is one, with all digits that can be no more.
    """
    mistyped = [word for word in words if word.part == "phone"]
    runs = list(_runs(words))
    best: tuple[tuple[int, bool, bool, bool, int], PhoneInLine, Sequence[Word]] | None = None
    for run in [] if mistyped else runs:
        for group in _groups(run):
            phone = _read(group, region)
            if phone is None:
                continue
            is_sure = phone.kind == "valid"
            if not is_sure and any(looks_like_date(word) for word in group):
                continue
            if not (is_sure or group[0].begins_number or len(group) == 1):
                continue
            left = [word for each in runs for word in each if word not in group]
            if _begins_small(group) and (_unfit(left) or _is_party_and_hour(group[:2], left)):
                continue  # party and hour would be its beginning, and its end would be nothing
            begins = group[0].begins_number
            rank = (_unfit(left), _begins_small(group), not is_sure, not begins, len(group))
            if best is None or rank < best[0]:
                best = rank, phone, group
    if best is not None:
        for word in best[2]:
            word.part = "phone"
        return best[1]
    if mistyped:
        mistyped += [word for run in runs for word in run if word.small is None]
        for word in mistyped:
            word.part = "phone"
        return _judge([word for word in words if word.part == "phone"], region)
    return _unfinished(runs, region, has_hour=any(word.part == "hour" for word in words))


def _runs(words: Iterable[Word]) -> Iterator[list[Word]]:
    """Yield the words of digits that stand side by side."""
    run: list[Word] = []
    for word in words:
        is_number = _DIGITS.fullmatch(word.bare) and not is_like_no_phone(word)
        if word.part is None and (is_number or word.bare in "+("):
            run.append(word)
        elif run:
            yield run
            run = []
    if run:
        yield run


def _groups(run: Sequence[Word]) -> Iterator[Sequence[Word]]:
    """Yield the words of a run that may be one number in groups."""
    for first in range(len(run)):
        for last in range(first + 1, min(first + _MOST_GROUPS, len(run)) + 1):
            group = run[first:last]
            count = sum(word.digits for word in group)
            is_another = any(_begins_another(word) for word in group[1:])
            if is_another and ("+" in group[-1].bare or _begins_small(group)):
                break
            if count > _MOST_DIGITS:
                break
            if count >= (_SURE_DIGITS if _begins_small(group) else _FEWEST_DIGITS):
                yield group


def _begins_another(word: Word) -> bool:
    """Whether a number begins here rather than goes on."""
    return word.begins_number and word.small is None


def _begins_small(group: Sequence[Word]) -> bool:
    """Whether the first word of a number may as well be a party or an hour."""
    return group[0].small is not None and not group[0].begins_number


def _is_party_and_hour(first: Sequence[Word], left: Sequence[Word]) -> bool:
    """Whether what a number would begin with is the party and the hour, of which none is left."""
    is_left = any(word.can_be_party for word in left) and any(word.can_be_hour for word in left)
    is_either = any(word.can_be_party for word in first) and any(w.can_be_hour for w in first)
    return is_either and not is_left


def _read(group: Sequence[Word], region: str | None) -> PhoneInLine | None:
    text = " ".join(word.bare for word in group)
    try:
        phone = parse_phone(text, region)
    except InvalidPhone:
        return None
    return PhoneInLine(text, "valid" if phone.is_valid else "unused", phone.e164)


def _unfit(left: Iterable[Word]) -> int:
    """Return how many words of digits would be left that are neither party nor hour."""
    left = list(left)
    parties = sum(word.can_be_party for word in left)
    hours = sum(word.can_be_hour for word in left)
    return len(left) - min(parties, 1) - min(hours, 1)


def _unfinished(
    runs: Iterable[Sequence[Word]], region: str | None, *, has_hour: bool
) -> PhoneInLine:
    """Take for a number what is none yet: four digits for its end, others for its beginning.

    A "05" is an hour only where no other word is.
    """
    runs = list(runs)
    hours = {word.small for run in runs for word in run if word.can_be_hour}
    has_party = any(word.can_be_party for run in runs for word in run)
    for run in runs:
        for n, word in enumerate(run):
            is_only = len(hours) == 1 and not has_hour
            is_hour = word.can_be_hour and (is_only or not word.begins_number)
            is_like_date = looks_like_date(word)
            if word.can_be_party or is_hour or (is_like_date and not word.begins_number):
                continue
            is_last = word is run[-1] and word.small is not None and not word.begins_number
            if is_last and has_party and not hours and not has_hour:
                # Where an hour would stand, and none: the "25" of "4 25".
                word.part, word.hour = "unclear", word.small
                return PhoneInLine()
            is_end = re.fullmatch(rf"\d{{{_END}}}", word.bare) and _unfit(run[n + 1 :]) == 0
            group = [word] if is_end or is_like_date else run[n:]
            for each in group:
                each.part = "phone"
            return PhoneInLine(word.bare, "end") if is_end else _judge(group, region)
    return PhoneInLine()


def _judge(group: Sequence[Word], region: str | None) -> PhoneInLine:
    text = " ".join(word.bare for word in group)
    typed = read_while_typing(text, region)
    kind: PhoneKind = "incomplete" if typed.kind == "empty" else typed.kind
    why = typed.refusal
    refusal = None if why is None else Sentence(why.template, **why.arguments)
    return PhoneInLine(text, kind, typed.e164, refusal)
