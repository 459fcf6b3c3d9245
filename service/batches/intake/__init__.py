"""Files of candidates as people have them → rows to score."""

from service.batches.intake.mapping import ColumnOptions
from service.batches.intake.sources import Intake, open_intake

__all__ = ["ColumnOptions", "Intake", "open_intake"]
