"""The promises of the slot's dialog and of the signs between hosts, and how each can be broken."""

from tests.sabotage_book import Break

ALTERNATIVES, ROWS = "resv_desktop/qt/alternatives.py", "resv_desktop/qt/day_rows.py"
RESERVING, DIALOG = "resv_desktop/qt/reserve_side.py", "resv_desktop/qt/slot_dialog.py"
SIGNS = "resv_desktop/qt/presence.py"

NEXT, T_NEXT = "resv_desktop/qt/slot_dialogs.py", "tests/qt/test_slot_dialogs.py::test_"
T_ALTERNATIVES = "tests/qt/test_alternatives.py::test_"
T_GONE = "tests/qt/test_slot_gone.py::test_"
T_PRESENCE = "tests/qt/test_presence.py::test_"
T_LEFT = "tests/qt/test_left_guest.py::test_"
T_CANCEL = "tests/qt/test_cancel_dialog.py::test_"
DETAILS = "resv_desktop/qt/details_panel.py"
T_DETAILS = "tests/qt/test_details_panel.py::test_"
WAIT, T_WAIT = "resv_desktop/qt/wait_dialog.py", "tests/qt/test_wait_dialog.py::test_"
T_HOUSES = (
    "tests/qt/test_houses.py::test_another_restaurant_that_was_renamed_elsewhere_has_its_new_name_"
    "in_a_list_and_a_notice"
)
FRAME, T_FRAME = (
    "resv_desktop/qt/widgets/dialog_frame.py",
    "tests/qt/widgets/test_dialog_frame.py::test_",
)

