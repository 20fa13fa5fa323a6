"""How many, said in words that agree with the number."""

from collections import Counter
from collections.abc import Sequence

from PySide6.QtCore import QCoreApplication

from resv_desktop.domain.errors import InvalidOpeningHours
from resv_desktop.domain.hours import OpeningHours
from resv_desktop.qt import words


def tables(count: int) -> str:
    """Say a number of tables."""
    if count == 1:
        return QCoreApplication.translate("Amounts", "1 table")
    return QCoreApplication.translate("Amounts", "{count} tables").format(count=count)


def seats(count: int) -> str:
    """Say a number of seats."""
    if count == 1:
        return QCoreApplication.translate("Amounts", "1 seat")
    return QCoreApplication.translate("Amounts", "{count} seats").format(count=count)


def tables_by_size(capacities: Sequence[int]) -> str:
    """Say how many tables there are of each size: "6 tables of 2 and 10 tables of 4"."""
    says = QCoreApplication.translate("Amounts", "{tables} of {capacity}")
    return words.listed(
        [
            says.format(tables=tables(count), capacity=capacity)
            for capacity, count in sorted(Counter(capacities).items())
        ]
    )


def hours_to_reserve(count: int) -> str:
    """Say how many hours of a day can be reserved."""
    if count == 1:
        return QCoreApplication.translate("Amounts", "1 hour can be reserved.")
    many = QCoreApplication.translate("Amounts", "{count} hours can be reserved.")
    return many.format(count=count)


def opening_hours(text: str) -> str:
    """Say "HH:HH" as two times of day; what makes no sense is said as it is."""
    try:
        hours = OpeningHours.parse(text)
    except InvalidOpeningHours:
        return text
    opens, closes = words.hour_of_day(hours.opens), words.hour_of_day(int(text[3:]))
    if hours.closes > 24:  # noqa: PLR2004 - midnight
        said = QCoreApplication.translate("Amounts", "{opens} to {closes}, the next day")
    else:
        said = QCoreApplication.translate("Amounts", "{opens} to {closes}")
    return said.format(opens=opens, closes=closes)
