"""Where the pictures, fonts and translations of the house are found."""

import sys
from pathlib import Path


def resource(*parts: str) -> Path:
    """Return the path of something in the resources folder.

    The folder lies beside the package in a checkout, and in the unpacked program when frozen.
    """
    frozen = getattr(sys, "_MEIPASS", None)
    root = Path(frozen) if frozen else Path(__file__).resolve().parents[2]
    return root.joinpath("resources", *parts)
