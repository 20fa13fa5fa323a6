"""The README shows some figures of the last run, beside what they mean to a host."""

import re
from collections.abc import Iterator

# What a line of the README begins with, and the line of the run that it shows.
SHOWN = {
    "reserve, 8 stations on different hours": (
        "reserve, 8 stations on different hours, to bare minimum"
    ),
    "cancel, 8 stations on different hours": (
        "cancel, 8 stations on different hours, to bare minimum"
    ),
    "reserve and cancel, 8 stations on one hot hour": "reserve and cancel, 8 stations on one hot",
    "another station's commit until the window hears it": "another station's commit to the window",
    "a day's lists, 40 tables, five years of data": (
        "slots + reservations_on of a day, 40 tables, 5 years of data, to bare finds"
    ),
    "`check` of a year with 100,000 reservations": "check of 1 year with 100,000 reservations",
    "start to the first painted window": "process start to painted window",
    "start to usable, on a running server": "process start to usable",
    "memory when usable": "memory when usable",
    "click on the next day until it is painted, p95": (
        "click on the next day to painted, 60 tables x 24 hours, list"
    ),
    "click on another party size until it is painted, p95": "click on another party size",
    "another station's act until it is painted here, p95": "another station's reserve or cancel to",
    "longest stall of the window in an act, p99": "longest stall",
}
_WHERE = re.compile(r"\d+ \w+ \d{4}, [^\n]*?resv-desktop [\d.]+\.")


def shown_in(readme: str, result: str) -> str:
    """Return the README with the figures of a run; raise KeyError for one that is not in it."""
    found = dict(_cells(result))
    where = _WHERE.search(result)
    if where is not None:
        readme = _WHERE.sub(lambda _: where[0], readme, count=1)
    return "\n".join(_shown(line, found) for line in readme.split("\n"))


def _cells(result: str) -> Iterator[tuple[str, list[str]]]:
    for line in result.split("\n"):
        if line.startswith("| "):
            what, *figures = [cell.strip() for cell in line.strip("|").split("|")]
            yield what, figures


def _shown(line: str, found: dict[str, list[str]]) -> str:
    what, *cells = [cell.strip() for cell in line.strip("|").split("|")]
    if not line.startswith("| ") or what not in SHOWN:
        return line
    begins = SHOWN[what]
    figures = next((each for name, each in found.items() if name.startswith(begins)), None)
    if figures is None:
        raise KeyError(begins)
    measured, floor, ratio, goal, verdict = figures
    _, comma, means = cells[1].partition(",")
    missed = ", missed" if verdict == "MISSED" else ""
    return f"| {what} | {measured} | {floor}{comma}{means} | {ratio} | {goal}{missed} |"
