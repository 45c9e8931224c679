"""Change the radiometry of training images as other sensors, days and calibrations would, alike in all modalities."""
