"""A backup by hand: when the last one was made, and one press for another one."""

from PySide6.QtWidgets import QWidget

from resv_desktop.qt.look import Look
from resv_desktop.qt.widgets.dialog_frame import DialogFrame
from resv_desktop.qt.widgets.label import Label


class BackupDialog(DialogFrame):
    """Says what a backup is and asks for one; saves nothing itself."""

    def __init__(self, parent: QWidget | None, look: Look, folder: str) -> None:
        super().__init__(
            look,
            self.tr("Backup"),
            self.tr(
                "The whole book in one file, as it is at this instant. It is saved in {folder}; "
                "keep a copy on another disk. Whoever has the file can read names and numbers of "
                "guests."
            ).format(folder=folder),
            act=self.tr("Save a backup now"),
            hint=self.tr("Enter saves, Escape leaves."),
            parent=parent,
        )
        self.setObjectName("backupDialog")
        self._last = Label(look, use="row", wraps=True)
        self._last.setObjectName("lastBackup")
        self.body.addWidget(self._last)
        self.act_button.setFocus()

    @property
    def last(self) -> str:
        """What is said of the daily backups."""
        return self._last.text()

    def say_last(self, words: str) -> None:
        """Say when the last daily backup was made, or why there is none."""
        self._last.setText(words)

    def say_saving(self) -> None:
        """Say that it is under way; a book of years takes a few seconds."""
        self.set_busy(self.tr("The book is being saved."))

    def say_saved(self, file: str, size: str) -> None:
        """Say where the file is."""
        self.set_ready()
        says = self.tr("The backup is saved: {file}, {size}.")
        self.message.say("success", says.format(file=file, size=size))
