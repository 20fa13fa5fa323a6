"""What this station remembers about itself, and the folders it keeps things in."""

import errno
import json
import logging
import os
import re
import socket
import tempfile
import time
from collections.abc import Callable
from contextlib import suppress
from dataclasses import asdict, dataclass, field, fields
from pathlib import Path
from typing import Any, TypeGuard

import platformdirs

from resv_desktop.domain.errors import CannotStart
from resv_desktop.domain.words import Sentence, one_line
from resv_desktop.private_place import demand_folder, runtime_folder, shut_to_others

logger = logging.getLogger(__name__)

APP = "resv-desktop"
DEFAULT_DATABASE = "resv"
LONGEST_STATION, LONGEST_INITIALS = 40, 8
BACKUPS = "backups"  # a folder of the data folder
HALF_WRITTEN_S = 60.0  # a small file is whole by then, or its program was killed
_HALF_WRITTEN = re.compile(r"\..+\.[a-z0-9_]{8}")  # as tempfile makes a name beside another one
SOCKET_PATH_LIMIT = 107  # bytes, sun_path of Linux without its closing zero


@dataclass(frozen=True, slots=True)
class Folders:
    """Where everything of one station lives: all under one home, or where the system wants it.

    runtime holds sockets only. It is short, since a socket's path may have no more than 107 bytes.
    """

    data: Path
    config: Path
    logs: Path
    cache: Path
    runtime: Path

    @classmethod
    def of_this_user(cls) -> "Folders":
        """Return the folders that the system gives this user's programs."""
        return cls(
            data=platformdirs.user_data_path(APP, appauthor=False),
            config=platformdirs.user_config_path(APP, appauthor=False),
            logs=platformdirs.user_log_path(APP, appauthor=False),
            cache=platformdirs.user_cache_path(APP, appauthor=False),
            runtime=runtime_folder(APP),
        )

    @classmethod
    def under(cls, home: Path) -> "Folders":
        """Return folders that all lie under one home."""
        home = home.expanduser().absolute()
        return cls(
            data=home / "data",
            config=home / "config",
            logs=home / "logs",
            cache=home / "cache",
            runtime=home / "run",
        )

    def keep_private(self) -> None:
        """Shut the folders that are there already to other users.

        Raises CannotStart where that cannot be, or where we cannot enter those we need.
        """
        for folder in (self.data, self.config):
            try:
                demand_folder(folder)
            except OSError as error:
                raise CannotStart(
                    Sentence(
                        "The folder {folder} cannot be used ({why}). It must belong to you: make "
                        "it yours, or choose another home folder.",
                        folder=folder,
                        why=error.strerror,
                    )
                ) from None
        for folder in (self.data, self.config, self.logs, self.cache, self.runtime):
            try:
                shut_to_others(folder)
            except OSError as error:
                raise CannotStart(
                    Sentence(
                        "Other users of this computer can enter the folder {folder}, and that "
                        "cannot be changed ({why}). It must belong to you: make it yours, or "
                        "choose another home folder.",
                        folder=folder,
                        why=error.strerror,
                    )
                ) from None

    def remove_half_written(self) -> None:
        """Remove what killed programs have left beside files of this station."""
        places = ("", "sheets", "mongodb", "mongodb/tls")
        for folder in (self.config, *(self.data / place for place in places)):
            remove_half_written(folder)


def _machine_name() -> str:
    return socket.gethostname().partition(".")[0][:LONGEST_STATION] or "Stand 1"


@dataclass(frozen=True, slots=True)
class Settings:
    """The choices of one station; it is called after its machine until it gets another name."""

    station: str = field(default_factory=_machine_name)
    uri: str = ""
    database: str = DEFAULT_DATABASE
    restaurant_id: str = ""
    theme: str = "system"
    language: str = ""  # as the system, or one of LANGUAGES
    clock: str = ""  # as is usual where the language is spoken, or one of CLOCKS
    tables_form: str = "all"
    geometry: str = ""
    host: str = ""  # the initials of who is at this station
    sheet_to: str = ""  # "pdf", "printer:" and its name, or not chosen yet
    text_size: int = 100  # per cent, one of TEXT_SIZES
    journal_months: int = 0  # older lines of the journal go into files; 0: never
    feed_file: str = ""  # a calendar that is kept up to date there; "" is none
    feed_restaurant: str = ""  # the id of the one that it is of; "" before it was first kept
    feed_details: bool = False  # whether it holds numbers in full, and notes
    touch_keys: bool = True  # whether a finger on a field brings keys on the screen
    single_keys: bool = True  # whether plain characters do something by themselves
    keys: dict[str, list[str]] = field(default_factory=dict)  # those that are not the usual ones
    # By restaurant: what goes of old guests for the first time, as it was read here.
    forgetting_read: dict[str, list[str]] = field(default_factory=dict)


THEMES = ("system", "light", "dark")
LANGUAGES = ("", "en", "he", "de", "fr")
CLOCKS = ("", "24", "12")
TABLES_FORMS = ("all", "timeline")  # how the window shows all tables
TEXT_SIZES = (100, 115, 130, 150, 200)
JOURNAL_MONTHS = (0, 3, 6, 12, 24, 36, 60)
_LONGEST = {"station": LONGEST_STATION, "host": LONGEST_INITIALS}
_CHOICES: dict[str, tuple[object, ...]] = {
    "theme": THEMES,
    "language": LANGUAGES,
    "clock": CLOCKS,
    "tables_form": TABLES_FORMS,
    "text_size": TEXT_SIZES,
    "feed_details": (True, False),
    "touch_keys": (True, False),
    "single_keys": (True, False),
    "journal_months": JOURNAL_MONTHS,
}


