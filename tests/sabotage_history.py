"""The promises of who did what, of taking it back and of what is written of a party."""

from tests.sabotage_book import Break

EDITING = "resv_desktop/controller/editing.py"
UNDOING = "resv_desktop/controller/undoing.py"

HISTORY = "resv_desktop/qt/history/"
T_HISTORY = "tests/qt/history/test_history_dialog.py::test_"
T_EDIT_SIDE = "tests/qt/test_edit_side.py::test_"
T_APP = "tests/qt/test_app_choices.py::test_"
T_INITIALS = "tests/qt/test_initials.py::test_"
T_ASKED = f"{T_INITIALS}what_is_still_being_written_stands_under_the_initials_of_who_asked_for_it"
T_EDITING = "tests/controller/test_editing.py::test_"

BREAKS_OF_THE_HISTORY = [
    Break(
        "undo: where there is nothing to take back the key of the history is named",
        "resv_desktop/qt/seat_acts.py",
        "self._keys.hint(says, 'history')",
        "says",
        "tests/qt/test_seat_acts.py::test_"
        "where_nothing_is_to_be_taken_back_it_is_said_by_which_key_the_history_does_so",
    ),
    Break(
        "history: the past is asked for one time at a time, the newest is shown",
        "resv_desktop/qt/history/as_it_was.py",
        "        self._question.ask()\n",
        "        self._tasks.run(self, self._question._work, self._on_read, self.failed.emit)\n",
        "tests/qt/history/test_as_it_was.py::test_"
        "a_busy_evening_asks_for_the_past_one_time_at_a_time_and_the_newest_is_shown",
    ),
    Break(
        "initials: what one press does is signed by who pressed",
        "resv_desktop/qt/seat_acts.py",
        "self._controller.as_asked(lambda: work(act))",
        "partial(work, act)",
        f"{T_ASKED}[step]",
    ),
    Break(
        "initials: a move is signed by who dropped it",
        "resv_desktop/qt/moving.py",
        "controller.as_asked(work)",
        "work",
        f"{T_ASKED}[move]",
    ),
    Break(
        "initials: what the line reserves is signed by who typed it",
        "resv_desktop/qt/line_reserving.py",
        "controller.as_asked(work)",
        "work",
        f"{T_ASKED}[reserve]",
    ),
    Break(
        "history: a day that was closed keeps what was done in it",
        "resv_desktop/controller/remembering.py",
        "        slot_ids += house.store.read(lambda book: _closed_since(book, restaurant, day))\n",
        "",
        "tests/controller/test_remembering.py::test_the_history_of_a_day_stays_when_it_is_closed_"
        "and_when_it_opens_again",
    ),
    Break(
        "edit: more guests than the table seats are refused",
        "resv_desktop/controller/place.py",
        ".check_seats(party)",
        "",
        f"{T_EDITING}more_guests_than_the_table_seats_are_refused_and_fewer_are_not",
    ),
    Break(
        "edit: what is not spoken of stays as it is",
        EDITING,
        "if to is not None and to != said[field]",
        "if to != said[field]",
        f"{T_EDITING}what_is_not_spoken_of_stays_as_another_station_wrote_it_meanwhile",
    ),
    Break(
        "edit: what says the same already keeps the form in which another program wrote it",
        EDITING,
        "if to is not None and to != said[field]",
        "if to is not None",
        f"{T_EDITING}the_fields_of_another_program_survive_an_edit_and_its_undo",
    ),
    Break(
        "edit: it can be taken back",
        UNDOING,
        '    "edit": "The',
        '    "edited": "The',
        f"{T_EDITING}an_edit_is_taken_back_to_the_byte_and_named_where_it_came_between",
    ),
    Break(
        "initials: they are the same at the next start",
        "resv_desktop/qt/app.py",
        "book.controller.host = self._choices.settings.host",
        "pass",
        f"{T_APP}initials_are_the_same_at_the_next_start",
    ),
    Break(
        "initials: they stand in every line from then on",
        "resv_desktop/qt/day_window.py",
        "        self._controller.host = initials\n",
        "",
        f"{T_INITIALS}initials_are_set_by_one_key_what_is_typed_and_enter",
    ),
    Break(
        "history: what is done elsewhere is read while it is open",
        "resv_desktop/qt/history/history_dialog.py",
        '        """Take over that something may have been done since."""\n'
        "        self.reader.refresh()\n",
        '        """Take over that something may have been done since."""\n',
        f"{T_HISTORY}what_is_done_elsewhere_comes_to_the_top_and_what_is_picked_stays",
    ),
    Break(
        "history: older lines are read as the end comes near",
        HISTORY + "history_list.py",
        "            self.older_wanted.emit()\n",
        "            pass\n",
        f"{T_HISTORY}a_long_history_is_read_page_by_page_as_the_end_comes_near",
    ),
    Break(
        "history: a line that was taken back is not taken back again",
        HISTORY + "history_dialog.py",
        "line.can_undo and not row.undone",
        "line.can_undo",
        f"{T_HISTORY}what_is_done_elsewhere_comes_to_the_top_and_what_is_picked_stays",
    ),
    Break(
        "history: after an unclear answer a line is taken back under the same id",
        HISTORY + "history_dialog.py",
        "self._request_ids.setdefault(row.key, self._controller.new_id())",
        "self._controller.new_id()",
        f"{T_HISTORY}an_outage_is_said_and_asked_again_with_the_same_id",
    ),
    Break(
        "history: what was taken back here can be taken back by the next key",
        "resv_desktop/qt/host_acts.py",
        "        self.written.emit(undone.id)\n",
        "",
        f"{T_HISTORY}any_line_of_any_station_is_taken_back_by_one_key_and_that_by_another",
    ),
    Break(
        "history: an undo that was undone takes nothing back",
        "resv_desktop/domain/journal.py",
        "if line.undoes and line.id not in found:",
        "if line.undoes:",
        "tests/controller/test_remembering.py::test_"
        "of_a_history_it_is_known_which_lines_were_taken_back_and_by_which",
    ),
    Break(
        "edit: the dialog sends only what the host has changed",
        "resv_desktop/qt/edit_side.py",
        "        return {field: to for field, to in typed.items() if to != before[field]}\n",
        "        return typed if typed != before else {}\n",
        f"{T_EDIT_SIDE}only_what_the_host_changed_is_sent",
    ),
    Break(
        "edit: nothing is written over what others wrote in the same place",
        "resv_desktop/controller/editing.py",
        "        if field not in new or said[field] == was:\n",
        "        if field not in new or said:\n",
        "tests/controller/test_editing.py::test_"
        "nothing_is_written_over_what_another_station_wrote_there_unless_on_purpose",
    ),
    Break(
        "edit: the dialog tells what others wrote before it is written over",
        "resv_desktop/qt/edit_side.py",
        '**{"seen": held} | changes',
        "**changes",
        f"{T_EDIT_SIDE}"
        "a_note_that_another_station_wrote_meanwhile_is_told_before_it_is_written_over",
    ),
    Break(
        "edit: what was saved all the same for one reason is for the next one as well",
        "resv_desktop/qt/edit_side.py",
        'if name in ("second_table", "seen")}',
        "if name in ()}",
        f"{T_EDIT_SIDE}"
        "a_note_that_another_station_wrote_meanwhile_is_told_before_it_is_written_over",
    ),
    Break(
        "edit: after an unclear answer the same changes have the same id",
        "resv_desktop/qt/edit_side.py",
        "if self._attempt is None or self._attempt.changes != changes:",
        "if True:",
        f"{T_EDIT_SIDE}after_an_unclear_answer_the_same_changes_are_made_once",
    ),
    Break(
        "an allergy that was marked in the form is in the book",
        "resv_desktop/qt/reserve_side.py",
        "                allergy=party.allergy,\n",
        "",
        f"{T_EDIT_SIDE}an_allergy_is_marked_while_the_table_is_reserved",
    ),
    Break(
        "the strip of who is due says allergies and notes",
        "resv_desktop/qt/due_row.py",
        "held_marks(table.reservation) if is_party else []",
        "[]",
        "tests/qt/test_marks.py::test_who_is_due_says_both_and_shows_their_signs",
    ),
    Break(
        "undo: nobody is more again than the table seats by now",
        UNDOING,
        "        _check_growth(book, current, before)\n",
        "",
        f"{T_EDITING}a_size_that_the_table_seats_no_longer_is_not_brought_back_by_an_undo",
    ),
    Break(
        "undo: a place that is not offered any more is refused with the nearest one",
        UNDOING,
        "raise _with_nearest(house, line, why) from None",
        "raise",
        "tests/controller/test_undo.py::"
        "test_a_hour_or_table_that_is_no_longer_there_takes_nobody_back",
    ),
]
