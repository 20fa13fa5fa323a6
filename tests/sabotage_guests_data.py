"""The promises of what is known of guests, and where each of them is kept and can be broken."""

from tests.sabotage_book import Break, Edit

ERASING, NAMELESS = "resv_desktop/store/erasing.py", "resv_desktop/store/nameless.py"
RETENTION, UNDOING = "resv_desktop/store/retention.py", "resv_desktop/controller/undoing.py"
GUESTS_DATA = "resv_desktop/controller/guests_data.py"

GUESTS_ACTS = "resv_desktop/qt/guests/guests_acts.py"
T_WINDOW = "tests/qt/guests/test_guests_data.py::test_"
FORGETTING = "resv_desktop/forgetting.py"
T_HERE = "tests/test_forgetting.py::test_"
T_DATA = "tests/controller/test_guests_data.py::test_"
T_RETENTION = "tests/controller/test_retention.py::test_"
T_COUNTRIES = "tests/controller/test_guests_of_two_countries.py::test_"
T_ENDED = T_DATA + "what_another_station_ends_while_it_is_asked_for_again_is_done_once"
T_ERASED = T_DATA + "nothing_of_an_erased_guest_is_left_in_any_collection_and_visits_still_count"
T_YEAR = T_RETENTION + "a_year_later_names_and_numbers_are_gone_and_nothing_younger_is_touched"
HALF_WRITTEN = (
    "what_a_killed_program_was_writing_of_the_old_history_goes_and_what_is_damaged_is_counted"
)
T_KILLED = T_DATA + "what_a_killed_station_began_to_erase_is_ended_by_the_next"

