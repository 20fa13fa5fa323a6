"""The command line: every command without a display, with exit codes one can rely on."""

import json
import os
import signal
import stat
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from resv_desktop.cli import main
from resv_desktop.startup import open_controller
from resv_desktop.store.mongod import ManagedServer
from tests.small_house import check, fill, house

_ = (house,)


def test_the_uri_may_come_from_the_environment(
    mongod: ManagedServer,
    house: str,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("RESV_MONGODB_URI", mongod.uri)
    assert main(["check", "--home", str(tmp_path), "--database", house]) == 0


def test_the_uri_may_come_from_the_settings(
    mongod: ManagedServer, house: str, tmp_path: Path
) -> None:
    (tmp_path / "config").mkdir()
    settings = {"uri": mongod.uri, "database": house}
    (tmp_path / "config" / "settings.json").write_text(json.dumps(settings))
    assert main(["--home", str(tmp_path), "check"]) == 0


def test_an_address_that_is_none_is_a_sentence_and_exit_2(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["--home", str(tmp_path), "--uri", "http://nowhere", "check"]) == 2
    assert "cannot be understood" in capsys.readouterr().err


def test_where_no_log_can_be_written_a_command_says_its_sentence_and_no_line_of_the_log(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "logs").touch()
    (tmp_path / "config").mkdir()
    (tmp_path / "config" / "password.json").write_text("{")  # of which the log would hear
    uri = "mongodb://name@127.0.0.1:1/?replicaSet=rs0"
    assert main(["--home", str(tmp_path), "--uri", uri, "check"]) == 2
    told = capsys.readouterr().err
    assert "The password for the database" in told
    assert "WARNING" not in told


@pytest.mark.parametrize("option", ["--uri", "--database", "--home"])
def test_a_place_that_is_empty_is_refused_and_no_other_one_is_taken(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    option: str,
) -> None:
    monkeypatch.chdir(tmp_path)
    for empty in ("", " "):
        with pytest.raises(SystemExit) as ended:
            main(["--home", str(tmp_path / "home"), "check", option, empty])
        assert ended.value.code == 2
        assert f"argument {option}: Nothing stands here." in capsys.readouterr().err
    assert list(tmp_path.iterdir()) == []


def test_the_home_of_nobody_is_refused_with_a_sentence(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        main(["--home", "~nobody-of-this-name/resv", "check"])
    assert ended.value.code == 2
    assert 'the home folder of "~nobody-of-this-name"' in capsys.readouterr().err


def _ended(*_: object, **__: object) -> str:
    raise EOFError


def test_who_types_nothing_where_a_passphrase_is_asked_for_leaves(
    mongod: ManagedServer,
    house: str,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.setattr("getpass.getpass", _ended)
    monkeypatch.setattr("resv_desktop.backup.is_terminal", lambda *_: True)
    place = ["--home", str(tmp_path), "--uri", mongod.uri, "--database", house]
    assert main([*place, "backup", "--encrypt", str(tmp_path / "book")]) == 2
    assert "Nothing was typed, so nothing was done." in capsys.readouterr().err
    assert not (tmp_path / "book").exists()


def test_who_types_nothing_where_the_pin_is_asked_for_leaves(
    mongod: ManagedServer,
    house: str,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    with open_controller(uri=mongod.uri, database=house) as controller:
        controller.set_pin(controller.restaurants()[0].id, "4711")
    monkeypatch.setattr("getpass.getpass", _ended)
    monkeypatch.setattr("resv_desktop.erase.is_terminal", lambda *_: True)
    place = ["--home", str(tmp_path), "--uri", mongod.uri, "--database", house]
    assert main([*place, "erase"]) == 2
    assert "Nothing was typed, so nothing was done." in capsys.readouterr().err


def test_what_ends_elsewhere_is_no_passphrase_that_was_not_typed(
    mongod: ManagedServer, house: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("resv_desktop.backup.save", _ended)
    place = ["--home", str(tmp_path), "--uri", mongod.uri, "--database", house]
    with pytest.raises(EOFError):
        main([*place, "backup", str(tmp_path / "book")])


@pytest.mark.parametrize("day", ["9999-12-31", "0001-01-01", "soon"])
def test_a_day_at_the_end_of_time_is_refused(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], day: str
) -> None:
    file, home = str(tmp_path / "file.csv"), str(tmp_path / "home")
    asked = (("sheet", "--day"), ("report", "--day"), ("export", "--from"), ("export", "--to"))
    for command, option in asked:
        with pytest.raises(SystemExit) as ended:
            main(["--home", home, command, option, day, file])
        assert ended.value.code == 2
        assert f'"{day}" is no day from 1970-01-01 to 2100-12-31' in capsys.readouterr().err


@pytest.fixture
def full(tmp_path: Path) -> Iterator[int]:
    """A disk on which there is no room: a device of our own that takes nothing."""
    device = tmp_path / "full"
    try:
        os.mknod(device, stat.S_IFCHR | 0o600, os.makedev(1, 7))
        handle = os.open(device, os.O_WRONLY)
    except PermissionError:
        pytest.skip("only root makes a device")
    yield handle
    os.close(handle)


def test_what_cannot_be_said_is_a_sentence_and_exit_2(
    mongod: ManagedServer, house: str, home: Path, full: int
) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "resv_desktop", "--home", home, "--database", house, "check"],
        env=os.environ | {"RESV_MONGODB_URI": mongod.uri},
        stdout=full,
        stderr=subprocess.PIPE,
        text=True,
        check=False,
        timeout=60,
    )
    said = "What there is to say could not be written (No space left on device)."
    assert (done.returncode, done.stderr.splitlines()[-1]) == (2, said)
    assert "Traceback" not in done.stderr


def test_progress_that_cannot_be_said_keeps_nothing_from_being_done(
    mongod: ManagedServer, house: str, home: Path, full: int
) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "resv_desktop", "--home", home, "--database", house, "check"],
        env=os.environ | {"RESV_MONGODB_URI": mongod.uri},
        stdout=subprocess.PIPE,
        stderr=full,
        text=True,
        check=False,
        timeout=60,
    )
    assert (done.returncode, done.stdout) == (0, "Nothing is wrong.\n")


