"""Builds the worker's Python environment: no widgets, and nothing on the main thread that takes time."""
