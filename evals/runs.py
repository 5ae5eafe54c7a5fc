"""A recorded run: how many facts of each kind and document were right, which ones, and what it cost.

The baseline is such a run, with the margins by which a later one may be worse.
"""

from __future__ import annotations

import hashlib
import json
from collections import Counter
from collections.abc import Iterable
from pathlib import Path

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from evals.errors import BadInput
from evals.gold import Gold
from evals.line import By, Verdict
from evals.predictions import Usage
from evals.score import DocumentScore, Score
from evals.tally import Tally, total


class _Shape(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Counts(_Shape):
    """The counts of one kind in one document; how many of the right facts are right whole, and rightly quoted."""

    tp: int
    fd: int
    fn: int
    fa: int
    whole: int = 0
    quoted: int = 0

    def tally(self, by: By) -> Tally:
        """The counts, where a fact must have more right than its key slots."""
        right = {By.KEY: self.tp, By.WHOLE: self.whole, By.EVIDENCE: self.quoted}[by]
        return Tally(right, self.fd + self.tp - right, self.fn, self.fa)


class RunUsage(_Shape):
    """What one document cost, in whole milliseconds and millionths of a US dollar."""

    model: str = ""
    requests: int = 0
    prompt_tokens: int = 0
    completion_tokens: int = 0
    milliseconds: int = 0
    micro_dollars: int | None = None


class RunDocument(_Shape):
    """One document of a run. `found` and `lost` name gold facts got and not got, `wrong` what was said wrongly."""

    document: str
    gold: str
    kinds: dict[str, Counts]
    found: tuple[str, ...] = ()
    lost: tuple[str, ...] = ()
    wrong: tuple[str, ...] = ()
    usage: RunUsage = RunUsage()
    error: str = ""

    def tally(self, kind: str | None = None, by: By = By.KEY) -> Tally:
        """The counts of the document, or of one kind in it."""
        return total(counts.tally(by) for name, counts in self.kinds.items() if kind in (None, name))


class Margins(_Shape):
    """By how many thousandths F1 may drop: over all facts, and for a kind, unless `kinds` says otherwise for it."""

    overall: int = Field(default=5, ge=0, le=1000)
    kind: int = Field(default=20, ge=0, le=1000)
    kinds: dict[str, int] = Field(default_factory=dict)


class Run(_Shape):
    """A recorded run over a gold set, its documents in order."""

    name: str
    documents: tuple[RunDocument, ...]
    margins: Margins = Margins()

    @property
    def micro(self) -> Tally:
        """The counts over all documents."""
        return total(document.tally() for document in self.documents)

    @property
    def kinds(self) -> tuple[str, ...]:
        """The kinds that have any counts, in order of first use."""
        return tuple(dict.fromkeys(kind for document in self.documents for kind in document.kinds))

    def to_json(self) -> str:
        """The run as indented JSON, ending in a newline."""
        return json.dumps(self.model_dump(mode="json"), indent=1, ensure_ascii=False) + "\n"


def record(name: str, golds: Iterable[Gold], score: Score) -> Run:
    """A run to keep, from a score."""
    digests = {gold.document: digest(gold) for gold in golds}
    return Run(name=name, documents=tuple(_document(each, digests[each.document]) for each in score.documents))


def digest(gold: Gold) -> str:
    """What tells whether two gold annotations of a document are the same, whatever the order of their facts."""
    facts = sorted(item.order for item in gold.facts)
    aliases = {name: sorted(others) for name, others in gold.aliases.items()}
    content = json.dumps([gold.sha256, sorted(gold.kinds), aliases, facts], sort_keys=True, ensure_ascii=False)
    return hashlib.sha256(content.encode()).hexdigest()[:16]


def load(path: Path) -> Run:
    """A recorded run. Raises `BadInput` where the file is not there or is no run."""
    try:
        return Run.model_validate_json(path.read_text(encoding="utf-8"))
    except OSError as error:
        message = f"cannot be read: {error.strerror}; `python -m evals bless` or `run --save` writes one"
        raise BadInput([f"{path}:-:-: {message}"]) from error
    except (UnicodeDecodeError, ValidationError) as error:
        raise BadInput([f"{path}:-:-: is no recorded run: {error}"]) from error


def _document(scored: DocumentScore, gold: str) -> RunDocument:
    found = [line.gold.label for line in scored.lines if line.gold and line.verdict is Verdict.TP]
    lost = [line.gold.label for line in scored.lines if line.gold and line.verdict in (Verdict.FN, Verdict.FD)]
    wrong = [
        line.predicted.label for line in scored.lines if line.predicted and line.verdict in (Verdict.FA, Verdict.FD)
    ]
    kinds = dict.fromkeys(line.kind for line in scored.lines)
    tallies = {kind: tuple(scored.tally(kind, by) for by in By) for kind in kinds}
    return RunDocument(
        document=scored.document,
        gold=gold,
        kinds={
            kind: Counts(tp=key.tp, fd=key.fd, fn=key.fn, fa=key.fa, whole=whole.tp, quoted=quoted.tp)
            for kind, (key, whole, quoted) in tallies.items()
            if key != Tally()
        },
        found=_numbered(found),
        lost=_numbered(lost),
        wrong=_numbered(wrong),
        usage=_usage(scored.usage),
        error=scored.error,
    )


def _usage(usage: Usage) -> RunUsage:
    return RunUsage(
        model=usage.model,
        requests=usage.requests,
        prompt_tokens=usage.prompt_tokens,
        completion_tokens=usage.completion_tokens,
        milliseconds=usage.milliseconds,
        micro_dollars=usage.micro_dollars,
    )


def _numbered(labels: Iterable[str]) -> tuple[str, ...]:
    """Labels in order, told apart where two are the same."""
    seen: Counter[str] = Counter()
    numbered = []
    for label in sorted(labels):
        seen[label] += 1
        numbered.append(label if seen[label] == 1 else f"{label} #{seen[label]}")
    return tuple(numbered)
