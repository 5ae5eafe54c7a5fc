"""What a fact is: typed slots, the words that state them, and where those words stand.

A fact kind is one class::

    class Metric(Fact, key=("subject", "measure", "value")):
        "A number about an operator, alliance, company or market."

        subject: Name
        measure: Measure
        value: Quantity
        as_of: When | None = None
        scope: Text | None = None

From it follow what a model is asked for, how the answer is grounded, what its words become, how it is scored and how
it is shown. All offsets are half-open character positions in `Filing.text`.
"""

from __future__ import annotations

import datetime as dt
import inspect
from collections.abc import Collection
from dataclasses import dataclass
from decimal import Decimal
from typing import Annotated, Any, ClassVar, Literal, NamedTuple, get_args

from pydantic import (
    AfterValidator,
    BaseModel,
    ConfigDict,
    Field,
    PlainSerializer,
    SerializeAsAny,
    model_serializer,
    model_validator,
)

from extractor.errors import SchemaError
from extractor.modality import Modality

Bound = Literal["exact", "about", "more_than", "at_least", "less_than", "up_to"]


class Span(NamedTuple):
    """A run of `Filing.text`: characters `start` up to, not including, `end`."""

    start: int
    end: int

    def covers(self, other: Span) -> bool:
        """Whether `other` lies within this span."""
        return self.start <= other.start and other.end <= self.end

    def overlaps(self, other: Span) -> bool:
        """Whether the two spans share a character."""
        return self.start < other.end and other.start < self.end

    def distance(self, other: Span) -> int:
        """How many characters lie between the two spans; 0 where they touch or overlap."""
        return max(0, self.start - other.end, other.start - self.end)


class Verbatim:
    """Marks a slot whose words must stand in the filing; `form` says what the words become."""

    def __init__(self, form: Literal["name", "text", "country"]) -> None:
        self.form = form

    def __repr__(self) -> str:
        return f"Verbatim({self.form!r})"


Comparison = Literal[
    "names", "printed names", "folded", "same words", "words", "similar", "digits", "choice", "in common"
]
"""A way to compare two values of a slot; see `Compared`."""


@dataclass(frozen=True, slots=True)
class Compared:
    """Marks a slot whose values are compared otherwise than its type says, when a fact is scored against gold.

    `Annotated[Text, Compared("similar", at_least=0.9)]`. Two values are equal by

    - names: folded, a leading "the" dropped, or as two names of one entity (the way of a `Name`);
    - printed names: the same, other names of the entity left aside;
    - folded: white space and case folded;
    - same words: the same words in any order;
    - words: a word F1 of `at_least`, the words of `dropped` left out where others are left (the way of a `Text`);
    - similar: a `difflib` ratio of `at_least`, folded;
    - digits: the same digits;
    - choice: the same, or where one of the two is `anything` (the way of a `Literal`);
    - in common: of all names in either list, a share of `at_least` in both (the way of a list of names, where it is 1).

    Raises `SchemaError` where `how` is none of these, or `at_least` is not above 0 and at most 1.
    """

    how: Comparison
    at_least: float = 1.0
    dropped: str = ""
    anything: str | None = None

    def __post_init__(self) -> None:
        if self.how not in get_args(Comparison) or not 0 < self.at_least <= 1:
            raise SchemaError(
                f"{self!r}: slots are compared by {', '.join(get_args(Comparison))}, at least above 0 and at most 1"
            )


Name = Annotated[str, Verbatim("name")]
"""A name as printed: of an operator, alliance, person or thing."""

Text = Annotated[str, Verbatim("text")]
"""Words as printed, white space folded to single blanks."""

Country = Annotated[str, Verbatim("country"), Field(pattern=r"^[A-Z]{2}$")]
"""An ISO 3166-1 alpha-2 code, read from a country's name as printed."""


_MOST = Decimal("1e300")
"""What an amount stays below, so that it is a plain number wherever it is written."""

_FINEST, _COARSEST = -100, 300
"""The powers of ten that an amount's last digit is one of: written out, none is longer than a line or two."""


def _written_out(amount: Decimal) -> Decimal:
    if not _FINEST <= int(amount.as_tuple().exponent) <= _COARSEST:
        raise ValueError(f"an amount must have at most {-_FINEST} decimal places and {_COARSEST} digits before them")
    return amount


def _plain_number(amount: Decimal) -> int | float:
    near = float(amount)  # a whole one is written as an integer too, so that what is read back is written the same
    return int(amount) if amount == amount.to_integral_value() else int(near) if near.is_integer() else near


class Quantity(BaseModel):
    """A number as printed and what it comes to.

    `amount` is the full number ("1.245 billion" is 1245000000). `unit` is `percent`, `percentage points`, an ISO 4217
    code, or the plural noun counted, in lower case.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    text: str
    amount: Annotated[
        Decimal,
        Field(gt=-_MOST, lt=_MOST),
        AfterValidator(_written_out),
        PlainSerializer(_plain_number, return_type=int | float, when_used="json"),
    ]
    unit: str
    bound: Bound = "exact"


class When(BaseModel):
    """A date or period as printed, with its first and last day; an instant has both the same."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    text: str
    start: dt.date
    end: dt.date

    @model_validator(mode="after")
    def _ordered(self) -> When:
        if self.start > self.end:
            raise ValueError(f"a period must not end ({self.end}) before it starts ({self.start})")
        return self


