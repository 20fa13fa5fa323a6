"""The promises of the change stream, and of the clock and the patience, and how each is broken."""

from tests.sabotage_book import HOUSE, STORE, T_OUTAGES, WATCH, Break

T_RESUMED = "tests/store/test_watch_resumed.py::test_"
T_CLOCKS = "tests/faults/test_wrong_clocks.py::test_"

BREAKS_OF_THE_STREAM = [
    Break(
        "stream: it goes on where it broke off",
        WATCH,
        "start_after=position.token,",
        "start_after=None,",
        T_RESUMED + "what_happened_while_nobody_listened_is_told_from_where_it_broke_off",
    ),
    Break(
        "stream: the position is kept, also while nothing happens",
        WATCH,
        "                position.token = stream.resume_token",
        "                if event:\n                    position.token = stream.resume_token",
        T_RESUMED + "the_position_moves_on_while_nothing_of_the_book_changes",
    ),
    Break(
        "stream: an event counts as heard only when the next one is asked for",
        WATCH,
        "                has_answered = True\n",
        "                has_answered, position.token = True, stream.resume_token\n",
        T_RESUMED + "a_listener_that_was_interrupted_at_an_event_hears_it_again",
    ),
    Break(
        "stream: a lost history ends in one reading, never in silence",
        WATCH,
        'yield {} if began_at is None else {"operationType": RESUMED}',
        'yield {"operationType": RESUMED}',
        T_RESUMED + "a_history_that_is_lost_ends_in_one_reading",
    ),
    Break(
        "stream: a lost history is not asked for again",
        WATCH,
        "if is_first_word or error.code in _HISTORY_LOST:",
        "if is_first_word and error.code not in _HISTORY_LOST:",
        T_RESUMED + "a_history_that_is_lost_ends_in_one_reading",
    ),
    Break(
        "stream: an event too large to be told is no loop of errors",
        WATCH,
        "if is_first_word or error.code in _HISTORY_LOST:",
        "if error.code in _HISTORY_LOST:",
        T_RESUMED + "an_event_that_is_too_large_to_be_told_ends_in_one_reading",
    ),
    Break(
        "stream: silence says nothing against the position",
        WATCH,
        "    except PyMongoError as error:\n",
        "    except PyMongoError as error:\n        position.token = None\n",
        T_RESUMED + "a_frozen_server_is_an_outage_and_afterwards_nothing_was_missed",
    ),
    Break(
        "stream: a collection that went is told",
        WATCH,
        "                    is_upheaved = False\n                    yield {}",
        "                    is_upheaved = False",
        T_RESUMED + "an_upheaval_is_told_once_and_what_comes_after_it_as_well",
    ),
    Break(
        "stream: an upheaval is told once",
        WATCH,
        "is_upheaved = True  # they",
        "yield {}  # they",
        T_RESUMED + "an_upheaval_is_told_once_and_what_comes_after_it_as_well",
    ),
    Break(
        "clock: a station's own decides nothing",
        STORE,
        "return at + timedelta(seconds=steady_s() - steady)",
        "return datetime.now(UTC)",
        T_CLOCKS + "a_station_whose_clock_is_an_hour_off_keeps_to_the_servers",
    ),
    Break(
        "patience: all that one use case asks is bounded together",
        HOUSE,
        "            with self.store.in_all():\n",
        "            if True:\n",
        T_OUTAGES + "all_that_a_slow_server_is_asked_for_one_write_is_bounded_together",
    ),
]
