"""What is the restaurant called, and under which number do guests call it?"""

from PySide6.QtCore import QEvent, QObject
from PySide6.QtWidgets import QHBoxLayout

from resv_desktop.domain.errors import InvalidPhone, Refusal
from resv_desktop.domain.phone import Phone, parse_phone, region_of
from resv_desktop.domain.restaurant import check_name
from resv_desktop.qt import words
from resv_desktop.qt.look import FIELD_TO_FIELD, GRID, Look
from resv_desktop.qt.machine import Machine, country_name
from resv_desktop.qt.phone_edit import PhoneField
from resv_desktop.qt.setup.page import Page
from resv_desktop.qt.widgets.button import Button
from resv_desktop.qt.widgets.field import Field
from resv_desktop.qt.widgets.label import Label

_SIGNS_OF_A_NUMBER = "+ ()-./"


class NamePage(Page):
    """Name and phone; the number's country is shown as it was understood."""

    def __init__(
        self, look: Look, machine: Machine, *, is_first: bool = False, is_missed: bool = False
    ) -> None:
        """is_first, that there is no restaurant yet, so that the book may as well be elsewhere.

        is_missed, that this station has shown one before, whose book may be lost.
        """
        super().__init__(look, "", "", "")
        self.step = self.tr("Name and phone")
        self.set_head(
            self.tr("What is your restaurant called?"),
            self.tr("The number is the one that guests call. Its country tells how the numbers "
                    "of guests are read."),
        )  # fmt: skip
        self._machine = machine
        self._is_insisted = False
        if is_missed:
            says = self.tr(
                "The restaurant that this station showed before is not in this database. If its "
                "book is lost, set up nothing: close this window and bring back the newest file of "
                "the folder “backups” in the data folder, with: resv-desktop restore FILE"
            )
            missed = Label(look, says, ink="warn", wraps=True)
            missed.setObjectName("missedBook")
            self.body.addWidget(missed)
            self.body.addSpacing(FIELD_TO_FIELD)
        self._name = Field(look, self.tr("Name of the restaurant"))
        self._name.edit.setObjectName("restaurantName")
        self._phone = PhoneField(look, self.tr("Phone number of the restaurant"), machine.region)
        self._phone.edit.setObjectName("restaurantPhone")
        self.body.addWidget(self._name)
        self.body.addSpacing(FIELD_TO_FIELD)
        self.body.addWidget(self._phone)
        self.body.addStretch()
        self.database_button = Button(look, self.tr("Use a MongoDB of our own"))
        self.database_button.setObjectName("databaseButton")
        self.join_button = Button(look, self.tr("Join a restaurant"))
        self.join_button.setObjectName("joinButton")
        self.body.addLayout(self._elsewhere())
        for button in (self.join_button, self.database_button):
            button.setVisible(is_first)
        self._name.edit.textChanged.connect(self._on_changed)
        self._phone.judged.connect(self._on_changed)
        self._phone.ended.connect(self._say_phone)
        for field in (self._name, self._phone):
            field.edit.installEventFilter(self)
        self._say()

    def _elsewhere(self) -> QHBoxLayout:
        """Lay out the ways to a book that is there already."""
        row = QHBoxLayout()
        row.setSpacing(GRID)
        row.addWidget(self.join_button)
        row.addWidget(self.database_button)
        row.addStretch()
        return row

    @property
    def is_touched(self) -> bool:
        """Whether anything was typed."""
        return bool(self._name.text().strip() or self._phone.text().strip())

    def name(self) -> str:
        """Return the name as it will be stored; "" where it is none yet."""
        try:
            return check_name(self._name.text())
        except Refusal:
            return ""

    def phone(self) -> Phone | None:
        """Return the number as it will be stored, or None where it is none yet."""
        try:
            return parse_phone(self._phone.text(), self._machine.region)
        except InvalidPhone:
            return None

    def fill(self, name: str, phone: str) -> None:
        """Show what is saved already."""
        self._name.set_text(name)
        self._phone.set_text(phone)

    def answer(self) -> str:
        phone = self.phone()
        return words.phone(phone.e164, region_of(phone.e164)) if phone else ""

    def lacks(self) -> str:
        if not self.name():
            return self.tr("First type the name")
        if self.phone():
            return ""
        typed = self._phone.text().strip()
        if typed and not (self._machine.region or typed.startswith("+")):
            return self.tr("First type the country code")
        return self.tr("First type the phone number")

    def next_words(self) -> str:
        return self.tr("Next: opening hours")

    def insist(self) -> None:
        self._is_insisted = True
        self._say()
        (self._phone if self.name() else self._name).edit.setFocus()

    def focus_first(self) -> None:
        self._name.edit.setFocus()

    def _on_changed(self) -> None:
        self._is_insisted = False
        self._say()
        self.changed.emit()

    def _say(self) -> None:
        self._say_name()
        self._say_phone()

    def _say_name(self) -> None:
        text = self._name.text()
        try:
            check_name(text)
        except Refusal as refusal:
            is_news = bool(text.strip()) or self._is_insisted
            self._name.set_helper(words.sentence(refusal) if is_news else "", "error")
        else:
            self._name.set_helper("")

    def _say_phone(self) -> None:
        text = self._phone.text()
        self._phone.set_check("")
        if not text.strip():
            self._say_no_phone()
            return
        try:
            phone = parse_phone(text, self._machine.region)
        except InvalidPhone as refusal:
            # A number that only lacks digits is not wrong while they are being typed.
            is_unfinished = (
                self._phone.edit.hasFocus()
                and not self._is_insisted
                and all(sign.isdigit() or sign in _SIGNS_OF_A_NUMBER for sign in text)
            )
            self._phone.set_helper(words.sentence(refusal), "muted" if is_unfinished else "error")
            return
        shown = words.phone(phone.e164, None)
        if phone.is_valid:
            self._phone.set_check(country_name(region_of(phone.e164)))
        if phone.is_valid or self._phone.is_under_way:
            self._phone.set_helper(self.tr("Understood as {phone}.").format(phone=shown))
        else:
            self._phone.set_helper(
                self.tr(
                    "Understood as {phone}. That is an unusual number; please check its digits."
                ).format(phone=shown),
                "warn",
            )

    def _say_no_phone(self) -> None:
        if self._is_insisted:
            self._phone.set_helper(self.tr("A restaurant needs a phone number."), "error")
            return
        country = country_name(self._machine.region)
        if country:
            text = self.tr(
                "As it is dialled at home ({country}), or with a + and the country code."
            )
            self._phone.set_helper(text.format(country=country))
        else:
            self._phone.set_helper(self.tr("With a + and the country code in front."))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() in (QEvent.Type.FocusIn, QEvent.Type.FocusOut):
            self._say()
        return super().eventFilter(watched, event)
