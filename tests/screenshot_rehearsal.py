"""Pictures of a rehearsal: what happens now, between two hours, and at its end."""

from resv_desktop.qt.rehearsal.rehearsal_window import RehearsalWindow
from tests.screenshot_stage import Stage


def take_all(stage: Stage) -> None:
    """Take every picture of a rehearsal."""
    name = stage.controller.new_rehearsal()
    practised, rehearsal = stage.controller.rehearse(stage.house.restaurant.id, name)
    window = RehearsalWindow(stage.look, stage.keys, stage.tasks, practised, rehearsal)
    stage.show(window)
    stage.rest(window)
    stage.take("rehearsal", window)
    while window._script.cue is None or window._script.cue.kind != "calls":
        window.bar.next_button.click()
    stage.take("rehearsal-call", window)
    hours = len({cue.at for cue in rehearsal.cues})
    _to_the_end_of_an_hour(window)
    stage.rest(window)
    stage.take("rehearsal-hour-done", window)
    for _ in range(hours):
        _to_the_end_of_an_hour(window)
    stage.rest(window)
    stage.take("rehearsal-over", window)
    window.menu.open_under(window.top.menu_button)
    stage.take_screen("rehearsal-menu", window, window.menu)
    window.menu.close()
    stage.close(window)
    rehearsal.end()


def _to_the_end_of_an_hour(window: RehearsalWindow) -> None:
    if window._script.next_hour is not None:
        window.bar.next_button.click()
    while window.bar.next_button.isVisible() and window._script.next_hour is None:
        window.bar.next_button.click()
