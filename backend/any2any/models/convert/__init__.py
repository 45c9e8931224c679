"""Convert VAE checkpoints of other projects, and put them into our models."""
