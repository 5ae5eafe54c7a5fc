"""The systems set side by side. Each reads a filing by the model at a base URL, in its own way."""

from __future__ import annotations

import json
import tempfile
from collections.abc import Mapping, Sequence
from importlib.metadata import version
from typing import Any, Protocol

from pydantic_core import from_json

from alliances import KINDS
from benchmarks._examples import AGREED, WORKED, choices, filled, instructions
from benchmarks._lending import Item, read
from extractor import Extractor, __version__
from extractor.facts import Fact, Span
from extractor.filing import Filing
from extractor.model import EMBEDDED
from extractor.replies import Replies
from extractor.slots import slot_of
from extractor.tasks.codec import COMPACT

_KEY = "none-needed"
_MOST_TOKENS = 4096
_NAMED_BY = {
    "membership": "member",
    "metric": "value",
    "ownership": "owner",
    "identity": "name",
    "technology": "technology",
    "person": "name",
    "statement": "text",
    "offering": "name",
}
"""The slot whose words are a langextract extraction's own text; an agreement's are those that tell of it."""


class System(Protocol):
    """One way to get facts out of a filing."""

    name: str
    is_ours: bool

    @property
    def title(self) -> str:
        """Name and version, and what is set otherwise than by default, in words."""
        ...

    def given(self) -> Mapping[str, Any]:
        """Everything that the system is given to read any filing."""
        ...

    def ask(self, filing: Filing, base_url: str) -> list[Any]:
        """What the system says about a filing, as it says it."""
        ...

    def facts(self, said: Sequence[Any], filing: Filing) -> list[dict[str, Any]]:
        """What that comes to, shaped as the facts of a result."""
        ...


class Ours:
    """Our own way, as it is by default for the embedded model, with an empty record."""

    name = "filing-facts"
    is_ours = True

    @property
    def title(self) -> str:
        """The version and the profile."""
        return f"{self.name} {__version__}: {EMBEDDED}; an empty record for each document"

    def given(self) -> Mapping[str, Any]:
        """The profile of the embedded model; the rest is the code."""
        return {"version": __version__, "profile": f"{EMBEDDED}"}

    def ask(self, filing: Filing, base_url: str) -> list[Any]:
        """The facts of the result."""
        with tempfile.TemporaryDirectory(prefix="peers-") as place, Replies(place) as record:
            extractor = Extractor(model="embedded", base_url=base_url, profile=EMBEDDED, replies=record)
            facts: list[Any] = json.loads(extractor.extract(filing).to_json())["facts"]
            return facts

    def facts(self, said: Sequence[Any], filing: Filing) -> list[dict[str, Any]]:
        """They are facts already."""
        del filing
        return list(said)


