"""Take a picture of every window in every state, and fail where one is not in order.

`python tests/screenshots.py [PASS ...]`: the pictures lie in build/screenshots/<pass>.
"""

import argparse
import logging
import os
import shutil
import subprocess
import sys
import tempfile
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
PICTURES = ROOT / "build" / "screenshots"
README_PICTURE = ROOT / "resources" / "screenshot.png"
_AT_ONCE = 2
GROUPS = (
    "setup",
    "main",
    "timeline",
    "line",
    "dialogs",
    "database",
    "stations",
    "sheet",
    "history",
    "rehearsal",
    "clock",
    "exchange",
    "reports",
    "reshuffle",
    "guests",
    "settings",
    "manager",
    "stand",
    "touch",
    "attention",
    "long",
)
_MAIN = ("main", "timeline", "line", "dialogs", "stand", "touch", "attention", "reshuffle")
_SMALL = ("main", "timeline", "line", "dialogs", "touch")  # a netbook at the stand
_FAULTY = 3
PSEUDO = "pseudo"


@dataclass(frozen=True, slots=True)
class Pass:
    """One run through all windows: a screen, a theme, a text size, a pixel ratio, a language.

    In the language that nobody speaks, nothing is looked for but texts that are not translated.
    """

    name: str
    screen: tuple[int, int]
    theme: str
    text_scale: float = 1.0
    ratio: int = 1
    language: str = "en"
    groups: tuple[str, ...] = GROUPS


PASSES = (
    Pass("1280x800-light", (1280, 800), "light"),
    Pass("1280x800-dark", (1280, 800), "dark"),
    Pass("1920x1080-light", (1920, 1080), "light"),
    Pass("1920x1080-dark", (1920, 1080), "dark"),
    Pass("1280x800-200percent-light", (1280, 800), "light", text_scale=2.0),
    Pass(
        "1280x800-german-200percent-light",
        (1280, 800),
        "light",
        text_scale=2.0,
        language="de",
        groups=("reports", "manager"),
    ),
    Pass("1920x1080-200percent-dark", (1920, 1080), "dark", text_scale=2.0),
    Pass("1280x800-sharp-light", (2560, 1600), "light", ratio=2),
    Pass("1280x800-hebrew-light", (1280, 800), "light", language="he"),
    Pass("1920x1080-hebrew-dark", (1920, 1080), "dark", language="he", groups=_MAIN),
    Pass("1280x800-german-light", (1280, 800), "light", language="de"),
    Pass("1280x800-french-dark", (1280, 800), "dark", language="fr"),
    Pass("1024x600-light", (1024, 600), "light", groups=_SMALL),
    Pass("1024x600-hebrew-dark", (1024, 600), "dark", language="he", groups=_SMALL),
    Pass("1280x800-pseudo-light", (1280, 800), "light", language=PSEUDO),
)


def main(arguments: list[str]) -> int:
    """Run the passes that are asked for, or all of them."""
    parser = argparse.ArgumentParser(description="Take a picture of every window in every state.")
    parser.add_argument("passes", nargs="*", help=", ".join(each.name for each in PASSES))
    parser.add_argument("--group", action="append", choices=GROUPS, help="only these windows")
    parser.add_argument("--here", action="store_true", help=argparse.SUPPRESS)
    parser.add_argument("--into", type=Path, default=PICTURES, help="where the pictures go")
    asked = parser.parse_args(arguments)
    groups = asked.group or list(GROUPS)
    unknown = set(asked.passes) - {each.name for each in PASSES}
    if unknown:
        parser.error(f"there is no pass {', '.join(sorted(unknown))}")
    wanted = [each for each in PASSES if each.name in asked.passes or not asked.passes]
    if asked.here:
        return _take(wanted[0], groups, asked.into)
    with ThreadPoolExecutor(_AT_ONCE) as at_once:
        codes = list(at_once.map(lambda each: _run(each, groups, asked.into), wanted))
    readme = PICTURES / PASSES[0].name / "main.png"
    is_whole = asked.into == PICTURES and "main" in groups
    if is_whole and PASSES[0] in wanted and readme.exists():
        shutil.copyfile(readme, README_PICTURE)
    print(f"{len(list(asked.into.glob('*/*.png')))} pictures in {asked.into}")
    return 1 if any(codes) else 0


