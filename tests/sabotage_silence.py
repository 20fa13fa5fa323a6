"""The promises that no press is without a word or an effect, and where each can be broken."""

from tests.sabotage_book import Break

TURNS, T_TURNS = "resv_desktop/qt/turns.py", "tests/qt/test_turns.py::test_"
LINE, T_AHEAD = "resv_desktop/qt/command_line.py", "tests/qt/test_typed_ahead.py::test_"
PICKED, SEAT = "resv_desktop/qt/picked_acts.py", "resv_desktop/qt/seat_acts.py"
T_SEAT = "tests/qt/test_seat_acts.py::test_"
T_MISTAKE = "tests/qt/test_timeline_by_mistake.py::test_"
CARRY = "resv_desktop/qt/timeline_carry.py"
EDIT = "resv_desktop/qt/edit_side.py"
T_LEFT = "tests/qt/test_left_guest.py::test_"
T_SILENCE = "tests/qt/test_acts_in_silence.py::test_"
ACTING, T_AFTER = "resv_desktop/qt/line_acting.py", "tests/qt/test_line_after_an_act.py::test_"

BREAKS_OF_SILENCE = [
    Break(
        "hurry: who is pressed while another party is written comes after it",
        TURNS,
        "                self._kept.append(press)\n",
        "                pass\n",
        T_TURNS + "who_is_pressed_while_another_party_is_written_comes_after_it",
    ),
    Break(
        "hurry: who is moved while another party still is goes after it",
        TURNS,
        "return self.is_to_wait or (press.is_move and bool(self._writing))",
        "return self.is_to_wait",
        T_TURNS + "who_is_moved_while_another_party_still_is_goes_after_it",
    ),
    Break(
        "hurry: what was pressed behind an act that is refused is said not to be done",
        TURNS,
        "        if is_undo_gone or any(press.whose is None for press in gone):\n",
        "        if not gone:\n",
        T_TURNS + "where_the_first_is_refused_it_is_said_that_the_second_was_not_done",
    ),
    Break(
        "hurry: the same press for the same party is one",
        TURNS,
        "            if press.what is None or press.what not in known:\n",
        "            if known:\n",
        T_TURNS + "the_same_press_for_the_same_party_is_one_however_long_it_is_written",
    ),
    Break(
        "hurry: one key takes back who was pressed last",
        TURNS,
        "        if self._kept:\n            self._kept.append(Press(partial",
        "        if not asked:\n            self._kept.append(Press(partial",
        T_TURNS + "one_key_takes_back_who_was_pressed_last_and_not_who_was_before",
    ),
    Break(
        "hurry: a table for who waits is reserved after what is written",
        "resv_desktop/qt/waiting_desk.py",
        '        self._seat.in_turn(partial(act, offer), what=("offer", offer.waiting.id))\n',
        "        act(offer)\n",
        T_TURNS + "a_table_for_who_waits_is_reserved_after_what_is_written",
    ),
    Break(
        "hurry: a key in the line while another party is written is not lost",
        ACTING,
        'if is_at_once and self._waits_for != "nothing" and not self._is_sent:',
        'if is_at_once and self._waits_for == "end" and not self._is_sent:',
        T_AFTER + "a_key_in_the_line_while_another_party_is_written_is_done_after_it_however_long_"
        "that_takes",
    ),
    Break(
        "hurry: a key in the line is kept for as long as another party is written",
        ACTING,
        "(partial(self.ask, what, ask, waits_for), until_told=True)",
        "(partial(self.ask, what, ask, waits_for))",
        T_AFTER + "a_key_in_the_line_while_another_party_is_written_is_done_after_it_however_long_"
        "that_takes",
    ),
    Break(
        "hurry: the button in the line pressed once more before the answer is one press",
        ACTING,
        'if self._waits_for != "nothing" and self._written == what:',
        "if what is None:",
        T_AFTER + "the_button_pressed_once_more_before_the_answer_is_one_press",
    ),
    Break(
        "hurry: a key in the line behind an act that is refused is said not to be done",
        ACTING,
        "        if was_behind:\n",
        "        if says is None:\n",
        T_AFTER + "a_key_in_the_line_behind_an_act_that_is_refused_is_said_not_to_be_done",
    ),
    Break(
        "hurry: a key that is pressed behind the next guest is for them",
        LINE,
        "return is_plain or any(self._is_key_of(act.name, event) for act in _ACTS)",
        "return is_plain",
        T_AHEAD + "a_key_that_is_pressed_behind_the_next_guest_is_for_them",
    ),
    Break(
        "keys: one for a party where none is picked says so",
        PICKED,
        "        if table is None or table.reservation is None:\n            self._say_nobody()\n",
        "        if table is None or table.reservation is None:\n",
        T_SEAT + "a_key_for_a_party_where_none_is_picked_says_so",
    ),
    Break(
        "keys: the next step of a party that is done is said to be none",
        SEAT,
        'self._refuse(self.tr("That party was here and is done; there is no next step."))',
        "pass",
        T_SEAT + "of_a_party_that_is_done_it_is_said_that_there_is_no_next_step",
    ),
    Break(
        "lists: why a table of an hour that is over is not opened is said",
        PICKED,
        "        view.unopened.connect(self._say_why_not)\n",
        "",
        T_MISTAKE + "why_a_table_of_an_hour_that_is_over_is_not_opened_is_said",
    ),
    Break(
        "timeline: where no table can have a party that is said as it is picked up",
        PICKED,
        "        if not self._carry.targets:\n",
        "        if self._carry.row is None:\n",
        T_MISTAKE + "where_no_table_can_have_a_party_that_is_said_as_it_is_picked_up",
    ),
    Break(
        "timeline: who is cancelled elsewhere while carried is said to be gone",
        CARRY,
        "                self.lost.emit(self.row.table)\n",
        "                pass\n",
        T_MISTAKE + "who_is_cancelled_elsewhere_while_carried_is_said_to_be_gone",
    ),
    Break(
        "timeline: who is carried and cancelled by the host is told as cancelled",
        PICKED,
        'if not self._seat.is_busy and (self._notice.kind == "hint" or not self._notice.text()):',
        "if was is not None:",
        T_MISTAKE + "a_host_who_cancels_whom_they_carry_is_told_that_and_no_more",
    ),
    Break(
        "timeline: who is carried to another day is not said to be gone",
        CARRY,
        "            if cell is not None:  # else",
        "            if self.row is not None:  # else",
        T_MISTAKE + "who_is_carried_to_another_day_is_dropped_and_not_said_to_be_gone",
    ),
    Break(
        "waitlist: who was typed there is offered in the next dialog once it is left",
        "resv_desktop/qt/wait_dialog.py",
        "        return self.form_of_guest.half_typed(self.slot)\n",
        "        return None\n",
        T_LEFT + "who_was_typed_for_the_waitlist_is_offered_in_the_next_dialog",
    ),
    Break(
        "reshuffle: who was typed there is offered in the next dialog once it is left",
        "resv_desktop/qt/reshuffle/reshuffle_dialog.py",
        "return None if self.entry is not None else self.form_of_guest.half_typed(self.slot)",
        "return None",
        "tests/qt/reshuffle/test_reshuffle_dialog.py::test_who_was_typed_where_others_would_move_is_"
        "offered_in_the_next_dialog_once_that_is_left",
    ),
    Break(
        "waitlist: who was put on it is offered in no dialog",
        "resv_desktop/qt/host_acts.py",
        "        if left is not None and result == QDialog.DialogCode.Rejected:\n",
        "        if left is not None:\n",
        T_LEFT + "who_was_put_on_the_waitlist_is_offered_to_nobody",
    ),
    Break(
        "changes: what was typed of a reservation and left stands there again",
        "resv_desktop/qt/slot_dialog.py",
        "        if self._side is self.editing:\n            self.editing.keep()\n",
        "",
        T_LEFT + "changes_that_were_left_stand_there_again_and_are_saved_once",
    ),
    Break(
        "changes: what was typed and left is not written over what is newer",
        EDIT,
        "for field, to in left.typed.items() if now[field] == left.was[field]}",
        "for field, to in left.typed.items() if left.was[field] != to}",
        T_LEFT + "what_another_station_has_saved_since_is_not_typed_over",
    ),
    Break(
        "changes: what was typed of one reservation and left stands at no other",
        "resv_desktop/qt/left_guest.py",
        "if left is None or left.reservation_id != reservation_id:",
        "if left is None:",
        T_LEFT + "changes_that_were_left_are_those_of_one_reservation",
    ),
    Break(
        "changes: what was typed and left is forgotten where a guest is erased",
        "resv_desktop/qt/host_acts.py",
        "            self.slot_dialogs.left_changes.forget()\n",
        "",
        T_LEFT + "changes_that_were_left_go_where_a_guest_is_erased",
    ),
    Break(
        "changes: what is typed behind what stands there again does not take its place",
        EDIT,
        "                line.edit.end(False)\n",
        "                line.edit.selectAll()\n",
        T_LEFT + "changes_that_were_left_stand_there_again_and_are_saved_once",
    ),
    Break(
        "silence: why something was not done stays for a moment of typing",
        "resv_desktop/qt/free_keys.py",
        " or (is_typing and notice.is_unread):\n",
        ":\n",
        T_SEAT + "why_something_was_not_done_stays_for_a_moment_of_typing",
    ),
    Break(
        "silence: why something was not done goes with what is typed on in the line",
        "resv_desktop/qt/free_keys.py",
        "        desk.line.textEdited.connect(self._on_typed)",
        "        desk",
        T_SEAT + "why_something_was_not_done_stays_for_a_moment_of_typing",
    ),
    Break(
        "silence: why something was not done goes once it may have been read",
        "resv_desktop/qt/widgets/notice.py",
        'self._kind == "warn" and self._unread.isActive() and',
        'self._kind == "warn" and',
        T_SEAT + "why_something_was_not_done_stays_for_a_moment_of_typing",
    ),
    Break(
        "silence: a press at who is due says so",
        PICKED,
        "            self._on_due(due)  # which says that nothing can be saved\n",
        "            pass\n",
        T_SILENCE + "a_press_at_who_is_due_says_so_too",
    ),
    Break(
        "silence: the keys for who waits say so",
        "resv_desktop/qt/waiting_row.py",
        "        if not self._unseen.isActive():\n            told.emit(self.offer)\n",
        "        if not self._unseen.isActive() and self.reserve_button.isEnabled():\n"
        "            told.emit(self.offer)\n",
        T_SILENCE + "the_keys_for_who_waits_say_so_too",
    ),
    Break(
        "silence: a key of the offer says where there is none",
        "resv_desktop/qt/waiting_row.py",
        "KeyShortcut(keys, act, parent or self)",
        "KeyShortcut(keys, act, self)",
        "tests/qt/test_waiting.py::test_a_key_of_the_offer_says_where_there_is_none",
    ),
    Break(
        "silence: the key of an offer pressed twice leaves what it did to be read",
        "resv_desktop/qt/waiting_desk.py",
        "            self._pressed.start()\n",
        "",
        "tests/qt/test_waiting.py::test_the_key_of_an_offer_pressed_twice_leaves_what_it_did_to_be_"
        "read",
    ),
    Break(
        "silence: nobody is said to wait in vain before it is known who waits",
        "resv_desktop/qt/waiting_desk.py",
        "        elif self.reader.is_known:\n            says = ",
        "        elif self.reader:\n            says = ",
        "tests/qt/test_waiting.py::test_until_it_is_known_who_waits_a_key_of_the_offer_says_that",
    ),
]
