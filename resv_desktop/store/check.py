"""Compare everything in the book with its rules."""

from resv_desktop.domain.reservation import Fault
from resv_desktop.store.store import Store


def find_faults(store: Store) -> list[Fault]:
    """Return each fault by name."""
    raise NotImplementedError
