"""Translators that a trained model should beat, each fitted only on training scenes.

These need no network; ``training/learned_baselines`` has a network for each direction.
"""

from any2any.evaluation.baselines.histogram import HistogramMatching
from any2any.evaluation.baselines.linear import LinearRegression
from any2any.evaluation.baselines.mean_image import MeanImage

__all__ = ["HistogramMatching", "LinearRegression", "MeanImage"]
