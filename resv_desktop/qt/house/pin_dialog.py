"""The manager's PIN: asked for, set for the first time, changed, switched off."""

from collections.abc import Callable
from datetime import datetime
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, QRegularExpression, Qt, Signal
from PySide6.QtGui import QRegularExpressionValidator
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from resv_desktop.domain.errors import InvalidPin, WrongPin
from resv_desktop.domain.pin import LONGEST_PIN, SHORTEST_PIN, PinState, changed_meanwhile
from resv_desktop.qt import words
from resv_desktop.qt.background import Tasks, Trouble
from resv_desktop.qt.look import DIALOG_PADDING, FIELD_TO_FIELD, Look
from resv_desktop.qt.widgets.button import Button
from resv_desktop.qt.widgets.dialog_frame import DialogFrame
from resv_desktop.qt.widgets.digit_pad import DigitPad
from resv_desktop.qt.widgets.field import Field
from resv_desktop.qt.widgets.label import Label

if TYPE_CHECKING:
    from resv_desktop.controller import Controller


class PinDialog(DialogFrame):
    """What is asked follows from how it is: a PIN that is on is given first, else one is set.

    With is_change a PIN that is on is changed or switched off. held_until is when the last one that
    was given ceased to hold, on the clock of the house. passed is emitted once the dialog
    has gone, when the right PIN was given or another one is in force; said carries what there is
    to say of that.
    """

    passed = Signal()
    said = Signal(str)

    def __init__(
        self,
        parent: QWidget | None,
        look: Look,
        tasks: Tasks,
        controller: "Controller",
        rest_id: str,
        state: PinState,
        *,
        is_change: bool = False,
        held_until: datetime | None = None,
    ) -> None:
        super().__init__(look, "", parent=parent)
        self.setObjectName("pinDialog")
        self._tasks, self._controller, self._rest_id = tasks, controller, rest_id
        self._is_on, self._sets = state == "on", state != "on" or is_change
        self._asked: tuple[str | None, str] | None = None
        self._request_id = ""
        self.old = self._field(self.tr("The PIN"), "pinEdit")
        if is_change:
            self.old = self._field(self.tr("The PIN so far"), "pinEdit")
        self.new = self._field(self.tr("New PIN"), "newPinEdit")
        self.again = self._field(self.tr("The new PIN again"), "newPinAgainEdit")
        self._fields = [field for field, is_there in (
            (self.old, self._is_on), (self.new, self._sets), (self.again, self._sets)
        ) if is_there]  # fmt: skip
        self._at = self._fields[0].edit
        self.off_button = Button(look)
        self.off_button.setObjectName("noPinButton")
        self.off_button.setVisible(self._sets and state != "off")
        self._lay_out_form()
        self._say_what_it_is(held_until, is_change=is_change)
        self.acted.connect(self._on_acted)
        self.off_button.clicked.connect(lambda: self._set(None))
        self._on_typed()
        self._at.setFocus()

    # --- what is said

    def _say_what_it_is(self, held_until: datetime | None, *, is_change: bool) -> None:
        self.set_hint(self.tr("Escape leaves."))
        if not self._sets:
            says = self.tr(
                "It is asked once and then holds at this station, for 5 minutes after the last "
                "change."
            )
            if held_until is not None:
                says = self.tr(
                    "Once given it holds for 5 minutes after the last change; the last time that "
                    "ended at {time}."
                ).format(time=words.clock(held_until))
            self.set_head(self.tr("The manager's PIN"), says)
            self.set_act(self.tr("Go on"))
            return
        if is_change:
            self.set_head(self.tr("The manager's PIN"), self._what_for())
        else:
            self.set_head(self.tr("Set a PIN for the manager?"), self._what_for())
        self.set_act(self.tr("Change the PIN") if self._is_on else self.tr("Set the PIN"))
        self.off_button.setText(
            self.tr("Switch the PIN off") if self._is_on else self.tr("Work without a PIN")
        )
        self.new.set_helper(
            self.tr("{least} to {most} digits.").format(least=SHORTEST_PIN, most=LONGEST_PIN)
        )

    def _what_for(self) -> str:
        return self.tr("Hours, tables and guests' data are changed only by who knows it.")

    # --- what is typed

    def _field(self, label: str, name: str) -> Field:
        field = Field(self.look, label, parent=self)
        edit = field.edit
        edit.setObjectName(name)
        edit.setEchoMode(QLineEdit.EchoMode.Password)
        edit.setInputMethodHints(
            Qt.InputMethodHint.ImhDigitsOnly | Qt.InputMethodHint.ImhSensitiveData
        )
        digits = QRegularExpression(f"[0-9]{{0,{LONGEST_PIN}}}")
        edit.setValidator(QRegularExpressionValidator(digits, edit))
        edit.textChanged.connect(self._on_typed)
        field.hide()
        return field

    def _on_digit(self, digit: str) -> None:
        if not self.is_busy:
            self._at.insert(digit)

    def _on_digit_back(self) -> None:
        if not self.is_busy:
            self._at.backspace()

    def _on_enter(self, edit: QLineEdit) -> None:
        """Go on to the next field; once all is typed Enter does the act."""
        edits = [field.edit for field in self._fields]
        following = edits[edits.index(edit) + 1 :]
        if following and not self.act_button.isEnabled():
            following[0].setFocus()

    def _on_typed(self) -> None:
        if (
            self.message.kind == "error"
            and not self.is_busy
            and any(f.text() for f in self._fields)
        ):
            self.message.clear()
        new, again = self.new.text(), self.again.text()
        is_other = bool(again) and not new.startswith(again)
        self.again.set_helper(self.tr("That is not the same PIN.") if is_other else "", "error")
        is_whole = not self._is_on or len(self.old.text()) >= SHORTEST_PIN
        is_new = not self._sets or (len(new) >= SHORTEST_PIN and new == again)
        self.act_button.setEnabled(is_whole and is_new and not self.is_busy)
        self.off_button.setEnabled(is_whole and not self.is_busy)

    # --- what is asked

    def _on_acted(self) -> None:
        if self.is_busy:
            return
        if self._sets:
            self._set(self.new.text())
            return
        controller, rest_id, typed = self._controller, self._rest_id, self.old.text()
        self._work(lambda: controller.prove_pin(rest_id, typed), "")

    def _set(self, new: str | None) -> None:
        old = self.old.text() if self._is_on else ""
        if self._asked != (new, old):
            self._asked, self._request_id = (new, old), self._controller.new_id()
        controller, rest_id, own_id = self._controller, self._rest_id, self._request_id
        said = self.tr("The manager's PIN is set.")
        if new is None:
            said = self.tr("No PIN is asked for.")
        elif self._is_on:
            said = self.tr("The manager's PIN is another one now.")
        self._work(lambda: controller.set_pin(rest_id, new, old=old, request_id=own_id), said)

    def _work(self, work: Callable[[], object], said: str) -> None:
        self.message.clear()
        self.set_busy(self.tr("Comparing the PIN") if not said else self.tr("Saving the PIN"))

        def done(_: object) -> None:
            self.set_ready()
            self.accept()
            if said:
                self.said.emit(said)
            self.passed.emit()

        self._tasks.run(self, work, done, self._on_trouble)

    def _on_trouble(self, trouble: Trouble) -> None:
        self.set_ready()
        if isinstance(trouble, WrongPin):
            self.old.edit.clear()
            self.old.edit.setFocus()
        elif isinstance(trouble, InvalidPin) and not self._is_on:
            trouble = changed_meanwhile()  # one is on by now, which was not asked for here
        self._on_typed()
        self.tell("error", words.sentence(trouble))

    # --- how it is put together

    def _lay_out_form(self) -> None:
        pad = DigitPad(self.look)
        pad.pressed.connect(self._on_digit)
        pad.taken_back.connect(self._on_digit_back)
        column = QVBoxLayout()
        column.setSpacing(FIELD_TO_FIELD)
        for field in self._fields:
            field.show()
            field.edit.installEventFilter(self)
            field.edit.returnPressed.connect(partial(self._on_enter, field.edit))
            column.addWidget(field)
        forgotten = Label(self.look, use="secondary", ink="muted", wraps=True)
        forgotten.setText(
            self.tr(
                "Nobody can look it up. If it is forgotten, the command {command} on the machine "
                "that runs the database lets a new one be set."
            ).format(command=words.apart("resv-desktop clear-pin"))
        )
        if not self._sets:
            column.addWidget(forgotten)
        column.addStretch()
        row = QHBoxLayout()
        row.setSpacing(DIALOG_PADDING)
        row.addLayout(column, 1)
        row.addWidget(pad, 0, Qt.AlignmentFlag.AlignTop)
        self.body.addLayout(row)
        if self._sets:
            self.body.addWidget(self.off_button, 0, Qt.AlignmentFlag.AlignLeading)
            self.body.addWidget(forgotten)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.FocusIn and isinstance(watched, QLineEdit):
            self._at = watched
        return super().eventFilter(watched, event)
