"""No guest's number gets into a log or a report."""

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
