"""The database server hangs for longer than anybody's patience while four stations work."""

import time
from collections.abc import Callable
from pathlib import Path

from tests.faults.evening import DATABASE, make_evening
from tests.faults.stations import SLACK_S, at_work, demand_truth
from tests.own_mongod import own_mongod

STATIONS, PATIENCE_S, CALLS_BEFORE = 4, 1.5, 50
SILENCES = ("Outage", "unclear")


def test_no_call_outlasts_its_patience_at_a_frozen_server_and_what_was_unclear_is_settled_after(
    tmp_path: Path,
    eventually: Callable[[Callable[[], bool]], None],
    record_property: Callable[[str, object], None],
) -> None:
    with own_mongod(tmp_path / "m") as server:
        evening = make_evening(server.uri)
        with at_work(server.uri, evening, STATIONS, patience_s=PATIENCE_S) as stations:
            eventually(lambda: stations.is_each_told(1, "done"))
            eventually(lambda: stations.done() > CALLS_BEFORE)
            with server.frozen():
                frozen_at, before = time.monotonic(), len(stations.calls)
                # Twice at each: the second call of a station began while all was silent.
                eventually(lambda: stations.is_each_told(2, *SILENCES, since=before))
                thawed_at, after = time.monotonic(), stations.done()
            eventually(lambda: stations.done() > after + CALLS_BEFORE)
        meanwhile = [c for c in stations.calls if frozen_at < c.began and c.ended < thawed_at]
        assert len(meanwhile) >= STATIONS
        assert {call.answer for call in meanwhile} <= set(SILENCES)
        slowest = max(call.ended - call.began for call in meanwhile)
        assert slowest < PATIENCE_S + SLACK_S
        counts = demand_truth(server.client[DATABASE], stations)
    record_property(
        "measured",
        f"server frozen for {thawed_at - frozen_at:.1f} s, {STATIONS} stations: {counts}",
    )
