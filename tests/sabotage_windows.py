"""The promises of the window and of the managed server, and where each of them can be broken."""

from tests.sabotage_book import Break

BACKGROUND, READER = "resv_desktop/qt/background.py", "resv_desktop/qt/day_reader.py"
RESERVING, MAIN = "resv_desktop/qt/reserve_side.py", "resv_desktop/qt/main_window.py"
BINARY, LINUX = "resv_desktop/store/mongod_binary.py", "resv_desktop/store/platforms/linux.py"

T_BACKGROUND = "tests/qt/test_background.py::test_"
T_SLOT_DIALOG = "tests/qt/test_slot_dialog.py::test_"
T_MONGOD = "tests/store/test_mongod.py::test_"
T_START = "tests/qt/test_start_window.py::test_"
CHANGE = "resv_desktop/qt/window_change.py"
T_CHANGE = (
    "tests/qt/test_window_change.py::test_a_line_that_was_refused_stands_in_the_next_window_"
    "and_one_without_an_answer_is_said"
)

BREAKS_OF_THE_WINDOWS = [
    Break(
        "menu: only what asks for more before anything is done ends in dots",
        "resv_desktop/qt/house_menu.py",
        'self.tr("Needs attention")',
        'self.tr("Needs attention…")',
        "tests/qt/test_main_window.py::test_"
        "a_line_that_asks_for_more_before_anything_is_done_ends_in_dots_and_no_other_one",
    ),
    Break(
        "menu: what ends in dots does so in every language",
        "resources/translations/resv_desktop_fr.ts",
        "<translation>Base de données…</translation>",
        "<translation>Base de données</translation>",
        "tests/qt/test_translations.py::test_each_translation_ends_as_the_english_does[fr]",
    ),
    Break(
        "menu: one that is higher than the screen is not two columns, which are wider",
        "resv_desktop/qt/style_sheet.py",
        "    menu-scrollable: 1;\n",
        "",
        "tests/qt/widgets/test_small_things.py::"
        "test_a_menu_that_is_higher_than_the_screen_scrolls_and_is_never_two_columns",
    ),
    Break(
        "segments: a row that goes with the keys in it ends in no bug",
        "resv_desktop/qt/widgets/segmented_control.py",
        "        if shiboken6.isValid(self._row):",
        "        if self._row is not None:",
        "tests/qt/widgets/test_segmented_control.py::test_it_goes_while_it_has_the_keys",
    ),
    Break(
        "bugs: one of the very end is shown over no window that has gone",
        "resv_desktop/qt/crash.py",
        "        if parent is not None and not shiboken6.isValid(parent):",
        "        if parent is not None and not parent:",
        "tests/qt/test_crash.py::test_a_bug_of_the_very_end_is_logged_and_shown_over_no_window_that_has_gone",
    ),
    Break(
        "windows: what can be taken back is still said in the next one, with its button",
        CHANGE,
        "    if said.has_button and said.act in ways:\n",
        "    if not said:\n",
        "tests/qt/test_window_change.py::test_what_can_be_taken_back_is_still_said_in_another_"
        "language_with_a_button_in_that",
    ),
    Break(
        "windows: what has only been read is not said again in the next one",
        CHANGE,
        "    if said.has_button and said.act in ways:\n",
        "    if said.act in ways:\n",
        "tests/qt/test_window_change.py::test_what_has_only_been_read_goes_with_its_window",
    ),
    Break(
        "closing: a window stays where an act of one press was not done, and says why",
        MAIN,
        "        self._is_closing = False  # or nobody",
        "        pass  # or nobody",
        "tests/qt/test_closing.py::test_an_act_of_one_press_that_is_not_done_keeps_a_closing_"
        "window_open_and_says_why",
    ),
    Break(
        "columns: a window that is scrolled down is not to be scrolled aside",
        "resv_desktop/qt/day_columns.py",
        "_CENTRE = 568  #",
        "_CENTRE = 590  #",
        "tests/qt/test_day_columns.py::"
        "test_a_window_that_is_scrolled_down_is_not_to_be_scrolled_aside",
    ),
    Break(
        "text size: where there is no room for two columns all stands in one",
        "resv_desktop/qt/day_columns.py",
        'self.width() >= stacked else "folded"',
        'self.width() >= stacked else "wide"',
        "tests/qt/test_day_columns.py::"
        "test_at_twice_the_text_size_all_stands_in_one_column_and_the_keys_are_in_sight",
    ),
    Break(
        "text size: a field that has the keys is in sight",
        "resv_desktop/qt/widgets/keys_in_sight.py",
        "bar.setValue(min(top - GAP, max(bar.value(), least)))",
        "bar.setValue(bar.value())",
        "tests/qt/widgets/test_dialog_frame.py::"
        "test_a_field_that_has_the_keys_is_in_sight_where_the_form_is_scrolled",
    ),
    Break(
        "text size: both lists stand at the same hour after a change",
        "resv_desktop/qt/day_view.py",
        "            QTimer.singleShot(0, self, lambda: self._go_to_hour(hour))\n",
        "            pass\n",
        "tests/qt/test_main_window.py::"
        "test_after_another_text_size_both_lists_stand_at_the_same_hour",
    ),
    Break(
        "UI never blocked: work runs on a worker",
        BACKGROUND,
        "self._pool.submit(self._work, owner, work, done, failed)",
        "self._work(owner, work, done, failed)",
        T_BACKGROUND + "work_runs_elsewhere_and_its_answer_comes_home",
    ),
    Break(
        "UI never blocked: the event loop turns while the server is frozen",
        BACKGROUND,
        "self._pool.submit(self._work, owner, work, done, failed)",
        "self._work(owner, work, done, failed)",
        "tests/qt/test_event_loop.py::"
        "test_nothing_stalls_while_days_change_others_write_and_the_server_freezes",
    ),
    Break(
        "a day that is read again as it is shown costs nothing",
        "resv_desktop/qt/day_view.py",
        "        if is_shown:\n            return\n",
        "",
        "tests/qt/test_day_view.py::test_a_day_read_again_as_it_is_shown_is_not_shown_again",
    ),
    Break(
        "a change of the day leaves the lists where they are",
        "resv_desktop/qt/day_view.py",
        "        if not self._is_at_top:\n",
        "        if True:\n",
        "tests/qt/test_day_view.py::"
        "test_a_change_of_the_same_day_is_shown_in_turns_and_stays_where_it_is",
    ),
    Break(
        "hours that were chosen end with their day",
        MAIN,
        "            self.view.set_hours(None)  # they were chosen for the day that has ended\n",
        "",
        "tests/qt/test_main_window.py::test_hours_that_were_chosen_end_with_their_day",
    ),
    Break(
        "another restaurant is chosen once what is half typed was left",
        "resv_desktop/qt/book_windows.py",
        "if window is None or window.made is None or not window.acts.is_open:",
        "if True:",
        "tests/qt/test_app.py::test_what_is_half_typed_is_left_before_another_restaurant_is_chosen",
    ),
    Break(
        "an hour begins where the clock of the house shows a full one",
        "resv_desktop/qt/house_clock.py",
        "if _hour_of(self.local(self._minute)) != _hour_of(self.local(before)):",
        "if self._minute.hour != before.hour:",
        "tests/qt/test_house_clock.py::"
        "test_an_hour_begins_where_the_clock_of_the_house_shows_a_full_one",
    ),
    Break(
        "a reservation that is back can be changed as it was typed",
        "resv_desktop/qt/edit_side.py",
        "        elif self._is_gone:\n",
        "        elif False:\n",
        "tests/qt/test_edit_side.py::"
        "test_a_reservation_that_is_back_can_be_changed_as_it_was_typed",
    ),
    Break(
        "nothing is opened of a day that was left",
        "resv_desktop/qt/picked_acts.py",
        "self._view.day.on != self._live.on",
        "self._view.day.on is None",
        "tests/qt/test_main_window.py::test_nothing_is_opened_of_a_day_that_the_host_has_just_left",
    ),
    Break(
        "the menu takes the last act back, for hands with a mouse only",
        "resv_desktop/qt/window_acts.py",
        "        menu.undo_wanted.connect(self.seat.undo)\n",
        "",
        "tests/qt/test_seat_acts.py::test_by_mouse_the_menu_takes_the_last_act_back",
    ),
    Break(
        "the menu names the reservation that it cancels",
        "resv_desktop/qt/main_window.py",
        "        self.menu.name_picked(self.view.picked)\n",
        "",
        "tests/qt/test_seat_acts.py::test_the_menu_names_the_reservation_that_it_cancels",
    ),
    Break(
        "an owner that is gone gets no answer",
        BACKGROUND,
        "if shiboken6.isValid(owner):",
        "if owner:",
        T_BACKGROUND + "an_owner_that_is_gone_gets_no_answer",
    ),
    Break(
        "a bug goes to the one hook",
        BACKGROUND,
        "self._answered.emit((None, self.broke.emit, bug))",
        "",
        T_BACKGROUND + "a_bug_goes_to_the_one_hook_and_its_owner_waits_no_longer",
    ),
    Break(
        "after a bug nothing waits for an answer for ever",
        BACKGROUND,
        "self._answered.emit((owner, failed, _no_answer()))",
        "self._answered.emit((owner, lambda _: None, None))",
        T_BACKGROUND + "a_bug_goes_to_the_one_hook_and_its_owner_waits_no_longer",
    ),
    Break(
        "the answer about an older day is dropped",
        READER,
        "if not self._is_newest(question) or answer is None:",
        "if (not self._is_newest(question) and not answer) or answer is None:",
        "tests/qt/test_day_reader.py::test_the_answer_of_an_older_question_is_dropped",
    ),
    Break(
        "id before the attempt: an unclear answer is settled with the same id",
        RESERVING,
        "reservation_id=attempt.id,",
        "reservation_id=controller.new_id(),",
        T_SLOT_DIALOG + "an_unclear_answer_is_settled_by_the_same_attempt",
    ),
    Break(
        "a busy hour does not settle an unclear answer",
        RESERVING,
        "self._is_unknown = is_open and (is_maybe_saved or self._is_unknown)",
        "self._is_unknown = is_maybe_saved",
        T_SLOT_DIALOG + "a_busy_hour_does_not_settle_an_unclear_answer",
    ),
    Break(
        "no lost answer: a window that is closed waits for the write under way",
        MAIN,
        "        if self.is_writing:\n            # A write",
        "        if False:\n            # A write",
        "tests/qt/test_closing.py::"
        "test_a_window_that_is_closed_while_a_write_is_under_way_waits_for_the_answer",
    ),
    Break(
        "another window: what became of a write is said in the next one",
        "resv_desktop/qt/book_windows.py",
        "        if old is not None and self._is_awaited:\n",
        "        if False:\n",
        "tests/qt/test_app_choices.py::"
        "test_what_became_of_a_write_is_said_in_the_window_of_the_other_language",
    ),
    Break(
        "another window: settings that are there again leave it said",
        "resv_desktop/qt/host_acts.py",
        "        if not is_again:\n",
        "        if True:\n",
        "tests/qt/test_app_choices.py::"
        "test_what_became_of_a_write_is_said_in_the_window_of_the_other_language",
    ),
    Break(
        "another window: whose restaurant it was is said",
        CHANGE,
        "says := message.text() if is_refused else before.notice:",
        "says := message.text() if is_refused else None:",
        "tests/qt/test_app.py::"
        "test_what_is_being_written_is_told_before_another_restaurant_is_shown",
    ),
    Break(
        "another window: a line that was refused stands in the next one",
        CHANGE,
        "    if is_refused and is_same:\n",
        "    if False:\n",
        T_CHANGE,
    ),
    Break(
        "another window: a line whose answer never came is said in the next one",
        CHANGE,
        "    if desk.line.isReadOnly():",
        "    if False:",
        T_CHANGE,
    ),
    Break(
        "numbers stay out of the log",
        "resv_desktop/logs.py",
        'return f"{time} {discreet(rest)}"',
        'return f"{time} {rest}"',
        "tests/test_logs.py::test_numbers_and_passwords_stay_out_of_the_log",
    ),
    Break(
        "the first window is painted before what can wait is loaded",
        "resv_desktop/qt/run.py",
        "from PySide6.QtCore import QTimer\n",
        "import resv_desktop.qt.app\nfrom PySide6.QtCore import QTimer\n",
        T_START + "nothing_is_loaded_before_the_first_painting_that_can_wait",
    ),
    Break(
        "the first window is dark in a dim room",
        "resv_desktop/qt/start_window.py",
        'theme == "dark"',
        "False",
        T_START + "it_opens_as_the_ground_of_the_theme_and_is_filled_behind_that",
    ),
    Break(
        "what can be read is not told by colour too faint to read",
        "resv_desktop/qt/colours.py",
        '"muted": ("#56605D", "#A5AFAC")',
        '"muted": ("#8A9390", "#A5AFAC")',
        "tests/qt/test_look.py::test_words_can_be_read_on_their_ground",
    ),
    Break(
        "a dead station's transaction ends soon on the managed server",
        BINARY,
        '"transactionLifetimeLimitSeconds": "1",',
        '"transactionLifetimeLimitSeconds": "60",',
        T_MONGOD + "every_setting_is_what_the_house_wants",
    ),
    Break(
        "the managed server speaks uncompressed (CVE-2025-14847)",
        BINARY,
        '*("--networkMessageCompressors", "disabled"),',
        "",
        T_MONGOD + "every_setting_is_what_the_house_wants",
    ),
    Break(
        "the managed server ends with the program",
        LINUX,
        'tie = [self._setpriv, "--pdeathsig", "TERM", "--"] if self._setpriv else []',
        "tie: list[str] = []",
        "tests/store/test_mongod_shared.py::test_a_killed_program_leaves_no_server_behind",
    ),
    Break(
        "two programs that start at one instant look at the folder both",
        "resv_desktop/store/mongod_folder.py",
        "probe.unlink(missing_ok=True)",
        "probe.unlink()",
        "tests/store/test_mongod_shared.py::"
        "test_a_folder_is_looked_at_by_two_programs_at_one_instant",
    ),
    Break(
        "one window for each home",
        "resv_desktop/qt/one_window.py",
        "            socket.disconnectFromServer()\n            return False\n",
        "            socket.disconnectFromServer()\n            return True\n",
        "tests/qt/test_one_window.py::test_the_second_start_of_a_home_raises_the_first",
    ),
    Break(
        "a dialog that was left is gone",
        "resv_desktop/qt/host_acts.py",
        "        dialog.deleteLater()\n",
        "        dialog.hide()\n",
        "tests/qt/test_main_window.py::test_a_dialog_that_was_left_is_gone",
    ),
    Break(
        "hands: a double click on a button is one press",
        "resv_desktop/qt/widgets/button.py",
        "        if self.text():\n            super().mouseDouble",
        "        if not self.isEnabled():\n            super().mouseDouble",
        "tests/qt/test_double_clicks.py::test_a_button_with_words_is_pressed_once",
    ),
    Break(
        "hands: Enter does what the button says that has the keys, outside of dialogs too",
        "resv_desktop/qt/widgets/enter_presses.py",
        "            self.click()\n",
        "            event.ignore()\n",
        "tests/qt/widgets/test_button.py::test_enter_presses_it_outside_of_dialogs_too",
    ),
    Break(
        "hands: a double click brings no second party a step further",
        "resv_desktop/qt/due_row.py",
        "class DueRow(OnePress, QAbstractButton):",
        "class DueRow(QAbstractButton):",
        "tests/qt/test_double_clicks.py::test_a_party_that_is_due_goes_one_step",
    ),
    Break(
        "timeline: a name that begins with the key of moving is typed whole",
        "resv_desktop/qt/free_keys.py",
        "event.text().isalpha() and self._is_under_way()",
        "False",
        "tests/qt/test_timeline_in_the_window.py::"
        "test_a_name_that_begins_with_the_key_of_moving_is_typed_whole",
    ),
]
