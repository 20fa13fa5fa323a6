"""The panels of a day: side by side where there is room, else under each other."""

from typing import Literal

from PySide6.QtCore import Qt
from PySide6.QtGui import QPalette, QResizeEvent
from PySide6.QtWidgets import QFrame, QGridLayout, QScrollArea, QVBoxLayout, QWidget

from resv_desktop.qt.all_list import AllPanel
from resv_desktop.qt.available_list import AvailablePanel
from resv_desktop.qt.details_panel import DetailsPanel
from resv_desktop.qt.due_strip import DueStrip
from resv_desktop.qt.keys import Keys
from resv_desktop.qt.look import (
    GAP,
    GRID,
    LEFT_WIDTH,
    PANEL_HEAD,
    RIGHT_WIDTH,
    ROW,
    WINDOW_SIDE,
    Look,
)
from resv_desktop.qt.widgets.keys_in_sight import KeysInSight
from resv_desktop.qt.widgets.own_viewport import lay_viewport

_Form = Literal["wide", "stacked", "folded"]
_CENTRE = 568  # at least, with a scroll bar beside it in a window that is not quite as wide
_ROWS_LEAST = 4
_DUE_FIRST = 100  # of the height that is left those who are due get nearly all they need
_CENTRE_FIRST = 272  # this much wider grows the centre before the free tables get more
_LEFT_MOST = 400
_ANY_WIDTH = 16_777_215  # Qt's own bound


class DayColumns(QScrollArea):
    """What is free, all tables, and at the side who is due and what is picked; each has its share
    of the room, and where that is too little the whole of it is scrolled.
    """

    def __init__(self, look: Look, keys: Keys, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        lay_viewport(self, QPalette.ColorRole.NoRole)
        self._look = look
        self._form: _Form | None = None
        self._is_low = False
        # In the window before anything is in them: each part gets to know it once, not anew with
        # every part that it lies in.
        self._inside = QWidget()
        self.setWidget(self._inside)
        self.available = AvailablePanel(look, self._inside)
        self.all = AllPanel(look, keys, self._inside)
        self.side = QWidget(self._inside)
        self.due = DueStrip(look, self.side)
        self.details = DetailsPanel(look, keys, self.side)
        self._lay_out()

    def _lay_out(self) -> None:
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setWidgetResizable(True)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)  # Tab goes from panel to panel
        self._grid = QGridLayout(self._inside)
        self._grid.setContentsMargins(WINDOW_SIDE, GAP, WINDOW_SIDE, GAP)
        self._grid.setSpacing(GAP)
        self._grid.setColumnStretch(1, 1)
        self._grid.setRowStretch(0, 1)
        side = QVBoxLayout(self.side)
        side.setContentsMargins(0, 0, 0, 0)
        side.setSpacing(GAP)
        side.addWidget(self.due, _DUE_FIRST)
        side.addWidget(self.details, 1)
        # As wide as all of it: a scroll bar that was there once is seen in the first frame.
        self.resize(2 * self._look.px(LEFT_WIDTH + _CENTRE + RIGHT_WIDTH), self.height())
        self._arrange("wide")
        KeysInSight(self)
        self._share_width()

    def _arrange(self, form: _Form) -> None:
        """Put what is picked beside the lists, or under the free tables, or all in one column.

        In one column only the height is scrolled, and what has the keys is brought in sight.
        """
        if form == self._form:
            return
        self._form = form
        is_stacked, is_folded = form == "stacked", form == "folded"
        px = self._look.px
        for panel in (self.available, self.all, self.side):
            self._grid.removeWidget(panel)
        self._grid.addWidget(self.available, 0, 0)
        self._grid.addWidget(
            self.all, *((1, 0) if is_folded else (0, 1, 2 if is_stacked else 1, 1))
        )
        self._grid.addWidget(
            self.side, *{"wide": (0, 2), "stacked": (1, 0), "folded": (2, 0)}[form]
        )
        self._grid.setRowStretch(1, is_folded)
        self._grid.setColumnStretch(0, is_folded)
        self._grid.setColumnStretch(1, not is_folded)
        self.all.setMinimumWidth(px(_CENTRE))
        width = px(LEFT_WIDTH if is_stacked else RIGHT_WIDTH)
        self.side.setMinimumWidth(width)
        self.side.setMaximumWidth(_ANY_WIDTH if is_folded else width)
        self.share_height()

    @property
    def is_folded(self) -> bool:
        """Whether all stands in one column."""
        return self._form == "folded"

    def set_low(self, *, is_low: bool) -> None:
        """Let each list have the whole height where the window is low; the rest is scrolled to."""
        if is_low != self._is_low:
            self._is_low = is_low
            self._grid.setContentsMargins(WINDOW_SIDE, self._edge, WINDOW_SIDE, self._edge)
            self.available.set_low(is_low=is_low)
            self.all.head.set_low(is_low=is_low)
            self.share_height()

    @property
    def _edge(self) -> int:
        return GRID if self._is_low else GAP

    def _share_width(self) -> None:
        px = self._look.px
        used = 2 * WINDOW_SIDE + 2 * GAP + px(LEFT_WIDTH + _CENTRE + RIGHT_WIDTH)
        stacked = 2 * WINDOW_SIDE + GAP + px(LEFT_WIDTH + _CENTRE)
        is_wide = self.width() >= used
        self._arrange("wide" if is_wide else "stacked" if self.width() >= stacked else "folded")
        extra = self.width() - used - px(_CENTRE_FIRST)
        width = px(LEFT_WIDTH) + max(0, min(extra, px(_LEFT_MOST - LEFT_WIDTH)))
        self.available.setMinimumWidth(width)
        self.available.setMaximumWidth(_ANY_WIDTH if self._form == "folded" else width)

    def share_height(self) -> None:
        """Let what is picked have what those who are due leave, beside the lists."""
        rows = 0 if self._form == "wide" else _ROWS_LEAST * self._look.room(ROW)
        least = self._look.room(PANEL_HEAD, 2) + rows
        in_sight = self.viewport().height() - 2 * self._edge
        page = max(least + self._look.room(ROW), in_sight)
        is_folded = self._form == "folded"  # each list is as high as what is in sight
        is_page = is_folded or (self._is_low and self._form == "stacked")
        self.available.setMinimumHeight(page if is_page else least)
        self.all.setMinimumHeight(page if is_folded else 0)
        due = 0 if self.due.isHidden() else self.due.minimumSizeHint().height() + GAP
        self.details.set_most_height(in_sight - due)

    def resizeEvent(self, event: QResizeEvent) -> None:
        self._share_width()
        self.share_height()
        super().resizeEvent(event)
