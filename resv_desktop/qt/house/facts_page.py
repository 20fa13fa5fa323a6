"""What the house is called, under which number it is reached, and how far ahead it is open."""

from datetime import timedelta

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from resv_desktop.domain.errors import InvalidPhone, Refusal
from resv_desktop.domain.phone import format_phone, format_while_typing, parse_phone, region_of
from resv_desktop.domain.restaurant import FEWEST_DAYS_AHEAD, MOST_DAYS_AHEAD, check_name
from resv_desktop.qt import words
from resv_desktop.qt.house.draft import HouseDraft
from resv_desktop.qt.look import DIALOG_PADDING, FIELD_TO_FIELD, GRID, LABEL_TO_FIELD, Look
from resv_desktop.qt.widgets.button import Button
from resv_desktop.qt.widgets.field import Field, FieldHead
from resv_desktop.qt.widgets.label import Label
from resv_desktop.qt.widgets.stepper import Stepper


class FactsPage(QWidget):
    """changed is emitted when something else is typed, zone_wanted for another clock."""

    changed = Signal()
    zone_wanted = Signal()

    def __init__(self, look: Look, draft: HouseDraft, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._look, self._draft = look, draft
        self._shown = ""
        self.name = Field(look, self.tr("Name of the restaurant"))
        self.name.edit.setObjectName("houseName")
        self.phone = Field(look, self.tr("Phone number of the restaurant"))
        self.phone.edit.setObjectName("housePhone")
        says = self.tr("Days that can be reserved ahead")
        self.days = Stepper(look, says, smallest=FEWEST_DAYS_AHEAD, largest=MOST_DAYS_AHEAD)
        self.days.setObjectName("daysAhead")
        self._days_head = FieldHead(look, says)
        self._days_head.label.setBuddy(self.days)
        self.days_help = Label(look, use="secondary", ink="muted", wraps=True)
        self._zone = Label(look, use="field", wraps=True)
        self.zone_button = Button(look, self.tr("Change…"))
        self.zone_button.setObjectName("zoneButton")
        self.zone_button.setAccessibleName(self.tr("Change the time zone"))
        self.zone_button.clicked.connect(self.zone_wanted)
        self._lay_out()
        self.fill()
        self.name.edit.textChanged.connect(self._on_name)
        self.phone.edit.textEdited.connect(self._on_phone_edited)
        self.phone.edit.textChanged.connect(self._on_phone)
        self.days.changed.connect(self._on_days)

    def fill(self) -> None:
        """Show what is wished now."""
        draft = self._draft
        if self.name.text() != draft.name:
            self.name.set_text(draft.name)
        if draft.phone == draft.seen.phone:
            self.phone.set_text(format_phone(draft.phone, region_of(draft.phone)))
        self.days.set_value(draft.days_ahead)
        self._zone.setText(words.apart(draft.seen.timezone or ""))
        self._say_name()
        self._say_phone()
        self._say_days()

    def _on_name(self, text: str) -> None:
        self._draft.name = text
        self._say_name()
        self.changed.emit()

    def _on_phone_edited(self, text: str) -> None:
        edit = self.phone.edit
        if edit.cursorPosition() == len(text) > len(self._shown):
            edit.setText(format_while_typing(text, region_of(self._draft.seen.phone)))

    def _on_phone(self, text: str) -> None:
        self._shown = text
        seen = self._draft.seen.phone
        is_same = text == format_phone(seen, region_of(seen))
        self._draft.phone = seen if is_same else text
        self._say_phone()
        self.changed.emit()

    def _on_days(self, days: int) -> None:
        self._draft.days_ahead = days
        self._say_days()
        self.changed.emit()

    def _say_name(self) -> None:
        try:
            check_name(self._draft.name)
        except Refusal as refusal:
            self.name.set_helper(words.sentence(refusal), "error")
        else:
            self.name.set_helper("")

    def _say_phone(self) -> None:
        try:
            phone = parse_phone(self._draft.phone, region_of(self._draft.seen.phone))
        except InvalidPhone as refusal:
            self.phone.set_helper(words.sentence(refusal), "error")
            return
        says = self.tr("Understood as {phone}.")
        if not phone.is_valid:
            says = self.tr("Understood as {phone}. That is an unusual number; check its digits.")
        shown = words.apart(format_phone(phone.e164, None))
        self.phone.set_helper(says.format(phone=shown), "muted" if phone.is_valid else "warn")

    def _say_days(self) -> None:
        """Say up to which day; no day that is open is ever closed by a smaller number."""
        draft = self._draft
        until = draft.today + timedelta(days=max(draft.days_ahead, draft.seen.days_ahead))
        says = self.tr("Always up to {day} at least.")
        if draft.days_ahead < draft.seen.days_ahead:
            says = self.tr(
                "No further days are opened for now. What is open already, up to {day}, can still "
                "be reserved; a closure takes it out."
            )
        self.days_help.setText(says.format(day=words.day_and_year(until)))

    def _lay_out(self) -> None:
        days = QVBoxLayout()
        days.setSpacing(LABEL_TO_FIELD)
        days.addWidget(self._days_head)
        days.addWidget(self.days)
        days.addWidget(self.days_help)
        days.addStretch()
        zone = QVBoxLayout()
        zone.setSpacing(LABEL_TO_FIELD)
        zone.addWidget(FieldHead(self._look, self.tr("Time zone")))
        zone_row = QHBoxLayout()
        zone_row.setSpacing(GRID)
        zone_row.addWidget(self._zone, 1)
        zone_row.addWidget(self.zone_button)
        zone.addLayout(zone_row)
        zone.addStretch()
        self._zone.setMinimumHeight(self.days.sizeHint().height())
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(DIALOG_PADDING)
        grid.setVerticalSpacing(FIELD_TO_FIELD)
        grid.addWidget(self.name, 0, 0, 1, 2)
        grid.addWidget(self.phone, 1, 0, 1, 2)
        grid.addLayout(days, 2, 0)
        grid.addLayout(zone, 2, 1)
        grid.setColumnStretch(0, 1)
        grid.setColumnStretch(1, 1)
        grid.setRowStretch(3, 1)
