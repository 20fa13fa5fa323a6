"""The evening that is practised: made up, the same again, and true to who is reserved."""

from datetime import UTC, datetime, timedelta

from resv_desktop.domain.rehearsal import cues_of
from resv_desktop.domain.reservation import Reservation

EVENING = datetime(2026, 3, 13, 19, 0, tzinfo=UTC)
HOURS = [EVENING + timedelta(hours=n) for n in range(4)]


def _party(number: int, at: datetime, status: str = "booked") -> Reservation:
    return Reservation(
        id=f"{at:%H}-{number}",
        slot_id=f"{at:%H}",
        table_id=str(number),
        starts_at=at,
        reserved_by=f"+44770090{number:04d}",
        party_size=2,
        name=f"Heron {at:%H} {number}",
        status=status,
    )


PARTIES = [_party(n, at) for at in HOURS for n in range(6)]


def test_the_same_seed_makes_the_same_evening_and_another_one_another() -> None:
    assert cues_of(HOURS, PARTIES, 7) == cues_of(HOURS, reversed(PARTIES), 7)
    assert cues_of(HOURS, PARTIES, 7) != cues_of(HOURS, PARTIES, 8)


def test_each_party_comes_or_never_does_or_has_called_it_off_before() -> None:
    kinds = set()
    for seed in range(40):
        cues = cues_of(HOURS, PARTIES, seed)
        kinds |= {cue.kind for cue in cues}
        assert [cue.at for cue in cues] == sorted(cue.at for cue in cues)
        for party in PARTIES:
            told = [c for c in cues if c.name == party.name]
            assert len(told) == 1
            if told[0].kind == "cancels":
                assert told[0].at < party.starts_at
            else:
                assert told[0].at == party.starts_at
                assert told[0].kind in ("arrives", "no_show")
    assert kinds == {"arrives", "no_show", "walk_in", "calls", "cancels"}


def test_who_sits_already_does_not_come_again_and_calls_are_for_later_hours() -> None:
    cues = cues_of(HOURS, [_party(1, EVENING, "seated")], 3)
    assert not [c for c in cues if c.kind in ("arrives", "no_show", "cancels")]
    calls = [c for c in cues if c.kind == "calls"]
    assert calls
    assert all(c.wanted is not None and c.wanted > c.at and c.wanted in HOURS for c in calls)
    assert {c.at for c in cues if c.kind == "walk_in"} == set(HOURS)


def test_a_day_without_hours_is_a_quiet_one() -> None:
    assert cues_of([], PARTIES, 1) == ()
