"""What the tests of the store share: the example as a result and as a batch."""

from __future__ import annotations

import asyncio
from pathlib import Path

import pytest

from alliances import KINDS
from extractor import Extractor, Result
from extractor.batch import Batch, Format, Tally, items, run
from extractor.replies import Replies

EXAMPLES = Path(__file__).parents[2] / "examples"


@pytest.fixture(scope="session")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the example as a result (`result.json`) and as a batch (`out`)."""
    folder = tmp_path_factory.mktemp("made")
    example = EXAMPLES / "mmo2-6k-2004-11-11.txt"

    async def read() -> None:
        with Replies(folder / "replies") as record:
            record.import_(example.with_suffix(".replies.jsonl"))
            async with Extractor(replies=record, offline=True) as extractor:
                (folder / "result.json").write_text((await extractor.aextract(example)).to_json(), encoding="utf-8")
                with Batch(
                    folder / "out", kinds=KINDS, configuration=extractor.configuration(), formats=[*Format]
                ) as batch:
                    await run(items([str(example)]), extractor, batch, Tally(total=1))

    asyncio.run(read())
    return folder


@pytest.fixture(scope="session")
def result(made: Path) -> Result:
    """The example's result, as it is read back."""
    return Result.from_json((made / "result.json").read_bytes())
