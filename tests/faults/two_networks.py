"""Two machines with a wire between them that loses packets, is cut, and mended.

Usage: python two_networks.py HOME, inside a network of its own, as its root. Makes a second one
with another machine in it, and tells what happened as JSON.
"""

import json
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Any

from resv_desktop.controller import Controller
from resv_desktop.domain.slot import Slot
from resv_desktop.startup import open_controller
from tests.store.two_machines import letting_in

SECOND = Path(__file__).with_name("second_machine.py")
WIRE, HERE, THERE = "wire", "10.77.0.1", "10.77.0.2"
LOSSY = """table inet loss {{
 chain lost {{
  type filter hook input priority 0;
  iifname "wire" numgen random mod 100 < {percent} drop
 }}
}}
"""
PERCENT, IN_THE_RAIN = 10, 12
PATIENCE_S = 90.0


class Machine:
    """The second machine, and the wire to it."""

    def __init__(self, home: Path) -> None:
        command = [sys.executable, str(SECOND), str(home)]
        self._process = subprocess.Popen(
            ["unshare", "--net", "--", *command],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        self._there = ["nsenter", "--target", str(self._process.pid), "--net", "--"]

    def lay_wire(self) -> None:
        """Connect the two machines, which have nothing else in common but the disk."""
        pid = str(self._process.pid)
        _wait_for_a_network_of_its_own(pid)
        # One of them is renamed there: two ends of one name cannot be made in one place.
        run("ip", "link", "add", WIRE, "type", "veth", "peer", "name", WIRE, "netns", pid)
        for where, address in (([], HERE), (self._there, THERE)):
            run(*where, "ip", "link", "set", "lo", "up")
            run(*where, "ip", "address", "add", f"{address}/24", "dev", WIRE)
            run(*where, "ip", "link", "set", WIRE, "up")

    @contextmanager
    def in_the_rain(self) -> Iterator[None]:
        """Lose some packets in both directions for a while."""
        for where in ([], self._there):
            run(*where, "nft", "-f", "-", said=LOSSY.format(percent=PERCENT))
        try:
            yield
        finally:
            for where in ([], self._there):
                run(*where, "nft", "delete", "table", "inet", "loss")

    def cut(self) -> None:
        """Cut the wire."""
        run("ip", "link", "set", WIRE, "down")

    def mend(self) -> None:
        """Mend it."""
        run("ip", "link", "set", WIRE, "up")

    def begin(self, do: str, **asked: Any) -> None:
        """Tell the machine to do something."""
        assert self._process.stdin is not None
        self._process.stdin.write(json.dumps({"do": do, **asked}) + "\n")
        self._process.stdin.flush()

    def answer(self) -> dict[str, Any]:
        """Wait for what became of it."""
        assert self._process.stdout is not None
        line = self._process.stdout.readline()
        assert line, "the second machine has ended"
        told: dict[str, Any] = json.loads(line)
        return told

    def ask(self, do: str, **asked: Any) -> dict[str, Any]:
        """Tell the machine to do something, and wait for what became of it."""
        self.begin(do, **asked)
        return self.answer()

    def end(self) -> None:
        """Let it end."""
        assert self._process.stdin is not None
        self._process.stdin.close()
        self._process.wait(60)


def run(*command: str, said: str = "") -> None:
    subprocess.run(command, input=said, text=True, check=True)


def _wait_for_a_network_of_its_own(pid: str) -> None:
    ours = Path("/proc/self/ns/net").readlink()
    end = time.monotonic() + 60
    while Path(f"/proc/{pid}/ns/net").readlink() == ours:
        assert time.monotonic() < end
        time.sleep(0.01)


def free_slots(controller: Controller, rest_id: str) -> list[Slot]:
    restaurant = controller.restaurant(rest_id)
    now = controller.now()
    slots = controller.slots(rest_id, restaurant.business_day(now))
    return [slot for slot in slots if slot.is_available and slot.ends_at > now]


def until_done(ask: Callable[[], dict[str, Any]], said: str = "") -> dict[str, Any]:
    """Ask again, as a host does, until it is done or this is said."""
    end = time.monotonic() + PATIENCE_S
    told = ask()
    while time.monotonic() < end and not (said in told["said"] if said else not told["kind"]):
        told = ask()
    return told


def reserve(second: Machine, slot: Slot, id_: str) -> dict[str, Any]:
    return second.ask("reserve", slot=slot.slot_id, table=slot.table_id, id=id_)


def what_happened(first: Controller, second: Machine) -> dict[str, Any]:
    """Share, join, lose packets, cut the wire, mend it, cut it again and remove the station."""
    told: dict[str, Any] = {}
    made = first.create_restaurant("Harbour House", "+442079460123", "00:24")
    rest_id = first.add_tables(made.id, [2] * 30).id
    told["addresses"] = first.share().addresses

    code = first.invite()
    second.cut()
    told["join, cut"] = second.ask("join", code=code.text())
    second.mend()
    with second.in_the_rain():
        began = time.monotonic()
        with letting_in(first):
            told["join, rain"] = until_done(lambda: second.ask("join", code=first.invite().text()))
        told["open, rain"] = until_done(lambda: second.ask("open"))
        told["live after"] = time.monotonic() - began
        slots = iter(free_slots(first, rest_id)[::-1])
        ids = [first.new_id() for _ in range(IN_THE_RAIN)]
        told["rain"] = [reserve(second, next(slots), each) for each in ids]
        here = first.reserve(*_place(next(slots)), "+447400123457", 2)
        told["seen, rain"] = second.ask("seen", id=here.id)

    late, slot = first.new_id(), next(slots)
    second.cut()
    told["cut"] = reserve(second, slot, late)
    here = first.reserve(*_place(next(slots)), "+447400123458", 2)
    second.mend()
    told["mended"] = until_done(lambda: reserve(second, slot, late))
    told["seen, mended"] = second.ask("seen", id=here.id)
    told["asked for"] = sorted([*ids, late])
    found = first.reservations_for("+447400123456", rest_id=rest_id)
    told["found"] = sorted(reservation.id for reservation in found)

    second.cut()
    for station in first.sharing().stations:
        first.remove_station(station.id)
    second.mend()
    late, slot = first.new_id(), next(slots)
    told["removed"] = until_done(lambda: reserve(second, slot, late), "lets this station in")
    second.ask("close")
    told["faults"] = [fault.sentence for fault in first.check()]
    return told


def _place(slot: Slot) -> tuple[str, str]:
    return slot.slot_id, slot.table_id


def main() -> None:
    home = Path(sys.argv[1])
    with ExitStack() as stack:
        second = Machine(home / "2")
        stack.callback(second.end)
        second.lay_wire()
        first = stack.enter_context(open_controller(home=home / "1", station="Stand 1"))
        print(json.dumps(what_happened(first, second)))


if __name__ == "__main__":
    main()
