"""The promises of the reports, and where each of them is kept and can be broken."""

from tests.sabotage_book import RULES, Break

REPORT, TALLY = "resv_desktop/domain/report.py", "resv_desktop/store/tally.py"
NOTES, REPORTS = "resv_desktop/qt/refused_notes.py", "resv_desktop/qt/reports/"

T_COUNT = "tests/domain/test_report.py::test_"
T_REPORTING = "tests/controller/test_reporting.py::test_"
T_WORDS = "tests/qt/reports/test_report_words.py::test_"
T_DIALOG = "tests/qt/reports/test_reports_dialog.py::test_"
T_NOTES = "tests/qt/test_refused_notes.py::test_"
T_PRIMARY = (
    "tests/faults/test_replica_set.py::"
    "test_a_report_is_not_asked_of_the_primary_while_another_can_tell_it"
)
T_YEARS = "tests/controller/test_years.py::test_five_years_of_data_are_not_looked_through"

T_TABLE = (
    "tests/qt/reports/test_report_table.py::test_large_words_stand_closer_together_before_the_last_"
    "column_is_cut[2.0-4]"
)

BREAKS_OF_REPORTS = [
    Break(
        "report: of two restaurants of one name none replaces the file of the other",
        f"{REPORTS}reports_acts.py",
        "if name.casefold() in [",
        "if name in [",
        f"{T_DIALOG}of_two_restaurants_of_one_name_each_has_a_file_of_its_own",
    ),
    Break(
        "report: of who waited it need not be known since when",
        TALLY,
        'since := waited.get("createdAt"), datetime)',
        'since := waited["createdAt"], datetime)',
        f"{T_REPORTING}of_whom_another_program_put_on_the_waitlist_it_need_not_say_since_when",
    ),
    Break(
        "report: who waited and was given a table was not refused",
        REPORT,
        "left.remove(asked)",
        "pass",
        f"{T_REPORTING}who_waited_and_was_given_a_table_was_not_refused",
    ),
    Break(
        "report: who waited takes away the look just before, and no other one",
        REPORT,
        "and abs(each.asked_at - party.since_at) <= _ASKED_WITHIN",
        "",
        f"{T_COUNT}who_waited_takes_away_the_look_just_before_and_no_other_one",
    ),
    Break(
        "report: who was given a table and had it taken back again waits and is refused",
        TALLY,
        'stand = [line for line in lines if line["act"] != "undo" and line["_id"] not in undone]',
        'stand = [line for line in lines if line["act"] != "undo"]',
        f"{T_REPORTING}who_waited_and_was_given_a_table_was_not_refused",
    ),
    Break(
        "text size: a table of figures stands closer together before its last column is cut",
        "resv_desktop/qt/reports/report_table.py",
        "is_tight = self._length(_SIDE) > self.viewport().width()",
        "is_tight = False",
        T_TABLE,
    ),
    Break(
        "report: a table counts once in an hour, whoever sits there one after the other",
        REPORT,
        "taken=len(tables),",
        "taken=len(came),",
        f"{T_COUNT}every_number_is_that_of_a_slow_plain_count",
    ),
    Break(
        "report: an hour that a clock change repeats stands for itself",
        REPORT,
        "is_repeated = showing(hour.starts_at) > 1",
        "is_repeated = False",
        f"{T_COUNT}the_repeated_hour_stands_twice_and_the_skipped_one_not_at_all",
    ),
    Break(
        "report: what was taken back does not count",
        TALLY,
        'if line["act"] != "undo" and line["_id"] not in undone]',
        'if line["act"] != "undo"]',
        f"{T_REPORTING}an_evening_is_counted_as_it_went",
    ),
    Break(
        "report: a walk-in with a number is one, also where it has moved to another hour",
        TALLY,
        "walked_in or not get(",
        "not get(",
        f"{T_REPORTING}an_evening_is_counted_as_it_went",
    ),
    Break(
        "report: what may have left the book is said to be unknown",
        REPORT,
        "has_history=facts.history_from is None or facts.history_from <= begin,",
        "has_history=True,",
        f"{T_COUNT}days_whose_lines_may_have_left_the_book_say_so",
    ),
    Break(
        "report: what nobody can know is no nought",
        f"{REPORTS}report_words.py",
        "str(count.no_shows) if has_history or count.no_shows else _UNKNOWN,",
        "str(count.no_shows),",
        f"{T_WORDS}what_nobody_can_know_is_no_nought",
    ),
    Break(
        "report: the primary is not asked while another can tell it",
        TALLY,
        "with_options(read_preference=preferred)",
        "with_options()",
        T_PRIMARY,
    ),
    Break(
        "report: the refused of years are not looked through",
        RULES,
        'Index(REFUSED, ("restId", "day")),',
        "",
        T_YEARS,
    ),
    Break(
        "refused: once in ten minutes for the same party, hour, day and station",
        TALLY,
        'same | {"at": {"$gt": since}}',
        'same | {"at": None}',
        f"{T_REPORTING}a_refused_party_is_written_down_once_in_ten_minutes",
    ),
    Break(
        "refused: what is typed on its way to something else is no question",
        NOTES,
        "        self._ask = None\n        self._stands.stop()",
        "        self._stands.stop()",
        f"{T_NOTES}what_was_typed_on_the_way_is_let_go_of",
    ),
    Break(
        "refused: nobody is where no hour is left to ask for",
        NOTES,
        "    shown = list(open_hours(day, hours, now)) if",
        "    shown = day.hours if",
        f"{T_NOTES}nobody_was_refused_where_no_hour_is_left_to_ask_for",
    ),
    Break(
        "refused: an hour that is over is not called full",
        "resv_desktop/qt/empty_day.py",
        "    if shown and all(hour.is_over(now) for hour in shown):\n",
        "    if not shown:\n",
        "tests/qt/test_empty_day.py::test_an_hour_that_is_over_is_not_called_full",
    ),
    Break(
        "report: refused parties that nobody wrote down are no nought in the rows of the hours",
        f"{REPORTS}report_words.py",
        "    knows = [_knows_of_all(report)] * len(counts)\n",
        "    knows = [(True, True)] * len(counts)\n",
        f"{T_WORDS}what_nobody_can_know_is_no_nought",
    ),
    Break(
        "report: every bar of lead times has its name on paper",
        f"{REPORTS}chart.py",
        "    return found if fits else",
        "    return found if not fits else",
        f"{T_WORDS}every_step_is_named_below_its_bar_in_lines_where_it_must",
    ),
    Break(
        "report: the days of it are spoken as they are shown",
        f"{REPORTS}period_picker.py",
        "        return self.text()\n",
        "        return super()._spoken()\n",
        f"{T_DIALOG}the_days_are_spoken_as_they_are_shown",
    ),
    Break(
        "report: what is printed is of the days that stand there",
        f"{REPORTS}reports_dialog.py",
        "        if self._is_told and not self.is_busy:\n",
        "        if self.told is not None and not self.is_busy:\n",
        f"{T_DIALOG}what_is_printed_while_other_days_are_counted_are_those_days",
    ),
    Break(
        "report: no figures of other days stand under days that could not be counted",
        f"{REPORTS}reports_dialog.py",
        '        self._is_reading, self._to_save = False, ""\n        self._let_go()\n',
        '        self._is_reading, self._to_save = False, ""\n',
        f"{T_DIALOG}days_that_could_not_be_counted_show_no_figures_of_others_and_are_not_printed",
    ),
    Break(
        "report: all of it stands on one page",
        f"{REPORTS}report_page.py",
        "        if end <= writer.end:\n            break",
        "        break",
        f"{T_WORDS}all_of_a_report_stands_on_one_page_of_any_paper",
    ),
]
