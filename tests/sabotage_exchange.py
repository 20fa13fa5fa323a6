"""What is promised of files of reservations, and where each promise is kept and can be broken."""

from tests.sabotage_book import Break

CELLS, FEED = "resv_desktop/exchange/cells.py", "resv_desktop/exchange/feed.py"
CALENDAR = "resv_desktop/exchange/calendar_file.py"
TIMES, WISHES = "resv_desktop/exchange/times_in.py", "resv_desktop/exchange/wishes.py"
DRY_RUN, IMPORTING = "resv_desktop/exchange/dry_run.py", "resv_desktop/exchange/importing.py"
INOUT = "resv_desktop/inout.py"
T_CSV = "tests/exchange/test_csv_file.py::test_"
T_CALENDAR = "tests/exchange/test_calendar_file.py::test_"
T_TIMES = "tests/exchange/test_times_in.py::test_"
T_DRY_RUN = "tests/exchange/test_dry_run.py::test_"
T_IMPORTING = "tests/exchange/test_importing.py::test_"
T_DIALOG = "tests/qt/exchange/test_exchange_dialog.py::test_"
T_INOUT = "tests/test_inout.py::test_"
T_WHICH = "tests/test_which_restaurant.py::test_"
T_FEED = "tests/qt/exchange/test_feed_keeper.py::test_"

