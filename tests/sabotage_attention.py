"""What is promised of a house that changes: nobody loses a table unseen, or unheard of."""

from tests.sabotage_book import Break

PREVIEW, CHOICES = (
    f"resv_desktop/qt/house/{name}.py" for name in ("preview_dialog", "home_choices")
)
READER, DESK = (
    f"resv_desktop/qt/house/{name}.py" for name in ("attention_reader", "attention_desk")
)
WORDS, CLOSURES = (
    f"resv_desktop/qt/house/{name}.py" for name in ("affected_words", "closure_words")
)
T_PREVIEW = "tests/qt/house/test_preview_dialog.py::test_"
LIST = "resv_desktop/qt/house/affected_list.py"
T_LIST = "tests/qt/house/test_affected_list.py::test_"
T_CLOSING = "tests/qt/test_closing.py::test_"
T_UNCLEAR = "tests/qt/house/test_unclear_saves.py::test_"
T_ATTENTION = "tests/qt/house/test_attention.py::test_"
T_CLOSURES = "tests/qt/house/test_closures.py::test_"

BREAKS_OF_ATTENTION = [
    Break(
        "whose home was given away is proposed one past midnight of that evening",
        CHOICES,
        "            best = next(iter(left), None)\n",
        "            best = next((o for o in left if o.starts_at.date() == affected.day), None)\n",
        T_LIST + "whose_home_was_given_away_is_proposed_one_past_midnight_of_that_evening",
    ),
    Break(
        "a day of which every hour is closed is closed and not on its way",
        "resv_desktop/domain/restaurant.py",
        "return not self.slots_on(day)\n",
        "return self.hours_on(day) is None\n",
        "tests/qt/test_empty_day.py::test_"
        "a_day_of_which_every_hour_is_closed_is_closed_and_not_on_its_way",
    ),
    Break(
        "a weekday that is closed does not end with the closed hours of other days",
        "resv_desktop/qt/empty_day.py",
        "if bool(each.closed_hours) == are_hours_closed",
        "if True",
        "tests/qt/test_empty_day.py::test_"
        "a_weekday_that_is_closed_ends_by_itself_and_not_with_closed_hours_of_other_days",
    ),
    Break(
        "hours after midnight that are closed tonight are said in the evening",
        CLOSURES,
        "closes = closed.closes + (_DAY if is_of_night else 0)\n",
        "closes = closed.closes\n",
        T_CLOSURES + "hours_after_midnight_that_are_closed_tonight_are_said_in_the_evening",
    ),
    Break(
        "preview: where nothing is proposed nothing can be accepted",
        PREVIEW,
        "        self.propose_button.setEnabled(any(each.home for each in affected))\n",
        "",
        T_PREVIEW + "where_nothing_is_proposed_nothing_is_offered_to_be_accepted",
    ),
    Break(
        "needs attention: after a call the next who is to be called is picked",
        "resv_desktop/qt/house/attention_dialog.py",
        "            self._pick_next(at)\n",
        "",
        T_ATTENTION + "after_a_call_the_next_party_that_is_still_to_be_called_is_picked",
    ),
    Break(
        "needs attention: after the last call of the list it goes on above",
        "resv_desktop/qt/house/attention_dialog.py",
        "pick(at if at < left else 0)",
        "pick(at)",
        T_ATTENTION + "after_a_call_the_next_party_that_is_still_to_be_called_is_picked",
    ),
    Break(
        "attention: who was settled elsewhere meanwhile keeps that home",
        DESK,
        "home.table_id, seen_at=held.place,",
        "home.table_id,",
        T_ATTENTION + "a_party_that_another_station_has_just_settled_keeps_the_home_that_it_was_"
        "promised",
    ),
    Break(
        "attention: who was settled elsewhere meanwhile is not cancelled there",
        DESK,
        "self._seat.cancel, held, seen_at=held.place)",
        "self._seat.cancel, held)",
        T_ATTENTION + "a_party_that_another_station_has_just_settled_is_not_cancelled_as_one_"
        "without_a_place",
    ),
    Break(
        "cancel: nobody is cancelled out of a place to which another station has moved them",
        "resv_desktop/controller/reserving.py",
        "        if seen_at is not None:\n",
        "        if seen_at is book:\n",
        "tests/controller/test_cancel.py::test_a_party_is_not_cancelled_out_of_the_place_to_which_"
        "another_station_has_moved_it",
    ),
    Break(
        "attention: what is pressed while an earlier act is written is done after it",
        DESK,
        "        self._seat.in_turn(act, self._dialog)\n",
        "        if not self._seat.is_busy:\n            self._seat.in_turn(act, self._dialog)\n",
        T_ATTENTION + "enter_while_an_earlier_act_is_being_written_moves_the_party_after_it",
    ),
    Break(
        "attention: the success of another act is not that of what was pressed",
        DESK,
        "        if dialog is not None and whose is dialog:\n",
        "        if dialog is not None:\n",
        T_ATTENTION + "enter_while_an_earlier_act_is_being_written_moves_the_party_after_it",
    ),
    Break(
        "waitlist: what is pressed while an earlier act is written is done after it",
        "resv_desktop/qt/turns.py",
        "                self._kept.append(press)\n",
        "                pass\n",
        "tests/qt/test_wait_dialog.py::test_what_is_pressed_while_an_earlier_act_is_written_is_done_"
        "after_it_or_not_without_a_word",
    ),
    Break(
        "waitlist: a press as a row gets higher is not for who comes under it",
        "resv_desktop/qt/wait_entry_row.py",
        "            self.shifted.emit()\n",
        "            pass\n",
        "tests/qt/test_wait_dialog.py::test_a_press_as_a_row_above_gets_higher_is_not_for_who_comes_"
        "under_it",
    ),
    Break(
        "waitlist: what is pressed while an act is written is not lost where a move is refused",
        "resv_desktop/qt/turns.py",
        "gone = [press for press in self._kept if press.is_move or not only_moves]",
        "gone = list(self._kept)",
        "tests/qt/test_wait_dialog.py::test_what_is_pressed_while_an_act_is_written_is_done_"
        "after_it_though_a_move_is_refused",
    ),
    Break(
        "attention: after a call list nobody can be moved to no home",
        "resv_desktop/qt/house/attention_dialog.py",
        "        super().set_ready()\n        self._show_picked()\n",
        "        super().set_ready()\n",
        T_ATTENTION + "after_the_call_list_the_party_is_moved_nowhere_as_before_while_no_home_is_"
        "chosen",
    ),
    Break(
        "preview: what the host has not seen is not saved",
        PREVIEW,
        "                preview=preview,\n",
        "                preview=controller.preview(self._rest_id, self._change),\n",
        T_PREVIEW + "a_reservation_made_meanwhile_is_marked_and_nothing_is_saved_before_it_is_seen",
    ),
    Break(
        "preview: it follows the book while it is open",
        DESK,
        "        self._follower.changed.connect(dialog.hear)\n",
        "",
        T_PREVIEW
        + "a_reservation_made_while_it_is_open_comes_by_itself_and_moves_neither_keys_nor_pick",
    ),
    Break(
        "preview: a window waits for the change that is being saved over its dialog",
        DESK,
        "        return self._preview is not None and self._preview.is_busy\n",
        "        return False\n",
        T_CLOSING + "a_change_of_the_house_that_is_being_saved_over_its_dialog_is_waited_for",
    ),
    Break(
        "preview: over the window it is a dialog that is open",
        DESK,
        "        if self._acts.is_open:\n            dialog.open()",
        "        if True:\n            dialog.open()",
        T_CLOSING + "a_change_of_the_house_that_is_being_saved_over_the_window_is_waited_for",
    ),
    Break(
        "preview: a key puts only the row in words that it changes",
        LIST,
        "        return known if is_same else row_of(",
        "        return row_of(",
        T_LIST + "space_in_a_long_list_puts_one_row_in_words",
    ),
    Break(
        "preview: whether somebody is to be called is said without wording all calls",
        PREVIEW,
        "any(True for _ in self._to_call())",
        "bool(self.calls)",
        T_LIST + "space_in_a_long_list_puts_one_row_in_words",
    ),
    Break(
        "preview: who is no longer as they were is put in words again",
        LIST,
        "known.affected is each or known.affected == each",
        "True",
        T_LIST + "who_is_no_longer_as_they_were_is_put_in_words_again",
    ),
    Break(
        "preview: what may be saved already is not said to be unchanged",
        PREVIEW,
        "            if is_open:\n                nobody",
        "            if is_seen:\n                nobody",
        T_UNCLEAR + "after_a_lost_answer_nothing_else_can_be_chosen_than_what_was_sent",
    ),
    Break(
        "preview: what may be saved already is not chosen anew",
        PREVIEW,
        "        self.box.is_settled = self._is_fixed\n",
        "        self.box.is_settled = self._is_applied\n",
        T_UNCLEAR + "after_a_lost_answer_nothing_else_can_be_chosen_than_what_was_sent",
    ),
    Break(
        "preview: who may have another hour already stays to be called",
        PREVIEW,
        "        return self._is_applied or self._is_unclear\n",
        "        return self._is_applied\n",
        T_UNCLEAR + "who_got_another_hour_by_a_save_whose_answer_was_lost_is_on_the_call_list",
    ),
    Break(
        "preview: what the host chose stays when the list is read again",
        CHOICES,
        "            if each.reservation.id in chosen:\n",
        "            if False:\n",
        T_ATTENTION + "no_two_parties_are_given_one_home_and_what_the_host_chose_stays",
    ),
    Break(
        "preview: no two parties are proposed one home",
        CHOICES,
        "        if best is not None and best not in left:\n",
        "        if False:\n",
        T_ATTENTION + "no_two_parties_are_given_one_home_and_what_the_host_chose_stays",
    ),
    Break(
        "preview: who is new is marked",
        CHOICES,
        "        self.new = frozenset() if self._is_first else self.new | came\n",
        "        self.new = frozenset()\n",
        T_ATTENTION + "no_two_parties_are_given_one_home_and_what_the_host_chose_stays",
    ),
    Break(
        "preview: whose proposal has changed meanwhile is marked, and not saved unseen",
        CHOICES,
        "        return len(came), len(moved_on)\n",
        "        return len(came), 0\n",
        T_PREVIEW + "a_home_that_is_taken_while_it_is_open_is_marked_and_"
        "enter_does_not_save_the_next_unseen",
    ),
    Break(
        "attention: Enter is not for a home that has only just come",
        "resv_desktop/qt/house/attention_dialog.py",
        "            self._unseen.start()\n",
        "            pass\n",
        T_ATTENTION
        + "enter_moves_nobody_to_a_home_that_has_only_just_come_in_the_place_of_another",
    ),
    Break(
        "preview: beside a long note the list gives way before a button is cut",
        PREVIEW,
        "        self.let_give_way(self.box.frame, self.box.least_height)\n",
        "",
        T_PREVIEW + "beside_a_long_note_the_list_gives_way_and_no_button_is_cut",
    ),
    Break(
        "preview: who has another hour or none is to be told before the dialog goes",
        WORDS,
        "    return home is None or home.starts_at != held.starts_at\n",
        "    return False\n",
        "tests/qt/sheet/test_call_list.py::test_"
        "what_to_say_names_the_other_hour_and_another_table_alone_is_no_call",
    ),
    Break(
        "attention: what another station settles or leaves is counted here",
        READER,
        "        return change.kind in _BOOKED and change.reservation_id in known\n",
        "        return False\n",
        T_ATTENTION + "what_is_done_with_one_who_is_left_is_a_reason_to_read_at_once",
    ),
    Break(
        "attention: what is done in the usual way does not make every hour be read",
        READER,
        "change.reservation_id in known\n",
        "bool(change.slot_id)\n",
        T_ATTENTION + "what_is_done_in_the_usual_way_is_no_reason_to_look_through_every_hour",
    ),
    Break(
        "attention: the house is the one of now, also while the dialog is open",
        DESK,
        "show_attention(now, self.reader.house)",
        "show_attention(now)",
        T_ATTENTION + "a_house_that_is_changed_elsewhere_meanwhile_dials_as_it_does_now",
    ),
    Break(
        "attention: another house beside the same parties is told",
        READER,
        "read != (self.now, self.house)",
        "read[0] != self.now",
        T_ATTENTION + "a_house_that_is_changed_elsewhere_meanwhile_dials_as_it_does_now",
    ),
    Break(
        "attention: who has been called stands last",
        "resv_desktop/qt/house/attention_dialog.py",
        "sorted(now, key=lambda each: each.reservation.called is not None)",
        "now",
        T_ATTENTION + "who_has_been_called_is_said_at_every_station_stands_last_and_is_taken_back",
    ),
    Break(
        "attention: a place that is not offered is said in its row",
        "resv_desktop/qt/hour.py",
        "self.slot is not None and not self.slot.is_leaving\n",
        "self.slot is not None\n",
        "tests/qt/test_marks.py::test_"
        "who_is_left_without_a_place_is_said_in_every_row_until_they_sit",
    ),
    Break(
        "closure: it is said until its last day is over",
        CLOSURES,
        "    is_longer = closure.to_on > today\n",
        "    is_longer = False\n",
        T_CLOSURES + "what_holds_today_is_said_with_its_end_and_reason",
    ),
    Break(
        "needs attention: homes that are folded out stay those of one party",
        "resv_desktop/qt/house/attention_dialog.py",
        "        self._late = now if self.box.is_choosing else None\n",
        "        self._late = None\n",
        T_ATTENTION + "homes_that_are_folded_out_stay_those_of_the_party_that_they_were_opened_for",
    ),
    Break(
        "needs attention: what came under homes folded out is shown once they are folded in",
        "resv_desktop/qt/house/attention_dialog.py",
        "            self.show_attention(self._late)\n",
        "            pass\n",
        T_ATTENTION + "homes_that_are_folded_out_stay_those_of_the_party_that_they_were_opened_for",
    ),
]
