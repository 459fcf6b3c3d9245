"""Batches of candidates: from a spreadsheet on a laptop to a cluster."""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import pyarrow as pa

__all__ = ["score_batch"]


def score_batch(batch: "pa.RecordBatch", taxonomy: str | None = None) -> "pa.RecordBatch":
    """Score the resumes in an Arrow batch, in any process of any engine.

    Takes the columns ``id`` (or ``external_id``) and ``text``, and gives the columns of ``rolefit batch`` in the same
    order. The taxonomy (the shipped one, or that in the file ``taxonomy``) is loaded once in a process.
    """
    from service.batches.scoring import process_scorer, score_arrow  # noqa: PLC0415 (seconds that an import can save)

    return score_arrow(process_scorer(taxonomy), batch)
