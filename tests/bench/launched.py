"""What the rows of starting start: the program, or no more than the parts that it stands on.

`python -m tests.bench.launched KIND`: it tells the monotonic clock, which all processes of a
machine share, at the moment that it was started for, and the memory a while after that.
"""

import os
import sys
import threading
import time
from datetime import timedelta
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from resv_desktop.qt.keys import Keys
    from resv_desktop.qt.look import Look

WINDOW, BARE_WINDOW, WORDS, USABLE, BARE_PARTS = KINDS = (
    "window",
    "bare window",
    "words",
    "usable",
    "bare parts",
)
_RESTS_S = 2.0


def _tell() -> None:
    """Tell the time; and the memory, once it rests. Then end, whatever is open."""
    at = time.monotonic()

    def told() -> None:
        import psutil

        print(at, psutil.Process().memory_info().rss, flush=True)
        os._exit(0)

    if sys.argv[1] in (USABLE, BARE_PARTS):
        threading.Timer(_RESTS_S, told).start()
    else:
        told()


def _program() -> None:
    """Start the program as its users do; the first window tells when it is painted, bare as the
    floor's, or with words in it, or the main one when it can be used: the day is read, and painted
    in all lists."""
    from resv_desktop.process_list import hide_password

    hide_password()
    from PySide6.QtCore import QEvent, QObject, QTimer
    from PySide6.QtGui import QHideEvent, QPaintEvent
    from PySide6.QtWidgets import QLabel, QWidget

    from resv_desktop.cli import main
    from resv_desktop.qt.start_window import StartWindow

    if sys.argv[1] == WINDOW:
        paint = StartWindow.paintEvent

        def paint_and_tell(window: StartWindow, event: QPaintEvent) -> None:
            QTimer.singleShot(0, _tell)  # once it is painted, before what the program does next
            paint(window, event)

        StartWindow.paintEvent = paint_and_tell  # type: ignore[assignment, method-assign] # it tells more
    elif sys.argv[1] == WORDS:
        fill = StartWindow.fill

        class Painted(QObject):
            def eventFilter(self, watched: QObject, event: QEvent) -> bool:
                if event.type() == QEvent.Type.Paint:
                    QTimer.singleShot(0, _tell)
                return super().eventFilter(watched, event)

        def fill_and_tell(window: StartWindow, look: "Look", keys: "Keys") -> None:
            fill(window, look, keys)
            label = window.findChild(QLabel)
            assert label is not None
            label.installEventFilter(Painted(window))

        StartWindow.fill = fill_and_tell  # type: ignore[assignment, method-assign] # it tells more
    else:

        def hidden(_window: QWidget, _event: QHideEvent) -> None:
            from resv_desktop.qt.main_window import MainWindow
            from tests.bench.seen import Seen, main_window

            window = main_window()
            assert isinstance(window, MainWindow)
            Seen(window).once_painted(lambda: window.view.day is not None, _tell)

        StartWindow.hideEvent = hidden  # type: ignore[method-assign] # it tells more
    sys.exit(main(["--home", sys.argv[2], "--database", sys.argv[3]]))


def _bare() -> None:
    """Show an empty window; and then read a day as PyMongo does by itself."""
    from PySide6.QtCore import QTimer
    from PySide6.QtGui import QPaintEvent
    from PySide6.QtWidgets import QApplication, QMainWindow

    class Window(QMainWindow):
        def paintEvent(self, event: QPaintEvent) -> None:
            super().paintEvent(event)
            QTimer.singleShot(0, after)

    def after() -> None:
        if sys.argv[1] == BARE_PARTS:
            _read_a_day()
        _tell()

    application = QApplication(sys.argv[:1])
    window = Window()
    window.resize(1280, 800)
    window.show()
    application.exec()


def _read_a_day() -> None:
    import pymongo

    from tests.bench.floors import read_day
    from tests.bench.years import midnight

    client: pymongo.MongoClient[dict[str, object]] = pymongo.MongoClient(
        os.environ["RESV_MONGODB_URI"], tz_aware=True
    )
    database = client[sys.argv[3]]
    house = database["restaurants"].find_one()
    assert house is not None
    start = midnight()
    assert read_day(database, house["_id"], start, start + timedelta(days=1)) > 1  # type: ignore[arg-type]


if __name__ == "__main__":
    if sys.argv[1] in (WINDOW, WORDS, USABLE):
        _program()
    else:
        _bare()