class LangExtract:
    """langextract with its defaults, through its OpenAI provider."""

    name = "langextract"
    is_ours = False

    @property
    def title(self) -> str:
        """The version and what is set."""
        return (
            f"{self.name} {version('langextract')}: provider OpenAI with `base_url`; an `output_schema` with the "
            "options of each slot, which the schema that it derives from the example lacks; extractions that it "
            "cannot locate left out, as its README says; all else by default: "
            "passages of 1000 characters, one pass, ten requests together"
        )

    def given(self) -> Mapping[str, Any]:
        """The prompt, the examples and the schema."""
        return {
            "version": version("langextract"),
            "prompt": self._prompt(),
            "example": [WORKED.text, self._extractions()],
            "schema": self._schema(),
        }

    def ask(self, filing: Filing, base_url: str) -> list[Any]:
        """Its extractions."""
        import langextract as lx  # noqa: PLC0415 - in the extra `peers` only

        extractions = [lx.data.Extraction(**one) for one in self._extractions()]
        found = lx.extract(
            filing.text,
            prompt_description=self._prompt(),
            examples=[lx.data.ExampleData(text=WORKED.text, extractions=extractions)],
            config=lx.factory.ModelConfig(
                model_id="embedded",
                provider="OpenAILanguageModel",
                provider_kwargs={"api_key": _KEY, "base_url": base_url},
            ),
            output_schema=self._schema(),
            use_schema_constraints=False,  # none is derived from the example where there is another
            show_progress=False,
        )
        return [
            {
                "kind": one.extraction_class,
                "text": one.extraction_text,
                "attributes": one.attributes,
                "at": one.char_interval and [one.char_interval.start_pos, one.char_interval.end_pos],
            }
            for one in found.extractions or []
        ]

    def facts(self, said: Sequence[Any], filing: Filing) -> list[dict[str, Any]]:
        """Those that it could locate, with our value reading."""
        items = []
        for one in said:
            if one["at"] is None:
                continue
            words = dict(one["attributes"] or {})
            if one["kind"] in _NAMED_BY:
                words[_NAMED_BY[one["kind"]]] = one["text"]
            items.append(Item(one["kind"], words, Span(*one["at"])))
        return read(items, filing)

    def _prompt(self) -> str:
        named = ", ".join(f"of {kind} the {slot}" for kind, slot in _NAMED_BY.items())
        return (
            f"{instructions()}\n\nThe text of an extraction is the words of one slot ({named}; of agreement those that "
            "tell of it), in order of appearance; its attributes are the other slots."
        )

    def _extractions(self) -> list[dict[str, Any]]:
        """The extractions of the worked example, in the order of their words."""
        found = [self._extraction(kind, words) for kind in KINDS for words in WORKED.facts[kind.kind]]
        return sorted(found, key=lambda one: WORKED.text.index(one["extraction_text"]))

    @staticmethod
    def _extraction(kind: type[Fact], words: Mapping[str, Any]) -> dict[str, Any]:
        attributes = filled(kind, words)
        said = attributes.pop(_NAMED_BY[kind.kind]) if kind.kind in _NAMED_BY else AGREED
        return {"extraction_class": kind.kind, "extraction_text": said, "attributes": attributes}

    def _schema(self) -> dict[str, Any]:
        """The JSON schema of its answers."""
        import langextract as lx  # noqa: PLC0415 - in the extra `peers` only

        items = [lx.schema.extraction_item_schema(kind.kind, attributes=self._attributes(kind)) for kind in KINDS]
        return dict(lx.schema.extractions_schema(*items))

    @staticmethod
    def _attributes(kind: type[Fact]) -> dict[str, Any]:
        """The JSON schema of each slot that is no extraction's own text."""
        schemas: dict[str, Any] = {}
        for slot in kind.slots():
            if slot == _NAMED_BY.get(kind.kind):
                continue
            plain: dict[str, Any] = {"type": "string"}
            if slot_of(kind, slot).many:
                plain = {"type": "array", "items": plain}
            elif not slot_of(kind, slot).verbatim:
                plain["enum"] = list(choices(kind, slot))
            required = kind.model_fields[slot].is_required() or slot_of(kind, slot).many
            schemas[slot] = plain if required else {"anyOf": [plain, {"type": "null"}]}
        return schemas


class Instructor:
    """The whole filing at once through instructor, with one worked example."""

    name = "instructor"
    is_ours = False

    @property
    def title(self) -> str:
        """The version and what is set."""
        return (
            f"{self.name} {version('instructor')}: mode JSON_SCHEMA, as the server takes no tools; at most "
            f"{_MOST_TOKENS} tokens, and of a reply that is cut off there the whole items count; all else by default"
        )

    def given(self) -> Mapping[str, Any]:
        """The transcript before the filing, and the schema."""
        return {
            "version": version("instructor"),
            "max_tokens": _MOST_TOKENS,
            "messages": self._messages(),
            "schema": COMPACT.schema(KINDS).model_json_schema(),
        }

    def ask(self, filing: Filing, base_url: str) -> list[Any]:
        """Its reply, as an object with a list for each kind."""
        import instructor  # noqa: PLC0415 - slow to load, and the other systems can do without
        import openai  # noqa: PLC0415 - the same
        from instructor.core.exceptions import (  # noqa: PLC0415 - the same
            IncompleteOutputException,
            InstructorRetryException,
        )

        client = instructor.from_openai(
            openai.OpenAI(base_url=base_url, api_key=_KEY, timeout=3600), mode=instructor.Mode.JSON_SCHEMA
        )
        try:
            answer = client.create(
                response_model=COMPACT.schema(KINDS),
                messages=[*self._messages(), {"role": "user", "content": filing.text}],
                model="embedded",
                max_tokens=_MOST_TOKENS,
            )
        except IncompleteOutputException as cut:
            last: Any = cut.last_completion
            return [from_json(last.choices[0].message.content, allow_partial=True)]
        except InstructorRetryException:
            return []  # its schema refused every reply
        return [answer.model_dump()]

    def facts(self, said: Sequence[Any], filing: Filing) -> list[dict[str, Any]]:
        """Its items, with our value reading."""
        items = [
            Item(kind, words)
            for answer in said
            for kind, several in answer.items()
            for words in several
            if isinstance(words, dict)
        ]
        return read(items, filing)

    @staticmethod
    def _messages() -> list[Any]:
        answer = {kind.kind: [filled(kind, words) for words in WORKED.facts[kind.kind]] for kind in KINDS}
        return [
            {"role": "system", "content": instructions()},
            {"role": "user", "content": WORKED.text},
            {"role": "assistant", "content": json.dumps(answer, ensure_ascii=False, separators=(",", ":"))},
        ]


SYSTEMS: Mapping[str, type[System]] = {"ours": Ours, "langextract": LangExtract, "instructor": Instructor}
"""The systems by the name that an option gives them."""
