"""Whom nothing covers any more, at this station: how many, who, and what the host does about it."""

from collections.abc import Callable, Iterable
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QObject, Signal
from PySide6.QtWidgets import QWidget

from resv_desktop.domain.house_change import Attention, HouseChange
from resv_desktop.domain.reservation import Change, Reservation
from resv_desktop.domain.restaurant import Restaurant
from resv_desktop.domain.slot import Slot
from resv_desktop.qt.background import Tasks
from resv_desktop.qt.follow import Follower
from resv_desktop.qt.host_acts import HostActs
from resv_desktop.qt.house.attention_reader import AttentionReader
from resv_desktop.qt.house.preview_words import need_attention
from resv_desktop.qt.keys import Keys
from resv_desktop.qt.look import Look
from resv_desktop.qt.saved_file import open_file
from resv_desktop.qt.seat_acts import SeatActs
from resv_desktop.qt.widgets.chip_button import ChipButton
from resv_desktop.qt.widgets.dialog_frame import DialogFrame
from resv_desktop.qt.widgets.notice import Notice

if TYPE_CHECKING:
    from resv_desktop.controller import Controller
    from resv_desktop.qt.house.attention_dialog import AttentionDialog
    from resv_desktop.qt.house.preview_dialog import PreviewDialog
    from resv_desktop.qt.sheet.call_acts import CallLists, CallsMade
    from resv_desktop.qt.sheet.call_list import Call


