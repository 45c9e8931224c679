"""Fill holes of a raster from other sources, and leave its measured pixels alone."""
