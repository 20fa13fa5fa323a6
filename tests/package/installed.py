"""The installed program on a bare computer: it works, says nothing unexpected, and goes again.

`make test-package` starts this; PACKAGE_ROOT is the root of that computer, or of the unpacked
package where no such computer can be made.
"""

import os
import re
import shutil
import signal
import subprocess
import uuid
from collections.abc import Iterator, Sequence
from contextlib import AbstractContextManager
from functools import partial
from pathlib import Path

import psutil
import pytest

from resv_desktop import __version__
from resv_desktop.controller import Controller
from resv_desktop.startup import open_controller
from resv_desktop.store.mongod_folder import DataFolder
from resv_desktop.store.mongod_setup import for_stations
from resv_desktop.store.platforms.address import Address
from tests.desktop import FROM_SOURCE, Desktop, program, virtual_desktop, wait_until
from tests.main_job import do_the_main_job, end, servers_of
from tests.package.starting import seconds_to_a_window

ROOT = Path(os.environ["PACKAGE_ROOT"])
IS_INSTALLED = os.environ["PACKAGE_IS_INSTALLED"] == "yes"
HOMES = Path(os.environ["PACKAGE_HOMES"])  # the same path inside of that computer and outside
HOST = 1000  # the user there
FOLDER = ROOT / "usr/lib/resv-desktop"
LARGEST_MB = 300
OPENING = r"(Starting the database|Opening the book)\."
_PATIENCE_S = 120

# What loads only where the desktop has it, and is not missed otherwise.
OPTIONAL = (
    "libgtk-3",
    "libharfbuzz",
    "libgdk-3",
    "libgdk_pixbuf",
    "libpango",
    "libcairo",
    "libatk",
    "libcups",
)

CHROOT = "/usr/sbin/chroot"
COMMAND: tuple[str, ...] = (str(ROOT / "usr/bin/resv-desktop"),)
if IS_INSTALLED:
    COMMAND = (CHROOT, f"--userspec={HOST}:{HOST}", str(ROOT), "resv-desktop")


@pytest.fixture
def home() -> Iterator[Path]:
    """A home of the host, with a short path: the database's socket lies in it."""
    home = HOMES / uuid.uuid4().hex[:6]
    home.mkdir()
    if IS_INSTALLED:
        os.chown(home, HOST, HOST)
    yield home
    shutil.rmtree(home)


@pytest.fixture
def desktop() -> Iterator[Desktop]:
    with virtual_desktop() as desktop:
        yield desktop


def environment(home: Path) -> dict[str, str]:
    """Return what a host has who is logged in without a display."""
    return {"PATH": "/usr/bin:/bin", "HOME": str(home)}


def say(home: Path, *arguments: str, code: int = 0, expected: Sequence[str] = ()) -> list[str]:
    """Run a command of the program; every line that it prints must be an expected one."""
    done = subprocess.run(
        [*COMMAND, *arguments],
        env=environment(home),
        cwd="/",
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        timeout=_PATIENCE_S,
        check=False,
    )
    lines = done.stdout.splitlines()
    strange = [line for line in lines if not any(re.fullmatch(form, line) for form in expected)]
    assert not strange, "\n".join(strange)
    assert done.returncode == code, done.stdout
    return lines


def open_book(home: Path) -> AbstractContextManager[Controller]:
    """Open the book of a home beside the program that runs there."""
    folder = DataFolder(home / "data")
    wait_until("the database runs", lambda: folder.running() is not None)
    running, known = folder.running(), folder.read_credentials()
    assert running is not None
    assert known is not None
    uri = for_stations(Address(running.host, ()).uri(known.user, known.password))
    return open_controller(uri=uri, station="Beside")


def test_it_is_small_enough() -> None:
    files = [path for path in FOLDER.rglob("*") if path.is_file() and not path.is_symlink()]
    size_mb = sum(path.stat().st_size for path in files) / 1e6
    print(f"\nInstalled: {size_mb:.0f} MB")
    assert size_mb <= LARGEST_MB


