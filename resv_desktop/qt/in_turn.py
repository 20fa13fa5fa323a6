"""What went on behind the window is told once no other notice stands there."""

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING, Final

import shiboken6
from PySide6.QtCore import QObject, QTimer

if TYPE_CHECKING:
    from resv_desktop.qt.main_window import MainWindow

AGAIN_MS: Final = 10_000


def tell_in_turn(
    owner: QObject,
    shown: Callable[[], "MainWindow | None"],
    sentence: str,
    told: Callable[[], None] = lambda: None,
) -> None:
    """Say a warning in the window that is shown by then; nothing where the owner is gone.

    told is called once it stands there. What stays until the host puts it away is not waited for,
    and comes back.
    """
    window = shown()
    if window is None or not shiboken6.isValid(window):
        return
    if window.notice and not window.bottom.notice.stays:
        QTimer.singleShot(AGAIN_MS, owner, partial(tell_in_turn, owner, shown, sentence, told))
    else:
        window.bottom.notice.say(sentence, kind="warn", is_between=True)
        told()
