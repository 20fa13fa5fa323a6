"""What the program keeps of Qt is its own: what Qt made is asked for anew each time.

PySide says of something that Qt itself has made that it is gone as soon as anything is that it
counts above it, be it there or not; what was made in Python it asks.
"""

from collections.abc import Iterable, Iterator

import shiboken6
from PySide6.QtCore import QObject

from resv_desktop.qt.main_window import MainWindow


def kept(owner: object, seen: set[int]) -> Iterator[tuple[str, QObject]]:
    """Yield what is kept below an object of the program, and the name of where."""
    for name, value in vars(owner).items():
        for each in _values(value):
            if id(each) in seen or not hasattr(each, "__dict__"):
                continue
            seen.add(id(each))
            if isinstance(each, QObject):
                yield f"{type(owner).__name__}.{name}", each
            if type(each).__module__.startswith("resv_desktop.qt"):
                yield from kept(each, seen)


def _values(value: object) -> Iterable[object]:
    if isinstance(value, dict):
        return value.values()
    return value if isinstance(value, (list, tuple, set)) else (value,)


def test_nothing_that_qt_has_made_is_kept_by_the_window(window: MainWindow) -> None:
    found = list(kept(window, set()))
    assert len(found) > 200
    assert [where for where, each in found if not shiboken6.createdByPython(each)] == []
