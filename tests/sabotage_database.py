"""The promises about another database and a book that moves there, and where each is kept."""

from tests.sabotage_book import Break

HELD, COPY = "resv_desktop/store/held.py", "resv_desktop/store/book_copy.py"
LOOK_AT, RIGHTS = "resv_desktop/store/look_at.py", "resv_desktop/store/missing_rights.py"
CONNECTING = "resv_desktop/store/connecting.py"
RELOCATION, FORM = "resv_desktop/relocation.py", "resv_desktop/qt/database_form.py"
DIALOG = "resv_desktop/qt/database_dialog.py"
SIGNS, LAYOUT = "resv_desktop/store/signs.py", "resv_desktop/store/layout.py"

T_MOVE = "tests/test_relocation.py::test_"
T_CUT_SHORT = "tests/test_relocation_cut_short.py::test_"
T_LOOK = "tests/store/test_look_at.py::test_"
T_DIALOG = "tests/qt/test_database_dialog.py::test_"

NO_WRITE = T_MOVE + "no_program_writes_into_the_old_book_and_none_takes_it_for_live"
ABANDONED = T_CUT_SHORT + "a_move_that_nobody_goes_on_with_is_ended_by_the_next_station"

BREAKS_OF_DATABASES = [
    Break(
        "moving the book: a clock that is put right meanwhile ends no move",
        "resv_desktop/pending_move.py",
        "abs(began_at - self.began_at) < _PUT_RIGHT_BY_S",
        "began_at == self.began_at",
        "tests/test_pending_move.py::test_a_clock_that_is_put_right_meanwhile_ends_no_move",
    ),
    Break(
        "moving: a name that differs in capitals only is not taken for a silent database",
        COPY,
        "        check_case(error, store.database.name)\n",
        "",
        T_MOVE + "a_name_that_differs_in_capitals_only_is_not_taken_for_a_silent_database",
    ),
    Break(
        "a book whose name differs from another in capitals only is no silent database",
        LAYOUT,
        "        check_case(error, database.name)\n",
        "",
        "tests/store/test_layout.py::test_"
        "a_name_that_differs_from_another_in_capitals_only_is_no_silent_database",
    ),
    Break(
        "moving: the server itself refuses every program's writes into the old book",
        HELD,
        '_NOTHING: Document = {"_id": {"$exists": False}}',
        '_NOTHING: Document = {"_id": {"$exists": True}}',
        NO_WRITE,
    ),
    Break(
        "moving: no station takes a book that has moved on for live",
        HELD,
        "_SHUT = (*VALIDATORS, HEARTBEATS, PRESENCE)",
        "_SHUT = (*VALIDATORS, PRESENCE)",
        NO_WRITE,
    ),
    Break(
        "moving: a move that another station has ended does not switch any more",
        HELD,
        '        {**_own(move), f"{_HELD}.state": "moving"},\n        [\n',
        '        {"_id": VERSION_ID},\n        [\n',
        ABANDONED,
    ),
    Break(
        "moving: a copy is compared with the book",
        COPY,
        "if arrived[name] != copied[name]]",
        "if arrived[name] == ()]",
        T_MOVE + "a_copy_that_is_not_the_same_is_found_out",
    ),
    Break(
        "moving: what was deleted meanwhile is not brought back",
        COPY,
        "if self._sums(self._old, stop) == copied:",
        "if copied:",
        T_MOVE + "what_is_deleted_in_the_old_book_meanwhile_is_not_brought_back",
    ),
    Break(
        "moving: half a copy is no book",
        LAYOUT,
        "            held.admit(database)\n",
        "",
        T_MOVE + "while_a_book_is_being_moved_no_station_opens_either",
    ),
    Break(
        "moving: a stopped move opens the book again",
        COPY,
        "                held.reopen(self._old, self._move)\n",
        "                held.read(self._old)\n",
        T_MOVE + "a_move_that_is_stopped_leaves_the_book_open_and_no_copy",
    ),
    Break(
        "moving: a switch whose answer was lost takes no copy away",
        COPY,
        "if self._has_moved():  # the",
        "if False:  # the",
        T_CUT_SHORT + "a_switch_whose_answer_was_lost_is_a_move_all_the_same",
    ),
    Break(
        "moving: a switch that may still arrive is not told to be a book that stayed",
        COPY,
        "            raise Outage(_UNKNOWN) from silence  # the write may be on its way still\n",
        "            is_ours = False\n",
        T_CUT_SHORT + "a_switch_that_arrives_late_is_not_told_to_be_a_book_that_stayed",
    ),
    Break(
        "moving: a station that can remember nothing of it begins no move",
        RELOCATION,
        "        except OSError as error:\n",
        "        except ZeroDivisionError as error:\n",
        T_CUT_SHORT + "a_station_that_can_remember_nothing_begins_no_move",
    ),
    Break(
        "moving: a book that has moved is told to have where the disk remembers nothing of it",
        "resv_desktop/pending_move.py",
        '    except OSError as error:\n        logger.warning("the end',
        '    except ZeroDivisionError as error:\n        logger.warning("the end',
        T_CUT_SHORT + "a_book_that_has_moved_is_said_to_have_also_where_that_cannot_be_remembered",
    ),
    Break(
        "moving: a station that may not shut the book leaves it open for all",
        HELD,
        "    for name in _shut_in(database):\n",
        "    for name in _SHUT:\n",
        T_MOVE + "a_station_that_may_not_shut_the_book_leaves_it_open_for_all",
    ),
    Break(
        "moving: an abandoned move waits for a station that may end it",
        HELD,
        "and mark.is_abandoned and _may_reopen(database):",
        "and mark.is_abandoned:",
        T_CUT_SHORT + "an_abandoned_move_waits_for_a_station_that_may_end_it",
    ),
    Break(
        "moving: one that was abandoned before anything was shut is ended by any station",
        HELD,
        "    return not _shut_in(database) or may_change_layout(database)\n",
        "    return may_change_layout(database)\n",
        T_CUT_SHORT + "a_move_that_was_abandoned_before_anything_was_shut_is_ended_by_any_station",
    ),
    Break(
        "moving: a book that other stations use on this machine stays there",
        RELOCATION,
        "    if why:\n",
        "    if False:\n",
        T_MOVE + "a_book_that_other_stations_use_on_this_machine_is_not_moved_away",
    ),
    Break(
        "moving: a machine that is shared is told so before its book is to move",
        DIALOG,
        "not is_here and why_it_stays:",
        "not is_here and False:",
        T_DIALOG + "a_machine_that_is_shared_is_told_to_stop_that_before_its_book_moves",
    ),
    Break(
        "moving: what a crash broke off after the switch is followed",
        RELOCATION,
        "        raise BookMoved(",
        "        BookMoved(",
        T_CUT_SHORT + "a_database_that_is_silent_at_the_switch_and_after_it_costs_nothing",
    ),
    Break(
        "database: no book goes where other things are kept",
        CONNECTING,
        "    if database.lower() in _NO_BOOKS:",
        "    if False:",
        "tests/store/test_store.py::test_a_name_that_no_database_can_have_cannot_be_opened",
    ),
    Break(
        "database: one that a station has no right to is not called silent",
        CONNECTING,
        "    if error.code == UNAUTHORIZED:",
        "    if False:",
        "tests/store/test_layout.py::test_a_database_that_a_station_has_no_right_to_"
        "is_not_taken_for_a_silent_one",
    ),
    Break(
        "database: another program's data under our names is no book",
        LOOK_AT,
        "        if book and not version:",
        "        if False:",
        T_LOOK + "collections_of_another_program_under_our_names_are_refused",
    ),
    Break(
        "database: who may only read hears which rights are missing",
        RIGHTS,
        "    if missing:",
        "    if False:",
        T_LOOK + "who_may_only_read_hears_which_rights_are_missing",
    ),
    Break(
        "database: a pasted password leaves the address at once",
        FORM,
        "        if is_pasted:",
        "        if False:",
        T_DIALOG + "a_pasted_password_leaves_the_address_at_once",
    ),
    Break(
        "moving: whom somebody had begun to erase is erased where the book is now",
        COPY,
        "begun = erasing.marks(self._source)",
        "begun: list[Document] = []",
        T_CUT_SHORT + "whom_a_killed_station_had_begun_to_erase_is_erased_where_the_book_is_now",
    ),
    Break(
        "database: a choice of another one that cannot be saved is said beside its book",
        "resv_desktop/qt/app.py",
        "        self._going_on.follow(window, restaurant)\n        self._say_unsaved()\n",
        "        self._going_on.follow(window, restaurant)\n",
        "tests/qt/test_another_database.py::test_where_the_choice_of_another_database_cannot_be_"
        "saved_that_is_said_beside_its_book",
    ),
    Break(
        "settings: that they cannot be saved is said in one window, and not in each one",
        "resv_desktop/qt/app.py",
        "lambda: None if choices.is_trouble_told else self._windows.window,",
        "lambda: self._windows.window,",
        "tests/qt/test_app_choices.py::"
        "test_that_nothing_chosen_can_be_saved_is_said_in_one_window_and_not_in_each_one",
    ),
    Break(
        "settings: what cannot be saved is told once",
        "resv_desktop/qt/choices.py",
        "        if not was_told:\n",
        "        if True:\n",
        "tests/qt/test_choices.py::test_what_cannot_be_saved_is_told_once_until_it_is",
    ),
    Break(
        "moving: a book whose old history is in files can move, too",
        COPY,
        "            held.keep_beside(self._new, _GOES_ON, list(going))\n",
        "",
        T_MOVE + "a_book_whose_old_history_is_in_files_moves_and_still_says_so",
    ),
    Break(
        "moving: what stands beside a copy goes with it",
        HELD,
        "    keep_beside(database, ours, ())\n",
        "",
        T_MOVE + "a_move_that_is_stopped_after_its_check_leaves_nothing_beside_a_copy",
    ),
    Break(
        "moving: what another program keeps beside a copy stays",
        HELD,
        'delete_many({"_id": {"$in": ours}})',
        'delete_many({"_id": {"$ne": VERSION_ID}})',
        T_MOVE + "what_another_program_keeps_beside_a_copy_stays",
    ),
    Break(
        "moving: a copy that was finished elsewhere meanwhile stays as it is",
        COPY,
        "            if not held.renew(self._new, self._move):\n",
        "            if False:\n",
        T_MOVE + "a_copy_that_was_finished_elsewhere_while_its_indexes_were_built_stays_as_it_is",
    ),
    Break(
        "moving: no line leaves a book that has moved on",
        "resv_desktop/store/archive.py",
        "    if store.why_shut() or not",
        "    if not",
        T_MOVE + "no_line_leaves_a_book_that_has_moved_on",
    ),
]
