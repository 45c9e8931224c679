"""Any2Any: translate remote-sensing images between modalities with one latent-diffusion model.

Importing this package imports neither torch nor rasterio: the command line and readers of manifests stay quick.
"""
