"""What `prove` and the model of the book must notice, however well the lines are written."""

from tests.sabotage_book import BOOK, HOUSE_HOURS, RESERVING, RULES, STORE, Break, Edit

EVIDENCE = "resv_desktop/store/evidence.py"

T_PROVE = "tests/prove/test_prove.py::test_"
SHORT_RUN = T_PROVE + "four_stations_keep_every_promise_while_one_of_them_and_the_server_are_killed"
T_MODEL = (
    "tests/controller/test_model.py::"
    "test_the_book_of_three_stations_is_the_model_after_each_of_many_random_steps"
)

NO_INDEX = Edit(
    RULES,
    'Index(RESERVATIONS, ("slotId", "tableId"), unique=True)',
    'Index(RESERVATIONS, ("slotId", "tableId"))',
)
NO_LOOK = Edit(
    RESERVING,
    "        if not book.insert_without_rival(document, None if is_alone else phone):\n",
    "        book.insert_reservation(document)\n        if house is None:\n",
)


BREAKS_OF_PROVE = [
    Break(
        "prove sees a table given away twice: neither guard nor index",
        BOOK,
        "table_id, relied_on).modified_count == 1",
        "table_id, relied_on).matched_count == 1",
        SHORT_RUN,
        (
            Edit(HOUSE_HOURS, '{"isAvailable": {"$ne": True}},', ""),
            NO_INDEX,
            NO_LOOK,
        ),
    ),
    Break(
        "prove sees a missing line in the journal",
        RESERVING,
        "        book.write_line(line)\n",
        "",
        SHORT_RUN,
    ),
    Break(
        "prove sees what a killed server loses without a majority",
        STORE,
        'WriteConcern(w="majority")',
        "WriteConcern(w=1)",
        SHORT_RUN,
    ),
    Break(
        "prove removes no database on which another run is alive",
        EVIDENCE,
        '"$expr": {"$lt": ["$alive", long_ago]},',
        "",
        T_PROVE + "at_an_address_it_removes_what_killed_runs_left_and_nothing_else",
    ),
    Break(
        "prove says that it is alive",
        EVIDENCE,
        "        self._beats.start()\n",
        "        self._beats.run = lambda: None\n        self._beats.start()\n",
        T_PROVE + "a_run_says_again_and_again_that_it_is_alive",
    ),
    Break(
        "the model sees a guest with two tables of one hour",
        RESERVING,
        "        for other in rivals:\n",
        "        for other in rivals[:0]:\n",
        T_MODEL,
    ),
    Break(
        "the model sees a cancel that is told again as not done",
        RESERVING,
        'lambda line: told(house, line.get("before")),',
        "lambda _line: None,",
        T_MODEL,
    ),
    Break(
        "scratch: what a killed proof or demo has left goes with the next one",
        "resv_desktop/scratch_folder.py",
        "            if _is_left_behind(other):\n",
        "            if other == folder:\n",
        "tests/test_scratch_folder.py::test_what_a_killed_run_left_goes_and_nothing_else",
    ),
]
