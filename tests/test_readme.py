"""The README shows the figures of the bench, and nothing in it leads nowhere."""

import re
from pathlib import Path

from tests.bench.figures import Figure, table
from tests.bench.readme import SHOWN, shown_in

ROOT = Path(__file__).resolve().parent.parent
PAGES = ("README.md", "SECURITY.md", "docs/deploy.md", "resources/package/README.md")


def test_the_figures_of_a_run_are_shown_with_what_they_mean() -> None:
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    figures = [Figure(f"{row} x", "7 ms", "3 ms", 2.333, at_most=2) for row in SHOWN.values()]
    head = "1 May 2030, a machine, Python 3.13, resv-desktop 9.9."
    shown = shown_in(readme, "\n".join([head, *table(figures)]))
    assert shown.count("| 7 ms | 3 ms") == len(SHOWN)
    assert "| 7 ms | 3 ms, an empty window of Qt | 2.33 | ≤ 2, missed |" in shown
    assert head in shown
    assert len(shown.split("\n")) == len(readme.split("\n"))


def test_every_link_between_pages_leads_somewhere() -> None:
    for page in PAGES:
        text = (ROOT / page).read_text(encoding="utf-8")
        for target in re.findall(r"\]\((?!https?:)([^)]+)\)", text):
            path, _, place = target.partition("#")
            file = (ROOT / page).parent / path if path else ROOT / page
            assert file.exists(), (page, target)
            if place:
                heads = re.findall(r"^#+ (.+)$", file.read_text(encoding="utf-8"), re.MULTILINE)
                anchors = {re.sub(r"[^\w -]", "", h.lower()).replace(" ", "-") for h in heads}
                assert place in anchors, (page, target)
