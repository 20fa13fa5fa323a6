"""What is promised of the last known days, and where each promise is kept and can be broken."""

from tests.sabotage_book import Break

LAST_KNOWN, APP = "resv_desktop/last_known.py", "resv_desktop/qt/app.py"
WINDOWS = "resv_desktop/qt/book_windows.py"
T_LAST_KNOWN = "tests/test_last_known.py::test_"
T_OFFLINE = "tests/qt/test_offline.py::test_"

BREAKS_OFFLINE: list[Break] = [
    Break(
        "last known: what was read while the clock was ahead keeps nothing newer away",
        LAST_KNOWN,
        " or _is_ahead(older, now):",
        ":",
        T_LAST_KNOWN + "a_state_that_was_read_while_the_clock_was_ahead_is_the_older_one",
    ),
    Break(
        "last known: the days ahead are kept by the clock as it is now",
        "resv_desktop/qt/day_keeper.py",
        "today, now=controller.now())",
        "today)",
        "tests/qt/test_day_keeper.py::test_"
        "what_was_read_while_the_clock_was_ahead_is_read_again_and_kept",
    ),
    Break(
        "what was last known is shown for its own book only",
        LAST_KNOWN,
        "if kept.book == self._book else []",
        "if kept.book else []",
        T_LAST_KNOWN + "days_are_shown_for_their_own_book_only",
    ),
    Break(
        "no credentials stand in the file of the last known days",
        LAST_KNOWN,
        "return hashlib.sha256(address.encode()).hexdigest()",
        "return uri",
        T_LAST_KNOWN + "the_file_holds_no_credentials",
    ),
    Break(
        "an older state of a day never takes the place of a newer one",
        LAST_KNOWN,
        "elif older.read_at <= day.read_at or _is_ahead(older, now):",
        "else:",
        T_LAST_KNOWN + "an_older_state_never_replaces_a_newer_one",
    ),
    Break(
        "a dialog with something typed in it is not taken away when the database is back",
        APP,
        "if self._is_offline and window is not None and window.acts.is_open:",
        "if False:",
        T_OFFLINE
        + "after_a_restart_without_a_database_the_last_known_day_is_shown_and_nothing_is_promised",
    ),
    Break(
        "the host goes on where they were when the database is back",
        WINDOWS,
        "            take_over(window, same)\n",
        "            pass\n",
        T_OFFLINE
        + "after_a_restart_without_a_database_the_last_known_day_is_shown_and_nothing_is_promised",
    ),
    Break(
        "chip and banner tell one time",
        "resv_desktop/qt/freshness.py",
        "elif self._is_silence_told and self.is_shown and not self._live.is_patient:",
        "elif self._is_silence_told and not self.is_shown and not self._live.is_patient:",
        "tests/qt/test_freshness.py::"
        "test_chip_and_banner_tell_one_time_while_the_first_answer_is_long_in_coming",
    ),
    Break(
        "the day that begins is shown though nothing answers then",
        "resv_desktop/qt/day_keeper.py",
        "            return days\n",
        "            return []\n",
        "tests/qt/test_day_keeper.py::test_the_day_that_begins_while_nothing_answers_is_shown_as_"
        "it_was_last_known",
    ),
    Break(
        "what was read behind the window replaces nothing newer",
        "resv_desktop/qt/live_day.py",
        "is_new = known is None or known.read_at < day.read_at",
        "is_new = True",
        "tests/qt/test_day_keeper.py::test_what_was_read_behind_the_window_replaces_nothing_that_"
        "is_newer",
    ),
]
