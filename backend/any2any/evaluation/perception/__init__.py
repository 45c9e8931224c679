"""Figures by the features of trained networks: only where the user has their weights."""

from any2any.evaluation.perception.perception import Perception

__all__ = ["Perception"]
