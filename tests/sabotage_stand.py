"""The promises of what a host reads at the stand, and where each of them can be broken."""

from tests.sabotage_book import DOCUMENTS, T_OUTAGES, Break

RESERVATION, DAY_WORDS = "resv_desktop/domain/reservation.py", "resv_desktop/qt/day_words.py"
UNDO_WORDS = "resv_desktop/qt/undo_words.py"

IN_SIGHT = "resv_desktop/qt/details_in_sight.py"
T_COLUMN = "tests/qt/test_day_columns.py::test_in_one_column_"
T_DUE = "tests/qt/test_due.py::test_"
T_MARKS = "tests/qt/test_marks.py::test_"
T_TWO, T_SEAT = "tests/qt/test_two_at_a_table.py::test_", "tests/qt/test_seat_acts.py::test_"
T_SILENCE = "tests/qt/test_acts_in_silence.py::test_"
T_UNDO_WORDS = "tests/qt/test_undo_words.py::test_"
T_DOCUMENTS = "tests/store/test_documents.py::test_"

BREAKS_OF_THE_STAND = [
    Break(
        "walk-in: near the end of an hour nobody waits for a table that is empty",
        "resv_desktop/qt/seat_now.py",
        "is_at_once=is_running or is_empty,",
        "is_at_once=is_running,",
        "tests/qt/test_walk_in.py::"
        "test_near_the_end_of_an_hour_nobody_waits_for_a_table_that_is_empty",
    ),
    Break(
        "gone: only what is left is said to be all that is left",
        "resv_desktop/qt/alternatives.py",
        "            others += free[1:]\n",
        "            pass\n",
        "tests/qt/test_alternatives.py::"
        "test_where_few_hours_have_a_table_the_others_of_those_hours_are_offered_too",
    ),
    Break(
        "reports: refused parties are known from the day on which the first was written down",
        "resv_desktop/store/tally.py",
        """("at",)).sort("_id", 1)""",
        """("at",)).sort("_id", -1)""",
        "tests/controller/test_reporting.py::"
        "test_refused_parties_are_known_from_the_day_on_which_the_first_was_written_down",
    ),
    Break(
        "attention: the home of a party is shown also where it was read anew",
        "resv_desktop/qt/house/affected_box.py",
        "next((n for n, item in enumerate(items) if item == home), 0)",
        "self.choice.findData(home) if home is not None else 0",
        "tests/qt/house/test_attention.py::"
        "test_the_home_of_a_party_is_shown_also_where_it_was_read_anew",
    ),
    Break(
        "walk-in: of equal tables one that nobody has in the next hour is given",
        "resv_desktop/qt/seat_now.py",
        "return slot.capacity, is_being_taken, slot.table_id not in alone",
        "return slot.capacity, is_being_taken, False",
        "tests/qt/test_walk_in.py::test_of_equal_tables_one_that_nobody_has_in_the_next_hour_comes_first",
    ),
    Break(
        "undo: one that comes before the answer is heard",
        "resv_desktop/qt/turns.py",
        "            self._asked[self._writing[-1]] = asked\n",
        "            pass\n",
        T_SEAT + "what_is_on_its_way_is_taken_back_once_it_is_done_and_nothing_else_where_it_fails",
    ),
    Break(
        "redo: one that comes before the answer is heard",
        "resv_desktop/qt/turns.py",
        "            self._asked[self._writing[-1]] = asked\n",
        "            pass\n",
        T_SEAT + "what_is_still_being_taken_back_is_done_again_once_it_is",
    ),
    Break(
        "undo: what was asked for before an answer that was bad takes back nothing else",
        "resv_desktop/qt/turns.py",
        "        if not is_done:\n"
        "            self._is_undo_gone |= self._asked.pop(writer or self, None) is not None\n",
        "        if not is_done and self._asked:\n            self._asked.pop(self)()()\n",
        T_SEAT + "what_is_on_its_way_is_taken_back_once_it_is_done_and_nothing_else_where_it_fails",
    ),
    Break(
        "late: who reserves in the running hour is not late at once",
        RESERVATION,
        "return made if made is not None and starts_at < made < starts_at + LASTS else starts_at",
        "return starts_at",
        T_DUE + "who_reserved_in_the_running_hour_is_awaited_since_then",
    ),
    Break(
        "late: a clock that is hours ahead keeps nobody from being late",
        RESERVATION,
        "starts_at < made < starts_at + LASTS else",
        "starts_at < made else",
        T_DUE + "who_reserved_in_the_running_hour_is_awaited_since_then",
    ),
    Break(
        "late: what another program stored for a time is no time",
        DOCUMENTS,
        "            made = None",
        "            pass",
        T_DOCUMENTS + "when_a_reservation_was_made_is_not_known_where_it_is_no_time",
    ),
    Break(
        "late: the digits by which a guest is found are seen beside the clock",
        DAY_WORDS,
        'return words.apart(f"…{four}") if four else holder(table)',
        "return holder(table)",
        T_MARKS + "of_a_number_that_does_not_fit_beside_the_clock_the_end_is_seen",
    ),
    Break(
        "undo: what is taken back is named by the status that the party had",
        UNDO_WORDS,
        "        act = undone.before.status\n",
        "        pass\n",
        T_UNDO_WORDS + "of_a_status_it_is_said_which",
    ),
    Break(
        "undo: what was done again and is taken back once more keeps its name",
        "resv_desktop/qt/seat_acts.py",
        "            was = write.act or undone.act\n",
        "            was = undone.act\n",
        "tests/qt/test_seat_acts.py::"
        "test_every_act_is_taken_back_by_one_key_and_done_again_by_another",
    ),
    Break(
        "minutes: what is left of the hour is the same in the line and in the list",
        "resv_desktop/qt/seat_now.py",
        "minutes=minutes_until(ends_at if is_running else starts_at, now),",
        "minutes=((ends_at if is_running else starts_at) - now) // timedelta(minutes=1),",
        "tests/qt/test_walk_in.py::"
        "test_the_line_and_the_list_say_the_same_minutes_in_the_middle_of_one",
    ),
    Break(
        "minutes: one that has begun is still left",
        "resv_desktop/domain/minutes.py",
        "return -minutes_since(at, now)",
        "return (at - now) // _MINUTE",
        "tests/domain/test_minutes.py::test_they_are_sixty",
    ),
    Break(
        "party: the size that was chosen comes back when the line is left",
        "resv_desktop/qt/command_desk.py",
        "size = self.typed.party or self._chosen_party",
        "size = self.typed.party",
        "tests/qt/test_command_desk.py::"
        "test_the_party_that_was_chosen_comes_back_when_the_line_is_left",
    ),
    Break(
        "line: it has its room before the name of the house has more",
        "resv_desktop/qt/top_bar.py",
        "        self.line.setMinimumWidth(min(least, self.line.sizeHint().width()))\n",
        "",
        "tests/qt/test_top_bar.py::"
        "test_the_line_has_room_for_a_whole_wish_before_a_long_name_has_more",
    ),
    Break(
        "change: an allergy that is no longer marked is said",
        "resv_desktop/qt/host_acts.py",
        "if before.allergy and not reservation.allergy:",
        "if False:",
        "tests/qt/test_edit_side.py::test_what_becomes_of_an_allergy_is_said_below",
    ),
    Break(
        "move: what the keys do is said until the party is put down",
        "resv_desktop/qt/free_keys.py",
        ' or notice.kind == "hint" or (',
        " or (",
        "tests/qt/test_moving_from_anywhere.py::"
        "test_a_party_that_is_picked_in_a_list_is_moved_and_the_list_is_back",
    ),
    Break(
        "cancel: nothing is cancelled of a party that is done",
        "resv_desktop/qt/seat_acts.py",
        '        if reservation.status == "done":\n',
        "        if False:\n",
        "tests/qt/test_walk_in.py::test_of_a_party_that_is_done_nothing_is_left_to_cancel",
    ),
    Break(
        "lists: the row after the picked one is in sight",
        "resv_desktop/qt/slot_list.py",
        "        for row in (index.row() - 1, index.row() + 1):\n",
        "        for row in ():\n",
        "tests/qt/test_slot_list.py::test_at_the_edge_the_next_row_is_seen_too",
    ),
    Break(
        "help: the example is a number of the restaurant's country",
        "resv_desktop/qt/help_dialog.py",
        "self._phone = example_phone(region)",
        'self._phone = "0501234567"',
        "tests/qt/test_help_dialog.py::test_the_number_of_the_example_is_of_the_house",
    ),
    Break(
        "outage: who only looks is not told that nothing was saved",
        "resv_desktop/store/store.py",
        "        elif is_write:\n",
        "        elif True:\n",
        T_OUTAGES + "a_frozen_server_is_an_outage_within_patience_and_nothing_was_saved",
    ),
    Break(
        "outage: who wrote is told so, also where only the first look failed",
        "resv_desktop/controller/house.py",
        "silence.why, is_write=True, may_be_saved=is_unclear",
        "silence.why, may_be_saved=is_unclear",
        T_OUTAGES + "a_frozen_server_is_an_outage_within_patience_and_nothing_was_saved",
    ),
    Break(
        "seated: nobody is seated beside who still sits there without a word",
        "resv_desktop/qt/picked_acts.py",
        'return self._seat.is_known(two_at_a_table(sitting), self.tr("Seat them too"), act)',
        "return True",
        T_TWO + "who_comes_early_is_seated_beside_who_still_sits_there_only_on_purpose",
    ),
    Break(
        "seated: in the line a walk-in is seated beside somebody only on purpose",
        "resv_desktop/qt/command_desk.py",
        "if objection and self._showing.told != objection and not",
        "if False and not",
        T_TWO + "a_walk_in_is_seated_beside_somebody_only_on_purpose",
    ),
    Break(
        "seated: whose hour is over keeps nobody from the table",
        "resv_desktop/qt/due.py",
        "if hour.at != at and not hour.is_over(now))",
        "if hour.at != at)",
        T_TWO + "who_sits_there_is_the_party_of_any_other_hour_until_that_ends",
    ),
    Break(
        "details: a party that is still there after its hour is said to be",
        "resv_desktop/qt/details_panel.py",
        'elif before.state == "seated" and before.is_over(now):',
        "elif False:",
        "tests/qt/test_details_panel.py::test_it_says_whether_the_party_before_is_still_there",
    ),
    Break(
        "due: a table at which sits who came hours early is warned of",
        "resv_desktop/qt/due.py",
        "in seated_beside(day, coming.at, now)}",
        "in seated_beside(day, coming.at, now) if table.at == coming.at - _HOUR}",
        "tests/qt/test_due.py::test_who_came_hours_early_is_warned_of_as_well",
    ),
    Break(
        "seated: who came hours early sits there as well, when a walk-in is seated",
        "resv_desktop/qt/seat_now.py",
        "in reversed(seated_beside(day, hour.at, now))}",
        "in seated_beside(day, hour.at, now) if abs(table.at - hour.at) == LASTS}",
        T_TWO + "a_walk_in_is_not_put_to_who_came_hours_early_without_a_word",
    ),
    Break(
        "due: a press on who is not expected yet is no arrival",
        "resv_desktop/qt/picked_acts.py",
        "        if due.is_early:\n",
        "        if False:\n",
        T_SEAT + "a_press_on_who_is_not_expected_yet_shows_them_and_one_about_now_says_they_came",
    ),
    Break(
        "notice: a dialog that is left leaves the Undo where it was",
        "resv_desktop/qt/host_acts.py",
        "self._notice.pass_by()",
        "self._notice.clear()",
        T_SEAT + "escape_and_a_dialog_leave_what_was_done_and_its_undo_where_they_are",
    ),
    Break(
        "drag: why a party cannot be put where it was let go is said",
        "resv_desktop/qt/timeline.py",
        "cell.key != row.key:\n            self.missed.emit(row.table, cell.table)\n",
        "cell.key != row.key:\n            pass\n",
        "tests/qt/test_timeline_by_mistake.py::"
        "test_why_a_party_cannot_be_put_where_it_was_let_go_is_said",
    ),
    Break(
        "move: a press on a place that does not fit ends nothing",
        "resv_desktop/qt/timeline.py",
        "        elif row is not None and cell is not None:\n            self.missed",
        "        elif row is not None and cell is not None:\n            self.carry.drop()\n"
        "            self.missed",
        "tests/qt/test_timeline_by_mistake.py::"
        "test_a_press_on_a_place_that_does_not_fit_ends_no_move",
    ),
    Break(
        "move: a second press on a place that does not fit opens no table",
        "resv_desktop/qt/timeline.py",
        "            self.mousePressEvent(event)\n        elif ",
        "            pass\n        if ",
        "tests/qt/test_timeline_by_mistake.py::"
        "test_a_press_on_a_place_that_does_not_fit_ends_no_move",
    ),
    Break(
        "move: what was said of a place that does not fit goes with the move",
        "resv_desktop/qt/picked_acts.py",
        '        self._notice.say(says, leave, kind="hint", act=self._carry.drop)\n',
        '        self._notice.say(says, leave, kind="warn", act=self._carry.drop)\n',
        "tests/qt/test_timeline_by_mistake.py::"
        "test_a_press_on_a_place_that_does_not_fit_ends_no_move",
    ),
    Break(
        "line: a Hebrew name does not turn the numbers around",
        "resv_desktop/qt/command_line.py",
        "            super().keyPressEvent(QKeyEvent(kind, key, Qt.KeyboardModifier.NoModifier))\n",
        "            pass\n",
        "tests/qt/test_command_line.py::"
        "test_a_hebrew_name_behind_a_number_does_not_turn_the_line_around",
    ),
    Break(
        "line: what is no hour brings no table",
        "resv_desktop/qt/command_rows.py",
        "if not is_whole and unclear:",
        "if line.party is None and unclear:",
        "tests/qt/test_command_rows.py::test_what_is_no_hour_or_no_party_brings_no_table",
    ),
    Break(
        "change: two that give one guest a table of an hour meet at that hour",
        "resv_desktop/controller/transition.py",
        "    book.free(hour.slot_id, table_id)\n    book.take(hour.slot_id, table_id)\n    number",
        "    number",
        "tests/controller/test_editing.py::"
        "test_of_four_that_give_one_guest_a_table_of_an_hour_at_one_instant_one_does",
    ),
    Break(
        "change: another number has a second table of the hour only on purpose",
        "resv_desktop/controller/transition.py",
        "if before and after and not second_table and _is_for_another(before, after):",
        "if False:",
        "tests/controller/test_editing.py::"
        "test_a_guest_who_has_a_table_of_that_hour_gets_a_second_one_only_on_purpose",
    ),
    Break(
        "change: this station remembers the number that was put right",
        "resv_desktop/qt/edit_side.py",
        "            memory.follow(after)\n",
        "",
        "tests/qt/test_edit_side.py::"
        "test_a_number_that_was_misheard_is_put_right_and_this_station_remembers_it",
    ),
    Break(
        "silence: an act says at once that nothing can be saved",
        "resv_desktop/qt/seat_acts.py",
        "        if not self._is_silent:\n",
        "        if True:\n",
        T_SILENCE + "a_key_says_at_once_why_nothing_is_done_and_a_button_tries_all_the_same",
    ),
    Break(
        "due: to which table somebody is to be moved is said whole",
        "resv_desktop/qt/due_row.py",
        'if self.due.kind == "overrun" and left > 0:',
        "if not name:",
        T_MARKS + "to_which_table_somebody_is_to_be_moved_is_said_whole",
    ),
    Break(
        "due: the minutes leave the lower line to the move",
        "resv_desktop/qt/due_row.py",
        "below = rect.width() - _SIDE - start if is_overrun else room",
        "below = room",
        T_MARKS + "the_minutes_until_then_leave_the_lower_line_to_the_move",
    ),
    Break(
        "silence: a notice of it is taken back when the database answers again",
        "resv_desktop/qt/seat_acts.py",
        "if not is_silent and self._notice.text() == self._silence():",
        "if False:",
        T_SILENCE + "once_the_database_answers_again_the_notice_says_that_and_what_was_not_done",
    ),
    Break(
        "silence: what writes at once does not look as if it could",
        "resv_desktop/qt/details_panel.py",
        "self.act_button.setDisabled(is_silent and self._is_step)",
        "self.act_button.setDisabled(False)",
        T_SILENCE + "what_writes_at_once_cannot_be_pressed_until_the_database_answers_again",
    ),
    Break(
        "late: who was moved into the running hour is awaited from then on",
        "resv_desktop/controller/moving.py",
        "if is_other and hour.starts_at < now else {}",
        "if False else {}",
        "tests/controller/test_move.py::"
        "test_who_is_brought_to_an_hour_that_has_begun_is_awaited_from_then_on",
    ),
    Break(
        "settings: one press takes back all steps of a choice",
        "resv_desktop/qt/settings_acts.py",
        "if self._changed is None or self._changed[0] != name:",
        "if True:",
        "tests/qt/test_settings_dialog.py::"
        "test_what_was_chosen_by_mistake_is_taken_back_with_one_press",
    ),
    Break(
        "sheet: who waits for an hour that is gone is on it",
        "resv_desktop/qt/sheet/sheet.py",
        ", *_hours_gone(day, now)),",
        ",),",
        "tests/qt/sheet/test_sheet.py::"
        "test_who_waits_for_an_hour_that_is_gone_stands_behind_all_others",
    ),
    Break(
        "low screen: six free tables are in sight",
        "resv_desktop/qt/day_columns.py",
        'is_page = is_folded or (self._is_low and self._form == "stacked")',
        "is_page = is_folded",
        "tests/qt/test_main_window.py::test_on_a_low_screen_six_rows_of_each_list_are_in_sight",
    ),
    Break(
        "one column: what is pressed brings its act in sight",
        IN_SIGHT,
        "        bar.setValue(max(least, min(before, top - GAP)))\n",
        "",
        T_COLUMN + "what_is_pressed_brings_its_act_in_sight_and_stays_there_with_it",
    ),
    Break(
        "one column: what is pressed stays in sight with its act",
        IN_SIGHT,
        "            inner.setValue(inner.value() + over)\n",
        "            pass\n",
        T_COLUMN + "what_is_pressed_brings_its_act_in_sight_and_stays_there_with_it",
    ),
    Break(
        "one column: where a finger has scrolled on meanwhile nothing moves",
        "resv_desktop/qt/widgets/swipe.py",
        "self._bar.setSliderPosition(round(",
        "self._bar.setValue(round(",
        T_COLUMN + "what_a_finger_has_scrolled_on_meanwhile_stays_there",
    ),
    Break(
        "one column: where the list has been scrolled on meanwhile nothing moves",
        IN_SIGHT,
        "            scrolled += each.verticalScrollBar(), each.horizontalScrollBar()\n",
        "",
        T_COLUMN + "what_a_finger_has_scrolled_on_meanwhile_stays_there[list]",
    ),
    Break(
        "one column: an act that has just come under the finger takes no press",
        IN_SIGHT,
        "        self._details.come_under_the_finger()\n",
        "",
        T_COLUMN + "the_act_that_comes_under_the_finger_takes_no_press_at_once",
    ),
    Break(
        "one column: behind what a double click has opened nothing moves",
        IN_SIGHT,
        "        if QApplication.activeModalWidget() is not None:\n",
        "        if False:\n",
        T_COLUMN + "neither_keys_nor_a_double_click_move_the_list_away",
    ),
    Break(
        "waitlist: a day without hours is not said to be over",
        "resv_desktop/qt/waiting_desk.py",
        "        if day is not None and not day.hours_offered:\n",
        "        if False:\n",
        "tests/qt/test_waiting.py::test_on_a_day_without_hours_nobody_can_wait",
    ),
    Break(
        "waitlist: the heading of a full hour opens it",
        "resv_desktop/qt/available_list.py",
        "            self.waitlist_wanted.emit(row.key)\n",
        "            pass\n",
        "tests/qt/test_waiting.py::test_the_heading_of_a_full_hour_opens_its_waitlist",
    ),
    Break(
        "a table whose label is longer than any number is listed",
        "resv_desktop/domain/restaurant.py",
        "return 0, len(digits), digits",
        'return 0, int(digits or "0"), ""',
        "tests/domain/test_restaurant.py::test_a_label_of_more_digits_than_a_number_can_have_"
        "stands_behind_all_shorter_ones",
    ),
    Break(
        "a label that is longer than the window leaves the rest of its row alone",
        "resv_desktop/qt/row_painter.py",
        "self._measures.fit(text, use, end - least)",
        "self._measures.fit(text, use, BOUNDLESS)",
        "tests/qt/test_typeset_rows.py::test_a_label_that_is_longer_than_the_window_is_cut_in_its_"
        "column",
    ),
    Break(
        "a label that nobody would read to its end is said by how it begins, also on paper",
        "resv_desktop/qt/words.py",
        "return label if len(label) <= _LONGEST_LABEL else",
        "return label if len(label) >= 0 else",
        "tests/qt/sheet/test_pages.py::test_a_label_that_is_longer_than_a_page_takes_a_few_lines",
    ),
]
