"""A station that joins is called so that the history tells it from the others."""

import pytest

from resv_desktop.domain.sharing import JoinedStation, distinct


def station(name: str, *, is_connected: bool) -> JoinedStation:
    return JoinedStation(id=name, name=name, joined_at=None, is_connected=is_connected)


@pytest.mark.parametrize(
    ("wished", "called"),
    [
        ("Bar", "Bar"),
        ("VM", "VM 2"),  # as the first machine
        ("Terrace", "Terrace 3"),
        ("Stand 1", "Stand 2"),
        ("7", "7 2"),
        ("Garden", "Garden"),  # which is off: it may be that machine, set up anew
        ("W" * 40, "W" * 36 + " 2"),
    ],
)
def test_a_name_that_one_at_work_has_gets_a_number(wished: str, called: str) -> None:
    at_work = ("Terrace", "Stand 1", "7", "W" * 40)
    others = [station(name, is_connected=True) for name in at_work]
    off = ("Terrace 2", "Garden", "Stand 1")  # an old entry of a name that one at work has
    others += [station(name, is_connected=False) for name in off]
    assert distinct(wished, "vm", others, 40) == called
