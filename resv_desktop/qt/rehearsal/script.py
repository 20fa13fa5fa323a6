"""How far an evening that is practised has come."""

from collections.abc import Sequence
from datetime import datetime

from resv_desktop.domain.rehearsal import Cue


class Script:
    """One cue after the other; between two hours it waits for the clock to be set forward."""

    def __init__(self, cues: Sequence[Cue]) -> None:
        self._cues = list(cues)
        self._place = 0
        self._is_between = False

    @property
    def cue(self) -> Cue | None:
        """What happens now; None between two hours and at the end."""
        return None if self.is_over or self._is_between else self._cues[self._place]

    @property
    def is_over(self) -> bool:
        """Whether nothing more happens."""
        return self._place >= len(self._cues)

    @property
    def next_hour(self) -> datetime | None:
        """When it goes on (UTC), where the hour before is done; else None."""
        return self._cues[self._place].at if self._is_between else None

    @property
    def hour_done(self) -> datetime | None:
        """The hour (UTC) that is done, between two; else None."""
        return self._cues[self._place - 1].at if self._is_between else None

    def step(self) -> None:
        """Go on."""
        if self._is_between:
            self._is_between = False
            return
        before = self._cues[self._place].at
        self._place += 1
        self._is_between = not self.is_over and self._cues[self._place].at != before
