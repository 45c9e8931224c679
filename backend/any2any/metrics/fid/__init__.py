"""The Fréchet inception distance, if the user has its weights."""
