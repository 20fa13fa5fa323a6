"""The promises to a finger that swipes, stays or taps, and where each of them can be broken."""

from tests.sabotage_book import Break

FINGERS, SWIPE = "resv_desktop/qt/widgets/fingers.py", "resv_desktop/qt/widgets/swipe.py"
T_FINGERS = "tests/qt/widgets/test_fingers.py::test_"
T_SWIPES = "tests/qt/test_swipes.py::test_"
T_HELD = "tests/qt/test_timeline_by_finger.py::test_"

BREAKS_OF_THE_FINGERS = [
    Break(
        "swipe: it says of nobody in the strip that they came",
        FINGERS,
        "            touch.is_swipe, touch.is_tap = True, False\n",
        "            touch.is_tap = True\n",
        T_SWIPES + "a_finger_that_swipes_in_the_strip_of_who_is_due_says_of_nobody_that_they_came",
    ),
    Break(
        "swipe: it scrolls the free tables and picks none",
        FINGERS,
        "            self._swipe.follow(at, at_ms)\n",
        "            pass\n",
        T_SWIPES + "a_swipe_scrolls_a_list_and_picks_nothing_in_it",
    ),
    Break(
        "swipe: every window of the program hears of fingers",
        "resv_desktop/qt/app.py",
        "self._fingers = Fingers(qt, self)",
        "self._fingers = QObject(self)",
        T_FINGERS + "a_swipe_is_one_in_every_window_of_the_program",
    ),
    Break(
        "swipe: at the end of a list the page around it is scrolled",
        SWIPE,
        "if bar.value() < bar.maximum() if on else bar.value() > bar.minimum():",
        "if bar.maximum() > bar.minimum():",
        T_FINGERS + "a_swipe_scrolls_the_list_under_it_and_at_its_end_the_page_around",
    ),
    Break(
        "swipe: it goes as far as the finger, and not as many rows",
        SWIPE,
        "self._unit = step if step >= _LEAST_LINE else 1.0",
        "self._unit = 1.0",
        T_FINGERS + "a_swipe_in_a_list_that_counts_rows_goes_as_far_as_the_finger",
    ),
    Break(
        "swipe: what glides is halted by a finger that presses nothing",
        FINGERS,
        "held, is_tap=is_resting)",
        "held)",
        T_FINGERS + "what_was_pushed_glides_on_and_a_finger_that_halts_it_presses_nothing",
    ),
    Break(
        "swipe: where a list has gone under the finger the page around it is scrolled",
        SWIPE,
        "filter(shiboken6.isValid, areas)",
        "areas",
        T_FINGERS + "where_a_list_has_gone_under_the_finger_the_page_around_is_scrolled",
    ),
    Break(
        "swipe: a finger beside what glides presses",
        FINGERS,
        "not self._swipe.is_gliding_in(areas)",
        "not self._swipe.is_gliding",
        T_FINGERS + "a_finger_beside_what_glides_presses",
    ),
    Break(
        "swipe: a tap presses nothing that has only just come under the finger",
        FINGERS,
        "touch.is_missed = touch.is_tap and not touch.is_as_it_was()",
        "touch.is_missed = False",
        T_FINGERS + "a_row_that_came_under_the_finger_meanwhile_is_not_pressed",
    ),
    Break(
        "swipe: the second of two taps presses nothing that has only just come either",
        FINGERS,
        "        if self._was_missed:",
        "        if False:",
        T_FINGERS + "the_second_of_two_taps_is_not_for_what_came_under_the_first_either",
    ),
    Break(
        "swipe: the shortest one brings no keys on the screen",
        "resv_desktop/qt/touch_keys/touch_keys.py",
        "max(abs(way.x()), abs(way.y())) <= FAR",
        "way.manhattanLength() < 20",
        T_FINGERS + "the_shortest_swipe_over_a_field_that_has_the_keys_brings_none_on_the_screen",
    ),
    Break(
        "swipe: it brings no keys on the screen to a field that has had the keys",
        "resv_desktop/qt/touch_keys/touch_keys.py",
        "            self._is_down = True\n",
        "            self._is_by_finger = self._is_down = True\n",
        "tests/qt/touch_keys/test_touch_keys.py::test_nor_does_one_that_scrolls_while_a_field_has_the_keys",
    ),
    Break(
        "finger: one that trembles over an edge presses",
        FINGERS,
        "_at(touch.held[-1], event))",
        "event)",
        T_FINGERS + "a_finger_that_trembles_over_an_edge_presses_what_it_came_down_on",
    ),
    Break(
        "finger: two taps open a row",
        FINGERS,
        "            touch.held[-1] = touch.twice\n",
        "            pass\n",
        T_FINGERS + "two_taps_open_a_row",
    ),
    Break(
        "finger: one that taps and then stays opens nothing",
        FINGERS,
        "            self._touch.twice = QMouseEvent(event)\n",
        "            self._touch.held[-1:] = [QMouseEvent(event)]\n",
        T_HELD + "a_finger_that_taps_and_then_stays_takes_hold_and_opens_nothing",
    ),
    Break(
        "finger: one over which a dialog comes takes hold of nobody",
        FINGERS,
        " or QGuiApplication.modalWindow() is not self.dialog:",
        ":",
        T_HELD + "a_finger_over_which_a_dialog_comes_takes_hold_of_nobody",
    ),
    Break(
        "swipe: a finger that comes down scrolls no field into sight",
        FINGERS,
        "        area.viewport().setAttribute(Qt.WidgetAttribute.WA_AcceptTouchEvents, on=False)\n",
        "        pass\n",
        T_FINGERS + "what_is_swiped_over_is_neither_pressed_nor_picked_nor_given_the_keys",
    ),
    Break(
        "swipe: a choice that is open is scrolled and not closed by it",
        FINGERS,
        "if popup is not None and popup is not widget.window():",
        "if popup is not None:",
        T_FINGERS + "in_an_open_choice_a_swipe_scrolls_and_a_tap_chooses",
    ),
    Break(
        "swipe: a party goes only with a finger that was held on it",
        "resv_desktop/qt/timeline.py",
        "            press()\n            self._begin_drag()\n",
        "            pass\n",
        T_HELD + "a_party_that_a_finger_is_held_on_goes_with_it",
    ),
    Break(
        "swipe: who is carried is put down by none",
        FINGERS,
        "        self._touch = _Touch(window, at, areas, under, dialog, held, is_tap=is_resting)\n"
        "        self._hold.start()\n"
        "        return True\n",
        "        self._touch = _Touch(window, at, areas, under, dialog, held, is_tap=is_resting)\n"
        "        self._press()\n"
        "        return True\n",
        T_HELD + "who_is_carried_is_put_down_by_a_tap_and_by_no_swipe",
    ),
    Break(
        "finger: who is carried can be left there without a key",
        "resv_desktop/qt/picked_acts.py",
        'self._notice.say(says, leave, kind="hint", act=self._carry.drop)',
        'self._notice.say(says, kind="hint")',
        T_HELD + "who_is_carried_is_left_there_by_a_button",
    ),
]
