"""PINs that are hashed in a millisecond; only how slow the hash is differs from the program's."""

from functools import partial

import argon2
import pytest


@pytest.fixture
def quick_pins(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let no test wait for a hash that is slow on purpose."""
    quick = partial(argon2.PasswordHasher, time_cost=1, memory_cost=8, parallelism=1)
    monkeypatch.setattr(argon2, "PasswordHasher", quick)
