"""A whole evening with refusals, an outage and a crash, and then every log is searched."""

import contextlib
import logging
import re
import sys
import threading
from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path

import psutil
import pytest
from PySide6.QtCore import qInstallMessageHandler
from PySide6.QtWidgets import QPlainTextEdit, QWidget
from pytestqt.qtbot import QtBot

from resv_desktop.domain.errors import Outage, Refusal
from resv_desktop.logs import write_logs_to
from resv_desktop.qt.crash import BugHook
from resv_desktop.qt.crash_dialog import CrashDialog
from resv_desktop.qt.look import Look
from resv_desktop.startup import open_controller
from tests.own_mongod import freeze

# One number in the ways in which guests give it and hosts type it.
TYPED = [
    "+44 7400 987654",
    "+447400987654",
    "07400 987654",
    "07400-987-654",
    "(07400) 987654",
    "07400/987654",
    "07400.987.654",
    "07400\xa0987\xa0654",
    "0 7 4 0 0 9 8 7 6 5 4",
    "0044 7400 987654",
    "tel:+44-7400-987654",
    "07400 987654 7400987654",
    "7400987654a",
]

_RECORDED_AT = r"\d{4}-\d\d-\d\d \d\d:\d\d:\d\d,\d{3}"  # of each record; 19:07:40,012 holds 07400


@pytest.fixture
def window(qtbot: QtBot) -> Iterator[QWidget]:
    before = sys.excepthook, threading.excepthook
    handler = qInstallMessageHandler(None)
    window = QWidget()
    qtbot.addWidget(window)
    window.show()
    yield window
    sys.excepthook, threading.excepthook = before
    qInstallMessageHandler(handler)
    root = logging.getLogger("resv_desktop")
    for log in list(root.handlers):
        root.removeHandler(log)
        log.close()
    root.propagate = True
    root.setLevel(logging.NOTSET)


def _pieces(text: str) -> set[str]:
    """Return each piece of five digits of the number that a text shows, however it is cut.

    Ids, addresses in memory and fractions of a second may hold any digits by chance.
    """
    text = re.sub(r"\b(0x[0-9a-f]+|[0-9a-f]{24}|[0-9]\.[0-9]{5,})\b", "", text)
    number, bare = "447400987654", re.sub(r"[^\w\n]|_", "", text)
    pieces = {number[i : i + 5] for i in range(len(number) - 4)} | {"07400"}
    return {piece for piece in pieces if piece in bare}


def _crash(qtbot: QtBot, hook: BugHook, window: QWidget, typed: str) -> str:
    """Let the program crash over a number; return the report that the host could copy."""
    hook.tell(KeyError(typed, {"reservedBy": typed}, ["mongodb://host:s3cret@h/", repr(typed)]))
    qtbot.waitUntil(lambda: window.findChild(CrashDialog) is not None)
    dialog, report = window.findChild(CrashDialog), window.findChild(QPlainTextEdit, "report")
    assert isinstance(dialog, CrashDialog)
    assert isinstance(report, QPlainTextEdit)
    text = report.toPlainText()
    dialog.reject()
    qtbot.waitUntil(lambda: window.findChild(CrashDialog) is None)
    return text


def test_no_log_and_no_report_shows_more_of_a_number_than_its_last_four_digits(
    qtbot: QtBot,
    look: Look,
    window: QWidget,
    home: Path,
    record_property: Callable[[str, object], None],
) -> None:
    write_logs_to(home / "logs")
    logger = logging.getLogger("resv_desktop.evening")
    hook = BugHook(look, lambda: window)
    refusals = outages = reserved = 0
    with open_controller(home=home) as controller:
        house = controller.create_restaurant("House", "+442079460123")
        controller.add_tables(house.id, [2, 4])
        day = house.business_day(controller.now()) + timedelta(days=1)
        slots = controller.slots(house.id, day)
        for typed, slot in zip(TYPED * 2, [*slots[: len(TYPED)]] * 2, strict=False):
            try:
                controller.reserve(slot.slot_id, slot.table_id, typed, 2, name="Heron")
                reserved += 1
            except Refusal as refusal:
                refusals += 1
                logger.warning("refused: %s %r", refusal, refusal.arguments, exc_info=refusal)
            with contextlib.suppress(Refusal):
                controller.reservations_for(typed, rest_id=house.id)
        server = psutil.Process(int((home / "data/mongodb/db/mongod.lock").read_text()))
        freeze(server.pid)
        try:
            controller.reserve(slots[-1].slot_id, slots[-1].table_id, TYPED[0], 2)
        except Outage as outage:
            outages += 1
            logger.warning("outage", exc_info=outage)
        finally:
            server.resume()
        reports = [_crash(qtbot, hook, window, typed) for typed in TYPED]
    assert reserved >= 5
    assert refusals > len(TYPED)
    assert outages == 1
    for report in reports:
        assert "KeyError" in report
        assert _pieces(report) == set(), report
        assert "s3cret" not in report
    logs = {file.name: file.read_text() for file in (home / "logs").iterdir()}
    assert logs["resv-desktop.log"].count("KeyError") >= len(TYPED)
    assert logs["resv-desktop.log"].count("…7654") > len(TYPED)
    assert re.match(_RECORDED_AT, logs["resv-desktop.log"])
    for name, text in logs.items():
        shown = re.sub(rf"^{_RECORDED_AT} ", "", text, flags=re.MULTILINE)
        assert _pieces(shown) == set() or name.startswith("mongod"), name
        assert "s3cret" not in text
        for number in ("7400987654", *TYPED):  # as they are: the server's log is full of figures
            assert number not in text, name
    record_property(
        "measured",
        f"discretion: {reserved} reservations, {refusals} refusals, 1 outage, {len(TYPED)} crashes "
        f"in {len(logs)} logs of {sum(map(len, logs.values())):,} characters",
    )
