"""Training tiles: their index, builders, checks and random draws. Nothing here trains."""