def _run(each: Pass, groups: list[str], into: Path) -> int:
    """Run one pass on a screen of its own."""
    from tests.desktop import virtual_desktop

    if groups == list(GROUPS):
        shutil.rmtree(into / each.name, ignore_errors=True)
    width, height = each.screen
    with virtual_desktop(f"{width}x{height}x24") as desktop:
        command = [sys.executable, str(Path(__file__)), each.name, "--here", "--into", str(into)]
        command += [part for group in groups for part in ("--group", group)]
        done = subprocess.run(
            command,
            env=desktop.environment(QT_SCALE_FACTOR=str(each.ratio), QT_LOGGING_RULES="*=false"),
            check=False,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
        )
    print(f"{each.name}: {'in order' if done.returncode == 0 else 'not in order'}", flush=True)
    print(done.stdout, end="", flush=True)
    return done.returncode


def _take(each: Pass, groups: list[str], into: Path) -> int:
    """Take the pictures of one pass on the screen of this process."""
    from PySide6.QtWidgets import QApplication

    from resv_desktop.qt.language import install
    from resv_desktop.qt.look import Look
    from resv_desktop.store.mongod import ManagedServer
    from tests import (
        screenshot_attention,
        screenshot_clock,
        screenshot_database,
        screenshot_dialogs,
        screenshot_exchange,
        screenshot_guests,
        screenshot_history,
        screenshot_line,
        screenshot_main,
        screenshot_manager,
        screenshot_rehearsal,
        screenshot_reports,
        screenshot_reshuffle,
        screenshot_settings,
        screenshot_setup,
        screenshot_sheet,
        screenshot_stand,
        screenshot_stations,
        screenshot_timeline,
        screenshot_touch,
    )
    from tests.pseudo_language import speak_pseudo
    from tests.screenshot_stage import Stage, steady_cursor

    scenes = {
        "setup": screenshot_setup.take_all,
        "database": screenshot_database.take_all,
        "stations": screenshot_stations.take_all,
        "main": screenshot_main.take_all,
        "timeline": screenshot_timeline.take_all,
        "line": screenshot_line.take_all,
        "dialogs": screenshot_dialogs.take_all,
        "sheet": screenshot_sheet.take_all,
        "history": screenshot_history.take_all,
        "rehearsal": screenshot_rehearsal.take_all,
        "clock": screenshot_clock.take_all,
        "exchange": screenshot_exchange.take_all,
        "reports": screenshot_reports.take_all,
        "reshuffle": screenshot_reshuffle.take_all,
        "guests": screenshot_guests.take_all,
        "settings": screenshot_settings.take_all,
        "manager": screenshot_manager.take_all,
        "stand": screenshot_stand.take_all,
        "touch": screenshot_touch.take_all,
        "attention": screenshot_attention.take_all,
        "long": screenshot_main.take_long_names,
    }
    logging.getLogger("resv_desktop").addHandler(logging.NullHandler())
    app = QApplication([])
    app.setQuitOnLastWindowClosed(False)
    steady_cursor(app)
    install(app, "en" if each.language == PSEUDO else each.language)
    pseudo = speak_pseudo(app) if each.language == PSEUDO else None
    look = Look(app, "dark" if each.theme == "dark" else "light", text_scale=each.text_scale)
    home = Path(tempfile.mkdtemp(prefix="resv-shots-"))
    server = ManagedServer(home / "data", home / "logs", home / "run")
    try:
        server.start()
        stage = Stage(app, look, server, home, into / each.name, is_pseudo=pseudo is not None)
        for group in (group for group in groups if group in each.groups):
            stage.begin()
            scenes[group](stage)
        stage.end()
    finally:
        server.stop()
        shutil.rmtree(home)
    print("".join(f"  {fault}\n" for fault in stage.faults), end="")
    return _FAULTY if stage.faults else 0


if __name__ == "__main__":
    sys.path[0] = str(ROOT)
    os.chdir(ROOT)
    sys.exit(main(sys.argv[1:]))
