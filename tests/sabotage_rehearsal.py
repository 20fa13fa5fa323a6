"""The promises of the rehearsal: plainly one, and nothing of it in the real book."""

from tests.sabotage_book import Break

SCRATCH = "resv_desktop/store/scratch.py"
ACTS = "resv_desktop/qt/rehearsal/rehearsal_acts.py"
WINDOW = "resv_desktop/qt/rehearsal/rehearsal_window.py"
T_BOOK = "tests/controller/test_rehearsing.py::test_"
T_WINDOW = "tests/qt/rehearsal/test_rehearsal.py::test_"
T_CUES = "tests/domain/test_rehearsal.py::test_"

_MARKED = (
    f"{T_WINDOW}a_rehearsal_is_marked_practised_and_left_with_one_click_and_the_book_is_as_it_was"
)

BREAKS_OF_THE_REHEARSAL = [
    Break(
        "rehearsal: a day that is closed is not practised for who is left in it",
        "resv_desktop/controller/rehearsing.py",
        " if not s.is_leaving]\n",
        "]\n",
        T_BOOK + "a_day_that_is_closed_is_not_practised_for_a_party_that_is_left_in_it",
    ),
    Break(
        "rehearsal: an act that is being written is answered before it comes",
        "resv_desktop/qt/rehearsal/rehearsal_acts.py",
        "        if window.is_writing or window.desk.line.text():\n",
        "        if window.desk.line.text():\n",
        "tests/qt/rehearsal/test_in_the_middle.py::test_"
        "an_act_that_is_being_written_is_answered_in_the_window_that_the_host_sees",
    ),
    Break(
        "rehearsal: it does not come over a guest who is being typed",
        "resv_desktop/qt/rehearsal/rehearsal_acts.py",
        "        if window.is_writing or window.desk.line.text():\n",
        "        if window.is_writing:\n",
        "tests/qt/rehearsal/test_in_the_middle.py::test_"
        "who_is_being_typed_does_not_go_on_in_the_rehearsal",
    ),
    Break(
        "rehearsal: nothing that is practised reaches the real book",
        SCRATCH,
        "scratch = Store(book.uri, name,",
        "scratch = Store(book.uri, book.database.name,",
        f"{T_BOOK}whatever_is_practised_the_real_book_keeps_every_byte",
    ),
    Break(
        "rehearsal: of the evening all is copied, also what another program wrote",
        SCRATCH,
        "    for name in (RESERVATIONS, WAITING, JOURNAL):\n",
        "    for name in (WAITING, JOURNAL):\n",
        f"{T_BOOK}whatever_is_practised_the_real_book_keeps_every_byte",
    ),
    Break(
        "rehearsal: no database but a scratch one is ever dropped",
        SCRATCH,
        "if not name.startswith(_PREFIX) or ",
        "if ",
        f"{T_BOOK}what_a_killed_station_left_is_removed_and_nothing_else_ever_is",
    ),
    Break(
        "rehearsal: a station without the right is told so",
        SCRATCH,
        "if error.code != UNAUTHORIZED:\n            raise",
        "if error.code:\n            raise",
        f"{T_BOOK}a_station_without_the_right_is_told_so",
    ),
    Break(
        "rehearsal: practised again, it is the same evening",
        "resv_desktop/domain/rehearsal.py",
        "random = Random(seed)",
        "random = Random()",
        f"{T_CUES}the_same_seed_makes_the_same_evening_and_another_one_another",
    ),
    Break(
        "rehearsal: what it leaves after a crash goes at the next start",
        ACTS,
        "            controller.remove_rehearsal(name)\n",
        "",
        f"{T_WINDOW}what_was_left_after_a_crash_goes_at_the_next_start",
    ),
    Break(
        "rehearsal: undo after it takes back nothing of the real evening before it",
        ACTS,
        '        real.seat.begin_again("rehearsal")\n',
        "",
        _MARKED,
    ),
    Break(
        "rehearsal: only what stays inside of it is offered",
        WINDOW,
        "self.menu.leave_out_the_rest(",
        "self.menu.quit.setText(",
        _MARKED,
    ),
]
