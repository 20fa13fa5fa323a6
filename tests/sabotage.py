"""Break each promise of the program in one place and see that a test notices.

Usage: python tests/sabotage.py [--stale] [--green] [--minutes N] [WORD ...]; a word picks the
promises that contain it. --stale: break nothing, only look for the texts that would be broken.
--green: the tests have just been seen to pass unbroken. --minutes: begin no further break after
that; what was changed lately goes first, the rest in an order that differs each time.
The tree is copied to scratch folders and broken there, never here. Ends with 1 where a break goes
unnoticed, or where its text is no longer in the code.
"""

import argparse
import ast
import os
import random
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from queue import Queue

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from tests.sabotage_attention import BREAKS_OF_ATTENTION  # noqa: E402 - likewise
from tests.sabotage_backup import BREAKS_OF_BACKUPS  # noqa: E402 - likewise
from tests.sabotage_book import BREAKS_OF_THE_BOOK, Break  # noqa: E402 - found by the line above
from tests.sabotage_calling import BREAKS_OF_CALLING  # noqa: E402 - likewise
from tests.sabotage_clock import BREAKS_OF_THE_CLOCK  # noqa: E402 - likewise
from tests.sabotage_database import BREAKS_OF_DATABASES  # noqa: E402 - likewise
from tests.sabotage_dates import BREAKS_OF_DATES  # noqa: E402 - likewise
from tests.sabotage_dialog import BREAKS_OF_DIALOGS  # noqa: E402 - likewise
from tests.sabotage_doctor import BREAKS_OF_THE_DOCTOR  # noqa: E402 - likewise
from tests.sabotage_exchange import BREAKS_OF_THE_EXCHANGE  # noqa: E402 - likewise
from tests.sabotage_faults import BREAKS_OF_FAULTS  # noqa: E402 - likewise
from tests.sabotage_fingers import BREAKS_OF_THE_FINGERS  # noqa: E402 - likewise
from tests.sabotage_guests import BREAKS_OF_GUESTS  # noqa: E402 - likewise
from tests.sabotage_guests_data import BREAKS_OF_GUESTS_DATA  # noqa: E402 - likewise
from tests.sabotage_hands import BREAKS_OF_THE_HANDS  # noqa: E402 - likewise
from tests.sabotage_history import BREAKS_OF_THE_HISTORY  # noqa: E402 - likewise
from tests.sabotage_house_change import BREAKS_OF_HOUSE_CHANGES  # noqa: E402 - likewise
from tests.sabotage_hurry import BREAKS_OF_HURRY  # noqa: E402 - likewise
from tests.sabotage_keys import BREAKS_OF_THE_KEYS  # noqa: E402 - likewise
from tests.sabotage_language import BREAKS_OF_THE_LANGUAGES  # noqa: E402 - likewise
from tests.sabotage_line import BREAKS_OF_THE_LINE  # noqa: E402 - likewise
from tests.sabotage_live import BREAKS_OF_LIVE  # noqa: E402 - likewise
from tests.sabotage_machine import BREAKS_ON_THE_MACHINE  # noqa: E402 - likewise
from tests.sabotage_manager import BREAKS_OF_THE_MANAGER  # noqa: E402 - likewise
from tests.sabotage_offline import BREAKS_OFFLINE  # noqa: E402 - likewise
from tests.sabotage_order import BREAKS_OF_THE_ORDER  # noqa: E402 - likewise
from tests.sabotage_package import BREAKS_OF_THE_PACKAGE  # noqa: E402 - likewise
from tests.sabotage_party import BREAKS_OF_PARTY  # noqa: E402 - likewise
from tests.sabotage_past import BREAKS_OF_THE_PAST  # noqa: E402 - likewise
from tests.sabotage_prove import BREAKS_OF_PROVE  # noqa: E402 - likewise
from tests.sabotage_reader import BREAKS_OF_THE_READER  # noqa: E402 - likewise
from tests.sabotage_rehearsal import BREAKS_OF_THE_REHEARSAL  # noqa: E402 - likewise
from tests.sabotage_repair import BREAKS_OF_THE_REPAIR  # noqa: E402 - likewise
from tests.sabotage_reports import BREAKS_OF_REPORTS  # noqa: E402 - likewise
from tests.sabotage_reshuffle import BREAKS_OF_THE_RESHUFFLE  # noqa: E402 - likewise
from tests.sabotage_said import BREAKS_OF_WHAT_IS_SAID  # noqa: E402 - likewise
from tests.sabotage_seating import BREAKS_OF_SEATING  # noqa: E402 - likewise
from tests.sabotage_security import BREAKS_OF_SECURITY  # noqa: E402 - likewise
from tests.sabotage_setup import BREAKS_OF_THE_SET_UP  # noqa: E402 - likewise
from tests.sabotage_sharing import BREAKS_OF_SHARING  # noqa: E402 - likewise
from tests.sabotage_sheet import BREAKS_OF_THE_SHEET  # noqa: E402 - likewise
from tests.sabotage_silence import BREAKS_OF_SILENCE  # noqa: E402 - likewise
from tests.sabotage_speed import BREAKS_OF_SPEED  # noqa: E402 - likewise
from tests.sabotage_stand import BREAKS_OF_THE_STAND  # noqa: E402 - likewise
from tests.sabotage_stream import BREAKS_OF_THE_STREAM  # noqa: E402 - likewise
from tests.sabotage_timeline import BREAKS_OF_THE_TIMELINE  # noqa: E402 - likewise
from tests.sabotage_touch import BREAKS_OF_TOUCH  # noqa: E402 - likewise
from tests.sabotage_windows import BREAKS_OF_THE_WINDOWS  # noqa: E402 - likewise

