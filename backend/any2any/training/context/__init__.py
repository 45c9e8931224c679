"""Stage 0: distil the context encoder from a pretrained Earth-observation encoder."""