BREAKS_OF_GUESTS_DATA = [
    Break(
        "erase: what asks once more is answered there, and not by the button that asked",
        "resv_desktop/qt/guests/guests_dialog.py",
        "        self._show_asked(is_asked=True)\n",
        "",
        T_WINDOW
        + "while_it_is_asked_once_more_the_answer_is_what_can_be_pressed_and_it_looks_like_that",
    ),
    Break(
        "erase: another question leaves the button that can be pressed",
        "resv_desktop/qt/guests/guests_dialog.py",
        "currentData())\n        self._show_asked(is_asked=False)\n",
        "currentData())\n",
        T_WINDOW
        + "while_it_is_asked_once_more_the_answer_is_what_can_be_pressed_and_it_looks_like_that",
    ),
    Break(
        "erase: what erases for good looks like that",
        "resv_desktop/qt/guests/guests_dialog.py",
        "            is_destructive=True,\n        )\n        self._show",
        "        )\n        self._show",
        T_WINDOW
        + "while_it_is_asked_once_more_the_answer_is_what_can_be_pressed_and_it_looks_like_that",
    ),
    Break(
        "erase: no guest of another country goes along whose hour tells the house",
        ERASING,
        "if not self.is_own(document, found.home_of(document)):",
        "if not self.is_own(document):",
        T_COUNTRIES + "who_is_erased_takes_no_guest_of_another_country_along",
    ),
    Break(
        "retention: who is expected in another country stays, whose hour tells the house",
        RETENTION,
        'document.get("restId") or home or self._rest_id',
        'document.get("restId") or self._rest_id',
        T_COUNTRIES + "who_is_expected_in_another_country_is_not_forgotten_here",
    ),
    Break(
        "erase: what another station has ended is not begun once more",
        ERASING,
        '    if book.line(mark["line"]["_id"]) is not None:\n',
        "    if False:\n",
        T_ENDED,
    ),
    Break(
        "erase: a mark of what was ended goes and holds nothing up",
        ERASING,
        "        if found is None or done is not None:\n",
        "        if found is None:\n",
        T_ENDED,
    ),
    Break(
        "retention: what another program adds at that instant is kept",
        RETENTION,
        '{"_id": was["_id"], **_is_still(was)}',
        '{"_id": was["_id"]}',
        "tests/controller/test_foreign_writer.py::"
        "test_what_a_site_adds_while_a_guest_is_forgotten_is_kept_and_goes_the_next_time",
    ),
    Break(
        "erase: who is expected is told by the clock of the hour",
        GUESTS_DATA,
        "houses.get(str(found.home_of(document)), only)",
        'houses.get(str(document.get("restId")))',
        T_COUNTRIES + "who_is_expected_is_told_by_the_clock_of_their_hour",
    ),
    Break(
        "erase: who is still expected is not erased",
        GUESTS_DATA,
        "rules.check_not_expected(seen.expected, seen.waits)",
        "pass",
        T_DATA + "a_guest_who_is_still_expected_is_not_erased",
    ),
    Break(
        "erase: after an unclear answer another guest is erased, not the first one once more",
        GUESTS_ACTS,
        "self._requests.setdefault(self._number, ",
        'self._requests.setdefault("", ',
        T_WINDOW + "who_is_erased_after_an_unclear_answer_about_another_guest_is_erased_themselves",
    ),
    Break(
        "erase: the same guest asked for again has the same receipt",
        GUESTS_ACTS,
        "self._requests.setdefault(self._number, controller.new_id())",
        "controller.new_id()",
        T_WINDOW + "the_same_guest_asked_for_again_after_an_unclear_answer_has_the_same_receipt",
    ),
    Break(
        "erase: no guest has the receipt of another",
        GUESTS_DATA,
        "if done.get(nameless.HASH) != self.guest_hash()(number):",
        "if False:",
        T_DATA + "an_id_under_which_one_guest_was_erased_is_no_receipt_for_another",
    ),
    Break(
        "erase: what was begun of one guest is not ended by another's",
        ERASING,
        'elif begun["number"] != mark["number"]:',
        "elif False:",
        T_DATA + "an_erasing_that_was_begun_is_not_ended_by_that_of_another_guest",
    ),
    Break(
        "erase: no name stays in a line that had another number at first",
        ERASING,
        "            lines |= {line",
        "            _ = {line",
        T_ERASED,
    ),
    Break(
        "erase: what another program wrote of a guest goes as well",
        NAMELESS,
        "for name, value in document.items() if name in _STAYS}",
        "for name, value in document.items()}",
        T_ERASED,
    ),
    Break(
        "erase: a number in somebody else's note goes as well",
        ERASING,
        'step("mentions", found.mentions, blot)',
        "",
        T_ERASED,
    ),
    Break(
        "erase: visits stay counted",
        NAMELESS,
        "return stays | {HASH: hash_of(key, number)} if number else stays",
        "return stays",
        T_ERASED,
    ),
    Break(
        "erase: what a killed station began is known to the next",
        ERASING,
        "    store.write(lambda book: _add_mark(book, mark))",
        "    store.write(lambda book: None)",
        T_KILLED,
    ),
    Break(
        "erase: what a killed station began keeps no guest waiting who is erased next",
        GUESTS_DATA,
        "        self._end([mark for mark",
        "        print([mark for mark",
        T_DATA + "what_a_killed_station_began_to_erase_keeps_no_guest_waiting",
    ),
    Break(
        "erase: what the book's rules do not let end keeps no other guest in the book",
        GUESTS_DATA,
        "except WriteForbidden:  # of an odd",
        "except KeyError:  # of an odd",
        T_DATA + "what_cannot_be_ended_keeps_no_other_guest_in_the_book",
    ),
    Break(
        "erase: nor does the turn that it has taken",
        GUESTS_DATA,
        '                turns.leave_turn(self._house.store, archive.TURN, mark["line"]["_id"])\n',
        "                pass\n",
        T_DATA + "what_cannot_be_ended_keeps_no_other_guest_in_the_book",
    ),
    Break(
        "erase: what a guest reserves meanwhile stays",
        ERASING,
        'if line.get("reservationId") not in ahead}',
        "}",
        T_DATA + "a_guest_who_reserves_meanwhile_keeps_that_and_can_have_it_taken_back",
        (Edit(ERASING, "            lines.pop(entry, None)", "            pass"),),
    ),
    Break(
        "erase: an open dialog of another station names the guest no longer",
        "resv_desktop/qt/host_acts.py",
        "            dialog.forget_guests()\n",
        "            pass\n",
        T_WINDOW + "who_is_erased_elsewhere_is_named_no_longer_under_a_number_that_stands_in_a_"
        "dialog",
    ),
    Break(
        "erase: the line of another station names the guest no longer",
        "resv_desktop/qt/line_answering.py",
        'if any(change.kind == "erased" for change in changes) and',
        'if any(change.kind == "never" for change in changes) and',
        T_WINDOW + "who_is_erased_elsewhere_is_named_no_longer_by_the_line_that_has_their_number",
    ),
    Break(
        "erase: the notice of the last act names the guest no longer",
        "resv_desktop/qt/guests/guests_acts.py",
        "            self._window.bottom.notice.clear()  # it may name the guest\n",
        "",
        T_WINDOW + "what_was_said_of_the_last_act_is_not_said_any_more_once_a_guest_is_erased",
    ),
    Break(
        "undo: what is known of an erased guest does not come back",
        UNDOING,
        "    if line.get(ERASED):\n        raise CannotUndo(_ERASED)\n",
        "",
        T_DATA + "what_was_done_for_an_erased_guest_is_told_without_a_name_and_not_taken_back",
        (
            Edit(UNDOING, " and not line.get(ERASED)", ""),
            Edit(UNDOING, "(current or now).get(ERASED)", "False"),
        ),
    ),
    Break(
        "erase: the station's own files say nothing of the guest either",
        FORGETTING,
        "rows += self._last_known.forget(is_gone, says_too_much, self._controller.now())",
        "",
        T_HERE + "no_collection_file_or_log_says_who_an_erased_guest_was",
    ),
    Break(
        "erase: nor do the logs",
        FORGETTING,
        "digits=forget_guests(folders.logs),",
        "",
        T_HERE + "no_collection_file_or_log_says_who_an_erased_guest_was",
    ),
    Break(
        "erase: the receipt takes no deleted call list for a sheet made anew",
        FORGETTING,
        "        return len(before - gone), len(gone)\n",
        "        return len(before), 0\n",
        T_HERE + "the_receipt_tells_sheets_that_were_made_anew_from_papers_that_are_gone",
    ),
    Break(
        "erase: who has come back since is not forgotten again",
        FORGETTING,
        "return held.id not in still[number]",
        "return True",
        T_HERE + "who_comes_back_after_being_erased_is_not_forgotten_again",
    ),
    Break(
        "guests' data: only the manager comes in",
        GUESTS_ACTS,
        "        window.gate.ask(partial(self.open_over, window, controller))",
        "        self.open_over(window, controller)",
        T_WINDOW + "only_the_manager_comes_in",
    ),
    Break(
        "erase: a window forgets once it hears of it",
        "resv_desktop/qt/guests/guests_keeper.py",
        '_CONCERNING: Final = ("erased",)',
        '_CONCERNING: Final = ("",)',
        T_WINDOW + "what_was_erased_at_another_station_goes_here_once_it_is_heard_of",
    ),
    Break(
        "erase: nothing is erased by looking",
        GUESTS_ACTS,
        "lambda: controller.traces(phone, rest_id), show",
        "lambda: (controller.traces(phone, rest_id), controller.erase_guest(phone, rest_id))[0], "
        "show",
        T_WINDOW + "by_keys_a_guest_is_looked_for_erased_and_a_receipt_without_the_number_is_saved",
    ),
    Break(
        "retention: nothing younger is touched",
        RETENTION,
        "end = min(start + _SPAN, self._before)",
        "end = start + _SPAN",
        T_YEAR,
    ),
    Break(
        "retention: nothing of a guest who is expected goes",
        RETENTION,
        'ahead = {"time": {"$gt": self._now - LASTS}}',
        'ahead = {"time": {"$lt": _EARLIEST}}',
        T_RETENTION + "what_is_known_of_a_guest_who_is_expected_stays",
    ),
    Break(
        "retention: who was reserved for no restaurant by name is work too",
        RETENTION,
        'ids = {"$in": [*both_forms(rest_ids), None]}',
        'ids = {"$in": both_forms(rest_ids)}',
        T_RETENTION + "who_was_reserved_by_another_program_for_no_restaurant_by_name_is_work_too",
    ),
    Break(
        "retention: one station does it at a time",
        RETENTION,
        "if not take_turn(self._store, TURN, self._run):",
        "if False:",
        T_RETENTION + "it_stops_when_told_to_goes_on_there_and_is_done_by_one_station_at_a_time",
        (Edit(RETENTION, "if not self._reach(end) or pause", "if self._reach(end) and pause"),),
    ),
    Break(
        "erase: no chain of Enters erases a guest",
        "resv_desktop/qt/guests/guests_dialog.py",
        'self.set_hint(self.tr("Enter leaves, and nothing is erased."))\n        self.leave_button',
        'self.set_hint(self.tr("Enter leaves, and nothing is erased."))\n'
        "        self.message.action_button",
        T_WINDOW + "no_chain_of_enters_erases_a_guest",
    ),
    Break(
        "erase: what is piped in is read line by line, the PIN as well",
        "resv_desktop/erase.py",
        "            return ask_secret(question)\n",
        "            pass\n    if is_secret:\n        return ask_secret(question)\n",
        "tests/test_erase.py::test_erase_asks_for_the_number_and_prints_a_receipt_without_it",
    ),
    Break(
        "guests' data: nothing of an older book goes before it was said",
        "resv_desktop/qt/guests/guests_keeper.py",
        "        if rest_id not in ahead and not stop():\n",
        "        if not stop():\n",
        T_WINDOW
        + "before_the_first_of_an_older_book_goes_it_is_said_over_the_day_and_nothing_goes",
    ),
    Break(
        "guests' data: who may read and write the database forgets, too",
        "resv_desktop/store/missing_rights.py",
        'for action in ("update", "remove")',
        'for action in ("update", "collMod")',
        T_DATA + "a_station_that_may_read_and_write_its_database_erases_and_forgets",
    ),
    Break(
        "guests' data: by a clock that is a year ahead nobody is forgotten",
        "resv_desktop/qt/guests/guests_keeper.py",
        "    if not controller.is_at_work():\n",
        "    if False:\n",
        T_WINDOW + "by_a_clock_that_is_a_year_ahead_nobody_is_forgotten_and_nothing_is_said",
    ),
    Break(
        "guests' data: by a clock that is a year ahead what is reserved so far ahead is no work",
        "resv_desktop/store/retention.py",
        '(RESERVATIONS, {"_id": made}),',
        '(RESERVATIONS, {"time": {"$gte": start, "$lt": end}}),',
        "tests/controller/test_retention.py::test_"
        "what_was_reserved_for_a_year_ahead_is_no_work_by_a_clock_that_is_a_year_ahead",
    ),
    Break(
        "guests' data: by a clock that is a year ahead the work of a day proves nothing",
        "resv_desktop/controller/upkeep.py",
        "now - span, now - _A_DAY",
        "now - span, now",
        T_WINDOW + "by_a_clock_that_is_a_year_ahead_nobody_is_forgotten_and_nothing_is_said",
    ),
    Break(
        "guests' data: what was read of what goes is said again at no later start",
        GUESTS_ACTS,
        "if ahead is None or _facts_of(ahead) == read else ahead",
        "if ahead is None else ahead",
        T_WINDOW + "what_goes_and_was_read_is_said_at_no_later_start_until_it_is_something_else",
    ),
    Break(
        "guests' data: what goes is said again once it is something else",
        GUESTS_ACTS,
        "if ahead is None or _facts_of(ahead) == read else ahead",
        "if ahead is None or read else ahead",
        T_WINDOW + "what_goes_and_was_read_is_said_at_no_later_start_until_it_is_something_else",
    ),
    Break(
        "guests' data: a week has to pass since it was said for the first time",
        "resv_desktop/store/first_forgetting.py",
        'untold = {"_id": TURN, told: {"$exists": False}, through: {"$exists": False}}',
        'untold = {"_id": "nothing"}',
        T_RETENTION
        + "a_book_that_is_older_says_so_a_week_before_the_first_of_it_goes_unless_that_was_"
        "chosen",
    ),
    Break(
        "erase: what a killed program was writing of the old history goes",
        GUESTS_DATA,
        "            archive_forgetting.remove_half_written(folder)\n",
        "",
        T_HERE + HALF_WRITTEN,
    ),
    Break(
        "erase: who was erased is never said not to be, since old lines are worked on",
        FORGETTING,
        "        except ArchiveBusy as busy:",
        "        except ZeroDivisionError as busy:",
        T_HERE + "while_old_lines_are_worked_on_nobody_says_that_nothing_was_erased",
    ),
    Break(
        "erase: a copy from before an upgrade of the database is counted among what holds a guest",
        FORGETTING,
        "            + len(DataFolder(data).copies()),\n",
        "",
        T_HERE
        + "the_copy_from_before_an_upgrade_of_the_database_is_counted_among_what_holds_a_guest",
    ),
    Break(
        "erase: who is erased after a clock was put back is forgotten in the files as well",
        FORGETTING,
        "        if seen_at is not None and seen_at > now:\n",
        "        if False:\n",
        T_HERE + "who_is_erased_after_a_clock_was_put_back_is_forgotten_in_the_files_as_well",
    ),
    Break(
        "erase: what a full disk did not take is forgotten in this station's list the next time",
        "resv_desktop/station_memory.py",
        "if self._path.exists():  # also as it is",
        "if self._kept != before:  # also as it is",
        T_HERE + "what_a_full_disk_did_not_take_is_forgotten_in_the_files_the_next_time",
    ),
    Break(
        "erase: what a full disk did not take is forgotten in the last known days the next time",
        "resv_desktop/last_known.py",
        "            if known:  # also as it is: the file may not have taken the last change\n",
        "            if gone:\n",
        T_HERE + "what_a_full_disk_did_not_take_is_forgotten_in_the_files_the_next_time",
    ),
    Break(
        "erase: files of the old history that were set aside as damaged are counted",
        GUESTS_DATA,
        "done.unreadable + damaged",
        "done.unreadable",
        T_HERE + HALF_WRITTEN,
    ),
]
