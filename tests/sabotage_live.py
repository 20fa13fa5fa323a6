"""The promises of a live window, and where each of them can be broken."""

from tests.sabotage_book import Break

PULSE, READER = "resv_desktop/qt/pulse.py", "resv_desktop/qt/day_reader.py"
FOLLOW, LIVE = "resv_desktop/qt/follow.py", "resv_desktop/qt/live_day.py"
HOURS, FRESHNESS = "resv_desktop/qt/day_hours.py", "resv_desktop/qt/freshness.py"

T_LIVE = "tests/qt/test_live.py::test_"
T_PULSE = "tests/qt/test_pulse.py::test_"
T_READER = "tests/qt/test_day_reader.py::test_"
T_FOLLOW = "tests/qt/test_follow.py::test_"
T_FRESHNESS = "tests/qt/test_freshness.py::test_"
T_HOURS = "tests/qt/test_day_hours.py::test_"

BREAKS_OF_LIVE = [
    Break(
        "live: what another program changes of the house goes for the hours ahead at once",
        "resv_desktop/qt/main_window.py",
        "                self._house_change.start()\n",
        "                pass\n",
        T_LIVE + "a_table_and_an_hour_that_another_program_takes_away_are_offered_no_more",
    ),
    Break(
        "live: a house that is changed by this program is brought in line once",
        "resv_desktop/qt/main_window.py",
        "                self._house_change.stop()",
        "                self._house_change.start()",
        T_LIVE + "what_this_program_changes_of_a_house_is_brought_in_line_there_and_only_once",
    ),
    Break(
        "live: a beat that is saved proves nothing until it is heard",
        PULSE,
        "        self._answered_s = self._steady_s()\n",
        "        self._answered_s = self._heard_s = self._steady_s()\n",
        T_PULSE + "beats_that_are_saved_and_not_heard_are_told_within_three_seconds",
    ),
    Break(
        "live: silence is told by the clock, not by an answer that does not come",
        PULSE,
        "if now - self._heard_s <= LIMIT_S:",
        "if now - self._heard_s <= 10 * LIMIT_S:",
        T_PULSE + "a_silent_database_is_told_within_three_seconds_though_nothing_fails",
    ),
    Break(
        "live: a beat is as old as when it was written, not as when it is heard",
        PULSE,
        "self._heard_s = beat.began_s",
        "self._heard_s = self._steady_s()",
        T_PULSE + "beats_of_others_and_of_long_ago_prove_nothing",
    ),
    Break(
        "live: a first beat that nobody could hear yet is no deafness",
        PULSE,
        'if self.standing == "unknown" and now - self._began_s <= LIMIT_S:',
        'if self.standing == "unknown" and self._unheard_since_s is None:',
        T_PULSE + "a_first_beat_that_comes_before_the_stream_is_open_is_no_deafness",
    ),
    Break(
        "live: a stream that has just been opened has a beat to hear at once",
        LIVE,
        'if self.pulse.standing != "live":',
        "if False:",
        T_FRESHNESS + "a_stream_that_is_opened_after_the_first_beat_makes_it_live_at_once",
    ),
    Break(
        "live: nor is the first one after a silence",
        PULSE,
        'if self.standing == "silent" else _GRACE_S',
        'if self.standing == "nothing" else _GRACE_S',
        T_PULSE + "nor_is_one_that_is_the_first_after_a_silence",
    ),
    Break(
        "live: nor is one that was not heard before a silence",
        PULSE,
        '        if standing == "silent":\n',
        "        if False:\n",
        T_PULSE + "what_was_not_heard_before_a_silence_is_no_deafness_after_it",
    ),
    Break(
        "live: a stream that ended for good greys the lists and says so",
        LIVE,
        'return self.trust == "live" and self._is_fresh',
        "return self._is_fresh",
        T_FRESHNESS + "a_stream_that_ends_for_good_is_told_and_the_day_stays_true",
    ),
    Break(
        "live: while nothing is heard the day is read again by itself",
        LIVE,
        "self._seconds % _DEAF_EVERY == 0:",
        "self._seconds < 0:",
        "tests/qt/test_live.py::"
        "test_a_stream_that_hangs_while_all_else_works_is_told_and_the_day_stays_true",
    ),
    Break(
        "live: another thread follows, whatever ended the last one",
        FOLLOW,
        "        self._care.start()\n",
        "",
        T_FOLLOW + "whatever_ends_the_stream_it_is_opened_again",
    ),
    Break(
        "live: all that one act changes is told together",
        FOLLOW,
        "            is_due = not change.has_more and not self._is_called\n",
        "            is_due = not self._is_called\n",
        T_FOLLOW + "all_that_one_act_changes_is_told_together",
    ),
    Break(
        "live: what another program changed together is told though no line ends it",
        FOLLOW,
        "        if not self._stop.is_set():\n            self._wake()",
        "        pass",
        T_FOLLOW + "the_part_of_an_act_whose_rest_never_comes_is_told",
    ),
    Break(
        "live: a heartbeat overtakes no change",
        FOLLOW,
        "        self._tell()\n        self.beat_heard.emit(number)",
        "        self.beat_heard.emit(number)",
        T_FOLLOW + "a_heartbeat_is_told_after_all_that_came_before_it",
    ),
    Break(
        "live: a day is no truer than what has been read of it",
        READER,
        "return self._day is not None and self.is_settled",
        "return self._day is not None",
        T_READER + "a_day_is_true_until_a_beat_only_when_all_that_was_told_before_it_is_read",
    ),
    Break(
        "live: what was not answered stays to be read",
        READER,
        "            self._want_all_still()\n            self.silent.emit()",
        "            self.silent.emit()",
        T_READER + "what_was_not_answered_stays_to_be_read",
    ),
    Break(
        "live: a delete that tells only a reservation reads its hour",
        READER,
        "hours = hours_of(day, self._wanted.reservations) | (",
        "hours = set() | (",
        T_READER + "a_delete_tells_a_reservation_and_its_hour_is_known",
    ),
    Break(
        "live: a delete that comes while its hour is read is not forgotten",
        READER,
        "if self._is_reading or self._later.isActive() or not self._wanted:\n",
        "if self._is_reading:\n            self._wanted = Touched()\n"
        "        if self._is_reading or self._later.isActive() or not self._wanted:\n",
        T_READER + "a_delete_that_is_heard_before_its_reservation_was_read_is_not_forgotten",
    ),
    Break(
        "live: an hour that is new or gone is a reading of the whole day",
        READER,
        "                return _Answer(None)  # an hour that this day did not have",
        "                return _Answer(day)",
        T_READER + "an_hour_that_is_new_or_gone_is_a_reading_of_the_whole_day",
    ),
    Break(
        "live: hours read again make the day as a whole reading would",
        "resv_desktop/qt/day.py",
        "hours = with_free_until(own.values())",
        "hours = tuple(sorted(own.values(), key=lambda h: h.at))",
        T_HOURS + "a_day_whose_changed_hours_were_read_again_equals_one_that_was_read_as_a_whole",
    ),
    Break(
        "a machine's wrong clock is told",
        FRESHNESS,
        "        self._bottom.show_clock(self._live.pulse.clock_difference)\n",
        "",
        T_FRESHNESS + "a_clock_that_is_wrong_is_told_until_it_is_right",
    ),
]
