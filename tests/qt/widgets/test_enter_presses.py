"""Which keys do what is picked, and that one that is held down does it once."""

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent

from resv_desktop.qt.widgets.enter_presses import does

Key, Beside = Qt.Key, Qt.KeyboardModifier


def done(key: Qt.Key, beside: Qt.KeyboardModifier, *, is_held: bool = False) -> tuple[bool, int]:
    """Return whether a key is one that does what is picked, and how often it has done it."""
    acts: list[None] = []
    event = QKeyEvent(QEvent.Type.KeyPress, key, beside, "", autorep=is_held)
    return does(event, lambda: acts.append(None)), len(acts)


def test_enter_and_space_do_what_is_picked_once_however_long_they_are_held() -> None:
    for key in (Key.Key_Return, Key.Key_Enter, Key.Key_Space):
        for beside in (Beside.NoModifier, Beside.KeypadModifier):
            assert done(key, beside) == (True, 1)
            assert done(key, beside, is_held=True) == (True, 0)


def test_another_key_and_one_beside_ctrl_or_shift_are_left_to_others() -> None:
    for beside in (Beside.ControlModifier, Beside.ShiftModifier, Beside.AltModifier):
        assert done(Key.Key_Return, beside) == (False, 0)
    assert done(Key.Key_Down, Beside.NoModifier) == (False, 0)
