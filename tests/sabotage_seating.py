"""The promises of moves, walk-ins, statuses and undos, and where each of them can be broken."""

from tests.sabotage_book import BOOK, DOCUMENTS, RESERVING, RULES, Break, Edit
from tests.sabotage_prove import SHORT_RUN

TRANSITION, MOVING = "resv_desktop/controller/transition.py", "resv_desktop/controller/moving.py"
UNDOING, SLOT = "resv_desktop/controller/undoing.py", "resv_desktop/domain/slot.py"
FOLLOWING = "resv_desktop/controller/following.py"

T_MOVE = "tests/controller/test_move.py::test_"
T_UNDO = "tests/controller/test_undo.py::test_"
T_SEATING = "tests/controller/test_seating.py::test_"
T_MOVES = "tests/controller/test_races_of_moves.py::test_"
T_EVENING = (
    "tests/controller/test_undo_all.py::"
    "test_any_evening_of_two_stations_and_a_web_site_can_be_taken_back_to_the_byte"
)
T_ONE_ID = (
    "tests/controller/test_one_id.py::"
    "test_an_id_that_one_act_has_had_is_refused_to_all_others_in_a_sentence"
)
NO_HOLDER = Edit(TRANSITION, "    if holder is not None:\n", "    if holder is house:\n")

