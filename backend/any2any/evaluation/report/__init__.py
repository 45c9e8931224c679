"""The whole evaluation: figures of every data source and direction, as JSON and as a page."""

from any2any.evaluation.methods import Method, ModelMethod
from any2any.evaluation.report.run import Evaluation, Settings, evaluate
from any2any.evaluation.report.write import write_report
from any2any.evaluation.windows import score_method, score_windows, windows

__all__ = [
    "Evaluation",
    "Method",
    "ModelMethod",
    "Settings",
    "evaluate",
    "score_method",
    "score_windows",
    "windows",
    "write_report",
]
