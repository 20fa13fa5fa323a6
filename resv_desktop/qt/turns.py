"""Whose turn it is: what is pressed while an act is still written is done after it, once each."""

from collections.abc import Callable
from functools import partial
from typing import NamedTuple

from PySide6.QtCore import QCoreApplication

from resv_desktop.qt.widgets.notice import Notice


def not_done() -> str:
    """Say that an act which waited for another one was not done either."""
    return QCoreApplication.translate("Turns", "What was asked for after that was not done.")


# Called once an act is done: returns what takes that one back, whatever is done in between.
Asked = Callable[[], Callable[[], None]]


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

    is_busy while an act of this turn is written; for what another part of the window writes
    meanwhile only a move waits. whose is the dialog that is pressed in now.
    """

    def __init__(self) -> None:
        self.whose: object = None
        self._what: object = None  # the act is about that is written now
        self._kept: list[Press] = []
        self._writing: list[object] = []  # who writes, this or another part; the last begun last
        self._asked: dict[object, Asked] = {}  # undo or redo of what each of them writes
        self._due: list[Callable[[], None]] = []  # those whose act is done, the first one last
        self._is_undo_gone = False  # whose act was not done, or has no answer; not told yet

    @property
    def is_busy(self) -> bool:
        """Whether an act of this turn is written."""
        return self in self._writing

    @property
    def is_any_left(self) -> bool:
        """Whether something is written, or is to be."""
        return bool(self._kept) or self.is_to_wait

    @property
    def is_to_wait(self) -> bool:
        """Whether another act comes first: one that is written, or an undo that was asked for."""
        return self.is_busy or bool(self._asked) or bool(self._due)

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

    def ask_for(self, asked: Asked) -> bool:
        """Keep an undo or redo for when its act is done; return False where nothing is written."""
        if not self._writing:
            return False
        if self._kept:
            self._kept.append(Press(partial(_do_then, asked), is_move=True))  # of the last by then
        else:
            self._asked[self._writing[-1]] = asked
        # The same once more, after it is taken back, is no key that bounces.
        self._what, self._kept = None, [each._replace(what=None) for each in self._kept]
        return True

    def take(self, act: Callable[[], None]) -> None:
        """Do an undo or redo of what is done already, before all that waits."""
        self._due.append(act)
        self.go_on()

    def begin(self, writer: object = None) -> None:
        """Hear that an act is being written; by another part of the window where that is named."""
        self._writing.append(writer or self)

    def end(self, writer: object = None, *, is_done: bool) -> None:
        """Hear its answer; where it is not done nothing is that was to be done to it."""
        self._writing.remove(writer or self)
        if not is_done:
            self._is_undo_gone |= self._asked.pop(writer or self, None) is not None
        self._forget_what()

    def go_on(self) -> None:
        """Do what waits and need not any more."""
        answered = [writer for writer in self._asked if writer not in self._writing]
        self._due += [self._asked.pop(writer)() for writer in answered]
        while self._due and not self.is_busy:
            self._due.pop()()
        while (press := self._take()) is not None:
            self.press(press)

    def let_go(self, notice: Notice, *, only_moves: bool = False) -> None:
        """Let go of what waits, since what it waits for was not done; in the window that is said.

        What was pressed in a dialog is told there.
        """
        gone = [press for press in self._kept if press.is_move or not only_moves]
        self._kept = [press for press in self._kept if press not in gone]
        is_undo_gone, self._is_undo_gone = self._is_undo_gone, False
        if self._due and not only_moves:
            is_undo_gone = True
            self._due.clear()
        if is_undo_gone or any(press.whose is None for press in gone):
            button = notice.action_button.text() if notice.has_button else None
            notice.say(f"{notice.text()} {not_done()}".strip(), button, kind="warn", act=notice.act)

    def _must_wait(self, press: Press) -> bool:
        return self.is_to_wait or (press.is_move and bool(self._writing))

    def _take(self) -> Press | None:
        found = next((press for press in self._kept if not self._must_wait(press)), None)
        if found is not None:
            self._kept.remove(found)
        return found

    def _forget_what(self) -> None:
        if not self._writing:
            self._what = None


def _do_then(asked: Asked) -> None:
    asked()()
