"""What is done about a reservation in one press, and how anything is taken back."""

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING, Final, NamedTuple, TypeVar

from PySide6.QtCore import QObject, Signal

from resv_desktop.domain.errors import is_unanswered, may_be_saved
from resv_desktop.domain.phone import region_of
from resv_desktop.domain.presence import Place
from resv_desktop.domain.reservation import Reservation, Undone
from resv_desktop.domain.restaurant import Restaurant
from resv_desktop.domain.slot import Slot
from resv_desktop.domain.waiting import Waiting
from resv_desktop.qt import undo_words, waiting_words, words
from resv_desktop.qt.background import Tasks, Trouble
from resv_desktop.qt.cancelling import cancelling
from resv_desktop.qt.day_words import facts
from resv_desktop.qt.due import NEXT_STATUS
from resv_desktop.qt.keys import Keys
from resv_desktop.qt.turns import Press, Turns
from resv_desktop.qt.widgets.notice import Notice

if TYPE_CHECKING:
    from resv_desktop.controller import Controller
    from resv_desktop.station_memory import StationMemory

T = TypeVar("T")
S = TypeVar("S", Reservation, Waiting)
_MOST_KEPT: Final = 100  # acts of one window that can be taken back by key


class _Written(NamedTuple):
    """A write that can be taken back; act is as in the journal, "" where that is not known yet."""

    id: str
    act: str = ""


