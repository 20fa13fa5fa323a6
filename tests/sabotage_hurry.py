"""The promises to a host in a hurry, beside others in a hurry, and where each can be broken."""

from tests.sabotage_book import Break, Edit

DUE, LINE = "resv_desktop/qt/due_strip.py", "resv_desktop/qt/command_line.py"
ROW, ACTING = "resv_desktop/qt/due_row.py", "resv_desktop/qt/line_acting.py"
DESK, ACTS = "resv_desktop/qt/command_desk.py", "resv_desktop/qt/window_acts.py"
LISTS, VIEW = "resv_desktop/qt/slot_list.py", "resv_desktop/qt/day_view.py"
T_DUE, T_AHEAD = "tests/qt/test_due_strip.py::test_", "tests/qt/test_typed_ahead.py::test_"
T_LINE, T_FINDING = "tests/qt/test_line_reserving.py::test_", "tests/qt/test_line_finding.py::test_"
T_DIALOG, T_LISTS = (
    "tests/qt/test_dialog_of_another_day.py::test_",
    "tests/qt/test_slot_list.py::test_",
)

BREAKS_OF_HURRY = [
    Break(
        "line: what is seen in the book before its own answer is lost is fetched",
        "resv_desktop/qt/line_reserving.py",
        "        self._is_in_book = self.is_busy\n",
        "",
        "tests/qt/test_walk_in.py::"
        "test_an_answer_that_is_lost_after_the_table_is_seen_taken_is_fetched_at_once",
    ),
    Break(
        "due strip: a number is as wide as it is said to be",
        ROW,
        "            return text\n        text, name",
        "            return metrics.elidedText(text, dots, room)\n        text, name",
        "tests/qt/test_marks.py::test_of_a_number_that_does_not_fit_beside_the_clock_the_end_is_seen",
    ),
    Break(
        "line: a move is handed to the timeline before the next guest is read",
        ACTING,
        '"nothing")\n            return\n',
        '"nothing")\n            self._take_next("")\n            return\n',
        T_AHEAD + "a_next_guest_who_is_reserved_behind_a_move_leaves_what_is_typed_then_alone",
    ),
    Break(
        "due: a row belongs to its party",
        DUE,
        "own = self.rows, {row.due.table.key: row for row in self.rows}",
        "own = self.rows, dict(zip((e.table.key for e in found), self.rows, strict=False))",
        T_DUE + "the_keys_stay_with_a_party_when_the_one_before_it_is_seated_elsewhere",
    ),
    Break(
        "due: a press is for the party it began at",
        DUE,
        "own = self.rows, {row.due.table.key: row for row in self.rows}",
        "own = self.rows, dict(zip((e.table.key for e in found), self.rows, strict=False))",
        T_DUE + "a_press_is_for_the_party_it_began_at_although_another_one_stands_there_at_its_end",
    ),
    Break(
        "due: the keys of a party that goes are no other party's",
        DUE,
        "            self.let_go.emit(gone)\n",
        "            pass\n",
        T_DUE + "the_keys_of_a_party_that_goes_stay_with_it_and_are_no_other_partys",
    ),
    Break(
        "due: Tab goes through the parties as they stand",
        DUE,
        "            QWidget.setTabOrder(before, row)\n            before = row\n",
        "            before = row\n",
        T_DUE + "tab_goes_through_the_parties_as_they_stand",
    ),
    Break(
        "due: the keys stay while all is grey",
        DUE,
        "        for row in self.rows:\n            row.set_grey(is_grey)\n",
        "        for row in self.rows:\n            row.setDisabled(is_grey)\n",
        T_DUE + "while_all_is_grey_the_keys_stay_at_a_party_and_no_press_is_taken",
    ),
    Break(
        "due: no press is taken while all is grey",
        DUE,
        "        if not self._is_grey:\n            self.pressed",
        "        if row:\n            self.pressed",
        T_DUE + "who_becomes_due_while_all_is_grey_is_grey_too",
    ),
    Break(
        "due: who has the keys is picked by that",
        VIEW,
        "if is_by_host or self._picked is None:",
        "if self._picked is None:",
        T_DUE + "who_has_the_keys_in_the_strip_is_who_is_picked",
    ),
    Break(
        "due: where another party is picked the keys go there",
        VIEW,
        "        if due is not None and due.key != key:\n            self._picked_place()",
        "        if due is not None and due.key == key:\n            self._picked_place()",
        T_DUE + "who_has_the_keys_in_the_strip_is_who_is_picked",
    ),
    Break(
        "due: keys that come back from the line are for who was found there",
        VIEW,
        "        elif due.table.key != self._picked:\n",
        "        elif not due:\n",
        T_DUE + "who_was_cancelled_in_the_line_is_meant_and_not_who_had_the_keys_before",
    ),
    Break(
        "due: who is cancelled in the strip stays picked",
        VIEW,
        "        self.keys.hand_on(gone, place)\n        place.setFocus()\n",
        "        self.keys.hand_on(gone, place)\n",
        T_DUE + "who_was_cancelled_in_the_strip_and_is_back_is_who_comes_in",
    ),
    Break(
        "due: a press that ends beside its party picks who has the keys by it",
        ROW,
        "        if self.hasFocus():\n            self.reached.emit(True)\n",
        "",
        T_DUE + "a_press_that_ends_beside_its_party_picks_who_has_the_keys_by_it",
    ),
    Break(
        "due: an Enter after a press is not for the next party",
        DUE,
        "            self.let_go.emit(gone)\n",
        "            pass\n",
        T_DUE + "an_enter_after_a_party_was_seated_by_a_press_is_not_for_the_next_one",
    ),
    Break(
        "due: a press on a row that is cut is for its party",
        ROW,
        "        if event.reason() in _BY_KEYS:\n            self.is_followed = True\n",
        "        if event.reason() is not None:\n            self.is_followed = True\n",
        T_DUE + "a_press_on_a_row_that_is_cut_is_for_its_party_and_moves_nothing",
    ),
    Break(
        "due: a second press at the same place is not for who has come there",
        DUE,
        "        if row in self._moved and not row.is_followed and self._unseen.isActive():\n",
        "        if row not in self.rows:\n",
        T_DUE + "a_second_press_at_once_is_not_for_the_party_that_has_come_to_that_place",
    ),
    Break(
        "due: after a press nothing is scrolled",
        DUE,
        "            if row.hasFocus() and row.is_followed:\n",
        "            if row.hasFocus():\n",
        T_DUE + "after_a_press_the_parties_go_to_their_places_and_nothing_is_scrolled",
    ),
    Break(
        "due: who has the keys by a key stays in sight",
        DUE,
        "            if row.hasFocus() and row.is_followed:\n",
        "            if not row:\n",
        T_DUE + "who_has_the_keys_by_a_key_is_brought_in_sight_and_stays_there",
    ),
    Break(
        "a press on what is cut is for what it began at",
        "resv_desktop/qt/widgets/keys_in_sight.py",
        "        if QApplication.mouseButtons() != Qt.MouseButton.NoButton:\n            return\n",
        "",
        "tests/qt/widgets/test_keys_in_sight.py::"
        "test_a_press_on_what_is_cut_is_for_what_it_began_at",
    ),
    Break(
        "line: the keys find a way back when what they came from has gone",
        "resv_desktop/qt/command_place.py",
        "is_there = shiboken6.isValid(home) and home.isVisible()",
        "is_there = home.isVisible()",
        T_DUE + "the_line_gives_the_keys_to_a_list_when_the_party_it_was_begun_at_has_gone",
    ),
    Break(
        "timeline: a carried party is aimed at the same table and hour when hours move up",
        "resv_desktop/qt/timeline_carry.py",
        "        self.point(None if aimed is None else grid.places.get(aimed))\n",
        "        if self.aim not in self.targets:\n            self.point(None)\n",
        "tests/qt/test_timeline_carry.py::"
        "test_what_is_aimed_at_stays_the_same_when_an_hour_ends_and_the_others_move_up",
    ),
    Break(
        "nothing is done about a party of the day just left",
        "resv_desktop/qt/picked_acts.py",
        "return None if self._is_left else self._view.picked",
        "return self._view.picked",
        "tests/qt/test_main_window.py::"
        "test_nothing_is_done_about_a_party_of_a_day_that_the_host_has_just_left",
    ),
    Break(
        "another day: what is taken before its first answer comes is read again",
        "resv_desktop/qt/other_day.py",
        "is_of_it = bool(touched)  #",
        "is_of_it = False  #",
        "tests/qt/test_other_day.py::"
        "test_what_is_taken_before_the_first_answer_comes_is_read_again",
    ),
    Break(
        "line: a table of another day that is taken meanwhile is offered no more",
        "resv_desktop/qt/other_day.py",
        "if touched.is_all or is_of_it:",
        "if touched.is_all:",
        T_LINE + "a_table_of_another_day_that_is_taken_meanwhile_is_offered_no_more",
    ),
    Break(
        "line: a table of another day that was refused is read again",
        DESK,
        "            self._answering.read_again()\n",
        "",
        T_LINE + "a_table_of_another_day_that_was_refused_is_read_again",
    ),
    Break(
        "line: who is cancelled elsewhere on another day is found no more",
        "resv_desktop/qt/line_answering.py",
        "            self._finding.look_again()\n",
        "            pass\n",
        T_FINDING + "a_reservation_of_another_day_that_is_cancelled_elsewhere_is_found_no_more",
    ),
    Break(
        "line: what is typed while the last one is written is the next guest",
        LINE,
        "            self._keep(event.clone())\n            return\n",
        "            return\n",
        T_AHEAD + "the_next_guest_is_typed_and_reserved_while_the_last_one_is_still_written",
    ),
    Break(
        "line: what is typed elsewhere while the last one is written is the next guest",
        LINE,
        "            self._keep(_typed(text))\n",
        "            pass\n",
        T_AHEAD + "what_is_typed_where_no_line_is_begins_the_next_one_once_the_last_is_written",
    ),
    Break(
        "line: no Enter is kept where the last one is refused",
        LINE,
        "for event in self._kept if _types(event)]",
        "for event in self._kept]",
        T_AHEAD
        + "where_the_last_is_refused_the_next_guest_waits_until_it_is_left_and_no_enter_is_kept",
    ),
    Break(
        "line: what is typed while an act is written is the next guest",
        ACTING,
        "        if self._is_asking:\n            self._line.hold()\n",
        "",
        T_AHEAD + "what_is_typed_while_an_act_of_the_line_is_written_is_the_next_guest",
    ),
    Break(
        "line: what is typed before it is known who a key is for is the next guest",
        ACTING,
        "        self.hurried.keep(lambda: self.press(act))\n        self._line.hold()\n",
        "        self.hurried.keep(lambda: self.press(act))\n",
        T_AHEAD + "what_is_typed_before_it_is_known_who_a_key_is_for_is_the_next_guest",
    ),
    Break(
        "line: a key for nobody is said to be in vain",
        ACTING,
        "            self._take_next(self._showing.panel.message.text())\n",
        '            self._take_next("")\n',
        T_AHEAD + "a_key_for_somebody_who_is_not_in_the_book_is_said_to_be_in_vain_and_the_next_"
        "is_typed_on",
    ),
    Break(
        "line: a key that may be for two is said to be for neither",
        ACTING,
        '            self._take_next("" if self._waits_for == "end" else says)\n',
        '            self._take_next("")\n',
        T_AHEAD + "a_key_that_may_be_for_two_is_for_neither_and_that_is_said",
    ),
    Break(
        "line: Escape lets go of a key that is for nobody yet",
        LINE,
        "            self._kept.clear()\n            self.left.emit()\n",
        "            self._kept.clear()\n",
        T_AHEAD + "escape_lets_go_of_a_key_that_is_for_nobody_yet",
    ),
    Break(
        "line: what is typed after a refused act is the next guest",
        ACTING,
        '            self._take_next("")\n\n    def _take_next(',
        "\n    def _take_next(",
        T_AHEAD + "what_is_typed_after_an_act_that_is_refused_is_the_next_guest",
    ),
    Break(
        "line: what is typed after Enter has found somebody is the next guest",
        DESK,
        "                self.line.begin_afresh()  # who was",
        "                pass  # who was",
        "tests/qt/test_line_after_an_act.py::"
        "test_what_is_typed_after_enter_has_only_found_somebody_is_the_next_guest",
    ),
    Break(
        "line: a second Enter at once is not for the next step",
        ACTING,
        "            self._unseen.start()\n",
        "            pass\n",
        "tests/qt/test_line_after_an_act.py::"
        "test_a_second_enter_at_once_is_not_for_the_next_step_and_a_later_one_is",
        (
            Edit(
                "resv_desktop/qt/line_showing.py",
                "        if _is_other_step(before, self.panel.row):\n",
                "        if _is_other_step(None, self.panel.row):\n",
            ),
        ),
    ),
    Break(
        "line: the Enter of the next party is heard at once",
        ACTING,
        '        self._waits_for = "nothing"\n        self._unseen.stop()\n',
        '        self._waits_for = "nothing"\n',
        "tests/qt/test_line_after_an_act.py::test_the_enter_of_the_next_party_is_heard_at_once",
    ),
    Break(
        "keys: one that is held is one press, although the screen tells two",
        "resv_desktop/qt/held_keys.py",
        "QApplication.sendEvent(watched, _repeated(event))\n                return True\n",
        "return False\n",
        "tests/qt/test_held_keys.py::"
        "test_a_key_that_is_let_go_and_pressed_in_one_instant_is_still_held",
    ),
    Break(
        "keys: a shortcut that is held is one press",
        "resv_desktop/qt/held_keys.py",
        "                event.accept()\n",
        "                event.ignore()\n",
        "tests/qt/test_held_keys.py::test_a_shortcut_that_is_held_is_one_press_too",
    ),
    Break(
        "keys: two fast presses are two",
        "resv_desktop/qt/held_keys.py",
        "            at = event.key(), event.timestamp()\n",
        "            at = event.key(), event.timestamp() // 10\n",
        "tests/qt/test_held_keys.py::test_a_key_that_is_pressed_twice_is_two_presses_however_fast",
    ),
    Break(
        "keys: every window of the program hears what is held",
        "resv_desktop/qt/app.py",
        "        HeldKeys(qt, self)\n",
        "",
        "tests/qt/test_held_keys.py::test_a_key_that_is_held_is_one_press_in_every_window",
    ),
    Break(
        "line: a refusal is told where the host is",
        DESK,
        "            self.unheard.emit(says)\n",
        "            pass\n",
        T_AHEAD + "a_refusal_is_told_where_the_host_has_gone_elsewhere_meanwhile",
    ),
    Break(
        "undo: Ctrl+Z means the reservation that is being written",
        ACTS,
        "            writer.sent.connect(partial(self.seat.hold, writer))\n",
        "",
        T_AHEAD
        + "ctrl_z_while_a_reservation_is_written_takes_that_one_back_and_not_what_was_before",
    ),
    Break(
        "undo: Ctrl+Z means the move that is being written",
        "resv_desktop/qt/moving.py",
        "        self.sent.emit()\n",
        "",
        T_AHEAD + "ctrl_z_while_a_move_is_written_takes_the_move_back",
    ),
    Break(
        "undo: Ctrl+Z for what is refused takes nothing back",
        "resv_desktop/qt/turns.py",
        "        if not is_done:\n"
        "            self._is_undo_gone |= self._asked.pop(writer or self, None) is not None\n",
        "",
        T_AHEAD + "ctrl_z_for_a_reservation_that_is_refused_takes_nothing_back",
    ),
    Break(
        "waitlist: a key meant for one party is not for the next",
        "resv_desktop/qt/waiting_row.py",
        "            self._unseen.start()\n",
        "            pass\n",
        "tests/qt/test_waiting.py::test_a_key_pressed_as_another_party_comes_in_the_place_of_the_"
        "offered_one_is_not_for_them",
    ),
    Break(
        "dialog: of another day it follows that day",
        "resv_desktop/qt/host_acts.py",
        "            self._other.ask(house, house.business_day(dialog.slot.starts_at))\n",
        "            dialog.show_day(self._day)\n",
        T_DIALOG
        + "that_its_table_is_taken_elsewhere_is_said_and_the_nearest_of_that_day_are_offered",
    ),
    Break(
        "dialog: no table of the day on the screen is offered for another day",
        "resv_desktop/qt/host_acts.py",
        "        if is_near(self._day, dialog.slot):\n",
        "        if self._day is not None:\n",
        T_DIALOG + "where_it_is_refused_no_table_of_the_day_on_the_screen_is_offered",
    ),
    Break(
        "lists: the first key picks what is in sight",
        LISTS,
        "is_seen = index.isValid() and seen.intersects(self.visualRect(index))",
        "is_seen = index.isValid()",
        T_LISTS + "the_first_key_picks_what_is_in_sight_and_not_where_the_keys_once_were",
    ),
    Break(
        "lists: Tab brings what is picked in sight",
        LISTS,
        "            self.scrollTo(self._picking.index)\n",
        "            pass\n",
        T_LISTS + "what_is_picked_comes_in_sight_when_tab_brings_the_keys",
    ),
]
