"""The promises of the manager's PIN, and how each of them can be broken."""

from tests.sabotage_book import Break

PIN, RULES = "resv_desktop/controller/pin.py", "resv_desktop/domain/pin.py"
DIALOG, GATE = "resv_desktop/qt/house/pin_dialog.py", "resv_desktop/qt/house/manager_gate.py"
DRAFT, HOUSE = "resv_desktop/qt/house/draft.py", "resv_desktop/qt/house/house_dialog.py"
ACTS, T_DRAFT = "resv_desktop/qt/house/house_acts.py", "tests/qt/house/test_draft.py::test_"
T_UNCLEAR = "tests/qt/house/test_unclear_saves.py::test_"
CLOSURES_PAGE = "resv_desktop/qt/house/closures_page.py"
T_CLOSURES_PAGE = "tests/qt/house/test_closures_page.py::test_"
T_HOUSE = "tests/qt/house/test_house_dialog.py::test_"
T_PIN = "tests/controller/test_pin.py::test_"
T_GATE = "tests/qt/house/test_manager_gate.py::test_"

BREAKS_OF_THE_MANAGER = [
    Break(
        "manager: a PIN that was cleared lets nobody in who was still asked for it",
        PIN,
        'if pins.state_of(found) == "unset":',
        "if False:",
        T_PIN + "who_owns_the_database_clears_a_forgotten_one",
    ),
    Break(
        "manager: a first PIN that another station has set meanwhile is told",
        DIALOG,
        "if isinstance(trouble, InvalidPin) and not self._is_on:",
        "if False:",
        T_GATE + "a_first_one_that_another_station_has_set_meanwhile_is_told",
    ),
    Break(
        "manager: Enter goes from one field of the PIN to the next",
        DIALOG,
        "            following[0].setFocus()\n",
        "            pass\n",
        T_GATE + "enter_goes_from_field_to_field_until_all_is_typed",
    ),
    Break(
        "manager: the PIN is not asked for between two digits that are typed",
        GATE,
        "            if is_typing:\n",
        "            if False:\n",
        T_GATE + "it_is_not_asked_for_between_two_digits_that_are_typed",
    ),
    Break(
        "manager: an empty list of closures takes no keys",
        CLOSURES_PAGE,
        "if self._shown else Qt.FocusPolicy.NoFocus",
        "if self._shown else Qt.FocusPolicy.StrongFocus",
        T_HOUSE + "an_empty_list_of_closures_takes_no_keys",
    ),
    Break(
        "manager: after a lost answer another wish goes on from what was saved",
        HOUSE,
        "            self._find_out(self._asked)\n            return\n",
        "            self._asked = None\n",
        T_UNCLEAR + "after_a_lost_answer_another_wish_goes_on_from_what_was_saved",
    ),
    Break(
        "manager: after a lost answer it can be saved as it was before",
        HOUSE,
        "bool(changed) or self._asked is not None",
        "bool(changed)",
        T_UNCLEAR + "who_wants_it_as_it_was_after_a_lost_answer_can_save_that_too",
    ),
    Break(
        "manager: what an own save has changed is not taken for another station's",
        DRAFT,
        "            setattr(self, fact, wish)\n",
        "            pass\n",
        T_DRAFT + "what_an_own_save_has_changed_leaves_the_wish_of_by_now_and_theirs_is_taken_over",
    ),
    Break(
        "manager: tables that were saved under later numbers are not wished once more",
        DRAFT,
        "asked.on(self.seen, self.today, promised), self",
        "asked.on(self.seen, self.today), self",
        T_DRAFT + "more_tables_that_were_saved_under_later_numbers_are_no_longer_wished",
    ),
    Break(
        "manager: hours of what is no weekday do not keep the others from being changed",
        "resv_desktop/store/documents.py",
        " for day, own in weeks.items() if day in WEEKDAYS}",
        " for day, own in weeks.items()}",
        "tests/controller/test_foreign_writer.py::"
        "test_hours_of_what_is_no_weekday_hold_on_no_day_and_stay_as_they_are",
    ),
    Break(
        "manager: a closure for ever leaves room for the days beside it",
        "resv_desktop/store/documents.py",
        "min(max(date.fromisoformat(stored), FIRST_DAY), LAST_DAY)",
        "date.fromisoformat(stored)",
        T_CLOSURES_PAGE + "an_entry_that_goes_on_for_ever_can_be_picked_and_put_off",
    ),
    Break(
        "manager: a closure for ever that begins later goes on no further",
        "resv_desktop/qt/house/closures_page.py",
        "last = min(day + (closure.to_on - closure.from_on), LAST_DAY)",
        "last = day + (closure.to_on - closure.from_on)",
        T_CLOSURES_PAGE + "an_entry_that_goes_on_for_ever_can_be_picked_and_put_off",
    ),
    Break(
        "manager: equal hours of an entry are there again to be put right",
        "resv_desktop/qt/widgets/hours_row.py",
        "_EQUAL.get(text) or OpeningHours.parse(text)",
        "OpeningHours.parse(text)",
        T_CLOSURES_PAGE
        + "equal_hours_are_there_again_to_be_put_right_after_a_look_at_another_entry",
    ),
    Break(
        "manager: an entry with odd hours can be picked and taken out",
        CLOSURES_PAGE,
        "with suppress(InvalidOpeningHours):",
        "with suppress():",
        T_CLOSURES_PAGE
        + "an_entry_whose_hours_another_program_has_spoilt_can_be_picked_and_taken_out",
    ),
    Break(
        "manager: what is typed of a closure goes on while the house changes elsewhere",
        CLOSURES_PAGE,
        "            self._show(self.picked, is_adding=self._is_adding)\n",
        "            self._show(None, is_adding=self._is_adding)\n",
        T_CLOSURES_PAGE
        + "a_reason_that_is_being_typed_goes_on_while_another_station_changes_the_house",
    ),
    Break(
        "manager: an entry waits for its day while the house changes elsewhere",
        CLOSURES_PAGE,
        "            self._show(self.picked, is_adding=self._is_adding)\n",
        "            self._show(self.picked)\n",
        T_CLOSURES_PAGE
        + "an_entry_that_waits_for_its_day_waits_on_while_another_station_changes_the_house",
    ),
    Break(
        "manager: of two readings of the house the later one stands",
        ACTS,
        "changes):\n            self._now.ask()\n",
        "changes):\n"
        "            self._tasks.run(self, self._now._work, self._on_house, lambda _: None)\n",
        "tests/qt/house/test_house_acts.py::test_of_two_readings_of_the_house_the_later_one_stands",
    ),
    Break(
        "manager: who guessed wrong waits, at every station",
        PIN,
        "        if still:\n",
        "        if False:\n",
        T_PIN + "after_wrong_ones_nobody_can_try_for_ever_longer_at_any_station",
    ),
    Break(
        "manager: a try is counted before the PIN is looked at",
        PIN,
        'book.put(MANAGERS, found | {"wrong": wrong, "waitUntil": now + wait})',
        "pass",
        T_PIN + "twenty_guesses_at_one_instant_are_not_looked_at_before_they_are_counted",
    ),
    Break(
        "manager: the right PIN ends the wait",
        PIN,
        "store.write(lambda book: _end_wait(book, rest_id, stored))",
        "pass",
        T_PIN + "after_wrong_ones_nobody_can_try_for_ever_longer_at_any_station",
    ),
    Break(
        "manager: a PIN is changed only with the old one",
        PIN,
        "            if seen:\n",
        "            if False:\n",
        T_PIN + "it_is_changed_and_switched_off_only_with_the_old_one",
    ),
    Break(
        "manager: a PIN that is set three times with one id at once is set once",
        PIN,
        "                lambda _line: self.pin_state(rest_id),",
        "                lambda _line: None,",
        T_PIN + "three_repeats_with_the_same_id_at_once_are_one_and_no_wrong_try",
    ),
    Break(
        "manager: the old PIN of an act that is done already is no wrong try",
        PIN,
        "            raise AlreadyDone(own_id)\n",
        "            pass\n",
        T_PIN + "three_repeats_with_the_same_id_at_once_are_one_and_no_wrong_try",
    ),
    Break(
        "manager: a PIN that another station set meanwhile is not written over",
        PIN,
        "            if pins.hash_in(found) != seen:\n",
        "            if False:\n",
        T_PIN + "one_that_another_station_set_meanwhile_is_not_written_over",
    ),
    Break(
        "manager: a station with fewer rights cannot clear the PIN",
        PIN,
        "        if not pins.may_clear(house.store):\n",
        "        if False:\n",
        T_PIN + "a_station_with_fewer_rights_is_asked_as_all_are_and_cannot_clear_it",
    ),
    Break(
        "manager: the PIN holds for five minutes and no longer",
        GATE,
        "return self._clock() < self._until",
        "return self._until > 0",
        T_GATE + "a_wrong_one_is_said_and_the_right_one_holds_for_five_minutes",
    ),
    Break(
        "manager: what is changed while the PIN holds lets it hold on",
        ACTS,
        "        self._notice.say(says)\n        self._gate.renew()\n",
        "        self._notice.say(says)\n",
        T_HOUSE + "only_the_manager_gets_there",
    ),
    Break(
        "house: nothing is closed before somebody has picked the day",
        CLOSURES_PAGE,
        "        self._is_adding = True\n        self._show_picked()\n",
        "        self._is_adding = True\n        self._on_first(near)\n",
        T_HOUSE + "nothing_is_closed_before_somebody_has_picked_the_day",
    ),
    Break(
        "manager: leaving the question lets nobody on",
        GATE,
        "dialog.passed.connect(passed)",
        "dialog.finished.connect(passed)",
        T_GATE + "leaving_it_lets_nobody_on",
    ),
    Break(
        "house: what another station changed is not overwritten",
        DRAFT,
        '            setattr(self, fact, dict(value) if fact == "week_hours" else value)\n',
        "",
        T_DRAFT + "what_another_station_changed_is_taken_over_and_own_wishes_for_the_rest_stay",
    ),
    Break(
        "house: two closures do not speak of one day",
        DRAFT,
        "if other.from_on <= one.to_on:",
        "if False:",
        T_DRAFT + "what_cannot_be_is_said_before_it_is_asked_for",
    ),
    Break(
        "house: what is over of a closure stays in the book",
        DRAFT,
        "    return replace(closure, to_on=today - timedelta(days=1))\n",
        "    return None\n",
        T_DRAFT + "a_closure_that_holds_ends_yesterday_and_one_ahead_goes",
    ),
    Break(
        "house: nothing is saved before it has been seen whom it hits",
        HOUSE,
        "            if preview.affected or preview.waiting:\n",
        "            if preview.affected and False:\n",
        T_HOUSE + "who_is_hit_is_looked_at_and_until_then_nothing_is_saved",
    ),
    Break(
        "house: a change of another station is heard while the dialog is open",
        ACTS,
        'any(c.kind in ("restaurant", "all") for c in changes)',
        "False",
        T_HOUSE + "another_station_s_change_is_told_and_neither_side_is_overwritten",
    ),
    Break(
        "house: a save whose answer never came is not done twice",
        HOUSE,
        "        if change == self._asked:\n",
        "        if False:\n",
        T_HOUSE + "a_save_whose_answer_never_came_is_settled_by_asking_once_more_and_done_once",
    ),
    Break(
        "house: that an answer was lost is said until it is found out, whatever is typed",
        HOUSE,
        "        elif self._asked is not None:\n",
        "        elif self._asked is not None and not changed:\n",
        T_UNCLEAR
        + "silence_is_said_over_a_lost_answer_while_it_lasts_and_what_is_typed_then_is_not",
    ),
    Break(
        "house: what is changed is not given up by one Escape",
        HOUSE,
        "not self.draft.changed or self._is_warned",
        "True",
        T_HOUSE + "who_leaves_with_changes_is_told_and_leaves_by_leaving_once_more",
    ),
    Break(
        "a PIN that was never set is not said to be forgotten",
        "resv_desktop/cli.py",
        "        if is_any:\n",
        "        if True:\n",
        "tests/test_cli.py::test_a_forgotten_pin_is_cleared_by_who_owns_the_database",
    ),
]
