"""The plugin's metadata.txt, parsed once."""

from __future__ import annotations

from configparser import ConfigParser

from any2any_qgis.paths import METADATA

# A literal "%" in the description is not an interpolation.
_parser = ConfigParser(interpolation=None)
_parser.read(METADATA, encoding="utf-8")
_general = _parser["general"]

TITLE = _general["name"]
VERSION = _general["version"]
DESCRIPTION = _general["description"]
