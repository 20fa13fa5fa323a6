"""No guest's number gets into a log or a report."""

import json
import re

import pytest

from resv_desktop.domain.masking import mask_phones


def test_a_report_shows_only_the_last_four_digits_of_a_number() -> None:
    report = "reserve('+44 7400 123456') by (020) 7946-0123 at table 12, hour 19:00, 2026-03-14"
    masked = mask_phones(report)
    assert "…3456" in masked
    assert "7400" not in masked
    assert "7946" not in masked
    assert "at table 12, hour 19:00" in masked


def test_a_text_without_numbers_stays_as_it_is() -> None:
    assert mask_phones("table 12 at 19:00") == "table 12 at 19:00"


@pytest.mark.parametrize(
    "written",
    [
        "+442079460123",
        "+44 20 7946 0123",
        "+44 (0)20 7946 0123",
        "(020) 7946-0123",
        "020/7946 0123",
        "020 – 7946 – 0123",
        "020.7946.0123",
        "0 2 0 7 9 4 6 0 1 2 3",
        "020\xa07946\xa00123",
        repr("020\xa07946\u200b0123"),
        repr(repr("020\xa07946\u200b0123")),
        json.dumps("020\xa07946\u20110123"),
        "tel:+44-20-7946-0123;",
    ],
)
def test_a_number_is_masked_however_it_is_written(written: str) -> None:
    masked = mask_phones(f"guest {written} at 19:00")
    assert re.findall(r"\d+", masked) == ["0123", "19", "00"]
    assert masked.startswith("guest ")


def test_numbers_of_other_things_stay() -> None:
    for text in ("[2, 4, 6, 8, 2, 4]", "line 12, in f\n    34567", "hour 19:00, 12 guests"):
        assert mask_phones(text) == text
