"""What a station remembers: all of it or none, for this user only, and rubbish costs no start."""

import json
import os
import socket
import stat
from dataclasses import replace
from pathlib import Path

import pytest

from resv_desktop.domain.errors import CannotStart
from resv_desktop.settings import (
    LONGEST_STATION,
    Folders,
    Settings,
    load_settings,
    save_settings,
    write_private,
)

DEEP = b"[" * 100_000  # in one another


def test_what_was_saved_is_there_again(tmp_path: Path) -> None:
    path = tmp_path / "new folder" / "settings.json"
    settings = Settings(
        station="Bar ☕",
        uri="mongodb://h/",
        theme="dark",
        restaurant_id="1",
        text_size=150,
        single_keys=False,
        keys={"undo": ["Ctrl+K"]},
        forgetting_read={"1": ["4", "2026-04-01"]},
    )
    save_settings(path, settings)
    assert load_settings(path) == (settings, "")


def test_the_first_start_has_the_usual_settings(tmp_path: Path) -> None:
    assert load_settings(tmp_path / "settings.json") == (Settings(), "")


def test_the_file_is_for_this_user_only(tmp_path: Path) -> None:
    path = tmp_path / "settings.json"
    save_settings(path, Settings(uri="mongodb://name:secret@h/"))
    assert stat.S_IMODE(path.stat().st_mode) == 0o600


@pytest.mark.parametrize(
    "rubbish", [b"{", b"\xff\xfe\x00", b"[]", b"null", b'"x"', b"", pytest.param(DEEP, id="deep")]
)
def test_a_file_that_is_rubbish_is_kept_beside_and_said(tmp_path: Path, rubbish: bytes) -> None:
    path = tmp_path / "settings.json"
    path.write_bytes(rubbish)
    settings, sentence = load_settings(path, is_book_given=True)
    assert settings == Settings()
    assert "settings.json.broken" in sentence
    assert path.with_name("settings.json.broken").read_bytes() == rubbish
    assert not path.exists()


