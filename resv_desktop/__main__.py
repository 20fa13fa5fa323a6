"""Start the host stand with `python -m resv_desktop`."""

import sys

from resv_desktop.cli import main

if __name__ == "__main__":
    sys.exit(main())
