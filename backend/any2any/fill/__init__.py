"""Fill holes of a raster from other sources; measured pixels stay unchanged."""
