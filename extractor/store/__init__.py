"""Facts across filings, in one DuckDB file: loaded from results and batches, and asked for by name, kind and date.

::

    store = Store("facts.duckdb")
    store.load(Extractor().extract("examples/mmo2-6k-2004-11-11.txt"))
    for stored in store.facts(kind="metric", name="Amena").facts:
        print(stored.filing.date, stored.fact["measure"], stored.fact["value"]["text"], stored.quote)
"""

from extractor.store._export import Form
from extractor.store._loading import Loaded
from extractor.store._pages import Page, StoredFact, StoredFiling
from extractor.store._plain import plain
from extractor.store.entities import Entities, Entity, Merge
from extractor.store.figures import Conflict, Figure
from extractor.store.ownership import Holding
from extractor.store.profiles import Member, Profile
from extractor.store.store import Store, default_path

__all__ = [
    "Conflict",
    "Entities",
    "Entity",
    "Figure",
    "Form",
    "Holding",
    "Loaded",
    "Member",
    "Merge",
    "Page",
    "Profile",
    "Store",
    "StoredFact",
    "StoredFiling",
    "default_path",
    "plain",
]
