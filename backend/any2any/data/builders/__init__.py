"""Builders of indexes: one module per kind of dataset, from plain folders to published layouts."""

from any2any.data.builders.build import build_index

__all__ = ["build_index"]
