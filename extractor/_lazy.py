"""`functools.cached_property` as it is from Python 3.12 on: without a lock.

The lock of Python 3.11 is one for all instances of a class: what is worked out of one filing would wait for another's.
"""

from __future__ import annotations

import functools
import sys
from typing import TYPE_CHECKING

if TYPE_CHECKING or sys.version_info >= (3, 12):
    cached_property = functools.cached_property
else:

    class cached_property(functools.cached_property):  # noqa: N801 - it stands in for that one
        """A property that is worked out once for each instance; two threads may both work it out."""

        def __get__(self, instance, owner=None):  # type: ignore[no-untyped-def]
            """The property of an instance."""
            if instance is None:
                return self
            try:
                return instance.__dict__[self.attrname]
            except KeyError:
                return instance.__dict__.setdefault(self.attrname, self.func(instance))