class Evidence(BaseModel):
    """Where a fact is stated: one run of the filing's text, and the words of each slot.

    `quote` is the text from `start` to `end` with white space folded; `slots` gives each verbatim slot's own spans,
    which may lie outside the quote where a heading or an earlier sentence names the subject. `source_start` and
    `source_end` are where the quote stands in the source as decoded, None where that is HTML: see `Filing.source_span`.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    start: int
    end: int
    quote: str
    slots: dict[str, tuple[Span, ...]] = Field(default_factory=dict)
    source_start: int | None = None
    source_end: int | None = None


def fold(text: str) -> str:
    """White space folded to single blanks, and none at the ends."""
    return " ".join(text.split())


REFUSED = frozenset({Modality.NEGATED, Modality.DENIED, Modality.HYPOTHETICAL})
"""What no clause that states a fact is, where its kind says nothing else."""


class Fact(BaseModel):
    """One typed fact. Subclasses are fact kinds; `key` names the slots by which two facts are the same fact.

    `confidence` is how sure its reader is of it, 0 to 1; None, and left out of JSON, where no reader says so.
    `kind` defaults to the class's name in lower case. `same` names two key slots of one type whose values may change
    places without changing the fact: that A is also called B says that B is also called A. `refuses` names what a
    clause that states such a fact cannot be: what was owned once is no holding, what is planned may be an agreement.

    Raises `SchemaError` at class definition if `key` names a slot that is not there, `same` no two such slots, or
    `refuses` something that is no modality; and if a slot lists what cannot be asked for several at a time, or has the
    name of something that every fact has.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    kind: ClassVar[str] = ""
    key: ClassVar[tuple[str, ...]] = ()
    same: ClassVar[tuple[str, str] | None] = None
    refuses: ClassVar[frozenset[Modality]] = REFUSED

    evidence: tuple[Evidence, ...] = ()
    confidence: float | None = Field(default=None, ge=0, le=1)

    def __init_subclass__(
        cls,
        *,
        key: tuple[str, ...] = (),
        kind: str | None = None,
        same: tuple[str, str] | None = None,
        refuses: Collection[str] = REFUSED,
        **kwargs: Any,
    ) -> None:
        # pydantic hands the class keywords to both hooks; the one below acts, once the fields are known.
        super().__init_subclass__(**kwargs)
        own = inspect.get_annotations(cls)
        taken = next((name for name in own if hasattr(Fact, name) or name in Fact.model_fields), None)
        if taken:
            raise SchemaError(
                f"fact kind {cls.__name__}, slot {taken}: every fact has something of that name; rename the slot"
            )

    @classmethod
    def __pydantic_init_subclass__(
        cls,
        *,
        key: tuple[str, ...] = (),
        kind: str | None = None,
        same: tuple[str, str] | None = None,
        refuses: Collection[str] = REFUSED,
        **kwargs: Any,
    ) -> None:
        super().__pydantic_init_subclass__(**kwargs)
        cls.kind = kind or cls.__name__.lower()
        cls.key = key
        cls.same = same
        unknown = [slot for slot in key if slot not in cls.model_fields]
        if unknown or not key:
            raise SchemaError(
                f"fact kind {cls.__name__}: key {key!r} must name slots of the class; it has {', '.join(cls.slots())}"
            )
        if same is not None and (
            len({*same}) != 2
            or not {*same} <= {*key}
            or len({repr(cls.model_fields[slot].annotation) for slot in same}) != 1
        ):
            raise SchemaError(
                f"fact kind {cls.__name__}: same {same!r} must name two slots of the key {key!r} that have one type"
            )
        try:
            cls.refuses = frozenset(map(Modality, refuses))
        except ValueError as error:
            known = ", ".join(Modality)
            raise SchemaError(f"fact kind {cls.__name__}: refuses {refuses!r} must name modalities: {known}") from error
        if cls.__pydantic_fields_complete__:
            from extractor.slots import check_lists  # noqa: PLC0415 - which knows what a fact is

            check_lists(cls)

    @classmethod
    def slots(cls) -> tuple[str, ...]:
        """The names of the slots, in the order of the class."""
        return tuple(name for name in cls.model_fields if name not in Fact.model_fields)

    def one_thing(self) -> tuple[str, str] | None:
        """The two names of which this fact says that they name one thing; None where it says no such thing."""
        return None

    @model_serializer(mode="wrap")
    def _with_kind(self, handler: Any) -> dict[str, Any]:
        fields = handler(self)
        if self.confidence is None:
            fields.pop("confidence", None)
        return {"kind": self.kind, **fields}


AnyFact = SerializeAsAny[Fact]
"""A fact of any kind, serialised with all the slots of its own class."""
