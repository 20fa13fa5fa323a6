"""Where this station rehearses, kept on this machine until the scratch database is gone again."""

import json
import logging
from pathlib import Path

from resv_desktop.settings import read_json, write_private

logger = logging.getLogger(__name__)


class LeftRehearsal:
    """One private file that is there as long as a scratch database of this station may be.

    A place is that of a MongoDB, without a password; "" is the program's own. Asked from one
    thread at a time.
    """

    def __init__(self, path: Path) -> None:
        """Touch nothing yet."""
        self._path = path

    def begin(self, name: str, place: str) -> None:
        """Keep the name of a scratch database, before it is made.

        Raises OSError where it cannot be kept: nobody would ever find the database again.
        """
        write_private(self._path, json.dumps({**self._read(), place: name}))

    def at(self, place: str) -> str:
        """Return the name of what was left at a place, or ""."""
        return self._read().get(place, "")

    def end(self, place: str) -> None:
        """Keep what was at a place no longer: the database is gone."""
        left = {where: name for where, name in self._read().items() if where != place}
        try:
            if left:
                write_private(self._path, json.dumps(left))
            else:
                self._path.unlink(missing_ok=True)
        except OSError as error:
            logger.warning("a rehearsal seems to be left: %s", type(error).__name__)

    def _read(self) -> dict[str, str]:
        try:
            kept = read_json(self._path)
            return {str(place): str(name) for place, name in kept.items()}
        except FileNotFoundError:
            return {}
        except (OSError, ValueError, AttributeError) as error:
            logger.warning("where the rehearsal was makes no sense: %s", type(error).__name__)
            return {}
