"""The Fréchet inception distance, where the user has its weights."""
