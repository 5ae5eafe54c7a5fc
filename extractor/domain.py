"""A domain: its fact kinds, what is said of them to a model, and the readers it brings."""

from __future__ import annotations

import hashlib
import importlib
import importlib.resources
import json
import tomllib
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from extractor.annotations import Annotations
from extractor.candidates import Candidate, Reader
from extractor.errors import SchemaError
from extractor.facts import Fact
from extractor.model import Profile
from extractor.reader.about import About, Known, known
from extractor.tasks import Brief, Example, PromptedReader, Templates, codec, work
from extractor.trained import TrainedReader

ReaderFactory = Callable[[Profile], Reader]
"""Makes a reader for a model of this profile."""

LayoutReader = Callable[[Annotations], Iterable[Candidate]]
"""Reads facts off the form of a page: a table, a contact card, a signature block."""


@dataclass(frozen=True, kw_only=True)
class Domain:
    """What to look for, and how it is said.

    `instructions` are the conventions that go for all kinds; `examples` worked examples, checked when the domain is
    first used. A domain that is a `package` may have them, and templates of its own, as files: `instructions.md`,
    `examples.toml` and `extract.*.j2` in its folder `prompts`, or in `prompts/PACKAGE` of a checkout. `readers` are
    readers beside the language model's, by the name a profile gives; `layout` are those of the form of a page;
    `trained` is the file of a reader that `extractor distil` made.

    Raises `SchemaError` when two kinds share a name, or an example does not hold.
    """

    kinds: tuple[type[Fact], ...]
    package: str = ""
    instructions: str = ""
    examples: tuple[Example, ...] = ()
    trained: Path | None = None
    readers: Mapping[str, ReaderFactory] = field(default_factory=dict)
    layout: tuple[LayoutReader, ...] = ()

    def __post_init__(self) -> None:
        for kind in self.kinds:
            if not (isinstance(kind, type) and issubclass(kind, Fact)):
                raise SchemaError(f"{kind!r} is no fact kind; a class that derives from extractor.Fact is wanted")
        names = [kind.kind for kind in self.kinds]
        if len(set(names)) != len(names):
            twice = sorted({name for name in names if names.count(name) > 1})
            raise SchemaError(f"{self.package or 'kinds'}: two fact kinds share a name: {', '.join(twice)}")

    def kind(self, name: str) -> type[Fact]:
        """The kind called `name`; raises `SchemaError` if there is none."""
        for kind in self.kinds:
            if kind.kind == name:
                return kind
        raise SchemaError(
            f"domain {self.package} has no fact kind {name!r}; it has {', '.join(k.kind for k in self.kinds)}"
        )

    def reader(self, profile: Profile) -> Reader:
        """The reader that a profile names; a language model asked through prompts where the domain has no such one.

        Of a vote it is the domain's reader of that name, or the trained reader where there is none. Raises
        `WeightsError` where the trained reader's file is none.
        """
        own = self.readers.get(profile.reader)
        if own is not None:
            return own(profile)
        trained = self.trained_for(profile)
        if trained is not None:
            return TrainedReader(trained.digest, self.kinds)
        return PromptedReader(self.kinds, profile, self.brief(profile))

    def voter(self, profile: Profile) -> TrainedReader | None:
        """The trained reader that votes with the domain's own; None where there is no vote."""
        trained = self.trained_for(profile)
        if profile.reader != "vote" or "vote" not in self.readers or trained is None:
            return None
        return TrainedReader(trained.digest, self.kinds, others=True)

    @cached_property
    def known(self) -> Known | None:
        """What the domain's trained reader says of itself; raises `WeightsError` where its file is none."""
        return known(self.trained) if self.trained is not None else None

    def trained_for(self, profile: Profile) -> Known | None:
        """The trained reader where a profile asks for one."""
        return self.known if profile.reader in ("trained", "vote") else None

    def about(self, profile: Profile) -> About:
        """What the trained reader that a profile asks for says of itself; nothing where there is none."""
        trained = self.trained_for(profile)
        return trained.about if trained is not None else About(anchors={}, slots={}, choices={})

    def brief(self, profile: Profile) -> Brief:
        """What a model of this profile is told before any passage."""
        return Brief(
            instructions=self._instructions,
            examples=self.worked if profile.examples else (),
            templates=self._templates,
            codec=codec(profile.codec),
            max_tokens=profile.max_tokens,
        )

    @cached_property
    def worked(self) -> tuple[Any, ...]:
        """The worked examples, each checked as a reply would be."""
        return tuple(work(example, self.kinds) for example in self.examples or self._examples())

    @cached_property
    def digest(self) -> str:
        """The SHA-256 of what is said of the domain: kinds, instructions, worked examples."""
        kinds = [(kind.kind, kind.key, kind.model_json_schema()) for kind in self.kinds]
        examples = [(one.text, [(fact.kind.kind, fact.quote, fact.slots) for fact in one.facts]) for one in self.worked]
        said = [kinds, self._instructions, examples]
        return hashlib.sha256(json.dumps(said, sort_keys=True, default=str).encode()).hexdigest()

    @cached_property
    def _instructions(self) -> str:
        return self.instructions or self._file("instructions.md")

    @cached_property
    def _templates(self) -> Templates:
        return Templates(self._folder)

    def _examples(self) -> Iterable[Example]:
        try:
            table = tomllib.loads(self._file("examples.toml"))
        except tomllib.TOMLDecodeError as error:
            raise SchemaError(f"{self.package}: examples.toml: {error}") from error
        for plain in table.get("example", ()):
            facts = []
            for said in plain.pop("facts", ()):
                kind = self.kind(said.pop("kind"))
                try:
                    facts.append(kind.model_validate(said))
                except ValidationError as error:
                    raise SchemaError(f"{self.package}: examples.toml: {kind.kind}: {_why(error)}") from error
            try:
                yield Example(**plain, facts=tuple(facts))
            except ValidationError as error:
                raise SchemaError(f"{self.package}: examples.toml: {_why(error)}") from error

    def _file(self, name: str) -> str:
        folder = self._folder
        if folder is None or not (folder / name).is_file():
            return ""
        return (folder / name).read_text(encoding="utf-8").strip()

    @cached_property
    def _folder(self) -> Traversable | None:
        if not self.package:
            return None
        checkout = Path(__file__).parents[1] / "prompts" / self.package
        folders: list[Traversable] = [checkout]
        if hasattr(importlib.import_module(self.package), "__path__"):  # a module alone holds no files
            folders.insert(0, importlib.resources.files(self.package) / "prompts")
        return next((folder for folder in folders if folder.is_dir()), None)


