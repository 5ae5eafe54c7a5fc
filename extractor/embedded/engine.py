"""The engine: one thread that steps an OpenVINO GenAI continuous-batching pipeline for all who ask.

Decoding is greedy. Requests that are under way together share each step, and equal beginnings share their cache.
"""

from __future__ import annotations

import asyncio
import atexit
import json
import queue
import re
import threading
import time
from collections.abc import Mapping, Sequence
from concurrent.futures import Future
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Literal

from extractor.embedded.grammar import compact_grammar
from extractor.embedded.weights import WAYS_ON
from extractor.errors import ModelUnavailable, RequestRefused, TransportError

Turn = Mapping[str, str]
"""One message: `role` and `content`."""

CONTEXT_TOKENS = 32_768
_CACHE_GB = 1  # about 65,000 tokens: sixteen long requests at once, and their shared beginnings
_BATCHED_TOKENS = 1024
_MOST_TOGETHER = 64
_MOST_CHARACTERS = 100_000  # the time of tokenizing grows with the square of the length
_PROBE = "Say hello."
_PROBE_SCHEMA = {"enum": ["constraint binds"]}

# A filing that spells the template's control words must not be able to end its turn.
_CONTROL = re.compile(r"<\|(\w+)\|>")


@dataclass(frozen=True, slots=True, kw_only=True)
class Completion:
    """What the engine generated, why it stopped, and what it cost.

    `seconds` is this request's share of the engine's time: the time of a step is shared equally by all in it.
    """

    text: str
    finish: Literal["stop", "length"]
    prompt_tokens: int
    completion_tokens: int
    seconds: float


@dataclass(slots=True)
class _Job:
    turns: Sequence[Turn]
    schema: Mapping[str, Any] | None
    max_tokens: int
    compact: bool
    future: Future[Completion] = field(default_factory=Future)
    seconds: float = 0.0
    handle: Any = None
    prompt_tokens: int = 0
    tokens: list[int] = field(default_factory=list)
    finish: Any = None


