"""By keyboard alone: Tab reaches everything, in the order in which it is read, and never sticks."""

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QAbstractScrollArea, QWidget
from pytestqt.qtbot import QtBot

from resv_desktop.qt.cancel_dialog import CancelDialog
from resv_desktop.qt.help_dialog import HelpDialog
from resv_desktop.qt.initials_dialog import InitialsDialog
from resv_desktop.qt.keys import Keys
from resv_desktop.qt.look import Look
from resv_desktop.qt.main_window import MainWindow
from resv_desktop.qt.setup import SetupWizard
from tests.qt.stand import OpenSlotDialog, Stand, focused
from tests.qt.station import dialog_of, shown
from tests.qt.test_settings_dialog import Chosen, opened

_MOST = 80


def reachable(window: QWidget) -> set[QWidget]:
    """Return what Tab has to reach: all that takes the keys, of a group of segments one."""
    found = set()
    for widget in window.findChildren(QWidget):
        takes_tab = bool(widget.focusPolicy() & Qt.FocusPolicy.TabFocus)
        if widget.window() is not window or not widget.isVisible() or not widget.isEnabled():
            continue
        if takes_tab and widget.focusProxy() is None and not _is_other_segment(widget):
            found.add(widget)
    return found


def _is_other_segment(widget: QWidget) -> bool:
    if not isinstance(widget, QAbstractButton) or widget.group() is None:
        return False
    chosen = widget.group().checkedButton()
    return chosen is not None and chosen is not widget


def walk(*, back: bool = False) -> list[QWidget]:
    """Press Tab until the keys are where they were; return where they went, in order."""
    start = focused()
    went = [start]
    for _ in range(_MOST):
        key = Qt.Key.Key_Backtab if back else Qt.Key.Key_Tab
        shift = Qt.KeyboardModifier.ShiftModifier if back else Qt.KeyboardModifier.NoModifier
        QTest.keyClick(focused(), key, shift)
        if focused() is start:
            return went
        assert focused() not in went, f"the keys go round without {start.objectName()}"
        assert focused() is not went[-1], f"the keys stick in {focused().objectName()}"
        went.append(focused())
    raise AssertionError(f"more than {_MOST} steps")


def check(window: QWidget) -> list[QWidget]:
    """Walk there and back, and see that nothing was left out."""
    assert focused().window() is window
    there = walk()
    missed = reachable(window) - set(there)
    assert not missed, [(type(w).__name__, w.objectName(), w.accessibleName()) for w in missed]
    assert walk(back=True) == [there[0], *reversed(there[1:])]
    for widget in there:
        assert not isinstance(widget, QAbstractScrollArea) or widget.accessibleName()
    return there


@pytest.mark.parametrize("form", ["all", "timeline"])
def test_tab_goes_through_the_main_window_as_it_is_read(
    qtbot: QtBot, window: MainWindow, stand: Stand, form: str
) -> None:
    stand.reserve(stand.slot("2", 20))
    qtbot.waitUntil(lambda: shown(window, "2", 20).reservation is not None)
    window.view.all.set_form(form)
    window.view.pick(shown(window, "2", 20).key)
    window.view.available.list.setFocus()
    went = check(window)
    parts = [window.view.available, window.view.all, window.view.side, window.bottom, window.top]
    order = [next(n for n, part in enumerate(parts) if part.isAncestorOf(w)) for w in went]
    assert order == sorted(order)
    assert set(order) == set(range(len(parts)))


@pytest.mark.parametrize("is_held", [False, True])
def test_tab_goes_through_the_dialog_of_a_table(
    open_slot_dialog: OpenSlotDialog, stand: Stand, is_held: bool
) -> None:
    slot = stand.slot("2", 20)
    held = stand.reserve(slot) if is_held else None
    went = check(open_slot_dialog(slot, held))
    assert went[-1] is not went[0]


def test_tab_goes_through_the_cancel_dialog(qtbot: QtBot, window: MainWindow, stand: Stand) -> None:
    stand.reserve(stand.slot("2", 20))
    window.menu.cancel_wanted.emit()
    dialog = dialog_of(window, CancelDialog)
    qtbot.waitUntil(dialog.isActiveWindow)
    qtbot.waitUntil(lambda: stand.tasks.is_idle)
    check(dialog)


@pytest.mark.parametrize(("page", "stops"), [(0, 8), (1, 6), (2, 7)])
def test_tab_goes_through_the_settings(
    qtbot: QtBot,
    window: MainWindow,
    stand: Stand,
    look: Look,
    keys: Keys,
    tmp_path: Path,
    page: int,
    stops: int,
) -> None:
    chosen = Chosen(stand, look, keys, tmp_path / "settings.json")
    chosen.acts.attach(window)
    dialog = opened(qtbot, window)
    dialog.show_page(page)
    dialog.pages.segment(page).setFocus()
    qtbot.waitUntil(lambda: stand.tasks.is_idle)
    went = check(dialog)
    assert went[-1] is dialog.leave_button
    assert len(went) == stops


def test_tab_goes_through_the_small_dialogs(qtbot: QtBot, window: MainWindow) -> None:
    for wanted, kind in (
        (window.menu.help_wanted, HelpDialog),
        (window.menu.initials_wanted, InitialsDialog),
    ):
        wanted.emit()
        dialog = dialog_of(window, kind)
        qtbot.waitUntil(dialog.isActiveWindow)
        check(dialog)
        dialog.reject()
        qtbot.waitUntil(lambda: not window.acts.is_open)


def test_tab_goes_through_the_set_up(qtbot: QtBot, look: Look, stand: Stand) -> None:
    wizard = SetupWizard(None, look, stand.tasks, stand.controller, None, known_ids=[])
    qtbot.addWidget(wizard)
    wizard.open()
    qtbot.waitUntil(wizard.isActiveWindow)
    check(wizard)
