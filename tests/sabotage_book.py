"""The promises of the book, and where each of them is kept and can be broken."""

from typing import NamedTuple

BOOK, STORE = "resv_desktop/store/book.py", "resv_desktop/store/store.py"
HOUSE_HOURS = "resv_desktop/store/house_hours.py"
RULES = "resv_desktop/store/rules.py"
DOCUMENTS, WATCH = "resv_desktop/store/documents.py", "resv_desktop/store/watch.py"
RESERVING, SET_UP = "resv_desktop/controller/reserving.py", "resv_desktop/controller/set_up.py"
HOUSE, HOURS = "resv_desktop/controller/house.py", "resv_desktop/domain/hours.py"
PHONE, WORDS = "resv_desktop/domain/phone.py", "resv_desktop/domain/words.py"
RESTAURANT = "resv_desktop/domain/restaurant.py"

T_BOOK = "tests/store/test_book.py::test_"
T_STORE = "tests/store/test_store.py::test_"
T_WATCH = "tests/store/test_watch.py::test_"
T_RESERVE = "tests/controller/test_reserve.py::test_"
T_CANCEL = "tests/controller/test_cancel.py::test_"
T_REFUSALS = "tests/controller/test_refusals.py::test_"
T_RACES = "tests/controller/test_races.py::test_"
T_EXTEND = "tests/controller/test_extend_slots.py::test_"
T_OUTAGES = "tests/controller/test_outages.py::test_"
T_READING = "tests/controller/test_reading.py::test_"
T_MEANWHILE = "tests/controller/test_meanwhile.py::test_"
T_HOURS = "tests/domain/test_hours.py::test_"
T_WORDS = "tests/domain/test_words.py::test_"


class Edit(NamedTuple):
    """A text in a file, and what takes its place."""

    file: str
    old: str
    new: str


class Break(NamedTuple):
    """One promise, the place where it is kept, what breaks it there, and the test that sees it.

    Where a promise has several lines of defence, `also` takes the others away.
    """

    promise: str
    file: str
    old: str
    new: str
    test: str
    also: tuple[Edit, ...] = ()

    @property
    def edits(self) -> tuple[Edit, ...]:
        """All that has to be changed."""
        return Edit(self.file, self.old, self.new), *self.also


