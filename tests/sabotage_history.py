"""The promises of who did what, of taking it back and of what is written of a party."""

from tests.sabotage_book import Break

EDITING = "resv_desktop/controller/editing.py"
UNDOING = "resv_desktop/controller/undoing.py"

T_APP = "tests/qt/test_app.py::test_"
T_INITIALS = "tests/qt/test_initials.py::test_"
T_EDITING = "tests/controller/test_editing.py::test_"

BREAKS_OF_THE_HISTORY = [
    Break(
        "edit: more guests than the table seats are refused",
        EDITING,
        ".check_seats(party)",
        "",
        f"{T_EDITING}more_guests_than_the_table_seats_are_refused_and_fewer_are_not",
    ),
    Break(
        "edit: what is not spoken of stays as it is",
        EDITING,
        "if to is not None and to != said[field]",
        "if to != said[field]",
        f"{T_EDITING}what_is_not_spoken_of_stays_as_another_station_wrote_it_meanwhile",
    ),
    Break(
        "edit: what says the same already keeps the form in which another program wrote it",
        EDITING,
        "if to is not None and to != said[field]",
        "if to is not None",
        f"{T_EDITING}the_fields_of_another_program_survive_an_edit_and_its_undo",
    ),
    Break(
        "edit: it can be taken back",
        UNDOING,
        '    "edit": "changed",\n',
        "",
        f"{T_EDITING}an_edit_is_taken_back_to_the_byte_and_named_where_it_came_between",
    ),
    Break(
        "initials: they are the same at the next start",
        "resv_desktop/qt/app.py",
        "restaurants = opened\n        self._controller.host = self._choices.settings.host\n",
        "restaurants = opened\n",
        f"{T_APP}initials_are_the_same_at_the_next_start",
    ),
    Break(
        "initials: they stand in every line from then on",
        "resv_desktop/qt/main_window.py",
        "        self._controller.host = initials\n",
        "",
        f"{T_INITIALS}initials_are_set_by_one_key_what_is_typed_and_enter",
    ),
]
