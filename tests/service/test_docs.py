"""The commands of docs/service.md, as they stand."""

from __future__ import annotations

import json
import re
import subprocess
from pathlib import Path

from alliances import DOMAIN
from extractor import Extractor, Replies
from tests.service.serving import served

ROOT = Path(__file__).parents[2]
PAPER = (ROOT / "docs" / "service.md").read_text(encoding="utf-8")


def test_the_commands_that_ask_the_service_run_as_they_stand(tmp_path: Path) -> None:
    commands = re.findall(r"^    ((?:curl|ID=).*)$", PAPER, re.MULTILINE)
    assert len(commands) >= 8
    with Replies(tmp_path / "replies") as replies:
        replies.import_(ROOT / "examples" / "mmo2-6k-2004-11-11.replies.jsonl")

        def make() -> Extractor:
            return Extractor(domain=DOMAIN, replies=replies, offline=True)

        with served(tmp_path / "data", make, kinds=DOMAIN.kinds) as client:
            script = "\n".join(["set -euo pipefail", *commands]).replace(
                "http://127.0.0.1:8000", str(client.base_url).rstrip("/")
            )
            done = subprocess.run(  # noqa: S603 - our own documentation
                ["/usr/bin/env", "bash", "-c", script], cwd=ROOT, capture_output=True, text=True, check=False
            )
            listed = client.get("/v1/extractions").json()["items"]
    assert done.returncode == 0, done.stderr
    assert "event: fact" in done.stdout
    assert '"status":"done"' in done.stdout
    assert [one["name"] for one in listed][::2] == ["mmo2-6k-2004-11-11.txt"] * 2
    first = json.JSONDecoder().raw_decode(done.stdout)[0]
    with Replies(tmp_path / "replies") as replies, Extractor(domain=DOMAIN, replies=replies, offline=True) as extractor:
        wanted = extractor.extract(ROOT / "examples" / "mmo2-6k-2004-11-11.txt")
    assert first["result"] == json.loads(wanted.to_json())
