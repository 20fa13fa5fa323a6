"""The promises of the clock: an hour that was promised keeps what the clock shows."""

from tests.sabotage_book import Break

CHANGE = "resv_desktop/domain/clock_change.py"
KEEPING = "resv_desktop/controller/clock_keeping.py"
REZONING = "resv_desktop/controller/rezoning.py"
SHIFT = "resv_desktop/store/clock_shift.py"
T_MIDNIGHT = "tests/qt/test_around_the_clock.py::test_"
T_CLOCK = "tests/domain/test_clock_change.py::test_"
T_REZONING = "tests/controller/test_rezoning.py::test_"

_NOTICED = (
    f"{T_REZONING}new_rules_are_noticed_and_shown_before_and_then_each_promise_keeps_its_hour"
)
T_OPEN = "tests/qt/test_left_open.py::test_"
T_OTHER = "tests/qt/test_another_clock.py::test_"
T_KEPT_SHEETS = "tests/qt/sheet/test_sheet_keeper.py::test_"

BREAKS_OF_THE_CLOCK = [
    Break(
        "zone: one that was spoilt while the house is open is asked for as one that nobody knows",
        "resv_desktop/qt/house/house_acts.py",
        "        if house.has_clock:\n",
        "        if house.has_clock or house.timezone:\n",
        "tests/qt/house/test_clock_desk.py::test_a_zone_that_another_program_has_spoilt_meanwhile_is_"
        "put_right_over_the_dialog",
    ),
    Break(
        "clock: whether its rules differ is said by the later of two readings",
        "resv_desktop/qt/house/clock_desk.py",
        "        self._question.ask()\n",
        "        self._question._tasks.run(\n"
        "            self, self._differs, self.row.show_difference, lambda _: None\n"
        "        )\n",
        "tests/qt/house/test_clock_desk.py::"
        "test_the_row_goes_by_what_was_asked_last_and_not_by_what_is_answered_last",
    ),
    Break(
        "clock: what it shows no longer is told of, and lies where nobody else does",
        CHANGE,
        "if place < len(new) and new[place] not in used:",
        "if place < len(new):",
        f"{T_CLOCK}what_would_come_upon_an_hour_that_is_over_is_told_of",
    ),
    Break(
        "clock: an hour that is shown twice from now on is told of",
        CHANGE,
        "if len(new) > len(instants):",
        "if len(new) > len(instants) + 1:",
        f"{T_CLOCK}rules_that_bring_a_change_skip_an_hour_or_show_one_twice",
    ),
    Break(
        "clock: no further hours are made until the host has seen whom new rules concern",
        KEEPING,
        '            return "differs"\n',
        "            pass\n",
        _NOTICED,
    ),
    Break(
        "clock: reservations go with their hours",
        SHIFT,
        "for name in (RESERVATIONS, WAITING):",
        "for name in (WAITING,):",
        _NOTICED,
    ),
    Break(
        "clock: who waits goes with the hour",
        SHIFT,
        "for name in (RESERVATIONS, WAITING):",
        "for name in (RESERVATIONS,):",
        f"{T_REZONING}who_waits_goes_with_the_hour_in_the_same_write",
    ),
    Break(
        "clock: hours do not come upon each other on their way",
        SHIFT,
        "_ON_THE_WAY = timedelta(minutes=7)",
        "_ON_THE_WAY = timedelta()",
        f"{T_REZONING}the_manager_hangs_another_clock_and_every_promise_keeps_its_hour"
        "[America/Los_Angeles]",
    ),
    Break(
        "clock: a party that comes between is never stranded",
        REZONING,
        "        check_seen(preview, self._hits)\n",
        "",
        f"{T_REZONING}a_party_that_comes_between_is_never_stranded",
    ),
    Break(
        "clock: what was cancelled before comes back to where its hour is",
        "resv_desktop/controller/undoing.py",
        'before = at_its_hour(book, line["before"], line["at"]) if line["before"] else None',
        'before = line["before"]',
        f"{T_REZONING}what_was_cancelled_before_comes_back_to_its_hour_and_the_past_knows_it",
    ),
    Break(
        "clock: what was cancelled comes back to the same hour also where that was closed",
        "resv_desktop/controller/place.py",
        "at_now = at if written_at is None else as_shown_then(book, str(rest_id), at, written_at)",
        "at_now = at",
        f"{T_REZONING}what_was_cancelled_comes_back_to_what_the_clock_showed_also_where_its_hour_"
        "was_closed",
    ),
    Break(
        "clock: who waits again waits at the instant of the hour",
        "resv_desktop/controller/waitlist.py",
        'at_its_hour(book, undone["before"], undone["at"]) if undone["before"] else None',
        'undone["before"]',
        f"{T_REZONING}who_waits_again_after_another_clock_waits_at_the_instant_of_the_hour",
    ),
    Break(
        "a house that never closes reads who comes at midnight with the day before",
        "resv_desktop/qt/day_reader.py",
        "    beside = controller.hours_beside(house.id, on)\n",
        "    beside: tuple[list[Slot], list[Reservation]] = ([], [])\n",
        T_MIDNIGHT + "the_strip_sees_across_midnight_and_what_is_pressed_there_is_done",
    ),
    Break(
        "who comes at midnight is due at eleven",
        "resv_desktop/qt/due.py",
        "for h in day.hours_near",
        "for h in day.hours",
        T_MIDNIGHT + "who_comes_at_midnight_is_due_from_eleven_on",
    ),
    Break(
        "a walk-in before midnight is offered the hour after it",
        "resv_desktop/qt/seat_now.py",
        "for hour in day.hours_near",
        "for hour in day.hours",
        T_MIDNIGHT + "a_walk_in_shortly_before_midnight_is_offered_the_hour_that_begins_then",
    ),
    Break(
        "what was changed of midnight is read again",
        "resv_desktop/qt/day_hours.py",
        "[*_slots(day), *_held(day)]",
        "[*day.slots, *day.reservations]",
        T_MIDNIGHT + "an_hour_beside_the_day_is_read_again_alone",
    ),
    Break(
        "a day that closes has nothing beside it",
        "resv_desktop/domain/restaurant.py",
        "if self.is_open_at(own) and self.is_open_at(at)]",
        "if self.is_open_at(own) or self.is_open_at(at)]",
        "tests/domain/test_restaurant.py::test_only_the_hours_of_other_days_that_follow_each_"
        "other_lie_beside_a_day",
    ),
    Break(
        "midnight that is typed before it is the hour that comes",
        "resv_desktop/qt/command_rows.py",
        "for hour in day.hours_near if",
        "for hour in day.hours if",
        T_MIDNIGHT + "the_midnight_that_is_typed_is_the_coming_one",
    ),
    Break(
        "a table that is always free is not said to be so since an hour that comes again",
        "resv_desktop/qt/day.py",
        "before.is_free and table.at - before.at < _A_DAY:",
        "before.is_free:",
        T_MIDNIGHT + "a_table_that_is_always_free_is_said_to_be_so_for_less_than_a_day",
    ),
    Break(
        "left open: the running day is shown after two nights with a dialog open",
        "resv_desktop/qt/main_window.py",
        "        self._ended.add(was)\n",
        "        self._ended = {was}\n",
        T_OPEN + "days_that_end_behind_a_dialog_give_way_once_that_is_left",
    ),
    Break(
        "left open: today of the reports is the day that runs",
        "resv_desktop/qt/reports/reports_acts.py",
        "keys, on, lambda: clock.today)",
        "keys, on, lambda at=clock.today: at)",
        T_OPEN + "today_of_the_reports_is_the_day_that_runs",
    ),
    Break(
        "left open: a table is retired from tomorrow on, also after midnight",
        "resv_desktop/qt/house/house_acts.py",
        "        clock.day_turned.connect(self._on_day_turned)\n",
        "",
        T_OPEN + "a_table_is_retired_from_the_day_on_that_follows_the_one_that_runs",
    ),
    Break(
        "another clock: the state that is seen is told by it",
        "resv_desktop/qt/day_window.py",
        "self.bottom, self.clock.local, controller.now",
        "self.bottom, restaurant.local, controller.now",
        T_OTHER + "the_state_that_is_seen_is_told_by_that_clock",
    ),
    Break(
        "another clock: who waits is said by it",
        "resv_desktop/qt/waiting_desk.py",
        "        self._house, self._seat = house, seat\n",
        "        self._house, self._seat = lambda at=house(): at, seat\n",
        T_OTHER + "who_waits_is_said_by_that_clock",
    ),
    Break(
        "another number: what is done at once is said by it",
        "resv_desktop/qt/window_acts.py",
        "memory, lambda: window.restaurant, notice, window",
        "memory, lambda: restaurant, notice, window",
        T_OTHER + "what_is_done_at_once_is_said_as_the_house_dials_now",
    ),
    Break(
        "another number: what is done in a dialog is said by it and by the name of the house",
        "resv_desktop/qt/houses.py",
        "self._own = house\n",
        "self._own = None\n",
        T_OTHER + "what_is_done_in_a_dialog_is_said_by_the_name_and_number_of_the_house_now",
    ),
    Break(
        "another number: who needs attention is listed by it",
        "resv_desktop/qt/house/attention_reader.py",
        "            self.now, self.house = read\n",
        "            self.now = read[0]\n",
        T_OTHER + "who_needs_attention_is_listed_as_the_house_dials_now",
    ),
    Break(
        "another clock: when the PIN ceased to hold is said by it",
        "resv_desktop/qt/window_acts.py",
        "controller, lambda: window.restaurant, self.acts, notice, typed",
        "controller, lambda: restaurant, self.acts, notice, typed",
        T_OTHER + "when_the_pin_ceased_to_hold_is_said_by_that_clock",
    ),
    Break(
        "another clock: the running day is kept by it",
        "resv_desktop/qt/day_keeper.py",
        "        self._hear(day.restaurant)\n        self._noted",
        "        self._noted",
        T_OTHER + "the_running_day_is_kept_by_that_clock",
    ),
    Break(
        "another clock: the sheets that are kept go by it",
        "resv_desktop/qt/sheet/sheet_keeper.py",
        "        folder = self._folder\n",
        "        folder, house = self._folder, lambda at=house(): at\n",
        T_KEPT_SHEETS + "the_house_and_the_station_are_called_as_they_are_called_then",
    ),
]
