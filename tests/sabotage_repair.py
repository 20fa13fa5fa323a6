"""The promises of the repair, and where each of them is kept and can be broken."""

from tests.sabotage_book import RESERVING, STORE, T_STORE, Break

REPAIRING = "resv_desktop/controller/repairing.py"
UPKEEP, STARTUP = "resv_desktop/controller/upkeep.py", "resv_desktop/startup.py"
DAYS = "resv_desktop/store/check_days.py"
WHOLE_HOUR = "resv_desktop/store/whole_hour.py"
WAITING_CHECK = "resv_desktop/store/check_waiting.py"
CHECK = "resv_desktop/store/check.py"
T_CHECK = "tests/store/test_check.py::test_"
T_REPAIR = "tests/store/test_repair.py::test_"
T_BESIDE = "tests/controller/test_repair.py::test_"
T_TERMINAL = "tests/test_repair.py::test_"
T_FOREIGN = "tests/controller/test_foreign_writer.py::test_"

BREAKS_OF_THE_REPAIR = [
    Break(
        "repair: what is right by then is not changed",
        REPAIRING,
        "work.put_right(document, wrong & seen)",
        "work.put_right(document, seen)",
        T_REPAIR + "a_flag_is_not_freed_while_another_program_is_between_its_two_steps",
    ),
    Break(
        "repair: what was not wrong a moment ago is not changed",
        REPAIRING,
        "work.put_right(document, wrong & seen)",
        "work.put_right(document, wrong)",
        T_REPAIR + "a_flag_that_is_wrong_in_another_way_by_then_is_not_touched",
    ),
    Break(
        "repair: every flag has its line in the journal",
        REPAIRING,
        'self._add_line(slotId=document["_id"], tableId=label, before=before, after=after)',
        "pass",
        T_REPAIR + "flags_are_set_from_the_reservations_each_with_its_line",
    ),
    Break(
        "repair: a line belongs to the transaction of its flag",
        REPAIRING,
        "            book.write_lines(work.lines)",
        "            house.store.read(lambda outside: outside.write_lines(work.lines))",
        T_BESIDE + "a_repair_that_is_killed_in_a_transaction_has_done_an_hour_wholly_or_not_at_all",
    ),
    Break(
        "repair: what is held in the other document of its hour is not freed",
        WHOLE_HOUR,
        "(document,) if is_free else self.documents",
        "(document,)",
        T_REPAIR + "a_table_that_is_held_in_the_other_document_of_the_hour_is_not_freed",
    ),
    Break(
        "repair: it never takes out a reservation by itself",
        WHOLE_HOUR,
        "return len(set(held)) == len(held) and",
        "return",
        T_REPAIR
        + "one_table_promised_in_both_documents_of_an_hour_is_settled_then_they_become_one",
    ),
    Break(
        "repair: no document goes while somebody is reserving in it",
        REPAIRING,
        "and wrong <= seen and",
        "and",
        T_REPAIR + "a_document_in_which_somebody_is_just_reserving_is_not_taken_away",
    ),
    Break(
        "repair: reservations come along when two documents of an hour become one",
        REPAIRING,
        'self._book.bring_to(before["_id"], after["slotId"])',
        "pass",
        T_REPAIR + "an_hour_that_is_stored_twice_becomes_one_with_all_its_reservations",
    ),
    Break(
        "settlement: only whom the host was shown is cancelled",
        REPAIRING,
        ' and str(r["_id"]) in cancel_ids]',
        "]",
        T_REPAIR + "only_whom_the_host_was_shown_is_cancelled",
    ),
    Break(
        "settlement: the index is built at once",
        REPAIRING,
        "    complete(house.store)\n    return local_reservation",
        "    return local_reservation",
        T_REPAIR + "what_is_over_is_settled_as_well_or_the_index_could_never_be_built",
    ),
    Break(
        "settlement: other stations hear of the index",
        UPKEEP,
        "            complete(self._house.store)",
        "            pass",
        T_REPAIR + "two_parties_with_one_table_are_shown_and_one_is_settled_by_the_host",
    ),
    Break(
        "cancel: two parties of one table who go at one instant leave it free",
        RESERVING,
        "        book.free(slot_id, table_id)\n"
        "        if is_mixed and book.rivals(slot_id, table_id):\n"
        "            book.take(slot_id, table_id)",
        "        if not (is_mixed and book.rivals(slot_id, table_id)):\n"
        "            book.free(slot_id, table_id)",
        T_BESIDE + "two_who_end_a_double_reservation_at_one_instant_leave_the_flag_true",
    ),
    Break(
        "check: hours after the last one are still to be made",
        DAYS,
        "min(known, default=at) < at < max(known, default=at)",
        "known",
        T_CHECK + "hours_are_only_missing_between_those_that_exist",
    ),
    Break(
        "check: what another station is making is not missing",
        DAYS,
        'settled("hour_missing", ',
        'settled("", ',
        T_CHECK + "hours_that_are_being_made_are_not_missing",
    ),
    Break(
        "check: makes no book where there is none",
        STARTUP,
        "if must_exist and not has_book(store):",
        "if False:",
        T_TERMINAL + "check_of_an_empty_database_says_that_there_is_no_book_and_makes_none",
    ),
    Break(
        "store: what the rules of the book forbid is no silence",
        STORE,
        "if code not in _FORBIDDEN or",
        "if code != 13 or",
        T_STORE + "an_entry_against_the_rules_of_the_book_is_said_to_be_one_and_no_silence",
    ),
    Break(
        "check: who waits where nobody looks is named",
        "resv_desktop/store/check_waiting.py",
        'if str(entry.get("restId")) not in houses:',
        "if False:",
        "tests/store/test_check.py::"
        "test_who_waits_where_nobody_looks_is_named_and_who_is_over_or_closed_out_is_not",
    ),
    Break(
        "check: who waits twice is no fault",
        "resv_desktop/domain/reservation.py",
        '_HINTS = ("waiting_twice",)',
        "_HINTS: tuple[str, ...] = ()",
        T_TERMINAL + "check_of_a_healthy_book_says_so_and_exits_0_also_where_a_number_waits_twice",
    ),
    Break(
        "repair: who waits is tied to the hour again",
        "resv_desktop/controller/repairing.py",
        "brought = bring_waiting(house, rest_id)",
        "brought = 0",
        "tests/store/test_repair.py::"
        "test_who_waits_is_tied_to_the_hour_again_and_nobody_is_taken_off_the_waitlist",
    ),
    Break(
        "a table of ten does not stop the days ahead",
        "resv_desktop/domain/offered.py",
        "table.id: min(max(table.capacity, SMALLEST_TABLE), LARGEST_TABLE)",
        "table.id: max(table.capacity, SMALLEST_TABLE)",
        T_FOREIGN + "a_table_of_ten_keeps_no_hour_from_being_made",
    ),
    Break(
        "an hour whose tables make no sense does not stop the others",
        "resv_desktop/store/days_ahead.py",
        'there = {"$cond": [{"$isArray": "$tables"}, "$tables", []]}',
        'there = {"$ifNull": ["$tables", []]}',
        T_FOREIGN + "an_hour_whose_tables_make_no_sense_gets_those_of_the_house_with_the_others",
    ),
    Break(
        "an hour with several times does not stop the others",
        "resv_desktop/controller/lining_up.py",
        'if isinstance(hour["time"], datetime) and hour["time"] > now - HOUR',
        'if hour["time"] > now - HOUR',
        T_FOREIGN + "an_hour_with_several_times_keeps_no_other_from_being_made",
    ),
    Break(
        "what the rules refuse of the hours is no silence",
        STORE,
        "            self._check_allowed(silence.__cause__, is_whole=False)\n",
        "",
        T_STORE + "hours_that_the_rules_of_the_book_refuse_are_not_told_as_a_silence",
    ),
    Break(
        "an hour without a time does not end the check",
        WAITING_CHECK,
        "    there = {_hour_of(hour) for hour in hours if _has_time(hour)}",
        "    there = {_hour_of(hour) for hour in hours}",
        T_CHECK + "who_waits_for_an_hour_without_a_time_is_named_and_the_check_goes_on",
    ),
    Break(
        "an hour with several times does not end the check",
        "resv_desktop/store/check_hours.py",
        ', "$not": {"$type": "array"}}',
        "}",
        T_CHECK + "who_waits_for_an_hour_without_a_time_is_named_and_the_check_goes_on",
    ),
    Break(
        "what is over is not asked for the clock of today",
        "resv_desktop/store/check_hours.py",
        "is_off = is_ahead and house.is_zone_said",
        "is_off = house.is_zone_said",
        T_CHECK + "what_is_over_may_have_begun_off_the_full_hour_of_the_clock_of_today",
    ),
    Break(
        "odd documents: a reservation without a table ends no list",
        "resv_desktop/store/house_hours.py",
        'str(d.get("tableId")), str(d.get("reservedBy"))',
        'str(d["tableId"]), str(d.get("reservedBy"))',
        T_FOREIGN + "a_reservation_that_names_no_table_can_be_looked_at_and_written_to",
    ),
    Break(
        "odd documents: a number that is a list ends no search",
        "resv_desktop/controller/reading.py",
        'stored = text(document.get("reservedBy"))',
        'stored = document["reservedBy"]',
        T_FOREIGN + "a_number_that_is_a_list_and_a_time_that_is_the_last_there_is_end_no_search",
    ),
    Break(
        "odd documents: the last time there is ends no search",
        "resv_desktop/domain/guest.py",
        "    return reservation.starts_at.astimezone(UTC)\n",
        "    return reservation.starts_at.astimezone(UTC) + LASTS\n",
        T_FOREIGN + "a_number_that_is_a_list_and_a_time_that_is_the_last_there_is_end_no_search",
    ),
    Break(
        "odd documents: a restaurant that names another one is no hour",
        "resv_desktop/store/hour.py",
        'if "time" in document else',
        'if "restId" in document else',
        T_FOREIGN + "a_restaurant_that_names_another_one_is_no_hour",
    ),
    Break(
        "odd documents: a closure with odd hours can be taken out",
        "resv_desktop/store/documents.py",
        'hours=_hours(entry.get("hours"))',
        'hours=entry.get("hours")',
        T_FOREIGN + "a_closure_with_odd_hours_is_named_and_can_be_taken_out",
    ),
    Break(
        "odd documents: closed hours that make no sense are named",
        CHECK,
        'for field in ("hours", "closedHours"):',
        'for field in ("hours",):',
        T_FOREIGN + "a_closure_with_odd_hours_is_named_and_can_be_taken_out",
    ),
    Break(
        "check: an hour of a house whose zone is misspelt is told by the clock of its country",
        "resv_desktop/store/faults.py",
        "zone, is_said = restaurant.told_zone, restaurant.has_clock",
        'zone, is_said = ZoneInfo("UTC"), restaurant.has_clock',
        T_CHECK + "where_the_zone_is_misspelt_an_hour_is_told_by_the_clock_of_the_country",
    ),
    Break(
        "check: hours under a name that is no weekday's are named",
        CHECK,
        "        for name in _names_of_no_day(document):\n",
        "        for name in ():\n",
        T_CHECK + "a_restaurant_that_cannot_be_kept_is_named",
    ),
    Break(
        "check: what is no hours at all beside the weekdays is left in peace",
        CHECK,
        "if day not in WEEKDAYS and isinstance(hours, str | None)]",
        "if day not in WEEKDAYS]",
        T_CHECK + "what_else_another_program_keeps_beside_the_weekdays_is_left_in_peace",
    ),
    Break(
        "check: lines with a list where one number belongs are counted",
        CHECK,
        '_LOOKED_UP = ("before", "before.reservedBy", "after", "after.reservedBy")',
        '_LOOKED_UP = ("before.reservedBy", "after")',
        T_CHECK + "lines_with_a_list_where_one_number_belongs_are_counted",
    ),
    Break(
        "half a character names nothing, and ends nothing",
        "resv_desktop/store/documents.py",
        'given.encode("utf-8", "replace").decode() if isinstance(given, str) else given',
        "given",
        "tests/controller/test_refusals.py::test_a_reservation_that_there_is_not",
    ),
    Break(
        "check: who is told how the book is mended is not told to mend another one",
        "resv_desktop/cli.py",
        'return typed_command("resv-desktop", *said)',
        'return "resv-desktop"',
        T_TERMINAL + "check_names_a_fault_and_exits_1",
    ),
    Break(
        "repair: an id that is nobody's is told from a reservation that is fine",
        "resv_desktop/repair.py",
        "    if any(isinstance(each, Reservation) for each in found):\n",
        "    if True:\n",
        T_TERMINAL + "without_a_terminal_both_parties_are_listed_and_keep_settles_it",
    ),
]
