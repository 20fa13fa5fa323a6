"""How hours and days are said in English; the windows say them in the host's language."""

from dataclasses import dataclass
from datetime import date, datetime

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
    label = f"{local:%H:%M}"
    if local.replace(fold=0).utcoffset() == local.replace(fold=1).utcoffset():
        return label
    # In a skipped hour the two offsets differ as well, but then fold=0 has the smaller one.
    if local.replace(fold=0).utcoffset() < local.replace(fold=1).utcoffset():  # type: ignore[operator]
        return label
    return f"{label} ({'2nd' if local.fold else '1st'})"


def day_label(day: date) -> str:
    """Say a day: "Sat 14 March"."""
    return f"{_DAYS[day.weekday()]} {day.day} {_MONTHS[day.month - 1]}"


def one_line(text: str) -> str:
    """Return typed or pasted text on one line; half a character, as a paste can bring, is "?"."""
    return " ".join(text.encode("utf-8", "replace").decode().split())


def say(value: object) -> str:
    """Put one argument of a sentence into English: hours and days as above, all else as it is."""
    if isinstance(value, datetime):
        return hour_label(value)
    if isinstance(value, date):
        return day_label(value)
    return str(value)


@dataclass(frozen=True, slots=True)
class Sentence:
    """Something to say: a template and its arguments, so that a window can say it in its language.

    Arguments are as in a Refusal: hours are aware local datetimes and days are dates.
    """

    template: str
    arguments: tuple[tuple[str, object], ...] = ()

    @classmethod
    def of(cls, template: str, **arguments: object) -> "Sentence":
        """Return a template with its arguments."""
        return cls(template, tuple(arguments.items()))

    def __str__(self) -> str:
        return self.template.format(**{name: say(value) for name, value in self.arguments})