def test_a_file_that_can_neither_be_read_nor_moved_is_said(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "settings.json"
    path.write_text("{")

    def refuse(_self: Path, _target: Path) -> None:
        raise OSError

    monkeypatch.setattr(Path, "replace", refuse)
    settings, sentence = load_settings(path, is_book_given=True)
    assert settings == Settings()
    assert sentence == f"The settings in {path} cannot be read. The usual ones are used."


def test_single_settings_that_make_no_sense_cost_only_themselves(tmp_path: Path) -> None:
    path = tmp_path / "settings.json"
    stored = {"station": "  ", "theme": "pink", "database": 3, "uri": "mongodb://h/", "future": [1]}
    path.write_text(json.dumps(stored))
    settings, sentence = load_settings(path, is_book_given=True)
    assert settings == Settings(uri="mongodb://h/")
    assert sentence == "Settings that made no sense were left out: database, station, theme."


def test_half_a_character_costs_the_setting_and_not_that_all_can_be_saved(tmp_path: Path) -> None:
    path = tmp_path / "settings.json"
    path.write_text('{"station": "Bar", "host": "\\ud800", "keys": {"undo": ["\\ud800"]}}')
    settings, sentence = load_settings(path, is_book_given=True)
    assert sentence == "Settings that made no sense were left out: host, keys."
    save_settings(path, settings)
    assert load_settings(path, is_book_given=True) == (Settings(station="Bar"), "")


@pytest.mark.parametrize(
    "rubbish",
    [
        "{",
        "[]",
        pytest.param(DEEP.decode(), id="deep"),
        '{"uri": ["x"]}',
        '{"database": 3}',
        '{"database": " "}',
    ],
)
def test_where_the_book_is_not_known_no_other_one_is_opened(tmp_path: Path, rubbish: str) -> None:
    path = tmp_path / "settings.json"
    path.write_text(rubbish)
    with pytest.raises(CannotStart, match="not known which database"):
        load_settings(path)
    assert path.read_text() == rubbish


def test_a_look_that_makes_no_sense_costs_only_itself(tmp_path: Path) -> None:
    path = tmp_path / "settings.json"
    path.write_text(
        json.dumps(
            {"station": "Bar", "theme": "pink", "tables_form": "heap"}
            | {"language": "xx", "clock": "13"}
        )
    )
    assert load_settings(path) == (
        Settings(station="Bar"),
        "Settings that made no sense were left out: clock, language, tables_form, theme.",
    )


@pytest.mark.parametrize(
    ("name", "rubbish"),
    [
        ("text_size", 99),
        ("text_size", "100"),
        ("text_size", True),
        ("text_size", 100.0),
        ("single_keys", "no"),
        ("single_keys", 1),
        ("single_keys", None),
        ("keys", []),
        ("keys", "Ctrl+K"),
        ("keys", {"undo": "Ctrl+K"}),
        ("keys", {"undo": [3]}),
        ("forgetting_read", {"1": "4"}),
        ("theme", ["dark"]),
        ("host", 7),
        ("station", "Theke " * 3_000),
        ("host", "A" * 9),
        ("sheet_to", None),
    ],
)
def test_each_choice_of_the_dialog_that_is_rubbish_is_the_usual_one(
    tmp_path: Path, name: str, rubbish: object
) -> None:
    path = tmp_path / "settings.json"
    path.write_text(json.dumps({"clock": "24", name: rubbish}))
    assert load_settings(path) == (
        Settings(clock="24"),
        f"Settings that made no sense were left out: {name}.",
    )


def test_a_station_is_called_after_its_machine_at_first() -> None:
    assert Settings().station == socket.gethostname().partition(".")[0]


def test_a_machine_of_a_long_name_gets_one_that_can_be_saved(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(socket, "gethostname", lambda: "theke-" * 10)
    settings = Settings()
    assert len(settings.station) == LONGEST_STATION
    save_settings(tmp_path / "settings.json", settings)
    assert load_settings(tmp_path / "settings.json") == (settings, "")


def test_settings_of_a_newer_program_are_no_reason_to_complain(tmp_path: Path) -> None:
    path = tmp_path / "settings.json"
    path.write_text(json.dumps({"station": "Bar", "fancy": True}))
    assert load_settings(path) == (Settings(station="Bar"), "")


def test_choices_of_a_newer_program_outlive_what_is_chosen_with_this_one(tmp_path: Path) -> None:
    path = tmp_path / "settings.json"
    path.write_text(json.dumps({"station": "Bar", "fancy": {"שולחן": [1, True]}, "other": None}))
    settings, _ = load_settings(path)
    save_settings(path, replace(settings, theme="dark"))
    assert load_settings(path) == (Settings(station="Bar", theme="dark"), "")
    kept = json.loads(path.read_text())
    assert (kept["fancy"], kept["other"]) == ({"שולחן": [1, True]}, None)


@pytest.mark.parametrize("odd", ['"\\ud800"', "[" * 900 + "]" * 900])
def test_choices_of_a_newer_program_never_keep_this_one_from_saving(
    tmp_path: Path, odd: str
) -> None:
    path = tmp_path / "settings.json"
    path.write_text(f'{{"station": "Bar", "fancy": {odd}}}')
    settings, _ = load_settings(path)
    save_settings(path, replace(settings, theme="dark"))
    assert load_settings(path) == (Settings(station="Bar", theme="dark"), "")


def test_a_write_that_fails_leaves_the_old_file_and_no_other(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "settings.json"
    write_private(path, "old")

    def full_disk(_handle: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("os.fsync", full_disk)
    with pytest.raises(OSError, match="No space"):
        write_private(path, "new")
    assert path.read_text() == "old"
    assert list(tmp_path.iterdir()) == [path]


def test_settings_that_an_editor_has_begun_with_a_mark_are_read(tmp_path: Path) -> None:
    path = tmp_path / "settings.json"
    path.write_text('{"station": "Bar", "database": "annex"}', encoding="utf-8-sig")
    settings, complaint = load_settings(path)
    assert (settings.station, settings.database, complaint) == ("Bar", "annex", "")


def test_what_a_killed_program_left_half_written_goes_and_nothing_else(tmp_path: Path) -> None:
    folders = Folders.under(tmp_path)
    left = [
        folders.config / ".password.json.0a1_b2c3",
        folders.data / ".left-off.json.abcdefgh",
        folders.data / "sheets" / ".2026-03-14.pdf.abcdefgh",
        folders.data / "mongodb" / ".keyfile.abcdefgh",
        folders.data / "mongodb" / "tls" / ".authority.key.abcdefgh",
    ]
    stays = [
        folders.config / "password.json",
        folders.config / ".settings.json.stillnew",
        folders.data / ".lock",
        folders.data / "backups" / ".lock",
    ]
    for path in (*left, *stays):
        write_private(path, "secret")
        if path.suffix != ".stillnew":
            os.utime(path, (0, 0))
    folders.remove_half_written()
    assert [path for path in (*left, *stays) if path.exists()] == stays
    Folders.under(tmp_path / "new").remove_half_written()  # where there is no folder yet


def test_a_link_stays_one_and_its_target_is_written(tmp_path: Path) -> None:
    target, link = tmp_path / "disk" / "settings.json", tmp_path / "settings.json"
    link.symlink_to(target)
    for content in ("first", "second"):
        write_private(link, content)
        assert (link.readlink(), target.read_text()) == (target, content)


def test_what_is_no_regular_file_is_not_replaced(tmp_path: Path) -> None:
    device, link, circle = tmp_path / "device", tmp_path / "link", tmp_path / "circle"
    os.mkfifo(device)
    link.symlink_to(device)
    circle.symlink_to(circle)
    for path in (device, link, circle, tmp_path):
        with pytest.raises(OSError, match="is no regular file"):
            write_private(path, "new")
    assert device.is_fifo()
    assert sorted(tmp_path.iterdir()) == [circle, device, link]


def test_one_home_holds_everything(tmp_path: Path) -> None:
    folders = Folders.under(tmp_path / "home")
    for folder in (folders.data, folders.config, folders.logs, folders.cache, folders.runtime):
        assert folder.is_relative_to(tmp_path / "home")


def test_without_a_home_the_system_says_where(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_DATA_HOME", "/of-this-user")
    assert Path("/of-this-user") in Folders.of_this_user().data.parents
    assert Folders.of_this_user().runtime.is_absolute()
