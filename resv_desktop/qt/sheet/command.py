"""The day sheet without a window: read from the book and saved where it is wanted."""

import os
import sys
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtGui import QFont, QGuiApplication

from resv_desktop.controller.house import need_zone
from resv_desktop.qt.day_reader import read_day
from resv_desktop.qt.language import install
from resv_desktop.qt.look import load_families
from resv_desktop.qt.sheet.paper import save_sheet
from resv_desktop.qt.sheet.sheet import Sheet, sheet_of

if TYPE_CHECKING:
    from resv_desktop.controller import Controller
    from resv_desktop.domain.restaurant import Restaurant


def save_day(
    controller: "Controller",
    restaurant: "Restaurant",
    on: date | None,
    target: Path,
    *,
    language: str = "",
    clock: str = "",
) -> Sheet:
    """Save the sheet of a day, of the running one if none is told; needs no display.

    Raises InvalidRestaurant where its time zone was never said, and SheetNotMade.
    """
    begin_without_display(language, clock)
    need_zone(restaurant)
    now = controller.now()
    on = on or restaurant.business_day(now)
    day = read_day(controller, restaurant, on, now)
    day = replace(day, waiting=tuple(controller.waiting(restaurant.id, on)))
    sheet = sheet_of(day, now, controller.station, is_live=True)
    save_sheet(sheet, target)
    return sheet


def begin_without_display(language: str, clock: str) -> None:
    """Have what paints and speaks, where there is none yet."""
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    if QGuiApplication.instance() is None:
        app = QGuiApplication(sys.argv[:1])
        QGuiApplication.setFont(QFont(load_families() or QGuiApplication.font().families()))
        install(app, language, clock)
