"""When is the restaurant open?"""

from contextlib import suppress

from resv_desktop.domain.errors import InvalidOpeningHours
from resv_desktop.domain.hours import USUAL_HOURS
from resv_desktop.qt.look import Look
from resv_desktop.qt.setup.amounts import opening_hours
from resv_desktop.qt.setup.hours_picker import HoursPicker
from resv_desktop.qt.setup.page import Page


class HoursPage(Page):
    """The usual opening hours of every day."""

    def __init__(self, look: Look) -> None:
        super().__init__(look, "", "", "")
        self.step = self.tr("Opening hours")
        self.set_head(
            self.tr("When are you open?"),
            self.tr("Every reservation lasts an hour and begins on the hour. It is the same every "
                    "day of the week."),
        )  # fmt: skip
        self.picker = HoursPicker(look)
        self.body.addWidget(self.picker)
        self.body.addStretch()
        self.picker.changed.connect(self.changed)

    @property
    def is_touched(self) -> bool:
        """Whether other hours than the usual ones were picked."""
        return self.picker.text() != USUAL_HOURS

    def fill(self, hours: str) -> None:
        """Show what is saved already; hours that make no sense are left to be refused."""
        with suppress(InvalidOpeningHours):
            self.picker.setText(hours)

    def answer(self) -> str:
        text = self.picker.text()
        return opening_hours(text) if self.picker.hours() else ""

    def lacks(self) -> str:
        return "" if self.picker.hours() else self.tr("First pick two different hours")

    def insist(self) -> None:
        self.picker.insist()

    def next_words(self) -> str:
        return self.tr("Next: time zone")

    def focus_first(self) -> None:
        self.picker.setFocus()
