"""What the first look at a day does not need is loaded once it is asked for, or right after it."""

from importlib import import_module
from types import ModuleType
from typing import Any

_waiting: list["_Later"] = []


class _Later:
    """Stands for a module, which is loaded when something in it is asked for."""

    def __init__(self, name: str) -> None:
        self._name = name
        self._module: ModuleType | None = None

    def __getattr__(self, attribute: str) -> Any:
        return getattr(self._module or self.load(), attribute)

    def load(self) -> ModuleType:
        """Load the module now, unless it has been; return it."""
        if self._module is None:
            self._module = import_module(self._name)
        return self._module


def later(package: str, *names: str) -> tuple[Any, ...]:
    """Return what stands for some modules of a package, in this order; safe on any thread.

    Where it is used, `if TYPE_CHECKING` imports the modules themselves, for who reads the types.
    """
    made = [_Later(f"{package}.{name}") for name in names]
    _waiting.extend(made)
    return tuple(made)


def later_as_a_whole(name: str) -> Any:
    """Return what stands for a module of somebody else's, as `later` does for ours."""
    made = _Later(name)
    _waiting.append(made)
    return made


def load_the_rest() -> None:
    """Load all that is still waited with: behind the painted window, on a worker."""
    while _waiting:
        _waiting.pop().load()
