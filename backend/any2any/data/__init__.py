"""Tiles to learn from: their index, builders, checks and draws. Nothing here trains."""
