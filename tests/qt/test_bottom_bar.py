"""What has just been done stays readable, however much else the bar has to say."""

import pytest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from resv_desktop.qt.bottom_bar import BottomBar
from resv_desktop.qt.keys import Keys
from resv_desktop.qt.look import Look

_DONE = "Called: table 1, Sat 14 March, 20:00, Dunlin, party of 1."


@pytest.fixture
def place(qtbot: QtBot) -> QWidget:
    place = QWidget()
    qtbot.addWidget(place)
    return place


@pytest.fixture
def bar(look: Look, place: QWidget) -> BottomBar:
    bar = BottomBar(look, Keys({}), "Stand 1")
    bar.setParent(place)
    bar.show_not_live("19:08:00")
    bar.attention.say("24 need attention")
    place.show()
    return bar


def _squeeze(bar: BottomBar, width: int) -> None:
    bar.resize(width, bar.height())
    bar.resize(width, bar.heightForWidth(width))


def test_a_notice_that_would_be_squeezed_has_a_row_of_its_own(bar: BottomBar, qtbot: QtBot) -> None:
    bar.notice.say(_DONE, "Undo")
    _squeeze(bar, 1280)
    assert bar.notice.geometry().bottom() > bar.freshness.y(), "there is room for both"
    _squeeze(bar, 620)
    assert bar.notice.geometry().bottom() < bar.freshness.y()
    assert bar.notice.width() > bar.width() // 2
    assert bar.freshness.geometry().right() < bar.width()
    assert bar.freshness.width() >= bar.freshness.sizeHint().width()
    in_two_rows = bar.height()
    bar.notice.clear()
    qtbot.waitUntil(lambda: bar.heightForWidth(620) < in_two_rows)
