"""What is done about a party that was found in the line, and what is typed while it is done."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from typing import Final, Literal

from PySide6.QtCore import QObject, Signal

from resv_desktop.domain.reservation import Reservation
from resv_desktop.qt.command_line import CommandLine
from resv_desktop.qt.command_rows import FoundRow, Row
from resv_desktop.qt.hurried_key import HurriedKey
from resv_desktop.qt.line_answering import LineAnswering
from resv_desktop.qt.line_showing import LineShowing
from resv_desktop.qt.turns import not_done
from resv_desktop.qt.widgets.unseen import Unseen

WaitsFor = Literal["nothing", "step", "end"]
_AT_ONCE: Final = ("cancel", "step", "no_show", "release")  # with no dialog in between


class LineActing(QObject):
    """Asks for an act, and hears whether it was done.

    Until it is known who a key is for, and until the act is answered, what is typed is kept: it is
    the next line, which takes the place of the one that is done, or was refused. act_wanted and
    unheard are those of the desk; opened carries a FoundRow to be shown, done tells that the line
    is done with.
    """

    act_wanted = Signal(str, Reservation)
    unheard = Signal(str)
    opened = Signal(object)
    done = Signal()

    def __init__(
        self, line: CommandLine, answering: LineAnswering, showing: LineShowing, parent: QObject
    ) -> None:
        super().__init__(parent)
        self._line, self._answering, self._showing = line, answering, showing
        self.hurried = HurriedKey(self)
        self._unseen = Unseen(self)
        # A "step" of the party that was found, after which the line stays for the next one, or
        # the "end" of anything else that was begun here, in a dialog or at once.
        self._waits_for: WaitsFor = "nothing"
        self._is_asking = self._is_sent = False
        self._written: object = None  # what is, that was asked for here
        self._is_behind = False  # a key waits for the answer to what is written before it
        self.hurried.given_up.connect(self._on_given_up)
        showing.shown.connect(self.hurried.press_again)

    @property
    def is_unseen(self) -> bool:
        """Whether nobody can have read yet how far the last step has brought the party."""
        return self._unseen.isActive()

    @property
    def has_handed_on(self) -> bool:
        """Whether all of the line went on into the dialog that it has opened."""
        return self._waits_for == "end" and not self._answering.typed.unclear

    def forget(self) -> None:
        """Hear that the host does something else in the line."""
        self._written = None
        self._waits_for = "nothing"
        self._unseen.stop()

    @contextmanager
    def asking(self, waits_for: WaitsFor) -> Iterator[None]:
        """Ask for something inside; where it is written at once, what is typed is the next line."""
        self.hurried.forget()
        self._waits_for = waits_for
        self._is_asking, self._is_sent, self._is_behind = True, False, False
        try:
            yield
        finally:
            self._is_asking = False

    def want(self, act: str, held: Reservation, waits_for: WaitsFor = "end") -> None:
        """Ask for an act about a reservation."""
        ask, is_at_once = partial(self.act_wanted.emit, act, held), act in _AT_ONCE
        self.ask((act, held.id), ask, waits_for, is_at_once=is_at_once)

    def ask(
        self,
        what: object,
        ask: Callable[[], object],
        waits_for: WaitsFor = "end",
        *,
        is_at_once: bool = True,
    ) -> None:
        """Ask for something; its line stays until that is answered.

        What is done at once is asked for again where something else is still written before it.
        """
        if self._waits_for != "nothing" and self._written == what:
            return  # its button once more, before that is answered
        with self.asking(waits_for):
            ask()
        self._written = what if self._is_sent else None
        if is_at_once and self._waits_for != "nothing" and not self._is_sent:
            self._waits_for = "nothing"
            self._is_behind = True
            self.hurried.keep(partial(self.ask, what, ask, waits_for), until_told=True)
            self._line.hold()

    # --- the keys

    def press(self, act: str) -> None:
        """Do with the one reservation that was found, or the chosen one; of several with none."""
        if act == "step" and self._showing.is_step_new:
            return  # it was meant for the step before
        self.hurried.forget()
        row = self._row
        if act == "move" and isinstance(row, FoundRow) and not self._is_unclear:
            self.done.emit()  # it goes on in the timeline; what is typed is the next line
            self.want(act, row.reservation, "nothing")
            return
        is_early, self._is_sent = self._line.is_keeping, False
        self._press(act, row)
        is_in_vain = not (self.hurried.is_kept or self._is_sent)
        if is_early and is_in_vain and self._line.is_keeping:
            says = self.tr("More than one reservation was found; nothing was done.")
            self._take_next("" if self._waits_for == "end" else says)

    @property
    def _row(self) -> Row | None:
        found, row = self._showing.found, self._showing.panel.row
        return found[0] if row is None and len(found) == 1 else row

    @property
    def _is_unclear(self) -> bool:
        return self._showing.is_offered and len(self._showing.found) > 1

    def _press(self, act: str, row: Row | None) -> None:
        found = self._showing.found
        if row is None and not found and self._answering.can_find:
            self._keep(act)
        elif isinstance(row, FoundRow) and act == "show":
            self.opened.emit(row)
        elif isinstance(row, FoundRow) and act in ("edit", "history"):
            self._showing.set_open(is_open=False)
            self.want(act, row.reservation)
        elif self._is_unclear and act != "step":
            self._showing.on_chosen()
        elif isinstance(row, FoundRow):
            self.want(act, row.reservation)
        elif row is None and found:
            self._showing.choose(found[0])

    def _keep(self, act: str) -> None:
        self._is_behind = False
        self.hurried.keep(lambda: self.press(act))
        self._line.hold()

    def let_go(self) -> None:
        """Hear that the host does something else than wait for what a key was meant for."""
        if self.hurried.is_kept and self._line.is_keeping:
            self._line.go_on()
        self.hurried.forget()
        self._unseen.stop()

    # --- what comes of it

    def hear_answered(self) -> None:
        """Hear that what is shown may be answered by the whole book now."""
        is_for_nobody = self._answering.is_answered and not self._showing.found
        if self.hurried.is_kept and self._line.is_keeping and is_for_nobody:
            self.hurried.give_up()

    def _on_given_up(self) -> None:
        if self._line.is_keeping:
            self._take_next(self._showing.panel.message.text())

    def hear_sent(self) -> None:
        """Hear that an act is being written."""
        self._is_sent = True
        if self._is_asking:
            self._line.hold()

    def hear_done(self) -> None:
        """Hear that something was done: the line is done with where that was what it asked for."""
        self._written = None
        if self._waits_for == "end":
            self.done.emit()
        elif self._waits_for == "step":
            self._unseen.start()
            self._go_on()
        else:
            self.hurried.press_again()  # which was too early for a write

    def hear_done_elsewhere(self) -> None:
        """Hear that a dialog or a move is done; what is written for the line has its own answer."""
        if self._written is None:
            self.hear_done()

    def hear_left(self) -> None:
        """Hear that a dialog was left: what stands in the line for it is done with."""
        if self._waits_for == "end" and self._written is None:
            self._line.begin_afresh()

    def tell_failed(self, says: str) -> None:
        """Say here why something was not done, where the host is here; the line stays."""
        was_asked, self._waits_for = self._waits_for != "nothing", "nothing"
        self._written = None
        was_behind, self._is_behind = self._is_behind and self.hurried.is_kept, False
        if was_behind:
            says = f"{says} {not_done()}"
            self.hurried.forget()
        if self._showing.is_open:
            self._showing.tell("error", says)
        if was_asked or was_behind:
            self._answering.read_again()
            self._take_next("")

    def _take_next(self, says: str) -> None:
        """Go on with what was typed behind a key that was in vain, and say why it was."""
        if self._line.is_ahead and says:
            self.unheard.emit(says)
        self._line.go_on()
        self._go_on()

    def _go_on(self) -> None:
        self._line.begin_afresh()
        self._line.press_kept()
