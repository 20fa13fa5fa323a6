"""`resv-desktop erase`: what it asks for at a terminal or in a pipe, and what it leaves."""

import os
import subprocess
import sys
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pymongo
from bson import ObjectId

from resv_desktop.startup import open_controller
from resv_desktop.store.mongod import ManagedServer


def test_erase_asks_for_the_number_and_prints_a_receipt_without_it(
    mongod: ManagedServer, database_name: str, tmp_path: Path
) -> None:
    with open_controller(uri=mongod.uri, database=database_name) as controller:
        controller.create_restaurant("Harbour House", "+442079460123")
    with pymongo.MongoClient[dict[str, Any]](mongod.uri) as client:
        book = client[database_name]
        home = book.restaurants.find_one() or {}
        long_ago = datetime.now(UTC) - timedelta(days=2)
        visit = {"time": long_ago, "tableId": "1", "slotId": ObjectId(), "restId": home["_id"]}
        book.reservations.insert_one(visit | {"reservedBy": "07400 123458", "name": "Cohen"})

        def erase(typed: str, *asked: str) -> subprocess.CompletedProcess[str]:
            command = [sys.executable, "-m", "resv_desktop", "--home", str(tmp_path), "erase"]
            return subprocess.run(
                [*command, *asked, "--database", database_name],
                env={"PATH": os.environ["PATH"], "PYTHONPATH": str(Path.cwd())}
                | {"RESV_MONGODB_URI": mongod.uri, "HOME": str(tmp_path)},
                input=typed,
                capture_output=True,
                text=True,
                check=False,
                timeout=60,
            )

        no = erase("07400 123458\nno\n")
        assert (no.returncode, "Nothing was erased." in no.stdout) == (1, True), no.stderr
        assert book.reservations.count_documents({"name": "Cohen"}) == 1
        done = erase("07400 123458\n", "--yes")
        assert done.returncode == 0, done.stderr
        assert "Receipt: what was known of a guest was erased" in done.stdout
        assert "3458" not in done.stdout
        assert book.reservations.count_documents({"name": "Cohen"}) == 0
        with open_controller(uri=mongod.uri, database=database_name) as controller:
            controller.set_pin(str(home["_id"]), "4711")
        again = erase("4711\n07400 123458\n")
        assert (again.returncode, again.stderr) == (1, "Opening the book.\n")
        assert erase("4711\n12\n").returncode == 2
        ended = erase("4711\n")
        assert ended.returncode == 2
        says = 'the input ended where "Phone number of the guest" was to be answered.'
        assert ended.stderr == f"Opening the book.\nNothing was erased: {says}\n"
