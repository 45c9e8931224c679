"""Requests to Any2Any, their progress and results."""
