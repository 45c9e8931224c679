"""Stage I: train the VAE of one modality."""
