"""The host stand of a restaurant.

Windows in `qt` ask the `controller`, which writes to the `store`, in terms of the `domain`.
"""

__version__ = "0.1.0"
