"""The promises of the command line, and where each of them can be broken."""

from tests.sabotage_book import Break

TYPED, FIT = "resv_desktop/domain/typed_line.py", "resv_desktop/domain/best_fit.py"
DESK, ROWS = "resv_desktop/qt/command_desk.py", "resv_desktop/qt/command_rows.py"
SEATS, ANSWERING = "resv_desktop/qt/seat_now.py", "resv_desktop/qt/line_answering.py"
RESERVING, FINDING = "resv_desktop/qt/line_reserving.py", "resv_desktop/qt/line_finding.py"
DAY_WINDOW, SHOWING = "resv_desktop/qt/day_window.py", "resv_desktop/qt/line_showing.py"
KEY_ACTS = "resv_desktop/qt/key_acts.py"

T_TYPED, T_FIT = "tests/domain/test_typed_line.py::test_", "tests/domain/test_best_fit.py::test_"
T_WALK = "tests/qt/test_walk_in.py::test_"
T_LINE, T_FIND = "tests/qt/test_line_reserving.py::test_", "tests/qt/test_line_finding.py::test_"
T_DESK, T_ROWS = "tests/qt/test_command_desk.py::test_", "tests/qt/test_command_rows.py::test_"

T_WAIT, T_LIST = "tests/qt/test_waiting.py::test_", "tests/controller/test_waitlist.py::test_"
T_WAITING = "tests/qt/test_wait_dialog.py::test_"
CONTROL, UNDOING = "resv_desktop/controller/waitlist.py", "resv_desktop/controller/undoing.py"

T_DUE, T_FINGER = "tests/qt/test_due.py::test_", "tests/qt/test_by_finger.py::test_"

