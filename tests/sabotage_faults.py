"""What must hold while servers, cables and stations die, and where it can be broken."""

from tests.sabotage_book import HOUSE, SET_UP, STORE, Break

BREAKS_OF_FAULTS: list[Break] = [
    Break(
        "a repeat is confirmed only once a majority has it",
        HOUSE,
        "        self.store.write(lambda book: book.line(write))",
        "        self.store.read(lambda book: book.line(write))",
        "tests/faults/test_replica_set.py"
        "::test_what_only_a_cut_off_primary_knows_is_confirmed_to_nobody",
    ),
    Break(
        "a write that is in its own way stays unclear",
        HOUSE,
        "                raise self.store.outage(may_be_saved=True) from busy",
        "                raise",
        "tests/faults/test_cut_connection.py"
        "::test_a_commit_that_is_still_on_its_way_is_not_told_as_never_saved",
    ),
    Break(
        "a connection to a server that was still starting is not kept",
        STORE,
        "                self._begin_anew(collections)",
        "                pass",
        "tests/store/test_store.py"
        "::test_what_was_connected_before_the_server_was_ready_does_not_stay_useless",
    ),
    Break(
        "hours are made again where another server was elected meanwhile",
        SET_UP,
        "    return election is None or house.store.read(Book.election) == election",
        "    return True",
        "tests/faults/test_replica_set.py"
        "::test_hours_that_went_with_a_dead_primary_are_made_again_before_they_are_told",
    ),
    Break(
        "hours are told as made once a majority has them",
        SET_UP,
        "    house.store.write(lambda book: book.restaurant(rest_id))\n",
        "",
        "tests/faults/test_replica_set.py"
        "::test_hours_that_no_majority_has_are_told_as_made_to_nobody",
    ),
]