class SeatActs(QObject):
    """Does an act at once, says it in the notice and keeps what takes it back.

    None asks whether the host is sure: whatever was done is undone by one key, also after other
    acts, the last one first. While an answer is awaited nothing else is begun. done is emitted
    after each answer that may have changed the book, with whose press was done in turn, or None;
    before it failed with the reason where the act was not done. stepped carries a reservation
    whose party is further now, taken_back what was undone or done again, sent tells that a write
    is under way.
    """

    sent = Signal()
    done = Signal(object)
    failed = Signal(str)
    stepped = Signal(Reservation)
    taken_back = Signal(Undone)

    def __init__(
        self,
        keys: Keys,
        tasks: Tasks,
        controller: "Controller",
        memory: "StationMemory",
        house: Callable[[], Restaurant],
        notice: Notice,
        parent: QObject,
    ) -> None:
        super().__init__(parent)
        self._keys, self._tasks, self._controller = keys, tasks, controller
        self._memory = memory
        self._house = house
        self._notice = notice
        self._is_silent = False
        self._turns = Turns()
        self._unclear: tuple[object, str] | None = None  # what was asked in vain, under which id
        self._unclear_undo: tuple[object, str] | None = None  # likewise what was to be taken back
        self._writes: list[_Written] = []
        self._undone: list[_Written] = []
        self._since: undo_words.Since = "start"
        notice.acted.connect(self.undo_said)

    @property
    def is_busy(self) -> bool:
        """Whether the answer to a write is being waited for."""
        return self._turns.is_any_left

    def remember(self, write_id: str) -> None:
        """Keep what another part of the window has written, so that it can be taken back."""
        # In place: what is taken back right now is struck off these same lists.
        self._forget_write(write_id)
        self._writes.append(_Written(write_id))
        del self._writes[:-_MOST_KEPT]
        self._undone.clear()

    def _forget_write(self, write_id: str) -> None:
        self._writes[:] = [write for write in self._writes if write.id != write_id]

    def hold(self, writer: object) -> None:
        """Hear that another part of the window writes: that is the last act, once it is done."""
        self._turns.begin(writer)

    def go_on(self, writer: object, is_done: bool) -> None:
        """Hear the answer; taken back or done again is now what was to be, if that act was done."""
        self._turns.end(writer, is_done=is_done)
        if not is_done:
            self._turns.let_go(self._notice, only_moves=True)
        self._turns.go_on()

    def in_turn(
        self,
        press: Callable[[], object],
        whose: object = None,
        *,
        what: object = None,
        is_move: bool = False,
    ) -> None:
        """Do what is pressed now, or once the act before it is done; the same `what` only once.

        Where that one is not done, neither is this: failed says why, and in a window the notice.
        """
        self._turns.press(Press(press, whose, what, is_move))

    def _tell_failed(self, says: str) -> None:
        self._turns.let_go(self._notice)
        self.failed.emit(says)

    def take_over(self, other: "SeatActs") -> None:
        """Keep what can be taken back of another window, in whose place this one stands."""
        self._writes, self._undone = other._writes, other._undone
        self._unclear, self._unclear_undo = other._unclear, other._unclear_undo
        self._since = other._since

    def tell_on(self, other: "SeatActs") -> None:
        """Say here what stands in the notice of that window, with the same way back."""
        said = other._notice
        if said.has_button and said.act in (None, other.undo_said):
            self._notice.say(said.text(), self.tr("Undo"), kind=said.kind)
        elif said.act == other.redo_said:
            self._notice.say(
                said.text(), self.tr("Do it again"), kind=said.kind, act=self.redo_said
            )
        elif said.text():
            self._notice.say(said.text(), kind=said.kind)

    def begin_again(self, since: undo_words.Since) -> None:
        """Take back only what is done from now on: a host who comes from a rehearsal means that.

        Nor does the key step over a change of the house, which it cannot take back, to what was
        done before: that may be a party of a day that nobody looks at.
        """
        self._writes.clear()
        self._undone.clear()
        self._since = since

    def step(self, reservation: Reservation) -> None:
        """Say that a party has arrived, is seated, or is done: whichever comes next."""
        status = NEXT_STATUS.get(reservation.status)
        if status is None:
            self._refuse(self.tr("That party was here and is done; there is no next step."))
            return
        says = {
            "arrived": self.tr("Arrived: {facts}."),
            "seated": self.tr("Seated: {facts}."),
            "done": self.tr("Done: {facts}."),
        }[status]
        controller, held = self._controller, reservation
        self.do(
            says,
            lambda act: controller.set_status(held.id, status, seen=held.status, request_id=act),
            self.stepped.emit,
        )

    def walk_in(self, slot: Slot, party: int) -> None:
        """Seat a party that stands at the door."""
        controller = self._controller
        self.do(
            self.tr("Seated: {facts}."),
            lambda act: controller.walk_in(slot.slot_id, slot.table_id, party, reservation_id=act),
            what=("walk-in", slot.slot_id, slot.table_id, party),
        )

    def no_show(self, reservation: Reservation) -> None:
        """Give the table back of a party that never came, once its hour has begun."""
        says = self.tr("No-show, the table is free: {facts}.")
        controller, held = self._controller, reservation
        self.do(says, lambda act: controller.no_show(held.id, seen=held.status, request_id=act))

    def release(self, reservation: Reservation) -> None:
        """Give the table back of a party that has left early."""
        says = self.tr("Left early, the table is free: {facts}.")
        controller, held = self._controller, reservation
        self.do(says, lambda act: controller.release(held.id, seen_at=held.place, request_id=act))

    def cancel(self, reservation: Reservation, *, seen_at: Place | None = None) -> None:
        """Cancel a reservation of a party that is not done; with seen_at only where it is there."""
        if reservation.status == "done":
            self._refuse(self.tr("That party was here and is done; there is nothing to cancel."))
            return

        def work(act: str) -> Reservation:
            return cancelling(self._controller, self._memory, reservation.id, act, seen_at)()

        self.do(self.tr("Cancelled: {facts}."), work)

    def _refuse(self, says: str) -> None:
        self.tell(says)
        self._tell_failed(says)

    def tell(self, says: str) -> None:
        """Say why something is not done."""
        self._notice.say(says, kind="warn")

    def show_silence(self, *, is_silent: bool) -> None:
        """Take over whether the database answers: else every act says at once that it does not.

        Where the notice still says so when it answers again, that is taken back.
        """
        self._is_silent = is_silent
        if not is_silent and self._notice.text() == self._silence():
            says = self.tr("The database answers again. Nothing was saved.")
            self._notice.say(says, self.tr("Try again"), kind="warn", act=self._notice.act)

    def _silence(self) -> str:
        return self.tr("The database does not answer, so nothing can be saved now.")

    def is_heard(self, act: Callable[[], None]) -> bool:
        """Whether the database is known to answer; else a button tries an act all the same."""
        if not self._is_silent:
            return True
        says = self._silence()
        self._notice.say(says, self.tr("Try all the same"), kind="warn", act=act)
        self._tell_failed(says)
        return False

    def is_known(self, says: str, way: str, act: Callable[[], None]) -> bool:
        """Whether the host has just read what speaks against an act; else it is said now.

        A button with the words of a way does the act then, and so does asking for it again.
        """
        if self._notice.text() == says:
            return True
        self._notice.say(says, way, kind="warn", act=act)
        self._tell_failed(says)
        return False

    def undo(self) -> None:
        """Take back the last act of this window that is not taken back yet.

        One whose answer is still waited for is taken back once it is known to be done.
        """
        if not self._turns.ask_for(self._undoing):
            self.undo_said()

    def undo_said(self) -> None:
        """Take back what was done last, as it is said, whatever is still written beside it."""
        self.way_back()()

    def way_back(self) -> Callable[[], None]:
        """Return what takes back what was done last, also once something else is done after it."""
        return partial(self._turns.take, self._undoing())

    def _undoing(self) -> Callable[[], None]:
        if not self._writes:
            return self._tell_nothing
        done, undone = self._writes, self._undone
        return partial(
            self._take_back, done[-1], done, undone, undo_words.taken_back, self.redo_said
        )

    def _tell_nothing(self) -> None:
        says = undo_words.nothing(self._since)
        self._notice.say(f"{self._keys.hint(says, 'history')}.", kind="warn")

    def redo(self) -> None:
        """Do again what was taken back last, also what is still being taken back."""
        if not self._turns.ask_for(self._redoing):
            self.redo_said()

    def redo_said(self) -> None:
        """Do again what was taken back last, as it is said."""
        self._turns.take(self._redoing())

    def _redoing(self) -> Callable[[], None]:
        if not self._undone:
            return partial(self._notice.say, self.tr("There is nothing to do again."), kind="warn")
        done, undone = self._writes, self._undone
        return partial(
            self._take_back, undone[-1], undone, done, undo_words.done_again, self.undo_said
        )

    def _take_back(
        self,
        write: _Written,
        taken: list[_Written],
        kept: list[_Written],
        says: Callable[[str, Undone], str],
        way_back: Callable[[], None],
    ) -> None:
        what = ("undo", write.id)
        act = self._id_for(what)

        def strike_off() -> None:
            if write in taken:  # so much may have been done meanwhile that it was let go
                taken.remove(write)
            self._unclear_undo = None
            if self._unclear is not None and self._unclear[1] == write.id:
                self._unclear = None  # asked for once more it is another act

        def done(undone: Undone) -> None:
            strike_off()
            was = write.act or undone.act
            kept.append(_Written(undone.id, was))
            subject = undone.after or undone.before
            assert subject is not None
            self._say(says(was, undone), subject, way_back)
            self.taken_back.emit(undone)

        def refused(trouble: Trouble) -> None:
            if is_unanswered(trouble):
                self._unclear_undo = (what, act)
            else:
                strike_off()

        self._ask(lambda act: self._controller.undo(write.id, request_id=act), act, done, refused)

    def do(
        self,
        says: str,
        work: Callable[[str], S],
        then: Callable[[S], object] = lambda _: None,
        refused: Callable[[Trouble], None] = lambda _: None,
        *,
        what: object = None,
    ) -> None:
        """Do an act under its id, and keep what takes it back; says has a place for {facts}.

        Where the last act is asked for again after silence, it has the same id: so it is not done
        twice, by whichever key it is asked for. It is the same one where `what` is equal.
        """
        if self._turns.is_to_wait:
            return
        act = self._id_for(what)

        def done(subject: S) -> None:
            self._unclear = None
            self.remember(act)
            self._say(says, subject, self.undo_said)
            then(subject)

        def failed(trouble: Trouble) -> None:
            # Kept as long as nobody knows that it is refused.
            self._unclear = (what, act) if is_unanswered(trouble) else None
            self._forget_write(act)
            if may_be_saved(trouble):
                self._writes.append(_Written(act))  # taken back next is this, or nothing
            refused(trouble)

        self._ask(work, act, done, failed)

    def _id_for(self, what: object) -> str:
        """Return the id of an act; of the last one where that is asked for again."""
        for unclear in (self._unclear, self._unclear_undo):
            if what is not None and unclear is not None and unclear[0] == what:
                return unclear[1]
        return self._controller.new_id()

    def reserve(
        self,
        says: str,
        work: Callable[[str], Reservation],
        then: Callable[[Reservation], object],
        refused: Callable[[Trouble], None] = lambda _: None,
        *,
        what: object = None,
    ) -> None:
        """Do an act that makes a reservation, which this station remembers."""

        def remembered(act: str) -> Reservation:
            made = work(act)
            self._memory.remember(made)
            return made

        self.do(says, remembered, then, refused, what=what)

    def _ask(
        self,
        work: Callable[[str], T],
        act: str,
        done: Callable[[T], None],
        refused: Callable[[Trouble], None],
    ) -> None:
        send = partial(self._send, work, act, done, refused)
        if self.is_heard(send):
            send()

    def _send(
        self,
        work: Callable[[str], T],
        act: str,
        done: Callable[[T], None],
        refused: Callable[[Trouble], None],
    ) -> None:
        """Run a write under its id; after an unclear answer it is asked again under the same."""
        self._turns.begin()
        whose = self._turns.whose
        self.sent.emit()
        self._notice.clear()

        def on_done(answer: T) -> None:
            self._turns.end(is_done=True)
            try:
                done(answer)
            finally:
                self.done.emit(whose)
                self._turns.go_on()

        def on_failed(trouble: Trouble) -> None:
            self._turns.end(is_done=False)
            refused(trouble)
            is_again = is_unanswered(trouble)
            self._notice.say(
                words.sentence(trouble),
                self.tr("Try again") if is_again else None,
                kind="warn",
                act=partial(self._send, work, act, done, refused),
            )
            self._tell_failed(words.sentence(trouble))
            self.done.emit(None)

        signed = self._controller.as_asked(lambda: work(act))
        self._tasks.run(self, signed, on_done, on_failed)

    def _say(self, says: str, subject: Reservation | Waiting, way_back: Callable[[], None]) -> None:
        region = region_of(self._house().phone)
        if isinstance(subject, Waiting):
            text = waiting_words.facts(subject, region)
        else:
            number = subject.reserved_by and words.phone(subject.reserved_by, region)
            text = facts(subject, subject.name or number)
        button = self.tr("Undo") if way_back == self.undo_said else self.tr("Do it again")
        self._notice.say(says.format(facts=text), button, act=way_back)
