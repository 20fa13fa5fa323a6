"""The keys that the README promises are those of the program."""

from pathlib import Path
from typing import get_args

from resv_desktop.qt.help_dialog import title
from resv_desktop.qt.key_acts import ACTS, Group
from resv_desktop.qt.keys import key_text

README = Path(__file__).resolve().parents[2] / "README.md"


def table() -> str:
    """Return the table of the README: paste it there where an act was added or changed."""
    rows = ["| Where | Key | What it does |", "|---|---|---|"]
    for group in get_args(Group):
        where = title(group)
        for act in ACTS:
            if act.group == group:
                rows.append(f"| {where} | {', '.join(map(key_text, act.keys))} | {act.says} |")
                where = ""
    return "\n".join(rows)


def test_the_readme_names_every_key_and_no_other() -> None:
    text = README.read_text(encoding="utf-8").partition("## Keys")[2].partition("\n## ")[0]
    shown = "\n".join(line for line in text.splitlines() if line.startswith("|"))
    assert shown == table()
