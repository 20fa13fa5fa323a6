"""Every dialog: Enter does the act, Escape leaves, and a busy one is not left."""

from functools import partial

import pytest
import shiboken6
from PySide6.QtCore import Qt
from PySide6.QtGui import QFocusEvent
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from resv_desktop.qt.look import Look
from resv_desktop.qt.widgets.button import Button
from resv_desktop.qt.widgets.chip_button import ChipButton
from resv_desktop.qt.widgets.dialog_frame import DialogFrame
from resv_desktop.qt.widgets.field import Field
from resv_desktop.qt.widgets.label import Label
from resv_desktop.qt.widgets.state_pill import StatePill
from tests.qt.hands import held_enter

LONG = "The database does not answer. You see the state of 19:08. Nothing new can be saved. " * 4


def open_dialog(look: Look, qtbot: QtBot) -> tuple[DialogFrame, Field]:
    """Return an open dialog with one field that has the focus."""
    dialog = DialogFrame(
        look,
        "Table 11, 20:00",
        "Saturday 14 March, 20:00 to 21:00, 4 seats",
        act="Reserve table 11",
        hint="Enter reserves, Escape leaves.",
    )
    qtbot.addWidget(dialog)
    field = Field(look, "Phone")
    dialog.body.addWidget(field)
    with qtbot.waitActive(dialog):
        dialog.open()
    field.edit.setFocus()
    return dialog, field


def test_enter_does_the_act(look: Look, qtbot: QtBot) -> None:
    dialog, field = open_dialog(look, qtbot)
    with qtbot.waitSignal(dialog.acted):
        qtbot.keyClick(field.edit, Qt.Key.Key_Return)
    assert dialog.isVisible()


def test_escape_and_leave_leave(look: Look, qtbot: QtBot) -> None:
    dialog, field = open_dialog(look, qtbot)
    with qtbot.waitSignal(dialog.rejected):
        qtbot.keyClick(field.edit, Qt.Key.Key_Escape)
    again, _ = open_dialog(look, qtbot)
    with qtbot.waitSignal(again.rejected):
        qtbot.mouseClick(again.leave_button, Qt.MouseButton.LeftButton)


def test_enter_on_a_button_with_the_focus_presses_that_button(look: Look, qtbot: QtBot) -> None:
    dialog, _ = open_dialog(look, qtbot)
    dialog.leave_button.setFocus()
    with qtbot.assertNotEmitted(dialog.acted), qtbot.waitSignal(dialog.rejected):
        qtbot.keyClick(dialog.leave_button, Qt.Key.Key_Return)


def test_while_busy_nothing_can_be_pressed_and_it_is_not_left(look: Look, qtbot: QtBot) -> None:
    dialog, field = open_dialog(look, qtbot)
    dialog.set_busy("Table 11 is being reserved.")
    assert dialog.is_busy
    assert not field.edit.isEnabled()
    with qtbot.assertNotEmitted(dialog.acted):
        qtbot.keyClick(dialog, Qt.Key.Key_Return)
        dialog.act_button.click()
    qtbot.keyClick(dialog, Qt.Key.Key_Escape)
    dialog.close()
    dialog.leave_button.click()
    assert dialog.isVisible()
    qtbot.waitUntil(lambda: dialog.message.text() == "Table 11 is being reserved.")


def test_a_quick_answer_says_nothing_of_waiting(look: Look, qtbot: QtBot) -> None:
    dialog, _ = open_dialog(look, qtbot)
    dialog.message.say("quiet", "Table 11 is in use until 20:00.")
    dialog.set_busy("Table 11 is being reserved.")
    dialog.set_ready()
    assert dialog.message.text() == "Table 11 is in use until 20:00."


def is_whole(widget: QWidget) -> bool:
    return widget.visibleRegion().boundingRect() == widget.rect()


def open_long(look: Look, qtbot: QtBot) -> tuple[DialogFrame, list[QLineEdit]]:
    """Open a dialog whose fields no screen has room for."""
    dialog = DialogFrame(look, "Settings")
    qtbot.addWidget(dialog)
    fields = [QLineEdit() for _ in range(60)]
    for field in fields:
        dialog.body.addWidget(field)
    dialog.open()
    qtbot.waitUntil(dialog.isActiveWindow)
    return dialog, fields


def test_a_field_that_has_the_keys_is_in_sight_where_the_form_is_scrolled(
    look: Look, qtbot: QtBot
) -> None:
    dialog, fields = open_long(look, qtbot)
    assert dialog.scroll_bar.maximum() > 0
    for field in (fields[-1], fields[0], fields[30]):
        field.setFocus()
        qtbot.waitUntil(partial(is_whole, field))


