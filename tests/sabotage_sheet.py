"""What is promised of the day sheet, and where each promise is kept and can be broken."""

from tests.sabotage_book import Break

SHEET, PAGES = "resv_desktop/qt/sheet/sheet.py", "resv_desktop/qt/sheet/pages.py"
WRITER = "resv_desktop/qt/sheet/page_writer.py"
PAPER, KEEPER = "resv_desktop/qt/sheet/paper.py", "resv_desktop/qt/sheet/sheet_keeper.py"
ACTS, DAY_KEEPER = "resv_desktop/qt/sheet/sheet_acts.py", "resv_desktop/qt/day_keeper.py"
T_SHEET = "tests/qt/sheet/test_sheet.py::test_"
T_PAGES = "tests/qt/sheet/test_pages.py::test_"
T_PAPER = "tests/qt/sheet/test_paper.py::test_"
KEPT, T_KEPT = "resv_desktop/qt/kept_days.py", "tests/qt/test_kept_days.py"
T_KEEPER = "tests/qt/sheet/test_sheet_keeper.py::test_"
T_CALLS = "tests/qt/sheet/test_call_list.py::test_"
T_ACTS = "tests/qt/sheet/test_sheet_acts.py::test_"

BREAKS_OF_THE_SHEET: list[Break] = [
    Break(
        "sheet: an hour past midnight that is gone has its date as every other one",
        SHEET,
        '            title=_title(at, day),\n            count="",\n',
        '            title=words.hour(at),\n            count="",\n',
        T_SHEET + "who_waits_for_an_hour_past_midnight_that_is_gone_has_its_date",
    ),
    Break(
        "sheet: no hour stands alone at the foot of a page",
        "resv_desktop/qt/sheet/pages.py",
        " if rows else with_blank\n",
        " if rows else BLANK\n",
        "tests/qt/sheet/test_pages.py::test_"
        "an_hour_that_nobody_has_reserved_does_not_stand_alone_at_the_foot_of_a_page",
    ),
    Break(
        "no phone number stands on the day sheet in full",
        SHEET,
        "    text = mask_phones(one_line(text))\n",
        "    text = one_line(text)\n",
        T_SHEET + "no_number_stands_on_it_in_full_not_even_in_a_name_or_note",
    ),
    Break(
        "every reservation of the day is on the day sheet",
        SHEET,
        "rows=tuple(_row(table) for table in taken),",
        "rows=tuple({table.table_id: _row(table) for table in taken}.values()),",
        T_SHEET + "every_reservation_of_the_day_is_on_it_exactly_once",
    ),
    Break(
        "a day sheet says since when it is not live",
        SHEET,
        'warning="" if is_live else',
        'warning="" if True else',
        T_SHEET + "it_says_since_when_it_may_no_longer_be_true",
    ),
    Break(
        "a day sheet of another day says of which day what it tells is",
        SHEET,
        "    is_of_another_day = day.restaurant.business_day(as_of) != day.on\n",
        "    is_of_another_day = False\n",
        T_SHEET + "a_sheet_of_another_day_says_of_which_day_what_it_tells_is",
    ),
    Break(
        "who waits since another day has its date in short on paper",
        SHEET,
        "words.short_day(since.date())",
        "words.day(since.date())",
        T_SHEET + "who_waits_since_another_day_has_its_date_in_short",
    ),
    Break(
        "the dots of a note that is cut on paper stand where it goes on",
        WRITER,
        "text[:begins] + going_on(last)",
        "text[:begins] + last",
        T_PAGES + "a_note_that_is_cut_has_its_dots_where_it_goes_on",
    ),
    Break(
        "who waits for a table stands on the day sheet",
        SHEET,
        "        waiting = [entry for entry in in_order(waits) if",
        "        waiting = [entry for entry in () if",
        T_SHEET + "who_waits_stands_in_their_hour_with_what_paper_may_carry",
    ),
    Break(
        "a day sheet says that it is not known who waits",
        SHEET,
        "        if day.waiting is None\n",
        "        if False\n",
        T_SHEET + "a_waitlist_that_is_not_known_is_said_and_an_empty_one_is_not",
    ),
    Break(
        "who waits is kept for the evening without a database",
        "resv_desktop/last_known.py",
        "waiting = older.waiting if day.waiting is None else day.waiting",
        "waiting = day.waiting",
        "tests/test_last_known.py::test_who_waited_stays_known_where_a_later_state_does_not_say_it",
    ),
    Break(
        "a long note does not push an hour of the day sheet apart",
        WRITER,
        "        if note.layout.lineCount() <= _NOTE_LINES:\n",
        "        if True:\n",
        T_PAGES + "a_long_note_takes_three_lines_and_says_that_it_goes_on",
    ),
    Break(
        "nothing on a day sheet leaves the paper",
        WRITER,
        "        if self._y + height <= self._end or self._y <= self._top:\n",
        "        if self._y <= self._end or self._y <= self._top:\n",
        T_PAGES + "nothing_leaves_the_paper_and_nothing_lies_over_anything_else",
    ),
    Break(
        "a day sheet that cannot be written leaves the older one",
        PAPER,
        "        write_private(path, pdf_of(sheet))\n",
        "        path.write_bytes(pdf_of(sheet))\n        write_private(path, pdf_of(sheet))\n",
        T_PAPER + "what_cannot_be_written_is_said_and_the_older_sheet_stays",
    ),
    Break(
        "what goes wrong while a sheet is painted is told",
        PAPER,
        "        raise sign.bug\n",
        "        return\n",
        T_PAPER + "what_goes_wrong_while_a_page_is_painted_is_not_lost",
    ),
    Break(
        "only this user can read a day sheet",
        PAPER,
        "        write_private(path, pdf_of(sheet))\n",
        "        write_private(path, pdf_of(sheet))\n        path.chmod(0o644)\n",
        T_PAPER + "only_this_user_can_read_it",
    ),
    Break(
        "day sheets of long ago are removed and no others",
        PAPER,
        "date.fromisoformat(match[1]) < today - KEPT:",
        "date.fromisoformat(match[1]) < today:",
        T_PAPER + "sheets_of_long_ago_are_removed_and_nothing_else",
    ),
    Break(
        "day sheets are kept again and again",
        KEEPER,
        "        self._regularly.start()\n",
        "",
        T_KEEPER + "the_running_and_the_next_day_are_kept_again_and_again",
    ),
    Break(
        "day sheets are kept at the end",
        KEPT,
        "            self._sheet_keeper.flush()\n",
        "            pass\n",
        "tests/qt/sheet/test_the_end.py",
    ),
    Break(
        "a sheet that is wanted while the day has only just come is made",
        KEPT,
        "            wanted.emit()\n",
        "            pass\n",
        T_KEPT,
    ),
    Break(
        "the day is kept although the program ends at once",
        KEPT,
        "if self._sheets is None and self._window is not None:",
        "if False:",
        T_KEPT,
    ),
    Break(
        "a full disk is told once",
        KEEPER,
        "        if not self._is_told:\n",
        "        if True:\n",
        T_KEEPER + "a_folder_that_takes_nothing_is_told_once_until_it_does_again",
    ),
    Break(
        "a disk that hangs does not hold up the end",
        KEEPER,
        "            last.join(patience_s)\n",
        "            last.join()\n",
        T_KEEPER + "a_disk_that_hangs_does_not_hold_up_the_end",
    ),
    Break(
        "a sheet of a silent database says so",
        ACTS,
        "not window.freshness.is_doubtful",
        "window.freshness.is_shown",
        T_ACTS + "the_sheet_is_that_of_the_day_on_the_screen_also_while_the_database_is_silent",
    ),
    Break(
        "Ctrl+P does at once what was chosen before",
        ACTS,
        "            self._choices.change(sheet_to=to)\n",
        "",
        T_ACTS + "where_there_is_a_printer_it_is_asked_once_and_then_one_key_prints",
    ),
    Break(
        "today is kept while the host looks at another day",
        DAY_KEEPER,
        "for ahead in range(MOST_DAYS):",
        "for ahead in range(1, MOST_DAYS):",
        "tests/qt/test_day_keeper.py::test_today_is_kept_while_the_host_looks_at_another_day",
    ),
    Break(
        "a printer that hangs holds up nothing",
        PAPER,
        "        alone.join(self._patience_s)\n",
        "        alone.join()\n",
        T_PAPER + "a_printer_that_hangs_is_left_behind_and_that_is_said",
    ),
    Break(
        "a call list carries each number to be dialled",
        "resv_desktop/qt/sheet/call_list.py",
        '    phone = words.phone(held.reserved_by, region) if held.reserved_by else ""\n',
        '    phone = words.phone(held.reserved_by[-4:], region) if held.reserved_by else ""\n',
        T_CALLS + "each_call_has_its_hour_table_party_name_number_and_what_to_say",
    ),
    Break(
        "a call list of 200 leaves nobody out",
        "resv_desktop/qt/sheet/call_list.py",
        "            for row in day.rows:\n",
        "            for row in day.rows[:100]:\n",
        T_CALLS + "nothing_leaves_the_paper_and_each_row_has_room_for_the_answer",
    ),
    Break(
        "day sheet: what stands in a column begins where its head does, from the right as well",
        "resv_desktop/qt/sheet/page_writer.py",
        "        is_right = is_end is not self._is_rtl\n",
        "        is_right = is_end is not (self._is_rtl and not text.isdigit())\n",
        "tests/qt/sheet/test_pages.py::test_numbers_begin_where_the_head_of_their_column_does",
    ),
    Break(
        "day sheet: it is that of the day on the screen when it was asked for",
        ACTS,
        "        if now_seen is not None and _is_same(now_seen.day, day):\n",
        "        if now_seen is not None:\n",
        T_ACTS + "a_day_that_is_left_while_the_printers_are_looked_for_is_the_one_that_is_printed",
    ),
    Break(
        "day sheet: where it goes is not asked between two digits that are typed",
        ACTS,
        "        elif late.is_in_the_way():\n",
        "        elif late.is_in_the_way() and False:\n",
        T_ACTS + "printers_that_answer_while_the_host_types_ask_nothing_between_two_digits",
    ),
    Break(
        "day sheet: a key that was meant for the window answers no question that comes late",
        ACTS,
        "            self._late.guard(dialog)\n",
        "            pass\n",
        T_ACTS + "enter_as_the_late_question_comes_prints_nothing",
    ),
    Break(
        "day sheet: where it goes is asked after a dialog that was opened meanwhile",
        ACTS,
        "            window.acts.left.connect(lambda: QTimer.singleShot(0, self, again), once)\n",
        "            return\n",
        T_ACTS + "a_dialog_that_is_opened_meanwhile_comes_first_and_then_the_sheet_is_asked_for",
    ),
]
