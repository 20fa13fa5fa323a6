"""Waits as long as a machine needs that does much else; only what never comes is given up."""

import os
from collections.abc import Callable
from typing import Any, Final

from PySide6.QtWidgets import QApplication, QLabel
from pytestqt.exceptions import TimeoutError as InVain
from pytestqt.qtbot import QtBot

# Where a break is to be noticed, what it keeps from coming is awaited for less long (sabotage.py).
PATIENCE_MS: Final = int(os.environ.get("RESV_TESTS_PATIENCE_MS", "30000"))


class PatientBot(QtBot):
    """A QtBot whose waits end when what they wait for is there, and in vain after 30 seconds.

    The five seconds of pytest-qt are over sooner than a database answers on a crowded machine.
    """

    def waitUntil(  # noqa: N802 - pytest-qt's name
        self, callback: Callable[[], bool | None], *, timeout: int = PATIENCE_MS
    ) -> None:
        try:
            super().waitUntil(callback, timeout=max(timeout, PATIENCE_MS))
        except InVain as vain:
            vain.add_note(on_the_screen())
            raise

    def waitSignal(self, signal: Any, *, timeout: int = PATIENCE_MS, **more: Any) -> Any:  # noqa: N802 - pytest-qt's name
        # assertNotEmitted waits with it, too, for as long as it is told.
        is_none_awaited = more.get("raising") is False
        patience_ms = timeout if is_none_awaited else max(timeout, PATIENCE_MS)
        return super().waitSignal(signal, timeout=patience_ms, **more)

    def waitSignals(self, signals: Any, *, timeout: int = PATIENCE_MS, **more: Any) -> Any:  # noqa: N802 - pytest-qt's name
        return super().waitSignals(signals, timeout=max(timeout, PATIENCE_MS), **more)


def on_the_screen() -> str:
    """Return what every window says, and where the keys go: why a wait was in vain."""
    lines = [f"The keys go to {QApplication.focusWidget()}."]
    for window in QApplication.topLevelWidgets():
        if window.isVisible():
            labels = [label for label in window.findChildren(QLabel) if label.isVisible()]
            said = " | ".join(label.text() for label in labels if label.text())
            lines.append(f"{type(window).__name__} says: {said}")
    return "\n".join(lines)
