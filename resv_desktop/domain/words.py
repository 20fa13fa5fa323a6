"""How hours and days are said in English; the windows say them in the host's language."""

import re
import shlex
import sys
from datetime import date, datetime

_MARKS = re.compile("[\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]")
_DAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
_MONTHS = (
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
)


def hour_label(local: datetime) -> str:
    """Say the hour of an aware local time: "19:00".

    Where a clock change repeats an hour, the two are "01:00 (1st)" and "01:00 (2nd)".
    """
    return f"{local:%H:%M}{('', ' (1st)', ' (2nd)')[showing(local)]}"


def showing(local: datetime) -> int:
    """Return which showing of a repeated hour an aware local time is: 1 or 2; else 0."""
    first, second = local.replace(fold=0).utcoffset(), local.replace(fold=1).utcoffset()
    # In a skipped hour the two offsets differ as well, but then fold=0 has the smaller one.
    if first <= second:  # type: ignore[operator]  # the time is aware
        return 0
    return 2 if local.fold else 1


def day_label(day: date) -> str:
    """Say a day: "Sat 14 March"."""
    return f"{_DAYS[day.weekday()]} {day.day} {_MONTHS[day.month - 1]}"


def one_line(text: str) -> str:
    """Return typed or pasted text on one line; half a character, as a paste can bring, is "?"."""
    return " ".join(text.encode("utf-8", "replace").decode().split())


def without_marks(text: str) -> str:
    """Return a text without the marks of direction and the like that a paste brings unseen."""
    return _MARKS.sub("", text)


def typed_command(*parts: str) -> str:
    """Return parts of a command as they are typed on this system: with a space in quotes."""
    if sys.platform == "win32":
        from subprocess import list2cmdline

        return list2cmdline(parts)
    return shlex.join(parts)


def how_many(count: int, one: str) -> str:
    """Say a number of things in English: "1 reservation", "3 reservations"."""
    return f"{count} {one}" if count == 1 else f"{count} {one}s"


def say(value: object) -> str:
    """Put one argument of a sentence into English: hours and days as above, all else as it is."""
    if isinstance(value, datetime):
        return hour_label(value)
    if isinstance(value, date):
        return day_label(value)
    return str(value)


class Sentence(str):
    """Something to say, in English, that knows how it was put together.

    So a window can say it in its own language: template and arguments are as in a Refusal. An
    argument may be a Sentence itself.
    """

    __slots__ = ("arguments", "template")
    template: str
    arguments: dict[str, object]

    def __new__(cls, template: str, **arguments: object) -> "Sentence":
        english = template.format(**{name: say(value) for name, value in arguments.items()})
        made = super().__new__(cls, english)
        made.template = template
        made.arguments = arguments
        return made

    def __reduce__(self) -> tuple[object, ...]:
        return _again, (self.template, self.arguments)


class Removed(Sentence):
    """Why a station that had joined the first machine is let in no longer: a new code helps."""

    __slots__ = ()


def _again(template: str, arguments: dict[str, object]) -> Sentence:
    """Rebuild a sentence that came from another process."""
    return Sentence(template, **arguments)
