"""A party gets a table by moving others: the host sees who goes where, and does it with one key."""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from resv_desktop.domain.best_fit import best_fit
from resv_desktop.domain.phone import region_of
from resv_desktop.domain.reservation import Reservation
from resv_desktop.domain.reshuffle import Reshuffle, fewest_moves
from resv_desktop.domain.restaurant import Restaurant
from resv_desktop.domain.slot import LARGEST_PARTY, Slot
from resv_desktop.domain.waiting import Waiting
from resv_desktop.left_off import HalfTyped
from resv_desktop.qt import waiting_words, words
from resv_desktop.qt.look import Look
from resv_desktop.qt.reserve_form import Filled, FormPieces, ReserveForm
from resv_desktop.qt.reshuffle import offer
from resv_desktop.qt.reshuffle.moves_view import MovesView
from resv_desktop.qt.widgets.dialog_frame import DialogFrame
from resv_desktop.qt.widgets.unseen import Unseen


class ReshuffleDialog(DialogFrame):
    """The moves that free a table in one hour, and the form of the party that gets it.

    entry is who gets it from the waitlist: then there is nothing to fill in. What is asked for is
    done by whoever opened it. The moves are worked out anew whenever the hour,
    the party or who is kept is another; where a table is free by then nobody has to move. A press
    as others come in the place of those that were read does nothing. taken
    carries the Slot to be had, the Reshuffle that frees it (None where it is free), what was filled
    in, and whether it may be a second table of its guest.
    """

    taken = Signal(object, object, object, bool)

    def __init__(
        self,
        parent: QWidget | None,
        look: Look,
        restaurant: Restaurant,
        moving: Reshuffle,
        *,
        is_walk_in: bool = False,
        entry: Waiting | None = None,
    ) -> None:
        super().__init__(look, "", parent=parent)
        self.setObjectName("reshuffleDialog")
        region = region_of(restaurant.phone)
        self.entry = entry
        self._for = "" if entry is None else waiting_words.guest(entry, region)
        self._is_walk_in = is_walk_in
        self._slots: tuple[Slot, ...] = ()
        self._held: tuple[Reservation, ...] = tuple(move.reservation for move in moving.moves)
        self._is_about_second = False
        self._unseen = Unseen(self)
        self.slot = moving.slot
        self.moving: Reshuffle | None = moving
        self.free: Slot | None = None
        self.moves = MovesView(look, region)
        self.form_of_guest = ReserveForm(FormPieces(look, region), moving.party_size, self.form)
        self.form_of_guest.party.set_limit(LARGEST_PARTY)
        self.form_of_guest.party.set_value(moving.party_size)
        self.body.addWidget(self.moves)
        self.body.addWidget(self.form_of_guest)
        self.act_button.setObjectName("reshuffleButton")
        self.acted.connect(self._on_acted)
        self.form_of_guest.edited.connect(self._on_edited)
        self.moves.kept_changed.connect(self._on_edited)
        self._say()
        self.form_of_guest.setVisible(entry is None)
        (self.form_of_guest if entry is None else self.act_button).setFocus()

    @property
    def half_typed(self) -> HalfTyped | None:
        """Who has been typed and has no table; None where nobody has."""
        return None if self.entry is not None else self.form_of_guest.half_typed(self.slot)

    @property
    def is_whole(self) -> bool:
        """Whether its hour has been read."""
        return bool(self._slots)

    def fill(self, phone: str, name: str) -> None:
        """Take over what has been typed of the guest."""
        self.form_of_guest.fill(phone, name)

    def fill_all(self, filled: Filled) -> None:
        """Take over a form as it was filled elsewhere."""
        self.fill(filled.phone, filled.party.name)
        if filled.party.size is not None:
            self.form_of_guest.write(filled.party)

    def show_hour(self, slots: Sequence[Slot], held: Sequence[Reservation]) -> None:
        """Hear what the hour is like now."""
        before = self.moving, self.free
        self._slots, self._held = tuple(slots), tuple(held)
        self._work_out()
        if (self.moving, self.free) == before:
            return
        self._unseen.start()
        if self._is_about_second:  # which was asked about the moves before
            self._is_about_second = False
            self.message.clear()
            self._say()
        if self.moving is not None and self.message.kind != "error":
            self.tell("warn", self.tr("The room has changed. This is what it takes now."))

    def ask_for_second(self, says: str) -> None:
        """Say that the guest has a table of the hour, and offer a second one."""
        self._is_about_second = True
        self.tell("error", says, self.tr("Reserve a second table"), self._take_second)

    def _work_out(self) -> None:
        """Find the fewest moves in the hour as it is known now."""
        size = self.form_of_guest.party.value
        if self._slots and size is not None:
            best = best_fit(self._slots, size)
            self.free = None if best is None else best.slot
            self.moving = fewest_moves(self._slots, self._held, size, locked=self.moves.kept)
        self._say()

    def _say(self) -> None:
        """Say what Enter does now; what went wrong stays said until something is changed."""
        moving, free = self.moving, self.free
        at = self.slot.starts_at
        size = self.form_of_guest.party.value or 0
        self.moves.show_moves(moving.moves if moving else (), self._held)
        does, leaves = self.tr("Enter does it, Escape leaves."), self.tr("Escape leaves.")
        self.set_hint(leaves if moving is None and free is None else does)
        when = self.tr("{day}, {hour}, party of {party}")
        if self._for:
            when = self.tr("{day}, {hour}, {guest}, party of {party}")
        when = when.format(
            day=words.day(at.date()), hour=words.hour(at), party=size, guest=self._for
        )
        if moving is not None:
            self.set_head(offer.title(moving), when)
            self.set_act(offer.act(moving, is_walk_in=self._is_walk_in))
            self._say_news("quiet", self.tr("Nobody is moved before you do it."))
        elif free is not None:
            self.set_head(
                self.tr("Table {table} is free").format(table=words.table(free.table_id)), when
            )
            self.set_act(waiting_words.reserve(free))
            says = self.tr("Table {table} is free and seats {seats}. Nobody has to move.")
            table = words.apart(words.table(free.table_id))
            self._say_news("success", says.format(table=table, seats=free.capacity))
        else:
            self.set_head(self.tr("No table can be freed"), when)
            self.set_act("")
            says = self.tr("No moves free a table for a party of {party}.")
            if self.moves.kept:
                says = self.tr("While they stay, no moves free a table for a party of {party}.")
            self._say_news("warn", says.format(party=size))

    def _say_news(self, kind: str, says: str) -> None:
        if self.message.kind not in ("error", "progress"):
            self.tell(kind, says)  # type: ignore[arg-type]  # three of its kinds

    def _on_edited(self) -> None:
        self._is_about_second = False
        self._unseen.stop()  # what comes of it is the host's own doing
        self.message.clear()
        self._work_out()

    def _take_second(self) -> None:
        self._take(is_second=True)

    def _on_acted(self) -> None:
        if self.form_of_guest.phone.is_unread():
            return
        if not (self.is_busy or self._unseen.isActive()):
            self._take(is_second=False)

    def _take(self, *, is_second: bool) -> None:
        table = self.moving.slot if self.moving is not None else self.free
        if table is not None:
            self.taken.emit(table, self.moving, self.form_of_guest.filled(), is_second)
