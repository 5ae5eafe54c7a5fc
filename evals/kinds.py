"""The fact kinds of a domain, as they are scored: everything follows from their classes."""

from __future__ import annotations

from collections.abc import Mapping

from evals.errors import BadInput
from extractor.comparison import Kind
from extractor.domain import Domain, load_domain
from extractor.errors import SchemaError

Kinds = Mapping[str, Kind]
"""The kinds of a domain by name, in the order in which reports list them."""


def kinds_of(domain: Domain | str) -> Kinds:
    """The kinds of a domain, or of the import package that holds one. Raises `BadInput` where it holds none."""
    try:
        found = load_domain(domain) if isinstance(domain, str) else domain
    except SchemaError as error:
        raise BadInput([f"{domain}:-:-: {error}"]) from error
    return {kind.kind: Kind(kind) for kind in found.kinds}
