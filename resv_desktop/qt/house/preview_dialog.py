"""Whom a change of the house hits, seen before it is made: nobody loses a table unseen."""

from collections.abc import Callable, Iterable, Iterator
from functools import partial
from typing import TYPE_CHECKING, Final

import shiboken6
from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from resv_desktop.domain.errors import (
    AlreadyReserved,
    Outage,
    SlotInPast,
    SlotNotFound,
    SlotTaken,
    TableTooSmall,
    is_unanswered,
)
from resv_desktop.domain.house_change import Affected, HouseChange, Preview, PreviewChanged
from resv_desktop.domain.reservation import Change
from resv_desktop.domain.restaurant import Restaurant
from resv_desktop.qt import words
from resv_desktop.qt.background import Tasks, Trouble
from resv_desktop.qt.house.affected_box import AffectedBox
from resv_desktop.qt.house.affected_list import AffectedRows
from resv_desktop.qt.house.affected_words import is_told_apart, know_numbers, to_say
from resv_desktop.qt.house.home_choices import HomeChoices
from resv_desktop.qt.house.preview_words import of_those_who_wait, saved, summary, what_is_new
from resv_desktop.qt.look import GRID, Look
from resv_desktop.qt.sheet.call_list import Call
from resv_desktop.qt.widgets.button import Button
from resv_desktop.qt.widgets.dialog_frame import DialogFrame
from resv_desktop.qt.widgets.unseen import Unseen

if TYPE_CHECKING:
    from resv_desktop.controller import Controller

# What a home that was chosen can be refused for: it went to somebody else meanwhile.
_OF_A_HOME = (AlreadyReserved, SlotInPast, SlotNotFound, SlotTaken, TableTooSmall)
_SOON_MS: Final = 1000  # many changes in a row are one reading, which looks through every hour


