"""This machine joins the book of another one, by the code that is shown there."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from resv_desktop.credentials import put_away
from resv_desktop.domain.errors import CannotStart, InvalidJoinCode
from resv_desktop.domain.words import Sentence, one_line
from resv_desktop.qt import words
from resv_desktop.qt.background import Tasks, Trouble
from resv_desktop.qt.look import Look
from resv_desktop.qt.stations.code_field import CodeField
from resv_desktop.qt.widgets.dialog_frame import DialogFrame
from resv_desktop.qt.widgets.field import Field
from resv_desktop.settings import LONGEST_STATION, Folders


class JoinDialog(DialogFrame):
    """Asks for the code and for the name of this station.

    joined carries the URI, whose password is put away by then, the database, and the name, which
    the first machine has made another one where a station there has it.
    """

    joined = Signal(str, str, str)

    def __init__(
        self,
        parent: QWidget | None,
        look: Look,
        tasks: Tasks,
        folders: Folders,
        station: str,
    ) -> None:
        super().__init__(look, "", parent=parent)
        self.setObjectName("joinDialog")
        self._tasks, self._folders = tasks, folders
        self.set_head(
            self.tr("Join a restaurant"),
            self.tr("This machine then uses the book of the first one, together with it."),
        )
        self.code = CodeField(
            look,
            self.tr("Code"),
            self.tr(
                "At the first machine, open the menu, choose Set-up and Stations, then “Add a "
                "station”. Capitals, spaces and dashes do not matter."
            ),
        )
        self.station = Field(look, self.tr("Name of this station"))
        self.station.edit.setObjectName("joinStationEdit")
        self.station.edit.setMaxLength(LONGEST_STATION)
        self.station.set_text(station)
        self.body.addWidget(self.code)
        self.body.addWidget(self.station)
        self.set_act(self.tr("Join"))
        self.set_hint(self.tr("Enter joins, Escape leaves."))
        self.acted.connect(self._on_acted)
        self.code.edit.setFocus()

    def _on_acted(self) -> None:
        name = one_line(self.station.text())
        if not one_line(self.code.text()):
            self.tell("error", self.tr("Type the code that the first machine shows."))
            self.code.edit.setFocus()
            return
        if not name:
            self.tell("error", self.tr("A station needs a name, so that the others know it."))
            self.station.edit.setFocus()
            return
        code, folders = self.code.text(), self._folders

        def work() -> tuple[str, str, str]:
            from resv_desktop.startup import join_restaurant  # with PyMongo, which takes a while

            joined = join_restaurant(code, name, folders)
            try:
                uri = put_away(joined.uri, folders.config)[0]
            except OSError as error:
                raise CannotStart(
                    Sentence(
                        "The password of this station cannot be kept in {folder} ({why}). Give "
                        "this user the right to write there, and join with a new code.",
                        folder=folders.config,
                        why=error.strerror,
                    )
                ) from error
            return uri, joined.database, joined.station

        def done(joined: tuple[str, str, str]) -> None:
            self.set_ready()
            self.accept()
            self.joined.emit(*joined)

        self.set_busy(self.tr("Joining"))
        self._tasks.run(self, work, done, self._on_trouble)

    def _on_trouble(self, trouble: Trouble) -> None:
        self.set_ready()
        self.tell("error", words.sentence(trouble))
        number = trouble.arguments.get("number") if isinstance(trouble, InvalidJoinCode) else None
        self.code.mark(number if isinstance(number, int) else None)
