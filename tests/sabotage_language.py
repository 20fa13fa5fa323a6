"""The promises of the languages, and where each of them can be broken."""

from tests.sabotage_book import Break

WORDS, LANGUAGE = "resv_desktop/qt/words.py", "resv_desktop/qt/language.py"
FRENCH = "resources/translations/resv_desktop_fr.ts"
T_WORDS, T_LANGUAGE = "tests/qt/test_words.py::test_", "tests/qt/test_language.py::test_"
T_TRANSLATIONS = "tests/qt/test_translations.py::test_"
TYPED = "resv_desktop/domain/typed_line.py"
LITTLE = "resv_desktop/domain/typed_little_words.py"
T_COUNTS = "tests/domain/test_typed_counts.py::test_"
T_DAY_SAID = T_COUNTS + "a_day_is_said_as_at_home_and_nothing_of_it_is_a_name"
T_HOURS = (
    "tests/qt/widgets/test_hours_row.py::"
    "test_a_closing_hour_on_the_next_day_is_said_whole_in_large_words"
)

BREAKS_OF_THE_LANGUAGES = [
    Break(
        "language: undo is called so in every sentence",
        "resources/translations/resv_desktop_de.ts",
        "<source>Undone: {sentence}.",
        "<source>Taken back: {sentence}.",
        T_TRANSLATIONS + "undo_is_called_so_in_every_sentence",
    ),
    Break(
        "language: German has one word behind an hour of the half day",
        LANGUAGE,
        '.replace("} Uhr", "}")',
        "",
        T_TRANSLATIONS + "a_refusal_is_said_in_the_hosts_language",
    ),
    Break(
        "language: a line that begins in a name is read in the direction of the whole",
        "resv_desktop/qt/widgets/text_lines.py",
        "    return _in_direction(lines, text)\n",
        "    return lines\n",
        "tests/qt/widgets/test_text_lines.py::test_"
        "a_line_that_begins_in_a_name_of_the_other_direction_is_read_in_that_of_the_whole",
    ),
    Break(
        "language: an emoji breaks no word behind it",
        "resv_desktop/qt/widgets/text_lines.py",
        "        starts.append(letters_before(text, line.textStart()))\n",
        "        starts.append(line.textStart())\n",
        "tests/qt/widgets/test_text_lines.py::test_an_emoji_breaks_no_word_behind_it",
    ),
    Break(
        "language: an emoji in the name of a house breaks no word of the set-up behind it",
        "resv_desktop/qt/setup/wrapped_lines.py",
        "            start = letters_before(self.text(), line.textStart())\n",
        "            start = line.textStart()\n",
        "tests/qt/setup/test_wrapped_lines.py::test_an_emoji_breaks_no_word_behind_it",
    ),
    Break(
        "language: what is half typed is there in the other one",
        "resv_desktop/qt/window_change.py",
        "        window.desk.begin(typed)\n\n",
        "        pass\n\n",
        "tests/qt/test_app_choices.py::"
        "test_what_is_half_typed_is_there_in_the_other_language_and_what_is_done_with_is_not",
    ),
    Break(
        "language: the one that is spoken already changes nothing",
        "resv_desktop/qt/app.py",
        "        if language != spoken():\n",
        "        if language:\n",
        "tests/qt/test_app_choices.py::test_the_language_that_is_spoken_already_changes_nothing",
    ),
    Break(
        "lists: a day that was brought up to date before its turn stays where it is later",
        "resv_desktop/qt/day_view.py",
        "            self._show_all()\n        self._go_to_top()\n\n    def _show_all",
        "            self._show_all()\n\n    def _show_all",
        "tests/qt/test_day_view.py::"
        "test_a_day_that_was_brought_up_to_date_before_its_turn_stays_where_it_is_later",
    ),
    Break(
        "languages: a Latin name over two lines keeps its hyphen at the end among Hebrew words",
        "resv_desktop/qt/widgets/title_lines.py",
        "painter.drawText(at, words.line_apart(line))",
        "painter.drawText(at, line)",
        "tests/qt/widgets/test_title_lines.py::test_"
        "a_latin_line_from_the_right_keeps_the_hyphen_at_its_end",
    ),
    Break(
        "languages: the heads of the day sheet have room in each",
        "resv_desktop/qt/sheet/pages.py",
        "(16 * MM, 21 * MM,",
        "(16 * MM, 13 * MM,",
        "tests/qt/sheet/test_pages.py::test_the_head_of_a_column_is_one_line_in_every_language",
    ),
    Break(
        "languages: Enter is called in French as sentences call it",
        "resv_desktop/qt/keys.py",
        '.replace(_native("Return"), enter)',
        '.replace("Return", enter)',
        "tests/qt/test_keys.py::test_a_key_is_called_as_sentences_call_it_in_every_language",
    ),
    Break(
        "languages: Ctrl turns no Hebrew sentence round",
        "resv_desktop/qt/keys.py",
        "return without_marks(_native(key)",
        "return (_native(key)",
        "tests/qt/test_keys.py::test_a_key_is_called_as_sentences_call_it_in_every_language",
    ),
    Break(
        "languages: a folder stays whole among Hebrew words",
        WORDS,
        "isinstance(value, str | PurePath)",
        "isinstance(value, str)",
        "tests/qt/test_words.py::test_a_folder_keeps_together_among_hebrew_words",
    ),
    Break(
        "languages: words that begin at the top begin at the right in Hebrew",
        "resv_desktop/qt/widgets/label.py",
        "0.0 if is_at_top else",
        "",
        "tests/qt/widgets/test_label.py::test_words_that_begin_at_the_top_do_so_in_both_directions",
    ),
    Break(
        "languages: a key stays whole among Hebrew words",
        "resv_desktop/qt/keys.py",
        "key=apart(key))",
        "key=key)",
        "tests/qt/test_keys.py::test_a_key_stays_whole_in_words_that_run_from_the_right",
    ),
    Break(
        "languages: the restaurant's number stays whole among Hebrew words as it is set up",
        "resv_desktop/qt/setup/name_page.py",
        "shown = words.phone(phone.e164, None)",
        'shown = words.phone(phone.e164, None).strip("\\u2068\\u2069")',
        "tests/qt/setup/test_name_page.py::"
        "test_the_number_stays_whole_among_words_that_run_from_the_right",
    ),
    Break(
        "languages: it stays whole where its country tells the clock",
        "resv_desktop/qt/setup/zone_page.py",
        "shown = words.phone(self._phone, None)",
        'shown = words.phone(self._phone, None).strip("\\u2068\\u2069")',
        "tests/qt/setup/test_zone_page.py::"
        "test_the_number_stays_whole_among_words_that_run_from_the_right",
    ),
    Break(
        "a refusal is said in the host's language",
        WORDS,
        "template = translate(_CONTEXT, what.template)",
        "template = what.template",
        T_TRANSLATIONS + "a_refusal_is_said_in_the_hosts_language",
    ),
    Break(
        "every text of the program is with the translators",
        "resv_desktop/qt/house_menu.py",
        'self.tr("Language")',
        'self.tr("Tongue")',
        T_TRANSLATIONS + "the_translators_have_every_text_of_the_program_and_no_other",
    ),
    Break(
        "every sentence of a rule is with the translators",
        "resv_desktop/controller/place.py",
        '"Table {table} at {hour} on {day} is already taken."',
        '"Table {table} at {hour} on {day} is taken already."',
        T_TRANSLATIONS + "the_translators_have_every_text_of_the_program_and_no_other",
    ),
    Break(
        "what is loaded is made of what was translated",
        FRENCH,
        "<translation>Quitter</translation>",
        "<translation>Partir</translation>",
        T_TRANSLATIONS + "what_the_program_loads_is_made_of_the_translators_files",
    ),
    Break(
        "language: a French sign stays on the line of its word",
        FRENCH,
        "<translation>Ensuite&#xa0;: horaires</translation>",
        "<translation>Ensuite : horaires</translation>",
        T_TRANSLATIONS + "no_french_sign_is_parted_from_its_word_at_the_end_of_a_line",
    ),
    Break(
        "a translation names what the English names",
        FRENCH,
        "<translation>Table {table}, {day}</translation>",
        "<translation>Table {day}</translation>",
        T_TRANSLATIONS + "each_translation_names_what_the_english_names",
    ),
    Break(
        "a name stays whole among words of the other direction",
        WORDS,
        'return f"{_ISOLATE}{text}{_POP}"',
        "return text",
        T_WORDS + "a_name_stays_whole_among_words_of_the_other_direction",
    ),
    Break(
        "the clock that is chosen is also that of hours said before",
        WORDS,
        "    _hour.cache_clear()\n",
        "",
        T_WORDS + "an_hour_that_was_said_before_is_said_anew_by_another_clock",
    ),
    Break(
        "languages: what is said to tell guests from hours is no part of a name",
        "resv_desktop/domain/typed_counts.py",
        "own = COUNT_WORDS.get(language, ENGLISH)",
        "own = COUNT_WORDS.get(line, ENGLISH)",
        "tests/domain/test_typed_counts.py::test_what_a_number_counts_is_said_as_at_home",
    ),
    Break(
        "languages: the little words before a day are no part of a name",
        LITTLE,
        "    before = _ENGLISH_BEFORE | _BEFORE.get(language, frozenset())\n",
        "    before = frozenset[str]()\n",
        T_DAY_SAID,
    ),
    Break(
        "languages: what is said of an hour in the evening is no part of a name",
        LITTLE,
        'if word.part == "name" and spelled[n] in SAID_OF_HOURS:',
        "if False:",
        T_DAY_SAID,
    ),
    Break(
        "languages: an evening in two words is no part of a name",
        LITTLE,
        "            if is_free and tuple(spelled[n : n + length]) in PHRASES:\n",
        "            if False:\n",
        T_DAY_SAID,
    ),
    Break(
        "languages: a German am before the evening is no morning",
        "resv_desktop/domain/typed_counts.py",
        "|nacht|abend|",
        "|nacht|",
        T_COUNTS + "eight_on_a_german_evening_is_no_morning",
    ),
    Break(
        "languages: a short weekday behind am is no name",
        "resv_desktop/domain/typed_day_words.py",
        '            intros=("am", "diesen", "kommenden"),\n',
        "",
        "tests/domain/test_typed_days.py::test_the_days_are_called_as_at_home",
    ),
    Break(
        "languages: a short weekday behind le and before its date is no name",
        "resv_desktop/domain/typed_days.py",
        " + own.date_intros * is_of_date",
        "",
        "tests/domain/test_typed_days.py::test_the_days_are_called_as_at_home",
    ),
    Break(
        "languages: the day after tomorrow is not tomorrow",
        "resv_desktop/domain/typed_days.py",
        "for more in (_phrase, _eve, _feast):",
        "for more in (_eve, _feast):",
        T_DAY_SAID,
    ),
    Break(
        "languages: the 16th of March is a date",
        "resv_desktop/domain/typed_dates.py",
        "    before = n - 2 if n > 1 and",
        "    before = n - 2 if False and",
        T_DAY_SAID,
    ),
    Break(
        "languages: a short weekday before its date is no name where a little word stands between",
        TYPED,
        "    take_little_words(words, language)  # what",
        "    # what",
        T_DAY_SAID,
    ),
    Break(
        "languages: a guest who is called as a month takes no party along",
        TYPED,
        "    take_prefixes(words, language, are_dates_read=True)\n",
        "",
        T_COUNTS + "a_guest_who_is_called_as_a_month_takes_no_party_and_no_hour_along",
    ),
    Break(
        "languages: a weekday of next week is not taken for the coming one",
        LITTLE,
        "        elif spelled[n] in _NEXT and",
        "        elif False and",
        T_COUNTS + "a_weekday_that_may_be_in_a_week_is_not_taken_for_the_coming_one",
    ),
    Break(
        "languages: a weekday that may be in a week is not taken for the coming one",
        LITTLE,
        'in _NEXT_BEHIND and (day.part == "day"',
        'in () and (day.part == "day"',
        T_COUNTS + "a_weekday_that_may_be_in_a_week_is_not_taken_for_the_coming_one",
    ),
    Break(
        "languages: a German evening is in one word with its day",
        "resv_desktop/domain/typed_day_words.py",
        "for part in _PARTS",
        'for part in ("",)',
        T_DAY_SAID,
    ),
    Break(
        "languages: a Hebrew letter is told by its own hyphen as well",
        "resv_desktop/domain/typed_dates.py",
        're.compile(r"([בל])[-־]?',
        're.compile(r"([בל])-?',
        T_DAY_SAID,
    ),
    Break(
        "languages: a Hebrew letter before a number tells hours from guests",
        "resv_desktop/domain/typed_line.py",
        "    take_prefixes(words, language)\n",
        "",
        "tests/domain/test_typed_counts.py::test_a_hebrew_letter_before_a_number_tells_what_it_"
        "counts_unless_a_month_follows",
    ),
    Break(
        "languages: more guests than a party has are told",
        "resv_desktop/domain/typed_words.py",
        'word.part, word.size = "unclear", number',
        'word.part = "unclear"',
        "tests/domain/test_typed_counts.py"
        "::test_of_too_many_guests_it_is_said_how_many_there_can_be",
    ),
    Break(
        "languages: the name of the program behind the titles is in the language",
        LANGUAGE,
        'QCoreApplication.translate("App", "Reservations")',
        '"Reservations"',
        T_LANGUAGE + "behind_the_title_of_a_window_the_program_is_named_in_the_language",
    ),
    Break(
        "languages: a pill that was painted before has the word of the language chosen since",
        "resv_desktop/qt/widgets/state_pill.py",
        'key = ("pill", state_word(state), state,',
        'key = ("pill", state,',
        "tests/qt/widgets/test_state_pill.py"
        "::test_in_another_language_it_is_painted_with_the_word_of_that_language",
    ),
    Break(
        "Hebrew turns the windows round",
        LANGUAGE,
        "app.setLayoutDirection(locale.textDirection())",
        "app.setLayoutDirection(locale.textDirection().LeftToRight)",
        T_LANGUAGE + "hebrew_turns_the_windows_round_and_german_turns_them_back",
    ),
    Break(
        "text size: a closing hour on the next day is said whole",
        "resv_desktop/qt/widgets/hours_row.py",
        "            row.addLayout(column)  #",
        "            row.addLayout(column, 1)  #",
        T_HOURS,
    ),
    Break(
        "text size: the two hours do not jump while another one is picked",
        "resv_desktop/qt/widgets/hours_row.py",
        "        self.closes.keep_room_for(",
        "        list(",
        T_HOURS,
    ),
    Break(
        "text size: no choice of a closure is cut",
        "resv_desktop/qt/house/closures_page.py",
        "            if look.text_scale > _LARGE_TEXT:\n",
        "            if False:\n",
        "tests/qt/house/test_closures_page.py::test_no_choice_of_it_is_cut_in_large_words[de]",
    ),
]