BREAKS_OF_THE_EXCHANGE: list[Break] = [
    Break(
        "the calendar file of one restaurant never shows the guests of another",
        "resv_desktop/qt/exchange/feed_keeper.py",
        "not settings.feed_file or (window is not None and self.is_of_another(window.restaurant))",
        "not settings.feed_file",
        "tests/qt/exchange/test_feed_keeper.py::test_"
        "a_file_that_was_chosen_for_one_restaurant_never_shows_the_guests_of_another",
    ),
    Break(
        "the feed of another restaurant is not turned off by who leaves the box as it is",
        "resv_desktop/qt/exchange/exchange_acts.py",
        "if not file and self._is_of_another:",
        "if False:",
        T_DIALOG + "the_calendar_file_of_another_restaurant_is_told_and_left_alone",
    ),
    Break(
        "who was turned down in the old program is not given a table by its file",
        WISHES,
        "declin|reje[ct]|",
        "declin|",
        T_DRY_RUN + "who_was_turned_down_or_only_waits_is_not_given_a_table",
    ),
    Break(
        "terminal: of several restaurants the one that is named is meant",
        "resv_desktop/cli.py",
        "meant(known, options.restaurant, own_id=own_id)",
        "meant(known, None, own_id=own_id)",
        T_WHICH + "every_command_about_one_of_several_takes_the_one_that_is_named",
    ),
    Break(
        "terminal: the only restaurant is not taken for another that is named",
        "resv_desktop/which_restaurant.py",
        "    if named is not None:\n",
        "    if named is not None and len(restaurants) > 1:\n",
        T_WHICH + "the_only_one_is_not_taken_for_another_that_is_named",
    ),
    Break(
        "terminal: of two restaurants of one name none is taken",
        "resv_desktop/which_restaurant.py",
        "    if len(found) == 1:\n",
        "    if found:\n",
        T_WHICH + "of_two_that_have_one_name_the_ids_of_these_are_told",
    ),
    Break(
        "terminal: of two restaurants that are named none has its PIN forgotten",
        "resv_desktop/cli.py",
        "        if named is not None and (other :=",
        "        if named is None and (other :=",
        T_WHICH + "no_pin_is_forgotten_where_two_restaurants_are_named",
    ),
    Break(
        "terminal: it is said that a guest is erased from every restaurant by the PIN of one",
        "resv_desktop/erase.py",
        "goes from every restaurant of the book and does not",
        "does not",
        T_WHICH + "a_guest_goes_from_every_restaurant_by_the_pin_of_one_and_that_is_said_before",
    ),
    Break(
        "import: who is said to have no allergy is not marked as having one",
        WISHES,
        '"n a", "na", ',
        "",
        T_DRY_RUN + "an_allergy_that_is_named_is_marked_and_noted",
    ),
    Break(
        "import: the list of what was imported is read by a German spreadsheet",
        "resv_desktop/qt/exchange/import_work.py",
        "        delimiter=words.between_cells(),\n",
        "",
        T_DIALOG + "the_list_of_what_was_imported_has_semicolons_for_a_german_spreadsheet",
    ),
    Break(
        "import: a month is called as in the line",
        TIMES,
        "for months in MONTHS.values() for word",
        'for months in [MONTHS["en"]] for word',
        T_TIMES + "a_month_is_called_as_in_the_line",
    ),
    Break(
        "a row is for the same number as what another program wrote its own way",
        DRY_RUN,
        "self._held.get((at, wish.phone)) or self._held_oddly(at, wish.phone)",
        "self._held.get((at, wish.phone))",
        T_DRY_RUN + "a_number_that_another_program_wrote_its_own_way_is_seen_as_by_the_import",
    ),
    Break(
        "a day at the very end of the calendar ends no import",
        TIMES,
        "_YEARS: Final = range(2, 9999)",
        "_YEARS: Final = range(1, 10_000)",
        T_DRY_RUN + "every_reason_for_which_a_row_is_refused_is_said",
    ),
    Break(
        "a row of another year is told by its year",
        DRY_RUN,
        "return day if abs(day - near) < _SAME_YEAR else day.isoformat()",
        "return day",
        T_DRY_RUN + "every_reason_for_which_a_row_is_refused_is_said",
    ),
    Break(
        "no row is imported by a clock that was never said",
        INOUT,
        "    need_zone(restaurant)\n    table = ",
        "    table = ",
        T_INOUT + "nothing_goes_by_a_clock_that_was_never_said",
    ),
    Break(
        "nothing is exported by a clock that was never said",
        INOUT,
        "    need_zone(restaurant)\n    first = ",
        "    first = ",
        T_INOUT + "nothing_goes_by_a_clock_that_was_never_said",
    ),
    Break(
        "no report goes by a clock that was never said",
        "resv_desktop/qt/reports/command.py",
        "    need_zone(restaurant)\n",
        "",
        T_INOUT + "nothing_goes_by_a_clock_that_was_never_said",
    ),
    Break(
        "no sheet goes by a clock that was never said",
        "resv_desktop/qt/sheet/command.py",
        "    need_zone(restaurant)\n",
        "",
        T_INOUT + "nothing_goes_by_a_clock_that_was_never_said",
    ),
    Break(
        "no cell of a CSV file is a formula",
        CELLS,
        "        writer.writerow([safe(cell) for cell in row])\n",
        "        writer.writerow(row)\n",
        T_CSV + "no_cell_begins_as_a_formula_does",
    ),
    Break(
        "a calendar tells the second showing of a repeated hour from the first",
        CALENDAR,
        "start.astimezone(UTC) if showing(start) == 2 else start)",
        "start)",
        T_CALENDAR + "both_showings_of_a_repeated_hour_are_the_instants_of_the_book",
    ),
    Break(
        "the zone of a calendar changes at the instant at which the clock does",
        CALENDAR,
        "        changes[_span(zone, instant, before)].append((instant + before)",
        "        changes[_span(zone, instant, before)].append(instant.astimezone(zone)",
        T_CALENDAR + "the_zone_of_a_calendar_shows_every_half_hour_of_a_year_as_the_clock_does",
    ),
    Break(
        "a calendar that others subscribe to has no number in full and no note",
        FEED,
        "with_details=with_details)",
        "with_details=True)",
        T_FEED + "it_follows_what_is_done_at_other_stations_and_cancelled_ones_leave",
    ),
    Break(
        "a calendar file that would stay as it is is not written again",
        FEED,
        "        if path.read_bytes() == data:\n",
        "        if not path.read_bytes():\n",
        T_FEED + "a_file_that_would_stay_as_it_is_is_not_touched_and_who_may_read_it_stays",
    ),
    Break(
        "no calendar file is kept before one is chosen",
        "resv_desktop/settings.py",
        '    feed_file: str = ""  #',
        '    feed_file: str = "/tmp/reservations.ics"  #',
        T_FEED + "none_is_kept_before_one_is_chosen_and_what_is_done_in_one_go_is_one_change",
    ),
    Break(
        "which of day and month comes first is asked where a file leaves it open",
        TIMES,
        '    return None if either and not is_day else "day"\n',
        '    return "day"\n',
        T_TIMES + "the_host_is_only_asked_where_the_file_leaves_it_open",
    ),
    Break(
        "a stray quotation mark swallows no rows of a file",
        "resv_desktop/exchange/table_in.py",
        "    if len(lines) == 1 and not is_last:\n",
        "    if len(lines) >= 1:\n",
        "tests/exchange/test_table_in.py::test_"
        "a_stray_quotation_mark_swallows_no_rows_and_its_row_is_named",
    ),
    Break(
        "a dry run knows which rows are in the book already",
        DRY_RUN,
        "        settled = known.settled(wish) or _over(wish, now, known.ids[wish.row])\n",
        "        settled = _over(wish, now, known.ids[wish.row])\n",
        T_DRY_RUN + "what_an_earlier_import_did_is_not_done_again_and_what_was_cancelled_stays_so",
    ),
    Break(
        "what another station imports during a dry run is in the book already",
        DRY_RUN,
        "        if own_id in self._here:",
        "        if own_id is None:",
        T_DRY_RUN + "what_another_station_imports_meanwhile_is_in_the_book_already",
    ),
    Break(
        "an import tells a party that no table seats from one for which none is free",
        DRY_RUN,
        "        if best is None and not self._seats(wish.party_size, tables):\n",
        "        if best is wish:\n",
        T_DRY_RUN + "a_party_that_no_table_of_the_house_seats_is_told_so_at_any_hour",
    ),
    Break(
        "rows of a file that stand in each other's way name each other",
        DRY_RUN,
        "        self._rows[at, slot.table_id] = self._of_row[at, wish.phone] = wish.row\n",
        "",
        T_DRY_RUN + "rows_that_stand_in_each_others_way_name_each_other",
    ),
    Break(
        "a row has one id wherever it stands in its file",
        WISHES,
        "        *(restaurant.id, wish.starts_at",
        "        *(str(wish.row), wish.starts_at",
        T_DRY_RUN + "a_row_has_the_same_id_however_its_file_is_sorted_and_saved",
    ),
    Break(
        "the result of an import is imported itself and doubles no row",
        IMPORTING,
        "            each.reservation_id or (",
        "            (",
        T_IMPORTING
        + "what_became_of_the_rows_is_mended_and_imported_itself_and_knows_each_of_them",
    ),
    Break(
        "a row that cannot be read keeps the id of its file in the result",
        IMPORTING,
        """(cells[each.row][given[0]] if given else ""),""",
        """"",""",
        T_IMPORTING + "a_row_that_cannot_be_read_keeps_the_id_that_its_file_gives_it",
    ),
    Break(
        "an import that was killed goes on and doubles no row",
        IMPORTING,
        "                reservation_id=outcome.reservation_id,\n",
        "",
        T_IMPORTING + "killed_in_the_middle_of_a_row_the_same_file_goes_on_and_doubles_none",
    ),
    Break(
        "what was exported comes back as it was",
        CELLS,
        "    return cell[1:] if _ESCAPED.match(cell) else cell\n",
        "    return cell\n",
        T_IMPORTING + "what_was_exported_comes_back_into_an_empty_book_as_it_was",
    ),
    Break(
        "a best table that was taken meanwhile costs its row nothing",
        IMPORTING,
        "            another = None if wish.table_id else _another(",
        "            another = None if True else _another(",
        T_IMPORTING + "a_table_taken_meanwhile_is_another_ones_where_the_file_names_none",
    ),
    Break(
        "an import that the database breaks off does not say that nothing was saved",
        IMPORTING,
        '                "The database does not answer.", may_be_saved',
        "                silence.sentence, may_be_saved",
        T_IMPORTING + "an_answer_that_never_came_ends_it_and_no_row_is_reserved_twice",
    ),
    Break(
        "an import that the database breaks off says how many rows are reserved",
        "resv_desktop/qt/exchange/import_dialog.py",
        '            said = f"{words.sentence(trouble)} {stopped}"\n',
        "            said = words.sentence(trouble)\n",
        T_DIALOG + "where_the_database_falls_silent_it_says_what_is_reserved_and_goes_on",
    ),
    Break(
        "an import is stopped at the next row",
        IMPORTING,
        "        if is_stopped or trouble is not None:\n",
        "        if trouble is not None:\n",
        T_IMPORTING + "stopped_it_says_what_was_not_tried_and_goes_on_later",
    ),
    Break(
        "a calendar file that is chosen without a database leaves a dialog that can be left",
        "resv_desktop/qt/exchange/feed_keeper.py",
        "            self.failed.emit(says)\n            return\n",
        "            return\n",
        T_DIALOG
        + "a_calendar_file_that_is_chosen_without_a_database_is_promised_and_the_dialog_is_left",
    ),
    Break(
        "calendar: another file is not said to be kept because the one before was written",
        "resv_desktop/qt/exchange/feed_keeper.py",
        "        if chosen == self._chosen:\n            self.looked_at",
        "        if chosen:\n            self.looked_at",
        T_DIALOG
        + "another_calendar_file_is_told_by_its_own_writing_and_not_by_that_of_the_one_before",
    ),
    Break(
        "calendar: another file is not said to fail because the one before did",
        "resv_desktop/qt/exchange/feed_keeper.py",
        "        if chosen == self._chosen:\n            self._tell",
        "        if chosen:\n            self._tell",
        T_DIALOG
        + "another_calendar_file_is_told_by_its_own_writing_and_not_by_that_of_the_one_before",
    ),
    Break(
        "an export is not over because the calendar file has been looked at",
        "resv_desktop/qt/exchange/exchange_acts.py",
        "        self._show_feed()\n        if self._is_feed_wanted:\n",
        "        self._show_feed()\n        if self._dialog.is_busy:\n",
        T_DIALOG + "an_export_goes_on_while_the_calendar_file_is_brought_in_line",
    ),
    Break(
        "the result of an import takes the place of no file unasked",
        INOUT,
        "        check_free(result, overwrite=overwrite)\n",
        "        pass\n",
        T_INOUT + "import_reserves_nothing_where_its_result_would_take_the_place_of_a_file",
    ),
    Break(
        "the result of an import never takes the place of what is imported",
        INOUT,
        "        return file.samefile(other)\n",
        "        return file == other == Path()\n",
        T_INOUT + "the_result_of_an_import_never_takes_the_place_of_what_is_imported",
    ),
    Break(
        "a sheet is called what it is",
        "resv_desktop/cli.py",
        "    check_pdf(options.file)\n",
        "",
        T_INOUT + "a_sheet_is_saved_under_no_name_that_hides_what_it_is",
    ),
    Break(
        "a sheet and a report take the place of no file unasked",
        INOUT,
        "    if os.path.lexists(file) and not overwrite:\n",
        "    if file.suffix == '' and not overwrite:\n",
        "tests/test_cli.py::test_report_saves_a_month_as_a_pdf_and_for_a_spreadsheet",
    ),
    Break(
        "import: where its result cannot be saved nothing is reserved",
        "resv_desktop/inout.py",
        "    _keep(result, table, outcomes)  # where it cannot be saved nothing is reserved\n",
        "",
        "tests/test_inout.py::test_import_reserves_nothing_where_its_result_cannot_be_saved",
    ),
    Break(
        "import: of a device no more is read than of the largest file",
        "resv_desktop/exchange/table_in.py",
        "data = file.read(MOST_BYTES + 1)",
        "data = file.read(1)",
        "tests/test_inout.py::test_import_of_what_never_ends_says_so",
    ),
    Break(
        "files: a name that no file can have is a sentence",
        INOUT,
        "        meant_by(file)\n    except OSError:",
        "        meant_by(file)\n        file.exists()\n    except ValueError:",
        T_INOUT + "a_name_that_no_file_can_have_is_a_sentence",
    ),
    Break(
        "import: who ends the input where it is asked for agrees to nothing",
        INOUT,
        "    except EOFError:  # Ctrl+D\n        return False\n",
        "    except EOFError:  # Ctrl+D\n        return True\n",
        T_INOUT + "who_does_not_answer_whether_to_import_imports_nothing",
    ),
    Break(
        "feed: a folder that does not answer is no bug",
        FEED,
        "        raise not_made(path, error) from error\n",
        "        raise\n",
        T_FEED + "a_folder_that_does_not_answer_is_said_and_no_bug",
    ),
]