def test_a_closed_input_is_no_terminal(
    mongod: ManagedServer,
    house: str,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.setattr(sys, "stdin", None)
    place = ["--home", str(tmp_path), "--uri", mongod.uri, "--database", house]
    assert main([*place, "backup", "--encrypt", str(tmp_path / "book")]) == 2
    assert "There is no terminal to ask for the passphrase" in capsys.readouterr().err
    assert not (tmp_path / "book").exists()


def test_rubbish_in_the_settings_is_told_and_set_aside(
    mongod: ManagedServer, house: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "config").mkdir()
    (tmp_path / "config" / "settings.json").write_text("{rubbish")
    assert check(mongod, house, tmp_path) == 0
    assert "could not be understood" in capsys.readouterr().err
    assert (tmp_path / "config" / "settings.json.broken").read_text() == "{rubbish"


def test_where_the_settings_do_not_tell_the_book_no_other_one_is_checked(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "config").mkdir()
    (tmp_path / "config" / "settings.json").write_text('{"uri": "mongodb://host/", "station')
    assert main(["--home", str(tmp_path), "check"]) == 2
    assert "not known which database" in capsys.readouterr().err
    assert not (tmp_path / "data").exists()


def test_an_unknown_command_exits_2() -> None:
    with pytest.raises(SystemExit) as ended:
        main(["dance"])
    assert ended.value.code == 2


def test_version(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        main(["--version"])
    assert capsys.readouterr().out.startswith("resv-desktop ")


def test_home_moves_everything_and_the_demo_needs_no_display(tmp_path: Path) -> None:
    environment = {
        **{k: v for k, v in os.environ.items() if k not in ("DISPLAY", "WAYLAND_DISPLAY")},
        "HOME": str(tmp_path / "user"),
        "TMPDIR": str(tmp_path),
    }
    environment.pop("QT_QPA_PLATFORM", None)
    picture = tmp_path / "evening.png"
    result = subprocess.run(
        [sys.executable, "-m", "resv_desktop", "demo", "--picture", str(picture)],
        env=environment,
        capture_output=True,
        text=True,
        check=False,
        timeout=120,
    )
    assert result.returncode == 0, result.stdout + result.stderr
    for step in ("Set up", "Reserved", "refused", "Cancelled", "Restart", "nothing is wrong"):
        assert step in result.stdout
    assert str(picture) in result.stdout
    assert picture.read_bytes().startswith(b"\x89PNG")
    assert sorted(path.name for path in tmp_path.iterdir()) == ["evening.png"]


def test_ctrl_c_during_check_ends_with_130_and_leaves_no_server(tmp_path: Path) -> None:
    with open_controller(home=tmp_path) as controller:
        fill(controller)
    process = subprocess.Popen(
        [sys.executable, "-m", "resv_desktop", "--home", str(tmp_path), "check"],
        stderr=subprocess.PIPE,
        text=True,
    )
    assert process.stderr is not None
    process.stderr.readline()
    process.send_signal(signal.SIGINT)
    process.communicate(timeout=60)
    assert process.returncode in (0, 130)
    lock = tmp_path / "data" / "mongodb" / "db" / "mongod.lock"
    assert not lock.exists() or lock.read_text() == ""


def test_who_keeps_a_table_is_only_settled_together_with_repair(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    assert main(["check", "--home", str(tmp_path), "--keep", "6a0000000000000000000001"]) == 2
    assert "only taken together with --repair" in capsys.readouterr().err
    assert list(tmp_path.iterdir()) == []


def test_sheet_saves_a_day_as_a_pdf_without_a_display(
    mongod: ManagedServer, house: str, tmp_path: Path
) -> None:
    def sheet(*asked: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [sys.executable, "-m", "resv_desktop", "--home", tmp_path, "sheet", *asked],
            env={"PATH": os.environ["PATH"], "PYTHONPATH": str(Path.cwd()), "HOME": str(tmp_path)}
            | {"RESV_MONGODB_URI": mongod.uri},
            capture_output=True,
            text=True,
            check=False,
            timeout=60,
        )

    target = tmp_path / "out" / "sheet.pdf"
    done = sheet("--database", house, str(target))
    assert (done.returncode, done.stdout.startswith("Harbour House, ")) == (0, True), done.stderr
    assert target.read_bytes().startswith(b"%PDF-")
    assert target.stat().st_mode & 0o777 == 0o600
    unasked = sheet("--database", house, "--day", "2020-02-29", str(target))
    assert (unasked.returncode, unasked.stdout) == (2, "")
    assert "is there already; --overwrite replaces it" in unasked.stderr
    far = sheet("--database", house, "--overwrite", "--day", "2020-02-29", str(target))
    assert far.stdout == f"Harbour House, Saturday 29 February 2020: {target}\n"
    assert sheet("--database", house, "--day", "soon", str(target)).returncode == 2
    assert '"s.txt" does not end in .pdf.' in sheet("--database", house, "s.txt").stderr
    target.unlink()
    target.mkdir()
    taken = sheet("--database", house, "--overwrite", str(target))
    assert taken.returncode == 2
    assert f"{target} is no regular file" in taken.stderr
    nowhere = sheet("--database", house, str(Path(__file__) / "sheet.pdf"))
    assert nowhere.returncode == 2
    assert "The day sheet could not be saved in " in nowhere.stderr
    assert sheet("--database", f"{house}_none", str(target)).returncode == 2


def test_report_saves_a_month_as_a_pdf_and_for_a_spreadsheet(
    mongod: ManagedServer, house: str, tmp_path: Path
) -> None:
    command = [sys.executable, "-m", "resv_desktop", "--home", str(tmp_path), "report"]
    where = {"PATH": os.environ["PATH"], "PYTHONPATH": str(Path.cwd()), "HOME": str(tmp_path)}

    def report(*asked: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [*command, "--database", house, *asked],
            env=where | {"RESV_MONGODB_URI": mongod.uri},
            capture_output=True,
            text=True,
            check=False,
            timeout=60,
        )

    pdf, csv = tmp_path / "month.pdf", tmp_path / "evening.csv"
    done = report("--month", "--day", "2020-02-29", str(pdf))
    said = f"Report, Harbour House, February 2020: {pdf}\n"
    assert (done.returncode, done.stdout) == (0, said), done.stderr
    assert pdf.read_bytes().startswith(b"%PDF-")
    assert report(str(csv)).returncode == 0
    assert csv.read_text("utf-8-sig").startswith("Day,Hour,Covers,")
    assert csv.stat().st_mode & 0o777 == 0o600
    csv.write_text("mine", "ascii")
    assert "is there already; --overwrite replaces it" in report(str(csv)).stderr
    assert csv.read_text("ascii") == "mine"
    assert report("--overwrite", str(csv)).returncode == 0
    assert csv.read_text("utf-8-sig").startswith("Day,Hour,Covers,")
    assert "neither in .pdf nor in .csv" in report("evening.txt").stderr


def test_a_forgotten_pin_is_cleared_by_who_owns_the_database(
    mongod: ManagedServer, house: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    place = ["--home", str(tmp_path), "--uri", mongod.uri, "--database", house]
    with open_controller(uri=mongod.uri, database=house) as controller:
        (restaurant,) = controller.restaurants()
        assert main([*place, "clear-pin"]) == 0
        assert "Harbour House has no PIN." in capsys.readouterr().out
        controller.set_pin(restaurant.id, "4711")
        assert main([*place, "clear-pin", "Harbour"]) == 2
        assert f"{restaurant.id}  Harbour House" in capsys.readouterr().err
        assert controller.pin_state(restaurant.id) == "on"
        assert main([*place, "clear-pin"]) == 0
        assert "The PIN of Harbour House is forgotten." in capsys.readouterr().out
        assert controller.pin_state(restaurant.id) == "unset"
