"""Translators that a trained model has to beat, each fitted on training scenes alone.

Those here need no network; ``learned`` has a network for each direction.
"""

from any2any.evaluation.baselines.histogram import HistogramMatching
from any2any.evaluation.baselines.linear import LinearRegression
from any2any.evaluation.baselines.mean_image import MeanImage

__all__ = ["HistogramMatching", "LinearRegression", "MeanImage"]
