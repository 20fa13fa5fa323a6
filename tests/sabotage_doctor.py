"""The promises about the report for support, the room on the disk and old lines of the journal."""

from tests.sabotage_book import Break, Edit

REPORT, LOGS = "resv_desktop/doctor/report.py", "resv_desktop/logs.py"
STARTUP, ARCHIVE = "resv_desktop/startup.py", "resv_desktop/store/archive.py"
TURNS = "resv_desktop/store/turns.py"
CHECK, WATCH = "resv_desktop/store/check_hours.py", "resv_desktop/store/watch.py"
DISK, SUPPORT = "resv_desktop/qt/disk_watch.py", "resv_desktop/qt/support_acts.py"
MONGOD, MONGOD_LOG = "resv_desktop/store/mongod.py", "resv_desktop/store/mongod_log.py"

T_REPORT = "tests/doctor/test_report.py::test_"
T_ARCHIVE = "tests/store/test_archive.py::test_"
T_AFTER = "tests/controller/test_archive.py::test_"
T_DISK = "tests/qt/test_disk_watch.py::test_"
T_LOG = "tests/store/test_mongod_log_rotation.py::test_"
LACKS = "what_the_book_lacks_is_said_first_and_it_ends_with_1"
KILLED = "a_station_that_is_killed_at_whatever_step_loses_no_line_and_doubles_none"
MARKED = "check_takes_no_archived_line_for_a_lost_one_but_still_finds_those"

