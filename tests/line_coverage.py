"""Say which lines of the package no test has run, and whether those are too many.

Usage: python line_coverage.py FILE; the file is what `slipcover --json` wrote.
"""

import json
import sys
from pathlib import Path
from typing import Any

# What a part may leave out at most is what its faults would cost.
_LEAST = {
    "domain, store and controller": (95, ("domain/", "store/", "controller/")),
    "the whole": (90, ("",)),
}

Files = dict[str, Any]


def main(path: Path) -> int:
    """Print every file that is not covered whole, then each part; return 1 where one has less."""
    files: Files = json.loads(path.read_text(encoding="utf-8"))["files"]
    own = {name: each for name, each in files.items() if name.startswith("resv_desktop/")}
    for name, each in sorted(own.items()):
        if missing := each["missing_lines"]:
            print(f"{name}: {_percent([each]):.0f} %, not {_ranges(missing)}")
    code = 0
    for part, (least, folders) in _LEAST.items():
        starts = tuple(f"resv_desktop/{folder}" for folder in folders)
        has = _percent([each for name, each in own.items() if name.startswith(starts)])
        print(f"Line coverage of {part}: {has:.1f} % (at least {least} %)")
        code = code or int(has < least)
    return code


def _percent(files: list[Files]) -> float:
    run = sum(len(each["executed_lines"]) for each in files)
    return 100 * run / max(1, run + sum(len(each["missing_lines"]) for each in files))


def _ranges(lines: list[int]) -> str:
    spans: list[list[int]] = []
    for line in sorted(lines):
        if spans and line == spans[-1][1] + 1:
            spans[-1][1] = line
        else:
            spans.append([line, line])
    return ", ".join(str(a) if a == b else f"{a}-{b}" for a, b in spans)


if __name__ == "__main__":
    raise SystemExit(main(Path(sys.argv[1])))
