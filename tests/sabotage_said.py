"""The promises of how days, hours and parties are said in the line as they are at home."""

from tests.sabotage_book import Break

DAYS, TIMES = "resv_desktop/domain/typed_days.py", "resv_desktop/domain/typed_times.py"
LITTLE = "resv_desktop/domain/typed_little_words.py"
DAY_WORDS = "resv_desktop/domain/typed_day_words.py"
COUNTS, TYPED = "resv_desktop/domain/typed_counts.py", "resv_desktop/domain/typed_line.py"
DATES = "resv_desktop/domain/typed_dates.py"

T_DAYS, T_TIMES = (
    "tests/domain/test_typed_days.py::test_",
    "tests/domain/test_typed_times.py::test_",
)
T_COUNTS = "tests/domain/test_typed_count_words.py::test_"
T_WEEK = (
    "tests/domain/test_typed_counts.py::test_"
    "a_weekday_that_may_be_in_a_week_is_not_taken_for_the_coming_one"
)

BREAKS_OF_WHAT_IS_SAID = [
    Break(
        "said: an eight in the evening is 20:00",
        TIMES,
        "            word.hour, word.is_settled = meant.pop(), True\n",
        "            pass\n",
        T_TIMES + "the_time_of_the_day_tells_which_half_of_it_an_hour_is_in",
    ),
    Break(
        "said: an hour that the evening has not is asked for",
        TIMES,
        '            word.part, word.hour, word.doubt = "unclear", None, "time"\n',
        "            pass\n",
        T_TIMES + "an_hour_that_the_time_of_the_day_has_not_is_said",
    ),
    Break(
        "said: 20:00 in the morning stays 20:00",
        TIMES,
        " or word.is_sure or word.hour is None",
        " or word.hour is None",
        T_TIMES + "what_is_typed_of_24_hours_stays_what_it_is",
    ),
    Break(
        "said: who is called Abend makes no evening",
        TIMES,
        '        if word.part == "day" and not word.is_quoted:\n',
        "        if True:\n",
        T_TIMES + "a_guest_called_as_a_time_of_the_day_makes_no_evening_of_an_hour",
    ),
    Break(
        "said: in acht Tagen is asked for, as many mean a week",
        DAYS,
        "count in own.loose",
        "False",
        T_DAYS + "a_day_that_may_be_two_is_asked_for_with_both",
    ),
    Break(
        "said: the date of one day settles no other that may be two",
        DAYS,
        "    return {**found, **left[0]} if left else found\n",
        "    return {**found, **left[0]} if left and len(left) == len(eithers) else found\n",
        T_DAYS + "two_days_that_may_both_be_two_are_not_settled_by_the_date_of_one",
    ),
    Break(
        "said: the eve of the Sabbath is a Friday",
        DAY_WORDS,
        '**{(eve, "שבת"): (4,) for',
        '**{(eve, "שבת"): (5,) for',
        T_DAYS + "the_evenings_before_and_after_the_sabbath_are_a_friday_and_a_saturday",
    ),
    Break(
        "said: a feast is no day that is over",
        DAYS,
        "if (on := date(year, month, day)) >= today)",
        "if (on := date(year, month, day)))",
        T_DAYS + "a_feast_is_the_coming_one",
    ),
    Break(
        "said: who is called Silvester is a guest",
        DAYS,
        "if feast and feast[0] in own.also_names and",
        "if False and",
        T_DAYS + "a_guest_who_is_called_as_a_feast_is_a_guest",
    ),
    Break(
        "said: lundi en huit is not the coming Monday",
        LITTLE,
        "tuple(spelled[n + 1 : n + 3]) in _EN_HUIT",
        "False",
        T_WEEK,
    ),
    Break(
        "said: Monday week is not the coming Monday",
        LITTLE,
        "    _leave_weeks(words, spelled)\n",
        "",
        T_WEEK,
    ),
    Break(
        "said: a day that is not known is no other day",
        DAYS,
        "        if not days:\n            said[-1].part = None\n",
        "",
        T_DAYS + "a_day_that_is_not_known_is_no_other_day_and_no_name",
    ),
    Break(
        "said: le 5 is no party of five",
        DATES,
        "_is_of_a_month(words, n, language):",
        "False:",
        T_DAYS + "a_day_that_is_not_known_is_no_other_day_and_no_name",
    ),
    Break(
        "said: a Hebrew letter before a number may be no Monday",
        DAYS,
        "if word.bare == own.at and",
        "if False and",
        T_DAYS + "a_day_that_is_not_known_is_no_other_day_and_no_name",
    ),
    Break(
        "said: two children are not all of the party",
        COUNTS,
        "            length = self._length_of_some(texts[n:])\n",
        "            length = 0\n",
        T_COUNTS + "what_does_not_say_how_many_guests_there_are_is_asked",
    ),
    Break(
        "said: four people of twenty four are not all of the party",
        COUNTS,
        "return self._before in self._own.numbers or self._before in self._own.joints",
        "return False",
        T_COUNTS + "what_does_not_say_how_many_guests_there_are_is_asked",
    ),
    Break(
        "said: a four without a word beside it is no name where a table is asked for",
        TYPED,
        "    _leave_numbers(words, language)\n",
        "",
        T_COUNTS + "what_does_not_say_how_many_guests_there_are_is_asked",
    ),
    Break(
        "said: who is called Four Seasons is found by it",
        TYPED,
        'is_asked = any(word.part in ("hour", "day") for word in words)',
        "is_asked = True",
        T_COUNTS + "who_is_called_as_a_number_is_found_by_it",
    ),
    Break(
        "said: who is called Six is a guest beside the party",
        TYPED,
        'if not is_asked or any(word.part == "party" for word in words):',
        "if not is_asked:",
        T_COUNTS + "a_guest_who_is_called_as_a_number_is_a_guest",
    ),
    Break(
        "said: à quatre beside an hour is for four",
        TYPED,
        "        if word.may_be_size and has_another:\n",
        "        if False:\n",
        T_COUNTS + "a_party_is_said_in_words",
    ),
    Break(
        "said: halb acht is no full hour, and half an hour before eight",
        COUNTS,
        "        minutes = own.offsets.get(offset, 0)\n",
        "        minutes = 0\n",
        T_COUNTS + "a_time_that_is_no_full_hour_is_said_to_be_none",
    ),
    Break(
        "said: 20 Uhr 30 is no full hour",
        COUNTS,
        "if is_time and figures and figures[0] in _QUARTERS and not is_phone:",
        "if False:",
        T_COUNTS + "a_time_that_is_no_full_hour_is_said_to_be_none",
    ),
    Break(
        "said: a number behind the hour is no minutes",
        COUNTS,
        "in _QUARTERS and not is_phone:",
        "in _QUARTERS:",
        T_COUNTS + "a_number_behind_the_hour_is_no_minutes",
    ),
    Break(
        "said: five past eight is no five",
        COUNTS,
        "minutes == 0 and self._is_before_tick():",
        "False:",
        T_COUNTS + "what_is_no_one_hour_is_not_understood",
    ),
    Break(
        "said: eleven in two Hebrew words is no one",
        COUNTS,
        "        if self._goes_on():\n",
        "        if False:\n",
        T_COUNTS + "what_is_no_one_hour_is_not_understood",
    ),
    Break(
        "said: noon is an hour beside a party",
        TIMES,
        "elif is_asked and not is_hour_said:",
        "elif False:",
        T_TIMES + "noon_is_an_hour_beside_a_party_or_a_day",
    ),
    Break(
        "said: behind another hour noon is a name",
        TIMES,
        "elif is_asked and not is_hour_said:",
        "elif is_asked:",
        T_TIMES + "where_an_hour_is_said_or_nothing_is_asked_for_noon_is_a_name",
    ),
    Break(
        "said: noon is not midnight",
        COUNTS,
        "word.is_settled = number % NOON == 0",
        "word.is_settled = False",
        T_COUNTS + "an_hour_is_said_in_words",
    ),
    Break(
        "said: from eight to nine is no name",
        COUNTS,
        "            or self._hours()\n",
        "",
        T_COUNTS + "what_is_no_one_hour_is_not_understood",
    ),
    Break(
        "said: 8ish is no name",
        TYPED,
        "if not is_number and _LIKE_A_NUMBER.fullmatch(word.bare):",
        "if False:",
        T_COUNTS + "what_is_no_one_hour_is_not_understood",
    ),
    Break(
        "said: in 20 minutes is no hour",
        COUNTS,
        "            if is_number and (unit in own.lasting or is_within):\n",
        "            if False:\n",
        T_COUNTS + "what_is_no_one_hour_is_not_understood",
    ),
    Break(
        "said: le lundi 5 is no party of five",
        DATES,
        "        before = words[max(0, n - 2) : n - 1]\n",
        "        pass\n",
        T_DAYS + "the_day_of_a_month_behind_its_weekday_is_no_party",
    ),
]
