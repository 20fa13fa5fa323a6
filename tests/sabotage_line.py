"""The promises of how a typed line is understood, and where each of them can be broken."""

from tests.sabotage_book import Break

TYPED, LINE = "resv_desktop/domain/typed_line.py", "resv_desktop/qt/command_line.py"
DESK, ROWS = "resv_desktop/qt/command_desk.py", "resv_desktop/qt/command_rows.py"

T_TYPED, T_ROWS = "tests/domain/test_typed_line.py::test_", "tests/qt/test_command_rows.py::test_"
WORDS, SHOWING = "resv_desktop/qt/command_words.py", "resv_desktop/qt/line_showing.py"
TYPED_PHONE = "resv_desktop/domain/typed_phone.py"
PHONE, T_PHONE = "resv_desktop/domain/phone.py", "tests/domain/test_phone.py::test_"
T_UNUSUAL = "tests/qt/test_line_unusual_number.py::test_an_unusual_number_is_said_"
COUNT_WORDS = "resv_desktop/domain/typed_count_words.py"
T_COUNTS = "tests/domain/test_typed_counts.py"
T_OFF = "tests/qt/test_line_left_off.py::test_"
T_ON = "tests/qt/test_line_gone_on_with.py::test_"
T_PASTED = "tests/qt/test_line_pasted.py::test_what_is_pasted_"
T_FOUND = "tests/qt/test_line_finding.py::test_"

