"""Random commands of several stations, and a web site between them, against a model of the book."""

from collections import Counter
from collections.abc import Callable

from hypothesis import HealthCheck, Phase, settings
from hypothesis.stateful import run_state_machine_as_test

from resv_desktop.controller import Controller
from tests.controller.book_machine import STATIONS, BookMachine
from tests.controller.conftest import Clock, Raw


def test_the_book_of_three_stations_is_the_model_after_each_of_many_random_steps(
    open_station: Callable[..., Controller],
    raw: Raw,
    clock: Clock,
    record_property: Callable[[str, object], None],
) -> None:
    stations = [open_station(f"Stand {n + 1}") for n in range(STATIONS)]
    told: Counter[str] = Counter()
    run_state_machine_as_test(
        lambda: BookMachine(stations, raw, clock, told),  # type: ignore[arg-type]  # any maker will do
        settings=settings(
            max_examples=24,
            stateful_step_count=20,
            derandomize=True,
            database=None,
            # Twenty steps can be read as they are; to find fewer takes minutes of a real database.
            phases=[Phase.generate],
            suppress_health_check=list(HealthCheck),
        ),
    )
    # Which of the rarer refusals are met depends on the constants that Hypothesis finds in whatever
    # modules happen to be loaded.
    assert {"done", "SlotTaken", "ReservationNotFound"} <= told.keys(), told
    assert len(told) >= 8, told
    record_property("measured", f"model: {told.total()} writes, {dict(told.most_common())}")
