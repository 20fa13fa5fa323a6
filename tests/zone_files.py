"""Zone files of the tests' own, as a new version of tzdata would bring them."""

import struct
from datetime import datetime
from io import BytesIO
from zoneinfo import ZoneInfo

Changes = tuple[tuple[datetime, int], ...]


def zone_file(changes: Changes = (), first: int = 0) -> bytes:
    """Return a zone file: its first offset in minutes, and from which instants others hold."""
    offsets = sorted({first, *(minutes for _, minutes in changes)})
    names = b"LOC\0"
    # The first of the types holds before the first change.
    every = [first, *offsets]
    types = b"".join(struct.pack(">lBB", minutes * 60, 0, 0) for minutes in every)
    times = [(int(at.timestamp()), offsets.index(minutes) + 1) for at, minutes in sorted(changes)]

    def body(width: str) -> bytes:
        packed = b"".join(struct.pack(f">{width}", at) for at, _ in times)
        return packed + bytes(place for _, place in times) + types + names

    counts = (0, 0, 0, len(times), len(every), len(names))
    head = b"TZif2" + bytes(15) + struct.pack(">6l", *counts)
    # What holds after the last change holds for good.
    last = changes[-1][1] if changes else first
    hours, minutes = divmod(abs(last), 60)
    rule = f"<LOC>{'-' if last > 0 else ''}{hours}:{minutes:02d}".encode()
    return head + body("l") + head + body("q") + b"\n" + rule + b"\n"


def zone_of(*changes: tuple[datetime, int], first: int = 0, key: str = "Test/Zone") -> ZoneInfo:
    """Return a zone from such a file."""
    return ZoneInfo.from_file(BytesIO(zone_file(changes, first)), key=key)