BREAKS: list[Break] = [
    *BREAKS_OF_THE_BOOK,
    *BREAKS_OF_PROVE,
    *BREAKS_OF_THE_READER,
    *BREAKS_OF_THE_FINGERS,
    *BREAKS_OF_WHAT_IS_SAID,
    *BREAKS_OF_THE_REPAIR,
    *BREAKS_OF_SEATING,
    *BREAKS_OF_PARTY,
    *BREAKS_OF_HURRY,
    *BREAKS_OF_THE_RESHUFFLE,
    *BREAKS_OF_HOUSE_CHANGES,
    *BREAKS_OF_REPORTS,
    *BREAKS_OF_FAULTS,
    *BREAKS_OF_THE_STREAM,
    *BREAKS_OF_THE_WINDOWS,
    *BREAKS_OF_DATABASES,
    *BREAKS_OF_DIALOGS,
    *BREAKS_OF_LIVE,
    *BREAKS_OF_THE_HANDS,
    *BREAKS_OF_THE_LINE,
    *BREAKS_OF_DATES,
    *BREAKS_OFFLINE,
    *BREAKS_OF_GUESTS,
    *BREAKS_OF_GUESTS_DATA,
    *BREAKS_OF_SECURITY,
    *BREAKS_OF_SHARING,
    *BREAKS_ON_THE_MACHINE,
    *BREAKS_OF_THE_PACKAGE,
    *BREAKS_OF_THE_SET_UP,
    *BREAKS_OF_SPEED,
    *BREAKS_OF_THE_TIMELINE,
    *BREAKS_OF_TOUCH,
    *BREAKS_OF_THE_SHEET,
    *BREAKS_OF_THE_EXCHANGE,
    *BREAKS_OF_BACKUPS,
    *BREAKS_OF_THE_HISTORY,
    *BREAKS_OF_THE_REHEARSAL,
    *BREAKS_OF_THE_PAST,
    *BREAKS_OF_THE_CLOCK,
    *BREAKS_OF_THE_KEYS,
    *BREAKS_OF_THE_ORDER,
    *BREAKS_OF_THE_LANGUAGES,
    *BREAKS_OF_THE_STAND,
    *BREAKS_OF_SILENCE,
    *BREAKS_OF_THE_DOCTOR,
    *BREAKS_OF_THE_MANAGER,
    *BREAKS_OF_ATTENTION,
    *BREAKS_OF_CALLING,
]
LEFT_OUT = shutil.ignore_patterns(
    *(".venv", ".git", ".*_cache", ".hypothesis", "__pycache__", "*.egg-info")
)
RACES = 3  # a race without its guard may be won by luck, but not three times
LONGEST_S = 300
LATELY = 30  # commits
TESTS_FAILED = 1  # pytest's exit code; anything else means that the test did not run


class Copy:
    """A copy of the tree, in which tests run and things are broken."""

    def __init__(self, place: Path) -> None:
        self.place = place
        shutil.copytree(ROOT, place, ignore=LEFT_OUT)
        found = self._run("-c", "import resv_desktop; print(resv_desktop.__file__)").stdout.strip()
        if not Path(found).is_relative_to(place):
            raise SystemExit(f"Not the copy in {place} is imported, but {found}.")

    def _run(
        self, *arguments: str, longest_s: float | None = None
    ) -> subprocess.CompletedProcess[str]:
        environment = {
            **os.environ,
            "PYTHONPATH": str(self.place),
            "PYTHONDONTWRITEBYTECODE": "1",
            "PYTEST_ADDOPTS": "",
            "RESV_TESTS_PATIENCE_MS": "5000",  # what is broken never comes
        }
        return subprocess.run(
            [sys.executable, *arguments],
            cwd=self.place,
            env=environment,
            capture_output=True,
            text=True,
            check=False,
            timeout=longest_s,
        )

    def test(
        self, *arguments: str, longest_s: float | None = None
    ) -> subprocess.CompletedProcess[str]:
        """Run tests by their names."""
        plain = ("-m", "pytest", "-q", "-p", "no:cacheprovider")
        return self._run(*plain, *arguments, longest_s=longest_s)

    def is_noticed(self, breaking: Break) -> str:
        """Break one thing, run its test, mend it again; return "" or why nobody noticed."""
        files = {self.place / edit.file for edit in breaking.edits}
        whole = {file: file.read_text(encoding="utf-8") for file in files}
        try:
            for edit in breaking.edits:
                file = self.place / edit.file
                text = file.read_text(encoding="utf-8")
                file.write_text(text.replace(edit.old, edit.new), encoding="utf-8")
            for _ in range(RACES):
                done = self.test("-x", breaking.test, longest_s=LONGEST_S)
                if done.returncode != 0:
                    break
        except subprocess.TimeoutExpired:
            return f"the test did not end within {LONGEST_S} s"
        finally:
            for file, text in whole.items():
                file.write_text(text, encoding="utf-8")
        if done.returncode == TESTS_FAILED and "FAILED tests/" in done.stdout:
            return ""
        return "the test stays green" if done.returncode == 0 else done.stdout[-2000:] + done.stderr


