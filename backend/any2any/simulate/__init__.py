"""Simulated landscapes seen by all five modalities, co-registered, from a seed."""

from any2any.simulate.landcover import CLASS_NAMES
from any2any.simulate.scene import Scene, simulate_scene

__all__ = ["CLASS_NAMES", "Scene", "simulate_scene"]
