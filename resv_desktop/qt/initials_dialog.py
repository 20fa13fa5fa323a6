"""Who is at the station: initials that stand beside all that is done there."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

from resv_desktop.qt import words
from resv_desktop.qt.look import Look
from resv_desktop.qt.widgets.dialog_frame import DialogFrame
from resv_desktop.qt.widgets.field import Field
from resv_desktop.settings import LONGEST_INITIALS


class InitialsDialog(DialogFrame):
    """Asks for initials; empty ones are none. chosen carries what was typed."""

    chosen = Signal(str)

    def __init__(self, parent: QWidget | None, look: Look, station: str, initials: str) -> None:
        super().__init__(look, "", parent=parent)
        self.setObjectName("initialsDialog")
        says = self.tr("Who is at {station}?").format(station=words.apart(station))
        self.set_head(says)
        self.field = Field(look, self.tr("Initials"), optional=True)
        self.field.edit.setObjectName("initialsEdit")
        self.field.edit.setMaxLength(LONGEST_INITIALS)
        self.field.edit.setInputMethodHints(Qt.InputMethodHint.ImhUppercaseOnly)
        self.field.set_text(initials)
        self.field.set_helper(
            self.tr(
                "They stand in the history beside all that is done at this station, until others "
                "are typed. Leave it empty for no initials."
            )
        )
        self.body.addWidget(self.field)
        self.message.hide()
        self.set_act(self.tr("Use these initials"))
        self.set_hint(self.tr("Enter saves, Escape leaves."))
        self.acted.connect(self._on_acted)
        self.field.edit.setFocus()
        self.field.edit.selectAll()

    def _on_acted(self) -> None:
        self.accept()
        self.chosen.emit(self.field.text().strip())
