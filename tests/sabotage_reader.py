"""The promises to who hears the window instead of seeing it, and where each can be broken."""

from tests.sabotage_book import Break

ANNOUNCEMENT = "resv_desktop/qt/widgets/announcement.py"
T_ANNOUNCEMENT = "tests/qt/widgets/test_announcement.py::test_"
T_ALOUD = "tests/qt/test_said_aloud.py::test_"

BREAKS_OF_THE_READER = [
    Break(
        "reader: a sentence is told by a notification, which every Orca says",
        ANNOUNCEMENT,
        "QAccessible.Role.Notification)",
        "QAccessible.Role.StaticText)",
        T_ANNOUNCEMENT + "a_sentence_is_a_notification_that_is_shown_for_a_moment",
    ),
    Break(
        "reader: of what is said at one moment only the last is heard",
        ANNOUNCEMENT,
        "        self._soon.start()\n",
        "        self._speak()\n",
        T_ANNOUNCEMENT + "of_what_is_said_at_one_moment_the_last_is_heard",
    ),
    Break(
        "reader: a sentence in a dialog does not have the dialog read again",
        ANNOUNCEMENT,
        "        window = _under_all_dialogs(widget)\n",
        "        window = widget.window()\n",
        T_ANNOUNCEMENT
        + "of_a_dialog_it_is_said_in_the_window_so_that_the_dialog_is_not_read_again",
    ),
    Break(
        "reader: on Windows and macOS a sentence is an announcement",
        ANNOUNCEMENT,
        "        if QGuiApplication.platformName() in _SAY_ANNOUNCEMENTS:\n",
        "        if QGuiApplication.platformName() == _SAY_ANNOUNCEMENTS:\n",
        T_ANNOUNCEMENT + "elsewhere_it_is_an_announcement_and_no_notification",
    ),
    Break(
        "reader: what a notice says is heard",
        "resv_desktop/qt/widgets/notice.py",
        "        announce(self._words)\n",
        "",
        T_ALOUD + "a_party_that_is_picked_up_is_said_with_what_can_be_done",
    ),
    Break(
        "reader: what the line finds is heard",
        "resv_desktop/qt/line_showing.py",
        '            announce(self._line, ". ".join(says))\n',
        "            del says\n",
        T_ALOUD + "the_line_says_what_is_found_once_the_host_stops_typing_and_what_is_chosen",
    ),
    Break(
        "reader: a refusal in a dialog is heard",
        "resv_desktop/qt/widgets/message_place.py",
        "        if is_news and aloud:\n",
        "        if is_news and not aloud:\n",
        T_ALOUD + "a_refusal_in_a_dialog_is_said",
    ),
    Break(
        "reader: a day that the host comes to is heard with what is free",
        "resv_desktop/qt/day_window.py",
        "            self._say_what_is_free(day)\n",
        "            pass\n",
        T_ALOUD + "the_day_that_the_host_comes_to_is_said_with_what_is_free",
    ),
]
