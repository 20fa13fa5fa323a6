"""A window that takes the place of another goes on where that one was."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication

from resv_desktop.qt import words

if TYPE_CHECKING:
    from resv_desktop.qt.main_window import MainWindow


def take_over(window: "MainWindow", before: "MainWindow") -> None:
    """Show what a window of the same restaurant shows, which is about to be closed.

    What can be taken back is still said, in the words in which it was said there.
    """
    if before.live.on != window.live.on:
        window.go_to(before.live.on)
    window.view.take_over(before.view)
    window.set_party_size(before.desk.chosen_party)
    window.seat.take_over(before.seat)
    window.gate.take_over(before.gate)
    said, ways = before.bottom.notice, (None, before.seat.undo_said, before.seat.redo_said)
    if said.has_button and said.act in ways:
        window.seat.tell_on(before.seat)
    if typed := before.desk.line.half_typed:
        window.desk.begin(typed)


def tell_on(window: "MainWindow", before: "MainWindow") -> None:
    """Say what became of the write that the change of windows has waited for.

    It was said in the window before in that very instant, so nobody has read it there. What was
    typed for it and was refused stands in the line again.
    """
    is_same, desk = window.is_of(before.restaurant), before.desk
    if desk.line.isReadOnly():  # it is not known whether that was saved
        desk.leave()  # which says so in the notice
    typed, message = desk.line.text(), desk.panel.message
    is_refused = bool(typed) and message.kind == "error"
    if is_refused and is_same:
        window.desk.begin(typed)
        window.desk.acting.tell_failed(message.text())
    elif is_same:
        window.seat.tell_on(before.seat)
    elif says := message.text() if is_refused else before.notice:
        template = QCoreApplication.translate("WindowChange", "{house}: {sentence}")
        said = template.format(house=words.apart(before.restaurant.name), sentence=says)
        kind = "warn" if is_refused else before.bottom.notice.kind
        window.bottom.notice.say(said, kind=kind)
