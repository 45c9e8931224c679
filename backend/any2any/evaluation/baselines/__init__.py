"""Translators without a network, that a trained model has to beat: each is fitted on training scenes alone."""

from any2any.evaluation.baselines.linear import LinearRegression
from any2any.evaluation.baselines.mean_image import MeanImage

__all__ = ["LinearRegression", "MeanImage"]
