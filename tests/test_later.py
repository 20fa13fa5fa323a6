"""What the first look does not need is loaded when it is asked for, and whole right after it."""

import subprocess
import sys

_OPENS = "import sys, resv_desktop.startup as it; "
_FOR_LATER = {
    "resv_desktop.controller.moving",
    "resv_desktop.controller.reserving",
    "resv_desktop.controller.house_edit",
    "resv_desktop.controller.remembering",
    "resv_desktop.domain.guests_data",
    "resv_desktop.domain.house_change",
    "resv_desktop.store.erasing",
}


def _loaded(code: str) -> set[str]:
    command = [sys.executable, "-c", f"{_OPENS}{code}; print(*sys.modules)"]
    return set(subprocess.run(command, check=True, capture_output=True, text=True).stdout.split())


def test_what_writes_is_not_loaded_before_the_book_is_open() -> None:
    assert _FOR_LATER & _loaded("pass") == set()


def test_the_first_day_is_shown_without_what_is_done_in_it() -> None:
    loaded = _loaded("import resv_desktop.qt.app, resv_desktop.qt.main_window")
    qt = "resv_desktop.qt."
    needless = {f"{qt}{name}" for name in ("window_acts", "menu_acts", "command_desk", "care")}
    needless |= {"phonenumbers", "psutil", "msgspec", f"{qt}slot_dialog", f"{qt}host_acts"}
    assert needless & loaded == set()
    assert f"{qt}day_view" in loaded


def test_the_rest_is_loaded_in_one_go() -> None:
    assert _loaded("from resv_desktop.later import load_the_rest as rest; rest()") >= _FOR_LATER


def test_what_is_asked_for_is_loaded_at_once() -> None:
    code = "from resv_desktop.controller import controller; controller.moving.move"
    assert "resv_desktop.controller.moving" in _loaded(code)
