"""The promises of what a host reads at the stand, and where each of them can be broken."""

from tests.sabotage_book import DOCUMENTS, T_OUTAGES, Break

RESERVATION, DAY_WORDS = "resv_desktop/domain/reservation.py", "resv_desktop/qt/day_words.py"
UNDO_WORDS = "resv_desktop/qt/undo_words.py"

T_DUE = "tests/qt/test_due.py::test_"
T_MARKS = "tests/qt/test_marks.py::test_"
T_UNDO_WORDS = "tests/qt/test_undo_words.py::test_"
T_DOCUMENTS = "tests/store/test_documents.py::test_"

BREAKS_OF_THE_STAND = [
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
        "            act = write.act or undone.act\n",
        "            act = undone.act\n",
        "tests/qt/test_seat_acts.py::"
        "test_every_act_is_taken_back_by_one_key_and_done_again_by_another",
    ),
    Break(
        "minutes: what is left of the hour is the same in the line and in the list",
        "resv_desktop/qt/seat_now.py",
        "minutes_until(ends_at, now)",
        "(ends_at - now) // timedelta(minutes=1)",
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
        'if is_key and self._notice.kind != "hint":',
        "if is_key:",
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
        "raise self.store.outage(is_write=True, may_be_saved=is_unclear) from silence",
        "raise self.store.outage(may_be_saved=is_unclear) from silence",
        T_OUTAGES + "a_frozen_server_is_an_outage_within_patience_and_nothing_was_saved",
    ),
]
