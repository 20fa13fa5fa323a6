"""The small house of the controller's tests, for files that come into it."""

from tests.controller.conftest import (  # noqa: F401 - pytest looks for its fixtures here
    clock,
    controller,
    house,
    make_house,
    open_station,
    prepared,
    raw,
    slot,
)