def test_what_has_the_keys_stays_in_sight_where_a_message_takes_of_the_forms_room(
    look: Look, qtbot: QtBot
) -> None:
    dialog, fields = open_long(look, qtbot)
    fields[-1].setFocus()
    qtbot.waitUntil(partial(is_whole, fields[-1]))
    room = dialog.scroll_bar.maximum()
    dialog.message.say("error", "Table 11 is in use until 20:00. " * 12)
    qtbot.waitUntil(lambda: dialog.scroll_bar.maximum() > room and is_whole(fields[-1]))
    dialog.scroll_bar.setValue(0)  # the host looks elsewhere
    dialog.message.clear()
    qtbot.waitUntil(lambda: dialog.scroll_bar.maximum() == room)
    assert dialog.scroll_bar.value() == 0


def test_after_a_refusal_the_form_is_as_it_was(look: Look, qtbot: QtBot) -> None:
    dialog, field = open_dialog(look, qtbot)
    field.set_text("07400 123456")
    dialog.set_busy("Table 11 is being reserved.")
    qtbot.waitUntil(lambda: dialog.message.kind == "progress")
    dialog.set_ready()
    dialog.message.say("error", "07400 123456 already holds table 9.", "Reserve a second table")
    assert field.text() == "07400 123456"
    assert field.edit.hasFocus()
    assert dialog.act_button.isEnabled()


def test_the_form_is_given_back_also_where_what_had_the_keys_has_gone_meanwhile(
    look: Look, qtbot: QtBot
) -> None:
    dialog, field = open_dialog(look, qtbot)
    button = Button(look, "Reserve table 4")
    dialog.body.addWidget(button)
    button.show()
    button.setFocus()
    dialog.set_busy("Table 4 is being reserved.")
    shiboken6.delete(button)
    dialog.set_ready()
    assert not dialog.is_busy
    assert field.edit.isEnabled()


def test_a_short_message_moves_nothing(look: Look, qtbot: QtBot) -> None:
    dialog, _ = open_dialog(look, qtbot)
    height = dialog.height()
    dialog.message.say("error", "07400 123456 already holds table 9 at 20:00.", "Take both")
    qtbot.waitUntil(dialog.message.action_button.isVisible)
    QApplication.processEvents()
    assert dialog.height() == height


def test_a_long_message_is_not_cut(look: Look, qtbot: QtBot) -> None:
    dialog, _ = open_dialog(look, qtbot)
    height = dialog.height()
    dialog.message.say("error", LONG, "Try now")
    qtbot.waitUntil(lambda: dialog.height() > height)
    words = dialog.message.findChild(QLabel)
    assert words is not None
    assert words.height() >= words.heightForWidth(words.width())


def test_one_that_grows_at_the_end_of_the_screen_stays_on_it_with_its_buttons(
    look: Look, qtbot: QtBot
) -> None:
    dialog, _ = open_dialog(look, qtbot)
    room, height = dialog.screen().availableGeometry(), dialog.height()
    dialog.move(dialog.x(), room.bottom() + 1 - dialog.frameGeometry().height())
    dialog.message.say("error", LONG, "Try now")
    qtbot.waitUntil(lambda: dialog.height() > height)
    assert dialog.frameGeometry().bottom() == room.bottom()
    dialog.move(dialog.x(), room.bottom() - height)  # the host has moved it aside
    dialog.message.clear()
    qtbot.waitUntil(lambda: dialog.height() == height)
    assert dialog.y() == room.bottom() - height


@pytest.mark.parametrize("scale", [1.0, 1.15, 2.0])
def test_no_words_are_cut_in_larger_type(qapp: QApplication, qtbot: QtBot, scale: float) -> None:
    dialog, field = open_dialog(Look(qapp, "light", text_scale=scale), qtbot)
    field.set_helper("Known guest: Okafor. 3 visits, last on 2 February, no missed reservations.")
    dialog.message.say("error", LONG)
    QApplication.processEvents()
    for label in dialog.findChildren(QLabel):
        if label.isVisible() and label.text():
            needed = (
                label.heightForWidth(label.width())
                if label.wordWrap()
                else label.fontMetrics().height()
            )
            assert label.height() >= needed, label.text()