@pytest.mark.skipif(not IS_INSTALLED, reason="here are other packages than the program asks for")
def test_the_packages_it_depends_on_bring_every_library() -> None:
    files = [path for path in FOLDER.rglob("*") if path.is_file() and not path.is_symlink()]
    programs = [path for path in files if path.read_bytes()[:4] == b"\x7fELF"]
    told = subprocess.run(
        [CHROOT, ROOT, "ldd", *(f"/{path.relative_to(ROOT)}" for path in programs)],
        env={"PATH": "/usr/bin:/bin", "LD_LIBRARY_PATH": "/usr/lib/resv-desktop/_internal"},
        capture_output=True,
        text=True,
        check=False,
    )
    missing = {line.split()[0] for line in told.stdout.splitlines() if "not found" in line}
    assert {name for name in missing if not name.startswith(OPTIONAL)} == set()


@pytest.mark.parametrize(
    "judge",
    [
        ("desktop-file-validate", "usr/share/applications/resv-desktop.desktop"),
        # The project has no domain on the internet that its name could be turned around from.
        (
            *("appstreamcli", "validate", "--no-net"),
            "--override=cid-desktopapp-is-not-rdns=info",
            "usr/share/metainfo/resv-desktop.metainfo.xml",
        ),
        ("man", "--warnings", "--local-file", "usr/share/man/man1/resv-desktop.1.gz"),
    ],
    ids=["menu", "appstream", "manual"],
)
def test_what_the_system_reads_of_it_is_in_order(judge: Sequence[str]) -> None:
    if shutil.which(judge[0]) is None:
        pytest.skip(f"{judge[0]} is not installed")
    done = subprocess.run(
        [*judge[:-1], ROOT / judge[-1]], capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stdout + done.stderr
    assert done.stderr == ""


def test_how_soon_its_window_is_there(desktop: Desktop, home: Path, tmp_path: Path) -> None:
    installed, source = seconds_to_a_window(desktop, [home, tmp_path], [COMMAND, FROM_SOURCE])
    print(
        f"\nStart to window: {installed * 1000:.0f} ms installed, {source * 1000:.0f} ms from "
        f"source, ratio {installed / source:.2f} (goal: at most 1.3)"
    )


def test_version_and_help(home: Path) -> None:
    assert say(home, "--version", expected=[r"resv-desktop [\d.]+"]) == [
        f"resv-desktop {__version__}"
    ]
    assert any("demo" in line for line in say(home, "--help", expected=[".*"]))


def test_the_sample_evening_without_a_display(home: Path) -> None:
    lines = say(
        home,
        "demo",
        expected=[
            r"Demo: a scratch home .*\.",
            r"  (Preparing the database for the first time|Opening the book)",
            r"[1-7]\. [A-Z].*\.",
            r"   A second party for it is refused: Table .*\.",
            r"   \d+ reservations are still there, the cancelled one is not\.",
            r"The window of that evening: .*/demo\.png",
            r"Done: every step ended as it must\.",
        ],
    )
    assert "7. Check: nothing is wrong." in lines
    picture = home / ".cache/resv-desktop/demo.png"
    assert picture.read_bytes().startswith(b"\x89PNG")


def test_its_window_without_a_screen(home: Path) -> None:
    with subprocess.Popen(
        [*COMMAND, "--home", str(home / "h")],
        env=environment(home) | {"QT_QPA_PLATFORM": "offscreen"},
        cwd="/",
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    ) as window:
        try:
            with open_book(home / "h") as controller:
                assert controller.restaurants() == []
            window.terminate()
            said, _ = window.communicate(timeout=_PATIENCE_S)
        finally:
            window.kill()
    assert window.returncode == 0
    # Qt's own remark about a screen that is none; nothing else.
    assert set(said.splitlines()) <= {"Qt: This plugin does not support propagateSizeHints()"}
    assert servers_of(home) == []


def test_the_main_job_in_its_real_window(desktop: Desktop, home: Path) -> None:
    stand = home / "h"
    start = partial(program, desktop, stand, command=COMMAND)
    do_the_main_job(desktop, stand, start, partial(open_book, stand))

    fine = [OPENING, r"Nothing is wrong\."]
    assert say(home, "--home", str(stand), "check", expected=fine)[-1] == "Nothing is wrong."
    saved = home / "sheet.pdf"
    sheet = [OPENING, r"Harbour House.*: .*/sheet\.pdf"]
    say(home, "--home", str(stand), "sheet", str(saved), expected=sheet)
    assert saved.read_bytes().startswith(b"%PDF")
    ahead = home / "ahead.ics"
    told = [OPENING, r"Harbour House.*: .*/ahead\.ics"]
    say(home, "--home", str(stand), "export", str(ahead), expected=told)
    assert ahead.read_bytes().startswith(b"BEGIN:VCALENDAR")
    _save_and_restore(home, stand)
    report = say(home, "--home", str(stand), "doctor", expected=[".*"])
    assert "Nothing needs a look." in report
    assert f"  resv-desktop: {__version__}, the package" in report

    (stand / "config/settings.json").write_text('{"language": "de"}')
    with start() as window:
        desktop.wait_for_title("Reservierungen")  # behind the name of the restaurant
        desktop.wait_for_title("Harbour House")
        end(window, desktop)


def _save_and_restore(home: Path, stand: Path) -> None:
    """Save the book, and bring it into another database."""
    file = str(home / "book.backup")
    what = r'the book "resv" as of .*, 1 restaurant, 1 reservation, \d+ documents in all\.'
    open_to_all = r"It is not encrypted: .*\."
    saved = [OPENING, rf"Saved in {file}, \d+ [kM]B: {what}", open_to_all]
    say(home, "--home", str(stand), "backup", file, expected=saved)
    restored = [
        OPENING,
        f"{file}: {what}",
        r'Restored into the database "other"\.',
        r"Nothing is wrong\.",
        rf"It is opened by: resv-desktop --database other --home {stand}, .*",
    ]
    options = ("restore", file, "--database", "other")
    assert "Nothing is wrong." in say(home, "--home", str(stand), *options, expected=restored)


def test_the_licences_of_what_is_inside(home: Path) -> None:
    lines = say(home, "licences", expected=[r"\S.* \S+: .+"])
    assert f"resv-desktop {__version__}: MIT" in lines
    assert any(line.startswith("MongoDB 6.0.5: SSPL-1.0") for line in lines)
    copyrights = (ROOT / "usr/share/doc/resv-desktop/copyright").read_text("utf-8")
    named = re.search(r"The text: (\S+SSPL\S+)", copyrights)
    assert named is not None
    assert (ROOT / named[1]).read_text("utf-8").rstrip().endswith("END OF TERMS AND CONDITIONS")


def test_the_server_is_its_own_and_ends_with_it(desktop: Desktop, home: Path) -> None:
    with program(desktop, home / "h", command=COMMAND) as window:
        desktop.wait_for_title("Set up a restaurant")
        wait_until("the database runs", lambda: len(servers_of(home)) == 1)
        server = psutil.Process(servers_of(home)[0])
        assert Path(server.cmdline()[0]).name == "mongod"
        assert Path(f"/proc/{server.pid}/exe").samefile(FOLDER / "mongod")
        found = server.environ()
        assert not {"LD_LIBRARY_PATH", "LD_LIBRARY_PATH_ORIG"} & found.keys()
        window.send_signal(signal.SIGKILL)
        wait_until("the database has ended, too", lambda: servers_of(home) == [])


def test_many_stations_while_the_database_is_killed(home: Path) -> None:
    options = ("--stations", "3", "--bookings", "600", "--tables", "8", "--kill-every", "2s")
    lines = say(
        home,
        "prove",
        *options,
        expected=[
            r"(Starting a database for this proof alone|Verifying)\.",
            r"3 stations ask for 600 bookings\.",
            r"Killed the database; it was back after [\d.]+ s\.",
            r"3 stations, 8 tables: \d+ writes in [\d.]+ s, [\d.]+ a second\.",
            r"  (reserve|move|cancel|unclear|kills|verified) .*\.",
            r"Every promise was kept: .*\.",
        ],
    )
    assert lines[-1].startswith("Every promise was kept")


def test_a_password_leaves_the_command_line_of_the_installed_program(home: Path) -> None:
    nowhere = "mongodb://host:s3cret@127.0.0.1:9/?directConnection=true"
    lines = say(
        home,
        "--uri",
        nowhere,
        "check",
        code=2,
        expected=[r"The address .*\.", r"Opening the book\.", r"The database does not answer\."],
    )
    assert lines[0].startswith("The address with its password was taken out")
    assert "s3cret" not in "".join(lines)
