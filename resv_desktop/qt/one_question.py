"""Asks the book one thing at a time, so that a busy evening piles up no questions."""

import threading
from collections.abc import Callable

from PySide6.QtCore import QObject, Signal

from resv_desktop.qt.background import Tasks, Trouble


class OneQuestion(QObject):
    """One question that is asked again and again; its last answer is the newest.

    answered carries each answer, failed the bad news. The window tells those too; when the book is
    heard again, it is asked again. is_asking while an answer is on its way.
    """

    answered = Signal(object)
    failed = Signal(object)

    def __init__(self, tasks: Tasks, work: Callable[[], object], parent: QObject) -> None:
        super().__init__(parent)
        self._tasks, self._work = tasks, work
        self.is_asking = self._is_to_be_asked = False
        self._is_awaited = threading.Event()

    def ask(self, *, is_awaited: bool = True) -> None:
        """Ask; while an answer is on its way, once more after it.

        What nobody waits for is asked without hurry, until somebody asks who does.
        """
        if self.is_asking:
            self._is_to_be_asked = True
        elif not is_awaited:
            self._is_awaited = threading.Event()
        if is_awaited:
            self._is_awaited.set()
        if not self.is_asking:
            self._ask()

    def _ask(self) -> None:
        self.is_asking, self._is_to_be_asked = True, False
        self._tasks.run(self, self._work, self._on_answer, self._on_failed, until=self._is_awaited)

    def _on_answer(self, answer: object) -> None:
        self.answered.emit(answer)
        self._on_end()

    def _on_failed(self, trouble: Trouble) -> None:
        self.failed.emit(trouble)
        self._on_end()

    def _on_end(self) -> None:
        self.is_asking = False
        if self._is_to_be_asked:
            self._ask()