class Engine:
    """Generates from the converted model in `directory`; `close` it when done.

    `steps` and `tokens` count the pipeline's steps and the tokens they generated, which shows that requests run
    together. Raises `ModelUnavailable` if OpenVINO GenAI is not installed, cannot load the model, or does not keep
    to a schema.
    """

    def __init__(self, directory: Path) -> None:
        try:
            import openvino_genai  # noqa: PLC0415 - heavy, and only in the extra `local`
        except ImportError as error:
            raise ModelUnavailable(f"the embedded model needs OpenVINO GenAI ({error}): {WAYS_ON}") from error
        self._genai = openvino_genai
        try:
            self._directory = directory
            self._pipeline = self._load()
            self._tokenizer = self._pipeline.get_tokenizer()
            self._stops = set(self._pipeline.get_config().stop_token_ids) | {self._tokenizer.get_eos_token_id()}
        except RuntimeError as error:
            raise ModelUnavailable(f"OpenVINO GenAI could not load the model in {directory}: {error}") from error
        self.steps = 0
        self.tokens = 0
        self._count = 0
        self._unproven: _Job | None = None
        self._inbox: queue.SimpleQueue[_Job | None] = queue.SimpleQueue()
        self._closed = threading.Event()
        self._thread = threading.Thread(target=self._run, name="extractor-engine", daemon=True)
        self._thread.start()
        atexit.register(self.close)
        try:
            self._probe()
        except BaseException:
            self.close()
            raise

    def _load(self) -> Any:
        scheduler = self._genai.SchedulerConfig()
        scheduler.cache_size = _CACHE_GB
        scheduler.enable_prefix_caching = True
        scheduler.dynamic_split_fuse = True
        scheduler.max_num_batched_tokens = _BATCHED_TOKENS
        scheduler.max_num_seqs = _MOST_TOGETHER
        return self._genai.ContinuousBatchingPipeline(str(self._directory), scheduler, "CPU")

    def _probe(self) -> None:
        """See that the constraint binds: ask for what the schema forbids."""
        said = self.submit([{"role": "user", "content": _PROBE}], schema=_PROBE_SCHEMA, max_tokens=16).result().text
        if said != json.dumps(_PROBE_SCHEMA["enum"][0]):
            raise ModelUnavailable(
                f"this OpenVINO GenAI ({self._genai.__version__}) does not keep to a JSON schema: asked for "
                f"{_PROBE_SCHEMA}, it said {said!r}; install openvino-genai 2026.4, or name a hosted model"
            )

    def submit(
        self, turns: Sequence[Turn], *, schema: Mapping[str, Any] | None, max_tokens: int, compact: bool = True
    ) -> Future[Completion]:
        """Start generating; cancelling the future before it is done takes the request out of the batch.

        With a `schema` the text is JSON that keeps to it; if `compact`, without white space where `compact_grammar`
        covers the schema. The future raises `RequestRefused` if the engine cannot take the schema or the prompt is too
        long for it, `TransportError` if the engine fails.
        """
        job = _Job(turns, schema, max_tokens, compact)
        if self._closed.is_set():
            raise TransportError("the embedded engine has been closed")
        self._inbox.put(job)
        return job.future

    async def generate(
        self, turns: Sequence[Turn], *, schema: Mapping[str, Any] | None, max_tokens: int, compact: bool = True
    ) -> Completion:
        """As `submit`, awaited; cancelling the task cancels the request."""
        return await asyncio.wrap_future(self.submit(turns, schema=schema, max_tokens=max_tokens, compact=compact))

    def close(self) -> None:
        """End what is under way, and let go of the thread and the model's memory."""
        atexit.unregister(self.close)
        self._closed.set()
        self._inbox.put(None)
        self._thread.join()
        self._pipeline = self._tokenizer = None

    # What follows runs on the engine's thread only.

    def _run(self) -> None:
        under_way: list[_Job] = []
        try:
            while not self._closed.is_set():
                self._take(under_way)
                if under_way:
                    self._step(under_way)
        except RuntimeError as error:
            self._closed.set()
            self._fail(under_way, TransportError(f"the embedded engine failed: {error}"))
        self._fail(under_way, TransportError("the embedded engine was closed while it was answering"))

    def _take(self, under_way: list[_Job]) -> None:
        """Let new requests in: all that wait, and if there is nothing to do, wait for one."""
        while not self._unproven and (not under_way or not self._inbox.empty()):
            job = self._inbox.get()
            if job is None or self._closed.is_set():
                if job is not None:
                    under_way.append(job)  # to be failed with the rest
                return
            try:
                self._add(job)
            except RuntimeError as error:
                _refuse(job, f"the embedded engine cannot take the request: {error}")
            except RequestRefused as error:
                _refuse(job, str(error))
            else:
                under_way.append(job)

    def _add(self, job: _Job) -> None:
        turns = [{"role": turn["role"], "content": _CONTROL.sub(r"<| \1 |>", turn["content"])} for turn in job.turns]
        characters = sum(len(turn["content"]) for turn in turns)
        if characters > _MOST_CHARACTERS:
            raise RequestRefused(
                f"{characters:,} characters of prompt are more than the {_MOST_CHARACTERS:,} that the embedded model "
                "is given; ask with shorter passages"
            )
        text = self._tokenizer.apply_chat_template(turns, add_generation_prompt=True)
        prompt = self._tokenizer.encode(text, add_special_tokens=False).input_ids
        job.prompt_tokens = int(prompt.shape[1])
        if job.prompt_tokens + job.max_tokens > CONTEXT_TOKENS:
            raise RequestRefused(
                f"{job.prompt_tokens:,} tokens of prompt and {job.max_tokens:,} of reply are more than the embedded "
                f"model's {CONTEXT_TOKENS:,}; ask with shorter passages"
            )
        config = self._genai.GenerationConfig()
        config.do_sample = False
        config.max_new_tokens = job.max_tokens
        config.eos_token_id = self._tokenizer.get_eos_token_id()
        config.stop_token_ids = self._stops
        if job.schema is not None:
            grammar = compact_grammar(job.schema) if job.compact else None
            if grammar is None:
                said = {"json_schema": json.dumps(job.schema)}
                self._unproven = job  # the engine finds out in its next step whether it can take this schema
            else:
                said = {"grammar": grammar}
            config.structured_output_config = self._genai.StructuredOutputConfig(**said)
        self._count += 1
        job.handle = self._pipeline.add_request(self._count, prompt, config)

    def _step(self, under_way: list[_Job]) -> None:
        for job in under_way:
            if job.future.cancelled():
                job.handle.cancel()
        under_way[:] = [job for job in under_way if not job.future.cancelled()]
        start = time.monotonic()
        try:
            self._pipeline.step()
        except RuntimeError as error:
            if self._unproven is None:
                raise
            self._start_over(under_way, self._unproven, error)
            return
        self._unproven = None
        share = (time.monotonic() - start) / max(len(under_way), 1)
        self.steps += 1
        for job in under_way:
            job.seconds += share
            while job.handle.can_read():
                for output in job.handle.read().values():
                    self.tokens += len(output.generated_ids)
                    job.tokens.extend(output.generated_ids)
                    job.finish = output.finish_reason
        running = self._genai.GenerationStatus.RUNNING
        ended = [job for job in under_way if job.handle.get_status() != running]
        under_way[:] = [job for job in under_way if job not in ended]
        for job in ended:
            self._finish(job)

    def _start_over(self, under_way: list[_Job], culprit: _Job, error: RuntimeError) -> None:
        """After a step that failed on `culprit`'s schema: the pipeline cannot go on, so a new one takes the others."""
        _refuse(culprit, f"the embedded engine cannot take this schema: {error}")
        self._unproven = None
        self._pipeline = None
        self._pipeline = self._load()
        under_way[:] = [job for job in under_way if job is not culprit and not job.future.cancelled()]
        for job in under_way:
            job.tokens.clear()
            self._add(job)

    def _finish(self, job: _Job) -> None:
        if not job.future.set_running_or_notify_cancel():
            return
        if job.handle.get_status() != self._genai.GenerationStatus.FINISHED:
            job.future.set_exception(TransportError("the embedded engine ran out of memory for this request"))
            return
        tokens = job.tokens[:-1] if job.tokens and job.tokens[-1] in self._stops else job.tokens
        job.future.set_result(
            Completion(
                text=self._tokenizer.decode(tokens),
                finish="length" if job.finish == self._genai.GenerationFinishReason.LENGTH else "stop",
                prompt_tokens=job.prompt_tokens,
                completion_tokens=len(job.tokens),
                seconds=job.seconds,
            )
        )

    @staticmethod
    def _fail(jobs: list[_Job], error: TransportError) -> None:
        for job in jobs:
            if job.future.set_running_or_notify_cancel():
                job.future.set_exception(error)
        jobs.clear()


def _refuse(job: _Job, why: str) -> None:
    if job.future.set_running_or_notify_cancel():
        job.future.set_exception(RequestRefused(why))