BREAKS_OF_THE_BOOK = [
    # --- one table, one party
    Break(
        "guard in the filter: a taken table is not held",
        HOUSE_HOURS,
        '{"isAvailable": {"$ne": True}},',
        "",
        T_BOOK + "a_table_that_stands_twice_is_held_only_if_both_entries_allow_it",
    ),
    Break(
        "guard in the filter: a table that is too small is not held",
        HOUSE_HOURS,
        '{"capacity": {"$not": {"$gte": party_size}}},',
        "",
        T_BOOK + "what_does_not_fit_the_filter_is_not_held",
    ),
    Break(
        "what the update changed decides",
        BOOK,
        "table_id, relied_on).modified_count == 1",
        "table_id, relied_on).matched_count >= 0",
        T_BOOK + "a_table_is_held_once_and_can_be_freed_and_held_again",
    ),
    Break(
        "unique index of hour and table",
        RULES,
        'Index(RESERVATIONS, ("slotId", "tableId"), unique=True)',
        'Index(RESERVATIONS, ("slotId", "tableId"))',
        T_BOOK + "the_second_line_holds_when_the_flag_was_not_looked_at",
    ),
    Break(
        "unique index of restaurant and hour",
        RULES,
        'Index(SLOTS, ("restId", "time"), unique=True)',
        'Index(SLOTS, ("restId", "time"))',
        T_BOOK + "hours_that_another_station_has_made_meanwhile_are_told",
    ),
    Break(
        "a violated index is told as a taken table",
        RESERVING,
        "    except TableHeld:\n        raise taken(slot, None, house) from None\n",
        "",
        T_MEANWHILE + "the_unique_index_is_taken_and_never_a_traceback",
    ),
    Break(
        "the flag is part of the transaction",
        BOOK,
        "session=self._session,\n            )\n            if result.matched_count:",
        ")\n            if result.matched_count:",
        T_REFUSALS + "the_same_phone_twice_in_one_hour_and_then_a_second_table",
    ),
    Break(
        "inserts are part of the transaction",
        BOOK,
        "self._collection(collection).insert_one(document, session=self._session)",
        "self._collection(collection).insert_one(document)",
        T_STORE + "none_of_a_write_is_kept_when_a_rule_says_no_at_its_end",
    ),
    Break(
        "reads are part of the transaction",
        BOOK,
        '{"_id": {"$in": both_forms([reservation_id])}}, session=self._session',
        '{"_id": {"$in": both_forms([reservation_id])}}',
        T_STORE + "a_write_is_committed_by_a_majority_and_every_step_of_it_in_one_transaction",
    ),
    Break(
        "one phone, one table in an hour, also under races",
        RESERVING,
        "book.rivals(hour.slot_id, table_id, number, None if is_alone else phone)",
        "book.rivals(hour.slot_id, table_id)",
        T_RACES + "one_phone_gets_one_table_of_an_hour_even_when_it_asks_for_four_at_once",
    ),
    Break(
        "a reservation without its flag still keeps the table",
        RESERVING,
        "        if holder is not None:",
        "        if holder is house:",
        T_RESERVE + "a_reservation_without_its_flag_still_keeps_the_table",
    ),
    # --- nothing acknowledged is lost, nothing is done twice
    Break(
        "majority",
        STORE,
        'WriteConcern(w="majority")',
        "WriteConcern(w=1)",
        T_STORE + "a_write_is_committed_by_a_majority_and_every_step_of_it_in_one_transaction",
    ),
    Break(
        "the journal is written in the same transaction",
        RESERVING,
        "        book.write_line(line)\n",
        "        Book(house.store.collections, None).write_line(line)\n",
        T_OUTAGES + "an_unclear_commit_is_settled_by_asking_again_with_the_same_id",
    ),
    Break(
        "the journal is written",
        RESERVING,
        "        book.write_line(line)\n",
        "",
        T_RESERVE + "the_documents_are_those_of_the_contract",
    ),
    Break(
        "the id is there before the attempt",
        RESERVING,
        "    own_id = write_id(reservation_id)\n",
        "    own_id = write_id(None)\n",
        T_RESERVE + "the_same_call_with_the_same_id_reserves_once",
    ),
    Break(
        "one's own reservation is not another's",
        RESERVING,
        "return written_once(house, own_id, act, attempt, lambda line: made_before(house, line))",
        "return attempt()",
        T_OUTAGES + "an_unclear_commit_is_settled_by_asking_again_with_the_same_id",
    ),
    Break(
        "one's own id is told from a table that is held",
        BOOK,
        'if "_id" in keys:',
        "if False:",
        T_BOOK + "ones_own_id_is_told_from_a_table_that_is_held",
    ),
    Break(
        "a silence at the commit leaves it unclear",
        STORE,
        "            if progress.is_at_commit:",
        "            if False:",
        T_STORE + "a_server_that_freezes_before_the_commit_leaves_it_unknown_whether_all_was_saved",
    ),
    Break(
        "what is unclear stays unclear",
        HOUSE,
        "                self._unclear.add(write)",
        "                pass",
        T_OUTAGES + "what_is_unclear_stays_unclear_however_often_the_database_is_silent",
    ),
    Break(
        "a cancel is done once for one id",
        RESERVING,
        'lambda line: told(house, line.get("before")),',
        "lambda _line: None,",
        T_CANCEL + "the_same_cancel_with_the_same_id_is_done_once",
    ),
    # --- patience
    Break(
        "patience has bounds",
        STORE,
        "with pymongo.timeout(self.patience_s), client.start",
        "with pymongo.timeout(self.patience_s + 15), client.start",
        T_STORE + "a_server_that_freezes_before_the_commit_leaves_it_unknown_whether_all_was_saved",
    ),
    Break(
        "a dead station's hour is busy, neither taken nor an outage",
        STORE,
        "if steady_s() - progress.conflict_s < _LONGEST_PAUSE_S:",
        "if False:",
        T_OUTAGES + "where_the_server_lets_transactions_live_the_hour_is_busy_until_they_end",
    ),
    Break(
        "a stream that fell behind begins anew",
        WATCH,
        "_HISTORY_LOST = (280, 286)",
        "_HISTORY_LOST = (280,)",
        T_WATCH + "a_stream_too_far_behind_begins_anew_and_a_frozen_server_lets_go",
    ),
    Break(
        "a standalone server is refused",
        STORE,
        'if "setName" not in hello and',
        'if "setName" in {} and',
        T_STORE + "a_standalone_server_is_refused_with_the_remedy",
    ),
    # --- time
    Break(
        "the server's clock decides",
        STORE,
        "return at + timedelta(seconds=steady_s() - steady)",
        "return datetime.now(UTC)",
        T_STORE + "the_clock_is_the_servers_and_runs_on_by_itself",
    ),
    Break(
        "an hour that has ended is over",
        RESERVING,
        "    slot.check_not_over(now)\n",
        "",
        T_REFUSALS + "an_hour_that_has_ended",
    ),
    Break(
        "a repeated hour has two slots",
        HOURS,
        "else [shown - before, shown - after]",
        "else [shown - before]",
        T_HOURS + "a_year_of_slots_in_every_zone_loses_no_hour_and_has_none_twice",
    ),
    Break(
        "a skipped hour has none",
        HOURS,
        "    if before < after:",
        "    if before is None:",
        T_HOURS + "a_year_of_slots_in_every_zone_loses_no_hour_and_has_none_twice",
    ),
    Break(
        "hours are in order where the clock goes back by two",
        HOURS,
        "    for instant in sorted(",
        "    for instant in list(",
        T_HOURS + "where_the_clock_goes_back_two_hours_both_come_twice_and_in_order",
    ),
    Break(
        "the two showings of an hour are told apart",
        WORDS,
        "    return 2 if local.fold else 1\n",
        "    return 1\n",
        T_WORDS + "the_two_showings_of_a_repeated_hour_are_told_apart",
    ),
    Break(
        "hours past midnight belong to the evening before",
        RESTAURANT,
        "return self.begins_at(day), self.begins_at(day + timedelta(days=1))",
        "return tuple(opening_instant(self.zone, day + timedelta(days=n), 0) for n in (0, 1))",
        T_READING + "hours_past_midnight_are_listed_with_the_evening_before",
    ),
    Break(
        "hours past midnight are the evening's also before a closed day",
        RESTAURANT,
        "max(0, evening.closes - 24) if evening else 0",
        "0 if evening else 0",
        "tests/domain/test_restaurant.py::test_hours_past_midnight_belong_to_the_evening_before_a_"
        "closed_day_too",
    ),
    # --- cancel
    Break(
        "a cancel frees the table",
        RESERVING,
        "        book.free(slot_id, table_id)",
        "        pass",
        T_CANCEL + "a_cancel_frees_the_table_and_returns_the_reservation_as_it_was",
    ),
    Break(
        "a table with another reservation is not freed",
        RESERVING,
        "            book.take(slot_id, table_id)\n",
        "            pass\n",
        T_CANCEL + "a_table_with_another_reservation_is_not_freed",
    ),
    Break(
        "of a party that is done nothing is left to cancel",
        "resv_desktop/controller/reserving.py",
        'if act == "cancel" and seen.status == "done":',
        "if False:",
        T_CANCEL + "of_a_party_that_is_done_nothing_is_left_to_cancel",
    ),
    Break(
        "who is done is not offered to be cancelled",
        "resv_desktop/qt/cancelling.py",
        "if can_be_cancelled(r, now)]",
        "if r.starts_at]",
        "tests/qt/test_cancel_dialog.py::test_who_is_done_is_not_offered",
    ),
    Break(
        "who was reserved here and is done is not offered to be cancelled",
        "resv_desktop/qt/cancelling.py",
        "            if can_be_cancelled(known[reservation.id], controller.now()):",
        "            if True:",
        "tests/qt/test_cancel_dialog.py::test_who_is_done_is_not_offered",
    ),
    Break(
        "a cancel needs the phone that holds it",
        RESERVING,
        "            _check_holder(seen, phone, restaurant)",
        "            pass",
        T_REFUSALS + "a_cancel_with_a_phone_that_does_not_match",
    ),
    # --- phones
    Break(
        "a phone is stored in one form",
        RESERVING,
        '"reservedBy": number,',
        '"reservedBy": phone,',
        T_RESERVE + "the_documents_are_those_of_the_contract",
    ),
    Break(
        "letters in a phone are refused",
        PHONE,
        "    _check_characters(text, shown)\n",
        "",
        T_REFUSALS + "a_phone_under_which_nobody_can_be_reached",
    ),
    Break(
        "the same digits in another country are another guest",
        PHONE,
        "    return phone.is_valid and phone.e164 != e164",
        "    return False",
        T_READING + "the_same_digits_in_another_country_are_another_guest",
    ),
    # --- the days ahead
    Break(
        "an hour gets only the tables it lacks",
        "resv_desktop/store/days_ahead.py",
        '{"$concatArrays": ["$$there", missing]}',
        '{"$concatArrays": ["$$there", {"$literal": tables}]}',
        T_BOOK + "missing_tables_are_added_without_touching_the_others",
    ),
    Break(
        "a stop is obeyed",
        SET_UP,
        "        if stop and stop():",
        "        if False:",
        T_EXTEND + "a_stop_is_obeyed_within_a_third_of_a_second_and_the_rest_is_made_later",
    ),
    Break(
        "tables that another station adds meanwhile are not forgotten",
        SET_UP,
        "if was_stopped or house.restaurant(rest_id) == restaurant:",
        "if True:",
        T_EXTEND + "tables_added_at_another_station_meanwhile_are_in_every_hour",
    ),
    Break(
        "new tables are numbered on from the highest number",
        RESTAURANT,
        "first = max(numbers, default=0) + 1",
        "first = len(existing) + 1",
        "tests/domain/test_restaurant.py::test_tables_are_numbered_on_from_the_highest_number",
    ),
    Break(
        "the database itself refuses a table of nine",
        RULES,
        '"maximum": LARGEST_TABLE}',
        '"maximum": 99}',
        T_BOOK + "an_hour_that_breaks_the_rules_of_the_book_is_an_error",
    ),
]
