"""Folders and pages that show results."""
