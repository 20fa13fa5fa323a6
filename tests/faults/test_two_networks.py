"""Two machines in networks of their own, with a real wire between them that loses packets."""

import json
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

from tests.faults.two_networks import HERE

SCENE = Path(__file__).with_name("two_networks.py")
ROOT = SCENE.parent.parent.parent
LONGEST_S = 300.0


def test_a_second_machine_joins_works_and_is_removed_over_a_bad_wire(
    home: Path, record_property: Callable[[str, object], None]
) -> None:
    # Who is not root here is so inside, where the system allows that.
    as_root = [] if os.geteuid() == 0 else ["--user", "--map-root-user"]
    scene = subprocess.run(
        ["unshare", *as_root, "--net", "--", sys.executable, str(SCENE), str(home)],
        cwd=ROOT,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
        timeout=LONGEST_S,
        check=False,
    )
    assert scene.returncode == 0, scene.stderr[-3000:]
    told = json.loads(scene.stdout)

    assert told["addresses"] == [HERE]
    assert told["join, cut"]["kind"] == "CannotJoin"
    assert f"Nobody answers at {HERE}" in told["join, cut"]["said"]
    joined, opened = told["join, rain"], told["open, rain"]
    assert (joined["kind"], opened["kind"]) == ("", ""), (joined, opened)
    assert opened["told"] == ["Harbour House"]
    record_property(
        "measured",
        f"joined and open with packets lost: {told['live after']:.1f} s",
    )
    # Every answer is clear, or "not known"; asking again with the same id does nothing twice.
    assert {each["kind"] for each in told["rain"]} <= {"", "Outage"}
    assert told["seen, rain"]["told"]

    assert told["cut"]["kind"] == "Outage"
    assert told["mended"]["kind"] == ""
    assert told["seen, mended"]["told"]  # what was reserved meanwhile has not been missed
    surely = {each["told"] for each in told["rain"] if not each["kind"]}
    assert surely <= set(told["found"]) <= set(told["asked for"])
    assert len(told["found"]) == len(set(told["found"]))
    assert told["mended"]["told"] in told["found"]

    assert told["removed"]["kind"] == "Outage"
    assert "no longer lets this station in" in told["removed"]["said"]
    assert told["faults"] == []
