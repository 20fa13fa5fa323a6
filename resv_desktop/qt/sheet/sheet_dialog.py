"""Where the day sheet goes: which printer, or a PDF."""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from resv_desktop.qt.look import LABEL_TO_FIELD, Look
from resv_desktop.qt.sheet.sheet import PDF, PRINTER
from resv_desktop.qt.widgets.choice import Choice
from resv_desktop.qt.widgets.dialog_frame import DialogFrame
from resv_desktop.qt.widgets.label import Label


class SheetDialog(DialogFrame):
    """Asks once; what is chosen is remembered by whoever asked.

    wanted carries where the sheet is to go: PDF, or PRINTER and a printer's name.
    """

    wanted = Signal(str)

    def __init__(
        self,
        parent: QWidget,
        look: Look,
        day: str,
        printers: Sequence[str],
        chosen: str,
        key: str,
    ) -> None:
        super().__init__(look, "", parent=parent)
        self.setObjectName("sheetDialog")
        self.set_head(self.tr("Day sheet"), day)
        self.where = Choice(look, self.tr("Where it goes"))
        self.where.setObjectName("sheetTo")
        for name in printers:
            self.where.addItem(name, f"{PRINTER}{name}")
        self.where.addItem(self.tr("PDF on this machine"), PDF)
        self.where.setCurrentIndex(max(0, self.where.findData(chosen)))
        label = Label(look, self.tr("Where it goes"), "label")
        label.setBuddy(self.where)
        says = self.tr(
            "By hour: table, party, name, the last four digits of the phone, note, status, and "
            "rows to write in. A PDF of today and the next days is kept here in any case."
        )
        question = QVBoxLayout()
        question.setSpacing(LABEL_TO_FIELD)
        question.addWidget(label)
        question.addWidget(self.where)
        self.body.addLayout(question)
        self.body.addWidget(Label(look, says, "secondary", "muted", wraps=True))
        self.set_hint(self.tr("From now on {key} does this at once.").format(key=key))
        self.where.currentIndexChanged.connect(self._say)
        self.acted.connect(self._on_acted)
        self._say()
        self.where.setFocus()

    def _say(self) -> None:
        is_pdf = self.where.currentData() == PDF
        self.set_act(self.tr("Save the PDF") if is_pdf else self.tr("Print"))

    def _on_acted(self) -> None:
        if not self.is_busy:
            self.message.clear()
            self.set_busy(self.tr("The day sheet is being made"))
            self.wanted.emit(self.where.currentData())
