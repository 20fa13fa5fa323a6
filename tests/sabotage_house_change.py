"""What must hold when the house changes, and where each of it can be broken."""

from tests.sabotage_book import HOUSE_HOURS, RESERVING, T_BOOK, Break

APPLYING = "resv_desktop/controller/applying.py"
LINING_UP = "resv_desktop/controller/lining_up.py"
HOMES = "resv_desktop/controller/homes.py"
NEW_HOMES = "resv_desktop/domain/new_homes.py"
HOUSE_ACTS, ATTENTION_DESK = (
    f"resv_desktop/qt/house/{name}.py" for name in ("house_acts", "attention_desk")
)
T_UNDO = "tests/qt/house/test_undo_after_a_change.py::test_"
T_CHANGE = "tests/controller/test_house_change.py::test_"
T_EXTEND = "tests/controller/test_extend_slots.py::test_"
T_OTHERS = "tests/controller/test_house_change_foreign.py::test_"
T_REPAIR = "tests/store/test_repair.py::test_"

BREAKS_OF_HOUSE_CHANGES = [
    Break(
        "house: a name that was typed is not saved by the Enter that ends it",
        "resv_desktop/qt/house/house_dialog.py",
        "        if is_typing and Qt.Key(event.key()) in ENTERS:\n",
        "        if False:\n",
        "tests/qt/house/test_house_dialog.py::test_"
        "from_the_name_or_the_phone_enter_goes_to_what_saves_and_the_next_one_saves",
    ),
    Break(
        "house: a PIN that is typed by habit renames no restaurant",
        "resv_desktop/qt/house/house_dialog.py",
        "        self.pages.setFocus()\n",
        "        self.facts.name.edit.setFocus()\n",
        "tests/qt/house/test_house_dialog.py::test_"
        "a_pin_that_is_typed_by_habit_while_it_still_holds_renames_no_house",
    ),
    Break(
        "a restaurant that has a time is not taken for an hour",
        "resv_desktop/store/day_read.py",
        '{"tables": 0, "time": 0}',
        '{"tables": 0}',
        "tests/controller/test_foreign_writer.py::"
        "test_a_restaurant_that_has_a_time_like_an_hour_is_opened_all_the_same",
    ),
    Break(
        "an hour at the end of the calendar keeps no other from being made",
        LINING_UP,
        'hour["time"] > now - HOUR\n',
        'hour["time"] + HOUR > now\n',
        "tests/controller/test_foreign_writer.py::"
        "test_an_hour_that_is_the_last_there_is_keeps_no_other_from_being_made",
    ),
    Break(
        "a table that was promised twice stays promised to whom a change leaves there",
        APPLYING,
        "for r in left if _place(r) not in promised]",
        "for r in left]",
        T_OTHERS + "a_table_that_was_promised_twice_stays_promised_to_whom_is_left",
    ),
    Break(
        "what was stored without a table keeps no day from being closed",
        APPLYING,
        'str(reservation.get("tableId"))',
        'str(reservation["tableId"])',
        T_OTHERS + "what_was_stored_without_a_time_or_table_keeps_no_day_from_being_closed",
    ),
    Break(
        "what was stored without its time can be moved and cancelled",
        "resv_desktop/controller/house.py",
        'return found | {"time": hour.starts_at} if hour else found\n',
        "return found\n",
        T_OTHERS + "what_was_stored_without_a_time_or_table_can_be_moved_and_cancelled",
    ),
    Break(
        "nobody is proposed an hour with their number in another spelling",
        HOMES,
        "phones[slot_id].add(number_of(phone, region))",
        "phones[slot_id].add(phone)",
        T_OTHERS + "nobody_is_proposed_an_hour_that_a_web_site_has_their_number_in",
    ),
    Break(
        "one guest under two spellings is proposed two hours",
        HOMES,
        "phone=number_of(reservation.reserved_by, region),",
        "phone=reservation.reserved_by,",
        T_OTHERS + "one_guest_under_two_spellings_of_a_number_is_proposed_two_hours",
    ),
    Break(
        "an hour that was taken out while promised is made again with its parties",
        LINING_UP,
        "            again = _hours_that_went(book, restaurant.id, times, tables)\n",
        "            again: dict[datetime, Document] = {}\n",
        T_EXTEND + "an_hour_that_a_web_site_took_out_is_made_again_with_what_was_promised_in_it",
    ),
    Break(
        "attention: what names no restaurant is that of the only one",
        "resv_desktop/controller/attention.py",
        'document.get("restId") is None and not is_only()',
        'document.get("restId") is None',
        T_EXTEND + "an_hour_that_a_web_site_took_out_is_made_again_with_what_was_promised_in_it",
    ),
    Break(
        "of two houses none gets the promise of the other one's hour that went",
        LINING_UP,
        "and not book.is_only_house()",
        "and False",
        T_EXTEND + "of_two_houses_none_is_promised_an_hour_that_may_be_the_other_ones",
    ),
    Break(
        "what is reserved before a later opening is of its own day",
        "resv_desktop/domain/restaurant.py",
        "min(hours.opens, max(MORNING, night_ends))",
        "hours.opens",
        "tests/controller/test_reading.py::"
        "test_reservations_in_hours_that_are_closed_by_now_are_still_listed_on_their_day",
    ),
    Break(
        "what is reserved in the small hours is of the evening before",
        "resv_desktop/domain/restaurant.py",
        "min(hours.opens, max(MORNING, night_ends))",
        "min(hours.opens, night_ends)",
        "tests/domain/test_restaurant.py::test_what_lies_before_a_later_opening_is_of_its_own_day",
    ),
    Break(
        "an hour that is there for who was promised only has no waitlist",
        "resv_desktop/qt/day_rows.py",
        "hour in day.hours_offered if hours.shows(hour)",
        "hour in day.hours if hours.shows(hour)",
        "tests/qt/test_day_rows.py::"
        "test_an_hour_that_is_there_for_who_was_promised_only_is_not_offered",
    ),
    Break(
        "a day with nothing but what was promised is not said to be over",
        "resv_desktop/qt/empty_day.py",
        "    if not day.hours_offered or _is_left_of_closed(day):\n",
        "    if not day.hours or _is_left_of_closed(day):\n",
        "tests/qt/test_empty_day.py::"
        "test_a_day_with_nothing_but_what_was_promised_is_not_said_to_be_over",
    ),
    Break(
        "the line knows no hour that is there for who was promised only",
        "resv_desktop/qt/command_rows.py",
        "    if hour is None or hour.is_over(now) or not hour.is_offered:\n",
        "    if hour is None or hour.is_over(now):\n",
        "tests/qt/test_command_rows.py::"
        "test_an_hour_that_is_there_for_who_was_promised_only_is_none_of_the_house",
    ),
    Break(
        "an hour past midnight is the next day's where that has it as well",
        "resv_desktop/domain/offered.py",
        "            hours = [at for at in hours if at.astimezone(self._zone).date() == day]\n",
        "            pass\n",
        "tests/domain/test_house_change.py::"
        "test_an_hour_that_two_days_have_belongs_to_the_one_on_whose_date_it_begins",
    ),
    Break(
        "who reserves after the preview is not stranded by the change",
        APPLYING,
        "    if seen != {_what(hit) for hit in hits}:",
        "    if False:",
        T_CHANGE + "a_reservation_made_after_the_preview_makes_the_host_look_again",
    ),
    Break(
        "what another station changed in the house meanwhile is not overwritten",
        "resv_desktop/domain/house_change.py",
        "        self._check_unchanged(restaurant)\n",
        "",
        T_CHANGE + "what_another_station_changed_meanwhile_is_not_overwritten",
    ),
    Break(
        "hours that close are gone with the change itself",
        APPLYING,
        "        book.close_hours([loss.slot_id for loss in lost if loss.is_closed], held)\n",
        "",
        T_CHANGE + "a_closed_day_is_seen_first_and_then_closes_with_everybody_called",
    ),
    Break(
        "a table that is offered no longer is nobody's, free or not",
        HOUSE_HOURS,
        '                        {"leaving": True},\n',
        "",
        T_BOOK + "a_table_that_is_offered_no_longer_is_not_held_though_it_is_free",
    ),
    Break(
        "a promised table that is offered no longer goes once it is given back",
        RESERVING,
        "    tidy(house, untidy)\n",
        "",
        T_CHANGE + "a_closed_day_is_seen_first_and_then_closes_with_everybody_called",
    ),
    Break(
        "what is promised and offered no longer is marked so",
        "resv_desktop/store/in_line.py",
        '            kept["leaving"] = True',
        "            pass",
        T_REPAIR + "hours_that_are_out_of_line_with_the_house_are_brought_in_line",
    ),
    Break(
        "no two parties are proposed the same table",
        NEW_HOMES,
        "            given.add(_place(slot))\n",
        "",
        "tests/domain/test_new_homes.py::test_"
        "the_largest_party_chooses_first_and_no_two_are_proposed_the_same_table",
    ),
    Break(
        "homes: all tables of an hour stand together, the nearest hour first",
        NEW_HOMES,
        "    yield from (slot for slots in by_hour for slot in slots if _place(slot) in some)\n",
        "    yield from (slot for slot in _candidates(by_hour) if _place(slot) in some)\n",
        "tests/domain/test_new_homes.py::test_"
        "homes_stand_hour_by_hour_and_no_hour_gives_way_to_more_tables_of_another",
    ),
    Break(
        "a long night that is over keeps no house from opening earlier",
        "resv_desktop/domain/house_change.py",
        "max(closure.from_on, today) - timedelta(days=1), closure.to_on",
        "closure.from_on - timedelta(days=1), closure.to_on",
        "tests/domain/test_house_change.py::test_"
        "a_long_night_that_is_over_keeps_no_house_from_opening_earlier",
    ),
    Break(
        "homes: who has lost an hour past midnight is proposed one of the same evening",
        HOMES,
        "return day if at >= restaurant.begins_at(day) else day - timedelta(days=1)\n",
        "return day\n",
        "tests/controller/test_calling.py::test_"
        "who_has_lost_an_hour_past_midnight_is_proposed_one_of_the_same_evening",
    ),
    Break(
        "a change brings no guest two tables of one hour",
        APPLYING,
        "        self._check_others(moves, house)\n",
        "",
        T_CHANGE + "fewer_hours_send_a_party_to_the_nearest_hour_where_its_guest_has_no_table",
    ),
    Break(
        "undo: whom a change of the house has hit is gone by no undo before anybody has called",
        "resv_desktop/controller/undoing.py",
        "            _check_settled(house, book, current)\n",
        "            pass\n",
        T_CHANGE
        + "whom_a_change_of_the_house_has_hit_is_not_gone_by_an_undo_before_anybody_has_called",
    ),
    Break(
        "undo: the key steps over no change of the house that hit nobody",
        HOUSE_ACTS,
        "        self.house_changed.emit()\n        self._notice.say(says)\n",
        "        self._notice.say(says)\n",
        T_UNDO + "it_is_said_that_the_house_is_changed_back_by_hand_until_the_next_act_is_done",
    ),
    Break(
        "undo: the key steps over no change of the house that was seen first",
        ATTENTION_DESK,
        "        dialog.applied.connect(lambda _: self.house_changed.emit())\n",
        "",
        T_UNDO + "after_a_change_that_was_seen_first_nobody_whom_it_hit_is_undone",
    ),
    Break(
        "undo: the key steps over no change of the house whose answer was lost",
        ATTENTION_DESK,
        "        if preview.unclear_id:\n            self.house_changed.emit()\n",
        "",
        T_UNDO + "nor_where_the_answer_to_the_change_was_lost",
    ),
    Break(
        "undo: the key steps over no change that hit nobody and whose answer was lost",
        HOUSE_ACTS,
        "self._dialog.is_unclear:",
        "self._dialog.is_unclear is None:",
        T_UNDO + "nor_where_it_hit_nobody_and_its_answer_was_lost",
    ),
    Break(
        "house: who waits for a day that opens again waits for it as it is now",
        "resv_desktop/controller/set_up.py",
        "                bring_waiting(house, rest_id)\n",
        "                pass\n",
        T_CHANGE
        + "a_day_that_was_closed_by_mistake_and_opens_again_keeps_who_waits_and_what_can_be_undone",
    ),
]
