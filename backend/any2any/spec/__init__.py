"""What a model is: modalities, manifest and sizes of networks, read without torch."""