class AttentionDesk(QObject):
    """Counts them live, shows them, moves and cancels them; each act is taken back as any other.

    call_lists is what puts calls on paper, None until the window is served by the program.
    changed is emitted when other reservations than before need attention, house_changed when a
    change of the house is made here, or may be.
    """

    changed = Signal()
    house_changed = Signal()

    def __init__(
        self,
        window: QWidget,
        look: Look,
        keys: Keys,
        tasks: Tasks,
        controller: "Controller",
        house: Callable[[], Restaurant],
        follower: Follower,
        seat: SeatActs,
        acts: HostActs,
        notice: Notice,
        chip: ChipButton,
    ) -> None:
        super().__init__(window)
        self._window, self._look, self._keys = window, look, keys
        self._tasks, self._controller = tasks, controller
        self._house, self._follower = house, follower
        self._seat, self._acts, self._notice, self._chip = seat, acts, notice, chip
        self._dialog: AttentionDialog | None = None
        self._preview: PreviewDialog | None = None
        self._is_call_noted = False  # just now, and not said in the dialog yet
        self.call_lists: CallLists | None = None
        self.reader = AttentionReader(tasks, controller, house(), self)
        self.reader.changed.connect(self._on_changed)
        chip.clicked.connect(self.open)
        follower.changed.connect(self._hear)
        seat.done.connect(self._on_done)
        seat.failed.connect(self._on_failed)

    @property
    def is_writing(self) -> bool:
        """Whether the answer to a change of the house is being waited for."""
        return self._preview is not None and self._preview.is_busy

    def open(self) -> None:
        """Show whom nothing covers, unless a dialog is open."""
        from resv_desktop.qt.house.attention_dialog import AttentionDialog

        if self._acts.is_open:
            return
        dialog = AttentionDialog(self._window, self._look, self._keys, self.reader.house)
        dialog.moved.connect(self._on_moved)
        dialog.cancelled.connect(self._on_cancelled)
        dialog.called.connect(self._on_called)
        dialog.calls_wanted.connect(lambda calls: self._make_list(dialog, self._house(), calls))
        dialog.finished.connect(self._on_finished)
        self._dialog = dialog
        if self.reader.is_known:
            dialog.show_attention(self.reader.now)
        self.reader.read()
        self._acts.open_other(dialog)

    def open_preview(
        self,
        parent: QWidget,
        rest_id: str,
        change: HouseChange,
        then: Callable[[Restaurant], None],
    ) -> "PreviewDialog":
        """Show over a window or dialog whom a change hits, and make it if the host says so.

        then is called with the house once the change is saved and the host has read who is to be
        called; never, where it is not saved.
        """
        from resv_desktop.qt.house.preview_dialog import PreviewDialog

        dialog = PreviewDialog(parent, self._look, self._tasks, self._controller, rest_id, change)
        saved: list[Restaurant] = []
        dialog.applied.connect(saved.append)
        dialog.applied.connect(lambda _: self.reader.read())
        dialog.applied.connect(lambda _: self.house_changed.emit())
        dialog.calls_wanted.connect(partial(self._make_list, dialog))
        self._follower.changed.connect(dialog.hear)
        # Only then: whoever asked may close, and with it what stands over it.
        dialog.finished.connect(lambda _: then(saved[0]) if saved else None)
        dialog.finished.connect(lambda _: self._on_preview_left(dialog))
        dialog.finished.connect(dialog.deleteLater)
        self._preview = dialog
        if self._acts.is_open:
            dialog.open()  # over the dialog that asks
        else:
            self._acts.open_other(dialog)
        return dialog

    # --- what is known

    def _hear(self, changes: Iterable[Change]) -> None:
        self.reader.hear(changes)

    def _on_changed(self, now: list[Attention]) -> None:
        self._chip.say(need_attention(len(now)) if now else "")
        if self._dialog is not None:
            self._dialog.show_attention(now, self.reader.house)
        self.changed.emit()

    # --- what is done about it

    def _on_moved(self, each: Attention, home: Slot) -> None:
        controller, held = self._controller, each.reservation
        move = partial(
            self._seat.do,
            self.tr("Moved: {facts}."),
            lambda act: controller.move(
                held.id, home.slot_id, home.table_id, seen_at=held.place, request_id=act
            ),
        )
        self._press(self.tr("Moving the party"), move)

    def _on_cancelled(self, each: Attention) -> None:
        held = each.reservation
        cancel = partial(self._seat.cancel, held, seen_at=held.place)
        self._press(self.tr("Cancelling the reservation"), cancel)

    def _on_called(self, each: Attention) -> None:
        controller, held = self._controller, each.reservation
        is_called = held.called is None
        note = partial(
            self._seat.do,
            self.tr("Called: {facts}.") if is_called else self.tr("Not called: {facts}."),
            lambda act: controller.mark_called(
                held.id, is_called=is_called, seen_at=held.place, request_id=act
            ),
            self._on_noted,
        )
        self._press(self.tr("Noting the call"), note)

    def _press(self, says: str, act: Callable[[], None]) -> None:
        """Do it, after what is still being written."""
        if self._dialog is not None:
            self._dialog.set_busy(says)
        self._seat.in_turn(act, self._dialog)

    def _on_noted(self, _: Reservation) -> None:
        self._is_call_noted = True

    def _take_back(self, dialog: "AttentionDialog", way: Callable[[], None]) -> None:
        """Take back a call: what is moved or cancelled here mostly has nothing to go back to."""
        dialog.tell("quiet", "")
        dialog.box.list.setFocus()
        self._seat.in_turn(way, dialog)

    def _on_failed(self, says: str) -> None:
        if self._dialog is not None:
            self._dialog.set_ready()
            self._dialog.tell("error", says)

    def _on_done(self, whose: object) -> None:
        """Say in the dialog what the notice says behind it."""
        self.reader.read()
        undo = self.tr("Undo") if self._is_call_noted else None
        self._is_call_noted = False
        dialog = self._dialog
        if dialog is not None and whose is dialog:
            dialog.set_ready()
            way = partial(self._take_back, dialog, self._seat.way_back())
            dialog.tell("success", self._notice.text(), undo, way)

    def _on_preview_left(self, preview: "PreviewDialog") -> None:
        self._preview = None
        if preview.unclear_id:
            self.house_changed.emit()

    def _on_finished(self) -> None:
        self._dialog = None

    # --- calls on paper

    def _make_list(self, dialog: DialogFrame, house: Restaurant, calls: "list[Call]") -> None:
        if self.call_lists is None or dialog.is_busy or not calls:
            return
        dialog.set_busy(self.tr("The call list is being made"))
        self.call_lists.make(dialog, house, calls, self._controller.now(), partial(_tell, dialog))


def _tell(dialog: DialogFrame, made: "CallsMade") -> None:
    """Say in a dialog what became of its call list."""
    dialog.set_ready()
    if made.path is None:
        dialog.tell("success" if made.is_made else "error", made.says)
    else:
        says = QCoreApplication.translate("CallLists", "Open")
        dialog.tell("success", made.says, says, partial(open_file, made.path))
