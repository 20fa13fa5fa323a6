"""What is done about the party that is picked, was found in the line, or is due in the strip."""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from functools import partial
from typing import Final

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from resv_desktop.domain.errors import Refusal
from resv_desktop.domain.reservation import Reservation, Undone
from resv_desktop.domain.restaurant import Restaurant
from resv_desktop.domain.slot import SMALLEST_PARTY, Slot
from resv_desktop.domain.typed_line import TypedLine
from resv_desktop.qt import words
from resv_desktop.qt.command_rows import FoundRow, Row, TakeRow, WaitRow
from resv_desktop.qt.day_view import DayView
from resv_desktop.qt.day_words import holder, two_at_a_table
from resv_desktop.qt.due import NEXT_STATUS, Due, who_sits_at
from resv_desktop.qt.host_acts import HostActs
from resv_desktop.qt.hour import TableHour, join_hours
from resv_desktop.qt.keys import Keys, KeyShortcut
from resv_desktop.qt.live_day import LiveDay
from resv_desktop.qt.seat_acts import SeatActs
from resv_desktop.qt.waiting_desk import WaitingDesk
from resv_desktop.qt.widgets.notice import Notice

# What is said of a party is also what is picked then.
_SAID_OF_PICKED: Final = ("cancel", "step", "no_show", "release")