BREAKS_OF_SEATING = [
    Break(
        "cancel: what is read late takes no unclear answer away",
        "resv_desktop/qt/cancel_dialog.py",
        "if not (self._found_for or self.is_busy or self._is_unknown):",
        "if not self._found_for:",
        "tests/qt/test_seat_acts.py::"
        "test_what_the_cancel_dialog_reads_late_takes_no_unclear_answer_away",
    ),
    Break(
        "left early: a table that the party has been moved to meanwhile is not given back",
        "resv_desktop/qt/seat_acts.py",
        "controller.release(held.id, seen_at=held.place, ",
        "controller.release(held.id, ",
        "tests/qt/test_seat_acts.py::"
        "test_who_is_moved_elsewhere_while_they_are_said_to_have_left_keeps_the_other_table",
    ),
    Break(
        "due: who overstays can be said to be done",
        "resv_desktop/qt/due.py",
        '"seated": _OVERSTAYS',
        '"seated": timedelta()',
        "tests/qt/test_due.py::test_"
        "who_has_come_is_waited_with_for_an_hour_after_theirs_and_who_sits_for_three",
    ),
    Break(
        "free: a table at which somebody sits is not the best fit",
        "resv_desktop/qt/day_rows.py",
        "empty = [table for table in free if table.key not in sat] if sat else free",
        "empty = free",
        "tests/qt/test_day_rows.py::test_"
        "a_table_at_which_somebody_sits_is_none_to_be_offered_first",
    ),
    Break(
        "free: where somebody sits the timeline has no free table",
        "resv_desktop/qt/timeline_grid.py",
        "            table.key in sat,\n",
        "            False,\n",
        "tests/qt/test_timeline_painter.py::test_where_somebody_sits_no_free_table_is_painted",
    ),
    Break(
        "a call at a time that no calendar of the house has ends no list",
        DOCUMENTS,
        "    except OverflowError:  # a day that the calendar",
        "    except KeyError:  # a day that the calendar",
        "tests/store/test_documents.py::test_a_call_at_no_time_that_the_house_knows_is_none",
    ),
    # --- move
    Break(
        "a move frees the table that it leaves",
        TRANSITION,
        "    book.free(seen.slot_id, seen.table_id)\n",
        "",
        T_MOVE + "a_moved_reservation_keeps_its_id_and_all_but_its_place",
    ),
    Break(
        "a move holds the table that it goes to: neither flag nor index nor a look",
        TRANSITION,
        "    if not book.hold(hour, table_id, party):\n",
        "    if not book.hold(hour, table_id, party) and house is None:\n",
        T_MOVES + "of_four_that_move_to_one_table_one_does_and_three_stay",
        (
            NO_HOLDER,
            Edit(
                RULES,
                'Index(RESERVATIONS, ("slotId", "tableId"), unique=True)',
                'Index(RESERVATIONS, ("slotId", "tableId"))',
            ),
        ),
    ),
    Break(
        "a move to a table whose flag was forgotten is refused",
        NO_HOLDER.file,
        NO_HOLDER.old,
        NO_HOLDER.new,
        T_MOVE + "what_keeps_a_party_from_a_table_keeps_it_where_it_is",
        (Edit(TRANSITION, "    except TableHeld:\n", "    except ZeroDivisionError:\n"),),
    ),
    Break(
        "a party is moved only to a table that is large enough",
        TRANSITION,
        'whole(after.get("partySize")) or 1',
        "1",
        T_MOVE + "what_keeps_a_party_from_a_table_keeps_it_where_it_is",
    ),
    Break(
        "a guest is not doubled by a move",
        TRANSITION,
        "    if is_guest_asked:\n        _check_guest(",
        "    if False:\n        _check_guest(",
        T_MOVE + "a_guest_is_not_moved_into_an_hour_where_another_table_is_theirs",
    ),
    Break(
        "a move leaves the table to who else holds it",
        TRANSITION,
        "        book.take(seen.slot_id, seen.table_id)\n",
        "        pass\n",
        T_MOVE + "a_move_leaves_the_table_to_who_else_holds_it",
    ),
    Break(
        "a moved reservation is spelled as its own program spells it",
        "resv_desktop/controller/place.py",
        "return wanted if isinstance(before, str) else object_id(wanted) or wanted",
        "return object_id(wanted) or wanted",
        T_MOVE + "a_reservation_of_another_program_is_moved_in_its_own_spelling",
    ),
    Break(
        "id: of one act it is good for one thing, and never tells of another that it is done",
        TRANSITION,
        "    return all(_id_in(line.get(field)) == _id_in(own) for field, own in ids.items())\n",
        "    return True\n",
        "tests/controller/test_one_id.py::"
        "test_an_id_that_an_act_has_had_is_refused_to_it_about_anything_else",
    ),
    Break(
        "what was done is not done again: a move",
        TRANSITION,
        "        line = done_before(house, own_id, act, **about)\n",
        "        line = None\n",
        T_MOVE + "the_same_move_with_the_same_id_is_done_once",
    ),
    Break(
        "an id that another act has had brings no answer of that act",
        TRANSITION,
        'line.get("act") != act or ',
        "",
        T_ONE_ID,
    ),
    Break(
        "an id that another act has had is refused in a sentence",
        TRANSITION,
        "        if isinstance(why, AlreadyDone):\n            raise id_taken() from None\n",
        "",
        T_ONE_ID,
    ),
    Break(
        "an id that another act has had changes no house",
        "resv_desktop/controller/house_edit.py",
        "                if isinstance(why, AlreadyDone):\n"
        "                    raise id_taken() from None\n",
        "",
        T_ONE_ID,
    ),
    Break(
        "an id that another act has had erases nobody",
        "resv_desktop/controller/guests_data.py",
        '            if done["act"] != "erase":\n',
        "            if False:\n",
        T_ONE_ID,
    ),
    Break(
        "prove sees a move without a line in the journal",
        TRANSITION,
        "        book.write_line(line)\n",
        "",
        SHORT_RUN,
    ),
    Break(
        "a party is not moved out of where another station has brought it",
        MOVING,
        "        if seen_at is not None:\n",
        "        if seen_at is book:\n",
        T_MOVE + "a_party_is_not_taken_out_of_the_place_to_which_another_station_has_moved_it",
    ),
    Break(
        "the timeline moves a party only from where the host saw it",
        "resv_desktop/qt/moving.py",
        "                seen_at=reservation.place,\n",
        "",
        "tests/qt/test_timeline_in_the_window.py::test_"
        "a_party_that_was_moved_elsewhere_while_it_was_carried_stays_there",
    ),
    # --- undo
    Break(
        "an undo takes nothing back after which something came",
        UNDOING,
        '    if not same(current, line["after"]):\n',
        "    if house is None:\n",
        T_UNDO + "what_something_came_after_is_not_undone_and_it_is_said_what",
    ),
    Break(
        "an old cancelling does not take back a later one",
        UNDOING,
        '    if line["_id"] in undone or any(',
        "    if any(",
        T_UNDO + "an_old_cancelling_does_not_take_back_a_later_one_that_looks_the_same",
    ),
    Break(
        "an old status does not take back a later one that is the same",
        UNDOING,
        " or any(_did(own, current) for own in later):",
        ":",
        T_UNDO + "an_old_act_does_not_take_back_a_later_one_that_did_the_same_again",
    ),
    Break(
        "any evening is taken back to the byte: nothing that came between is lost",
        UNDOING,
        '    if not same(current, line["after"]):\n',
        '    if current is None and line["after"]:\n',
        T_EVENING,
    ),
    Break(
        "any evening is taken back to the byte: no field is left over",
        BOOK,
        '{"_id": document["_id"]}, document, session=self._session',
        '{"_id": document["_id"]}, {"$set": document}, session=self._session',
        T_EVENING,
        (Edit(BOOK, "RESERVATIONS).replace_one(", "RESERVATIONS).update_one("),),
    ),
    Break(
        "an order of fields that only the server changed is no change",
        DOCUMENTS,
        "return encode(dict(sorted(one.items()))) == encode(dict(sorted(other.items())))",
        "return encode(one) == encode(other)",
        T_UNDO + "a_reservation_that_is_undone_is_gone_and_comes_back_with_its_id",
    ),
    Break(
        "who has the table by now is said",
        TRANSITION,
        "raise why_not(book, house, hour, table_id, party, restaurant, why_taken)",
        "raise why_not(book, house, hour, table_id, party, restaurant)",
        T_UNDO + "a_table_that_was_given_away_since_is_said_with_who_has_it",
    ),
    Break(
        "two tables on purpose are brought back as they were",
        TRANSITION,
        'return line is not None and line["at"] < since',
        "return False",
        T_UNDO + "one_of_two_tables_that_a_guest_had_on_purpose_comes_back_with_one_key",
    ),
    Break(
        "an undo frees no table of an hour that is over",
        TRANSITION,
        "    slot_at(seen.slot_id, seen.table_id, seen.starts_at).check_not_over(house.now())\n",
        "",
        T_UNDO + "an_hour_that_is_over_changes_no_hands_but_a_status_can_be_taken_back",
    ),
    Break(
        "an undo takes no table of an hour that is over",
        TRANSITION,
        "    slot.check_not_over(house.now())\n",
        "",
        T_UNDO + "an_hour_that_is_over_changes_no_hands_but_a_status_can_be_taken_back",
    ),
    Break(
        "the other stations are told what an undo did",
        FOLLOWING,
        'return "reserved" if line.get("after") else "cancelled"',
        'return "reserved"',
        T_UNDO + "other_stations_are_told_of_an_undo_as_of_the_act_itself",
    ),
    # --- at the door
    Break(
        "walk-ins without a number stand in nobody's way",
        RESERVING,
        "second_table or is_unknown",
        "second_table",
        T_SEATING + "a_walk_in_without_a_phone_is_seated_at_once_and_found_under_none",
    ),
    Break(
        "a walk-in is for the running hour or the next",
        SLOT,
        "        if self.starts_at - now > LASTS:",
        "        if self.starts_at == now:",
        T_SEATING + "a_walk_in_takes_a_table_of_the_running_hour_or_the_next_and_no_other",
    ),
    Break(
        "a no-show is no cancel in the journal",
        RESERVING,
        "                own_id,\n                act,\n",
        '                own_id,\n                "cancel",\n',
        T_SEATING + "who_never_came_or_left_early_gives_the_table_back_and_the_journal_says_which",
    ),
    Break(
        "nobody is missing before their hour, whichever program asks",
        RESERVING,
        '        if act == "no_show":\n',
        '        if act == "never":\n',
        T_SEATING + "nobody_is_missing_before_the_hour_begins",
    ),
    Break(
        "from the first second of the hour a party can be missing",
        SLOT,
        "        if now < self.starts_at:\n",
        "        if now <= self.starts_at:\n",
        T_SEATING + "nobody_is_missing_before_the_hour_begins",
    ),
]