BREAKS_OF_THE_DOCTOR = [
    Break(
        "report: hours that make no sense are told without their words",
        "resv_desktop/store/health.py",
        '        return "not understood"\n',
        "        return str(stored)\n",
        T_REPORT + "hours_and_closures_are_told_whoever_wrote_them_and_no_word_of_a_reason",
    ),
    Break(
        "report: no whole number is in it",
        LOGS,
        "else discreet(line)",
        "else line",
        T_REPORT + "no_password_and_no_whole_number_is_in_it",
    ),
    Break(
        "report: no password is in it",
        REPORT,
        'text = text.replace(secret, "…")',
        "pass",
        T_REPORT + "no_password_and_no_whole_number_is_in_it",
    ),
    Break(
        "report: no password of what is no address is in it",
        REPORT,
        'return f"…{at}{rest}" if at else uri',
        "return uri",
        T_REPORT + "a_password_is_hidden_also_in_what_is_no_address",
    ),
    Break(
        "report: it only looks",
        STARTUP,
        "        return Controller(store).health()",
        "        prepare(store)\n        return Controller(store).health()",
        T_REPORT + LACKS,
    ),
    Break(
        "report: nobody waits for another program's dead server",
        STARTUP,
        "            demand_answer(own, this_platform())",
        "            pass",
        "tests/doctor/test_other_programs.py::test_one_that_hangs_is_said_and_not_waited_for",
    ),
    Break(
        "report: what breaks in one part costs that part only",
        REPORT,
        "except Exception as bug:",
        "except ZeroDivisionError as bug:",
        T_REPORT + "what_breaks_in_one_part_costs_that_part_only",
    ),
    Break(
        "report: the window never waits for it",
        SUPPORT,
        "self._tasks.run(dialog, work, show, partial(_tell, dialog))",
        "show(work())",
        "tests/qt/test_support.py"
        "::test_the_window_is_free_while_the_database_keeps_the_report_waiting",
    ),
    Break(
        "disk: it is said before the database has to stop",
        DISK,
        "free < MINIMUM_FREE_BYTES",
        "free < 0",
        T_DISK + "it_is_said_below_one_gigabyte_and_gone_when_there_is_room",
    ),
    Break(
        "disk: it is said although the report of a crash is still offered",
        DISK,
        "(notice.stays or not window.notice)",
        "not window.notice",
        T_DISK + "it_is_said_in_the_place_of_what_only_waits_to_be_put_away",
    ),
    Break(
        "disk: it is no longer said once there is room",
        DISK,
        'if self._is_low else ""\n        window',
        'if True else ""\n        window',
        T_DISK + "it_is_said_below_one_gigabyte_and_gone_when_there_is_room",
    ),
    Break(
        "log: a server that runs for months keeps its log short",
        MONGOD,
        "                self._files.keep_short(self._rotate_log)\n",
        "",
        T_LOG + "a_large_log_is_set_aside_while_the_server_goes_on",
    ),
    Break(
        "log: the last lines before it is set aside are blotted out too",
        MONGOD_LOG,
        "        self._blot(aside)\n",
        "",
        T_LOG + "what_was_written_just_before_the_log_was_set_aside_is_blotted_out_too",
    ),
    Break(
        "archive: a killed station's work is finished before more is done",
        ARCHIVE,
        "moved = _finish(store, folder)",
        "moved = 0",
        T_ARCHIVE + KILLED,
    ),
    Break(
        "archive: a line leaves only once it is whole in a file",
        ARCHIVE,
        "        moved = _finish(store, folder)\n",
        "        moved, journal = _finish(store, folder), store.database[JOURNAL]\n"
        '        journal.delete_many({"at": {"$lt": before}, "act": "reserve"})\n',
        T_ARCHIVE + "old_lines_leave_the_book_for_files_and_stand_there_as_they_were",
    ),
    Break(
        "archive: by a clock that is far ahead no line leaves",
        "resv_desktop/qt/journal_keeper.py",
        "months=months) if is_right else 0",
        "months=months)",
        "tests/qt/test_journal_keeper.py::test_it_is_done_a_while_after_the_start_and_every_hour",
    ),
    Break(
        "archive: where lines have to stay in the book that is said",
        "resv_desktop/qt/journal_keeper.py",
        "        tell_in_turn(self, lambda: self._window, words.sentence(trouble))\n",
        "",
        "tests/qt/test_journal_keeper.py::test_"
        "where_old_lines_have_to_stay_that_is_said_once_until_some_leave",
    ),
    Break(
        "archive: that lines have to stay is said once until some leave",
        "resv_desktop/qt/journal_keeper.py",
        "        if moved:\n",
        "        if moved >= 0:\n",
        "tests/qt/test_journal_keeper.py::test_"
        "where_old_lines_have_to_stay_that_is_said_once_until_some_leave",
    ),
    Break(
        "archive: a station that may take nothing out of the book says so",
        ARCHIVE,
        "            raise CannotStart(_NOT_HERE) from silence\n",
        "            return False\n",
        "tests/store/test_sharing.py::test_a_joined_station_that_is_to_take_old_lines_out_of_the_"
        "book_says_that_it_may_not",
    ),
    Break(
        "archive: a file that was altered on the disk is no bug",
        ARCHIVE,
        "zlib.error, ",
        "",
        T_ARCHIVE + "a_file_that_is_damaged_before_its_lines_have_left_costs_none_of_them",
    ),
    Break(
        "archive: one station does it at a time",
        TURNS,
        "        except DuplicateKeyError:\n            return False",
        "        except DuplicateKeyError:\n            return True",
        T_ARCHIVE + "only_one_station_does_it_at_a_time",
    ),
    Break(
        "archive: what can be taken back stays",
        ARCHIVE,
        '{"time": later}, ',
        "",
        T_AFTER + "what_was_done_for_a_later_hour_can_still_be_taken_back",
        also=(
            Edit(ARCHIVE, '{"before.time": later}, ', ""),
            Edit(ARCHIVE, '{"after.time": later}', '{"never": later}'),
        ),
    ),
    Break(
        "archive: check takes no archived line for a lost one",
        CHECK,
        "old | _with_line(",
        "_with_line(",
        T_AFTER + MARKED,
    ),
    Break(
        "archive: check still finds a line that is lost",
        CHECK,
        "isinstance(made, datetime) and made < before",
        "isinstance(made, datetime)",
        T_AFTER + MARKED,
    ),
    Break(
        "archive: no station is told of lines that leave",
        WATCH,
        '"$nor": [{"ns.coll": JOURNAL, "operationType": {"$in": _OF_OLD_LINES}}],',
        "",
        T_AFTER + "no_station_is_told_of_lines_that_leave",
    ),
    Break(
        "doctor: a book that is missing needs a look",
        "resv_desktop/doctor/report.py",
        "            concerns.append(_MISSED)\n",
        "            pass\n",
        T_REPORT + "a_book_that_is_missing_needs_a_look",
    ),
    Break(
        "doctor: a book that has moved on is said to have moved, not to be damaged",
        "resv_desktop/store/health.py",
        "        if mark is not None:\n            self._concerns",
        "        if False:\n            self._concerns",
        "tests/store/test_health.py::test_of_a_book_that_has_moved_on_it_is_said_where_"
        "and_nothing_of_what_was_done_for_it",
    ),
]
