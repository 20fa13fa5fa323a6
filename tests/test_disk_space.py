"""How much room there is, in words."""

import pytest

from resv_desktop.disk_space import size


@pytest.mark.parametrize(
    ("count", "said"),
    [
        (0, "0 kB"),
        (1, "1 kB"),
        (4_096, "5 kB"),
        (999_999, "1000 kB"),
        (37_400_000, "37 MB"),
        (1_234_000_000, "1.2 GB"),
    ],
)
def test_a_size_is_said_so_that_what_is_there_is_never_nothing(count: int, said: str) -> None:
    assert size(count) == said
