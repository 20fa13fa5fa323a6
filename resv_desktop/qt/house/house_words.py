"""How the facts of a house are named."""

from collections.abc import Sequence

from PySide6.QtCore import QCoreApplication

translate = QCoreApplication.translate


def facts_said(facts: Sequence[str]) -> list[str]:
    """Name facts of a house: "the phone number", "the tables"."""
    names = {
        "name": translate("House", "the name"),
        "phone": translate("House", "the phone number"),
        "days_ahead": translate("House", "the days ahead"),
        "opening_hours": translate("House", "the usual hours"),
        "week_hours": translate("House", "the hours of weekdays"),
        "closures": translate("House", "the closures"),
        "tables": translate("House", "the tables"),
    }
    return [names[fact] for fact in facts]
