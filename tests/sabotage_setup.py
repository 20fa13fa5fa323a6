"""The promises of the set-up, and where each of them can be broken."""

from tests.sabotage_book import BOOK, SET_UP, T_RACES, Break

PREPARING, APP = "resv_desktop/qt/setup/preparing.py", "resv_desktop/qt/app.py"
WINDOWS = "resv_desktop/qt/book_windows.py"
T_SET_UP = "tests/controller/test_set_up.py::test_"
T_TAKEN_OUT = (
    "tests/controller/test_extend_slots.py::"
    "test_a_table_that_a_web_site_took_out_while_it_was_promised_comes_back_taken"
)
HOURS_ROW = "resv_desktop/qt/widgets/hours_row.py"
T_HOURS = "tests/qt/setup/test_hours_picker.py::test_"
T_MEANWHILE = "tests/qt/setup/test_meanwhile.py::test_"

T_NEW_LABEL = (
    "tests/qt/house/test_house_dialog.py::"
    "test_a_new_table_is_named_as_it_is_saved_where_one_that_was_taken_out_is_promised"
)

BREAKS_OF_THE_SET_UP = [
    Break(
        "set-up: the closing hours begin after the opening",
        HOURS_ROW,
        "closes = (opens + index) % _MIDNIGHT + 1",
        "closes = index + 1",
        T_HOURS + "the_closing_hours_begin_after_the_opening_and_the_picked_one_stays",
    ),
    Break(
        "set-up: the closing hour stays while another opening is picked",
        HOURS_ROW,
        "self.closes.setCurrentIndex(self.closes.findData(picked))",
        "pass",
        T_HOURS + "the_closing_hours_begin_after_the_opening_and_the_picked_one_stays",
    ),
    Break(
        "set-up: a number that is being typed is not called unusual",
        "resv_desktop/qt/setup/name_page.py",
        "if phone.is_valid or self._phone.is_under_way:",
        "if phone.is_valid:",
        "tests/qt/setup/test_name_page.py::test_a_number_that_is_being_typed_is_not_called_unusual",
    ),
    Break(
        "set-up: once nothing more is typed an unusual number is called so",
        "resv_desktop/qt/setup/name_page.py",
        "        self._phone.ended.connect(self._say_phone)\n",
        "",
        "tests/qt/setup/test_name_page.py::test_a_number_that_is_being_typed_is_not_called_unusual",
    ),
    Break(
        "set-up: where only the country code is missing that is said",
        "resv_desktop/qt/setup/name_page.py",
        "        if typed and not (self._machine.region or ",
        "        if typed and not (True or ",
        "tests/qt/setup/test_name_page.py::test_"
        "a_machine_that_stands_nowhere_asks_for_the_country_code",
    ),
    Break(
        "set-up: the system ends the program though it is half filled",
        APP,
        "        self._qt.exit()  # quit() asks",
        "        self._qt.quit()  # quit() asks",
        "tests/qt/test_app.py::test_the_system_ends_the_program_whatever_is_half_filled[first]",
    ),
    Break(
        "set-up: Ctrl+Q ends the program from it too",
        WINDOWS,
        "            self._front().close()\n",
        "            pass\n",
        "tests/qt/test_app.py::test_ctrl_q_leaves_the_set_up_of_another_restaurant_and_the_window",
    ),
    Break(
        "set-up: the last page names the sizes of the tables",
        "resv_desktop/qt/setup/days_page.py",
        "sizes=amounts.tables_by_size(answers.capacities),",
        'sizes="",',
        "tests/qt/setup/test_days_page.py::test_the_last_page_names_the_sizes_of_the_tables",
    ),
    Break(
        "tables: a new one is not called like one that is promised",
        SET_UP,
        "number_tables(restaurant.tables, list(capacities), promised)",
        "number_tables(restaurant.tables, list(capacities))",
        T_TAKEN_OUT,
    ),
    Break(
        "tables: a new one is named in the dialog of the house as it is saved",
        "resv_desktop/qt/house/tables_page.py",
        "number_tables(self._draft.seen.tables, capacities, self._draft.promised)",
        "number_tables(self._draft.seen.tables, capacities)",
        T_NEW_LABEL,
    ),
    Break(
        "tables: a new one is named as it is saved also where another was promised meanwhile",
        "resv_desktop/qt/house/house_acts.py",
        "            self._dialog.show_promised(promised)\n",
        "",
        T_NEW_LABEL,
    ),
    Break(
        "tables: one that comes back while its party cancels is free",
        "resv_desktop/controller/lining_up.py",
        "        left = list(back) if done",
        "        left = [] if done",
        "tests/controller/test_extend_slots.py::"
        "test_a_table_that_comes_back_while_its_party_cancels_is_free",
    ),
    Break(
        "tables: nor like one whose hour another program took out",
        "resv_desktop/store/day_read.py",
        'homes.get(str(claim.get("slotId")), rest_id)) == rest_id',
        'homes.get(str(claim.get("slotId")))) == rest_id',
        "tests/controller/test_extend_slots.py::"
        "test_a_table_that_a_web_site_promised_in_an_hour_that_went_is_not_made_anew",
    ),
    Break(
        "tables: what is promised as no number counts for none",
        "resv_desktop/domain/restaurant.py",
        ", label)]\n    labels",
        ', "1")]\n    labels',
        "tests/domain/test_restaurant.py::test_a_new_table_is_not_called_like_what_is_promised_"
        "whatever_else_is_written_there",
    ),
    Break(
        "tables: nor is one of a changed house",
        "resv_desktop/controller/applying.py",
        "before.business_day(self._now), named)",
        "before.business_day(self._now))",
        T_TAKEN_OUT,
    ),
    Break(
        "tables: nor is one in the preview of a change",
        "resv_desktop/controller/house_edit.py",
        "restaurant.business_day(now), promised)",
        "restaurant.business_day(now))",
        T_TAKEN_OUT,
    ),
    Break(
        "tables: one that comes back into its hour while it is promised is taken there",
        "resv_desktop/store/in_line.py",
        '"isAvailable": label not in parties}',
        '"isAvailable": True}',
        T_TAKEN_OUT,
    ),
    Break(
        "tables: an hour that lacks a promised one is looked at by itself",
        "resv_desktop/controller/lining_up.py",
        "        odd += _promised_without(book, restaurant.id, known, lacking)\n",
        "        pass\n",
        T_TAKEN_OUT,
    ),
    Break(
        "set-up: two stations at one instant make one restaurant",
        BOOK,
        'self._collection(SCHEMA).update_one({"_id": "version"}, one, session=self._session)',
        "del one",
        T_RACES + "of_four_stations_that_set_up_an_empty_book_one_does_and_three_are_told",
    ),
    Break(
        "set-up: a restaurant that nobody here has seen is told",
        SET_UP,
        "            if other.id not in known:\n",
        "            if not known:\n",
        T_SET_UP + "who_knows_what_is_there_adds_another_and_who_does_not_is_told",
    ),
    Break(
        "set-up: what the host knows is handed on",
        PREPARING,
        "beside=known_ids,",
        "beside=None,",
        T_MEANWHILE + "a_restaurant_made_meanwhile_is_told_and_nothing_is_saved_beside_it",
    ),
    Break(
        "set-up: both can be wanted",
        PREPARING,
        "self._known_ids |= {other.id for other in self.others}",
        "self._known_ids |= set()",
        T_MEANWHILE + "both_restaurants_can_be_wanted",
    ),
    Break(
        "set-up: the window tells the wizard what it shows",
        WINDOWS,
        "known_ids=[restaurant.id for restaurant in known],",
        "",
        "tests/qt/test_app.py::test_another_restaurant_is_set_up_beside_those_that_are_shown",
    ),
    Break(
        "a restaurant with a clock that nobody knows is asked for it",
        WINDOWS,
        "if not restaurant.has_clock:",
        "if restaurant.timezone is None:",
        "tests/qt/test_app.py::test_a_restaurant_without_a_clock_is_asked_for_it_once",
    ),
    Break(
        "a zone that another station has picked is not written over",
        SET_UP,
        "        if restaurant.has_clock and restaurant.timezone != timezone:",
        "        if restaurant.timezone is timezone:",
        "tests/controller/test_set_up.py"
        "::test_a_zone_that_another_station_has_picked_is_not_written_over",
    ),
    Break(
        "tables that are added again with the same id are there",
        SET_UP,
        "            lambda _line: house.restaurant(rest_id),",
        "            lambda _line: None,",
        "tests/controller/test_set_up.py"
        "::test_tables_that_are_added_again_with_the_same_id_are_there_though_no_more_would_fit",
    ),
    Break(
        "set-up: that a restaurant was here before is said",
        WINDOWS,
        "is_missed=bool(self._choices.settings.restaurant_id)",
        "is_missed=False",
        "tests/qt/test_app.py::"
        "test_where_the_restaurant_of_before_is_missing_the_set_up_says_how_it_comes_back",
    ),
]
