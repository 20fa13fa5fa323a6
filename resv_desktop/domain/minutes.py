"""How minutes are counted, wherever they are said."""

from datetime import datetime, timedelta
from typing import Final

_MINUTE: Final = timedelta(minutes=1)


def minutes_since(at: datetime, now: datetime) -> int:
    """Return how many minutes have passed since an instant, whole ones only; negative before it."""
    return (now - at) // _MINUTE


def minutes_until(at: datetime, now: datetime) -> int:
    """Return how many minutes are left until an instant: one that has begun is still left.

    So what has passed of an hour and what is left of it are always sixty.
    """
    return -minutes_since(at, now)
