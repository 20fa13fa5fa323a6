"""Whose turn it is: what is pressed while an act is still written is done after it, once each."""

from collections.abc import Callable
from typing import NamedTuple

from PySide6.QtCore import QCoreApplication

from resv_desktop.qt.widgets.notice import Notice


def not_done() -> str:
    """Say that an act which waited for another one was not done either."""
    return QCoreApplication.translate("Turns", "What was asked for after that was not done.")


class Press(NamedTuple):
    """What was pressed, in whose dialog (None: in the window), and what it is about.

    The same about the same is one press, as of a key that bounces; None is like no other. is_move
    tells whether it also waits for what other parts of the window write.
    """

    act: Callable[[], object]
    whose: object = None
    what: object = None
    is_move: bool = False


class Turns:
    """One act after the other, in the order in which they were pressed.

    is_busy while an act of this turn is written, is_held while another part of the window writes,
    for which only a move waits. whose is the dialog that is pressed in now.
    """

    def __init__(self) -> None:
        self.is_busy = self.is_held = False
        self.whose: object = None
        self._what: object = None  # the act is about that is written now
        self._kept: list[Press] = []
        self._next: Callable[[], None] | None = None  # undo or redo of the act that is written now
        self._owed: Callable[[], None] | None = None  # of that act, not of what was begun since

    @property
    def is_any_left(self) -> bool:
        """Whether something is written, or is to be."""
        return self.is_busy or bool(self._kept) or self._is_asked

    @property
    def is_to_wait(self) -> bool:
        """Whether another act comes first: one that is written, or its undo that was asked for."""
        return self.is_busy or (self._is_asked and not self.is_held)

    @property
    def _is_asked(self) -> bool:
        return self._next is not None or self._owed is not None

    def press(self, press: Press) -> None:
        """Do it now, or once all that came before it is done."""
        if self._must_wait(press):
            known = [self._what, *(each.what for each in self._kept)]
            if press.what is None or press.what not in known:
                self._kept.append(press)
            return
        self.whose, self._what = press.whose, press.what
        try:
            press.act()
        finally:
            self.whose = None
            self._forget_what()

    def ask_for(self, act: Callable[[], None]) -> bool:
        """Keep an undo or redo for when its act is done; return False where nothing is written."""
        if self.is_busy or self.is_held:
            if self._kept:
                self._kept.append(Press(act, is_move=True))  # of whichever is the last by then
            else:
                self._next = act
            return True
        return False

    def begin(self) -> None:
        """Hear that an act is being written."""
        self.is_busy, self._next, self._owed = True, None, None

    def fail(self) -> None:
        """Hear that it was not done, and with it nothing that was to be done to it."""
        self.is_busy, self._next, self._owed = False, None, None
        self._forget_what()

    def hold(self) -> None:
        """Hear that another part of the window writes."""
        if self.is_busy:
            self._owed = self._next or self._owed
        self.is_held, self._next = True, None

    def release(self, *, is_done: bool) -> None:
        """Hear its answer."""
        self.is_held = False
        if not is_done:
            self._next = None

    def go_on(self) -> None:
        """Do what waits and need not any more."""
        self._forget_what()
        asked, self._next = self._next, None
        if self._owed is not None and not self.is_busy:
            owed, self._owed = self._owed, None
            is_held, self.is_held = self.is_held, False
            owed()
            self.is_held = is_held
        if self.is_busy:
            self._next = asked
        elif asked is not None:
            asked()
        while (press := self._take()) is not None:
            self.press(press)

    def let_go(self, notice: Notice, *, only_moves: bool = False) -> None:
        """Let go of what waits, since what it waits for was not done; in the window that is said.

        What was pressed in a dialog is told there.
        """
        gone = [press for press in self._kept if press.is_move or not only_moves]
        self._kept = [press for press in self._kept if press not in gone]
        if any(press.whose is None for press in gone):
            button = notice.action_button.text() if notice.has_button else None
            notice.say(f"{notice.text()} {not_done()}".strip(), button, kind="warn", act=notice.act)

    def _must_wait(self, press: Press) -> bool:
        return self.is_busy or self._is_asked or (self.is_held and press.is_move)

    def _take(self) -> Press | None:
        found = next((press for press in self._kept if not self._must_wait(press)), None)
        if found is not None:
            self._kept.remove(found)
        return found

    def _forget_what(self) -> None:
        if not (self.is_busy or self.is_held):
            self._what = None
