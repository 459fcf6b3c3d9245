"""Measuring the matcher on labelled cases: cases in, figures with intervals and baselines out."""

from service.evaluation.cases import Case, read_cases
from service.evaluation.evaluating import Evaluation, evaluate

__all__ = ["Case", "Evaluation", "evaluate", "read_cases"]
