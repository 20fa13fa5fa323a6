"""A guest calls to cancel: the host picks the reservation of this station or finds it by phone."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QStackedWidget, QVBoxLayout, QWidget

from resv_desktop.controller import Controller
from resv_desktop.domain.errors import (
    InvalidPhone,
    Refusal,
    ReservationNotFound,
    is_unanswered,
    may_be_saved,
)
from resv_desktop.domain.phone import parse_phone, region_of
from resv_desktop.domain.reservation import Reservation
from resv_desktop.domain.restaurant import Restaurant
from resv_desktop.qt import words
from resv_desktop.qt.background import Tasks, Trouble
from resv_desktop.qt.cancelling import cancelling, still_there, upcoming
from resv_desktop.qt.look import LABEL_TO_FIELD, TWO_LINE_ROW, Look
from resv_desktop.qt.phone_edit import PhoneField
from resv_desktop.qt.reservation_list import ReservationList, ReservationsModel
from resv_desktop.qt.widgets.dialog_frame import DialogFrame
from resv_desktop.qt.widgets.empty_state import EmptyState
from resv_desktop.qt.widgets.label import Label
from resv_desktop.qt.widgets.message_place import MessageKind
from resv_desktop.qt.widgets.unseen import Unseen
from resv_desktop.station_memory import StationMemory

SEARCH_MS = 250  # while the last digits are typed, no question is asked
_ROWS_IN_SIGHT, _ROWS_OF_LARGE_TEXT, _LARGE_TEXT = 4, 2, 1.5  # so that 800 pixels hold all of it
_BOX = 5


class CancelDialog(DialogFrame):
    """Cancels one reservation that the host has picked.

    Nothing is picked for the host but the only reservation of the number that was typed, and Enter
    in the phone field only goes to the list. What was cancelled comes back by one key.
    Answers to what is no longer typed are dropped. unclear carries the id of a write that may be
    saved. It deletes itself once closed.
    """

    cancelled = Signal(Reservation, str)
    unclear = Signal(str)

    def __init__(
        self,
        parent: QWidget | None,
        look: Look,
        tasks: Tasks,
        controller: Controller,
        memory: StationMemory,
        restaurants: Sequence[Restaurant],
        restaurant: Restaurant,
    ) -> None:
        super().__init__(look, "", parent=parent)
        self.setObjectName("cancelDialog")
        self._tasks, self._controller, self._memory = tasks, controller, memory
        self._region = region_of(restaurant.phone)
        self._homes = {home.id for home in restaurants} | {restaurant.id}
        self._made_here: list[Reservation] = []
        self._found_for = self._asked_for = ""
        self._is_list_wanted = self._is_refused = False
        self._is_unknown = False  # whether what was tried last is cancelled
        self._request_ids: dict[str, str] = {}
        self._unseen = Unseen(self)  # what was found after Enter, and has the keys since
        self._search_soon = QTimer(self, singleShot=True, interval=SEARCH_MS)
        self.phone = PhoneField(
            look,
            self.tr("Phone"),
            self._region,
            placeholder=self.tr("Phone number"),
            icon="search",
        )
        self._heading = Label(look, use="label", wraps=True)
        self.model = ReservationsModel(restaurants)
        self.list = ReservationList(look, self.model)
        self._empty = EmptyState(look)
        self._fill_body()
        self.set_head(
            self.tr("Cancel a reservation"),
            self.tr("Pick one that was made at this station, or find it by phone."),
        )
        self.act_button.setObjectName("cancelReservationButton")
        self._is_typing = True
        self._on_picked()
        self.phone.edit.installEventFilter(self)
        self.phone.judged.connect(self._on_judged)
        self.phone.rested.connect(self._on_rested)
        self._search_soon.timeout.connect(self._search)
        self.list.selectionModel().selectionChanged.connect(self._on_picked)
        self.acted.connect(self._on_acted)
        self.phone.edit.setFocus()
        self._heading.setText(self._made_at_words())
        self._recall()

    def picked(self) -> Reservation | None:
        """Return the reservation that the host has picked."""
        return self.model.reservation(self.list.picked())

    def show_restaurants(self, restaurants: Sequence[Restaurant]) -> None:
        """Name all restaurants as they are called now."""
        self._homes |= {home.id for home in restaurants}
        self.model.show_restaurants(restaurants)

    def show_silence(self, *, is_silent: bool) -> None:
        """Take over whether the database answers; then what was typed is looked for."""
        super().show_silence(is_silent=is_silent)
        if self.is_busy:
            return
        self._show_act()
        if not is_silent and self.message.kind in ("quiet", "warn"):
            self._on_picked()
        if not is_silent and self.phone.typed.kind == "valid":
            self._search()

    # --- what this station remembers

    def _recall(self) -> None:
        memory, controller = self._memory, self._controller
        self._tasks.run(
            self, lambda: memory.reservations(controller.now()), self._on_recalled, _let_be
        )

    def _on_recalled(self, reservations: list[Reservation]) -> None:
        self._take_made_here(reservations)
        controller, memory = self._controller, self._memory
        mine = list(self._made_here)
        self._tasks.run(
            self, lambda: still_there(controller, memory, mine), self._take_made_here, _let_be
        )

    def _take_made_here(self, reservations: list[Reservation]) -> None:
        self._made_here = [r for r in reservations if r.rest_id in self._homes]
        if not (self._found_for or self.is_busy or self._is_unknown):
            self._show_made_here()

    def _show_made_here(self) -> None:
        self._found_for = ""
        self._show(self._made_at_words(), self._made_here)
        self._empty.say(
            self._empty_icon,
            self.tr("No reservation of this station is left"),
            self.tr("Type the guest's phone number."),
        )

    def _made_at_words(self) -> str:
        return self.tr("Made at {station}").format(station=words.apart(self._controller.station))

    # --- the search

    def _on_judged(self) -> None:
        self._search_soon.stop()
        self._asked_for = ""
        self._is_list_wanted = False
        if self._is_refused:
            self._on_picked()  # what was refused is no longer what stands there
        if self._found_for != self.phone.typed.e164 or not self._found_for:
            self._show_made_here()
        if self.phone.typed.kind == "valid":
            self._search_soon.start()

    def _on_rested(self) -> None:
        if self._search_soon.isActive() and self.phone.typed.is_complete:
            return
        if self.phone.typed.kind in ("valid", "unused"):
            self._search()

    def _search(self) -> None:
        self._search_soon.stop()
        number = self.phone.typed.e164
        if self._is_silent or not number or number in (self._asked_for, self._found_for):
            return  # while it is silent that is said already, and it is looked for afterwards
        self._asked_for = number
        controller = self._controller
        self._heading.setText(self.tr("Looking for {phone}").format(phone=self.phone.text()))
        self._tasks.run(
            self,
            lambda: upcoming(controller, number),
            lambda found: self._on_found(number, found),
            lambda trouble: self._on_not_found(number, trouble),
        )

    def _on_found(self, number: str, found: list[Reservation]) -> None:
        if number != self._asked_for:
            return
        self._asked_for, self._found_for = "", number
        shown = words.phone(number, self._region)
        self._show(self.tr("Under {phone}").format(phone=shown), found)
        self._empty.say(
            self._empty_icon,
            self.tr("No reservation to come under {phone}").format(phone=shown),
            self.tr("Ask for the number once more."),
        )
        if len(found) == 1:
            self.list.pick(0)
        if self._is_list_wanted:
            self._unseen.start()
            self._go_to_list()

    def _on_not_found(self, number: str, trouble: Trouble) -> None:
        if number != self._asked_for:
            return
        self._asked_for = ""
        self._show_made_here()
        is_refusal = isinstance(trouble, Refusal)
        again = None if is_refusal else self.tr("Try again")
        self._say("error", words.sentence(trouble), again, None if is_refusal else self._search)
        self._is_refused = is_refusal

    def _on_enter_in_phone(self) -> None:
        typed = self.phone.typed
        if typed.kind in ("incomplete", "wrong"):
            try:
                parse_phone(self.phone.text(), self._region)
            except InvalidPhone as refusal:
                self._say("error", words.sentence(refusal))
                self._is_refused = True
        elif typed.e164 == self._found_for:
            self._go_to_list()
        else:
            self._search()
            self._is_list_wanted = True

    def _go_to_list(self) -> None:
        self._is_list_wanted = False
        if self.model.rowCount():
            self.list.setFocus()

    # --- the list

    def _show(self, heading: str, reservations: Sequence[Reservation]) -> None:
        """Show other rows; what is picked stays picked only if it is still there."""
        before = self.picked()
        self._heading.setText(heading)
        self.list.setAccessibleName(heading)
        self.list.pick(None)
        self.model.show_reservations(reservations)
        self._stack.setCurrentIndex(0 if reservations else 1)
        row = None if before is None else self.model.row_of(before.id)
        if row is not None:
            self.list.pick(row)

    def _on_picked(self) -> None:
        reservation = self.picked()
        self._show_act()
        self._say_keys()
        if reservation is not None:
            says = words.named(self.tr("This frees table {table} at {hour}."), reservation)
            self._is_refused = self._is_unknown = False
            self.tell("quiet", says, icon="ring")
        elif not self._is_unknown:
            self._say("quiet", "")
        self.tell_silence()

    def _show_act(self) -> None:
        reservation = self.picked()
        self.act_button.setEnabled(reservation is not None and not self._is_silent)
        says = self.tr("Cancel a reservation")
        if reservation is not None:
            says = words.named(self.tr("Cancel table {table}, {hour}"), reservation)
        self.set_act(says, destructive=True)

    def _say_keys(self) -> None:
        if self._is_typing:
            says = self.tr("Enter goes to the list, Escape leaves.")
        elif self.picked() is None:
            says = self.tr("Escape leaves.")
        else:
            says = self.tr("Enter cancels it, Escape leaves.")
        self.set_hint(says)

    def _say(
        self,
        kind: MessageKind,
        text: str,
        action: str | None = None,
        way_out: Callable[[], None] | None = None,
    ) -> None:
        self._is_refused = self._is_unknown = False
        self.tell(kind, text, action, way_out)

    # --- the act

    def _on_acted(self) -> None:
        reservation = self.picked()
        is_seen = not self._unseen.isActive()
        if reservation is not None and is_seen and not self.is_busy and not self._is_silent:
            self._cancel(reservation)

    def _cancel(self, reservation: Reservation) -> None:
        # One id for each reservation, however often it is tried: it is never cancelled twice.
        request_id = self._request_ids.setdefault(reservation.id, self._controller.new_id())
        work = cancelling(self._controller, self._memory, reservation.id, request_id)
        self.set_busy(words.named(self.tr("Cancelling table {table} at {hour}."), reservation))
        self._tasks.run(
            self,
            work,
            self._on_cancelled,
            lambda trouble: self._on_cancel_failed(reservation, trouble),
        )

    def _on_cancelled(self, reservation: Reservation) -> None:
        self.set_ready()
        self.accept()
        self.cancelled.emit(reservation, self._request_ids[reservation.id])

    def _on_cancel_failed(self, reservation: Reservation, trouble: Trouble) -> None:
        self.set_ready()
        if isinstance(trouble, ReservationNotFound):
            self._made_here = [r for r in self._made_here if r.id != reservation.id]
            left = [r for r in self.model.reservations() if r.id != reservation.id]
            self._show(self._heading.text(), left)
        self._show_act()
        says = words.sentence(trouble)
        if is_unanswered(trouble):
            self._say("error", says, self.tr("Try again"), lambda: self._cancel(reservation))
        else:
            self._say("error", says)
        if may_be_saved(trouble):
            self._is_unknown = True
            self.unclear.emit(self._request_ids[reservation.id])

    def _fill_body(self) -> None:
        is_large = self.look.text_scale > _LARGE_TEXT
        self._empty_icon = "" if is_large else "search"
        rows = _ROWS_OF_LARGE_TEXT if is_large else _ROWS_IN_SIGHT
        row = self.look.room(TWO_LINE_ROW, 2)
        box = QFrame()
        box.setProperty("ground", "panel")
        box.setMinimumHeight(rows * row + 2 * _BOX + 2)
        inside = QVBoxLayout(box)
        inside.setContentsMargins(_BOX + 1, _BOX + 1, _BOX + 1, _BOX + 1)
        self._stack = QStackedWidget()
        inside.addWidget(self._stack)
        self._stack.addWidget(self.list)
        self._stack.addWidget(self._empty)
        listed = QVBoxLayout()
        listed.setSpacing(LABEL_TO_FIELD)
        listed.addWidget(self._heading)
        listed.addWidget(box)
        self.body.addWidget(self.phone)
        self.body.addLayout(listed)

    # --- Qt

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self.phone.edit:
            if event.type() in (QEvent.Type.FocusIn, QEvent.Type.FocusOut):
                self._is_typing = event.type() == QEvent.Type.FocusIn
                self._say_keys()
            if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
                if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
                    self._on_enter_in_phone()
                    return True
                if event.key() == Qt.Key.Key_Down:
                    self._go_to_list()
                    return True
        return super().eventFilter(watched, event)


def _let_be(_trouble: Trouble) -> None:
    """Leave what the station remembers as it is; the window's banner tells of an outage."""
