"""What a station asked for and what it was told, written down so that its own end loses nothing."""

import json
from collections.abc import Iterator
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any, Self

DONE = "done"
NOTHING_SAVED = "outage"  # the database was silent and nothing was saved, so the host was told
UNCLEAR = "unclear"  # the database was silent, and it was not known whether it was saved
BUG = "bug"


@dataclass(frozen=True, slots=True, kw_only=True)
class Write:
    """One thing a host wants, under one id, however often it is asked for.

    act is "reserve", "cancel" or "move"; a reserve's id is that of its reservation. Slot and table
    are where it is wanted; those of a cancel are where the host believed it to be.
    """

    id: str
    act: str
    station: str
    reservation_id: str
    slot_id: str
    table_id: str
    phone: str
    party: int = 1


@dataclass(frozen=True, slots=True)
class Answer:
    """What a station was told: DONE, a refusal's kind, NOTHING_SAVED, UNCLEAR or BUG."""

    kind: str
    took_s: float
    words: str = ""


@dataclass(slots=True)
class Story:
    """A write and every answer to it, in order."""

    write: Write
    answers: list[Answer] = field(default_factory=list)
    asked: int = 0
    is_open: bool = False

    @property
    def outcome(self) -> str:
        """The last answer; UNCLEAR where the last attempt has none."""
        return UNCLEAR if self.is_open else self.answers[-1].kind

    @property
    def was_unclear(self) -> bool:
        """Whether an attempt ended without a clear answer."""
        return self.asked > len(self.answers) or any(a.kind == UNCLEAR for a in self.answers)


class Record:
    """The file of one station: a line before each attempt, and one with its answer."""

    def __init__(self, path: Path) -> None:
        # Without a buffer each line is the kernel's at once, and survives the station.
        self._file = path.open("ab", buffering=0)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._file.close()

    def ask(self, write: Write) -> None:
        """Write down what is about to be asked for."""
        self._add({"ask": asdict(write)})

    def told(self, write: Write, answer: Answer) -> None:
        """Write down the answer."""
        self._add({"id": write.id, "told": asdict(answer)})

    def _add(self, line: dict[str, object]) -> None:
        self._file.write(json.dumps(line, ensure_ascii=False).encode() + b"\n")


def stories(paths: list[Path]) -> list[Story]:
    """Read the records of all stations."""
    found: dict[str, Story] = {}
    for path in paths:
        for line in _whole_lines(path):
            if "ask" in line:
                write = Write(**line["ask"])
                story = found.setdefault(write.id, Story(write))
                story.asked, story.is_open = story.asked + 1, True
            else:
                story = found[line["id"]]
                story.answers.append(Answer(**line["told"]))
                story.is_open = False
    return list(found.values())


def _whole_lines(path: Path) -> Iterator[dict[str, Any]]:
    """Yield the lines; the last one is left out where the station died while writing it."""
    if path.exists():
        for line in path.read_bytes().split(b"\n")[:-1]:
            yield json.loads(line)
