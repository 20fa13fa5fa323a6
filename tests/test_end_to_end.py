"""A host's first evening in a real window, from set-up to restart."""

from functools import partial
from pathlib import Path

from resv_desktop.startup import open_controller
from tests.desktop import program, virtual_desktop
from tests.main_job import do_the_main_job


def test_the_main_job_by_keyboard_in_a_real_window(tmp_path: Path) -> None:
    home = tmp_path / "host stand"
    with virtual_desktop() as desktop:
        start = partial(program, desktop, home)
        do_the_main_job(desktop, home, start, partial(open_controller, home=home))
