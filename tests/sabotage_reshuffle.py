"""The promises of moving parties so that one more fits, and where each of them can be broken."""

from tests.sabotage_book import Break

RESHUFFLE = "resv_desktop/domain/reshuffle.py"
RESHUFFLING = "resv_desktop/controller/reshuffling.py"
UNDOING = "resv_desktop/controller/undoing.py"
T_ROOM = "tests/domain/test_reshuffle.py::test_"
T_MOVES = "tests/controller/test_reshuffle.py::test_"
T_DIALOG = "tests/qt/reshuffle/test_reshuffle_dialog.py::test_"
T_OFFER = "tests/qt/reshuffle/test_offer.py::test_"
DIALOG = "resv_desktop/qt/reshuffle/reshuffle_dialog.py"
T_BY_ALL = T_ROOM + "ten_thousand_rooms_are_answered_as_by_trying_every_seating"

BREAKS_OF_THE_RESHUFFLE = [
    Break(
        "reshuffle: Enter is not for moves that have only just come",
        "resv_desktop/qt/reshuffle/reshuffle_dialog.py",
        "if not (self.is_busy or self._unseen.isActive()):",
        "if not self.is_busy:",
        "tests/qt/reshuffle/test_reshuffle_dialog.py::test_"
        "enter_as_other_moves_come_in_the_place_of_those_that_were_read_moves_nobody",
    ),
    Break(
        "reshuffle: Enter while an earlier act is written is done after it",
        "resv_desktop/qt/reshuffle/reshuffle_desk.py",
        "self._seat.in_turn(partial(self._seat.reserve, says, work, show, refused), dialog)",
        "self._seat.reserve(says, work, show, refused)",
        "tests/qt/reshuffle/test_reshuffle_dialog.py::test_"
        "enter_while_an_earlier_act_is_written_moves_after_it_or_says_why_not[done]",
    ),
    Break(
        "reshuffle: a second table is asked about anew for other moves",
        "resv_desktop/qt/reshuffle/reshuffle_dialog.py",
        "        self._is_about_second = True\n",
        "",
        "tests/qt/reshuffle/test_reshuffle_dialog.py::test_"
        "a_second_table_that_was_asked_about_is_asked_about_anew_for_other_moves",
    ),
    Break(
        "a party that fits by moving others is never refused",
        RESHUFFLE,
        "        had += more\n",
        "        had = had[:1] + more\n",
        T_BY_ALL,
    ),
    Break(
        "no more parties are moved than must be",
        RESHUFFLE,
        "        largest = reached\n",
        "        largest += 1\n",
        T_BY_ALL,
    ),
    Break(
        "a party that has come is not moved",
        RESHUFFLE,
        'reservation.status == "booked"',
        'reservation.status != "done"',
        T_ROOM + "who_has_come_is_not_moved",
    ),
    Break(
        "a party that the host locks stays where it is",
        RESHUFFLE,
        " and reservation.id not in locked",
        "",
        T_ROOM + "what_the_host_locks_stays_as_it_is",
    ),
    Break(
        "nobody is moved to a table that is leaving",
        RESHUFFLING,
        "        if slot.is_leaving:\n",
        "        if slot.is_leaving is None:\n",
        T_MOVES + "what_changed_since_the_offer_refuses_it_whole",
    ),
    Break(
        "who has come since the offer keeps the table",
        RESHUFFLING,
        '(at_table[0].get("status") or "booked") != "booked"',
        'at_table[0].get("status") == "done"',
        T_MOVES + "what_changed_since_the_offer_refuses_it_whole",
    ),
    Break(
        "nobody is moved where a table has become free",
        RESHUFFLING,
        "            if is_free and slot.capacity >= moving.party_size:\n",
        "            if is_free and slot.capacity > 8:\n",
        T_MOVES + "what_changed_since_the_offer_refuses_it_whole",
    ),
    Break(
        "each party that is moved has its line in the journal",
        RESHUFFLING,
        '        _write_lines(book, house, "move", hour, steps, self._own_id)\n',
        "",
        T_MOVES + "all_moves_and_the_reservation_are_one_write_with_a_line_for_each",
    ),
    Break(
        "the parties that were moved go back with the reservation that is undone",
        UNDOING,
        "        then=moved.take_back if moved and not moved.is_first else None,\n",
        "",
        T_MOVES + "the_whole_act_is_taken_back_at_once_and_so_is_the_undo",
    ),
    Break(
        "line: a table that can be freed is offered before the waitlist",
        "resv_desktop/qt/command_rows.py",
        "    move = () if moving is None else (MoveRow(moving, party),)\n",
        "    move = ()\n",
        T_OFFER + "the_offer_comes_first_and_before_the_waitlist_unless_that_was_asked_for",
    ),
    Break(
        "moves: the list says of a full hour that others can move",
        "resv_desktop/qt/day_rows.py",
        "not free and party_size <= hour.most_seats",
        "False",
        "tests/qt/test_day_words.py::test_"
        "a_full_hour_in_which_moving_others_frees_a_table_says_that",
    ),
    Break(
        "moves: for which parties moving others helps is told by the largest table that can be had",
        RESHUFFLE,
        "for seat in room if seat.party <= largest), default=0)",
        "for seat in room if seat.party < largest), default=0)",
        T_ROOM + "the_largest_table_that_can_be_had_tells_for_which_parties_moves_help",
    ),
    Break(
        "moves: W after a digit shows who would move for the party at the door",
        "resv_desktop/qt/command_rows.py",
        "isinstance(row, SeatRow) or (isinstance(row, MoveRow) and row.is_walk_in)",
        "isinstance(row, SeatRow)",
        "tests/qt/test_walk_in.py::test_"
        "where_others_can_move_the_key_and_the_button_at_the_foot_show_who",
    ),
    Break(
        "moves: who is kept in the dialog is not moved",
        DIALOG,
        ", locked=self.moves.kept)",
        ")",
        T_DIALOG + "who_is_kept_stays_and_others_move_or_nobody",
    ),
    Break(
        "moves: an answer that never came is asked for under the same id",
        "resv_desktop/qt/reshuffle/reshuffle_desk.py",
        "elif may_be_saved(trouble)",
        "elif not may_be_saved(trouble)",
        T_DIALOG + "moves_whose_answer_never_came_are_tried_again_from_the_notice_and_made_once",
    ),
    Break(
        "moves: a room that changed while it was asked has new moves",
        DIALOG,
        "        self._slots, self._held = tuple(slots), tuple(held)\n        self._work_out()\n",
        "        self._slots, self._held = tuple(slots), tuple(held)\n        if not before:\n"
        "            self._work_out()\n",
        T_DIALOG + "a_table_taken_between_offer_and_word_is_told_and_the_new_moves_stand_there",
    ),
]
