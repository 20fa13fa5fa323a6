"""The stations that may use the book of this machine, each with the button that removes it."""

from collections.abc import Callable, Sequence
from datetime import datetime

from PySide6.QtCore import QCoreApplication, Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from resv_desktop.domain.sharing import JoinedStation
from resv_desktop.qt import words
from resv_desktop.qt.look import GRID, Look
from resv_desktop.qt.widgets.button import Button
from resv_desktop.qt.widgets.label import Label
from resv_desktop.qt.widgets.panel import rule

translate = QCoreApplication.translate
Clock = Callable[[datetime], datetime]  # an instant as the restaurant's clock shows it


def told_apart(station: JoinedStation, among: Sequence[JoinedStation], local: Clock) -> str:
    """Return what a station is called so that no other one of the list can be meant."""
    name = words.apart(station.name)
    if station.joined_at is None or not station.namesakes(among):
        return name
    says = translate("StationRows", "{station}, joined on {day}")
    return says.format(station=name, day=_moment(local(station.joined_at)))


def _moment(here: datetime) -> str:
    says = translate("StationRows", "{day}, {hour}")
    return says.format(day=words.day_and_year(here.date()), hour=words.clock(here))


class StationRows(QWidget):
    """One row per station; remove_wanted carries the JoinedStation."""

    remove_wanted = Signal(object)

    def __init__(self, look: Look, local: Clock) -> None:
        super().__init__()
        self._look, self._local = look, local
        self.setObjectName("stationRows")
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(GRID)
        self._rows: list[QWidget] = []
        self.buttons: list[Button] = []
        self._ids: list[str] = []

    def show_stations(self, stations: Sequence[JoinedStation]) -> None:
        """Show these; without any, say so. The keys stay at the station they were at."""
        at = next((i for i, button in enumerate(self.buttons) if button.hasFocus()), None)
        focused = self._ids[at] if at is not None else ""
        self._ids = [station.id for station in stations]
        for row in self._rows:
            self._column.removeWidget(row)
            row.hide()
            row.deleteLater()
        self.buttons = []
        self._rows = [
            self._row(station, told_apart(station, stations, self._local)) for station in stations
        ]
        if not stations:
            nobody = self.tr("No other station has joined yet.")
            self._rows = [Label(self._look, nobody, "row", "muted", wraps=True)]
        for number, row in enumerate(self._rows):
            self._column.insertWidget(number, row)
        if focused in self._ids:
            self.buttons[self._ids.index(focused)].setFocus()

    def _row(self, station: JoinedStation, called: str) -> QWidget:
        row = QWidget()
        name = Label(self._look, words.line_apart(station.name), "row name", wraps=True)
        says = QVBoxLayout()
        says.setSpacing(2)
        says.addWidget(name)
        for told in (self._since(station), self._seen(station)):
            if told:
                says.addWidget(Label(self._look, told, "secondary", "muted", wraps=True))
        remove = Button(self._look, self.tr("Remove"), "outlined-destructive")
        remove.setObjectName("removeStationButton")
        remove.setAccessibleName(self.tr("Remove {station}").format(station=called))
        remove.clicked.connect(lambda: self.remove_wanted.emit(station))
        self.buttons.append(remove)
        line = QHBoxLayout()
        line.addLayout(says, 1)
        line.addWidget(remove, 0, Qt.AlignmentFlag.AlignTop)
        whole = QVBoxLayout(row)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(GRID)
        whole.addLayout(line)
        whole.addWidget(rule())
        return row

    def _since(self, station: JoinedStation) -> str:
        if station.joined_at is None:
            return self.tr("Connected now") if station.is_connected else self.tr("Not connected")
        joined = _moment(self._local(station.joined_at))
        if station.is_connected:
            return self.tr("Joined on {day}, connected now").format(day=joined)
        return self.tr("Joined on {day}, not connected").format(day=joined)

    def _seen(self, station: JoinedStation) -> str:
        if station.is_connected or station.seen_at is None:
            return ""
        return self.tr("Last seen on {day}").format(day=_moment(self._local(station.seen_at)))
