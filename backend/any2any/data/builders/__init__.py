"""Builders of indexes: one module a kind of data set, from plain folders to published layouts."""

from any2any.data.builders.build import build_index

__all__ = ["build_index"]
