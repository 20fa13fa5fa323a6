"""A zone for houses of tests that use the running day: it does not end while they do."""

from datetime import datetime


def zone_at_noon(now: datetime) -> str:
    """Return the zone, without a summer time, in which it is past twelve at an instant (UTC)."""
    behind = now.hour - 12
    return f"Etc/GMT{behind:+d}" if behind else "Etc/GMT"
