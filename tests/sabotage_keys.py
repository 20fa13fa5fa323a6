"""The promises of the keys, and where each of them can be broken."""

from tests.sabotage_book import Break, Edit

KEYS, RULES = "resv_desktop/qt/keys.py", "resv_desktop/qt/key_rules.py"
DAY_WINDOW, LINE = "resv_desktop/qt/day_window.py", "resv_desktop/qt/command_line.py"

PAGE, ACTS = "resv_desktop/qt/keys_page.py", "resv_desktop/qt/settings_acts.py"
DIALOG, CHOICE = "resv_desktop/qt/settings_dialog.py", "resv_desktop/qt/widgets/choice.py"

T_TAB = "tests/qt/test_tab_order.py::test_"
T_PAGE = "tests/qt/test_keys_page.py::test_"
T_SETTINGS = "tests/qt/test_settings_dialog.py::test_"
T_KEYS, T_HELP = "tests/qt/test_keys.py::test_", "tests/qt/test_help_dialog.py::test_"

BREAKS_OF_THE_KEYS = [
    Break(
        "keys: one that is held down takes back one act",
        KEYS,
        "        self.setAutoRepeat(False)  # a key held down",
        "        self.setAutoRepeat(True)  # a key held down",
        "tests/qt/test_hebrew_keys.py::test_a_key_that_is_held_down_takes_back_one_act",
    ),
    Break(
        "keys: what is typed before the lists are there gives the keys to a list",
        "resv_desktop/qt/day_view.py",
        "        self.keys.pass_on()",
        "        pass",
        "tests/qt/test_list_focus.py::"
        "test_a_line_begun_before_the_lists_were_there_gives_the_keys_to_a_list",
    ),
    Break(
        "keys: on a Hebrew keyboard Ctrl+W is where W stands",
        "resv_desktop/qt/free_keys.py",
        "return press_unfound(self._keys, event, self._window)",
        "return False",
        "tests/qt/test_hebrew_keys.py::test_ctrl_and_the_key_of_w_open_the_waitlist",
    ),
    Break(
        "keys: the sign is where W stands, and a name stays a name",
        "resv_desktop/qt/command_line.py",
        'name == "sign" and self.keys.is_on_key(name, event)',
        "False",
        "tests/qt/test_hebrew_keys.py::test_the_key_of_w_is_the_sign_behind_a_number_only",
    ),
    Break(
        "keys: a sign is only a letter where the letter stands",
        "resv_desktop/qt/hebrew_keys.py",
        "if event.nativeScanCode() == place + _offset() else",
        "if place else",
        "tests/qt/test_hebrew_keys.py::test_with_ctrl_the_latin_letter_on_the_key_counts",
    ),
    Break(
        "keys: one that has no name is not taken for an act",
        PAGE,
        " or not is_key(key):",
        ":",
        T_PAGE + "a_key_that_has_no_name_is_not_taken_and_another_one_is_waited_for",
    ),
    Break(
        "keys: a letter without a capital is one letter",
        RULES,
        "return upper if len(upper) == len(text) else text",
        "return upper",
        T_PAGE + "the_letter_that_has_no_capital_is_refused_as_others_are",
    ),
    Break(
        "settings: two choices in one moment ask for one new window",
        ACTS,
        "if self._is_stale and dialog.isVisible():",
        "if dialog:",
        T_SETTINGS + "two_choices_in_one_moment_ask_for_one_new_window",
        (Edit(ACTS, "        self._is_stale = False\n        if", "        if"),),
    ),
    Break(
        "settings: arrows go on to what is meant before the window is made anew",
        CHOICE,
        "        if self._is_stepping:\n",
        "        if False:\n",
        T_SETTINGS + "arrows_go_on_to_the_language_that_is_meant_before_the_window_is_made_anew",
    ),
    Break(
        "settings: a name that is typed right after the arrows is not cut off",
        CHOICE,
        "is_typing = isinstance(at, QLineEdit) and at.isModified()",
        "is_typing = False",
        T_SETTINGS + "a_name_that_is_typed_right_after_the_arrows_is_not_cut_off",
    ),
    Break(
        "settings: a list that is opened right after the arrows of another stays open",
        CHOICE,
        "if QApplication.activePopupWidget() is not None or",
        "if self.view().isVisible() or",
        T_SETTINGS + "another_list_that_was_opened_right_after_the_arrows_stays_open",
    ),
    Break(
        "settings: who leaves them at once has what was chosen",
        ACTS,
        "            QTimer.singleShot(0, self, self._renew_still)\n",
        "            pass\n",
        T_SETTINGS + "who_goes_on_from_a_choice_need_not_wait",
    ),
    Break(
        "settings: they are not there again where the host has gone on",
        ACTS,
        "if not name or window is None or window.acts.is_open:",
        "if window is None:",
        T_SETTINGS + "settings_are_not_there_again_where_the_host_has_gone_on",
    ),
    Break(
        "keys: an open window follows another key at once",
        KEYS,
        "        self.setKeys(self._keys.sequences(self.name))\n",
        "        self.setKeys(self.keys() or self._keys.sequences(self.name))\n",
        T_KEYS + "an_open_window_follows_another_key_at_once",
    ),
    Break(
        "keys: no file of rubbish takes a key from another act",
        RULES,
        "        good = {name: keys for name, keys in good.items() if name not in clashing}\n",
        "        break\n",
        T_KEYS + "keys_that_make_no_sense_leave_the_usual_ones",
    ),
    Break(
        "keys: without single keys a digit begins no line",
        "resv_desktop/qt/free_keys.py",
        "self._keys.has_single_keys and not event.modifiers()",
        "not event.modifiers()",
        T_KEYS + "without_single_keys_a_digit_begins_no_line",
    ),
    Break(
        "keys: the line takes the acts at the door with the keys that were chosen",
        LINE,
        "return is_on_key or self.keys.matches(name, event)",
        "return event.key() in (Qt.Key.Key_N, Qt.Key.Key_Delete)",
        T_KEYS + "the_line_takes_the_acts_at_the_door_with_the_keys_that_were_chosen",
    ),
    Break(
        "keys: the help shows the keys that were chosen",
        "resv_desktop/qt/help_dialog.py",
        "keys = self._keys.turned(act.name)",
        "keys = act.keys",
        T_HELP + "it_shows_the_keys_that_were_chosen",
    ),
    Break(
        "settings: another name of the station stands in the journal",
        DAY_WINDOW,
        "        self._controller.station = name\n",
        "",
        T_SETTINGS + "another_name_of_the_station_stands_in_the_journal_and_in_the_window",
    ),
    Break(
        "settings: Escape gives a half typed name up",
        DIALOG,
        "            line.setText(getattr(self._settings, name))\n        super",
        "        super",
        T_SETTINGS + "escape_leaves_a_name_that_is_half_typed_as_it_was",
    ),
    Break(
        "settings: the dialog is there again in the new window",
        ACTS,
        "            QTimer.singleShot(0, self, self._open_again)\n",
        "            pass\n",
        T_SETTINGS + "what_changes_words_or_measures_asks_for_a_new_window",
    ),
    Break(
        "settings: a number that is no text size is the usual one",
        "resv_desktop/settings.py",
        "type(value) is type(choice) and value == choice",
        "value == choice",
        "tests/test_settings.py::test_each_choice_of_the_dialog_that_is_rubbish_is_the_usual_one",
    ),
    Break(
        "keys: a key of another act is refused",
        PAGE,
        "        elif rival is not None:\n",
        "        elif False:\n",
        T_PAGE + "a_key_of_another_act_is_refused_and_can_be_swapped",
    ),
    Break(
        "keys: a key that types is refused",
        PAGE,
        "        elif belongs_elsewhere(act, key):\n",
        "        elif False:\n",
        T_PAGE + "a_key_that_types_or_goes_through_lists_is_refused",
    ),
    Break(
        "keys: Escape ends the catching and changes nothing",
        PAGE,
        "        if event.key() == Qt.Key.Key_Escape:\n            self.left",
        "        if not event.key():\n            self.left",
        T_PAGE + "escape_and_tab_end_the_catching_and_change_nothing",
    ),
    Break(
        "tab: nothing without a name and a ring takes the keys",
        "resv_desktop/qt/day_columns.py",
        "        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)  # Tab goes from panel to panel\n",
        "",
        T_TAB + "tab_goes_through_the_main_window_as_it_is_read",
    ),
    Break(
        "tab: every part of the day picker is reached",
        "resv_desktop/qt/widgets/day_picker.py",
        '        self.setAccessibleName(self.tr("Day"))\n',
        '        self.setAccessibleName(self.tr("Day"))\n        self.setFocusProxy(self.later)\n',
        T_TAB + "tab_goes_through_the_main_window_as_it_is_read",
    ),
    Break(
        "tab: who is due comes before what is picked",
        "resv_desktop/qt/due_strip.py",
        "            QWidget.setTabOrder(before, row)\n",
        "            if place:\n                QWidget.setTabOrder(before, row)\n",
        T_TAB + "tab_goes_through_the_main_window_as_it_is_read",
    ),
    Break(
        "tab: a list lets the keys go on",
        "resv_desktop/qt/slot_list.py",
        "        self.setTabKeyNavigation(False)\n",
        "        self.setTabKeyNavigation(True)\n",
        T_TAB + "tab_goes_through_the_main_window_as_it_is_read",
    ),
    Break(
        "clock: the set-up says hours by the clock that was chosen",
        "resv_desktop/qt/setup/amounts.py",
        "words.hour_of_day(hours.opens), ",
        'f"{hours.opens:02d}:00", ',
        "tests/qt/setup/test_amounts.py::test_hours_are_said_by_the_clock_that_was_chosen",
    ),
    Break(
        "keys: the README names every key and no other",
        "resv_desktop/qt/key_acts.py",
        '"Ctrl+T"',
        '"Ctrl+D"',
        "tests/qt/test_keys_in_the_readme.py::test_the_readme_names_every_key_and_no_other",
    ),
    Break(
        "settings: the last choice is kept whichever worker is first",
        "resv_desktop/qt/choices.py",
        "        self._tasks.run(self, self._save, ",
        "        chosen = Choices(self._tasks, self.settings, self._path, self)\n"
        "        self._tasks.run(self, chosen._save, ",
        "tests/qt/test_choices.py::test_the_last_choice_is_kept_whichever_worker_is_first",
    ),
    Break(
        "settings: what no worker came to is kept when the program ends",
        "resv_desktop/qt/choices.py",
        "        if self._saved != self.settings:\n",
        "        if self._path is None:\n",
        "tests/qt/test_choices.py::test_what_no_worker_came_to_is_kept_when_the_program_ends",
    ),
]
