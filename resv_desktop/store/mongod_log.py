"""What the database said last, and what its way of ending means in the host's words."""

import errno
import json
import re
import signal
from pathlib import Path

from resv_desktop.domain.errors import CannotStart
from resv_desktop.domain.words import Sentence, typed_command
from resv_desktop.settings import Folders
from resv_desktop.store.mongod_binary import NO_AVX

TAIL_BYTES = 200_000
LAST_LINES = 6
ROTATE_BYTES = 10_000_000

ILLEGAL_INSTRUCTION = {132, -4, 0xC000001D}
SEGMENTATION = {139, -11, 0xC0000005}
PERMANENT = {2, 62, *ILLEGAL_INSTRUCTION}

_DIGITS_OF_A_NUMBER = 6
_DIGITS_THAT_STAY = 4
_NUMBER = re.compile(rb'"[+\d\s().*_/\\\x80-\xff-]{6,40}"')  # a string of nothing else


def is_large(log: Path) -> bool:
    """Whether it is time to set the log aside."""
    try:
        return log.stat().st_size > ROTATE_BYTES
    except OSError:
        return False


def take_aside(log: Path) -> Path | None:
    """Keep of what the server itself has set aside the last one, as the one generation; return it.

    The server names each after the time.
    """
    aside = sorted(log.parent.glob(f"{log.name}.2*"))
    if not aside:
        return None
    kept = log.with_name(f"{log.name}.1")
    try:
        for older in aside[:-1]:
            older.unlink(missing_ok=True)
        return aside[-1].replace(kept)
    except OSError:
        return None


def rotate(log: Path) -> int:
    """Set a large log aside, one generation; return the length of what is there."""
    try:
        length = log.stat().st_size
        if length > ROTATE_BYTES:
            log.replace(log.with_name(f"{log.name}.1"))
            return 0
    except OSError:
        return 0
    return length


class Blotter:
    """Blots out the guests' numbers in the server's log, all but their last four digits.

    A command that fails half way, or runs out of time, is logged whole by MongoDB. Each digit is
    replaced where it stands, so that the server can go on appending meanwhile.
    """

    def __init__(self, log: Path) -> None:
        self._log = log
        self._done = 0

    def blot(self) -> None:
        """Blot out what was written since the last time; call it often, it costs one look."""
        self._blot(self._log)

    def turn_to_new(self, aside: Path) -> None:
        """Blot out the rest of the log that was set aside under this name, and go on with the new.

        What was blotted out before is not read again: all of it would take the window's time.
        """
        self._blot(aside)
        self._done = 0

    def _blot(self, log: Path) -> None:
        try:
            length = log.stat().st_size
            if length == self._done:
                return
            if length < self._done:  # the log was set aside, and this is a new one
                self._done = 0
            with log.open("r+b", buffering=0) as file:
                file.seek(self._done)
                lines = file.read(length - self._done)
                lines = lines[: lines.rfind(b"\n") + 1]
                for match in _NUMBER.finditer(lines):
                    blotted = _blotted(match[0])
                    if blotted != match[0]:
                        file.seek(self._done + match.start())
                        file.write(blotted)
                self._done += len(lines)
        except OSError:
            return  # no log yet; or Windows, where nobody else may touch it


def _blotted(number: bytes) -> bytes:
    digits = sum(48 <= byte <= 57 for byte in number)  # noqa: PLR2004 - "0" to "9"
    if digits < _DIGITS_OF_A_NUMBER:
        return number
    rest = iter(range(digits - _DIGITS_THAT_STAY))
    return re.sub(rb"\d", lambda digit: digit[0] if next(rest, None) is None else b"x", number)


def last_words(log: Path, start: int = 0) -> str:
    """Return the last errors (E) and fatal lines (F) that the server wrote after this offset.

    Only the message and the reason are taken: the rest of a line may carry a guest's data.
    """
    try:
        with log.open("rb") as file:
            length = file.seek(0, 2)
            file.seek(max(start if start <= length else 0, length - TAIL_BYTES))
            lines = file.read().decode("utf-8", "replace").splitlines()
    except OSError:
        return ""
    words = [said for said in map(_words, lines) if said]
    return "\n".join(words[-LAST_LINES:])


def is_hopeless(code: int, words: str) -> bool:
    """Tell whether the next attempt would end the same way."""
    return code in PERMANENT or _is_full(words)