BREAKS_OF_THE_LINE = [
    Break(
        "line: what is pasted in a list opens it",
        "resv_desktop/qt/free_keys.py",
        "elif pasted := pasted_by(event).strip():",
        "elif pasted := '':",
        T_PASTED + "in_the_list_opens_the_line",
    ),
    Break(
        "line: what is pasted is taken as if it had been typed",
        LINE,
        "if pasted := pasted_by(event):",
        "if pasted := '':",
        T_PASTED + "while_a_table_is_being_taken_is_the_next",
    ),
    Break(
        "found: who gave a table back today is told of",
        "resv_desktop/qt/line_answering.py",
        'if answered.news == "nobody" else None',
        "if False else None",
        T_FOUND + "of_a_guest_whose_table_was_given_back_today_it_is_said_when_and_by_whom",
    ),
    Break(
        "found: the second half of a double Enter does not leave what the first has opened",
        "resv_desktop/qt/slot_dialog.py",
        "            self.holding.hear_opened()\n",
        "",
        T_FOUND + "a_reservation_of_another_day_is_found_in_the_book_and_shown",
    ),
    Break(
        "line: who is said to stand at the door is offered no later hour beside a seat",
        ROWS,
        "others = () if rows and line.is_walk_in else tables.rows",
        "others = tables.rows",
        T_ROWS + "who_is_said_to_stand_there_is_offered_a_seat_and_no_later_hour",
    ),
    Break(
        "found: who alone was found and is not due is shown by one Enter",
        ROWS,
        "    if len(rows) == 1:\n        return 0\n",
        "",
        T_FOUND + "a_reservation_of_another_day_is_found_in_the_book_and_shown",
    ),
    Break(
        "line: the keys go to where what was reserved is picked",
        "resv_desktop/qt/day_view.py",
        "if self.keys.are_in(self.available.list):",
        "if False:",
        "tests/qt/test_line_after_an_act.py::test_"
        "the_keys_are_where_what_was_reserved_is_picked_and_enter_opens_no_other_table",
    ),
    Break(
        "line: what was typed before the first day came is read once more",
        "resv_desktop/qt/command_desk.py",
        "            self._answering.read_line(self.line.text())\n",
        "",
        "tests/qt/test_command_desk.py::test_"
        "a_number_that_was_typed_before_the_first_day_came_is_read_as_it_is_dialled_there",
    ),
    Break(
        "line: what is typed once a table is chosen is no end of the hour",
        DESK,
        "            self.line.begin_word(but_no_digits=is_open)\n",
        "            pass\n",
        T_ON + "a_number_that_is_typed_once_a_table_is_chosen_is_no_end_of_the_hour",
    ),
    Break(
        "line: a number that is not complete is gone on with behind a choice",
        LINE,
        "            return not self._takes_digits\n",
        "            return True\n",
        T_ON + "behind_a_choice_a_word_begins_unless_what_stands_there_is_not_ended",
    ),
    Break(
        "line: who is looked for is gone on with behind a choice",
        DESK,
        "        if not typed.is_search and (typed.near",
        "        if (typed.near",
        T_ON + "what_is_looked_for_is_gone_on_with_behind_a_choice",
    ),
    Break(
        "line: party and hour are no beginning of a number that is too short",
        TYPED_PHONE,
        "(_unfit(left) or _is_party_and_hour(group[:2], left))",
        "_unfit(left)",
        T_TYPED + "party_and_hour_in_front_of_a_number_that_is_too_short_are_no_part_of_it",
    ),
    Break(
        "line: a number may begin like party and hour where both are said beside it",
        TYPED_PHONE,
        "return is_either and not is_left",
        "return is_either",
        T_TYPED + "a_number_that_begins_like_a_party_and_an_hour_is_one_beside_both",
    ),
    Break(
        "line: an unusual number is said before the second Enter",
        WORDS,
        '    if line.phone_kind == "unused":\n',
        '    if line.phone_kind == "wrong":\n',
        T_UNUSUAL + "with_the_first_enter_and_reserved_with_the_second",
    ),
    Break(
        "line: nobody is reserved under an unusual number that nobody has read",
        SHOWING,
        "                self._unread.start()\n",
        "",
        "tests/qt/test_line_unusual_number.py::test_"
        "a_double_enter_reserves_under_no_number_that_nobody_can_have_read",
    ),
    Break(
        "line: nor does anybody wait under one",
        "resv_desktop/qt/command_desk.py",
        "isinstance(row, (SeatRow, TakeRow, WaitRow)) and self._showing.is_number_unread",
        "isinstance(row, (SeatRow, TakeRow)) and self._showing.is_number_unread",
        "tests/qt/test_line_unusual_number.py::test_"
        "nobody_waits_under_it_by_an_enter_before_it_can_be_read",
    ),
    Break(
        "line: the number of a known guest has been read back before",
        SHOWING,
        "self._unread.isActive() and not self._answering.is_guest_known",
        "self._unread.isActive()",
        "tests/qt/test_line_unusual_number.py::test_"
        "the_number_of_a_known_guest_has_been_read_back_before",
    ),
    Break(
        "line: an unusual number hides nothing else that is to be said",
        SHOWING,
        "                says.append(self._answering.news(self._answer))\n",
        "                pass\n",
        "tests/qt/test_line_unusual_number.py::test_"
        "beside_an_unusual_number_it_is_said_that_the_hour_is_full",
    ),
    Break(
        "phone: a number that is not in use is shown as it is dialled",
        PHONE,
        "    if has_zero and not phonenumbers.is_valid_number(number):\n",
        "    if False:\n",
        T_PHONE + "a_number_that_is_not_in_use_is_shown_as_it_is_dialled",
    ),
    Break(
        "line: a W right behind an hour leaves the hour what it is",
        TYPED,
        '            word.part, word.hour = "hour", counted.small\n',
        "            continue\n",
        T_TYPED + "a_w_right_behind_an_hour_leaves_the_hour_what_it_is",
    ),
    Break(
        "line: an hour that is not full after all is said to be free",
        ROWS,
        '"not full" if line.has_sign else ""',
        '""',
        T_ROWS + "why_there_is_not_what_was_asked_for_is_said",
    ),
    Break(
        "line: the number behind W is no part of the W",
        DESK,
        '"w" if self.typed.hour is None else " w "',
        '" w " if is_full else "w"',
        T_ON + "a_w_behind_an_hour_that_is_not_full_keeps_the_hour",
    ),
    Break(
        "line: an Escape loses nothing that was typed",
        DESK,
        "            self.line.leave_off()\n",
        "            pass\n",
        T_OFF + "an_escape_loses_nothing_that_was_typed",
    ),
    Break(
        "line: a digit after a look at the list loses nothing of the line",
        LINE,
        "            self.leave_off()\n            self.selectAll()",
        "            self.selectAll()",
        T_OFF + "a_digit_that_is_typed_after_a_look_at_the_list_loses_nothing_of_the_line",
    ),
    Break(
        "line: what was done is not brought back to be done again",
        LINE,
        "if self.text().strip() and not self._begins_afresh:\n            self._left",
        "if self.text().strip():\n            self._left",
        T_OFF + "the_line_of_an_act_that_was_done_is_not_brought_back",
    ),
    Break(
        "line: a time that is no full hour brings the hours beside it",
        ROWS,
        '        return Answer((*beside, *reservations), "party")\n',
        '        return Answer((*reservations,), "party")\n',
        T_ROWS + "beside_a_time_that_is_no_full_hour_the_hours_before_and_after_it_are_offered",
    ),
    Break(
        "line: an hour that was over before its house was set up is over",
        ROWS,
        '"over" if at + LASTS <= now and day.restaurant.is_open_at(at) else "no such hour"',
        '"no such hour"',
        T_ROWS + "an_hour_that_was_over_before_its_house_was_set_up_is_over",
    ),
    Break(
        "line: the little words of English are no guest's name",
        COUNT_WORDS,
        '        ("at", "around", "@"),\n        ("for",),\n',
        "        (),\n        (),\n",
        T_COUNTS + "::test_the_little_words_of_english_are_no_name",
    ),
    Break(
        "found: a search that failed lets nothing that was found stay as it was for ever",
        "resv_desktop/qt/line_finding.py",
        "            self._has_failed = True\n",
        "            self._question = None\n",
        T_FOUND + "what_was_found_on_another_day_follows_the_book_also_after_a_search_that_failed",
    ),
    Break(
        "found: a search that failed is asked again once the database answers",
        "resv_desktop/qt/line_answering.py",
        "        self._finding.try_again()\n",
        "",
        T_FOUND + "what_was_found_on_another_day_follows_the_book_also_after_a_search_that_failed"
        "[False]",
    ),
    Break(
        "found: what was refused is looked for again before the next Enter",
        "resv_desktop/qt/line_acting.py",
        "            self._answering.read_again()\n",
        "            pass\n",
        T_FOUND + "what_was_found_on_another_day_and_refused_is_as_the_book_has_it_for_the_next_"
        "enter",
    ),
]
