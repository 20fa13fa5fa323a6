"""Pictures of the day sheet: where it goes, what is said of it, and its pages."""

from pathlib import Path

from PySide6.QtCore import QSizeF
from PySide6.QtGui import QColor, QImage, QPageSize, QPainter

from resv_desktop.qt.choices import Choices
from resv_desktop.qt.sheet.page_writer import DOTS, Page
from resv_desktop.qt.sheet.paper import Printed, Printers, pages_of
from resv_desktop.qt.sheet.sheet import SheetNotMade, sheet_of
from resv_desktop.qt.sheet.sheet_acts import SheetActs
from resv_desktop.qt.sheet.sheet_dialog import SheetDialog
from resv_desktop.settings import Settings
from tests.screenshot_house import LONG_GUEST, LONG_NOTE
from tests.screenshot_stage import Stage

_A4 = QSizeF(210, 297)
_SEEN = 100  # dots to the inch


class _Jammed(Printers):
    """A printer that takes nothing."""

    def names(self) -> list[str]:
        return ["Office", "Kitchen"]

    def print_sheet(self, sheet: Printed, name: str) -> None:
        del sheet
        raise SheetNotMade("The printer {printer} did not take the day sheet.", printer=name)


def take_all(stage: Stage) -> None:
    """Take every picture of the day sheet."""
    made = stage.house.reserve_here(11, 21, name=LONG_GUEST, note=LONG_NOTE)
    window = stage.open_main_window()
    choices = Choices(
        stage.tasks, Settings(station="Stand 1"), stage.home / "settings.json", window
    )
    folder = stage.home / "data" / "sheets"
    acts = SheetActs(stage.look, stage.tasks, choices, folder, window, printers=_Jammed())
    acts.attach(window)
    window.sheet_choice_wanted.emit()
    stage.wait("the dialog is open", lambda: bool(window.findChildren(SheetDialog)))
    (dialog,) = window.findChildren(SheetDialog)
    stage.wait("the dialog is in front", dialog.isActiveWindow)
    stage.take("sheet-where", dialog)
    dialog.act_button.click()
    stage.wait("it is said", lambda: dialog.message.kind == "error")
    stage.take("sheet-not-printed", dialog)
    dialog.where.setCurrentIndex(dialog.where.count() - 1)
    dialog.act_button.click()
    stage.wait("it is saved", lambda: bool(window.notice))
    stage.take("sheet-saved", window)
    day = window.day_now
    assert day is not None
    paper = QPageSize(QPageSize.PageSizeId.A4)
    for name, is_live in (("sheet-page", True), ("sheet-page-old", False)):
        sheet = sheet_of(day, stage.clock(), "Stand 1", is_live=is_live)
        for number, page in enumerate(pages_of(sheet, paper)[: 2 if is_live else 1], 1):
            save_page(page, stage.pictures / f"{name}-{number}.png")
    stage.house.cancel_elsewhere(made)
    stage.memory.forget(made.id)
    stage.close(window)


def save_page(page: Page, path: Path) -> None:
    """Save a picture of a page of A4."""
    image = QImage((_A4 * _SEEN / 25.4).toSize(), QImage.Format.Format_RGB32)
    image.fill(QColor("white"))
    painter = QPainter(image)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.scale(_SEEN / DOTS, _SEEN / DOTS)
    page.paint(painter)
    painter.end()
    if not image.save(str(path)):
        raise OSError(f"{path} could not be saved")
