"""From a request to a raster: plan, job, engine, journal, merge.

The package is callable: ``any2any.translate(...)`` is ``any2any.api.translate``, whether or not one of its modules was
imported before.
"""

import sys
from types import ModuleType
from typing import Any


class _CallablePackage(ModuleType):
    def __call__(self, *args: Any, **options: Any) -> Any:
        from any2any.api import translate

        return translate(*args, **options)


sys.modules[__name__].__class__ = _CallablePackage
