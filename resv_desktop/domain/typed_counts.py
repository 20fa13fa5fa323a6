"""A line taken apart into words; what tells what a number counts is one word with it."""

import re
from collections.abc import Collection, Iterator, Sequence

from resv_desktop.domain.slot import LARGEST_PARTY
from resv_desktop.domain.typed_count_words import COUNT_WORDS, ENGLISH, CountWords
from resv_desktop.domain.typed_words import (
    CLOCK,
    HALVES,
    HOURS,
    NOON,
    QUOTES,
    Counted,
    Doubt,
    Word,
    take_count,
)

_TIME = re.compile(r"(\d{1,2})(?:[:.h](\d{2})|h)?(?:am|pm)?", re.IGNORECASE)
_ONE_WORD = re.compile(r"(\d{1,2}(?:[:.]\d{2})?)([^\W\d]{2,}\.?|[pP]\.?)")
_RANGE = re.compile(r"(\d{1,2})([-‐-―/+])(\d{1,2})")
_HOURS = re.compile(r"\d{1,2}(?:[:.h]\d{0,2})?(?:am|pm)?[-‐-―/]\d{1,2}(?:[:.h]\d{0,2})?(?:am|pm)?")
_PREFIXED = re.compile(r"(\w)[-־]?(\d{1,2})")
_GERMAN_DAY = re.compile(
    r"\w*(?:tag|mittwoch|nacht|abend|morgen)\b|(?:mo|di|mi|do|fr|sa|so)\b"
    r"|silvester|kommenden|(?:über)?nächsten|\d{1,2}[./]",
    re.IGNORECASE,
)
_DOTTED = re.compile(r"(\d{1,2})\.(00|15|30|45)")  # a date or a phone has other figures there
_QUARTERS = ("00", "15", "30", "45")
_HOUR = 60
_LONGEST = 4  # words of a phrase
_MINUTES = ("min", "mins")  # a guest may be called Min
_MORE = frozenset({"hundred", "and", "et", "עשר", "עשרה"})
_ALSO_AT = ("à", "a")  # between two sizes in "4 à 5 personnes", before an hour in "4 à 8"


def words_of(line: str, language: str = "en") -> Iterator[Word]:
    """Take the line apart; "8 pm", "um 20 Uhr", what stands in quotes: each is one word."""
    own = COUNT_WORDS.get(language, ENGLISH)
    opening = f"[{QUOTES}]"
    pattern = rf"{opening}[^{QUOTES}]+{opening}[,;]*(?=\s|$)|\S+"
    texts = re.findall(pattern, line)
    before = ""
    while texts:
        said = _Said(texts, before, own)
        word = said.read()
        before = "" if word.part in ("party", "hour") else _spelled(texts[said.length - 1])
        texts = texts[said.length :]
        yield word


