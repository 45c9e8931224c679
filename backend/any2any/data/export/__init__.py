"""Training tiles out of layers that the user has."""