def changed_lately() -> set[str]:
    """Return the files of the last commits, or none where there is no history."""
    told = subprocess.run(
        ["git", "log", f"-{LATELY}", "--name-only", "--format="],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    return set(told.stdout.split())


def not_in_the_code(breaking: Break) -> str:
    """Return why a break cannot be made, or ""."""
    broken: dict[str, str] = {}
    for edit in breaking.edits:
        whole = (ROOT / edit.file).read_text(encoding="utf-8")
        if (found := whole.count(edit.old)) != 1:
            return f"the text to be broken is {found} times in {edit.file}"
        broken[edit.file] = broken.get(edit.file, whole).replace(edit.old, edit.new)
    for name, text in broken.items():
        try:
            if name.endswith(".py"):
                ast.parse(text)
        except SyntaxError as error:
            return f"{name} would not be Python any more: {error}"
    return ""


def by_need(breaks: Sequence[Break]) -> list[Break]:
    """Put those first whose code or test was changed lately; no run has the same order."""
    lately = changed_lately()
    in_any_order = random.sample(breaks, len(breaks))

    def is_old(breaking: Break) -> bool:
        files = {edit.file for edit in breaking.edits} | {breaking.test.partition("::")[0]}
        return not files & lately

    return sorted(in_any_order, key=is_old)


def find_stale(breaks: Sequence[Break]) -> set[str]:
    """Say which breaks cannot be made any more; return their promises."""
    stale = {b.promise: why for b in breaks if (why := not_in_the_code(b))}
    for promise, why in stale.items():
        print(f"SURVIVED  {promise}: {why}")
    return set(stale)


def main(words: Sequence[str], *, is_green: bool = False, minutes: float | None = None) -> int:
    """Try the breaks whose promise contains one of the words, or all, as far as time allows."""
    chosen = [b for b in BREAKS if not words or any(word in b.promise for word in words)]
    if not chosen:
        print("No promise has such a word in it.")
        return 1
    stale = find_stale(chosen)
    chosen = [b for b in chosen if b.promise not in stale]
    if minutes is not None:
        chosen = by_need(chosen)
    end = time.monotonic() + 60 * minutes if minutes is not None else float("inf")
    with tempfile.TemporaryDirectory(prefix="resv-sabotage-") as scratch:
        copies: Queue[Copy] = Queue()
        for n in range(min(os.cpu_count() or 1, len(chosen))):
            copies.put(Copy(Path(scratch) / str(n)))

        if not is_green:
            copy = copies.get()
            unbroken = copy.test(*dict.fromkeys(b.test for b in chosen))
            copies.put(copy)
            if unbroken.returncode != 0:
                print(unbroken.stdout, unbroken.stderr, "Unbroken, not all tests are green.")
                return 1

        def attempt(breaking: Break) -> tuple[str, float] | None:
            copy, start = copies.get(), time.monotonic()
            try:
                if start > end:
                    return None
                return copy.is_noticed(breaking), time.monotonic() - start
            finally:
                copies.put(copy)

        survived, tried = len(stale), 0
        with ThreadPoolExecutor(copies.qsize()) as threads:
            for breaking, seen in zip(chosen, threads.map(attempt, chosen), strict=True):
                if seen is None:
                    continue
                why, took_s = seen
                tried += 1
                survived += bool(why)
                name = breaking.test.rpartition("::")[2]
                print(f"{'SURVIVED' if why else 'noticed':9} {took_s:5.1f} s  {breaking.promise}")
                print(f"{'':18} {name}{': ' + why if why else ''}", flush=True)
    if tried < len(chosen):
        print(f"{len(chosen) - tried} more breaks were left out for time; make sabotage tries all.")
    print(f"{tried + len(stale) - survived} passed, {survived} failed")
    return 1 if survived else 0


if __name__ == "__main__":
    parser = argparse.ArgumentParser()
    parser.add_argument("--stale", action="store_true")
    parser.add_argument("--green", action="store_true")
    parser.add_argument("--minutes", type=float)
    parser.add_argument("words", nargs="*")
    given = parser.parse_args()
    if given.stale:
        raise SystemExit(1 if find_stale(BREAKS) else 0)
    raise SystemExit(main(given.words, is_green=given.green, minutes=given.minutes))