def test_enter_on_any_button_does_what_that_button_says_once_and_not_the_act(
    look: Look, qtbot: QtBot
) -> None:
    dialog, field = open_dialog(look, qtbot)
    chip = ChipButton(look, "chip")
    chip.say("1 party waits")
    others: list[QPushButton] = [Button(look, "Call list"), chip]
    done: list[str] = []
    dialog.acted.connect(lambda: done.append("the act"))
    for each in others:
        dialog.body.addWidget(each)
        each.clicked.connect(lambda _, each=each: done.append(each.text()))
        each.show()
        each.setFocus()
        qtbot.keyClick(each, Qt.Key.Key_Return)
        QApplication.sendEvent(each, held_enter())
        assert each.isDefault()
        assert not dialog.act_button.isDefault()
    assert done == ["Call list", "1 party waits"]
    field.edit.setFocus()
    assert dialog.act_button.isDefault()
    QApplication.sendEvent(field.edit, held_enter())
    assert done == ["Call list", "1 party waits"]


def test_a_silence_that_is_known_is_said_while_an_answer_is_waited_for(
    look: Look, qtbot: QtBot
) -> None:
    dialog, _ = open_dialog(look, qtbot)
    dialog.set_busy("Cancelling table 11.")
    qtbot.waitUntil(lambda: dialog.message.text() == "Cancelling table 11.")
    dialog.show_silence(is_silent=True)
    assert dialog.message.text().startswith("The database does not answer. It is tried")
    dialog.set_ready()
    assert dialog.message.text() == ""


def test_the_act_that_destroys_is_dressed_as_such(look: Look, qtbot: QtBot) -> None:
    dialog, _ = open_dialog(look, qtbot)
    kinds = [dialog.act_button.kind]
    dialog.set_act("Cancel table 9, 20:00", destructive=True)
    kinds.append(dialog.act_button.kind)
    assert kinds == ["primary", "destructive"]
    dialog.set_act("")
    assert not dialog.act_button.isVisible()


def test_the_head_names_the_table_and_carries_its_state(look: Look, qtbot: QtBot) -> None:
    dialog, _ = open_dialog(look, qtbot)
    pill = StatePill(look, "free")
    dialog.set_trailing(pill)
    assert dialog.windowTitle() == "Table 11, 20:00"
    qtbot.waitUntil(pill.isVisible)
    dialog.set_head("Table 12, 20:00")
    assert dialog.windowTitle() == "Table 12, 20:00"


def test_it_is_as_wide_as_the_house_wants(look: Look, qtbot: QtBot) -> None:
    dialog, _ = open_dialog(look, qtbot)
    assert dialog.width() == 560


def test_a_form_that_grows_has_no_bar_where_it_fits_without_one(look: Look, qtbot: QtBot) -> None:
    dialog, _field = open_dialog(look, qtbot)
    width = dialog.form.width() - 2 * dialog.body.contentsMargins().left()
    words = "i"
    metrics = Label(look, "", "row").fontMetrics()
    while metrics.horizontalAdvance(f"{words} i") < width - 2:  # beside a bar it would wrap
        words += " i"
    lines = [Label(look, words, "row", wraps=True) for _ in range(6)]
    for line in lines:
        dialog.body.addWidget(line)
    qtbot.waitUntil(lambda: all(line.width() == width for line in lines))
    assert not dialog.scroll_bar.isVisible()
    assert all(line.height() < 2 * metrics.height() for line in lines)


class Row(QWidget):
    """A row that hands the keys on to its field, which knows of the row."""

    def __init__(self) -> None:
        super().__init__()
        self.heard: list[bool] = []
        self.field = Listening(self)
        self.setFocusProxy(self.field)


class Listening(QLineEdit):
    """A field that notes, when it loses the keys, whether its row is still there."""

    def __init__(self, row: Row) -> None:
        super().__init__(row)
        self._row, self._heard = row, row.heard

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self._heard.append(shiboken6.isValid(self._row))


def test_a_dialog_that_gets_the_keys_when_it_is_closed_gives_them_up_as_a_whole(
    look: Look, qtbot: QtBot
) -> None:
    dialog, _ = open_dialog(look, qtbot)
    row = Row()
    dialog.body.addWidget(row)
    dialog.finished.connect(dialog.deleteLater)
    dialog.reject()
    # Where it was left at once: only now the window system tells that it has come to the front.
    with pytest.deprecated_call():
        QApplication.setActiveWindow(dialog)
    row.field.setFocus()
    assert QApplication.focusWidget() is row.field
    heard = row.heard
    del row
    with qtbot.waitSignal(dialog.destroyed):
        pass
    assert heard == [True]
