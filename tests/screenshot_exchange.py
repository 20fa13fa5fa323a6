"""Pictures of export and import: the three pages, and a file on its way into the book."""

import threading
from datetime import timedelta
from pathlib import Path

from resv_desktop.exchange.dry_run import counted
from resv_desktop.qt.exchange.exchange_dialog import FEED, IMPORT, ExchangeDialog
from resv_desktop.qt.exchange.import_dialog import ImportDialog
from resv_desktop.qt.main_window import MainWindow
from resv_desktop.settings import Settings
from tests.screenshot_house import EVENING, LONG_GUEST
from tests.screenshot_stage import Stage

_FEED = Path("/home/host/Calendar/reservations.ics")


def take_all(stage: Stage) -> None:
    """Take every picture of export and import."""
    window = stage.open_main_window()
    _pages(stage, window)
    _import(stage, window)
    stage.close(window)


def _pages(stage: Stage, window: MainWindow) -> None:
    kept = Settings(feed_file=str(_FEED))
    dialog = ExchangeDialog(window, stage.look, EVENING, 14, kept, _FEED)
    dialog.open()
    stage.wait("the dialog is in front", dialog.isActiveWindow)
    stage.take("exchange-export", dialog, may_scroll=True)
    dialog.say_saving()
    dialog.under_way.progress.set_progress(2, 5)
    stage.wait("it is said", lambda: dialog.message.kind == "progress")
    stage.take("exchange-saving", dialog, may_scroll=True)
    says = dialog.tr("Stopped. Nothing was saved.")
    dialog.say_done("warn", says)
    dialog.show_page(FEED)
    stage.take("exchange-feed", dialog, may_scroll=True)
    dialog.show_page(IMPORT)
    dialog.act_button.click()
    stage.take("exchange-import", dialog, may_scroll=True)
    dialog.reject()


def _file(stage: Stage, rows: list[str], heads: str) -> Path:
    file = stage.home / "theirs.csv"
    file.write_text("\n".join([heads, *rows]), encoding="utf-8")
    return file


def _open(stage: Stage, window: MainWindow, file: Path) -> ImportDialog:
    dialog = ImportDialog(
        window,
        stage.look,
        stage.tasks,
        stage.controller,
        window.restaurant,
        file,
        stage.home,
        threading.Event(),
    )
    dialog.open()
    dialog.read()
    stage.wait("the dialog is in front", dialog.isActiveWindow)
    stage.wait("it is looked at", lambda: dialog.stage != "file" and not dialog.is_busy)
    return dialog


def _import(stage: Stage, window: MainWindow) -> None:
    asked = _file(stage, ["3/4/2026,20:00,4,07400 123471"], "Date,Time,Guests,Contact")
    dialog = _open(stage, window, asked)
    stage.take("import-columns", dialog, may_scroll=True)
    dialog.reject()
    asked = _file(stage, ["3/4/2026,20:00,4,07400 123471"], "Date,Time,Guests,Phone")
    dialog = _open(stage, window, asked)
    stage.take("import-order", dialog, may_scroll=True)
    dialog.reject()
    day, before = EVENING + timedelta(days=2), EVENING - timedelta(days=2)
    rows = [
        f"{day},20:00,4,07400 123471,Heron,15",
        f"{day},20:00,2,07400 123472,{LONG_GUEST},",
        f"{day},20:00,2,07400 123472,Wren,",
        f"{day},19:30,2,07400 123473,Heron,",
        f"{before},20:00,2,07400 123474,Wren,",
        f"{day},21:00,8,07400 123475,,",
        f"{day},21:00,3,07400 123476,Heron,1",
    ]
    dialog = _open(stage, window, _file(stage, rows, "Date,Time,Guests,Phone,Name,Table"))
    stage.take("import-rows", dialog, may_scroll=True)
    dialog.filter.set_index(2)
    dialog._show_filtered(2)
    dialog.list.pick(0)
    dialog.list.setFocus()
    stage.take_screen("import-refused", window, dialog)
    dialog.act_button.click()
    stage.wait("it is done", lambda: dialog.stage == "done" and not dialog.is_busy)
    stage.take("import-done", dialog, may_scroll=True)
    made = [each.reservation_id for each in dialog._outcomes if each.state == "reserved"]
    assert counted(dialog._outcomes)["reserved"] == len(made) == 3
    dialog.reject()
    for held in made:
        stage.controller.cancel(held)
    stage.rest(window)
