"""What the host is in the middle of, kept on this machine until it is done or left."""

import logging
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

import msgspec
import psutil

from resv_desktop.domain.slot import Slot
from resv_desktop.settings import write_private

logger = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True, kw_only=True)
class HalfTyped:
    """The form of a free table as far as it was filled.

    wanted is how many the host said, size how many were chosen for the table. attempt_id is the id
    of a reservation that was asked for and whose answer never came, or "".
    """

    slot: Slot
    wanted: int
    size: int | None = None
    phone: str = ""
    name: str = ""
    note: str = ""
    allergy: bool = False
    attempt_id: str = ""
    second_table: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Work:
    """Where the host was: the day, for how many guests, what was picked and what was typed.

    is_line_in_form says that the form was opened by the line, with all that stands in that.
    lease_id is the id under which the other stations are told what the host is about to take.
    has_ended says that the program ended as it should while something was half typed.
    """

    rest_id: str = ""
    on: date | None = None
    party_size: int = 0
    picked: tuple[str, str, int] | None = None
    line: str = ""
    form: HalfTyped | None = None
    is_line_in_form: bool = False
    lease_id: str = ""
    has_ended: bool = False


@dataclass(frozen=True, slots=True)
class Left:
    """What a run left behind that did not end as it should, or that was ended over a half-typed
    form.

    is_switched_off says that the computer has been started anew since: then nobody knows more
    than that it was switched off meanwhile.
    """

    work: Work
    is_switched_off: bool


def forget_typed(path: Path, says_too_much: Callable[[str], bool]) -> bool:
    """Leave out what was typed of a guest, where it stands in the file; return whether it did."""
    try:
        work = msgspec.json.decode(path.read_bytes(), type=Work)
    except FileNotFoundError:
        return False
    except ValueError:
        path.unlink(missing_ok=True)  # nobody can tell what stands in it
        return True
    form = work.form
    is_in_form = form is not None and says_too_much(" ; ".join((form.phone, form.name, form.note)))
    is_in_line = says_too_much(work.line)
    if is_in_form or is_in_line:
        line, kept = "" if is_in_line else work.line, None if is_in_form else form
        write_private(path, msgspec.json.encode(replace(work, line=line, form=kept)))
    return is_in_form or is_in_line


class LeftOff:
    """One private file that is there while the program runs, and gone once it has ended well.

    A guest's number stands in it only as long as it stands half typed in a window; where the
    system ends the program meanwhile, until the next start. A file that
    cannot be read or written costs the convenience and never a reservation, so nothing is raised.
    Asked from one thread at a time.
    """

    def __init__(self, path: Path) -> None:
        """Touch nothing yet."""
        self._path = path
        self._is_of_last_run = True  # whatever is there

    def begin(self) -> Left | None:
        """Return what the last run left in the middle of something; from now on this one runs.

        It stays until it is replaced: a window that never came has taken nothing over.
        """
        try:
            written_at = self._path.stat().st_mtime
            work = msgspec.json.decode(self._path.read_bytes(), type=Work)
        except FileNotFoundError:
            self.keep(Work())
            return None
        except (OSError, ValueError) as error:
            logger.warning("where the host left off makes no sense: %s", type(error).__name__)
            return Left(Work(), is_switched_off=False)
        return Left(work, is_switched_off=psutil.boot_time() > written_at)

    def keep(self, work: Work) -> None:
        """Keep what the host is doing now in the place of what was kept before."""
        self._is_of_last_run = False
        try:
            write_private(self._path, msgspec.json.encode(work))
        except OSError as error:
            logger.warning("what the host is doing was not saved: %s", type(error).__name__)

    def end(self) -> None:
        """Keep nothing of this run any more: the program ends as it should."""
        if self._is_of_last_run:
            return
        try:
            self._path.unlink(missing_ok=True)
        except OSError as error:
            logger.warning("the program seems to run on: %s", type(error).__name__)