def _why(error: ValidationError) -> str:
    return "; ".join(f"{'.'.join(map(str, one['loc']))}: {one['msg']}" for one in error.errors())


def domain_of(
    domain: str | Domain,
    kinds: Iterable[type[Fact]] | type[Fact] = (),
    instructions: str = "",
    examples: Iterable[Example] = (),
) -> Domain:
    """The domain named or given; or, where `kinds` are given, one of these kinds."""
    wanted, examples = (kinds,) if isinstance(kinds, type) else tuple(kinds), tuple(examples)
    if wanted:
        return Domain(kinds=wanted, instructions=instructions, examples=examples)
    found = load_domain(domain) if isinstance(domain, str) else domain
    if instructions or examples:
        found = replace(found, instructions=instructions or found.instructions, examples=examples or found.examples)
    return found


def load_domain(package: str) -> Domain:
    """The domain that an import package holds as `DOMAIN`; raises `SchemaError` if it holds none."""
    try:
        found = importlib.import_module(package).DOMAIN
    except (ImportError, AttributeError) as error:
        raise SchemaError(f"{package!r} is no domain: a package with a `DOMAIN` is wanted ({error})") from error
    if not isinstance(found, Domain):
        raise SchemaError(f"{package}.DOMAIN is a {type(found).__name__}; an extractor.Domain is wanted")
    return found
