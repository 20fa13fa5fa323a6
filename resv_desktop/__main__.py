"""Start the host stand with `python -m resv_desktop`."""

import sys

from resv_desktop.frozen import give_libraries_back, speak_utf8
from resv_desktop.process_list import hide_password


def main() -> int:
    """Run the program, once no password stands in its arguments any more."""
    give_libraries_back()
    speak_utf8()
    hide_password()
    from resv_desktop.cli import main as run  # what takes time to import comes after that

    return run()


if __name__ == "__main__":
    sys.exit(main())
