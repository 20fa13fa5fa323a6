"""The numbers of a proof, for people and for programs."""

import math
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field

from resv_desktop.prove.plan import Plan
from resv_desktop.prove.record import DONE, UNCLEAR, Story
from resv_desktop.prove.station import ACTS
from resv_desktop.prove.verdict import Violation
from resv_desktop.store.evidence import Evidence

_SHOWN = 20  # violations; the JSON names all of them


@dataclass(slots=True)
class Run:
    """How the run itself went: how long, and what was killed meanwhile.

    took_s is the time from the first question to the last answer; died counts the stations that
    something else ended.
    """

    took_s: float = 0.0
    died: int = 0
    back_s: list[float] = field(default_factory=list)


def summary(
    plan: Plan,
    run: Run,
    stories: Sequence[Story],
    evidence: Evidence,
    found: Sequence[Violation],
) -> dict[str, object]:
    """Return everything that is reported, ready to become one JSON object."""
    answers = sum(story.outcome != UNCLEAR for story in stories)
    unclear = [story for story in stories if story.was_unclear]
    return {
        "fine": not found,
        "violations": [{"kind": one.kind, "words": one.words} for one in found],
        "stations": plan.stations,
        "stations_died": run.died,
        "tables": plan.tables,
        "bookings": plan.bookings,
        "seconds": round(run.took_s, 3),
        "writes": answers,
        "ops_per_s": round(answers / run.took_s, 1) if run.took_s else 0.0,
        **{act: _of_act([s for s in stories if s.write.act == act]) for act in ACTS},
        "unclear": {
            "answers": sum(a.kind == UNCLEAR for s in unclear for a in s.answers),
            "writes": len(unclear),
            "ended": dict(Counter(story.outcome for story in unclear).most_common()),
        },
        "kills": {
            "count": len(run.back_s),
            "back_s": [round(s, 2) for s in run.back_s],
        },
        "verified": {
            "writes": len(stories),
            "reservations": len(evidence.held),
            "journal_lines": len(evidence.lines),
            "changes_in_order": len(evidence.events),
        },
    }


def _of_act(stories: Sequence[Story]) -> dict[str, object]:
    outcomes = Counter(story.outcome for story in stories)
    done = sorted(a.took_s * 1000 for s in stories for a in s.answers if a.kind == DONE)
    return {
        "asked": len(stories),
        "done": outcomes.pop(DONE, 0),
        "refused": dict(outcomes.most_common()),
        "p50_ms": _percentile(done, 50),
        "p99_ms": _percentile(done, 99),
        "max_ms": _percentile(done, 100),
    }


def _percentile(ordered: Sequence[float], percent: int) -> float | None:
    """Return the nearest-rank percentile of ordered figures, None where there are none."""
    if not ordered:
        return None
    return round(ordered[max(math.ceil(len(ordered) * percent / 100), 1) - 1], 2)


def sentences(report: dict[str, object]) -> list[str]:
    """Return the same for people."""
    r: dict[str, dict[str, object]] = report  # type: ignore[assignment]  # read by known keys
    lines = [
        f"{report['stations']} stations, {report['tables']} tables: {report['writes']} writes in "
        f"{report['seconds']} s, {report['ops_per_s']} a second."
    ]
    for act in ACTS:
        facts = r[act]
        lines.append(
            f"  {act:8} {facts['asked']} asked, {facts['done']} done, refused: "
            f"{_listed(facts['refused'])}; p50 {facts['p50_ms']} ms, p99 {facts['p99_ms']} ms, "
            f"longest {facts['max_ms']} ms."
        )
    lines += [
        f"  unclear  {r['unclear']['answers']} answers to {r['unclear']['writes']} writes, which "
        f"ended: {_listed(r['unclear']['ended'])}.",
        f"  kills    {r['kills']['count']}; back after: "
        f"{', '.join(f'{s} s' for s in _list(r['kills']['back_s'])) or 'none'}.",
        f"  verified {r['verified']['writes']} writes, {r['verified']['reservations']} "
        f"reservations, {r['verified']['journal_lines']} lines of the journal, "
        f"{r['verified']['changes_in_order']} changes in their order.",
    ]
    if report["stations_died"]:
        lines.append(f"  stations that something else ended: {report['stations_died']}.")
    broken = _list(report["violations"])
    lines += [f"BROKEN {one['kind']}: {one['words']}" for one in broken[:_SHOWN]]
    if len(broken) > _SHOWN:
        lines.append(f"... and {len(broken) - _SHOWN} more; --json names them all.")
    lines.append(
        f"{len(broken)} promises were broken."
        if broken
        else "Every promise was kept: no table twice, nothing lost, nothing made up."
    )
    return lines


def _list(value: object) -> list[dict[str, object]]:
    return value if isinstance(value, list) else []


def _listed(counts: object) -> str:
    pairs = counts.items() if isinstance(counts, dict) else ()
    return ", ".join(f"{kind} {count}" for kind, count in pairs) or "none"
