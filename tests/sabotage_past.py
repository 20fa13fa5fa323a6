"""The promises of the day as it was: true to each minute, and honest where it cannot be."""

from tests.sabotage_book import Break

PAST = "resv_desktop/domain/past.py"
RECALL = "resv_desktop/store/recall.py"
DIALOG = "resv_desktop/qt/history/history_dialog.py"
T_PAST = "tests/controller/test_past.py::test_"
T_WINDOW = "tests/qt/history/test_as_it_was.py::test_"

_RECORDED = f"{T_PAST}every_minute_is_put_together_as_it_was_recorded"

BREAKS_OF_THE_PAST = [
    Break(
        "past: each minute is as it was recorded, whatever was done and taken back since",
        PAST,
        "then = to_come[0].before if to_come else present",
        "then = present",
        f"{_RECORDED}[1]",
    ),
    Break(
        "past: a table was free unless somebody held it then",
        PAST,
        "is_free = place not in held_then and",
        "is_free =",
        f"{_RECORDED}[2]",
    ),
    Break(
        "past: who went to another day was here, whoever had brought them",
        RECALL,
        '"$or": [{"before.time": on_day}, {"after.time": on_day}],',
        '"$or": [{"after.time": on_day}],',
        f"{T_PAST}who_went_to_another_day_was_here_even_where_nobody_wrote_how_they_came",
    ),
    Break(
        "past: what another program did is said to be uncertain",
        PAST,
        "return stood, stood is not None and _is_same(stood, then)",
        "return stood, True",
        f"{T_PAST}what_another_program_did_is_said_to_be_uncertain",
    ),
    Break(
        "past: what has been filed away is said to be missing",
        PAST,
        "is_filed=at < self.filed_before",
        "is_filed=False",
        f"{T_PAST}what_has_been_filed_away_is_said_to_be_missing",
    ),
    Break(
        "past: tables that came later were not there",
        PAST,
        "if house == self.restaurant:",
        "if house:",
        f"{T_PAST}tables_that_came_later_were_not_there_then",
    ),
    Break(
        "past: nothing can be taken back in it",
        DIALOG,
        '        self.set_act("")\n',
        "",
        f"{T_WINDOW}the_slider_shows_each_minute_as_it_stood_and_says_that_it_is_past",
    ),
]
