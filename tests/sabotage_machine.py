"""What is promised of living on a machine, and where each promise can be broken."""

from tests.sabotage_book import Break

LEFT_OFF, GOING_ON = "resv_desktop/left_off.py", "resv_desktop/qt/going_on.py"
T_LEFT_OFF, T_GOING_ON = "tests/test_left_off.py::test_", "tests/qt/test_going_on.py::test_"
T_CLI = "tests/test_cli.py::test_"
T_INTERRUPT = (
    "tests/test_interrupt.py::test_ctrl_c_while_the_program_is_loaded_ends_it_without_a_word"
)
T_AUTOSTART = "tests/test_autostart.py::test_"

BREAKS_ON_THE_MACHINE = [
    Break(
        "ctrl-c: while the program is being loaded it ends without a word",
        "resv_desktop/interrupt.py",
        "    if signal.getsignal(signal.SIGINT) is signal.default_int_handler:\n",
        "    if False:\n",
        T_INTERRUPT,
    ),
    Break(
        "ctrl-c: none is lost while Qt is being loaded for a sheet",
        "resv_desktop/cli.py",
        "    from resv_desktop.qt.sheet.command import save_day  # what",
        "    leave_in_order()\n    from resv_desktop.qt.sheet.command import save_day  # what",
        T_INTERRUPT,
    ),
    Break(
        "ctrl-c: who has a book open closes it first",
        "resv_desktop/cli.py",
        "import open_controller\n\n    leave_in_order()\n",
        "import open_controller\n\n",
        "tests/test_interrupt.py::test_ctrl_c_while_the_book_is_open_closes_it_first",
    ),
    Break(
        "ctrl-c: none is lost while Qt is being loaded for a picture",
        "resv_desktop/cli.py",
        "        import resv_desktop.qt.picture  # noqa",
        "        pass  # noqa",
        "tests/test_interrupt.py::"
        "test_ctrl_c_while_qt_is_loaded_for_a_picture_ends_it_without_a_word",
    ),
    Break(
        "ctrl-c: nor while it is for what is said of a guest who is erased",
        "resv_desktop/cli.py",
        "    from resv_desktop.erase import erase  # what",
        "    leave_in_order()\n    from resv_desktop.erase import erase  # what",
        T_INTERRUPT,
    ),
    Break(
        "ctrl-c: no half written password stays behind a window that is being opened",
        "resv_desktop/cli.py",
        "        with in_order():  # the file",
        "        if in_order():  # the file",
        "tests/test_interrupt.py::test_ctrl_c_while_the_password_is_put_away_leaves_no_file_of_it",
    ),
    Break(
        "going on: a guest for an hour that is over is offered and that is said",
        "resv_desktop/qt/going_on.py",
        'return "offered" if window.acts.offer_next(form) else "nowhere"',
        'return "back"',
        "tests/qt/test_half_typed.py::test_"
        "a_guest_for_an_hour_that_is_over_is_offered_at_the_next_table_and_that_is_said",
    ),
    Break(
        "going on: a form waits for the dialog that is open",
        "resv_desktop/qt/going_on.py",
        "            self._waits = form\n",
        "            pass\n",
        "tests/qt/test_half_typed.py::test_"
        "a_form_waits_until_the_dialog_that_the_host_has_opened_meanwhile_is_left",
    ),
    Break(
        "crash: a bug in what Qt calls is told and does not end the program",
        "resv_desktop/qt/__init__.py",
        "\nkeep_errors_whole()",
        "\nsome_other_day = keep_errors_whole",
        "tests/qt/test_overrides.py::test_"
        "a_bug_in_what_qt_calls_while_python_waits_for_qt_is_told_and_the_program_goes_on",
    ),
    Break(
        "crash: a good end leaves no guest's number behind",
        LEFT_OFF,
        "self._path.unlink(missing_ok=True)",
        "self._path.exists()",
        T_LEFT_OFF + "after_a_good_end_nothing_is",
    ),
    Break(
        "crash: what no window has seen survives the next end",
        LEFT_OFF,
        "        if self._is_of_last_run:\n            return\n",
        "",
        T_LEFT_OFF + "a_second_crash_before_a_window_was_there_costs_nothing",
    ),
    Break(
        "crash: an attempt without an answer keeps its id over a crash",
        "resv_desktop/qt/reserve_side.py",
        "replace(typed, attempt_id=attempt.id, second_table=attempt.second_table)",
        "replace(typed, second_table=attempt.second_table)",
        T_GOING_ON + "an_attempt_on_its_way_is_noted_with_its_id",
    ),
    Break(
        "crash: an attempt without an answer is settled by the same attempt",
        "resv_desktop/qt/reserve_side.py",
        "Attempt(left.attempt_id, self.form.filled(), left.second_table)",
        "Attempt(self._controller.new_id(), self.form.filled(), left.second_table)",
        T_GOING_ON + "an_attempt_without_an_answer_is_settled_by_the_same_attempt",
    ),
    Break(
        "crash: what was half typed is typed on, not over",
        "resv_desktop/qt/host_acts.py",
        "dialog.reserve_form.go_to_end()",
        "dialog.reserve_form.setFocus()",
        T_GOING_ON + "a_half_typed_form_is_back_and_can_be_finished",
    ),
    Break(
        "crash: what this station was about to take is no other station's",
        GOING_ON,
        "                self._window.signs.take_back(left.work.lease_id)\n",
        "                pass\n",
        T_GOING_ON + "what_this_station_was_about_to_take_is_no_other_stations",
    ),
    Break(
        "crash: another restaurant gets nothing of what was typed",
        GOING_ON,
        "house is not None and work.rest_id == house.id",
        "house is not None",
        T_GOING_ON + "another_restaurant_gets_nothing_of_it",
    ),
    Break(
        "end: a form that is half typed when the session ends is kept, though Qt closes it first",
        GOING_ON,
        "            self._kept = replace(work, has_ended=True)\n",
        "            pass\n",
        T_GOING_ON + "what_is_half_typed_when_the_session_ends_is_back_without_a_word_of_a_crash",
    ),
    Break(
        "end: what was finished since is not kept",
        GOING_ON,
        "self._noted, self._kept, self._is_noting = work, None, True",
        "self._noted, self._is_noting = work, True",
        T_GOING_ON + "what_was_finished_after_a_session_that_went_on_is_not_kept",
    ),
    Break(
        "crash: it is said at the next start",
        GOING_ON,
        "        if self._report:\n",
        "        if self._report and is_typed:\n",
        T_GOING_ON + "the_day_the_party_and_what_was_picked_are_back",
    ),
    Break(
        "autostart: a home of its own is opened again",
        "resv_desktop/autostart.py",
        '[*program, "--home", str(folders.data.parent)]',
        "program",
        T_AUTOSTART + "the_command_opens_the_same_home",
    ),
    Break(
        "autostart: a desktop starts exactly the command",
        "resv_desktop/autostart.py",
        'return quoted.replace("\\\\", "\\\\\\\\")',
        "return quoted",
        T_AUTOSTART + "a_desktop_starts_exactly_the_command",
    ),
    Break(
        "about: what is needed by what is needed is told as well",
        "resv_desktop/parts.py",
        "        for asked in found[name].requires or ():\n",
        "        for asked in (found[name].requires or ()) if name == PROGRAM else ():\n",
        "tests/test_parts.py::test_all_that_is_asked_for_is_found_and_no_tool_of_the_tests",
    ),
    Break(
        "about: no tool of the tests is told as a part",
        "resv_desktop/parts.py",
        'if not re.search(r";.*\\bextra\\b", asked):',
        "if asked:",
        "tests/test_parts.py::test_all_that_is_asked_for_is_found_and_no_tool_of_the_tests",
    ),
    Break(
        "about: the Qt that is inside says its licence",
        "resv_desktop/parts.py",
        "[program, *_of_others(installed, resources), *packages]",
        "[program, *packages]",
        "tests/test_parts.py::test_each_part_says_version_licence_and_source",
    ),
    Break(
        "installer: files without a dot in their names are in it as well",
        "resources/package/windows/resv-desktop.nsi",
        'File /r "${FOLDER}/*.*"',
        'File /r "${FOLDER}/*.exe"',
        "tests/test_installers.py::test_the_installer_for_windows_compiles_with_every_file_in_it",
    ),
    Break(
        "installer: the server has its runtime beside it on Windows",
        "build.spec",
        "            shutil.copy(library, place)\n",
        "            str(library)\n",
        "tests/test_installers.py::test_the_recipe_makes_a_folder_for_windows",
    ),
    Break(
        "terminal: an empty place is refused, and no other one is taken for it",
        "resv_desktop/command_options.py",
        "    if not text.strip():\n",
        "    if text is None:\n",
        T_CLI + "a_place_that_is_empty_is_refused_and_no_other_one_is_taken",
    ),
    Break(
        "files: what is saved goes where a link leads",
        "resv_desktop/settings.py",
        "    path = meant_by(path)\n",
        "    meant_by(path)\n",
        "tests/test_settings.py::test_a_link_stays_one_and_its_target_is_written",
    ),
    Break(
        "files: nothing that is no file is replaced by one",
        "resv_desktop/settings.py",
        "    if os.path.lexists(target) and not target.is_file():\n",
        "    if target.is_dir():\n",
        "tests/test_settings.py::test_what_is_no_regular_file_is_not_replaced",
    ),
    Break(
        "terminal: a day at the end of time is refused",
        "resv_desktop/file_options.py",
        "        if _FIRST <= day <= _LAST:\n            return day\n",
        "        return day\n",
        T_CLI + "a_day_at_the_end_of_time_is_refused",
    ),
    Break(
        "terminal: what cannot be said ends with 2 and a sentence",
        "resv_desktop/cli.py",
        "        if error.filename is not None:  # of a stream there is none\n",
        "        if error:\n",
        T_CLI + "what_cannot_be_said_is_a_sentence_and_exit_2",
    ),
    Break(
        "terminal: progress that nobody can read ends nothing",
        "resv_desktop/terminal.py",
        "    with suppress(OSError):\n",
        "    with suppress(BrokenPipeError):\n",
        T_CLI + "progress_that_cannot_be_said_keeps_nothing_from_being_done",
    ),
    Break(
        "terminal: a closed input is no terminal",
        "resv_desktop/terminal.py",
        "stream is not None and stream.isatty()",
        "stream.isatty()",
        T_CLI + "a_closed_input_is_no_terminal",
    ),
    Break(
        "a data folder of another user is said to be one",
        "resv_desktop/private_place.py",
        "os.access(folder, os.R_OK | os.X_OK)",
        "True",
        "tests/test_other_users.py::test_a_folder_of_another_user_is_said_to_be_one",
    ),
    Break(
        "what is no folder is not said to be open to others",
        "resv_desktop/settings.py",
        "                demand_folder(folder)\n",
        "                pass\n",
        "tests/test_other_users.py::test_what_is_no_folder_is_not_said_to_be_open_to_others",
    ),
    Break(
        "a server that was left opening its files is stopped at the next start",
        "resv_desktop/store/mongod_folder.py",
        "if named else psutil.process_iter()",
        "if named else []",
        "tests/store/test_mongod_shared.py::"
        "test_a_server_that_was_left_opening_its_files_is_stopped_at_the_next_start",
    ),
    Break(
        "settings: choices of a newer version outlive what is chosen with this one",
        "resv_desktop/settings.py",
        "_written(choices | _of_another_version(path))",
        "_written(choices)",
        "tests/test_settings.py::test_"
        "choices_of_a_newer_program_outlive_what_is_chosen_with_this_one",
    ),
    Break(
        "settings: a name that no window has room for is not used",
        "resv_desktop/settings.py",
        "if not _is_text(value) or len(value) > _LONGEST.get(name, len(value)):",
        "if not _is_text(value):",
        "tests/test_settings.py::test_each_choice_of_the_dialog_that_is_rubbish_is_the_usual_one",
    ),
    Break(
        "terminal: where no log can be written, nothing is said twice",
        "resv_desktop/cli.py",
        ", or_terminal=options.command is None)",
        ")",
        T_CLI + "where_no_log_can_be_written_a_command_says_its_sentence_and_no_line_of_the_log",
    ),
    Break(
        "start: rubbish in what is kept of a move is no move",
        "resv_desktop/pending_move.py",
        "        ObjectId.is_valid(pending.move)\n        and ",
        "        ",
        "tests/test_pending_move.py::test_what_makes_no_sense_is_no_move",
    ),
    Break(
        "start: a file that is nested too deep is rubbish like any other",
        "resv_desktop/settings.py",
        "    except RecursionError:\n",
        "    except UnicodeError:\n",
        "tests/test_settings.py::test_a_file_that_is_rubbish_is_kept_beside_and_said",
    ),
    Break(
        "terminal: a letter that it lacks ends nothing",
        "resv_desktop/cli.py",
        "    take_all_letters()\n",
        "",
        "tests/test_inout.py::test_what_stdout_cannot_say_is_a_question_mark_there",
    ),
]
