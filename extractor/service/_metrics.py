"""What a service counts, for Prometheus."""

from __future__ import annotations

from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram, ProcessCollector, generate_latest

from extractor.result import Result
from extractor.service._ledger import STATUSES, Ledger

_FILING_SECONDS = (0.1, 0.5, 1, 2.5, 5, 10, 30, 60, 300, 900, 3600)


class Metrics:
    """The counters of one service."""

    def __init__(self, ledger: Ledger) -> None:
        self._ledger = ledger
        self.registry = CollectorRegistry()
        ProcessCollector(registry=self.registry)
        by = ("method", "route", "status")
        self.requests = Counter("extractor_requests", "Requests answered.", by, registry=self.registry)
        self.durations = Histogram(
            "extractor_request_seconds", "Seconds until a request was answered.", ("route",), registry=self.registry
        )
        self._extractions = Gauge(
            "extractor_extractions", "Extractions kept, by status; queued ones are the queue.", ("status",),
            registry=self.registry,
        )  # fmt: skip
        self._filings = Counter("extractor_filings", "Filings read.", ("outcome",), registry=self.registry)
        self._seconds = Histogram(
            "extractor_filing_seconds", "Seconds that a filing took.", buckets=_FILING_SECONDS, registry=self.registry
        )
        self._facts = Counter("extractor_facts", "Facts found.", ("kind",), registry=self.registry)
        self._tokens = Counter(
            "extractor_tokens", "Tokens of all replies used.", ("direction",), registry=self.registry
        )
        self._replies = Counter("extractor_replies", "Replies used.", ("source",), registry=self.registry)

    def read(self, outcome: Result | str, seconds: float) -> None:
        """Count a filing that is over."""
        self._seconds.observe(seconds)
        self._filings.labels("failed" if isinstance(outcome, str) else "done").inc()
        if isinstance(outcome, str):
            return
        for fact in outcome.facts:
            self._facts.labels(fact.kind).inc()
        used = outcome.usage
        self._tokens.labels("read").inc(used.prompt_tokens)
        self._tokens.labels("written").inc(used.completion_tokens)
        self._replies.labels("record").inc(used.from_record)
        self._replies.labels("model").inc(used.requests - used.from_record)

    def shown(self) -> bytes:
        """All of them as text."""
        counts = self._ledger.counts()
        for status in STATUSES:
            self._extractions.labels(status).set(counts[status])
        return generate_latest(self.registry)
