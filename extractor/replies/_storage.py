"""What the record needs of the place it is kept in: bytes under keys, all or nothing, and nobody in between."""

from __future__ import annotations

from collections.abc import Callable, Collection, Hashable, Iterator
from typing import Protocol, TypeVar

from extractor.errors import CorruptReply

T = TypeVar("T")


class Unreadable(CorruptReply):
    """One row is not what was written; the others may be."""


class Rows(Protocol):
    """What may be read and changed within a transaction."""

    def get(self, key: str) -> bytes | None:
        """The bytes under `key`; None if there are none. Raises `Unreadable` where the row was not written here."""
        ...

    def set(self, key: str, value: bytes) -> None:
        """Keep `value` under `key`, in place of what is there."""
        ...


class Storage(Protocol):
    """A place of replies. `place` is how it may be shown.

    Every method raises `RepliesError` where the place cannot be used, and `CorruptReply` where it is damaged.
    """

    place: str
    read_only: bool

    @property
    def identity(self) -> Hashable:
        """The same for all who open the same place."""
        ...

    def get(self, key: str) -> bytes | None:
        """The bytes under `key`; None if there are none. Raises `Unreadable` where the row was not written here."""
        ...

    def transact(self, keys: Collection[str], work: Callable[[Rows], T]) -> T:
        """What `work` returns. All that it sets is set, or nothing, and nobody else changes the rows of `keys`
        meanwhile; `work` looks at no others, and may be run again where somebody did.
        """
        ...

    def __iter__(self) -> Iterator[str]:
        """All keys, sorted."""
        ...

    def __len__(self) -> int: ...

    def size(self) -> int:
        """How many bytes it takes up."""
        ...

    def close(self) -> None:
        """Let go of it."""
        ...
