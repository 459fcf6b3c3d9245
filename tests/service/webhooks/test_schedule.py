import pytest

from service.webhooks.schedule import PAUSES, next_at, seconds_of

NOW = 1_767_225_600_000  # 2026-01-01


def test_the_pauses_grow_as_promised_and_end() -> None:
    assert PAUSES == (5, 300, 1800, 7200, 18000, 36000, 50400, 72000, 86400)
    for attempts, pause in enumerate(PAUSES, 1):
        due = [next_at(attempts, NOW) for _ in range(200)]
        seconds = [(one - NOW) / 1000 for one in due if one is not None]
        assert len(seconds) == 200
        assert pause * 0.9 <= min(seconds) < max(seconds) <= pause * 1.1
    assert next_at(len(PAUSES) + 1, NOW) is None


@pytest.mark.parametrize(
    ("header", "seconds"),
    [
        ("120", 120), ("Thu, 01 Jan 2026 00:02:00 GMT", 120),
        ("Wed, 31 Dec 2025 00:00:00 GMT", 0), ("-5", 0), ("soon", 0), ("", 0), (None, 0), ("9" * 30, 0), ("１２", 0),
    ],
)  # fmt: skip
def test_retry_after_is_seconds_or_a_date_or_nothing(header: str | None, seconds: float) -> None:
    assert seconds_of(header, NOW) == seconds


def test_retry_after_lengthens_a_pause_up_to_a_day_and_never_shortens_it() -> None:
    assert next_at(1, NOW, "100") == NOW + 100_000
    assert next_at(1, NOW, "99999999") == NOW + 86_400_000
    later = next_at(2, NOW, "1")
    assert later is not None
    assert later >= NOW + 270_000
