"""No two files need each other, so that each can be read with nothing but those below it."""

from graphlib import CycleError, TopologicalSorter

import grimp  # it comes with import-linter, whose contracts keep the folders in order
import pytest


def test_no_files_import_each_other_in_a_circle_not_even_for_their_types() -> None:
    graph = grimp.build_graph("resv_desktop", cache_dir=None)
    files = {name: graph.find_modules_directly_imported_by(name) for name in graph.modules}
    assert "resv_desktop.qt.day_window" in files["resv_desktop.qt.main_window"]
    try:
        TopologicalSorter(files).prepare()
    except CycleError as circle:
        pytest.fail(" is imported by ".join(circle.args[1]))