BREAKS_OF_DIALOGS = [
    Break(
        "dialog: one that grows stays on the screen, with its buttons",
        FRAME,
        "            self._stay_on_screen()\n",
        "            pass\n",
        T_FRAME + "one_that_grows_at_the_end_of_the_screen_stays_on_it_with_its_buttons",
    ),
    Break(
        "dialog: where the host has moved it aside it stays unless it grows",
        FRAME,
        "        if self.isVisible() and height > before:\n",
        "        if self.isVisible():\n",
        T_FRAME + "one_that_grows_at_the_end_of_the_screen_stays_on_it_with_its_buttons",
    ),
    Break(
        "change: of a reservation that has gone no key is said to save",
        "resv_desktop/qt/edit_side.py",
        "        self._frame.set_hint(offer_keys(()))\n",
        "",
        "tests/qt/test_edit_side.py::test_a_reservation_that_went_meanwhile_is_said",
    ),
    Break(
        "change: which table the guest has is not said any more once it has gone",
        "resv_desktop/qt/slot_dialog.py",
        "            self.forget_guests()  # which",
        "            pass  # which",
        "tests/qt/test_edit_side.py::"
        "test_a_reservation_that_is_back_can_be_changed_as_it_was_typed",
    ),
    Break(
        "change: that Enter saves is said again once the reservation is back",
        "resv_desktop/qt/edit_side.py",
        '        self._frame.set_act(self.tr("Save the changes"))\n'
        '        self._frame.set_hint(self.tr("Enter saves, Escape leaves."))\n',
        '        self._frame.set_act(self.tr("Save the changes"))\n',
        "tests/qt/test_edit_side.py::"
        "test_a_reservation_that_is_back_can_be_changed_as_it_was_typed",
    ),
    Break(
        "phone: under the number of a known guest the first Enter reserves",
        "resv_desktop/qt/guest_line.py",
        "        self._phone.is_known = True\n",
        "",
        "tests/qt/test_unusual_number.py::test_"
        "under_the_number_of_a_known_guest_the_first_enter_reserves",
    ),
    Break(
        "phone: no table is reserved under an unusual number that nobody has read",
        "resv_desktop/qt/reserve_side.py",
        " and not self.form.phone.is_unread():",
        ":",
        "tests/qt/test_unusual_number.py::test_"
        "a_table_is_reserved_under_it_by_an_enter_after_it_can_be_read",
    ),
    Break(
        "phone: nor is one by another try after an outage",
        "resv_desktop/qt/reserve_side.py",
        "elif not self.form.phone.is_unread():",
        "else:",
        "tests/qt/test_unusual_number.py::test_"
        "after_an_outage_another_try_reserves_under_no_number_that_nobody_has_read",
    ),
    Break(
        "phone: no table is freed for an unusual number that nobody has read",
        "resv_desktop/qt/reshuffle/reshuffle_dialog.py",
        "if self.form_of_guest.phone.is_unread():",
        "if False:",
        "tests/qt/reshuffle/test_reshuffle_dialog.py::test_"
        "a_table_is_freed_for_an_unusual_number_by_an_enter_after_it_can_be_read",
    ),
    Break(
        "phone: nobody waits under an unusual number that nobody has read",
        "resv_desktop/qt/wait_dialog.py",
        "if self.form_of_guest.phone.is_unread():",
        "if False:",
        "tests/qt/test_unusual_number.py::test_"
        "a_guest_waits_under_it_by_an_enter_after_it_can_be_read",
    ),
    Break(
        "phone: no number is changed to an unusual one that nobody has read",
        "resv_desktop/qt/edit_side.py",
        'if "phone" in changes and self.form.phone.is_unread():',
        "if False:",
        "tests/qt/test_unusual_number.py::test_"
        "a_number_is_changed_to_it_by_an_enter_after_it_can_be_read",
    ),
    Break(
        "phone: who stops between two groups of a number is not warned",
        "resv_desktop/qt/phone_edit.py",
        "        self._rest.timeout.connect(self.rested)\n",
        "        self._rest.timeout.connect(self._on_typed)\n"
        "        self._rest.timeout.connect(self.rested)\n",
        "tests/qt/test_phone_edit.py::test_who_stops_between_two_groups_of_a_number_is_not_warned",
    ),
    Break(
        "dialog: what has the keys stays in sight above a message",
        "resv_desktop/qt/widgets/keys_in_sight.py",
        "        if now is not None and now is self._in_sight and not is_pressed:",
        "        if now is not None and now is self._in_sight and is_pressed:",
        "tests/qt/widgets/test_dialog_frame.py::test_what_has_the_keys_stays_in_sight_where_a_message_"
        "takes_of_the_forms_room",
    ),
    Break(
        "dialog: what the host has scrolled away from stays where it is",
        "resv_desktop/qt/widgets/keys_in_sight.py",
        "            self._in_sight = now if is_whole else None",
        "            self._in_sight = now if is_whole else now",
        "tests/qt/widgets/test_dialog_frame.py::test_what_has_the_keys_stays_in_sight_where_a_message_"
        "takes_of_the_forms_room",
    ),
    Break(
        "dialog: the beginning of a number alone is nobody who is offered",
        "resv_desktop/qt/left_guest.py",
        "        if digits <= _FEW_DIGITS and",
        "        if digits < 0 and",
        T_LEFT + "a_dialog_that_is_left_with_the_beginning_of_a_number_leaves_who_was_typed_before",
    ),
    Break(
        "dialog: who was typed when it was left is offered in the next one",
        "resv_desktop/qt/host_acts.py",
        "            self._left_guest.keep(left)\n",
        "            pass\n",
        T_LEFT + "who_was_typed_when_a_dialog_was_left_is_offered_next_and_comes_back_by_one_key",
    ),
    Break(
        "dialog: an offered guest is forgotten once reserved for",
        "resv_desktop/qt/host_acts.py",
        "hear_reserved(reservation, region_of(self._house_of(reservation).phone))\n",
        "found()\n",
        T_LEFT + "a_guest_who_is_erased_or_reserved_for_elsewhere_in_the_window_is_offered_no_more",
    ),
    Break(
        "dialog: an offered guest is forgotten once erased",
        "resv_desktop/qt/host_acts.py",
        "            self._left_guest.forget()\n",
        "            pass\n",
        T_LEFT + "a_guest_who_is_erased_or_reserved_for_elsewhere_in_the_window_is_offered_no_more",
    ),
    Break(
        "dialog: an offered party is not cut to what the table seats",
        RESERVING,
        "        self.form.wanted = left.wanted\n",
        "",
        T_LEFT + "a_party_that_was_typed_for_a_larger_table_is_not_cut_to_fit",
    ),
    Break(
        "dialog: a guest is offered only while nothing is typed",
        RESERVING,
        " or self.half_typed is not None:\n",
        ":\n",
        T_LEFT + "the_offer_goes_with_the_first_letter_and_comes_back_with_an_empty_form",
    ),
    Break(
        "dialog: who is typed already is offered nobody else",
        "resv_desktop/qt/host_acts.py",
        "None if phone or name else self._left_guest",
        "self._left_guest",
        T_LEFT + "a_dialog_that_is_opened_with_a_guest_offers_no_other_one",
    ),
    Break(
        "a dialog that is deleted with the keys gives them up first",
        FRAME,
        "            give_up_keys(self)\n",
        "            pass\n",
        T_FRAME + "a_dialog_that_gets_the_keys_when_it_is_closed_gives_them_up_as_a_whole",
    ),
    Break(
        "another table: the nearest hours come first",
        ALTERNATIVES,
        "key=lambda h: (abs(h.at - at), h.at)",
        "key=lambda h: h.at",
        T_ALTERNATIVES + "then_the_nearest_hours_earlier_and_later_with_the_best_fit_of_each",
    ),
    Break(
        "another table: the two hours of a repeated one are compared in UTC",
        ALTERNATIVES,
        "at = slot.starts_at.astimezone(UTC)",
        "at = slot.starts_at",
        T_ALTERNATIVES + "the_two_hours_of_a_repeated_one_are_told_apart",
    ),
    Break(
        "another table: an hour that has ended is not offered",
        ALTERNATIVES,
        "hours = open_hours(day, HourFilter(), now)",
        "hours = iter(day.hours)",
        T_ALTERNATIVES + "hours_that_have_ended_are_left_out_and_a_running_one_is_not",
    ),
    Break(
        "another table: the one that has gone is not offered",
        ALTERNATIVES,
        "[table for table in free if table.table_id != slot.table_id]",
        "free",
        T_ALTERNATIVES + "the_table_itself_is_not_offered_although_the_day_still_shows_it_free",
    ),
    Break(
        "another table: a slot whose document is gone is told",
        DIALOG,
        "self._follow(Standing(slot, None, is_gone=True))",
        "pass",
        T_GONE + "a_slot_whose_document_is_gone_is_told_and_found_again",
    ),
    Break(
        "another table: what is offered follows the party",
        RESERVING,
        "        elif self._lost:\n            self._offer()\n        else:\n",
        "        else:\n",
        T_GONE + "what_is_offered_follows_the_day_and_the_party",
    ),
    Break(
        "presence: the lease is renewed",
        SIGNS,
        "self._renewal.timeout.connect(self._tell)",
        "",
        T_PRESENCE + "a_lease_is_renewed_every_eight_seconds_while_the_dialog_is_open",
    ),
    Break(
        "presence: a station that crashed is forgotten",
        SIGNS,
        "self._expiry.timeout.connect(self._look)",
        "",
        T_PRESENCE + "a_station_that_crashed_is_forgotten_although_nothing_tells_so",
    ),
    Break(
        "presence: the last word is the last",
        SIGNS,
        "        if self._is_asking:\n            return\n",
        "",
        T_PRESENCE + "the_last_word_about_a_lease_is_the_last_however_slow_the_first_was",
    ),
    Break(
        "dialogs: one that stood over another leaves that one open, and known",
        "resv_desktop/qt/host_acts.py",
        "        self._dialogs.remove(dialog)\n",
        "        self._dialogs.clear()\n",
        "tests/qt/test_wait_dialog.py::"
        "test_the_waitlist_is_open_once_and_can_be_left_whatever_stood_over_it",
    ),
    Break(
        "waitlist: its dialog is open once",
        "resv_desktop/qt/waiting_desk.py",
        "        if self._dialog is not None:\n            return\n        house",
        "        house",
        "tests/qt/test_wait_dialog.py::"
        "test_the_waitlist_is_open_once_and_can_be_left_whatever_stood_over_it",
    ),
    Break(
        "presence: a dialog that is left is no sign any more",
        "resv_desktop/qt/host_acts.py",
        "        self._signs.take(None)\n",
        "",
        T_PRESENCE + "the_other_stations_see_an_open_dialog_until_it_is_left",
    ),
    Break(
        "presence: after an outage it is read again",
        "resv_desktop/qt/window_acts.py",
        "live.pulse.changed.connect(self.signs.read)",
        "pass",
        T_PRESENCE + "after_an_outage_it_is_read_again",
    ),
    Break(
        "presence: a warning takes no bad news away",
        RESERVING,
        "        elif self._is_usual and self._taken_at != before:\n",
        "        elif self._taken_at != before:\n",
        T_PRESENCE + "a_warning_takes_no_bad_news_away",
    ),
    Break(
        "presence: the best fit is rather a table that nobody is taking",
        ROWS,
        "key=lambda t: (t.capacity, t.place in being_taken)",
        "key=lambda t: t.capacity",
        T_PRESENCE + "the_best_fit_is_rather_a_table_that_nobody_is_taking",
    ),
    Break(
        "details: a number without a name stands in one line",
        DETAILS,
        "self._is_number = holder(table) == table.phone",
        "self._is_number = False",
        T_DETAILS + "a_number_without_a_name_stands_in_one_line_with_its_state_above_it",
    ),
    Break(
        "details: opens and closes are only said of the edges of the day",
        DETAILS,
        'return opens if day.is_edge(table, is_later=False) else ""',
        "return opens",
        T_DETAILS + "what_comes_before_and_after_is_only_said_where_it_is_known",
    ),
    Break(
        "a silence that is known is said in every dialog that opens",
        "resv_desktop/qt/host_acts.py",
        "        self._tell_silence(dialog)\n        dialog.open()\n",
        "        dialog.open()\n",
        "tests/qt/history/test_history_dialog.py::"
        "test_a_silence_that_is_known_is_said_at_once_and_read_behind",
    ),
    Break(
        "nothing is asked of a database that is known to be silent",
        "resv_desktop/qt/cancel_dialog.py",
        "        if self._is_silent or not number or",
        "        if not number or",
        T_CANCEL + "a_silent_database_is_said_at_once_and_the_number_is_looked_for_once_it_answers",
    ),
    Break(
        "an Enter that is held down in the cancel dialog cancels nothing",
        "resv_desktop/qt/widgets/dialog_frame.py",
        "        if not event.isAutoRepeat():  # a key held down does",
        "        if True:  #",
        T_CANCEL + "an_enter_that_is_held_down_cancels_nothing",
    ),
    Break(
        "an Enter of the line that is still held down opens nothing behind it",
        "resv_desktop/qt/widgets/enter_presses.py",
        "    if not event.isAutoRepeat():\n        act()\n",
        "    act()\n",
        "tests/qt/test_slot_list.py::test_an_enter_that_is_still_held_down_opens_nothing",
    ),
    Break(
        "the next dialog: one for each guest",
        NEXT,
        "        taken, self._next = self._next, None\n",
        "        taken = self._next\n",
        T_NEXT + "who_opens_the_next_one_at_once_gets_a_whole_one",
    ),
    Break(
        "the next dialog: numbers are those of the country",
        NEXT,
        "        if house != self._house:\n            self._let_go()\n",
        "",
        T_NEXT + "a_restaurant_that_moved_abroad_gets_another_dialog",
    ),
    Break(
        "the next dialog: it knows the station's name of now",
        "resv_desktop/qt/held_side.py",
        "lambda: controller.station",
        "lambda name=controller.station: name",
        T_NEXT + "a_station_that_is_renamed_knows_its_own_name",
    ),
    Break(
        "the next dialog: it is for the party of now",
        DIALOG,
        "        self.reserve_form.wanted = party_size\n",
        "",
        T_NEXT + "nothing_of_the_last_guest_is_in_the_next_dialog",
    ),
    Break(
        "dialogs: the form is given back also where what had the keys has gone",
        FRAME,
        "held is not None and shiboken6.isValid(held) and",
        "held is not None and",
        T_FRAME + "the_form_is_given_back_also_where_what_had_the_keys_has_gone_meanwhile",
    ),
    Break(
        "waitlist: who comes first is said only where somebody is known to wait",
        WAIT,
        'says if self._come_first else ""',
        "says",
        T_WAIT + "who_comes_first_is_said_only_where_somebody_waits_whom_a_table_of_the_hour_takes",
    ),
    Break(
        "waitlist: who comes first is said only where a table of the hour takes them",
        WAIT,
        "any(first_that_fits(waiting, s.capacity, s.table_id) for s in self._slots)",
        "bool(waiting)",
        T_WAIT + "who_comes_first_is_said_only_where_somebody_waits_whom_a_table_of_the_hour_takes",
    ),
    Break(
        "houses: another one is called what it is called now where it is named",
        "resv_desktop/qt/host_acts.py",
        "        houses.read()\n",
        "",
        T_HOUSES,
    ),
    Break(
        "houses: a list that is open follows what they are called",
        "resv_desktop/qt/host_acts.py",
        "        houses.changed.connect(dialog.show_restaurants)\n",
        "",
        T_HOUSES,
    ),
]
