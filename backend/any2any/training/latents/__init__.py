"""Latents of frozen VAEs, computed once and streamed from disk: what stage II trains on."""
