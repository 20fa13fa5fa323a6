"""What a station wrote down is there whatever became of the station."""

from pathlib import Path

from resv_desktop.prove.record import DONE, UNCLEAR, Answer, Record, Write, stories


def write(own_id: str = "a", act: str = "reserve") -> Write:
    return Write(
        id=own_id,
        act=act,
        station="Stand 1",
        reservation_id="a",
        slot_id="s",
        table_id="1",
        phone="+447700900001",
    )


def test_a_write_is_read_back_with_its_answers_in_order(tmp_path: Path) -> None:
    with Record(tmp_path / "r") as record:
        for kind in (UNCLEAR, DONE):
            record.ask(write())
            record.told(write(), Answer(kind, 0.25))
    (story,) = stories([tmp_path / "r"])
    assert story.write == write()
    assert story.answers == [Answer(UNCLEAR, 0.25), Answer(DONE, 0.25)]
    assert (story.outcome, story.was_unclear) == (DONE, True)


def test_an_attempt_without_an_answer_is_unclear_until_somebody_asks_again(tmp_path: Path) -> None:
    with Record(tmp_path / "died") as record:
        record.ask(write())
        record.told(write(), Answer(UNCLEAR, 1.0))
        record.ask(write())
        (story,) = stories([tmp_path / "died"])  # read while the file is still open
    assert (story.outcome, story.was_unclear) == (UNCLEAR, True)
    with Record(tmp_path / "end") as record:
        record.ask(write())
        record.told(write(), Answer("SlotTaken", 0.1))
    (story,) = stories([tmp_path / "died", tmp_path / "end"])
    assert (story.outcome, story.was_unclear) == ("SlotTaken", True)


def test_a_line_that_was_cut_by_the_stations_end_was_never_asked(tmp_path: Path) -> None:
    path = tmp_path / "r"
    with Record(path) as record:
        record.ask(write("a"))
        record.told(write("a"), Answer(DONE, 0.1))
        record.ask(write("b"))
    path.write_bytes(path.read_bytes()[:-20])
    assert [story.write.id for story in stories([path])] == ["a"]
    assert stories([tmp_path / "never opened its record"]) == []
