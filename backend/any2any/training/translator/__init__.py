"""Stage II: train the DiT and the adapters on latents, after the first guesses were fitted."""
