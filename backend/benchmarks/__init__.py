"""Measurements as commands: ``python -m benchmarks.NAME``, from a checkout with the extras train and eval."""
