"""The promises that must not be broken for the sake of speed."""

from tests.sabotage_book import BOOK, RESERVING, T_BOOK, T_CANCEL, T_OUTAGES, T_READING, Break

READING, KNOWN = "resv_desktop/controller/reading.py", "resv_desktop/controller/known.py"
FOLLOWING = "resv_desktop/controller/following.py"

T_KNOWN = "tests/controller/test_known.py::test_"

BREAKS_OF_SPEED = [
    Break(
        "the driver's second way to TLS is not loaded where it is not there",
        "resv_desktop/store/__init__.py",
        'setdefault("pymongo.pyopenssl_context", None)',
        'setdefault("pymongo.nothing", None)',
        "tests/store/test_loading.py",
    ),
    Break(
        "what runs a server of one's own is loaded where one is run",
        "resv_desktop/database_place.py",
        "from resv_desktop.store.store import Store\n",
        "from resv_desktop.store import mongod as _\nfrom resv_desktop.store.store import Store\n",
        "tests/store/test_loading.py",
    ),
    Break(
        "the first key finds all that it needs, however soon it comes",
        "resv_desktop/qt/first_hand.py",
        "        if event.type() in _OF_HANDS:\n",
        "        if event.type() == QEvent.Type.None_:\n",
        "tests/qt/test_acts_in_time.py::test_enter_opens_the_table_that_is_picked_at_once",
    ),
    Break(
        "what is there is not made again at each start",
        "resv_desktop/store/layout.py",
        "            if version == SCHEMA_VERSION and _is_whole(database):\n",
        "            if version < 0:\n",
        "tests/store/test_layout.py::test_a_whole_book_is_opened_with_no_more_than_looks_at_it",
    ),
    Break(
        "a reservation that was looked for and made in one is part of the transaction",
        BOOK,
        "upsert=True, session=self._session",
        "upsert=True",
        T_OUTAGES + "an_unclear_commit_is_settled_by_asking_again_with_the_same_id",
    ),
    Break(
        "a day is cut by the hours of now",
        READING,
        "        if restaurant.bounds(day) == (start, end):",
        "        if restaurant:",
        T_KNOWN + "a_day_is_cut_as_the_house_opens_now",
    ),
    Break(
        "what was refused is forgotten",
        RESERVING,
        "            house.known.forget(slot_id)\n",
        "",
        T_KNOWN + "an_hour_that_was_moved_after_the_list_is_refused_once_and_then_read_anew",
    ),
    Break(
        "ids that are spelled as text are looked for",
        KNOWN,
        "self._is_mixed = self._store.read(lambda book: book.has_text_ids())",
        "self._is_mixed = False",
        T_CANCEL + "a_table_with_another_reservation_is_not_freed",
    ),
    Break(
        "ids that are spelled as text are heard of",
        FOLLOWING,
        "        house.known.found_text()",
        "        pass",
        T_KNOWN + "an_id_spelled_as_text_is_known_at_once_to_whoever_follows",
    ),
    Break(
        "nothing is asked that is known",
        RESERVING,
        "    if known is not None:",
        "    if known is house:",
        T_KNOWN + "a_listed_hour_is_reserved_and_cancelled_in_four_questions_each",
    ),
    Break(
        "an hour whose id was stored as text is looked for as well",
        BOOK,
        "        for own in both_forms([slot_id]):\n            result",
        "        for own in both_forms([slot_id])[:1]:\n            result",
        T_BOOK + "ids_of_documents_that_another_program_stored_as_text_are_found_too",
    ),
    Break(
        "a reservation whose id was stored as text is looked for as well",
        BOOK,
        "        for own in both_forms([reservation_id]):",
        "        for own in both_forms([reservation_id])[:1]:",
        T_BOOK + "ids_of_documents_that_another_program_stored_as_text_are_found_too",
    ),
    Break(
        "a full day comes in one go",
        "resv_desktop/store/day_read.py",
        "            batch_size=_A_DAY,\n",
        "",
        T_READING + "a_full_day_is_listed_in_three_questions",
    ),
    Break(
        "an hour that is not read again is shown on the clock that it is asked for",
        "resv_desktop/store/hour.py",
        "        if zone not in self._shown:",
        "        zone = next(iter(self._shown), zone)\n        if zone not in self._shown:",
        "tests/store/test_hour.py::test_an_hour_is_shown_on_the_clock_that_it_is_asked_for",
    ),
    Break(
        "rows that are made quickly are those of the class",
        "resv_desktop/domain/quick.py",
        "            each.__class__ = kind",
        "            pass",
        "tests/domain/test_quick.py::test_rows_are_the_same_as_those_of_the_class",
    ),
    Break(
        "whose hour has changed is asked where this station has not read it",
        FOLLOWING,
        'hour.rest_id if hour else ""',
        '""',
        "tests/controller/test_changes.py::test_another_restaurant_is_none_of_this_ones_business",
    ),
    Break(
        "nobody who is typing waits until all that is there has been looked through for garbage",
        "resv_desktop/qt/collector.py",
        "        if isinstance(event, QInputEvent):",
        "        if not isinstance(event, QInputEvent):",
        "tests/qt/test_collector.py::test_all_of_it_is_looked_through_only_while_nobody_presses_anything",
    ),
    Break(
        "the day sheet that is kept by itself leaves the window its turns",
        "resv_desktop/qt/background.py",
        "    if since_s is not None and time",
        "    if since_s is None and time",
        "tests/qt/test_background.py::test_only_work_that_nobody_waits_for_pauses",
    ),
    Break(
        "a day and its sheet are put together in small steps behind the window",
        "resv_desktop/qt/day.py",
        "        breathe()\n        for slot in slots[first",
        "        for slot in slots[first",
        "tests/qt/test_background.py::test_a_great_day_is_joined_and_put_into_words_hour_by_hour",
    ),
    Break(
        "where the keys go elsewhere only the row that is picked is painted again",
        "resv_desktop/qt/slot_list.py",
        "            self.update(index)",
        "            self.viewport().update()",
        "tests/qt/test_slot_list.py::test_where_the_keys_go_or_come_only_what_is_picked_is_painted_again",
    ),
    Break(
        "a window that goes behind a dialog does not paint its lists again",
        "resv_desktop/qt/slot_list.py",
        "return event.type() in _OF_THE_WINDOW or super()",
        "return super()",
        "tests/qt/test_slot_list.py::test_a_window_that_goes_behind_a_dialog_does_not_paint_its_lists_again",
    ),
    Break(
        "no part of a dialog that is made ready is so large that it holds the window up",
        "resv_desktop/qt/slot_dialog.py",
        "            *_piece_by_piece(self._to_reserve),\n",
        "",
        "tests/qt/test_slot_dialogs.py::test_no_part_of_a_dialog_is_so_large_that_it_holds_the_window_up",
    ),
    Break(
        "a name in letters of another font stands where it stood",
        "resv_desktop/qt/row_painter.py",
        "self._typeset(text, use) if _LATIN.fullmatch(text) else None",
        "self._typeset(text, use) if text else None",
        "tests/qt/test_typeset_rows.py",
    ),
    Break(
        "a form of all tables that was made ready before shows the day that is shown now",
        "resv_desktop/qt/all_list.py",
        "        if self._in_line.get(form) is shown:",
        "        if form in self._in_line:",
        "tests/qt/test_day_view.py::test_the_form_that_is_not_in_sight_is_in_line_before_it_is_turned_to",
    ),
]
