"""The process behind the QGIS plugin: ``python -m any2any.worker``."""
