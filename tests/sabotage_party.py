"""The promises that an act is for the party it was meant for, and where each can be broken."""

from tests.sabotage_book import Break

WAIT = "resv_desktop/qt/wait_dialog.py"
T_WAIT = "tests/qt/test_wait_dialog.py::test_"

BREAKS_OF_PARTY = [
    Break(
        "waitlist: a press meant for one guest is not for the next in the dialog",
        WAIT,
        "            self._unseen.start()\n",
        "            pass\n",
        T_WAIT + "a_press_on_who_has_just_come_in_the_place_of_another_takes_nobody_off",
    ),
    Break(
        "waitlist: a key meant for one guest is not for the next in the dialog",
        WAIT,
        "lambda: self._tell_pressed(self.given, given)",
        "lambda: self.given.emit(given)",
        T_WAIT + "a_press_on_a_table_that_has_just_become_another_partys_reserves_nothing",
    ),
    Break(
        "waitlist: where nothing stood a press in the dialog is heard at once",
        WAIT,
        "        if any(self._meant.get(place) != was for place, was in before.items()):\n",
        "        if self._meant != before:\n",
        T_WAIT + "a_table_that_is_free_where_none_was_is_reserved_by_the_first_press",
    ),
]
