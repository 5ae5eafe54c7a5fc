"""Ownership: who holds whom, and how much of it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from alliances import _holdings as phrases
from alliances._fill import company, quantity
from alliances._lists import lists
from extractor.facts import Fact, Name, Quantity, Span
from extractor.marks import COLLECTIVE, Marks, Mention
from extractor.marks.masked import Masked, anaphors, mask
from extractor.proposals import Filled, Proposal
from extractor.values import FoundQuantity


class Ownership(Fact, key=("owner", "owned", "stake")):
    """One holds all or part of another; the stake is null where the document gives none."""

    owner: Name
    owned: Name
    stake: Quantity | None = None


_DEFINED = re.compile(r",? ?\((?:[^()]{0,40}[\"“«][^()]{1,80}|[A-Z]{3,6}\w* ?:[^()]{1,60}|⟦N\d+⟧)\)|\b(?:directly|indirectly|directamente|indirectamente)\b(?: (?:or|and|o|y) (?:directly|indirectly|indirectamente))? ", re.IGNORECASE)
_DENIED = re.compile(
    r"\b(?:not|no longer|never|nor|neither|formerly|previously|ya no|nunca|anteriormente|until|hasta|used to|sold|ceased|former|vendió|option|opción)\b", re.IGNORECASE
)
_PLANNED = re.compile(
    r"\b(?:will|would|may|might|could|should|shall|intends?|plans?|planned|propos\w+|expects?|seeks?|negotiat\w+|if|subject to|right to|agreed to|lift|prevé|podrá|acordado|acordó|tiene previsto|pretende)\b"
    r"(?!(?: \w+){0,2} \d)",
    re.IGNORECASE,
)
_NO_STAKE = re.compile(
    r"\b(?:market|mercado|customers?|clientes|subscribers?|abonados|revenues?|ingresos|sales|population|población|traffic|growth|users|coverage|turnover|ebitda|margin|debt|consideration|price)\b",
    re.IGNORECASE,
)
_OF_SOMETHING_ELSE = re.compile(r"['’]s (?!(?:[a-z]+ )?(?:share|capital|equity|stock|voting|ordinary))", re.IGNORECASE)
_REACH = 260


def propose(marks: Marks) -> Iterator[Proposal]:
    """Holdings in prose: sentences that say who owns whom, lists of holders, and what is left to others."""
    owned: Mention | None = None
    for sentence in marks.sentences:
        said = _Said(marks, sentence, owned)
        found = list(said.holdings())
        yield from found
        owned = said.last_owned


class _Said:
    """What one sentence says of holdings; `last_owned` is what was last said to be held."""

    def __init__(self, marks: Marks, sentence: Span, last_owned: Mention | None) -> None:
        self._marks = marks
        self._sentence = sentence
        self._masked = mask(marks, sentence, persons=True, stand_ins=anaphors(marks, sentence)).without(_DEFINED)
        self.last_owned = last_owned

    def holdings(self) -> Iterator[Proposal]:
        yield from self._holders()
        yield from self._held()
        for rule in phrases.RULES:
            for match in rule.finditer(self._masked.text):
                yield from self._ruled(match)
        for rule in phrases.ELIDED:
            for match in rule.finditer(self._masked.text):
                subject = self._subject(match.start())
                if subject is not None and self._stands(match):
                    pair = (self._name(match, "owner"), subject) if "owner" in match.groupdict() else (subject, self._name(match, "owned"))
                    yield from self._holding(*pair, self._stake(match), match.start(), match.end())
        for rule in phrases.SELLER:
            for match in rule.finditer(self._masked.text):
                yield from self._holding(self._name(match, "owner"), self._name(match, "owned"), self._stake(match), match.start(), match.end())
        for match in phrases.JOINT.finditer(self._masked.text):
            if self._stands(match):
                half = _half(match)
                for owner in self._masked.names(match.group("list")):
                    yield from self._holding(owner, self._name(match, "owned"), half, match.start(), match.end())
        for match in phrases.REMAINING.finditer(self._masked.text):
            if self._stands(match):
                yield from self._holding(self._name(match, "owner"), self.last_owned, self._stake(match), match.start(), match.end())

    def _ruled(self, match: re.Match[str]) -> Iterator[Proposal]:
        if not self._stands(match):
            return
        groups = match.groupdict()
        owners = self._masked.names(groups["owners"]) if groups.get("owners") else [self._name(match, "owner")]
        several = self._masked.names(groups.get("several")) if groups.get("several") else [self._name(match, "owned")]
        for owner in owners:
            for owned in several:
                yield from self._holding(owner, owned, self._stake(match), match.start(), match.end())
        at = match.end()
        while groups.get("stake") and groups.get("owner") and groups.get("owned") and match.start("owner") < match.start("owned"):
            further = phrases.FURTHER.match(self._masked.text, at)
            if further is None:
                return
            yield from self._holding(owners[0], self._name(further, "owned"), self._stake(further), match.start(), further.end())
            at = further.end()

    def _holders(self) -> Iterator[Proposal]:
        """Lists of holders: "Shareholders include Alpha (60%) and Beta (40%)"; "60% by Alpha and 40% by Beta"."""
        for items, leads in (
            *((items, phrases.HOLDERS) for items in self._with_stakes()),
            *((items, phrases.SHARED_OUT) for items in lists(self._masked.text, phrases.SHARE_BY)),
        ):
            start = items[0].start()
            before = self._masked.text[max(0, start - _REACH) : start]
            lead = next((m for m in (rule.search(before) for rule in leads) if m), None)
            if lead is None or _DENIED.search(lead.group()):
                continue
            groups = [g for g in ("owned", "owned2") if g in lead.groupdict() and lead.group(g)]
            owned = self._name(lead, groups[0]) if groups else self._marks.about_at(self._sentence.start) or self._marks.subject
            for one in items:
                yield from self._holding(
                    self._name(one, "name"), owned, self._stake(one), start - len(before) + lead.start(), one.end()
                )

    def _with_stakes(self) -> Iterator[list[re.Match[str]]]:
        return lists(self._masked.text, phrases.HOLDER, phrases.BETWEEN_HOLDERS)

    def _held(self) -> Iterator[Proposal]:
        """Lists of what one holds: "Alpha has stakes in Beta (60%) and Gamma (40%)"."""
        for items in self._with_stakes():
            start = items[0].start()
            before = self._masked.text[max(0, start - _REACH) : start]
            if any(rule.search(before) for rule in phrases.HOLDERS):
                continue
            lead = phrases.HOLDINGS.search(before)
            if lead is not None and not _DENIED.search(lead.group()) and not _PLANNED.search(lead.group()):
                owner = self._name(lead, "owner")
                for one in items:
                    yield from self._holding(owner, self._name(one, "name"), self._stake(one), start - len(before) + lead.start(), one.end())

    def _stands(self, match: re.Match[str]) -> bool:
        """Whether what matched is stated: not denied, planned or past, and no share of something else than capital."""
        before = self._masked.text[max(0, match.start() - 70) : match.start()]
        lead = before[before.rfind("⟧") + 1 :]
        said = re.sub(r"⟦\w+⟧", "", lead + match.group())
        if _DENIED.search(said) or _PLANNED.search(said):
            return False
        if "⟦P" in match.group() and (_NO_STAKE.search(match.group()) or _OF_SOMETHING_ELSE.match(self._masked.text, match.end())):
            return False
        return True

    def _name(self, match: re.Match[str], group: str) -> Mention | None:
        found = self._masked.at(match.group(group))
        return found if isinstance(found, Mention) else None

    def _stake(self, match: re.Match[str]) -> Filled | None:
        groups = match.groupdict()
        for group in ("stake", "stake2", "stake3"):
            found = self._masked.at(groups.get(group))
            if isinstance(found, FoundQuantity):
                return quantity(found)
        if groups.get("whole"):
            span = self._masked.span(match.start("whole"), match.end("whole"))
            words = self._marks.words(span)
            return Filled(Quantity(text=words, amount=Decimal(100), unit="percent"), (span,), words)
        return None

    def _subject(self, at: int) -> Mention | None:
        """Whom the sentence up to `at` is about: its first name that nothing governs."""
        for found in re.finditer(r"(\b\w+ )?(?:the )?(⟦N\d+⟧)(?!['’]s)", self._masked.text[:at], re.IGNORECASE):
            if (found.group(1) or "").strip().lower() not in _GOVERNING:
                mention = self._masked.at(found.group(2))
                return mention if isinstance(mention, Mention) else None
        return None

    def _holding(
        self, owner: Mention | None, owned: Mention | None, stake: Filled | None, start: int, end: int
    ) -> Iterator[Proposal]:
        if owner is None or owned is None or owner.entity == owned.entity:
            return
        entities = self._marks.names.entities
        if entities[owned.entity].person or any(COLLECTIVE.search(n) for n in entities[owner.entity].names if stake is None):
            return
        if isinstance(stake, Filled) and not 0 < stake.value.amount <= 100:
            return
        self.last_owned = owned
        slots = {"owner": company(self._marks, owner), "owned": company(self._marks, owned)}
        if stake is not None:
            slots["stake"] = stake
        yield Proposal(kind=Ownership, anchor=self._masked.span(start, end), slots=slots)


_GOVERNING = frozenset("of in by with from for to on at and de del en con por para a von mit".split())


def _half(match: re.Match[str]) -> Filled | None:
    """The stake of each of two equal partners, where "50:50" is said."""
    for group in ("halves", "halves2"):
        words = match.group(group)
        if words:
            text = re.sub(r"^owned ", "", words.strip())
            return Filled(Quantity(text=text, amount=Decimal(50), unit="percent"), (), text)
    return None