BREAKS_OF_THE_HANDS = [
    Break(
        "who waits since another day has its date",
        "resv_desktop/qt/waiting_words.py",
        "    if since.date() != entry.starts_at.date():\n",
        "    if False:\n",
        "tests/qt/test_waiting_words.py::test_who_waits_since_another_day_has_its_date",
    ),
    Break(
        "a table that is offered in another hour is free in this one",
        "resv_desktop/qt/wait_dialog.py",
        "(s.slot_id, s.table_id) in offered, s.capacity",
        "s.table_id in {t for _, t in offered}, s.capacity",
        "tests/qt/test_waiting_words.py::test_"
        "a_table_that_is_offered_in_another_hour_is_free_in_this_one",
    ),
    Break(
        "finger: a party goes where it is pressed to go",
        "resv_desktop/qt/timeline.py",
        "            self.carry.finish()\n        elif ",
        "            pass\n        elif ",
        T_FINGER + "a_party_is_moved_by_pressing_where_it_goes",
    ),
    Break(
        "finger: nothing can be done about an hour that is over",
        "resv_desktop/qt/party_menu.py",
        '            "cancel": not is_over and state != "done",\n',
        "",
        T_FINGER + "of_an_hour_that_is_over_the_menu_only_shows",
    ),
    Break(
        "finger: a walk-in of the size that is chosen is seated",
        "resv_desktop/qt/picked_acts.py",
        "self._seat.walk_in(slot, size)",
        "self._seat.walk_in(slot, 1)",
        T_FINGER + "a_walk_in_is_seated_with_the_size_and_one_press",
    ),
    Break(
        "waitlist: who got a table waits no longer",
        CONTROL,
        "        entry = book.remove_waiting(waiting_id)\n",
        "        entry = book.waiting(waiting_id)\n",
        T_LIST + "a_table_that_is_given_back_is_offered_and_reserved_with_the_entry_gone",
    ),
    Break(
        "waitlist: one party gets one table, whoever presses",
        CONTROL,
        "        if entry is None:\n            raise waits_no_longer()",
        "        if not entry and not house:\n            raise waits_no_longer()",
        T_LIST + "of_two_stations_that_give_one_party_a_table_one_is_told",
    ),
    Break(
        "waitlist: what is asked for again after silence is the same entry",
        "resv_desktop/qt/seat_acts.py",
        "                return unclear[1]\n",
        "                pass\n",
        "tests/qt/test_waiting.py::test_an_entry_whose_answer_never_came_is_not_made_twice_by_the_"
        "same_enter",
    ),
    Break(
        "waitlist: a table that was given and is gone since is not said to be reserved",
        "resv_desktop/controller/transition.py",
        'if act == "reserve":',
        "if False:",
        T_LIST + "a_table_that_was_given_and_is_gone_since_is_not_said_to_be_reserved",
    ),
    Break(
        "waitlist: taken back, the party waits as it did",
        UNDOING,
        '            book.add_waiting(at_its_hour(book, waited, line["at"]))\n',
        "            pass\n",
        T_LIST + "a_table_that_is_given_back_is_offered_and_reserved_with_the_entry_gone",
    ),
    Break(
        "waitlist: who is passed over is not offered that table again",
        "resv_desktop/domain/waiting.py",
        "            and slot.table_id not in entry.passed\n",
        "",
        T_LIST + "a_party_that_is_passed_over_waits_on_and_the_next_one_is_offered_the_table",
    ),
    Break(
        "command line: the days are called as at home",
        ANSWERING,
        "language=spoken())",
        'language="en")',
        "tests/qt/test_help_dialog.py::test_the_day_that_is_shown_can_be_typed",
    ),
    Break(
        "command line: what is a name is no day",
        "resv_desktop/domain/typed_days.py",
        'is_beside = any(other.part == "name" for other in names)',
        "is_beside = False",
        "tests/domain/test_typed_days.py::test_what_is_a_name_stays_one",
    ),
    Break(
        "command line: the English days are known in every language",
        "resv_desktop/domain/typed_days.py",
        "return own.ahead, own.weekdays, ENGLISH.ahead, ENGLISH.weekdays",
        "return own.ahead, own.weekdays",
        "tests/domain/test_typed_days.py::test_the_english_words_are_known_in_every_language",
    ),
    Break(
        "waitlist: a free table is reserved, nobody is made to wait for it",
        "resv_desktop/qt/wait_dialog.py",
        "            self.reserved.emit(table, filled)\n",
        "            self.added.emit(filled)\n",
        T_WAIT + "where_a_table_is_free_the_waitlist_reserves_it_instead_with_enter",
    ),
    Break(
        "waitlist: a table that goes is no longer promised",
        "resv_desktop/qt/waiting_desk.py",
        "            self._read_hour()\n\n    def _wait(",
        "            pass\n\n    def _wait(",
        T_WAIT + "a_table_that_goes_while_the_waitlist_is_open_is_no_longer_promised",
    ),
    Break(
        "waitlist: until it has been read, nobody is said to wait or not to",
        "resv_desktop/qt/waiting_desk.py",
        "        if self.reader.is_known:\n            dialog.show_waitlist(",
        "        if True:\n            dialog.show_waitlist(",
        T_WAITING + "until_the_waitlist_has_been_read_nothing_is_said_of_who_waits[nobody]",
    ),
    Break(
        "waitlist: that it cannot be read is said",
        "resv_desktop/qt/waiting_desk.py",
        "            self._dialog.show_unread()\n",
        "            pass\n",
        T_WAITING + "where_the_waitlist_cannot_be_read_that_is_said_until_it_has_been",
    ),
    Break(
        "waitlist: its dialog keeps still while an answer is waited for",
        "resv_desktop/qt/wait_dialog.py",
        "        if self.is_busy:\n            return\n        if self._waitlist is None:",
        "        if self._waitlist is None:",
        T_WAITING + "while_a_table_is_being_given_nothing_is_rebuilt_and_a_refusal_is_said_there",
    ),
    Break(
        "waitlist: the keys of who is gone come back to the form",
        "resv_desktop/qt/wait_dialog.py",
        "            self._buttons().get(at, self.form_of_guest).setFocus()\n",
        "            pass\n",
        T_WAITING + "while_a_table_is_being_given_nothing_is_rebuilt_and_a_refusal_is_said_there",
    ),
    Break(
        "waitlist: the new party is the one that is picked",
        "resv_desktop/qt/window_acts.py",
        "        self.waiting.reserved.connect(view.show_reservation)\n",
        "",
        T_WAIT + "the_offer_is_taken_by_one_key_and_the_new_party_is_picked",
    ),
    Break(
        "waitlist: the offer is passed over by its own key",
        "resv_desktop/qt/waiting_row.py",
        '(("reserve_waiting", self.reserved), ("pass_over", self.passed))',
        '(("reserve_waiting", self.reserved),)',
        T_WAIT + "the_offer_is_passed_over_by_one_key_from_the_line_too",
    ),
    Break(
        "waitlist: a table given back anywhere is offered here",
        "resv_desktop/qt/waitlist_reader.py",
        "        if kinds if may_wait else kinds.intersection(_ALWAYS):\n",
        "        if kinds.intersection(_ALWAYS):\n",
        T_WAIT + "a_table_that_another_station_gives_back_is_offered_and_reserved_with_one_press",
    ),
    Break(
        "waitlist: a W behind a full hour goes on to the number",
        DESK,
        'self.line.insert("w" if self.typed.hour is None else " w ")',
        'self.line.insert("w")',
        T_WAIT + "w_the_number_and_enter_put_a_party_on_the_waitlist_of_a_full_hour",
    ),
    Break(
        "walk-in: one key seats, and its row is chosen before it",
        ROWS,
        "    if rows and isinstance(rows[0], (SeatRow, WaitRow, MoveRow)):\n        return 0\n",
        "",
        T_WALK + "a_digit_and_one_key_seat_a_walk_in_without_a_number",
    ),
    Break(
        "walk-in: a table that went is not swapped for another under the host's finger",
        SHOWING,
        "        elif self.panel.row is None and not self._has_gone:\n",
        "        elif self.panel.row is None:\n",
        T_WALK + "a_table_that_goes_while_it_is_offered_is_said_and_the_next_one_waits_for_enter",
    ),
    Break(
        "walk-in: nobody is seated in an hour that is far",
        SEATS,
        "if hour.at <= now + LASTS and not hour.is_over(now)]",
        "if not hour.is_over(now)]",
        T_WALK + "nobody_is_seated_on_another_day_or_in_an_hour_that_is_far",
    ),
    Break(
        "walk-in: an hour that is nearly over is not the first offer",
        SEATS,
        "if is_nearly_over else found",
        "if is_nearly_over and False else found",
        T_WALK + "the_running_hour_is_offered_before_the_next_until_it_is_nearly_over",
    ),
    Break(
        "steps: Enter is for the step after the one that was said last",
        DESK,
        "        self._answering.hear_step(reservation)\n",
        "",
        T_WALK + "enter_says_each_next_step_of_the_party_that_was_found",
    ),
    Break(
        "steps: nobody arrives hours before they are expected",
        "resv_desktop/qt/due.py",
        "return NEXT_STATUS.get(reservation.status) if is_near else None",
        "return NEXT_STATUS.get(reservation.status)",
        T_WALK + "of_two_parties_only_one_that_is_expected_about_now_is_chosen_at_once",
    ),
    Break(
        "due: who has come and is not seated is waited with when their hour is over",
        "resv_desktop/qt/due.py",
        "        if hour.is_over(now)\n",
        "        if hour.is_over(now) and hour.is_running(now)\n",
        T_DUE + "who_has_come_and_is_not_seated_is_waited_with_for_an_hour_after_theirs",
    ),
    Break(
        "due: midnight loses nobody who has come",
        "resv_desktop/qt/due.py",
        "        for hour in day.hours_near\n",
        "        for hour in day.hours\n",
        T_DUE + "who_has_come_before_midnight_is_waited_with_on_the_next_day",
    ),
    Break(
        "walk-in: an empty table comes before one whose party may still sit",
        SEATS,
        "taken = not_left(day, hour, now) | set(sitting)",
        "taken = set(sitting)",
        T_WALK + "a_table_whose_party_of_the_hour_before_may_still_sit_comes_after_the_empty_ones",
    ),
    Break(
        "typed line: an initial is no sign",
        TYPED,
        "is_known and not is_initial",
        "is_known",
        T_TYPED + "a_w_behind_a_number_is_the_sign_and_never_the_beginning_of_a_name",
    ),
    Break(
        "typed line: now is no sign beside an hour",
        TYPED,
        'word.part in ("hour", "day", "unclear")',
        'word.part == "unclear"',
        T_TYPED + "now_behind_a_party_says_that_it_stands_at_the_door",
    ),
    Break(
        "typed line: what a number leaves must be a party and an hour",
        "resv_desktop/domain/typed_phone.py",
        "(_unfit(left) or _is_party_and_hour(group[:2], left))",
        "_is_party_and_hour(group[:2], left)",
        T_TYPED + "party_and_hour_are_no_beginning_of_a_number_that_is_still_typed",
    ),
    Break(
        "typed line: two parties are no party",
        TYPED,
        "        if len(values) > 1:\n",
        "        if len(values) > 9:\n",
        T_TYPED + "what_has_two_meanings_or_none_is_said_and_taken_for_nothing",
    ),
    Break(
        "best fit: the smallest table that fits comes first",
        FIT,
        "key=lambda s: (s.capacity, (s.slot_id",
        "key=lambda s: (-s.capacity, (s.slot_id",
        T_FIT + "no_free_table_that_fits_is_smaller_than_the_best_fit",
    ),
    Break(
        "command line: a table that a reservation names is not offered",
        "resv_desktop/qt/hour_slots.py",
        "yield slot if slot.is_available == table.is_free else replace(slot, is_available=False)",
        "yield slot",
        T_ROWS + "a_table_that_a_reservation_names_is_never_offered",
    ),
    Break(
        "command line: the first Enter only chooses",
        DESK,
        "            self._showing.choose(self._showing.rows[0])\n",
        "            self._act(self._showing.rows[0])\n",
        T_LINE + "a_table_is_reserved_from_anywhere_with_two_keys",
    ),
    Break(
        "command line: nothing typed is lost when it is refused",
        DESK,
        '        self._showing.tell("error", says)\n        if',
        '        self.line.clear()\n        self._showing.tell("error", says)\n        if',
        T_LINE + "a_table_that_has_just_gone_is_said_and_the_next_best_stands_first",
    ),
    Break(
        "command line: an unclear answer is settled with the same id",
        RESERVING,
        "        self._send(wish, self.write_id)\n",
        "        self._send(wish, self._controller.new_id())\n",
        T_LINE + "an_answer_that_never_came_is_asked_for_again_and_never_twice",
    ),
    Break(
        "command line: a second table is taken only on purpose",
        RESERVING,
        "second_table=wish.is_second,",
        "second_table=True,",
        T_LINE + "a_second_table_for_one_guest_is_taken_only_on_purpose",
    ),
    Break(
        "command line: the answer to what is no longer typed is dropped",
        FINDING,
        "if self._question is not None and asked == self._asked:",
        "if self._question is not None:",
        T_FIND + "the_answer_to_what_is_no_longer_typed_is_dropped",
    ),
    Break(
        "command line: a window that is closed waits for its write",
        "resv_desktop/qt/window_acts.py",
        "parts = (self.acts, self.attention, self.desk)",
        "parts = (self.acts, self.attention)",
        T_LINE + "a_window_that_is_closed_waits_for_the_line",
    ),
    Break(
        "undo: what is picked goes back with its party",
        "resv_desktop/qt/picked_acts.py",
        "        seat.taken_back.connect(self._on_taken_back)\n",
        "",
        "tests/qt/test_moving_from_anywhere.py::"
        "test_what_is_picked_goes_back_with_the_party_and_forth_again",
    ),
    Break(
        "undo: what was picked since stays picked",
        "resv_desktop/qt/picked_acts.py",
        "if picked.place == was.place != held.place:",
        "if was.place != held.place:",
        "tests/qt/test_moving_from_anywhere.py::"
        "test_a_party_that_goes_back_takes_nothing_along_that_was_picked_since",
    ),
    Break(
        "command line: a line that was begun meanwhile stays",
        "resv_desktop/qt/line_acting.py",
        '        if self._waits_for == "end":\n            self.done.emit()\n',
        "        if not self._is_asking:\n            self.done.emit()\n",
        T_FIND + "a_line_begun_while_a_cancel_is_under_way_stays",
    ),
    Break(
        "command line: an act is done with the party that was found",
        "resv_desktop/qt/command_line.py",
        "                event.accept()\n                return True\n",
        "                return super().event(event)\n",
        T_FIND + "one_key_does_it_with_the_party_that_was_found_not_with_the_one_that_is_picked",
    ),
    Break(
        "command line: a party that is typed is answered once",
        DAY_WINDOW,
        "        self.view.set_party_size(size, in_turn=True)",
        "        self._on_party(size)",
        T_DESK + "a_party_that_is_typed_is_answered_once",
    ),
    Break(
        "command line: F2 shows what was found, wherever the cursor is in the line",
        KEY_ACTS,
        '"F2",\n        where="line",\n        in_line="act",\n',
        '"F2",\n        where="line",\n',
        T_FIND + "a_reservation_is_found_while_its_number_or_name_is_typed",
    ),
    Break(
        "command line: a letter typed anywhere begins a line",
        "resv_desktop/qt/widgets/choice.py",
        "if event.text().strip() and not self._takes_letters:",
        "if event.text().strip() and self._takes_letters:",
        T_DESK + "a_letter_opens_the_line_from_the_choice_of_hours",
    ),
    Break(
        "command line: a key that came before the answer is not lost",
        "resv_desktop/qt/hurried_key.py",
        "        self._press = press\n        if not until_told:\n",
        "        if not until_told:\n",
        T_FIND + "an_enter_that_came_before_the_book_has_answered_chooses_what_is_found",
    ),
    Break(
        "command line: a key that came too early is not done once the host goes on",
        "resv_desktop/qt/hurried_key.py",
        "        self._press = None\n        self._patience.stop()\n",
        "        self._patience.stop()\n",
        T_FIND + "a_del_before_the_book_has_answered_is_done_then_unless_the_host_goes_on",
    ),
    Break(
        "command line: Ctrl+Z takes the act back, not the digits",
        KEY_ACTS,
        '"Ctrl+Z",\n        in_line="window",\n',
        '"Ctrl+Z",\n',
        "tests/qt/test_line_after_an_act.py::test_one_key_takes_the_act_back_not_the_digits",
    ),
    Break(
        "command line: two Enters behind a full hour reserve no other one",
        ROWS,
        "        all_rows = (*move, wait, *others)\n",
        "        pass\n",
        "tests/qt/test_line_after_an_act.py::"
        "test_two_enters_behind_a_full_hour_reserve_no_other_hour",
    ),
]