def sentence(code: int, words: str, *, db: Path, keyfile: Path) -> CannotStart:
    """Return why a server with this exit code did not start, and what to do."""
    return CannotStart(_meaning(code, words, db, keyfile), details=words)


def _meaning(code: int, words: str, db: Path, keyfile: Path) -> str:  # noqa: PLR0911 - one line per reason
    said = words.lower()
    if code in ILLEGAL_INSTRUCTION:
        return NO_AVX
    if _is_full(words):
        return Sentence(
            "The disk is full: the database in {folder} could not start. "
            "Free some space and start again; nothing is lost.",
            folder=db,
        )
    if "keyfile" in said or "security key" in said:
        return Sentence(
            "The database's key file {file} cannot be used. Restore it from a backup, or "
            "delete it: a new one is made at the next start.",
            file=keyfile,
        )
    if "read-only file system" in said or "permission denied" in said:
        return Sentence(
            "The database cannot write to the folder {folder}. Give this user the right to write "
            "in it, or choose another home folder.",
            folder=db,
        )
    if "dbpathinuse" in said or (code == _UNCAUGHT and "lock file" in said):
        return Sentence(
            "Another program is using the data in {folder}. Close it and start again.", folder=db
        )
    if code in _SET_ASIDE:
        backup = _newest_backup(db)
        if backup:
            return Sentence(_SET_ASIDE[code], folder=db, backup=backup)
    if code in _MEANINGS:
        return Sentence(_MEANINGS[code], folder=db)
    if code in SEGMENTATION:
        return Sentence(
            "The MongoDB server crashed at the start. Some versions do so on newer systems: name "
            "another one in RESV_MONGOD."
        )
    return Sentence(
        "The database in {folder} did not start: it ended with {ending}.",
        folder=db,
        ending=_ending(code),
    )


_UNCAUGHT = 100  # MongoDB's EXIT_UNCAUGHT
_MEANINGS = {
    2: "The MongoDB server does not know one of its settings; it may be of a version this "
    "program was not made for.",
    14: "The data in {folder} are damaged. Start again; if it stays so, restore the folder from a "
    "backup.",
    48: "Another program listens where the database should: its address is taken. "
    "Close that program, or restart the computer.",
    62: "The data in {folder} were written by another version of MongoDB, which this one cannot "
    "read. Use the version of this program that was here before, or a newer one.",
    _UNCAUGHT: "The database in {folder} could not be opened. Start again; if it stays so, restore "
    "the folder from a backup.",
}


# Where there is a backup: `restore` begins with the folder's server, which needs another folder.
_SET_ASIDE = {
    14: "The data in {folder} are damaged. Start again; if it stays so, give that folder another "
    "name and bring back the newest backup: resv-desktop restore {backup}",
    _UNCAUGHT: "The database in {folder} could not be opened. Start again; if it stays so, give "
    "that folder another name and bring back the newest backup: resv-desktop restore {backup}",
}


def _newest_backup(db: Path) -> str:
    """Return what is typed behind "restore" for the newest backup beside these data, or ""."""
    from resv_desktop.store.backups.daily import backups_folder, last_saved

    data = db.parent.parent
    saved = last_saved(backups_folder(data))
    if not saved:
        return ""
    is_of_a_home = data != Folders.of_this_user().data and data == Folders.under(data.parent).data
    home = ("--home", str(data.parent)) if is_of_a_home else ()
    return typed_command(*home, str(saved[1]))


def _is_full(words: str) -> bool:
    said = words.lower()
    return "no space left" in said or f"wiredtiger error message: {errno.ENOSPC}" in said


def _ending(code: int) -> str:
    if code >= 0:
        return Sentence("code {number}", number=code)
    try:
        return Sentence("signal {name}", name=signal.Signals(-code).name)
    except ValueError:
        return Sentence("signal {name}", name=-code)


def _words(line: str) -> str:
    try:
        entry = json.loads(line)
    except ValueError:
        return ""
    if not isinstance(entry, dict) or entry.get("s") not in {"E", "F"}:
        return ""
    said = str(entry.get("msg", ""))
    attributes = entry.get("attr")
    if not isinstance(attributes, dict):
        return said
    reasons = [_reason(attributes.get(name)) for name in ("error", "message", "msg", "reason")]
    return " ".join(": ".join([said, *filter(None, reasons)]).split())


def _reason(found: object) -> str:
    if isinstance(found, dict):
        parts = (found.get("codeName"), found.get("errmsg"), found.get("msg"))
        return " ".join(str(part) for part in parts if part)
    return str(found).strip() if found else ""
