"""Translate several sources into one target, and update a reference from another date to the sources' date."""
