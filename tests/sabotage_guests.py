"""The promises of finding and remembering, and where each of them is kept and can be broken."""

from tests.sabotage_book import HOUSE, RULES, Break

RECALL, FINDING = "resv_desktop/store/recall.py", "resv_desktop/controller/finding.py"
WAITLIST, WAITING = "resv_desktop/controller/waitlist.py", "resv_desktop/domain/waiting.py"
GUEST, SEARCH = "resv_desktop/domain/guest.py", "resv_desktop/domain/search.py"
LAYOUT = "resv_desktop/store/layout.py"
GUEST_LINE = "resv_desktop/qt/guest_line.py"

PHONE, RIVALS = "resv_desktop/domain/phone.py", "resv_desktop/store/rivals.py"
T_FOREIGN = "tests/controller/test_foreign_writer.py::test_"
T_FINDING = "tests/controller/test_finding.py::test_"
T_REMEMBERING = "tests/controller/test_remembering.py::test_"
T_WAITLIST = "tests/controller/test_waitlist.py::test_"
T_YEARS = "tests/controller/test_years.py::test_five_years_of_data_are_not_looked_through"
T_GUEST_LINE = "tests/qt/test_guest_line.py::test_"

T_TIMES = "tests/controller/test_foreign_times.py::test_"
T_EVER = T_TIMES + "a_time_that_is_the_first_or_the_last_there_is_can_be_told_in_every_zone"
T_SPOILT = T_TIMES + "a_guest_is_found_in_a_house_beside_one_whose_clock_nobody_knows"

