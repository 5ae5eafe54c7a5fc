"""Many filings: sources in, tables out, and nothing lost or done twice when a run is killed.

::

    async with Extractor("openai/NAME", domain=DOMAIN) as extractor:
        with Batch(Path("out"), kinds=DOMAIN.kinds, configuration=extractor.configuration()) as batch:
            await run(items(["filings/"]), extractor, batch, tally)

An `Item` (`extractor.sources`) is what there is to read, `read` makes an `Outcome` of it with one `Extractor`, `Batch`
takes outcomes, and `run` stands between them. Items and outcomes are plain data, so that they can be made and read
elsewhere too.
"""

from extractor.batch.batch import FAILED, JOURNAL, PART, Batch, Format
from extractor.batch.reading import Outcome, digest, read
from extractor.batch.running import Tally, run
from extractor.sources import Item, items

__all__ = ["FAILED", "JOURNAL", "PART", "Batch", "Format", "Item", "Outcome", "Tally", "digest", "items", "read", "run"]
