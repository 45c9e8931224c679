"""Training tiles from the user's layers."""
