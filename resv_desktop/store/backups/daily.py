"""A backup a day beside the book that the program keeps itself, two weeks of them."""

import logging
import re
from collections import defaultdict
from collections.abc import Callable
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from pathlib import Path

from resv_desktop.disk_space import MINIMUM_FREE_BYTES, free_bytes
from resv_desktop.domain.errors import BackupNotMade, Outage
from resv_desktop.settings import BACKUPS
from resv_desktop.store.backups.file_format import SUFFIX
from resv_desktop.store.backups.read_file import database_of
from resv_desktop.store.backups.save import Stop, save_book
from resv_desktop.store.backups.write_file import UNFINISHED, not_written
from resv_desktop.store.platforms import this_platform
from resv_desktop.store.store import Store

logger = logging.getLogger(__name__)

KEPT = timedelta(days=14)
_ALWAYS_KEPT = 2  # however old: after a holiday the last good one may be older than two weeks
# A clock that is wrong for some days makes that much room at most; after a holiday it takes a week.
_GO_AT_ONCE = 2
_BEGINS_AT = 5  # o'clock on this machine: no evening is running any more
_NAME = re.compile(r"book-(\d{8}T\d{6}Z)" + re.escape(SUFFIX))
_STAMP = "%Y%m%dT%H%M%SZ"
_GROWS_BY = 2  # the next one is not larger than so many times the last one


def backups_folder(data: Path) -> Path:
    """Return where the backups of a data folder are kept."""
    return data / BACKUPS


def save_daily(
    store: Store,
    folder: Path,
    *,
    is_right: Callable[[], bool],
    now: datetime | None = None,
    stop: Stop | None = None,
) -> Path | None:
    """Save today's backup where there is none, then remove what is older than 14 days.

    Returns the new file, or None where nothing was to be done: today's is there, or another
    program is just making it. Nothing is removed unless the new one is safe on the disk, and
    is_right() says that the clock can be believed; by one that is far ahead all would be old.
    Raises BackupNotMade and Outage.
    """
    now, database = now or datetime.now(UTC), store.database.name
    if not _is_due(folder, database, now):
        return None
    try:
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        lock = (folder / ".lock").open("ab")
    except OSError as error:
        raise not_written(folder / "book", error) from error
    with lock:
        if not this_platform().lock(lock) or not _is_due(folder, database, now):
            return None
        for left in folder.glob(f".book-*{UNFINISHED}"):  # of a program that was killed
            with suppress(OSError):
                left.unlink()
        _check_space(folder)
        path = folder / f"book-{now.astimezone(UTC).strftime(_STAMP)}{SUFFIX}"
        save_book(store, path, stop=stop)
        _remove_old(folder, database, now, is_right)
        return path


def saved_on(folder: Path) -> dict[datetime, Path]:
    """Return the daily backups that are there, the oldest first, by when they were begun."""
    found = {}
    for path in folder.glob(f"book-*{SUFFIX}"):
        named = _NAME.fullmatch(path.name)
        if named is not None:
            with suppress(ValueError):
                found[datetime.strptime(named[1], _STAMP).replace(tzinfo=UTC)] = path
    return dict(sorted(found.items()))


def last_saved(
    folder: Path, now: datetime | None = None, *, database: str = ""
) -> tuple[datetime, Path] | None:
    """Return the last daily backup and when it was begun; None before the first.

    With a database only those of its book count: one home may have several (--database). One from
    the future was made while the clock was wrong: it may be the oldest of all, and counts only
    where there is no other.
    """
    saved, now = saved_on(folder), now or datetime.now(UTC)
    if database:
        saved = {at: path for at, path in saved.items() if _book_of(path, database) == database}
    past = [at for at in saved if at <= now]
    last = max(past or saved, default=None)
    return None if last is None else (last, saved[last])


def path_before_upgrade(folder: Path, version: int) -> Path:
    """Return the name of the backup that is made before a book of this layout is upgraded."""
    stamp = datetime.now(UTC).strftime(_STAMP)
    return folder / f"before-upgrade-of-layout-{version}-{stamp}{SUFFIX}"


def _book_of(path: Path, unknown: str) -> str:
    """Return which database a backup is of; `unknown` where it does not say it."""
    return database_of(path) or unknown


def _is_due(folder: Path, database: str, now: datetime) -> bool:
    local = now.astimezone()
    begins = local.replace(hour=_BEGINS_AT, minute=0, second=0, microsecond=0)
    if local < begins:
        begins -= timedelta(days=1)
    # One from the future was made while the clock was wrong, and says nothing of today.
    today = [path for at, path in saved_on(folder).items() if begins <= at <= now]
    return not any(_book_of(path, database) == database for path in today)


def _check_space(folder: Path) -> None:
    """Raise BackupNotMade where the database would have too little room beside the backup."""
    last = max((path.stat().st_size for path in saved_on(folder).values()), default=0)
    if free_bytes(folder) < MINIMUM_FREE_BYTES + last * _GROWS_BY:
        raise BackupNotMade(
            "Today's backup was not made: the disk is nearly full. Free some space; the backups "
            "of the days before are still there. They are in {folder}.",
            folder=folder,
        )


def _remove_old(folder: Path, database: str, now: datetime, is_right: Callable[[], bool]) -> None:
    saved = saved_on(folder)
    past = [at for at in saved if at <= now]  # one from the future is no good one that is left
    of_book: defaultdict[str, list[datetime]] = defaultdict(list)
    for at in past:
        of_book[_book_of(saved[at], database)].append(at)
    kept = {at for each in of_book.values() for at in each[-_ALWAYS_KEPT:]}
    old = [at for at in past if at not in kept and now - at > KEPT]
    try:
        if not old or not is_right():
            return
    except Outage:  # the new one is safe, and tomorrow is another day
        return
    for at in old[:_GO_AT_ONCE]:
        logger.info("a backup of %s is older than two weeks and goes", at.date())
        with suppress(OSError):
            saved[at].unlink()
