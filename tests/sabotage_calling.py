"""What is promised to whoever has to hear of another place or hour: somebody calls, once."""

from tests.sabotage_book import Break

T_CALLING = "tests/controller/test_calling.py::test_"
T_HOURS = "tests/qt/house/test_calls_about_hours.py::test_"

BREAKS_OF_CALLING = [
    Break(
        "attention: who is brought to another hour by the house is to be called",
        "resv_desktop/controller/applying.py",
        "{MOVED_FROM: self.hit.starts_at}",
        "{}",
        T_CALLING + "whom_other_hours_brought_to_another_one_is_to_be_called_until_that_is_noted",
    ),
    Break(
        "attention: who loses the other hour as well is told from the one that they know",
        "resv_desktop/qt/house/affected_words.py",
        'return f"{_moved(held)} {why}" if is_news else why',
        "return why",
        T_HOURS
        + "who_loses_the_other_hour_before_they_were_called_is_told_from_the_hour_they_know",
    ),
    Break(
        "attention: of another hour nobody is called twice",
        "resv_desktop/controller/attention.py",
        ' == "booked" and not document.get(CALLED)',
        ' == "booked"',
        T_CALLING + "whom_other_hours_brought_to_another_one_is_to_be_called_until_that_is_noted",
    ),
    Break(
        "attention: nobody is called about another hour who stands at the door",
        "resv_desktop/controller/attention.py",
        "    return is_awaited and isinstance",
        "    return isinstance",
        T_CALLING + "whom_other_hours_brought_to_another_one_is_to_be_called_until_that_is_noted",
    ),
    Break(
        "attention: who has the promised hour again need not be called about it",
        "resv_desktop/controller/moving.py",
        "    if kept.get(MOVED_FROM) == hour.starts_at:\n",
        "    if False:\n",
        T_CALLING + "who_is_moved_on_is_told_the_hour_they_know_until_they_have_it_again",
    ),
    Break(
        "attention: who was called about an earlier change is to be called about the next",
        "resv_desktop/controller/applying.py",
        "for hit in stays if CALLED in hit.document]",
        "for hit in stays if not hit.document]",
        T_CALLING + "who_was_called_and_loses_the_place_once_more_is_to_be_called_once_more",
    ),
    Break(
        "attention: the hour that a guest was promised keeps what another clock shows",
        "resv_desktop/store/house_hours.py",
        'SHIFTED = ("time", "movedFrom")',
        'SHIFTED = ("time",)',
        "tests/controller/test_rezoning.py::test_"
        "whom_other_hours_have_moved_is_told_by_another_clock_which_hour_they_had",
    ),
    Break(
        "attention: the hour that a guest knows is no moment aside where the clock skips the other",
        "resv_desktop/store/house_hours.py",
        '    return step if name == "time" else',
        "    return step if name else",
        "tests/controller/test_rezoning.py::test_"
        "whose_other_hour_the_clock_skips_is_told_from_the_very_hour_that_they_know",
    ),
    Break(
        "needs attention: a call is taken back where that is said, whatever is done after it",
        "resv_desktop/qt/house/attention_desk.py",
        "        self._seat.in_turn(way, dialog)\n",
        "        self._seat.in_turn(self._seat.undo_said, dialog)\n",
        T_HOURS + "whose_hour_was_changed_is_called_and_then_gone_from_the_list_at_every_station",
    ),
    Break(
        "undo: no button offers what was before an act whose answer is lost",
        "resv_desktop/qt/window_acts.py",
        "        if not self._window.bottom.notice.stays:\n",
        "        if self._window.bottom.notice.stays:\n",
        "tests/qt/test_seat_acts.py::test_"
        "after_a_dialog_was_left_without_an_answer_that_is_taken_back_next",
    ),
    Break(
        "needs attention: neither Space nor Enter moves who has another hour already",
        "resv_desktop/qt/house/affected_box.py",
        '        if row.affected.why == "moved" and row.home is None:\n',
        "        if row.home is row:\n",
        T_HOURS + "whom_the_other_hour_does_not_suit_is_moved_to_a_picked_one",
    ),
    Break(
        "needs attention: who was moved has a place and may have it back",
        "resv_desktop/qt/house/attention_dialog.py",
        '                if row.affected.why == "moved"\n',
        "                if row.called\n",
        T_HOURS + "whose_hour_was_changed_is_called_and_then_gone_from_the_list_at_every_station",
    ),
    Break(
        "needs attention: after a call that ends a row nobody who was called is picked",
        "resv_desktop/qt/house/attention_dialog.py",
        "        if not self._just_called or (is_there and not is_it):\n",
        "        if not is_it:\n",
        T_HOURS + "after_the_call_of_one_who_leaves_the_list_by_it_no_called_one_is_picked",
    ),
    Break(
        "attention: who is moved is to be called anew",
        "resv_desktop/controller/moving.py",
        "    kept = to_call_anew(before)",
        "    kept = before",
        "tests/controller/test_calling.py::test_"
        "a_call_is_noted_once_told_by_attention_taken_back_and_gone_with_a_move",
    ),
    Break(
        "attention: nobody is noted to know of another place than they were told",
        "resv_desktop/controller/calling.py",
        "        if seen_at is not None:\n",
        "        if seen_at is book:\n",
        T_CALLING + "nobody_is_noted_to_know_of_another_place_than_they_were_told",
    ),
    Break(
        "attention: who was called knows the hour of the call and none from before",
        "resv_desktop/controller/calling.py",
        "without(without(document, CALLED), MOVED_FROM) if",
        "without(document, CALLED) if",
        T_CALLING + "who_was_called_and_is_moved_on_by_the_house_knows_the_hour_of_the_call",
    ),
    Break(
        "attention: nobody is called about the hour that they know",
        "resv_desktop/controller/attention.py",
        "isinstance(known, datetime) and known != at\n",
        "isinstance(known, datetime)\n",
        T_CALLING + "an_older_station_may_give_the_hour_back_that_the_guest_knows",
    ),
    Break(
        "attention: the hour that a guest knows is an instant, whoever wrote it",
        "resv_desktop/controller/applying.py",
        "if not isinstance(kept.get(MOVED_FROM), datetime):",
        "if MOVED_FROM not in kept:",
        T_CALLING + "what_another_program_wrote_for_the_hour_a_guest_knows_does_not_hide_that_hour",
    ),
    Break(
        "undo: that a call was taken out is not said to be a call",
        "resv_desktop/controller/undoing.py",
        "_NOT_CALLED if is_call_gone else _DONE",
        "_DONE",
        T_CALLING + "an_act_before_a_change_of_the_house_that_took_a_call_out_is_refused_saying_so",
    ),
    Break(
        "house: who is to be called anew counts as what one transaction holds",
        "resv_desktop/controller/applying.py",
        "if moves + anew > _MOST_MOVES",
        "if moves > _MOST_MOVES",
        "tests/controller/test_house_change.py::test_what_one_transaction_would_not_hold_is_to_be_done_in_parts",
    ),
    Break(
        "clock: who comes back after another clock keeps the hour that they know",
        "resv_desktop/controller/place.py",
        "shifted(document, hour.starts_at - at) if isinstance(at, datetime) else document",
        "document",
        "tests/controller/test_rezoning.py::test_whom_another_clock_found_cancelled_comes_back_with_the_hour_that_they_know",
    ),
    Break(
        "attention: who was moved can have another hour than the one they were brought to",
        "resv_desktop/controller/homes.py",
        'replace(seeker, slot_id="") for',
        "replace(seeker) for",
        T_CALLING + "whom_other_hours_brought_to_another_one_is_to_be_called_until_that_is_noted",
    ),
    Break(
        "attention: nobody is moved once more unasked",
        "resv_desktop/domain/house_change.py",
        'if self.why == "moved" or self.home_day',
        "if self.home_day",
        T_CALLING + "whom_other_hours_brought_to_another_one_is_to_be_called_until_that_is_noted",
    ),
    Break(
        "needs attention: F4 is not for a place that has only just come",
        "resv_desktop/qt/house/attention_dialog.py",
        "return row.key, row.affected.reservation.place, self",
        'return row.key, ("", ""), self',
        T_HOURS + "f4_is_not_for_a_place_that_has_only_just_come",
    ),
    Break(
        "needs attention: one F4 too many is taken back where it is said",
        "resv_desktop/qt/house/attention_desk.py",
        'self.tr("Undo") if self._is_call_noted else None',
        "None",
        T_HOURS + "whose_hour_was_changed_is_called_and_then_gone_from_the_list_at_every_station",
    ),
    Break(
        "needs attention: only a call is offered to be taken back there",
        "resv_desktop/qt/house/attention_desk.py",
        'self.tr("Undo") if self._is_call_noted else None',
        'self.tr("Undo")',
        T_HOURS + "whom_the_other_hour_does_not_suit_is_moved_to_a_picked_one",
    ),
    Break(
        "needs attention: the call is noted for the place that was read out",
        "resv_desktop/qt/house/attention_desk.py",
        "is_called=is_called, seen_at=held.place,",
        "is_called=is_called,",
        T_HOURS + "a_call_about_another_place_than_the_party_has_by_now_is_not_noted",
    ),
    Break(
        "call list: who was moved to another day is told both days",
        "resv_desktop/qt/house/affected_words.py",
        "hour=_hour(held.starts_at, beside=before)",
        "hour=words.hour(held.starts_at)",
        "tests/qt/sheet/test_call_list.py::test_who_was_moved_is_told_from_which_hour_and_of_another_day_from_which_day",
    ),
    Break(
        "call list: nobody is told an hour that the clock skips",
        "resv_desktop/qt/house/affected_words.py",
        "return at.microsecond > 0",
        "return False",
        "tests/qt/sheet/test_call_list.py::test_who_had_an_hour_that_the_clock_skips_is_told_of_none_that_nobody_was_promised",
    ),
    Break(
        "needs attention: beside a later act nothing of an earlier dialog is taken back",
        "resv_desktop/qt/house/attention_desk.py",
        """        self._is_call_noted = False
        dialog = self._dialog
        if dialog is not None and whose is dialog:
""",
        """        dialog = self._dialog
        if dialog is not None and whose is dialog:
            self._is_call_noted = False
""",
        T_HOURS + "a_call_whose_dialog_was_left_is_not_offered_to_be_taken_back_beside_a_later_act",
    ),
]
