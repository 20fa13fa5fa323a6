"""The promises of the keys on the screen, and where each of them can be broken."""

from tests.sabotage_book import Break

KEYS, KEY = "resv_desktop/qt/touch_keys/touch_keys.py", "resv_desktop/qt/touch_keys/touch_key.py"
PANEL = "resv_desktop/qt/touch_keys/touch_panel.py"
T_TOUCH = "tests/qt/touch_keys/test_touch_keys.py::test_"
T_DOCK = "tests/qt/touch_keys/test_dock.py::test_"

BREAKS_OF_TOUCH = [
    Break(
        "touch keys: the program has them",
        "resv_desktop/qt/app.py",
        "lambda: self._choices.settings.touch_keys",
        "lambda: False",
        T_DOCK + "the_program_has_them",
    ),
    Break(
        "touch keys: they never come where that was chosen",
        "resv_desktop/qt/app.py",
        "lambda: self._choices.settings.touch_keys",
        "lambda: True",
        T_DOCK + "where_that_was_chosen_they_never_come",
    ),
    Break(
        "touch keys: who has mouse and keyboard never sees them",
        KEYS,
        "        return self._is_by_finger and not self._has_keyboard and",
        "        return",
        T_TOUCH + "who_has_mouse_and_keyboard_never_sees_them",
    ),
    Break(
        "touch keys: they come once the finger is lifted",
        KEYS,
        "        if self._is_down:\n            return\n",
        "",
        T_TOUCH + "a_tap_brings_them_once_the_finger_is_lifted",
    ),
    Break(
        "touch keys: a touch that the system takes away leaves none down",
        KEYS,
        "it has no points\n            self._is_down = False\n",
        "it has no points\n",
        T_TOUCH + "a_touch_that_the_system_takes_away_brings_none_and_leaves_none_down",
    ),
    Break(
        "touch keys: where a keyboard was used only a tap on the field brings them",
        KEYS,
        "        self._has_keyboard = True\n",
        "",
        T_TOUCH + "where_a_keyboard_was_used_only_a_tap_on_the_field_brings_them",
    ),
    Break(
        "touch keys: a real key sends them away",
        KEYS,
        "        self._is_by_finger = False\n        self._hide()\n",
        "        self._is_by_finger = False\n",
        T_TOUCH + "a_real_key_sends_them_away_and_is_typed",
    ),
    Break(
        "touch keys: where the system shows its own they stay away",
        KEYS,
        " or self._system.isVisible()",
        "",
        T_TOUCH + "where_the_system_shows_keys_of_its_own_they_stay_away",
    ),
    Break(
        "touch keys: their own key hides them",
        KEYS,
        "        self._sent_away, self._tapped = self._field, None  #",
        "        self._sent_away, self._tapped = None, None  #",
        T_TOUCH + "their_own_key_hides_them_until_a_field_is_tapped_again",
    ),
    Break(
        "touch keys: a finger that stays types once",
        KEY,
        '        if place.act == "back":\n            self.setAutoRepeat',
        "        if place.act != 'hide':\n            self.setAutoRepeat",
        T_TOUCH + "a_finger_that_stays_types_once_and_backspace_goes_on",
    ),
    Break(
        "touch keys: of two fingers none is lost",
        KEY,
        "        self.setAttribute(Qt.WidgetAttribute.WA_AcceptTouchEvents)\n",
        "",
        T_TOUCH + "two_fingers_that_overlap_lose_no_letter",
    ),
    Break(
        "touch keys: another language has other letters",
        KEYS,
        "if isValid(panel) and panel.language == language:",
        "if isValid(panel):",
        T_TOUCH + "another_language_brings_other_letters",
    ),
    Break(
        "touch keys: what comes back under the key that hides them is not tapped",
        KEYS,
        "self._tapped = self._field, None  #",
        "_ = self._field, None  #",
        T_DOCK + "a_dialog_shows_the_field_its_message_and_its_act_above_them",
    ),
    Break(
        "touch keys: they stay while a dialog saves",
        KEYS,
        "            self._resting.start()\n",
        "            self._hide()\n",
        T_DOCK + "they_stay_while_a_dialog_saves_and_gives_the_field_back",
    ),
    Break(
        "touch keys: the answer of the line ends above them",
        "resv_desktop/qt/command_panel.py",
        "parent.contentsRect()",
        "parent.rect()",
        T_DOCK + "an_answer_of_the_line_ends_above_them",
    ),
    Break(
        "touch keys: in Hebrew one key changes to Latin letters",
        PANEL,
        "self._own if self._letters != self._own else _LATIN",
        "self._own",
        T_TOUCH + "in_hebrew_they_type_hebrew_and_one_key_changes_to_latin_and_back",
    ),
]
