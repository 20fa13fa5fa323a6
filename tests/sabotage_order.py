"""What holds whichever worker comes first, and where each promise of it can be broken."""

from tests.sabotage_book import Break

T_ORDER = "tests/qt/test_answers_in_any_order.py::test_"
MOVING, SEAT = "resv_desktop/qt/moving.py", "resv_desktop/qt/seat_acts.py"
HELD, ACTS = "resv_desktop/qt/held_side.py", "resv_desktop/qt/window_acts.py"
T_MOVING, T_SEAT = "tests/qt/test_moving.py::test_", "tests/qt/test_seat_acts.py::test_"
T_WAITING = "tests/qt/test_waiting_unanswered.py::test_"
T_HOLDER, T_WALK_IN = "tests/qt/test_holder_view.py::test_", "tests/qt/test_walk_in.py::test_"

T_TURNS = "tests/qt/test_turns.py::test_"

BREAKS_OF_THE_ORDER: list[Break] = [
    Break(
        "any order: a question that failed late loses no answer",
        "resv_desktop/qt/line_finding.py",
        "        if asked == self._asked:\n            self._has_failed = True",
        "        if asked:\n            self._question = None",
        T_ORDER + "a_question_that_failed_late_does_not_lose_the_answer_to_the_one_that_stands",
    ),
    Break(
        "any order: Undo in the notice is for what stands there",
        "resv_desktop/qt/seat_acts.py",
        "        self.way_back()()\n",
        "        self.undo()\n",
        T_TURNS + "undo_in_the_notice_is_for_what_stands_there_and_not_for_what_is_still_written",
    ),
    Break(
        "any order: a day stays as it was read last",
        "resv_desktop/qt/other_day.py",
        "if self._asked is not None and day.on == self._asked[1] and is_newer:",
        "if self._asked is not None and day.on == self._asked[1]:",
        T_ORDER + "a_day_that_was_asked_for_twice_stays_as_it_was_read_last",
    ),
    Break(
        "any order: a day is noted until it has been saved",
        "resv_desktop/qt/day_keeper.py",
        "        noted, today, now = dict(self._noted), self._today(), self._now()\n",
        "        noted, today, now = dict(self._noted), self._today(), self._now()\n"
        "        self._noted.clear()\n",
        T_ORDER + "a_day_that_no_worker_came_to_save_is_kept_when_the_program_ends",
    ),
    Break(
        "any order: days of a restaurant that was left replace nothing",
        "resv_desktop/last_known.py",
        "if self._followed not in (None, day.restaurant.id):",
        "if False:",
        T_ORDER + "what_a_worker_still_brings_of_another_restaurant_replaces_nothing",
    ),
    Break(
        "any order: what is done while something is taken back can be taken back next",
        "resv_desktop/qt/seat_acts.py",
        "        self._writes.append(_Written(write_id))\n",
        "        self._writes = [*self._writes, _Written(write_id)]\n",
        T_ORDER + "what_is_done_while_something_is_taken_back_can_be_taken_back_next",
    ),
    Break(
        "any order: after an act without an answer nothing is taken back but that",
        SEAT,
        "                self._writes.append(_Written(act))  # taken",
        "                del act  # taken",
        T_SEAT + "after_an_act_without_an_answer_nothing_is_taken_back_but_that",
    ),
    Break(
        "any order: what is taken back without an answer is by the same key once more",
        SEAT,
        "        act = self._id_for(what)\n\n        def strike_off",
        "        act = self._controller.new_id()\n\n        def strike_off",
        T_SEAT + "what_is_taken_back_without_an_answer_is_by_the_same_key_once_more_and_done_again",
    ),
    Break(
        "any order: a reservation that was left without an answer is what is taken back next",
        "resv_desktop/qt/host_acts.py",
        "        self.unclear.emit(write_id)\n",
        "        del write_id\n",
        "tests/qt/test_line_reserving.py::"
        "test_a_reservation_that_was_left_without_an_answer_is_what_is_taken_back_next",
    ),
    Break(
        "any order: while it is not known whether the line reserved that is what is taken back",
        "resv_desktop/qt/command_desk.py",
        "            self.unclear.emit(self._reserving.write_id)\n",
        "            pass\n",
        "tests/qt/test_line_reserving.py::"
        "test_while_it_is_not_known_whether_the_line_reserved_nothing_before_that_is_taken_back",
    ),
    Break(
        "any order: who was put on the waitlist in vain, and off it in vain, is not so twice",
        SEAT,
        "                self._unclear_undo = (what, act)\n",
        "                self._unclear = (what, act)\n",
        T_WAITING + "an_entry_that_could_not_be_taken_back_either_is_not_made_twice",
    ),
    Break(
        "any order: whose entry on the waitlist was taken back is not told that they wait",
        "resv_desktop/controller/waitlist.py",
        '        if line["_id"] in undone_by(',
        "        if None in undone_by(",
        "tests/controller/test_waitlist.py::"
        "test_an_entry_that_was_taken_back_is_not_told_by_its_repeat_until_it_is_done_again",
    ),
    Break(
        "any order: who was put on the waitlist in vain and is off it is put on it once more",
        SEAT,
        "            if self._unclear is not None and self._unclear[1] == write.id:\n",
        "            if not write.id:\n",
        T_WAITING + "an_entry_that_was_taken_back_is_made_anew",
    ),
    Break(
        "any order: a move whose answer was lost is said once the book shows it",
        MOVING,
        "            self._again()\n",
        "            pass\n",
        T_MOVING
        + "a_move_whose_answer_was_lost_is_said_once_the_book_shows_it_and_taken_back_next",
    ),
    Break(
        "any order: a move whose answer was lost and that was taken back is made anew",
        MOVING,
        "            self._wish = self._lost_at = None\n",
        "            pass\n",
        T_MOVING + "a_move_whose_answer_was_lost_and_that_was_taken_back_elsewhere_is_made_anew",
    ),
    Break(
        "any order: a move to another day whose answer was lost is what is taken back next",
        MOVING,
        "            self.unclear.emit(self.write_id)\n",
        "            pass\n",
        T_MOVING + "a_move_to_another_day_whose_answer_was_lost_is_what_is_taken_back_next",
    ),
    Break(
        "any order: a table reserved in the waitlist without an answer makes nobody wait as well",
        "resv_desktop/qt/waiting_desk.py",
        "            dialog.set_ready()\n            dialog.reject()\n",
        "            pass\n",
        "tests/qt/test_waiting.py::test_a_table_reserved_there_without_an_answer_is_tried_again_"
        "and_nobody_is_made_to_wait",
    ),
    Break(
        "any order: who was typed there is not lost where the table was not reserved after all",
        "resv_desktop/qt/waiting_desk.py",
        "            dialog.reject()\n",
        "            dialog.accept()\n",
        T_WAITING + "who_was_typed_there_for_a_table_is_offered_next_unless_it_is_theirs[taken]",
    ),
    Break(
        "any order: who was typed there is offered no more where the table was reserved after all",
        ACTS,
        "        self.waiting.reserved.connect(self.acts.hear_reserved)\n",
        "",
        T_WAITING + "who_was_typed_there_for_a_table_is_offered_next_unless_it_is_theirs[saved]",
    ),
    Break(
        "any order: Enter in the waitlist does nothing else than was read",
        "resv_desktop/qt/wait_dialog.py",
        "        if self._other_act.isActive():\n",
        "        if self._other_act is None:\n",
        "tests/qt/test_wait_dialog.py::"
        "test_enter_as_a_table_comes_or_goes_does_nothing_else_than_was_read",
    ),
    Break(
        "any order: nor as the form of the waitlist is given back with another act on its button",
        "resv_desktop/qt/wait_dialog.py",
        "        super().set_ready()\n        self._show_all()\n",
        "        super().set_ready()\n        self._act = ()\n        self._show_all()\n",
        "tests/qt/test_wait_dialog.py::"
        "test_enter_as_the_form_is_given_back_with_another_act_does_not_do_that",
    ),
    Break(
        "any order: what is saved on the waitlist is told though silence comes right after it",
        "resv_desktop/controller/waitlist.py",
        "    restaurant_of(house, book, entry)\n",
        "    del house, book, entry\n",
        "tests/controller/test_waitlist.py::"
        "test_what_is_saved_is_told_though_the_database_falls_silent_right_after_it",
    ),
    Break(
        "any order: a press as another guest comes in the place of the holder cancels nothing",
        HELD,
        "if reservation is not None and not self._unseen.isActive():",
        "if reservation is not None:",
        T_HOLDER + "a_press_as_another_guest_comes_in_the_place_of_the_holder_cancels_nothing",
    ),
    Break(
        "any order: who is moved elsewhere meanwhile is not cancelled there",
        HELD,
        "            seen_at=reservation.place,\n",
        "",
        T_HOLDER + "who_is_moved_elsewhere_while_that_is_not_known_is_not_cancelled_there",
    ),
    Break(
        "any order: once it is refused the dialog shows who holds the table by now",
        HELD,
        "            self.follow(since)\n",
        "            self._standing = since\n",
        T_HOLDER + "who_is_moved_elsewhere_while_that_is_not_known_is_not_cancelled_there",
    ),
    Break(
        "any order: that it is not known is said until something else is",
        "resv_desktop/qt/cancel_dialog.py",
        "        elif not self._is_unknown:\n",
        "        else:\n",
        "tests/qt/test_cancel_dialog.py::test_an_unclear_cancel_is_settled_by_trying_again",
    ),
    Break(
        "any order: a cancelling whose answer was lost is told once the book shows it",
        HELD,
        "            self._cancel(self._lost)\n",
        "            pass\n",
        T_HOLDER + "a_cancelling_whose_answer_was_lost_is_told_once_the_book_shows_it",
    ),
    Break(
        "any order: a party that another station has let in is no no-show",
        "resv_desktop/controller/reserving.py",
        "        if seen_status is not None:\n",
        "        if seen_status is book:\n",
        "tests/controller/test_seating.py::"
        "test_a_party_that_another_station_has_let_in_meanwhile_is_no_no_show",
    ),
    Break(
        "any order: who is let in while they are said to be missing keeps the table",
        SEAT,
        "controller.no_show(held.id, seen=held.status, request_id=act)",
        "controller.no_show(held.id, request_id=act)",
        T_SEAT + "who_is_let_in_elsewhere_while_they_are_said_to_be_missing_keeps_the_table",
    ),
    Break(
        "any order: a press as another table is said at the foot seats nobody",
        "resv_desktop/qt/available_list.py",
        "        if self.surprise.isActive():\n",
        "        if self.surprise is None:\n",
        T_WALK_IN + "a_press_as_another_table_is_said_at_the_foot_seats_nobody",
    ),
    Break(
        "any order: a party is seated right after another",
        ACTS,
        "            own.connect(view.available.surprise.expect)\n",
        "",
        T_WALK_IN + "a_party_is_seated_right_after_another_at_the_table_that_is_said_then",
    ),
    Break(
        "any order: a press as an arrival becomes a move moves nobody",
        "resv_desktop/qt/due_strip.py",
        "    return (held.id, held.status, *where)\n",
        "    return (held.id, held.status)\n",
        T_SEAT + "a_press_as_an_arrival_becomes_a_move_moves_nobody",
    ),
    Break(
        "any order: an Enter as another station says how far a party is is not for the next step",
        "resv_desktop/qt/line_showing.py",
        "        if _is_other_step(before, self.panel.row):\n",
        "        if _is_other_step(None, self.panel.row):\n",
        T_WALK_IN
        + "an_enter_as_another_station_says_how_far_a_party_is_is_not_for_their_next_step",
    ),
    Break(
        "any order: while the next step of a party is new an Enter for another one is heard",
        "resv_desktop/qt/line_showing.py",
        "row is not None and row.key == self._stepped\n",
        "row is not None\n",
        T_WALK_IN
        + "an_enter_for_another_party_is_heard_while_the_next_step_of_the_one_before_is_new",
    ),
    Break(
        "any order: while a reservation is written no button takes back what was before",
        ACTS,
        "        self.desk.sent.connect(window.bottom.notice.clear)",
        "",
        "tests/qt/test_typed_ahead.py::"
        "test_while_a_reservation_is_written_no_button_offers_to_take_back_what_was_before",
    ),
    Break(
        "any order: Enter before a number was found does not cancel what is found unseen",
        "resv_desktop/qt/cancel_dialog.py",
        "            self._unseen.start()\n            self._go_to_list()\n",
        "            self._go_to_list()\n",
        "tests/qt/test_cancel_dialog.py::"
        "test_enter_pressed_before_a_number_was_found_does_not_cancel_what_is_found_unseen",
    ),
    Break(
        "any order: a window that is closed goes once what is written is taken back",
        "resv_desktop/qt/turns.py",
        "bool(self._kept) or self.is_to_wait",
        "bool(self._kept) or self.is_busy",
        "tests/qt/test_turns.py::"
        "test_a_window_that_is_closed_goes_once_what_is_written_is_taken_back_as_was_asked",
    ),
    Break(
        "any order: a preview left after a lost answer is no change of another station",
        "resv_desktop/qt/house/house_acts.py",
        "            self._dialog.show_unclear(change, preview.unclear_id)\n",
        "            pass\n",
        "tests/qt/house/test_unclear_saves.py::"
        "test_a_preview_that_is_left_after_a_lost_answer_is_no_change_of_another_station",
    ),
    Break(
        "any order: the dialog of the house is not opened between two digits that are typed",
        "resv_desktop/qt/house/house_acts.py",
        "self._gate.look(self._read_day, self._show, self.open)",
        "self._tasks.run(self, self._read_day, self._show, lambda _: None)",
        "tests/qt/house/test_house_acts.py::"
        "test_it_is_not_opened_between_two_digits_that_are_typed",
    ),
    Break(
        "any order: after a dialog of a change was left without an answer that is taken back next",
        "resv_desktop/qt/edit_side.py",
        "            self.unclear.emit(self._attempt.id)\n",
        "            pass\n",
        T_SEAT + "after_a_dialog_was_left_without_an_answer_that_is_taken_back_next",
    ),
    Break(
        "any order: after the dialog of cancelling was left without an answer that comes back next",
        "resv_desktop/qt/cancel_dialog.py",
        "            self.unclear.emit(self._request_ids[reservation.id])\n",
        "            pass\n",
        T_SEAT + "after_a_dialog_was_left_without_an_answer_that_is_taken_back_next",
    ),
    Break(
        "any order: what is to be taken back is so although the line reserves meanwhile",
        "resv_desktop/qt/turns.py",
        "        self._writing.append(writer or self)\n",
        "        self._writing.append(writer or self)\n        self._asked.clear()\n",
        "tests/qt/test_turns.py::"
        "test_what_is_to_be_taken_back_is_so_although_the_line_reserves_meanwhile",
    ),
    Break(
        "any order: what the line reserves meanwhile is taken back as well, as was asked",
        "resv_desktop/qt/turns.py",
        "            self._asked[self._writing[-1]] = asked\n",
        "            self._asked.setdefault(self, asked)\n",
        "tests/qt/test_turns.py::"
        "test_what_was_done_and_what_the_line_reserves_meanwhile_are_both_taken_back_as_was_asked",
    ),
    Break(
        "any order: what is to be taken back is so although the line acts for the next guest",
        "resv_desktop/qt/seat_acts.py",
        "        if self._turns.is_to_wait:\n",
        "        if self._turns.is_busy:\n",
        "tests/qt/test_typed_ahead.py::test_"
        "ctrl_z_takes_the_act_back_that_is_written_although_the_line_acts_for_the_next_guest",
    ),
    Break(
        "any order: what the line reserves is taken back although another party is pressed then",
        "resv_desktop/qt/turns.py",
        "return self.is_busy or bool(self._asked) or bool(self._due)",
        "return self.is_busy or bool(self._due)",
        "tests/qt/test_turns.py::test_what_the_line_reserves_is_taken_back_as_was_asked_although_"
        "another_party_is_pressed_then",
    ),
    Break(
        "any order: a move is taken back as was asked although the line reserves meanwhile",
        "resv_desktop/qt/turns.py",
        "        self._writing.append(writer or self)\n",
        "        self._writing.append(writer or self)\n        self._asked.clear()\n",
        T_TURNS + "a_move_is_taken_back_as_was_asked_although_the_line_reserves_meanwhile",
    ),
    Break(
        "any order: a party is put on the waitlist by the line after what is written",
        "resv_desktop/qt/command_desk.py",
        "            self.acting.ask(row, partial(self.wait_wanted.emit, row))\n",
        "            self.wait_wanted.emit(row)\n",
        T_TURNS + "a_party_is_put_on_the_waitlist_by_the_line_after_what_is_written",
    ),
    Break(
        "any order: what the line reserves is what is taken back, whatever else is answered then",
        "resv_desktop/qt/seat_acts.py",
        '        what = ("undo", write.id)\n',
        '        write = taken[-1]\n        what = ("undo", write.id)\n',
        T_TURNS
        + "what_the_line_reserves_is_taken_back_as_was_asked_whatever_else_is_written_or_pressed",
    ),
    Break(
        "any order: a move that is answered is not the answer to what the line reserves",
        "resv_desktop/qt/turns.py",
        "for writer in self._asked if writer not in self._writing]",
        "for writer in self._asked]",
        T_TURNS + "a_move_that_is_answered_leaves_what_was_asked_of_the_line_to_the_line",
    ),
    Break(
        "any order: the same press after it is taken back is no bounce",
        "resv_desktop/qt/turns.py",
        "self._what, self._kept = None, [each._replace(what=None) for each in self._kept]\n",
        "pass\n",
        T_TURNS + "the_same_press_after_it_is_taken_back_is_no_bounce",
    ),
    Break(
        "any order: what is pressed after an act of which a window makes a bug is done",
        "resv_desktop/qt/seat_acts.py",
        "            try:\n                done(answer)\n            finally:\n",
        "            done(answer)\n            if answer:\n",
        T_TURNS + "what_is_pressed_after_an_act_of_which_a_window_makes_a_bug_is_done",
    ),
    Break(
        "any order: what is not taken back since the answer to its act is lost is said",
        "resv_desktop/qt/turns.py",
        "self._is_undo_gone |= self._asked.pop(",
        "self._asked.pop(",
        T_TURNS + "what_is_not_taken_back_since_the_answer_to_its_act_is_lost_is_said",
    ),
    Break(
        "any order: a move that is answered is not the answer to who is put on the waitlist",
        "resv_desktop/qt/window_acts.py",
        "        self.acts.done.connect(self.desk.acting.hear_done_elsewhere)\n",
        "        self.acts.done.connect(self.desk.acting.hear_done)\n",
        T_TURNS
        + "a_move_that_is_answered_leaves_the_line_whose_party_is_still_put_on_the_waitlist",
    ),
    Break(
        "any order: what is not taken back since an act before it is refused is said",
        "resv_desktop/qt/turns.py",
        "        if is_undo_gone or any(",
        "        if any(",
        T_TURNS + "what_is_not_taken_back_since_an_act_that_is_still_written_is_refused_is_said",
    ),
]
