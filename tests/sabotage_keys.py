"""The promises of the keys, and where each of them can be broken."""

from tests.sabotage_book import Break

KEYS, RULES = "resv_desktop/qt/keys.py", "resv_desktop/qt/key_rules.py"
MAIN, LINE = "resv_desktop/qt/main_window.py", "resv_desktop/qt/command_line.py"

T_KEYS, T_HELP = "tests/qt/test_keys.py::test_", "tests/qt/test_help_dialog.py::test_"

BREAKS_OF_THE_KEYS = [
    Break(
        "keys: an open window follows another key at once",
        KEYS,
        "        self.setKeys(self._keys.sequences(self._name))\n",
        "        self.setKeys(self.keys() or self._keys.sequences(self._name))\n",
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
        MAIN,
        "if has_single and not beside",
        "if not beside",
        T_KEYS + "without_single_keys_a_digit_begins_no_line",
    ),
    Break(
        "keys: the line takes the acts at the door with the keys that were chosen",
        LINE,
        "if self._keys.matches(act, event)",
        "if event.key() in (Qt.Key.Key_N, Qt.Key.Key_Delete)",
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
        "keys: the README names every key and no other",
        "resv_desktop/qt/key_acts.py",
        '"Ctrl+T"',
        '"Ctrl+D"',
        "tests/qt/test_keys_in_the_readme.py::test_the_readme_names_every_key_and_no_other",
    ),
]
