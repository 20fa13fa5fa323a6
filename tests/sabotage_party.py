"""The promises that an act is for the party it was meant for, and where each can be broken."""

from tests.sabotage_book import Break

WAIT = "resv_desktop/qt/wait_dialog.py"
MENU, DETAILS = "resv_desktop/qt/party_menu.py", "resv_desktop/qt/details_panel.py"
ACTS = "resv_desktop/qt/picked_acts.py"
T_UNDER = "tests/qt/test_under_the_finger.py::test_"
T_FINGER = "tests/qt/test_by_finger.py::test_"
T_WAIT = "tests/qt/test_wait_dialog.py::test_"

BREAKS_OF_PARTY = [
    Break(
        "line: a table that is offered as a second one is offered once",
        "resv_desktop/qt/line_showing.py",
        "rows=(self._second, *others)",
        "rows=(self._second, *found_now.rows)",
        "tests/qt/test_line_reserving.py::"
        "test_a_second_table_for_one_guest_is_taken_only_on_purpose",
    ),
    Break(
        "line: a label of a pasted mail is no name",
        "resv_desktop/domain/typed_line.py",
        "    _find_labels(words)\n",
        "",
        "tests/domain/test_typed_line.py::test_the_labels_of_a_pasted_mail_are_no_name",
    ),
    Break(
        "due: a press as a row over the day moves the strip is for nobody",
        "resv_desktop/qt/day_view.py",
        "        self.due.hear_moved()\n",
        "",
        T_UNDER + "a_press_as_a_row_over_the_day_moves_the_strip_is_for_nobody",
    ),
    Break(
        "notice: a press in it leaves the keys where they are",
        "resv_desktop/qt/widgets/notice.py",
        "self.action_button.setFocusPolicy(Qt.FocusPolicy.TabFocus)",
        "pass",
        T_UNDER + "a_press_in_the_notice_leaves_the_keys_where_they_are",
    ),
    Break(
        "waitlist: a press meant for one guest is not for the next in the dialog",
        WAIT,
        "            self._unseen.start()\n",
        "            pass\n",
        T_WAIT + "a_press_on_who_has_just_come_in_the_place_of_another_takes_nobody_off",
    ),
    Break(
        "waitlist: a key meant for one guest is not for the next in the dialog",
        WAIT,
        "lambda given: self._tell_pressed(self.given, given)",
        "self.given",
        T_WAIT + "a_press_on_a_table_that_has_just_become_another_partys_reserves_nothing",
    ),
    Break(
        "waitlist: where nothing stood a press in the dialog is heard at once",
        WAIT,
        "        if any(self._meant.get(place) != was for place, was in before.items()):\n",
        "        if self._meant != before:\n",
        T_WAIT + "a_table_that_is_free_where_none_was_is_reserved_by_the_first_press",
    ),
    Break(
        "waitlist: of many only a few rows are made in a turn",
        WAIT,
        "_AT_A_TURN = 2 ",
        "_AT_A_TURN = 200 ",
        T_WAIT + "of_many_who_wait_a_few_rows_are_made_in_a_turn_and_all_stand_in_their_order",
    ),
    Break(
        "waitlist: the rows of those who wait on stay in its dialog",
        WAIT,
        "        rows, self.rows = self.rows, {}\n",
        "        rows, self.rows = {}, {}\n",
        T_WAIT + "one_more_who_waits_and_one_who_goes_leave_the_rows_of_the_others_as_they_are",
    ),
    Break(
        "waitlist: Tab comes to its rows as they stand",
        WAIT,
        "            self._order_tab()\n",
        "            pass\n",
        T_WAIT + "tab_comes_to_a_table_that_is_free_since_before_it_takes_its_party_off",
    ),
    Break(
        "details: each act of the host has its own change that is no surprise",
        "resv_desktop/qt/widgets/unseen.py",
        "            self._expected += 1\n",
        "            self._expected = 1\n",
        T_UNDER + "of_two_acts_that_are_answered_before_either_is_shown_both_changes_are_expected",
    ),
    Break(
        "menu: its lines are there as long as it is, whatever has gone beside it",
        MENU,
        "self.acts[name] = action = QAction(says, self)",
        "self.acts[name] = action = self.addAction(says)",
        "tests/qt/test_kept.py::test_nothing_that_qt_has_made_is_kept_by_the_window",
    ),
    Break(
        "menu: of a party it is for nobody who has the table since",
        ACTS,
        "known.reservation is None or known.reservation.id != was.id:",
        "known.reservation is None:",
        T_FINGER
        + "a_menu_that_is_open_is_for_its_party_and_for_nobody_who_has_the_table_since[cancel]",
    ),
    Break(
        "menu: the cancelling is for who is named in it",
        "resv_desktop/qt/house_menu.py",
        "            self.cancel_chosen.emit(self._named)\n",
        "            self.cancel_wanted.emit()\n",
        T_FINGER + "the_cancelling_of_the_menu_is_for_the_party_it_named_and_for_nobody_else",
    ),
    Break(
        "menu: where a reservation is looked for none that has just come is cancelled",
        ACTS,
        "        if table is None:\n            self._acts.open_cancel(self._house())\n",
        "        if table is None:\n            self.cancel_picked()\n",
        T_FINGER + "the_menu_that_looks_for_a_reservation_cancels_none_that_has_just_come",
    ),
    Break(
        "menu: the key of a line is for who is picked once the menu has gone",
        "resv_desktop/qt/house_menu.py",
        "        self._is_read = False\n\n    def _add(",
        "        pass\n\n    def _add(",
        T_FINGER + "the_cancelling_of_the_menu_is_for_the_party_it_named_and_for_nobody_else",
    ),
    Break(
        "menu: of a party its lines stay where they are while it is open",
        MENU,
        "        if self.isVisible():\n            return\n",
        "",
        T_FINGER + "a_menu_that_is_open_keeps_its_lines_where_they_are_while_its_party_comes_in",
    ),
    Break(
        "menu: of a party it is up to date when it is opened again",
        DETAILS,
        "        self._show_more()\n        button = ",
        "        button = ",
        T_FINGER + "a_menu_that_is_open_keeps_its_lines_where_they_are_while_its_party_comes_in",
    ),
    Break(
        "details: a press as another station says the step is not for the next one",
        DETAILS,
        "            self.surprise.see_change()\n",
        "            pass\n",
        T_UNDER + "a_press_as_another_station_says_the_step_is_not_for_the_next_one",
    ),
    Break(
        "details: a key as another station says the step is not for the next one",
        ACTS,
        "        if not self._view.details.surprise.isActive():\n            self.step",
        "        if True:\n            self.step",
        T_UNDER + "a_press_as_another_station_says_the_step_is_not_for_the_next_one",
    ),
    Break(
        "details: a key as another party gets the table is not for them",
        ACTS,
        "        if self._view.details.is_party_new:\n            return True\n",
        "",
        T_UNDER + "a_press_as_another_party_gets_the_table_is_not_for_them",
    ),
    Break(
        "details: what the host does goes on at once",
        "resv_desktop/qt/window_acts.py",
        "            own.connect(view.details.surprise.expect)\n",
        "",
        T_UNDER + "what_the_host_does_goes_on_at_once",
    ),
    Break(
        "details: at another table a press is heard at once",
        DETAILS,
        "            self.surprise.stop()\n",
        "            pass\n",
        T_UNDER + "a_press_as_another_party_gets_the_table_is_not_for_them",
    ),
    Break(
        "due: a press as another station changes the party is for nobody",
        "resv_desktop/qt/due_strip.py",
        "        if row in self._changed and self.surprise.isActive():\n            return\n",
        "",
        T_UNDER + "a_press_on_who_is_due_as_another_station_changes_that_is_for_nobody[now0]",
    ),
    Break(
        "one column: a key is for what is picked also as its act comes under the finger",
        "resv_desktop/qt/details_panel.py",
        "        self.unseen.start()\n",
        "        self.surprise.start()\n",
        T_UNDER + "a_key_is_for_what_is_picked_also_as_its_details_come_under_the_finger",
    ),
    Break(
        "due: a press at a step that another station has just said changes nothing",
        "resv_desktop/qt/seat_acts.py",
        "(held.id, status, seen=held.status, request_id=act)",
        "(held.id, status, request_id=act)",
        T_UNDER + "a_press_at_a_step_that_another_station_has_just_said_changes_nothing_and_says_"
        "who_did[two]",
    ),
    Break(
        "due: who has said first how far a party is is told by the station that did",
        "resv_desktop/controller/seating.py",
        "if is_here or local_reservation(",
        "if not is_here or local_reservation(",
        T_UNDER + "a_press_at_a_step_that_another_station_has_just_said_changes_nothing_and_says_"
        "who_did[one]",
    ),
    Break(
        "due: who comes and is seated at once is so by two presses",
        "resv_desktop/qt/window_acts.py",
        "            own.connect(view.due.surprise.expect)\n",
        "",
        T_UNDER + "who_is_due_comes_and_is_seated_by_two_presses_one_after_the_other",
    ),
]
