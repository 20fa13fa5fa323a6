"""What `prove` and the model of the book must notice, however well the lines are written."""

from tests.sabotage_book import BOOK, DOCUMENTS, RESERVING, STORE, Break, Edit

EVIDENCE, STATION = "resv_desktop/store/evidence.py", "resv_desktop/prove/station.py"

T_PROVE = "tests/prove/test_prove.py::test_"
SHORT_RUN = T_PROVE + "four_stations_keep_every_promise_while_one_of_them_and_the_server_are_killed"

NO_INDEX = Edit(
    DOCUMENTS,
    'Index(RESERVATIONS, ("slotId", "tableId"), unique=True)',
    'Index(RESERVATIONS, ("slotId", "tableId"))',
)
NO_LOOK = Edit(
    RESERVING,
    "rivals = book.rivals(hour.slot_id, table_id, forms)",
    'rivals = book.rivals(hour.slot_id, "", forms)',
)


BREAKS_OF_PROVE = [
    Break(
        "prove sees a table given away twice: neither guard nor index",
        BOOK,
        "return result.modified_count == 1",
        "return result.matched_count == 1",
        SHORT_RUN,
        (
            Edit(BOOK, '{"isAvailable": {"$ne": True}},', ""),
            NO_INDEX,
            NO_LOOK,
        ),
    ),
    Break(
        "prove sees a table given away twice: the hour is not locked, and no index",
        BOOK,
        "            session=self._session,\n        )\n        return result.modified_count == 1",
        "        )\n        return True",
        SHORT_RUN,
        (NO_INDEX,),
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
]
