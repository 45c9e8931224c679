"""Teach a trained model a sensor that it does not know: a VAE, two embedding rows and an adapter."""