class PreviewDialog(DialogFrame):
    """Shows whom it hits, takes the host's choice for each, and makes the change as one act.

    Nothing is written before Apply. It follows the book while it is open: what the host chose
    stays, what is new is marked. Where the book has moved on all the same, nothing is written
    before that has been shown. Where it is not known whether it was saved, nothing moves and
    nothing can be chosen before the same has been asked once more. applied carries the Restaurant
    as it is then; calls_wanted the house and the Calls to be put on paper.
    """

    applied = Signal(object)
    calls_wanted = Signal(object, object)

    def __init__(
        self,
        parent: QWidget | None,
        look: Look,
        tasks: Tasks,
        controller: "Controller",
        rest_id: str,
        change: HouseChange,
    ) -> None:
        super().__init__(look, "", parent=parent)
        self.setObjectName("previewDialog")
        self._tasks, self._controller = tasks, controller
        self._rest_id, self._change = rest_id, change
        self._request_id = controller.new_id()
        self.preview: Preview | None = None
        self.choices = HomeChoices()
        self._rows = AffectedRows()
        self._is_applied = self._is_reading = self._is_stale = False
        self._is_unclear = False  # whether it was saved
        self._soon = QTimer(self, singleShot=True, interval=_SOON_MS)
        self._soon.timeout.connect(self._follow)
        self._unseen = Unseen(self)
        self.box = AffectedBox(look, self.tr("Call them, they stay where they are"), self.choices)
        self.propose_button = Button(look, self.tr("Accept all proposals"))
        self.propose_button.setObjectName("proposeAllButton")
        self.call_button = Button(look, self.tr("Call all"))
        self.call_button.setObjectName("callAllButton")
        self.list_button = Button(look, self.tr("Call list"))
        self.list_button.setObjectName("callListButton")
        self._lay_out_form()
        self.act_button.setObjectName("applyButton")
        self.set_head(self.tr("Who loses their table"), self.tr("Nothing is changed yet."))
        self.propose_button.clicked.connect(self._on_propose_all)
        self.call_button.clicked.connect(self._on_call_all)
        self.list_button.clicked.connect(self._on_list)
        self.box.decided.connect(self._show_all)
        self.box.picked.connect(self._show_homes)
        self.acted.connect(self._on_acted)
        self._show_state()
        self._look_again()

    @property
    def calls(self) -> list[Call]:
        """Who has to be told, and what: whoever has another hour, or no table at all."""
        found = []
        for each in self._to_call():
            held, home = each.reservation, self.choices.home(each.reservation.id)
            says = to_say(each.why, home, held, is_moved=home is not None)
            found.append(Call(reservation=held, says=says))
        return found

    def _to_call(self) -> Iterator[Affected]:
        for each in self.choices.affected:
            if is_told_apart(self.choices.home(each.reservation.id), each.reservation):
                yield each

    @property
    def _is_fixed(self) -> bool:
        """Whether it is saved, or may be: who goes where stays as it was sent."""
        return self._is_applied or self._is_unclear

    @property
    def unclear_id(self) -> str:
        """The id under which it may be saved, where that is not known; else ""."""
        return self._request_id if self._is_unclear and not self._is_applied else ""

    def _fix(self, *, is_unclear: bool) -> None:
        self._is_unclear = is_unclear
        self.box.is_settled = self._is_fixed
        self._show_homes()
        self._show_state()

    # --- whom it hits

    def hear(self, changes: Iterable[Change]) -> None:
        """Read whom it hits once more, a moment after the book has changed."""
        is_of_the_book = any(each.kind not in ("presence", "waiting") for each in changes)
        if is_of_the_book and not self._soon.isActive():
            self._soon.start()

    def _read(self) -> Preview:
        preview = self._controller.preview(self._rest_id, self._change)
        know_numbers(preview.affected, preview.restaurant)
        return preview

    def _follow(self) -> None:
        """Read it behind the host's back, unless another answer is awaited or a choice is open."""
        if self.preview is None or self._is_fixed:
            return
        if self.is_busy or self._is_reading or self.box.is_choosing:
            self._soon.start()
            return
        self._is_reading, self._is_stale = True, False
        self._tasks.run(self, self._read, self._on_followed, lambda _: self._on_not_followed())

    def _on_followed(self, preview: Preview) -> None:
        self._is_reading = False
        if self.is_busy or self._is_stale or self._is_fixed:
            return  # what was asked for since has been read later than this
        if self.box.is_choosing:
            self._soon.start()  # under an open choice nothing moves
            return
        known = self.choices.affected
        self.preview = preview
        if tuple(preview.affected) == known:
            return
        had_keys = self.focusWidget()
        came, moved_on = self.choices.show(preview.affected)
        self._show_all()
        if had_keys is not None and not had_keys.isVisible():
            (self.box.list if preview.affected else self.act_button).setFocus()
        if came or moved_on:
            self.tell("warn", what_is_new(came, moved_on))
            self._unseen.start()

    def _on_not_followed(self) -> None:
        self._is_reading = False  # a silence is told by the window; then all is read again

    def _look_again(self, says: str = "") -> None:
        """Read whom it hits now; says why that is done once more."""
        self._is_stale = True
        self.set_busy(self.tr("Checking which guests are affected"))
        self._tasks.run(
            self,
            self._read,
            partial(self._on_preview, says),
            partial(self._on_not_seen, says),
        )

    def _on_preview(self, says: str, preview: Preview) -> None:
        is_first = self.preview is None
        self.preview = preview
        came, moved_on = self.choices.show(preview.affected)
        self.set_ready()
        self._show_all()
        if says:
            new = what_is_new(came, moved_on)
            self._unseen.start()
            self.tell("warn", " ".join(filter(None, (says, new))))
        else:
            self.tell("quiet", of_those_who_wait(len(preview.waiting)))
        if is_first:
            (self.box.list if preview.affected else self.act_button).setFocus()

    def _on_not_seen(self, says: str, trouble: Trouble) -> None:
        self.set_ready()
        if self.preview is None:
            self.box.show_nothing("triangle", self.tr("It is not known which guests are affected"))
        self._show_state()
        self._tell_bad(trouble, partial(self._look_again, says))

    def _show_all(self) -> None:
        preview = self.preview
        assert preview is not None
        rows = self._rows.of(self.choices, preview.restaurant)
        if rows:
            self.box.show_rows(rows)
        else:
            self.box.show_nothing(
                "check-circle",
                self.tr("Nobody loses their table"),
                self.tr("Every reservation keeps its table and hour. Enter saves the change."),
            )
        self._show_homes()
        self._show_state()

    def _show_homes(self) -> None:
        row = self.box.picked_row
        if row is not None:
            home = self.choices.home(row.key)
            left = [] if self._is_fixed else self.choices.open_to(row.affected)
            self.box.show_homes(left, home)

    def _show_state(self) -> None:
        """Say how many are hit, and offer what can be done now."""
        is_seen = self.preview is not None and not self._is_applied
        is_open = is_seen and not self._is_fixed
        affected = self.choices.affected
        homes = [self.choices.home(each.reservation.id) for each in affected]
        called = sum(home is None for home in homes)
        if is_seen:
            subtitle = ""
            if is_open:
                nobody = self.tr("Nothing is changed yet.")
                subtitle = summary(len(affected), called) if affected else nobody
            title = self.tr("Who loses their table") if affected else self.tr("Save the change")
            self.set_head(title, subtitle)
        self.set_act(self.tr("Save the change") if is_seen else "")
        hint = self.tr("Escape leaves.")
        if is_open:
            hint = self.tr("Enter saves, Escape leaves all as it was.")
            if affected:
                hint = self.tr("Space: call them or not. Enter saves, Escape leaves all as it was.")
        self.set_hint(hint)
        for button in (self.propose_button, self.call_button):
            button.setVisible(is_open and bool(affected))
        self.propose_button.setEnabled(any(each.home for each in affected))
        self.list_button.setVisible(any(True for _ in self._to_call()))

    # --- what the host chooses

    def _on_propose_all(self) -> None:
        self.choices.propose_all()
        self._show_all()

    def _on_call_all(self) -> None:
        self.choices.call_all()
        self._show_all()

    def _on_list(self) -> None:
        if self.preview is not None:
            self.calls_wanted.emit(self.preview.restaurant, self.calls)

    # --- the act

    def _on_acted(self) -> None:
        if self.preview is None or self._is_applied or self.is_busy or self._unseen.isActive():
            return
        controller, preview, homes = self._controller, self.preview, self.choices.homes()
        request_id = self._request_id

        def progress(done: int, total: int) -> None:
            self._tasks.call_soon(partial(self._on_went_on, done, total))

        def work() -> Restaurant:
            return controller.edit_restaurant(
                self._rest_id,
                self._change,
                preview=preview,
                homes=homes,
                progress=progress,
                request_id=request_id,
            )

        self._is_stale = True
        self.set_busy(self.tr("Saving the change"))
        self._tasks.run(self, work, self._on_applied, self._on_refused)

    def _on_went_on(self, done: int, total: int) -> None:
        if shiboken6.isValid(self) and self.message.kind == "progress" and done < total:
            says = self.tr("It is saved. The hours of day {number} of {total} are made.")
            self.tell("progress", says.format(number=done + 1, total=total))

    def _on_applied(self, restaurant: Restaurant) -> None:
        self.set_ready()
        self._is_applied = self.box.is_settled = True
        calls = self.calls
        self.applied.emit(restaurant)
        if not calls:
            self.accept()
            return
        # Whoever has another hour or none must hear of it: the list is offered before it is gone.
        self.set_head(self.tr("The change is saved"), saved(len(calls)))
        self._show_homes()
        self._show_state()
        self.tell("success", self.tr("All of it is saved."))
        self.list_button.setFocus()

    def _on_refused(self, trouble: Trouble) -> None:
        self.set_ready()
        is_lost = isinstance(trouble, Outage) and (trouble.may_be_saved or self._is_unclear)
        self._fix(is_unclear=is_lost)
        if isinstance(trouble, (PreviewChanged, *_OF_A_HOME)):
            self._request_id = self._controller.new_id()
            self._look_again(words.sentence(trouble))
            return
        self._tell_bad(trouble, self._on_acted)

    def _tell_bad(self, trouble: Trouble, again: Callable[[], None]) -> None:
        is_open = is_unanswered(trouble)
        action = self.tr("Try again") if is_open else None
        self.tell("error", words.sentence(trouble), action, again if is_open else None)

    def _lay_out_form(self) -> None:
        row = QHBoxLayout()
        row.setSpacing(GRID + 4)
        for button in (self.propose_button, self.call_button, self.list_button):
            button.setFocusPolicy(Qt.FocusPolicy.TabFocus)  # a press leaves Enter to the change
            row.addWidget(button)
        row.addStretch(1)
        self.body.setSpacing(GRID + 4)
        self.body.addWidget(self.box)
        self.body.addLayout(row)
        self.let_give_way(self.box.frame, self.box.least_height)
