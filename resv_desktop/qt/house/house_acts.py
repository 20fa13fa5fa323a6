"""Opens what changes the house, for its manager alone, and keeps it up to date meanwhile."""

from collections.abc import Iterable
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from resv_desktop.domain.house_change import HouseChange
from resv_desktop.domain.reservation import Change
from resv_desktop.domain.restaurant import Restaurant
from resv_desktop.qt.background import Tasks
from resv_desktop.qt.host_acts import HostActs
from resv_desktop.qt.house.attention_desk import AttentionDesk
from resv_desktop.qt.house.manager_gate import ManagerGate
from resv_desktop.qt.house_clock import HouseClock
from resv_desktop.qt.live_day import LiveDay
from resv_desktop.qt.look import Look
from resv_desktop.qt.one_question import OneQuestion
from resv_desktop.qt.widgets.notice import Notice

if TYPE_CHECKING:
    from datetime import date

    from resv_desktop.controller import Controller
    from resv_desktop.qt.house.house_dialog import HouseDialog
    from resv_desktop.qt.house.preview_dialog import PreviewDialog


class HouseActs(QObject):
    """Serves one main window; house_changed is emitted when the house is changed, or may be."""

    house_changed = Signal()

    def __init__(
        self,
        window: QWidget,
        look: Look,
        tasks: Tasks,
        controller: "Controller",
        rest_id: str,
        live: LiveDay,
        clock: HouseClock,
        acts: HostActs,
        gate: ManagerGate,
        attention: AttentionDesk,
        notice: Notice,
    ) -> None:
        super().__init__(window)
        self._window, self._look, self._tasks = window, look, tasks
        self._controller, self._rest_id = controller, rest_id
        self._live, self._clock = live, clock
        self._acts, self._gate = acts, gate
        self._attention, self._notice = attention, notice
        self._dialog: HouseDialog | None = None
        self._now: OneQuestion | None = None  # how the house of the dialog is by now
        self._is_previewing = False
        live.follower.changed.connect(self._hear)
        clock.day_turned.connect(self._on_day_turned)

    def open(self) -> None:
        """Ask who it is, then show the house as the book has it."""
        self._gate.ask(lambda: self._gate.look(self._read_day, self._show, self.open))

    def _read(self) -> tuple[Restaurant, frozenset[str]]:
        """Read the house, and which tables are promised there."""
        controller, rest_id = self._controller, self._rest_id
        return controller.restaurant(rest_id), controller.promised_tables(rest_id)

    def _read_day(self) -> "tuple[Restaurant, frozenset[str], date]":
        """Read its running day, too, which is refused where nobody knows its clock."""
        restaurant, promised = self._read()
        return restaurant, promised, restaurant.business_day(self._controller.now())

    def _show(self, read: "tuple[Restaurant, frozenset[str], date]") -> None:
        from resv_desktop.qt.house.house_dialog import HouseDialog

        restaurant, promised, today = read
        dialog = HouseDialog(
            self._window, self._look, self._tasks, self._controller, restaurant, today, promised
        )
        dialog.hit.connect(self._on_hit)
        dialog.saved.connect(self._on_saved)
        dialog.facts.zone_wanted.connect(self._on_zone_wanted)
        dialog.finished.connect(self._on_left)
        self._dialog = dialog
        self._now = OneQuestion(self._tasks, self._read, dialog)
        self._now.answered.connect(self._on_house)
        self._gate.guard(dialog)
        self._acts.open_other(dialog)

    def _hear(self, changes: Iterable[Change]) -> None:
        if self._now is not None and any(c.kind in ("restaurant", "all") for c in changes):
            self._now.ask()

    def _on_day_turned(self) -> None:
        if self._dialog is not None:
            self._dialog.show_today(self._clock.today)

    def _on_house(self, read: tuple[Restaurant, frozenset[str]]) -> None:
        restaurant, promised = read
        # What the preview over it saves is this station's own.
        if self._dialog is not None and not self._is_previewing:
            self._dialog.show_promised(promised)
            self._dialog.show_house(restaurant)

    def _on_hit(self, change: HouseChange) -> None:
        dialog = self._dialog
        assert dialog is not None
        self._is_previewing = True
        preview = self._attention.open_preview(dialog, self._rest_id, change, dialog.finish)
        preview.finished.connect(lambda _: self._on_preview_left(preview, change))

    def _on_preview_left(self, preview: "PreviewDialog", change: HouseChange) -> None:
        self._is_previewing = False
        if self._dialog is not None and preview.unclear_id:
            self._dialog.show_unclear(change, preview.unclear_id)
        if self._now is not None:  # what was changed meanwhile is still to be shown there
            self._now.ask()

    def _on_zone_wanted(self) -> None:
        """Ask for another clock over the dialog, whose wishes stay as they are."""
        from resv_desktop.qt.house.zone_dialog import ZoneDialog
        from resv_desktop.qt.timezone_dialog import TimezoneDialog

        dialog = self._dialog
        if dialog is None or dialog.is_busy:
            return
        house = dialog.draft.seen
        asked: ZoneDialog | TimezoneDialog
        if house.has_clock:
            asked = ZoneDialog(dialog, self._look, self._controller.now, house)
            asked.chosen.connect(self._on_zone)
        else:  # another program has spoilt it meanwhile, so no hour can be told from another
            asked = TimezoneDialog(dialog, self._look, self._tasks, self._controller, house)
            asked.chosen.connect(self._on_clock)
        asked.finished.connect(asked.deleteLater)
        asked.open()

    def _on_clock(self, restaurant: Restaurant) -> None:
        if self._dialog is not None:
            self._dialog.show_house(restaurant)
        self.house_changed.emit()
        self._live.read_again()

    def _on_zone(self, zone: str) -> None:
        dialog = self._dialog
        assert dialog is not None
        change = HouseChange(timezone=zone)

        def saved(restaurant: Restaurant) -> None:
            dialog.show_house(restaurant)
            says = self.tr("The clock is changed; every reservation keeps its hour.")
            dialog.tell("success", says)
            self._gate.renew()
            self._live.read_again()

        self._attention.open_preview(dialog, self._rest_id, change, saved)

    def _on_saved(self, _restaurant: Restaurant, says: str) -> None:
        self.house_changed.emit()
        self._notice.say(says)
        self._gate.renew()
        self._live.read_again()

    def _on_left(self) -> None:
        if self._dialog is not None and self._dialog.is_unclear:
            self.house_changed.emit()
        self._dialog = self._now = None
