"""A station that goes to a server of somebody else loads nothing that it does not need for that."""

import subprocess
import sys


def test_what_opens_the_book_loads_no_second_tls_no_server_of_its_own_and_no_check() -> None:
    code = (
        "import sys, resv_desktop.startup; from pymongo import ssl_support; "
        "assert ssl_support.HAVE_SSL; print(*sys.modules)"
    )
    command = [sys.executable, "-c", code]
    told = subprocess.run(command, check=True, capture_output=True, text=True).stdout.split()
    needless = {"cryptography", "psutil", "resv_desktop.store.mongod", "resv_desktop.store.check"}
    assert needless & set(told) == set()
    assert "pymongo.ssl_context" in told
