"""The promises of the timeline, and where each of them can be broken."""

from tests.sabotage_book import Break

VIEW, GRID = "resv_desktop/qt/timeline_canvas.py", "resv_desktop/qt/timeline_grid.py"
MODEL, PAINTER = "resv_desktop/qt/timeline_model.py", "resv_desktop/qt/timeline_painter.py"
PANEL = "resv_desktop/qt/all_list.py"

T_PAINTER = "tests/qt/test_timeline_painter.py::test_"
T_CELLS = (
    "tests/qt/test_timeline_cells.py::"
    "test_a_name_leaves_room_for_the_party_and_an_allergy_always_stands"
)
T_TIMELINE = "tests/qt/test_timeline.py::test_"
T_CARRY = "tests/qt/test_timeline_carry.py::test_"
T_SCROLLED = "tests/qt/test_timeline_scrolled.py::test_"
T_WINDOW = "tests/qt/test_timeline_in_the_window.py::test_"

BREAKS_OF_THE_TIMELINE = [
    Break(
        "timeline: who is being moved stands out only where they would go",
        "resv_desktop/qt/timeline.py",
        "leaving=None if carry.aim is None else carry.origin,",
        "leaving=None,",
        T_PAINTER + "who_is_being_moved_stands_out_only_where_they_would_go",
    ),
    Break(
        "timeline: a long name leaves room for how many they are",
        PAINTER,
        "        need = min(whole, self._look.px(_LEAST_NAME))\n",
        "        need = whole\n",
        T_CELLS,
    ),
    Break(
        "timeline: of a bare number the last four digits stand",
        PAINTER,
        "        who = holder_in_short(row.table)\n",
        "        who = row.table.phone\n",
        "tests/qt/test_timeline_cells.py::"
        "test_a_party_without_a_name_is_told_from_others_by_the_last_four_digits",
    ),
    Break(
        "timeline: of a bare number none of the four digits is cut for a note or the party",
        PAINTER,
        "            need = whole  # four digits say nothing unless all are there\n",
        "            pass\n",
        "tests/qt/test_timeline_cells.py::"
        "test_a_party_without_a_name_is_told_from_others_by_the_last_four_digits",
    ),
    Break(
        "timeline: of a name its first letters always stand",
        PAINTER,
        "        end = self._paint_end(left, top, row, end, start + need)\n",
        "        end = self._paint_end(left, top, row, end, start)\n",
        T_CELLS,
    ),
    Break(
        "timeline: an allergy always has its mark",
        PAINTER,
        "        if reservation.allergy:\n",
        "        if reservation.allergy and spare >= mark:\n",
        T_CELLS,
    ),
    Break(
        "a note of one long word pushes nothing out of a dialog",
        "resv_desktop/qt/widgets/label.py",
        "max(_BREAKS.split(self._plain()), key",
        "max(self._plain().split(), key",
        "tests/qt/test_marks.py::test_a_note_of_one_long_word_leaves_change_in_the_dialog",
    ),
    Break(
        "a note of one long word pushes nothing out of what is picked",
        "resv_desktop/qt/details_panel.py",
        "value.setText(breakable(shown[number][1]))",
        "value.setText(shown[number][1])",
        "tests/qt/test_details_panel.py::"
        "test_a_name_and_a_note_of_one_long_word_push_nothing_out_of_the_panel",
    ),
    Break(
        "timeline: the arrows go on from what was picked elsewhere",
        "resv_desktop/qt/timeline.py",
        "        self._picking.show()  # the arrows go on from what was picked elsewhere\n",
        "",
        T_WINDOW + "the_arrows_go_on_from_what_was_picked_elsewhere",
    ),
    Break(
        "timeline: what is picked in a list is picked there",
        PANEL,
        "        self.timeline.mark(key)\n",
        "",
        T_WINDOW + "what_is_picked_in_a_list_is_picked_and_in_sight_in_the_timeline",
    ),
    Break(
        "timeline: one cell that changes is painted alone",
        MODEL,
        "if len(changed) > _MOST_STEPS:",
        "if changed:",
        T_TIMELINE + "one_cell_that_changes_is_painted_alone_and_all_else_stays",
    ),
    Break(
        "timeline: every cell is heard as one sentence",
        MODEL,
        "return spoken(cell) if role != _TOOLTIP else hint(cell) or None",
        "return cell.table.guest",
        T_PAINTER + "every_cell_is_heard_as_one_sentence",
    ),
    Break(
        "timeline: everything is mirrored, the bar of a state too",
        PAINTER,
        "lead = box.width() - _BAR if self._is_rtl else 0",
        "lead = 0",
        T_PAINTER + "the_timeline_is_mirrored",
    ),
    Break(
        "timeline: a party that is awaited has a clock",
        PAINTER,
        "    if row.late:\n",
        "    if row.late > 60:\n",
        T_PAINTER + "a_party_that_is_awaited_has_a_clock_and_an_allergy_a_sign",
    ),
    Break(
        "timeline: nothing painted outlives its theme",
        VIEW,
        "        self._painter.forget()\n",
        "",
        T_PAINTER + "a_changed_theme_paints_all_anew",
    ),
    Break(
        "timeline: what may have changed is grey",
        PAINTER,
        'ground = "doneBg" if self._is_grey else _GROUNDS[kind]',
        "ground = _GROUNDS[kind]",
        T_PAINTER + "each_state_has_its_own_ground_and_the_running_hour_its_tint",
    ),
    Break(
        "timeline: of two slots with one name the taken one is shown",
        GRID,
        "if there is None or there.table.is_free:",
        "if there is None or there:",
        "tests/qt/test_timeline_grid.py::test_of_two_slots_with_one_name_the_taken_one_is_shown",
    ),
    Break(
        "timeline: the last hour stays clear of the gutter",
        VIEW,
        "self.hours.length() - self.clear_of_gutter().width()",
        "self.hours.length() - self.viewport().width()",
        T_TIMELINE + "heads_stay_in_sight_while_cells_are_scrolled",
    ),
    Break(
        "timeline: a party can be put down only where there is room for it",
        "resv_desktop/qt/timeline_carry.py",
        "        and cell.table.capacity >= size\n",
        "",
        T_CARRY
        + "only_free_tables_that_are_large_enough_in_hours_that_are_not_over_can_have_a_party",
    ),
    Break(
        "timeline: a party that is dragged where it cannot be stays where it was",
        "resv_desktop/qt/timeline_carry.py",
        "aim = place if place in self.targets else None",
        "aim = place",
        T_CARRY + "a_party_that_is_dragged_elsewhere_stays_where_it_was",
    ),
    Break(
        "an unclear move that is asked for again is done once",
        "resv_desktop/qt/moving.py",
        "if wish != self._wish:",
        "if wish:",
        "tests/qt/test_moving.py::test_an_unclear_move_that_is_asked_for_again_is_done_once",
    ),
    Break(
        "timeline: the host finds it again at the next start",
        "resv_desktop/qt/app.py",
        "window.view.all.set_form(self._choices.settings.tables_form)",
        "pass",
        "tests/qt/test_app_choices.py::test_how_all_tables_are_shown_is_the_same_at_the_next_start",
    ),
    Break(
        "timeline: a press over which a dialog opens carries nobody once that has gone",
        "resv_desktop/qt/timeline.py",
        "        self._pressed_at = None  # what opens over it may get the end of the press\n",
        "",
        "tests/qt/test_timeline_by_mistake.py::"
        "test_a_press_over_which_a_dialog_opens_carries_nobody_once_that_has_gone",
    ),
    Break(
        "timeline: scrolled sideways, the gutter is not carried among the hours",
        VIEW,
        "self.viewport().update(gutter + gutter.translated(-dx if is_rtl else dx, dy))",
        "self.viewport().update(gutter)",
        T_SCROLLED + "what_is_scrolled_sideways_is_painted_as_if_it_had_never_been_elsewhere",
    ),
    Break(
        "timeline: scrolled back, no hour is carried into the gutter",
        VIEW,
        "self.viewport().update(gutter + gutter.translated(-dx if is_rtl else dx, dy))",
        "self.viewport().update(gutter.translated(-dx if is_rtl else dx, dy))",
        T_SCROLLED + "what_is_scrolled_sideways_is_painted_as_if_it_had_never_been_elsewhere",
    ),
    Break(
        "timeline: scrolled, the ring of the keys stays at the first cell in sight",
        "resv_desktop/qt/timeline.py",
        "            self.viewport().update()  # the ring stays at the first cell in sight\n",
        "            pass\n",
        T_SCROLLED + "what_is_scrolled_sideways_is_painted_as_if_it_had_never_been_elsewhere",
    ),
    Break(
        "timeline: a step sideways paints no hour that is painted already",
        VIEW,
        "inside = clear.height(), exposed.intersected(clear)",
        "inside = clear.height(), QRegion(exposed.boundingRect())",
        T_SCROLLED + "a_step_sideways_paints_no_more_than_what_comes_in_sight",
    ),
    Break(
        "timeline: the gutter is no cell",
        VIEW,
        "if clear.left() <= at.x() <= clear.right() else QModelIndex()",
        "",
        T_SCROLLED + "the_gutter_is_no_cell",
    ),
    Break(
        "timeline: a drag that begins on the gutter takes nobody along",
        "resv_desktop/qt/timeline.py",
        " and self.indexAt(self._pressed_at).isValid():",
        ":",
        T_SCROLLED + "a_drag_that_begins_on_the_gutter_takes_nobody_along",
    ),
    Break(
        "timeline: a drag that is held at an edge goes on to later hours",
        "resv_desktop/qt/timeline.py",
        "            self._edges.hold(at, self._pressed_at, self.clear_of_gutter())\n",
        "",
        T_SCROLLED + "a_drag_that_is_held_at_the_edge_reaches_hours_that_were_out_of_sight",
    ),
    Break(
        "timeline: as hours go on under a drag, the one under the pointer is aimed at",
        "resv_desktop/qt/edge_scroll.py",
        "        self.stepped.emit()\n",
        "",
        T_SCROLLED + "a_drag_that_is_held_at_the_edge_reaches_hours_that_were_out_of_sight",
    ),
    Break(
        "timeline: tables go on under a drag at the lower edge",
        "resv_desktop/qt/edge_scroll.py",
        "(self._view.verticalScrollBar(), down),",
        "(self._view.verticalScrollBar(), 0),",
        T_SCROLLED + "tables_go_on_at_the_lower_edge",
    ),
    Break(
        "timeline: a drag that has ended scrolls no more",
        "resv_desktop/qt/timeline.py",
        "        self._edges.rest()\n",
        "",
        T_SCROLLED + "at_the_other_edge_a_drag_goes_back",
    ),
    Break(
        "timeline: a drag that begins at an edge scrolls nothing",
        "resv_desktop/qt/edge_scroll.py",
        "if at < first and gone < 0:",
        "if at < first:",
        T_SCROLLED + "a_drag_that_begins_at_an_edge_scrolls_nothing",
    ),
    Break(
        "timeline: a wheel under a drag leaves the target under the pointer",
        "resv_desktop/qt/timeline.py",
        "        self._aim_at(event.position().toPoint())\n",
        "",
        T_SCROLLED + "a_wheel_under_a_drag_leaves_the_target_under_the_pointer",
    ),
]
