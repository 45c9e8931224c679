"""Any2Any: translate remote-sensing images between modalities with one latent-diffusion model.

Importing this package imports neither torch nor rasterio: the command line and readers of manifests stay quick.
It does restrict GDAL's drivers and network for this process and its children (see ``raster/drivers.py``).
"""

from any2any.raster.drivers import restrict_gdal

restrict_gdal()