def load_settings(path: Path, *, is_book_given: bool = False) -> tuple[Settings, str]:
    """Read the settings; return them and, where something was wrong, a sentence about it.

    Rubbish costs a choice, but never leads to another book: where it cannot be read which
    database this station belongs to, CannotStart is raised, unless is_book_given says that the
    settings do not decide it. Then a file of rubbish is kept beside the new one as `*.broken`.
    """
    try:
        raw: Any = read_json(path)
    except FileNotFoundError:
        return Settings(), ""
    except (OSError, ValueError) as error:
        return Settings(), _without(path, is_book_given, str(error))
    if not isinstance(raw, dict):
        return Settings(), _without(path, is_book_given, "it is no JSON object")
    known = {choice.name for choice in fields(Settings)}
    right = {name: raw[name] for name in known & raw.keys() if _makes_sense(name, raw[name])}
    wrong = sorted((known & raw.keys()) - right.keys())
    if not is_book_given and {"uri", "database"} & set(wrong):
        raise _unknown_book(path, f"wrong: {', '.join(wrong)}")
    if wrong:
        return Settings(**right), f"Settings that made no sense were left out: {', '.join(wrong)}."
    return Settings(**right), ""


def _makes_sense(name: str, value: object) -> bool:
    if name in _CHOICES:
        # A 1 is no True here, nor a True a 1.
        return any(type(value) is type(choice) and value == choice for choice in _CHOICES[name])
    if name in ("keys", "forgetting_read"):
        return isinstance(value, dict) and all(
            isinstance(each, list) and all(_is_text(text) for text in (what, *each))
            for what, each in value.items()
        )
    if not _is_text(value) or len(value) > _LONGEST.get(name, len(value)):
        return False
    return name not in ("station", "database") or bool(value.strip())


def _is_text(value: object) -> TypeGuard[str]:
    """Whether something is a text that can be saved again; half a character cannot."""
    return isinstance(value, str) and one_line(value) == " ".join(value.split())


def read_json(path: Path) -> Any:
    """Return what a file of JSON says. Raises OSError, and ValueError where it is none."""
    try:
        # Some editors begin a file with a mark, and the settings may be mended by hand.
        return json.loads(path.read_text(encoding="utf-8-sig"))
    except RecursionError:
        raise ValueError("it is nested too deep") from None


def save_settings(path: Path, settings: Settings) -> None:
    """Write the settings, readable by this user only, all of them or none.

    What only another version of the program knows stays in the file as it was.
    """
    choices = asdict(settings)
    try:
        content = _written(choices | _of_another_version(path))
    except (UnicodeEncodeError, RecursionError):  # half a character, or too deep
        content = _written(choices)
    write_private(path, content)


def _written(choices: dict[str, Any]) -> bytes:
    return json.dumps(choices, indent=2, ensure_ascii=False).encode("utf-8")


def _of_another_version(path: Path) -> dict[str, Any]:
    try:
        raw: Any = read_json(path)
    except (OSError, ValueError):
        return {}
    known = {choice.name for choice in fields(Settings)}
    return {name: raw[name] for name in raw if name not in known} if isinstance(raw, dict) else {}


def write_private(path: Path, content: str | bytes, *, mode: int | None = None) -> None:
    """Replace a file in one step; only this user can read it, unless another mode is given.

    A link stays one: its target is replaced.
    """
    data = content.encode("utf-8") if isinstance(content, str) else content
    path = meant_by(path)
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        if mode is not None:
            Path(name).chmod(mode)
        Path(name).replace(path)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise


def remove_half_written(
    folder: Path,
    suffix: str = "",
    *,
    is_ours: Callable[[Path], bool] = Path.is_file,
    stale_s: float = HALF_WRITTEN_S,
) -> None:
    """Remove what programs that were killed have left of files they were writing in a folder.

    What was written to since less than stale_s ago stays: it may still become a file.
    """
    with suppress(OSError):
        for left in folder.glob(f".*{suffix}"):
            if not _HALF_WRITTEN.fullmatch(left.name.removesuffix(suffix)):
                continue
            with suppress(OSError):
                if time.time() - left.lstat().st_mtime > stale_s and is_ours(left):
                    left.unlink()


def meant_by(path: Path) -> Path:
    """Return the file that is to be replaced, which for a link is its target.

    Raises OSError where something is there that is no regular file.
    """
    target = Path(os.path.realpath(path))
    if os.path.lexists(target) and not target.is_file():
        raise OSError(errno.EINVAL, Sentence("{file} is no regular file", file=target))
    return target


def sync_folder(folder: Path) -> None:
    """Let the names in a folder be on the disk for certain, where the system can say so."""
    if os.name != "posix":
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def _without(path: Path, is_book_given: bool, why: str) -> str:
    if not is_book_given:
        raise _unknown_book(path, why)
    broken = path.with_name(f"{path.name}.broken")
    try:
        path.chmod(0o600)  # a password may still stand in it
        path.replace(broken)
    except OSError:
        logger.warning("the settings file can neither be read nor moved")
        return f"The settings in {path} cannot be read. The usual ones are used."
    return f"The settings could not be understood. They are kept in {broken}."


def _unknown_book(path: Path, why: str) -> CannotStart:
    return CannotStart(
        Sentence(
            "The settings in {path} cannot be understood, so it is not known which database this "
            "station belongs to. Mend the file, or delete it to begin with the usual settings.",
            path=path,
        ),
        details=why,
    )