BREAKS_OF_GUESTS = [
    Break(
        "guests: a time that is the last there is can be told in every zone",
        "resv_desktop/domain/hours.py",
        "    return min(max(at, _FIRST), _LAST).astimezone(zone)",
        "    return at.astimezone(zone)",
        T_EVER,
    ),
    Break(
        "erase: a time that is the last there is can be looked at",
        "resv_desktop/store/erasing.py",
        "at > self._now - LASTS",
        "at + LASTS > self._now",
        T_EVER,
    ),
    Break(
        "guests: one is found beside a house whose clock nobody knows",
        "resv_desktop/controller/house.py",
        "restaurant.told_zone if",
        "restaurant.zone if",
        T_SPOILT,
    ),
    Break(
        "erase: who waits is told beside a house whose clock nobody knows",
        "resv_desktop/controller/guests_data.py",
        "home.told_zone",
        "home.zone",
        T_SPOILT,
    ),
    Break(
        "find: only the running day and what is ahead is looked through",
        RECALL,
        ', "time": {"$gte": first, "$lt": end}}',
        "}",
        T_YEARS,
    ),
    Break(
        "find: what another program wrote, which names no restaurant, is found",
        RECALL,
        "[*both_forms([rest_id]), None]",
        "[*both_forms([rest_id])]",
        f"{T_FINDING}a_number_of_another_program_is_found_in_whichever_form_it_is_stored",
    ),
    Break(
        "find: another restaurant's guests stay there",
        FINDING,
        'if d.get("restId") or homes.get(str(d.get("slotId"))) == rest_id]',
        "]",
        f"{T_FINDING}another_restaurants_guests_are_not_found_here",
    ),
    Break(
        "find: this evening comes first, and what is over of it after that",
        FINDING,
        "return not is_of_day, is_of_day and at + LASTS <= now, at, table",
        "return at, table",
        f"{T_FINDING}this_evening_comes_first_and_what_is_over_of_it_after_that",
    ),
    Break(
        "find: names are the same with and without accents",
        SEARCH,
        "if unicodedata.category(c) not in _MARKS",
        "",
        "tests/domain/test_search.py::"
        "test_a_piece_of_a_name_is_in_it_whatever_its_case_and_accents",
    ),
    Break(
        "guest: an hour is a visit once it is over",
        GUEST,
        "came = [r for r in held if _starts_at(r) <= over]",
        "came = list(held)",
        f"{T_REMEMBERING}an_hour_is_a_visit_once_it_is_over_and_not_before",
    ),
    Break(
        "guest: what was undone does not count",
        RECALL,
        '    return [line for line in lines if line["_id"] not in undone]',
        "    return lines",
        f"{T_REMEMBERING}what_was_undone_does_not_count_until_the_undo_is_undone",
    ),
    Break(
        "guest: an undo that was undone takes nothing back",
        RECALL,
        '        if undo["_id"] not in undone:\n',
        "        if undo:\n",
        f"{T_REMEMBERING}what_was_undone_does_not_count_until_the_undo_is_undone",
    ),
    Break(
        "guest: another country's guest with the same digits is another one",
        "resv_desktop/controller/remembering.py",
        "is_number(gone.reserved_by, number, region, typed=phone)",
        "True",
        f"{T_REMEMBERING}the_same_digits_in_another_country_are_another_guest",
    ),
    Break(
        "guest: what was given back is found by an index",
        RULES,
        '    Index(JOURNAL, ("before.reservedBy", "at")),\n',
        "",
        T_YEARS,
    ),
    Break(
        "history: an evening is found by an index",
        RULES,
        '    Index(JOURNAL, ("slotId", "at")),\n',
        "",
        T_YEARS,
    ),
    Break(
        "history: what was moved is told where it came from",
        RECALL,
        '_PLACES = ("", "before.", "after.")',
        '_PLACES = ("",)',
        f"{T_REMEMBERING}what_was_moved_is_told_where_it_came_from_and_where_it_went",
    ),
    Break(
        "history: pages lose no line of one instant",
        RECALL,
        '        ties = [line for line in ties if line["_id"] < before["_id"]]',
        "        ties = []",
        f"{T_REMEMBERING}pages_of_the_history_lose_no_line_and_repeat_none",
    ),
    Break(
        "journal: every line has the initials",
        HOUSE,
        '"host": self.host or None,',
        '"host": None,',
        f"{T_REMEMBERING}initials_stick_and_stand_in_every_line_from_then_on",
    ),
    Break(
        "waitlist: nobody waits where a table is free",
        WAITLIST,
        "    if free is not None:\n",
        "    if False:\n",
        f"{T_WAITLIST}nobody_waits_for_an_hour_that_has_a_table_for_them",
    ),
    Break(
        "waitlist: an entry is made once, also where it is gone since",
        WAITLIST,
        '        return written_once(house, own_id, "wait", attempt, earlier)\n',
        "        return attempt()\n",
        f"{T_WAITLIST}the_same_entry_with_the_same_id_is_made_once",
    ),
    Break(
        "waitlist: what was taken back already is not taken back once more",
        WAITLIST,
        "        if is_undone or not same(",
        "        if not same(",
        f"{T_WAITLIST}who_has_a_table_by_now_does_not_wait_again_since_an_act_is_undone_twice",
    ),
    Break(
        "waitlist: who was taken off it since is not given the table again",
        "resv_desktop/controller/undoing.py",
        '        if waits and book.remove_waiting(str(waits["_id"])) is None:\n',
        '        if waits and book.remove_waiting(str(waits["_id"])) is waits:\n',
        f"{T_WAITLIST}a_table_from_the_waitlist_is_not_given_again_to_who_was_taken_off_it_since",
    ),
    Break(
        "waitlist: a table that comes free while it is first read is offered",
        "resv_desktop/qt/waitlist_reader.py",
        "self.now.entries or self._question.is_asking",
        "self.now.entries",
        "tests/qt/test_waitlist_reader.py::"
        "test_a_table_that_comes_free_while_it_is_first_read_who_waits_is_offered",
    ),
    Break(
        "waitlist: who was passed over for a table is not passed over for it once more",
        WAITLIST,
        "        if table_id in passed:\n",
        "        if table_id is passed:\n",
        f"{T_WAITLIST}a_party_that_two_stations_pass_over_is_offered_the_table_again_by_one_undo",
    ),
    Break(
        "waitlist: a table goes to a party that fits",
        WAITING,
        "if e.party_size <= seats and",
        "if",
        f"{T_WAITLIST}a_table_that_is_free_again_goes_to_who_has_waited_longest_and_fits",
    ),
    Break(
        "waitlist: a table that somebody has goes to nobody",
        WAITLIST,
        "if not slot.is_available or hour",
        "if hour",
        f"{T_WAITLIST}a_table_that_is_free_again_goes_to_who_has_waited_longest_and_fits",
    ),
    Break(
        "waitlist: hours that are over are not listed",
        WAITLIST,
        "return in_order(e for e in entries if e.starts_at.astimezone(UTC) + LASTS > now)",
        "return in_order(e for e in entries if now)",
        f"{T_WAITLIST}an_hour_that_is_over_has_no_waitlist",
    ),
    Break(
        "waitlist: its changes are told, and as nothing else",
        WAITLIST,
        '    return act in ("wait", "unwait", "pass_over") or (',
        "    return (",
        f"{T_WAITLIST}a_changed_waitlist_is_told_at_every_station_and_is_no_change_of_the_lists",
    ),
    Break(
        "layout: what came with a newer release was not lost",
        LAYOUT,
        "    if (whole(document.get(REVISION)) or 0) < SCHEMA_REVISION:\n",
        "    if False:\n",
        "tests/store/test_layout.py::"
        "test_what_came_with_a_newer_release_was_not_lost_by_an_older_book",
    ),
    Break(
        "a book of a newer release keeps the rules which that has put in force",
        LAYOUT,
        "    weak = [] if is_of_newer_release(database) else weak_validators(database)\n",
        "    weak = weak_validators(database)\n",
        "tests/store/test_layout.py::test_the_rules_that_a_newer_release_has_put_in_force_stay",
    ),
    Break(
        "what the rules of a newer release let in is no broken document",
        "resv_desktop/store/check.py",
        "for name in () if is_newer else VALIDATORS:",
        "for name in VALIDATORS:",
        "tests/store/test_layout.py::test_the_rules_that_a_newer_release_has_put_in_force_stay",
    ),
    Break(
        "the rules of a newer release are no fault of the book",
        LAYOUT,
        "(bool(rules) and is_of_newer_release(database))",
        "False",
        "tests/store/test_layout.py::test_the_rules_that_a_newer_release_has_put_in_force_stay",
    ),
    Break(
        "slot dialog: a late answer is not told of another number",
        "resv_desktop/qt/guest_asking.py",
        "            else:\n                self.guest = guest\n                self.told.emit()\n",
        "            self.guest = guest\n            self.told.emit()\n",
        f"{T_GUEST_LINE}a_late_answer_is_not_told_of_another_number",
    ),
    Break(
        "slot dialog: a guest who is known is told",
        GUEST_LINE,
        "        phone.judged.connect(self._on_judged)\n",
        "",
        f"{T_GUEST_LINE}a_known_guest_is_told_while_the_number_is_typed",
    ),
    Break(
        "a guest's number is that number in whichever form it is written",
        PHONE,
        "    return number_of(stored, region) == e164\n",
        "    return False\n",
        T_FOREIGN + "a_guest_is_known_in_whichever_everyday_form_a_web_site_wrote_the_number",
    ),
    Break(
        "what may be a guest's is looked for where a sign stands between the digits",
        RIVALS,
        '    return {"$or": [known, *spelled]}',
        "    return known",
        T_FOREIGN + "a_guest_is_known_in_whichever_everyday_form_a_web_site_wrote_the_number",
    ),
    Break(
        "a guest is found among many without a look at the others",
        RIVALS,
        "*spelled]",
        '{field: {"$regex": ending}}]',
        "tests/store/test_book.py::test_a_guest_is_found_among_many_without_a_look_at_the_others",
    ),
    Break(
        "waitlist: a repeat tells of the entry though its hour has gone",
        WAITLIST,
        '        return written_once(house, own_id, "wait", attempt, earlier)\n\n\ndef _add(',
        "        return attempt()\n\n\ndef _add(",
        "tests/controller/test_waitlist.py"
        "::test_a_repeat_tells_of_the_entry_though_its_hour_has_been_closed_since",
    ),
]
