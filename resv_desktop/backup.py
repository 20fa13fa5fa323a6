"""Backup and restore at a terminal: asks for the passphrase, says how far it is."""

import os
import sys
import unicodedata
from pathlib import Path

from resv_desktop.controller import Controller
from resv_desktop.disk_space import size
from resv_desktop.domain.errors import BackupNotMade, CannotRestore
from resv_desktop.domain.words import how_many
from resv_desktop.repair import tell_faults
from resv_desktop.settings import Folders
from resv_desktop.startup import open_controller, restore
from resv_desktop.store.backups.file_format import Facts
from resv_desktop.store.backups.read_file import BackupFile
from resv_desktop.terminal import ask_secret, is_terminal, tell

_VARIABLE = "RESV_BACKUP_PASSPHRASE"
_NOT_TYPED = ("Cc", "Cs")  # of Unicode: a line's end and such, and what was no letter


def save(controller: Controller, path: Path, *, is_encrypted: bool, overwrite: bool) -> None:
    """Save the book into a file. Raises BackupNotMade, Outage."""
    passphrase = _new_passphrase() if is_encrypted else ""
    if any(unicodedata.category(sign) in _NOT_TYPED for sign in passphrase):
        raise BackupNotMade(
            "The passphrase holds a sign that cannot be typed, or that is no letter here (it may "
            "be one in another encoding), so nobody could give it again. Nothing was written."
        )
    facts = controller.back_up(
        path, passphrase=passphrase, overwrite=overwrite, progress=_Progress("Saving")
    )
    print(f"Saved in {path}, {size(path.stat().st_size)}: {_what(facts)}.")
    print(
        "Keep the passphrase: nobody can open this file without it."
        if facts.sealed
        else "It is not encrypted: whoever has the file can read names and numbers of guests."
    )


def bring_back(
    path: Path, *, uri: str | None, database: str, folders: Folders, station: str, command: str
) -> bool:
    """Restore a backup and check the book; return whether nothing is wrong with it.

    command is how the program is called for this book.
    Raises CannotRestore, CannotStart, Outage.
    """
    with BackupFile(path) as file:
        if file.is_sealed:
            file.unseal(_known_passphrase(path))
        file.verify()
        print(f"{path}: {_what(file.facts)}.")
        restore(
            file,
            uri=uri,
            database=database,
            folders=folders,
            say=tell,
            progress=_Progress("Restoring"),
        )
    print(f'Restored into the database "{database}".')
    with open_controller(
        uri=uri, database=database, station=station, folders=folders, must_exist=True
    ) as controller:
        is_all_right = tell_faults(controller, command=command)
        if uri is None:
            _tell_of_stations(controller, database)
    return is_all_right


def _tell_of_stations(controller: Controller, database: str) -> None:
    """Say where this machine is shared, and no station has, or not all have, this book."""
    sharing = controller.sharing()
    if sharing.is_on and not sharing.stations:
        print(
            "This machine is shared, and no station is let in: those that had joined it join again "
            "with a new code (menu, Set-up, Stations)."
        )
    elsewhere = {each.database for each in sharing.stations} - {database, ""}
    if elsewhere:
        print(
            "Stations that have joined this machine go on with the book they joined, in "
            f"{', '.join(sorted(elsewhere))}. This one they have once they join it with a new "
            "code (menu, Set-up, Stations)."
        )


def _what(facts: Facts) -> str:
    counts = facts.counts
    return (
        f'the book "{facts.database}" as of {facts.at:%Y-%m-%d %H:%M:%S} UTC, '
        f"{how_many(counts.get('restaurants', 0), 'restaurant')}, "
        f"{how_many(counts.get('reservations', 0), 'reservation')}, "
        f"{how_many(facts.documents, 'document')} in all"
    )


def _new_passphrase() -> str:
    given = os.environ.get(_VARIABLE)
    if given:
        return given
    if not is_terminal(sys.stdin):
        raise BackupNotMade(
            "There is no terminal to ask for the passphrase, and none in RESV_BACKUP_PASSPHRASE. "
            "Nothing was written."
        )
    typed = ask_secret("Passphrase: ")
    if not typed or typed != ask_secret("Once more: "):
        raise BackupNotMade("That was not twice the same passphrase. Nothing was written.")
    return typed


def _known_passphrase(path: Path) -> str:
    given = os.environ.get(_VARIABLE)
    if given:
        return given
    if not is_terminal(sys.stdin):
        raise CannotRestore(
            "The backup {file} is encrypted. There is no terminal to ask for the passphrase, and "
            "none in RESV_BACKUP_PASSPHRASE.",
            file=path,
        )
    return ask_secret("Passphrase: ")


class _Progress:
    """Says on a terminal how far it is, in place."""

    def __init__(self, what: str) -> None:
        self._what = what
        self._is_seen = is_terminal(sys.stderr)

    def __call__(self, done: int, total: int) -> None:
        if self._is_seen:
            end = "\n" if done >= total else ""
            print(f"\r{self._what}: {done} of {total}", end=end, file=sys.stderr, flush=True)
