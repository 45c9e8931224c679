"""Add a new sensor to a trained model: a VAE, two embedding rows and an adapter."""