class PickedActs(QObject):
    """Brings keys and presses to the acts; what cannot be done any more is said in the notice.

    house is the restaurant as it is known now.
    """

    def __init__(
        self,
        window: QWidget,
        keys: Keys,
        view: DayView,
        live: LiveDay,
        seat: SeatActs,
        acts: HostActs,
        waiting: WaitingDesk,
        notice: Notice,
        house: Callable[[], Restaurant],
        now: Callable[[], datetime],
    ) -> None:
        super().__init__(window)
        self._view, self._live = view, live
        self._seat, self._acts, self._waiting = seat, acts, waiting
        self._notice, self._house, self._now = notice, house, now
        view.opened.connect(self.open)
        view.unopened.connect(self._say_why_not)
        view.moved.connect(self._move)
        view.seat_wanted.connect(self._seat_walk_in)
        view.stepped_on.connect(lambda table: self.step(None if self._is_left else table))
        view.act_wanted.connect(self._do_in_menu)
        view.due.pressed.connect(self._on_due)
        view.due.pressed_in_grey.connect(self._on_due_in_grey)
        seat.taken_back.connect(self._on_taken_back)
        view.available.list.waitlist_wanted.connect(self._open_waitlist_of)
        timeline = view.all.timeline
        self._carry = timeline.carry
        timeline.missed.connect(self._on_missed)
        timeline.picked_up.connect(self._on_picked_up)
        timeline.carry.lost.connect(self._on_lost)
        timeline.carry.ended.connect(self._on_put_down)
        view.details.history_wanted.connect(self._show_history)
        by_key: dict[str, Callable[[], object]] = {
            "redo": seat.redo,
            "step": self._step_picked,
            "no_show": partial(self._do_picked, "no_show"),
            "release": partial(self._do_picked, "release"),
            "move": self._pick_up,
            "edit": self._edit_picked,
        }
        for name, act in by_key.items():
            shortcut = KeyShortcut(keys, name, window)
            shortcut.setAutoRepeat(False)  # a key held down is one press
            shortcut.activated.connect(act)

    # --- of what is picked

    def open(self, table: TableHour) -> None:
        """Open the dialog of a table in an hour."""
        if not self._is_left:
            self._acts.open_slot(self._house(), table, self._view.party_size)

    @property
    def _is_left(self) -> bool:
        """Whether the host has left the day that is shown, and the other one is not read yet."""
        return self._view.day is None or self._view.day.on != self._live.on

    @property
    def _picked(self) -> TableHour | None:
        """What the keys mean, which is what the details show; None where nothing is picked.

        Nothing is in a day that the host has left.
        """
        return None if self._is_left else self._view.picked

    def step(self, table: TableHour | None) -> None:
        """Say that the party of a table has come, is seated or is done."""
        if table is not None and table.reservation is not None:
            held = table.reservation
            self._seat.in_turn(partial(self._step, held, table), what=("step", held.id))

    def _step_picked(self) -> None:
        if not self._view.details.surprise.isActive():
            self.step(self._picked_party())

    def _picked_party(self) -> TableHour | None:
        """Return the table of the party that is picked; where none is, that is said."""
        table = self._picked
        if table is None or table.reservation is None:
            self._say_nobody()
            return None
        return table

    def _say_nobody(self) -> None:
        self._notice.say(self.tr("No reservation is picked, so nothing was done."), kind="warn")

    def _step(self, held: Reservation, table: TableHour) -> None:
        again = partial(self._step, held, table)
        if NEXT_STATUS.get(held.status) != "seated" or self._may_sit(table, again):
            self._seat.step(held)

    def _seat_walk_in(self, slot: Slot) -> None:
        seat = partial(self._seat_party, slot, self._view.party_size)
        self._seat.in_turn(seat, what=("walk-in", slot.slot_id, slot.table_id))

    def _seat_party(self, slot: Slot, size: int) -> None:
        day = self._view.day
        table = day.find_slot(slot.slot_id, slot.table_id) if day else None
        if table is None or self._may_sit(table, partial(self._seat_party, slot, size)):
            self._seat.walk_in(slot, size)

    def _move(self, was: TableHour, target: TableHour) -> None:
        if was.reservation is not None:
            what = ("move", was.reservation.id, target.place)
            self._seat.in_turn(partial(self._send_move, was, target), what=what, is_move=True)

    def _send_move(self, was: TableHour, target: TableHour) -> None:
        own, move = was.reservation, partial(self._send_move, was, target)
        if own is not None and own.status == "seated" and not self._may_sit(target, move, own):
            return
        send = partial(self._acts.move, was, target)
        if self._seat.is_heard(send):
            send()

    def _on_missed(self, was: TableHour, target: TableHour) -> None:
        """Say why a party cannot be put where the host let go of it, or pressed; who is still
        carried can be left where they are as before.
        """
        size = (was.reservation and was.reservation.party_size) or 0
        self._say_why_not(target, size, can_leave=self._carry.row is not None)

    def _say_why_not(
        self, table: TableHour, party_size: int = 0, *, can_leave: bool = False
    ) -> None:
        """Say why a table cannot be had."""
        size = party_size or SMALLEST_PARTY
        slot = replace(table.as_slot(), is_available=table.is_free)
        try:
            # How many a table seats that its hour no longer has is not known.
            slot.check_can_take(size if slot.capacity else 0, self._now())
        except Refusal as refusal:
            if can_leave:
                self._say_of_carried(words.sentence(refusal))
            else:
                self._notice.say(words.sentence(refusal), kind="warn")

    def _may_sit(
        self, table: TableHour, act: Callable[[], None], own: Reservation | None = None
    ) -> bool:
        """Whether nobody else still sits at a table, or the host knows that somebody does."""
        now = self._now()
        today = self._live.known.find(self._house().business_day(now))
        sitting = who_sits_at(today, table, now) if today is not None else None
        if sitting is None or (own and sitting.reservation and sitting.reservation.id == own.id):
            return True
        return self._seat.is_known(two_at_a_table(sitting), self.tr("Seat them too"), act)

    def cancel_picked(self) -> None:
        """Cancel what is picked, or look for a reservation to cancel where none is."""
        if not self._of_picked("cancel"):
            self._acts.open_cancel(self._house())

    def cancel_named(self, table: TableHour | None) -> None:
        """Cancel what a menu has named, or look for a reservation to cancel where it said so."""
        if table is None:
            self._acts.open_cancel(self._house())
        else:
            self._do_in_menu("cancel", table)

    def open_history(self) -> None:
        """Show who did what with what is picked, else with the day."""
        self._show_history(self._picked)

    def open_waitlist(self) -> None:
        """Show who waits for the hour that is picked, else for the first that is not over."""
        picked = self._picked
        self._open_waitlist_of(None if picked is None else picked.at)

    def _open_waitlist_of(self, at: datetime | None) -> None:
        self._waiting.open_for(self._view.day, at, self._view.party_size)

    # --- of what was found

    def open_row(self, row: Row, typed: TypedLine) -> None:
        """Go on in a dialog with what was found or chosen in the command line."""
        if isinstance(row, TakeRow):
            self._acts.open_table(
                self._house(), row.fit.slot, None, row.party, phone=typed.phone, name=typed.name
            )
        elif isinstance(row, WaitRow):
            self._waiting.open(row.slot, row.party, typed.phone, typed.name)
        elif isinstance(row, FoundRow):
            table = self._table_of(row.reservation)
            self._acts.open_slot(self._house(), table, self._view.party_size)

    def do(self, act: str, reservation: Reservation) -> None:
        """Do with a reservation that was found: "cancel", "step", "move", "edit", "history"...

        All of the acts that `CommandDesk.act_wanted` and the menu of the picked party name.
        """
        if act in _SAID_OF_PICKED:
            self._view.show_reservation(reservation)
        self._act_of(act)(reservation)

    def _act_of(self, name: str) -> Callable[[Reservation], object]:
        seat = self._seat
        acts: dict[str, Callable[[Reservation], object]] = {
            "cancel": seat.cancel,
            "step": lambda held: self._step(held, self._table_of(held)),
            "no_show": seat.no_show,
            "release": seat.release,
            "move": self._move_found,
            "edit": lambda held: self._edit(self._table_of(held)),
            "history": lambda held: self._show_history(self._table_of(held)),
        }
        return acts[name]

    def _do_in_menu(self, act: str, table: TableHour) -> None:
        """Do with a party what its menu was pressed for, while it has the table it had then."""
        was, day = table.reservation, self._view.day
        if was is None or day is None or self._is_left:
            return
        known = day.find(table.key)
        if known is None or known.reservation is None or known.reservation.id != was.id:
            self._say_gone(table)
        elif act == "show":
            self.open(known)
        elif act in _SAID_OF_PICKED:
            self._do_in_turn(act, known.reservation)
        else:
            self.do(act, known.reservation)

    def _say_gone(self, was: TableHour) -> None:
        says = self.tr("{guest} no longer has table {table} at {hour}. Nothing was done.")
        place, hour = words.table(was.table_id), words.hour(was.starts_at)
        says = says.format(guest=holder(was), table=words.apart(place), hour=hour)
        self._notice.say(says, kind="warn")

    def _table_of(self, held: Reservation) -> TableHour:
        """Return the table of a reservation as the day shows it, else what it tells itself."""
        day = self._view.day
        known = day.find_slot(held.slot_id, held.table_id) if day else None
        if known is None or known.reservation is None or known.reservation.id != held.id:
            return join_hours(self._house(), (), (held,))[0].by_table[0]
        return known

    def _edit_picked(self) -> None:
        table = self._picked_party()
        if table is not None:
            self._edit(table)

    def _edit(self, table: TableHour) -> None:
        self._acts.open_edit(self._house(), table, self._view.party_size)

    def _show_history(self, table: TableHour | None) -> None:
        if self._view.day is not None:
            self._acts.open_history(self._view.day, table)

    def _pick_up(self) -> None:
        if self._is_left or not self._view.pick_up():
            self._notice.say(
                self.tr("Pick a reservation that is not over; then its free tables are shown."),
                kind="warn",
            )

    def _on_picked_up(self, table: TableHour) -> None:
        says = self.tr(
            "Moving {guest}: choose a place with the arrows and Enter, or press it. "
            "Escape leaves them where they are."
        )
        if not self._carry.targets:
            says = self.tr(
                "No free table of the hours that are shown seats {guest}. "
                "Escape leaves them where they are."
            )
        self._say_of_carried(says.format(guest=holder(table)))

    def _say_of_carried(self, says: str) -> None:
        """Say it until they are put down, or left where they are."""
        leave = self.tr("Leave them there")
        self._notice.say(says, leave, kind="hint", act=self._carry.drop)

    def _on_lost(self, was: TableHour) -> None:
        """Say that who is carried is there no more, unless that is, or will be, an act of here."""
        if not self._seat.is_busy and (self._notice.kind == "hint" or not self._notice.text()):
            self._say_gone(was)

    def _on_put_down(self) -> None:
        if self._notice.kind == "hint":
            self._notice.clear()

    def _move_found(self, reservation: Reservation) -> None:
        if self._view.show_reservation(reservation):
            self._pick_up()
        else:
            self._notice.say(
                self.tr("That reservation is on another day. Go to that day to move it."),
                kind="warn",
            )

    def _on_taken_back(self, undone: Undone) -> None:
        """Let what is picked go back with its party, so that the next key is for them."""
        was, held, picked = undone.before, undone.after, self._view.picked
        if was is None or held is None or picked is None:
            return
        if picked.place == was.place != held.place:
            self._view.show_reservation(held)

    def _on_due(self, due: Due) -> None:
        self._view.pick(due.table.key)
        if due.is_early:
            return
        if due.kind != "overrun":
            self.step(due.table)
        elif due.other is not None:
            self._move(due.table, due.other)

    def _on_due_in_grey(self, due: Due) -> None:
        if self._live.trust == "silent":
            self._on_due(due)  # which says that nothing can be saved

    def _of_picked(self, act: str) -> bool:
        table = self._picked
        if table is None or table.reservation is None:
            return False
        if self._view.details.is_party_new:
            return True
        if table.is_over(self._now()):
            self._notice.say(
                self.tr("That hour is over; its table was kept until its end."), kind="warn"
            )
        else:
            self._do_in_turn(act, table.reservation)
        return True

    def _do_picked(self, act: str) -> None:
        if not self._of_picked(act):
            self._say_nobody()

    def _do_in_turn(self, act: str, held: Reservation) -> None:
        """Do it now, or once what is being written of somebody else is done."""
        self._seat.in_turn(partial(self._act_of(act), held), what=(act, held.id))
