"""The promises of dates in the line, and of what is not understood there."""

from tests.sabotage_book import Break, Edit

DATES, PHONE = "resv_desktop/domain/typed_dates.py", "resv_desktop/domain/typed_phone.py"
ROWS, DESK = "resv_desktop/qt/command_rows.py", "resv_desktop/qt/command_desk.py"

T_DATES = "tests/domain/test_typed_dates.py::test_"
T_ROWS = "tests/qt/test_command_rows.py::test_"
T_HELD_UP = "tests/qt/test_line_not_understood.py::test_"

BREAKS_OF_DATES = [
    Break(
        "line: what counts the days from now is no party",
        "resv_desktop/domain/typed_days.py",
        "    for said, days in _in_several_words(words, own, today):\n",
        "    for said, days in ():\n",
        "tests/domain/test_typed_days.py::test_a_day_is_also_so_many_days_or_weeks_from_now",
    ),
    Break(
        "calendar: digits are not put together to a day that is not shown",
        "resv_desktop/qt/widgets/calendar_popup.py",
        "        self.setDateEditEnabled(False)",
        "        self.setDateEditEnabled(True)",
        "tests/qt/widgets/test_day_picker.py::test_"
        "digits_in_the_calendar_are_no_day_of_another_year",
    ),
    Break(
        "calendar: it ends where no day can be meant",
        "resv_desktop/qt/widgets/day_picker.py",
        "(first or FIRST_DAY, ",
        "(first or date.min, ",
        "tests/qt/widgets/test_day_picker.py::test_the_calendar_ends_where_no_day_can_be_meant",
        (
            Edit(
                "resv_desktop/qt/widgets/day_picker.py",
                "self._range = (FIRST_DAY, LAST_DAY)",
                "self._range = (date.min, LAST_DAY)",
            ),
        ),
    ),
    Break(
        "line: nothing is reserved while a part of it is not understood",
        ROWS,
        "    if not is_clear:\n        line = ",
        "    if False:\n        line = ",
        T_HELD_UP + "nothing_is_reserved_while_a_part_of_the_line_is_not_understood",
    ),
    Break(
        "line: nobody is marked while a part of it is not understood",
        ROWS,
        "step_of(held, now) if is_clear else None",
        "step_of(held, now)",
        T_ROWS + "a_line_of_which_anything_is_not_understood_is_answered_to_be_looked_at_only",
    ),
    Break(
        "line: what asks for a table marks nobody who has one",
        ROWS,
        "    if not (is_only_number or tables.rows):\n",
        "    if False:\n",
        T_ROWS + "a_party_is_not_gone_on_with_by_a_line_that_asks_for_a_table",
    ),
    Break(
        "line: its button does nothing by what stood there before",
        DESK,
        "        self._showing.settle()\n        rows = self._showing.rows\n",
        "        rows = self._showing.rows\n",
        T_HELD_UP + "a_button_that_is_pressed_before_it_is_said_reserves_nothing_either",
    ),
    Break(
        "dates: 2026-12-05 is no phone",
        PHONE,
        " and not is_like_no_phone(word)",
        "",
        T_DATES + "what_may_be_two_days_or_is_none_is_said",
    ),
    Break(
        "dates: what is no day is no number that is not in use",
        PHONE,
        " or (is_like_date and not word.begins_number):\n",
        ":\n",
        T_DATES + "what_may_be_two_days_or_is_none_is_said",
    ),
    Break(
        "line: a number that begins as one is taken before other digits",
        PHONE,
        "not is_sure, not begins, len(group))",
        "not is_sure, False, len(group))",
        T_DATES + "a_number_that_begins_as_one_is_taken_before_digits_that_may_be_one",
    ),
    Break(
        "dates: the month stands first where it is written so",
        DATES,
        "(second, first) if region in MONTH_FIRST else (first, second)",
        "(first, second)",
        T_DATES + "a_date_is_read_in_every_usual_form",
    ),
    Break(
        "dates: a 5th without its month is asked for",
        DATES,
        'if word.part == "name" and _ORDINAL.fullmatch(_spelled(word)):',
        "if False:",
        T_DATES + "what_may_be_two_days_or_is_none_is_said",
    ),
    Break(
        "dates: a guest called as a month is a guest",
        DATES,
        "        if _spelled(word) in _ALSO_NAMES:\n",
        "        if False:\n",
        T_DATES + "a_name_that_is_also_a_month_stays_a_name",
    ),
    Break(
        "dates: one that can be two is asked for",
        DATES,
        "    return likeliest\n",
        "    return likeliest[:1]\n",
        T_DATES + "what_may_be_two_days_or_is_none_is_said",
    ),
    Break(
        "dates: a weekday beside its date says the same",
        "resv_desktop/domain/typed_days.py",
        "                on = other if other.weekday() == on.weekday() else on\n",
        "",
        T_DATES + "a_weekday_beside_a_later_date_says_the_same",
    ),
    Break(
        "dates: without a year it is the coming such day",
        DATES,
        "(today - on) <= _LOOKED_BACK",
        "on.year == today.year",
        T_DATES + "without_a_year_it_is_the_coming_such_day_or_one_just_over",
    ),
    Break(
        "days: the weekday of today is asked for",
        "resv_desktop/domain/typed_days.py",
        "eithers.append({today: word.bare, on: word.bare})",
        "eithers.append({on: word.bare})",
        "tests/domain/test_typed_line.py::"
        "test_the_weekday_of_today_may_be_in_a_week_as_well_and_is_asked_for",
    ),
    Break(
        "line: past midnight it is said and not reserved where the night may be another one",
        ROWS,
        "    return at - timedelta(days=1) > now\n",
        "    return False\n",
        T_ROWS + "past_midnight_a_day_that_was_typed_may_be_of_two_nights_and_nothing_is_reserved",
    ),
    Break(
        "line: past midnight its head says the day of the rows",
        "resv_desktop/qt/command_words.py",
        "    near = [hour.starts_at for hour in day.hours_near]\n",
        "    near = [hour.starts_at for hour in day.hours_beside]\n",
        T_ROWS + "an_hour_past_midnight_is_said_with_the_same_day_above_the_rows_and_in_them",
    ),
]
