"""A clock for how long things take, which nobody can set."""

import time

_CLOCK = (
    getattr(time, "CLOCK_BOOTTIME", time.CLOCK_MONOTONIC)
    if hasattr(time, "CLOCK_MONOTONIC")
    else None
)


def steady_s() -> float:
    """Return seconds on a clock that nobody can set; where possible it runs on in standby."""
    return time.monotonic() if _CLOCK is None else time.clock_gettime(_CLOCK)
