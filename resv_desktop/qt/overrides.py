"""A bug in a method that Qt calls is told, as any other; it does not end the program."""

import functools
import sys
from collections.abc import Callable
from types import FunctionType
from typing import Any, Final

from shiboken6 import Shiboken

# What Qt asks a class of ours, beside handing it events. No slots: for those PySide counts the
# parameters, which stand no longer there.
_ASKED: Final = frozenset(
    {
        "columnCount",
        "data",
        "drawObject",
        "event",
        "eventFilter",
        "flags",
        "headerData",
        "heightForWidth",
        "intrinsicSize",
        "minimumSizeHint",
        "moveCursor",
        "paint",
        "paintCell",
        "rowCount",
        "sizeHint",
    }
)


def keep_errors_whole() -> None:
    """Let errors leave such methods as Python 3.12 lets them: as objects.

    Before, an error that C raises, as of `int("x")`, goes its way as its mere words until somebody
    handles it. Where Python waits for Qt, which calls the method, PySide takes these words for the
    error, and the process ends (seen with PySide 6.11.3). Handled on its way, it is one.
    """
    if sys.version_info < (3, 12):
        Shiboken.Object.__init_subclass__ = classmethod(_guard)  # type: ignore[assignment, method-assign]  # the hook of every class that Qt calls


def _guard(cls: Any, /, **more: Any) -> None:
    super(Shiboken.Object, cls).__init_subclass__(**more)
    for name, method in list(vars(cls).items()):
        is_called_by_qt = name.endswith("Event") or name in _ASKED
        if is_called_by_qt and isinstance(method, FunctionType):
            setattr(cls, name, _whole(method))


def _whole(method: Callable[..., Any]) -> Callable[..., Any]:
    @functools.wraps(method)
    def whole(*arguments: Any, **named: Any) -> Any:
        try:
            return method(*arguments, **named)
        except Exception:  # noqa: TRY203 - handled, it is an object from here on
            raise

    return whole
