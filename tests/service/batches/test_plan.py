"""The capacity plan of the docs is arithmetic from measured rates."""

from benchmarks.batches import plan


def test_the_page_holds_the_plan_that_the_rates_give() -> None:
    found = plan.BLOCK.search(plan.PAGE.read_text(encoding="utf-8"))
    assert found is not None
    assert found[0] == plan.plan(), "run: python -m benchmarks.batches.plan"


def test_ten_times_the_candidates_take_ten_times_as_long() -> None:
    assert plan.core_hours(10_000_000, plan.TEXT_MS) == 10 * plan.core_hours(1_000_000, plan.TEXT_MS)
    assert plan.core_hours(3_600_000, 1 - plan.ENGINE_MS) == 1
