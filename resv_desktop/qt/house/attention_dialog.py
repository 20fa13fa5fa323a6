"""Needs attention: the reservations that nothing covers, until each is settled."""

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from resv_desktop.domain.house_change import Attention
from resv_desktop.domain.presence import Place
from resv_desktop.domain.restaurant import Restaurant
from resv_desktop.domain.slot import Slot
from resv_desktop.qt.house.affected_box import AffectedBox
from resv_desktop.qt.house.affected_list import AffectedRow, AffectedRows
from resv_desktop.qt.house.affected_words import home_words, to_say
from resv_desktop.qt.house.home_choices import HomeChoices
from resv_desktop.qt.keys import Keys, KeyShortcut
from resv_desktop.qt.look import GRID, Look
from resv_desktop.qt.sheet.call_list import Call
from resv_desktop.qt.widgets.button import Button
from resv_desktop.qt.widgets.dialog_frame import DialogFrame
from resv_desktop.qt.widgets.unseen import Unseen


class AttentionDialog(DialogFrame):
    """Follows the book while it is open; what is asked for is done by whoever opened it.

    moved carries the Attention that is picked and the Slot of its new home, cancelled and called
    the Attention, calls_wanted the Calls to be put on paper. Who has been called stands last, and
    who is to be called next is picked then.
    """

    moved = Signal(object, object)
    cancelled = Signal(object)
    called = Signal(object)
    calls_wanted = Signal(object)

    def __init__(self, parent: QWidget | None, look: Look, keys: Keys, house: Restaurant) -> None:
        super().__init__(look, "", parent=parent)
        self.setObjectName("attentionDialog")
        self._house, self._keys = house, keys
        self._late: Sequence[Attention] | None = None  # what came under homes folded out
        self._just_called = ""  # the id of whom the host has marked last
        self._unseen = Unseen(self)
        self.choices = HomeChoices()
        self._rows = AffectedRows()
        self.box = AffectedBox(look, self.tr("Choose a new home, or call them"), self.choices)
        self.cancel_button = Button(look, self.tr("Cancel the reservation"), "outlined-destructive")
        self.cancel_button.setObjectName("cancelAffectedButton")
        self.called_button = Button(look)
        self.called_button.setObjectName("calledButton")
        self.list_button = Button(look, self.tr("Call list"))
        self.list_button.setObjectName("callListButton")
        row = QHBoxLayout()
        row.setSpacing(GRID + 4)
        for button in (self.called_button, self.cancel_button, self.list_button):
            button.setFocusPolicy(Qt.FocusPolicy.TabFocus)  # a press leaves Enter to the party
            row.addWidget(button)
        row.addStretch(1)
        self.body.setSpacing(GRID + 4)
        self.body.addWidget(self.box)
        self.body.addLayout(row)
        self.let_give_way(self.box.frame, self.box.least_height)
        self.act_button.setObjectName("moveAffectedButton")
        self.set_head(self.tr("Needs attention"), self.tr("Reading the book"))
        self.box.decided.connect(self._show_all)
        self.box.picked.connect(self._show_picked)
        self.box.folded.connect(self._show_late)
        self.acted.connect(self._on_acted)
        self.called_button.clicked.connect(self._on_called)
        KeyShortcut(keys, "called", self).activated.connect(self._on_called)
        self.cancel_button.clicked.connect(self._on_cancel)
        self.list_button.clicked.connect(lambda: self.calls_wanted.emit(self.calls))
        self._show_picked()

    @property
    def calls(self) -> list[Call]:
        """Whoever is on the list is to be called, with what is free for them instead."""
        return [
            Call(
                reservation=each.reservation,
                says=to_say(each.why, home, each.reservation, is_moved=False),
            )
            for each in self.choices.affected
            for home in (self.choices.home(each.reservation.id),)
        ]

    def show_attention(self, now: Sequence[Attention], house: Restaurant | None = None) -> None:
        """Show who is without a table now; what the host chose for the others stays.

        house is as it is now, where that may be another than it was.
        While the homes are folded out nothing moves: it is shown once they are folded in. Where
        another party, or another home, stands there then, no press of that instant is for it.
        """
        self._house = house or self._house
        before, at = self._meant, self.box.list.picked().row()
        self._late = now if self.box.is_choosing else None
        if self._late is None:
            self.choices.show(sorted(now, key=lambda each: each.reservation.called is not None))
            self._show_all()
            self._pick_next(at)
        if before is not None and self._meant != before:
            self._unseen.start()

    def _pick_next(self, at: int) -> None:
        """Pick who stands at that row by now, once the one there has been called from here."""
        row, rows = self.box.picked_row, self.box.list.rows.rows
        is_there = any(each.key == self._just_called for each in rows)
        is_it = row is not None and bool(row.called) and row.key == self._just_called
        if not self._just_called or (is_there and not is_it):
            return
        self._just_called = ""
        left = sum(not each.called for each in rows)
        if left and row is not None and row.called:
            self.box.list.pick(at if at < left else 0)

    @property
    def _meant(self) -> tuple[str, Place, Slot | None] | None:
        """The party that is picked, its place and the home it would get; None where nobody is."""
        row = self.box.picked_row
        if row is None:
            return None
        return row.key, row.affected.reservation.place, self.choices.home(row.key)

    def _show_late(self) -> None:
        if self._late is not None:
            self.show_attention(self._late)

    def show_silence(self, *, is_silent: bool) -> None:
        """Take no presses that nothing would come of."""
        if is_silent != self._is_silent:
            self._is_silent = is_silent
            says = self.tr("The database does not answer, so nothing can be settled now.")
            self.tell("error" if is_silent else "quiet", says if is_silent else "")
            self._show_picked()

    def set_ready(self) -> None:
        """Give the form back; what can be done is still said by who is picked, and by the home."""
        super().set_ready()
        self._show_picked()

    def _show_all(self) -> None:
        rows = self._rows.of(self.choices, self._house)
        had_rows = not self.box.empty_words()
        if rows:
            self.box.show_rows(rows)
            if not had_rows or self.focusWidget() is None:
                self.box.list.setFocus()
        else:
            self.box.show_nothing(
                "check-circle",
                self.tr("Nothing needs attention"),
                self.tr("Every reservation ahead has its hour and its table."),
            )
            self.leave_button.setFocus()
        self.set_head(self.tr("Needs attention"), self._subtitle_words(len(rows)))
        self._show_picked()

    def _subtitle_words(self, parties: int) -> str:
        if parties == 0:
            return ""
        moved = sum(each.why == "moved" for each in self.choices.affected)
        if parties == 1:
            if moved:
                return self.tr("1 reservation whose guest has to hear of another hour")
            return self.tr("1 reservation without an hour or a table that the house offers")
        if moved:
            says = self.tr("{n} reservations; the guests of {moved} have to hear of another hour")
            return says.format(n=parties, moved=moved)
        says = self.tr("{n} reservations without an hour or a table that the house offers")
        return says.format(n=parties)

    def _show_picked(self) -> None:
        row = self.box.picked_row
        home = None
        if self.message.kind == "warn":
            self.tell("quiet", "")  # it was asked of another one
        if row is not None:
            home = self.choices.home(row.key)
            if not self.box.is_choosing:
                self.box.show_homes(self.choices.open_to(row.affected), home)
        self.set_act(self.tr("Move to {place}").format(place=self._place(home)) if row else "")
        if row is not None and home is None:
            self.set_act(self.tr("Move"))
        can_act = row is not None and not self._is_silent
        if not self.is_busy:
            self.act_button.setEnabled(can_act and home is not None)
            self.cancel_button.setEnabled(can_act)
            self.called_button.setEnabled(can_act)
        is_called = row is not None and bool(row.called)
        says = self.tr("Not called") if is_called else self.tr("Mark as called")
        self.called_button.setText(self._keys.before(says, "called"))
        self.called_button.setVisible(row is not None)
        self.cancel_button.setVisible(row is not None)
        self.list_button.setVisible(row is not None)
        self.set_hint(self.tr("Escape leaves.") if row is None else self._hint_words(row, home))

    def _hint_words(self, row: AffectedRow, home: Slot | None) -> str:
        if row.affected.why == "moved" and home is None:
            return self.tr("Mark them as called once they know. Escape leaves.")
        if home is None:
            return self.tr("Choose a new home or call them. Escape leaves.")
        return self.tr("Enter moves the party, Escape leaves.")

    def _place(self, home: Slot | None) -> str:
        row = self.box.picked_row
        return "" if row is None else home_words(home, row.affected.reservation)

    def _on_acted(self) -> None:
        row = self.box.picked_row
        home = None if row is None else self.choices.home(row.key)
        can_act = self.act_button.isEnabled() and not self._unseen.isActive()
        if row is not None and home is not None and can_act:
            self.moved.emit(row.affected, home)

    def _on_called(self) -> None:
        row = self.box.picked_row
        can_call = self.called_button.isEnabled() and not self.is_busy
        if row is not None and can_call and not self._unseen.isActive():
            self._just_called = "" if row.called else row.key
            self.called.emit(row.affected)

    def _on_cancel(self) -> None:
        """Ask first: a place that the house does not offer is given to nobody, not by undo."""
        row = self.box.picked_row
        if row is not None:
            says = (
                self.tr("Cancel {guest}, {day}, {hour}?")
                if row.affected.why == "moved"
                else self.tr(
                    "Cancel {guest}, {day}, {hour}? The house no longer offers this place, so it "
                    "cannot be undone."
                )
            )
            self.tell(
                "warn",
                says.format(guest=row.who, day=row.day, hour=row.hour),
                self.tr("Cancel it"),
                partial(self.cancelled.emit, row.affected),
            )
            self.message.action_button.setFocus()
