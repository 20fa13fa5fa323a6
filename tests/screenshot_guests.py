"""Pictures of what is known of guests: for how long, who is looked for, and the receipt."""

from datetime import UTC, datetime

from resv_desktop.domain.guests_data import Erasure, ForgettingAhead, Traces, masked
from resv_desktop.forgetting import Cleaned
from resv_desktop.qt.guests import guests_words
from resv_desktop.qt.guests.forgetting_row import ForgettingRow
from resv_desktop.qt.guests.guests_dialog import GuestsDialog
from tests.screenshot_house import LONG_HOUSE
from tests.screenshot_stage import Stage

_NUMBER = "07400 123471"
_AT = datetime(2026, 3, 14, 19, 12, tzinfo=UTC)


def take_all(stage: Stage) -> None:
    """Take every picture of guests' data."""
    window = stage.open_main_window()
    row = ForgettingRow(stage.look, window.clock.local)
    window.add_row(row)
    before, goes_at = datetime(2025, 3, 1, tzinfo=UTC), datetime(2026, 3, 21, 19, tzinfo=UTC)
    row.show_ahead(ForgettingAhead(entries=1240, before=before, goes_at=goes_at))
    stage.take("guests-go-soon", window)
    row.hide()
    dialog = GuestsDialog(window, stage.look, window.restaurant)
    dialog.open()
    stage.wait("the dialog is in front", dialog.isActiveWindow)
    stage.take("guests", dialog, may_scroll=True)
    dialog.stays.setCurrentIndex(0)
    dialog.stays.activated.emit(0)
    stage.take("guests-for-less", dialog, may_scroll=True)
    dialog.phone.set_text(_NUMBER)
    traces = Traces(phone="+447400123471", reservations=12, lines=31, waiting=1, mentions=2)
    dialog.show_found(traces)
    stage.take("guests-found", dialog, may_scroll=True)
    dialog.act_button.click()
    stage.take("guests-for-good", dialog, may_scroll=True)
    dialog.phone.set_text(_NUMBER[:-1] + "2")
    dialog.show_found(Traces(phone="+447400123472"))
    stage.take("guests-nobody", dialog, may_scroll=True)
    erasure = Erasure(
        id="69b5a4f0c3d2e1f00a1b2c3d",
        at=_AT,
        station="Stand 1",
        guest_hash="",
        reservations=12,
        lines=31,
        waiting=1,
        mentions=2,
        kept=1,
    )
    cleaned = Cleaned(rows=2, lines=14, sheets=3, papers=2, digits=5, unreadable=1, backups=14)
    lines = guests_words.receipt(
        erasure, cleaned, house=LONG_HOUSE, number=masked(_NUMBER), local=_AT
    )
    dialog.show_receipt(lines)
    stage.take("guests-receipt", dialog, may_scroll=True)
    dialog.reject()
    stage.close(window)
