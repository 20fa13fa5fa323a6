"""The promises of how days, hours and parties are said in the line as they are at home."""

from tests.sabotage_book import Break

DAYS, TIMES = "resv_desktop/domain/typed_days.py", "resv_desktop/domain/typed_times.py"
LITTLE = "resv_desktop/domain/typed_little_words.py"
DAY_WORDS = "resv_desktop/domain/typed_day_words.py"

T_DAYS, T_TIMES = (
    "tests/domain/test_typed_days.py::test_",
    "tests/domain/test_typed_times.py::test_",
)
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
]
