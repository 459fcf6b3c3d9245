"""Files of candidates as people have them → rows to score."""

from service.batches.intake.folders import files_below
from service.batches.intake.mapping import ColumnOptions
from service.batches.intake.sources import Intake, open_intake
from service.batches.intake.words import API, PAGE, Words

__all__ = ["API", "PAGE", "ColumnOptions", "Intake", "Words", "files_below", "open_intake"]
