"""What this program is, and which version of it."""

from PySide6.QtWidgets import QWidget

from resv_desktop import __version__
from resv_desktop.qt.look import Look
from resv_desktop.qt.widgets.dialog_frame import DialogFrame
from resv_desktop.qt.widgets.label import Label


class AboutDialog(DialogFrame):
    """Name and version, and what it is for."""

    def __init__(self, parent: QWidget, look: Look) -> None:
        super().__init__(look, "resv-desktop", parent=parent)
        self.setObjectName("aboutDialog")
        version = self.tr("Version {version}").format(version=__version__)
        text = self.tr("The host stand of a restaurant: take, find and cancel reservations.")
        self.set_head("resv-desktop", version)
        self.body.addWidget(Label(look, text, wraps=True))
        self.message.hide()
