"""What else a finger can do with what is picked."""

from datetime import datetime

from PySide6.QtCore import Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu, QWidget

from resv_desktop.domain.slot import LASTS
from resv_desktop.qt.hour import TableHour


class PartyMenu(QMenu):
    """Every act about the picked table now, besides the next likely one.

    wanted carries "seat", "show", "edit", "move", "no_show", "release", "cancel" or "history", and
    the TableHour that it is about. While it is open that is as it was opened for, and each line
    stays where it was read, whoever has the table meanwhile.
    """

    wanted = Signal(str, object)

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("partyMenu")
        self._table: TableHour | None = None
        self.acts: dict[str, QAction] = {}
        for name, says in (
            ("seat", self.tr("Seat a walk-in now")),
            ("show", self.tr("Show reservation")),
            ("edit", self.tr("Change…")),
            ("move", self.tr("Move…")),
            ("no_show", self.tr("No-show")),
            ("release", self.tr("Left early")),
            ("cancel", self.tr("Cancel reservation")),
            ("history", self.tr("History")),
        ):
            self.acts[name] = action = QAction(says, self)
            self.addAction(action)
            action.triggered.connect(lambda _=False, name=name: self._tell(name))

    def show_for(self, table: TableHour, party_size: int, now: datetime) -> None:
        """Leave what makes sense in a state, for a party; of an hour that is over only to look."""
        if self.isVisible():
            return
        self._table = table
        is_over, state, is_held = table.is_over(now), table.state, table.reservation is not None
        is_near = table.is_free and not is_over and table.at - now <= LASTS
        can = {
            "seat": is_near and party_size <= table.capacity,
            "move": not is_over and state != "done",
            "no_show": not is_over and state in ("reserved", "arrived"),
            "release": not is_over and state in ("arrived", "seated", "done"),
            "cancel": not is_over and state != "done",
        }
        for name, action in self.acts.items():
            is_about_table = name in ("seat", "history")
            action.setVisible((is_held or is_about_table) and can.get(name, True))

    def _tell(self, name: str) -> None:
        self.wanted.emit(name, self._table)
