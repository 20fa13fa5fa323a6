"""Start the host stand with `python -m resv_desktop`."""

import sys

from resv_desktop.interrupt import INTERRUPTED, leave_at_once


def main() -> int:
    """Run the program, once no password stands in its arguments any more."""
    leave_at_once()
    from resv_desktop.frozen import give_libraries_back, speak_utf8
    from resv_desktop.process_list import hide_password

    give_libraries_back()
    speak_utf8()
    hide_password()
    from resv_desktop.cli import main as run  # what takes time to import comes after that

    try:
        return run()
    except KeyboardInterrupt:
        return INTERRUPTED


if __name__ == "__main__":
    sys.exit(main())
