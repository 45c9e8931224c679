"""Translate several sources into one target, and bring a reference of another date to the sources' date."""