class _Said:
    """What the next words of a line say; length is how many of them are one."""

    def __init__(self, texts: Sequence[str], before: str, own: CountWords) -> None:
        self._texts, self._before, self._own = texts, before, own
        self.length = 0

    def read(self) -> Word:
        """Read one word."""
        return (
            self._choice()
            or self._hours()
            or self._lasting()
            or self._whole()
            or self._counted()
            or self._plain()
        )

    @property
    def _text(self) -> str:
        return " ".join(self._texts[: self.length])

    @property
    def _left(self) -> Sequence[str]:
        return self._texts[self.length :]

    def _doubtful(self, doubt: Doubt) -> Word:
        return Word(self._text, _bare(self._text), "unclear", doubt=doubt)

    # --- of how many guests it may be said

    def _choice(self) -> Word | None:
        """Read "2 children", "4-5 people" and "four or five", which are no number of guests."""
        texts, own = self._texts, self._own
        lead, start = _phrase(texts, own.before)
        is_led = own.before.get(lead) == "party"
        for n in {0, start} if is_led else {0}:
            length = self._length_of_some(texts[n:])
            length = length or self._length_of_choice(texts[n:], is_led=n > 0)
            if length:
                self.length = n + length
                return self._doubtful("size")
        return None

    def _length_of_some(self, texts: Sequence[str]) -> int:
        own = self._own
        number, what = [*map(_spelled, texts[:2]), "", ""][:2]
        is_one = number == "1" or own.articles.get(number, own.numbers.get(number)) == 1
        is_number = number in own.numbers or re.fullmatch(r"\d{1,2}", number) is not None
        is_some = (is_one and what in own.one_of_some) or (is_number and what in own.some)
        return len((number, what)) if is_some else 0

    def _length_of_choice(self, texts: Sequence[str], *, is_led: bool) -> int:
        """Return how many words are a choice of two sizes; 0 where they are none."""
        own = self._own
        spelled = [_spelled(text) for text in texts[: len(("4", "or", "5", "people"))]]
        behind = [own.behind.get(each) == "party" for each in spelled]
        sizes = _RANGE.fullmatch(spelled[0]) if spelled else None
        if sizes is not None:
            is_counted = behind[1:2] == [True]
            first, sign, second = sizes.groups()
            is_size = sign in "-–" and 0 < int(first) < int(second) <= LARGEST_PARTY
            is_size = is_size or (sign == "+" and len(first) == len(second) == 1)
            return 1 + is_counted if is_counted or is_led or is_size else 0
        if len(spelled) < len(("four", "or", "five")):
            return 0
        first, between, second = spelled[:3]
        is_counted = behind[3:4] == [True]
        is_choice = between in own.choices or (is_counted and between in _ALSO_AT)
        in_words = [each in own.numbers for each in (first, second)]
        are_small = all(each in own.numbers or each.isdecimal() for each in (first, second))
        if is_choice and are_small and (is_counted or any(in_words)):
            return 3 + is_counted
        return 0

    def _hours(self) -> Word | None:
        """Read "18-20 Uhr" and "8-9pm", which are no one hour."""
        hours = _spelled(self._texts[0])
        is_behind = self._own.behind.get(_spelled(" ".join(self._texts[1:2]))) == "hour"
        is_time = is_behind or re.search(r"[:hm]", hours) is not None
        if not is_time or _HOURS.fullmatch(hours) is None:
            return None
        self.length = 1 + is_behind
        return self._doubtful("unread")

    def _lasting(self) -> Word | None:
        """Read "in 20 minutes" and "for 2 hours", which tell no hour of the day."""
        own = self._own
        _, start = _phrase(self._texts, own.before)
        for n in {0, start}:
            number, unit = [*map(_spelled, self._texts[n : n + 2]), "", ""][:2]
            is_within = self._before in own.within
            is_within = is_within and (own.behind.get(unit) == "hour" or unit in _MINUTES)
            in_words = number in own.numbers or number in own.articles
            is_number = in_words or number.isdecimal()
            if is_number and (unit in own.lasting or is_within):
                self.length = n + 2
                return self._doubtful("unread")
        return None

    # --- what holds its number

    def _whole(self) -> Word | None:
        """Read "zu viert", "לארבעה", "בשמונה"."""
        own = self._own
        whole, self.length = _phrase(self._texts, own.wholes)
        if not self.length:
            return None
        said = own.wholes[whole]
        is_of_guests = own.behind.get(_spelled(next(iter(self._left), ""))) == "party"
        if is_of_guests and (said is None or said[0] == "party"):
            self.length += 1
            number = said[1] if said is not None else own.numbers[whole.split()[-1][1:]]
            return self._number("party", number)
        if said is None:
            return self._doubtful("size")
        counted, number = said
        minutes = self._minutes("", is_behind=False) if counted == "hour" else 0
        if self._goes_on():
            self.length += 1
            return self._doubtful("size" if counted == "party" else "unread")
        if minutes:
            return self._odd(str(number), minutes)
        word = self._number(counted, number)
        word.is_settled = number % NOON == 0  # noon and midnight are no two hours
        return word

    def _number(self, counted: Counted, number: int) -> Word:
        return take_count(Word(self._text, str(number)), counted)

    # --- what is said beside a number

    def _counted(self) -> Word | None:
        """Read "um 20 Uhr", "four people", "halb acht"; None where there is no number."""
        own = self._own
        lead, start = _phrase(self._texts, own.before)
        start = start or int(self._is_table() and self._is_number(self._texts[1:]))
        offset, length = _phrase(self._texts[start:], own.offsets)
        is_parted = length > 0 and self._texts[start + length - 1][-1:] in ",;"
        if is_parted or not self._is_number(self._texts[start + length :]):
            offset, length = "", 0
        if not self._is_number(self._texts[start:]) and not length:
            return None
        self.length = start + length
        counted, number = own.before.get(lead), self._number_in_words()
        bare = self._in_figures(self._left) if number is None else str(number)
        article = _spelled(self._left[0]) in own.articles
        self.length += 1
        behind = _spelled(next(iter(self._left), ""))
        is_behind = behind in own.behind and (number is None or len(behind) > 1)
        one = _ONE_WORD.fullmatch(bare)
        if one is not None and _spelled(one[2]) in own.behind:
            bare, counted, is_behind = one[1], own.behind[_spelled(one[2])], True
        elif is_behind:
            counted = own.behind[behind]
            self.length += 1
        minutes = own.offsets.get(offset, 0)
        if counted != "party":
            minutes = minutes or self._minutes(bare, is_behind=is_behind)
        half = "" if counted == "party" and is_behind else self._half(bare)
        is_told = is_behind or minutes or half or (lead and not article)
        if number is not None and not is_told:
            return None
        if counted == "hour" and minutes == 0 and self._is_before_tick():
            self.length += 2
            return self._doubtful("unread")
        is_counted = counted == "party" and is_behind
        if number is not None and (self._is_end_of_more() or (not is_counted and self._goes_on())):
            return self._doubtful("size" if counted == "party" else "unread")
        if minutes:
            return self._odd(bare + half, minutes)
        if half:
            counted = None
        is_dotted = own.has_dots and (counted == "hour" or _DOTTED.fullmatch(bare))
        if is_dotted or half or bare[-2:] in HALVES:
            bare = bare.replace(".", ":")
        word = take_count(Word(self._text, bare + half), counted)
        word.may_be_size = lead.endswith("à") and word.can_be_party and not is_behind
        return word

    def _is_table(self) -> bool:
        return bool(self._own.table) and _spelled(self._texts[0]) == self._own.table

    def _number_in_words(self) -> int | None:
        spelled = _spelled(self._left[0])
        return self._own.numbers.get(spelled, self._own.articles.get(spelled))

    def _is_number(self, texts: Sequence[str]) -> bool:
        if not texts:
            return False
        own, spelled, bare = self._own, _spelled(texts[0]), self._in_figures(texts)
        one = _ONE_WORD.fullmatch(bare)
        is_one = one is not None and _spelled(one[2]) in own.behind
        is_figure = is_one or _TIME.fullmatch(bare) is not None
        return is_figure or spelled in own.numbers or spelled in own.articles

    def _in_figures(self, texts: Sequence[str]) -> str:
        """Return a number without the Hebrew letter before it, where a word behind tells more."""
        own, bare = self._own, _bare(texts[0])
        match = _PREFIXED.fullmatch(bare)
        if match is None or len(texts) == 1 or match[1] not in own.prefixes:
            return bare
        behind = _spelled(texts[1])
        is_told = own.behind.get(behind) == "party" or behind in own.minutes
        return match[2] if is_told else bare

    def _minutes(self, bare: str, *, is_behind: bool) -> int:
        """Take what says how many minutes past the hour it is, or before it; 0 for none."""
        minutes, length = _phrase(self._left, self._own.minutes)
        if length:
            self.length += length
            return self._own.minutes[minutes]
        figures = [_bare(text) for text in self._left[:2]]
        is_time = is_behind or bare[-1:] in ("h", "H")
        is_phone = len(figures) > 1 and re.match(r"\d{2}", figures[1]) is not None
        if is_time and figures and figures[0] in _QUARTERS and not is_phone:
            self.length += 1
            return int(figures[0])
        return 0

    def _half(self, bare: str) -> str:
        """Take an "am" or "pm" behind the hour; a German "am" may say on which day."""
        half = next(iter(self._left), "").strip(",;").casefold()
        is_of_day = self._own.has_dots and half == "am" and _is_day_next(bare, self._left)
        bare = bare.replace(".", ":")
        if half not in HALVES or is_of_day or re.fullmatch(r"\d{1,2}(:\d{2})?", bare) is None:
            return ""
        self.length += 1
        return half

    def _is_before_tick(self) -> bool:
        """Whether the hour is only that before or after which minutes are said: "5 nach 8"."""
        is_tick = _spelled(next(iter(self._left), "")) in self._own.ticks
        return is_tick and self._is_number(self._left[1:])

    def _is_end_of_more(self) -> bool:
        return self._before in self._own.numbers or self._before in self._own.joints

    def _goes_on(self) -> bool:
        """Whether a number in words may go on in the next one: "באחת עשרה"."""
        if self._texts[self.length - 1][-1:] in ",;":
            return False
        following, behind = [*map(_spelled, self._left[:2]), "", ""][:2]
        is_more = following in self._own.numbers or following in _MORE
        return is_more and behind not in self._own.behind

    def _odd(self, bare: str, minutes: int) -> Word:
        """Return a time that is no full hour."""
        clock = CLOCK.fullmatch(bare.casefold())
        hour = 0 if clock is None else int(clock[1])
        if clock is not None and clock[3] is not None:
            hour = hour % NOON + HALVES[clock[3]]
        at = (hour * _HOUR + minutes) % (HOURS * _HOUR)
        word = Word(self._text, _bare(self._text), "unclear")
        word.hour, word.minutes = divmod(at, _HOUR)
        return word

    def _plain(self) -> Word:
        """Read what is no number, or one of which nothing tells what it counts."""
        self.length = 1
        if self._is_table() and len(self._texts) > 1:
            self.length += _PREFIXED.fullmatch(_bare(self._texts[1])) is not None
        return Word(self._text, _bare(self._texts[self.length - 1]))


def _phrase(texts: Sequence[str], phrases: Collection[str]) -> tuple[str, int]:
    """Return the longest of the phrases that the texts begin with, and of how many it is."""
    spelled = [_spelled(text) for text in texts[:_LONGEST]]
    for length in range(len(spelled), 0, -1):
        phrase = " ".join(spelled[:length])
        if phrase in phrases:
            return phrase, length
    return "", 0


def _is_day_next(bare: str, texts: Sequence[str]) -> bool:
    """Whether a German "am" says on which day: "20 Uhr am 5.12.", "4 am Montag"."""
    hour = re.split("[:.]", bare)[0]
    is_late = hour.isdecimal() and int(hour) > NOON
    return is_late or any(_GERMAN_DAY.match(text) for text in texts[1:2])


def _bare(text: str) -> str:
    return text.strip(",;") or text


def _spelled(text: str) -> str:
    return _bare(text).casefold().rstrip(".").replace("’", "'")
