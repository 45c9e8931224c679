"""Stage II: train the DiT and the adapters on latents, after fitting the first guesses."""
