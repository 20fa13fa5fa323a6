"""The promises of the manager's PIN, and how each of them can be broken."""

from tests.sabotage_book import Break

PIN, RULES = "resv_desktop/controller/pin.py", "resv_desktop/domain/pin.py"
DIALOG, GATE = "resv_desktop/qt/house/pin_dialog.py", "resv_desktop/qt/house/manager_gate.py"
T_PIN = "tests/controller/test_pin.py::test_"
T_GATE = "tests/qt/house/test_manager_gate.py::test_"

BREAKS_OF_THE_MANAGER = [
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
        "manager: a PIN that another station set meanwhile is not written over",
        PIN,
        "            if hash_in(found) != seen:\n",
        "            if False:\n",
        T_PIN + "one_that_another_station_set_meanwhile_is_not_written_over",
    ),
    Break(
        "manager: the PIN holds for five minutes and no longer",
        GATE,
        "return self._clock() < self._until",
        "return self._until > 0",
        T_GATE + "a_wrong_one_is_said_and_the_right_one_holds_for_five_minutes",
    ),
    Break(
        "manager: leaving the question lets nobody on",
        GATE,
        "dialog.passed.connect(passed)",
        "dialog.finished.connect(passed)",
        T_GATE + "leaving_it_lets_nobody_on",
    ),
]
