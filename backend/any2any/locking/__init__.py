"""One process at a time on one output or one download."""
