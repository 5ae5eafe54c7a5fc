"""Ownership: who holds whom, and how much of it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from decimal import Decimal

from alliances import _holders as listed
from alliances import _holdings as phrases
from alliances._fill import DEFINED, company, quantity
from alliances._lists import lists
from alliances._tables import table_holdings
from extractor.facts import Fact, Name, Quantity, Span
from extractor.marks import COLLECTIVE, Marks, Mention
from extractor.marks.masked import anaphors, mask, spoken_of
from extractor.proposals import Filled, Proposal
from extractor.values import FoundQuantity


class Ownership(Fact, key=("owner", "owned", "stake")):
    """One holds all or part of another; the stake is null where the document gives none."""

    owner: Name
    owned: Name
    stake: Quantity | None = None


_ADVERBS = re.compile(
    r"\b(?:directly|indirectly|beneficially|directamente|indirectamente)\b(?: (?:or|and|o|y) (?:directly|indirectly"
    r"|indirectamente))? ",
    re.IGNORECASE,
)
_DENIED = re.compile(
    r"\b(?:not|no longer|never|nor|neither|formerly|previously|ya no|nunca|anteriormente|until|hasta|used to|sold"
    r"|sale of|disposed|vendid[oa]|venta de|ceased|former|vendió|option|opción)\b",
    re.IGNORECASE,
)
_PLANNED = re.compile(
    r"\b(?:will|would|may|might|could|should|shall|intends?|plans?|planned|propos\w+|expects?|seeks?|negotiat\w+|if"
    r"|subject to|right to|agreed to|lift|prevé|podrá|acordado|acordó|tiene previsto|pretende)\b"
    r"(?!(?: \w+){0,2} \d)",
    re.IGNORECASE,
)
_NO_STAKE = re.compile(
    r"\b(?:market|mercado|customers?|clientes|subscribers?|abonados|revenues?|ingresos|sales|population|población"
    r"|traffic|growth|users|coverage|turnover|ebitda|margin|debt|consideration|price)\b",
    re.IGNORECASE,
)
_BOUGHT = re.compile(
    r"\b(?:bought|acquired|acquiring|purchased|took over|compró|adquirió|adquirido)(?: out)? (?:the )?$", re.IGNORECASE
)
"""Before "Beta's stake": it is Beta's no more."""
_OF_SOMETHING_ELSE = re.compile(r"['’]s (?!(?:[a-z]+ )?(?:share|capital|equity|stock|voting|ordinary))", re.IGNORECASE)
_GOVERNING = re.compile(r"(?:of|in|by|with|from|for|to|on|at|and|de|del|en|con|por|para|a|von|mit) ", re.IGNORECASE)
"""What a name that is no subject stands after."""
_REACH = 260
"""How many characters before a list are looked at."""


def propose(marks: Marks) -> Iterator[Proposal]:
    """Holdings in prose: sentences that say who owns whom, lists of holders, and what is left to others."""
    owned: Mention | None = None
    for sentence in marks.sentences:
        said = _Said(marks, sentence, owned)
        found = list(said.holdings())
        yield from found
        owned = said.last_owned
    yield from _one_a_line(marks)
    for held in table_holdings(marks):
        slots = {"owner": company(marks, held.owner), "owned": company(marks, held.owned), "stake": held.stake}
        yield Proposal(kind=Ownership, anchor=held.anchor, slots=slots)


def _one_a_line(marks: Marks) -> Iterator[Proposal]:
    """Holdings set one a line: after a sentence that ends with a colon, or under a heading that speaks of holders."""
    heading = marks.passage.heading
    of_holders = heading is not None and listed.HOLDERS_LEAD.search(marks.words(heading)) is not None
    owned = marks.issuer if of_holders else None
    owner: Mention | None = None
    for sentence in marks.sentences:
        words = marks.words(sentence)
        if words.endswith(":"):
            named = marks.names.companies(sentence)
            meant = named[0] if named else spoken_of(marks, sentence) or marks.issuer
            of_holders = listed.HOLDERS_LEAD.search(words) is not None
            owned = meant if of_holders else None
            owner = meant if not of_holders and listed.LINE_LEAD.search(words) else None
        elif owner is not None or owned is not None:
            yield from _Said(marks, sentence, None).one_a_line(owner, owned)


class _Said:
    """What one sentence says of holdings; `last_owned` is what was last said to be held."""

    def __init__(self, marks: Marks, sentence: Span, last_owned: Mention | None) -> None:
        self._marks = marks
        self._sentence = sentence
        self._masked = (
            mask(marks, sentence, persons=True, stand_ins=anaphors(marks, sentence)).without(DEFINED).without(_ADVERBS)
        )
        self.last_owned = last_owned
        self._stated = False

    def holdings(self) -> Iterator[Proposal]:
        yield from self._holders()
        yield from self._held()
        for match in self._matches(phrases.RULES):
            yield from self._ruled(match)
        for match in self._matches(phrases.ELIDED):
            subject = self._subject(match.start())
            groups = match.groupdict()
            owner = self._name(match, "owner") if "owner" in groups else subject
            owned = self._name(match, "owned") if "owned" in groups else subject
            yield from self._holding(owner, owned, self._stake(match), match.start(), match.end())
        for match in self._matches(phrases.SELLER, planned=True):
            owner, owned = self._name(match, "owner"), self._name(match, "owned")
            yield from self._holding(owner, owned, self._stake(match), match.start(), match.end())
        for match in self._matches([phrases.JOINT]):
            for owner in self._masked.names(match.group("list")):
                yield from self._holding(
                    owner, self._name(match, "owned"), self._stake(match), match.start(), match.end()
                )
        yield from self._several_stakes()
        if self._stated:
            for match in self._matches([phrases.REMAINDER]):
                owner = self._name(match, "owner") or self._name(match, "owner2")
                yield from self._holding(owner, self.last_owned, None, match.start(), match.end())
            for match in self._matches(phrases.THE_REST):
                yield from self._holding(
                    self._name(match, "owner"), self.last_owned, self._stake(match), match.start(), match.end()
                )
        for match in self._matches([phrases.WHOLLY]):
            yield from self._holding(
                self._marks.issuer, self._name(match, "owned"), self._stake(match), match.start(), match.end()
            )
        for match in self._matches([phrases.REMAINING]):
            owner = self._name(match, "owner")
            yield from self._holding(owner, self.last_owned, self._stake(match), match.start(), match.end())

    def _several_stakes(self) -> Iterator[Proposal]:
        """What a phrase of more than one stake says: "60% and 40% of Beta, respectively", "from 30% to 51%"."""
        for match in self._matches(phrases.RESPECTIVELY):
            yield from self._respectively(match)
        for match in self._matches([phrases.CHANGED], planned=True):
            if not _PLANNED.search(match.group()):
                continue
            owner, owned = self._name(match, "owner"), self._name(match, "owned")
            for stake in filter(None, map(self._quantity, (match.group("stake"), match.group("stake2")))):
                yield from self._holding(owner, owned, stake, match.start(), match.end())

    def _matches(self, rules: Iterable[re.Pattern[str]], *, planned: bool = False) -> Iterator[re.Match[str]]:
        """The matches that stand; `planned` where what is planned is no matter."""
        for rule in rules:
            yield from (m for m in rule.finditer(self._masked.text) if planned or self._stands(m))

    def _ruled(self, match: re.Match[str]) -> Iterator[Proposal]:
        groups = match.groupdict()
        owners = self._masked.names(groups["owners"]) if groups.get("owners") else [self._name(match, "owner")]
        several = self._masked.names(groups.get("several")) if groups.get("several") else [self._name(match, "owned")]
        for owner in owners:
            for owned in several:
                yield from self._holding(owner, owned, self._stake(match), match.start(), match.end())
        at = match.end()
        holds = all(groups.get(g) for g in ("stake", "owner", "owned")) and match.start("owner") < match.start("owned")
        while holds:
            further = phrases.FURTHER.match(self._masked.text, at)
            if further is None:
                return
            yield from self._holding(
                owners[0], self._name(further, "owned"), self._stake(further), match.start(), further.end()
            )
            at = further.end()

    def _respectively(self, match: re.Match[str]) -> Iterator[Proposal]:
        """As many stakes as names: the first is of the first, and so on."""
        groups = match.groupdict()
        tokens = re.findall(r"⟦P\d+⟧", groups["stakes"])
        owners = self._masked.names(groups.get("owners"))
        several = self._masked.names(groups.get("several"))
        if len(tokens) != len(owners or several):
            return
        for number, stake in enumerate(map(self._quantity, tokens)):
            owner = owners[number] if owners else self._name(match, "owner")
            owned = several[number] if several else self._name(match, "owned")
            if stake is not None:
                yield from self._holding(owner, owned, stake, match.start(), match.end())

    def _holders(self) -> Iterator[Proposal]:
        """Lists of holders: "Shareholders include Alpha (60%) and Beta (40%)"; "60% by Alpha and 40% by Beta"."""
        for items, leads in (
            *((items, listed.HOLDERS) for items in self._with_stakes()),
            *((items, listed.SHARED_OUT) for items in lists(self._masked.text, listed.SHARE_BY)),
        ):
            start = items[0].start()
            before = self._masked.text[max(0, start - _REACH) : start]
            lead = next((m for m in (rule.search(before) for rule in leads) if m), None)
            if lead is None or _DENIED.search(lead.group()):
                continue
            groups = [g for g in ("owned", "owned2") if g in lead.groupdict() and lead.group(g)]
            owned = self._name(lead, groups[0]) if groups else spoken_of(self._marks, self._sentence)
            for one in items:
                yield from self._holding(
                    self._name(one, "name"), owned, self._stake(one), start - len(before) + lead.start(), one.end()
                )

    def _with_stakes(self) -> Iterator[list[re.Match[str]]]:
        return lists(self._masked.text, listed.HOLDER, listed.BETWEEN_HOLDERS)

    def _held(self) -> Iterator[Proposal]:
        """Lists of what one holds: "Alpha has stakes in Beta (60%) and Gamma (40%)"."""
        for items in self._with_stakes():
            start = items[0].start()
            before = self._masked.text[max(0, start - _REACH) : start]
            if any(rule.search(before) for rule in listed.HOLDERS):
                continue
            lead = listed.HOLDINGS.search(before)
            if lead is not None and not _DENIED.search(lead.group()) and not _PLANNED.search(lead.group()):
                owner = self._name(lead, "owner")
                for one in items:
                    yield from self._holding(
                        owner, self._name(one, "name"), self._stake(one), start - len(before) + lead.start(), one.end()
                    )
        for items in lists(self._masked.text, listed.HELD, listed.BETWEEN_HOLDERS):
            start = items[0].start()
            before = self._masked.text[max(0, start - _REACH) : start]
            lead = listed.SUBSIDIARIES.search(before)
            if lead is not None and not _DENIED.search(lead.group()) and not _PLANNED.search(lead.group()):
                owner = self._name(lead, "owner")
                for one in items:
                    yield from self._holding(
                        owner, self._name(one, "name"), self._stake(one), start - len(before) + lead.start(), one.end()
                    )

    def one_a_line(self, owner: Mention | None, owned: Mention | None) -> Iterator[Proposal]:
        """A holding that fills a line: of `owner`, or of a holder in `owned`."""
        match = listed.LINE.match(self._masked.text)
        if match is None:
            return
        named, stake = self._name(match, "owned"), self._stake(match)
        if named is not None:
            yield from self._holding(owner, named, stake, match.start(), match.end())
        elif owned is not None:
            yield from self._holding(self._name(match, "name"), owned, stake, match.start(), match.end())
        else:
            yield from self._holding(owner, self._name(match, "name"), stake, match.start(), match.end())

    def _stands(self, match: re.Match[str]) -> bool:
        """Whether what matched is stated: not denied, planned or past, and no share of something else than capital."""
        before = self._masked.text[max(0, match.start() - 70) : match.start()]
        lead = before[before.rfind("⟧") + 1 :]
        if _BOUGHT.search(lead):
            return False
        said = re.sub(r"⟦\w+⟧", "", lead + match.group())
        if _DENIED.search(said) or _PLANNED.search(said):
            return False
        if "⟦P" not in match.group():
            return True
        return not _NO_STAKE.search(match.group()) and not _OF_SOMETHING_ELSE.match(self._masked.text, match.end())

    def _name(self, match: re.Match[str], group: str) -> Mention | None:
        found = self._masked.at(match.group(group))
        return found if isinstance(found, Mention) else None

    def _stake(self, match: re.Match[str]) -> Filled | None:
        groups = match.groupdict()
        for group in ("stake", "stake2", "stake3", "stake4"):
            found = self._masked.at(groups.get(group))
            if isinstance(found, FoundQuantity):
                return quantity(found)
        after = phrases.BRACKETED.match(self._masked.text, match.end("owned")) if groups.get("owned") else None
        found = self._masked.at(after.group("stake")) if after is not None else None
        if isinstance(found, FoundQuantity):
            return quantity(found)
        for group, amount in (("whole", Decimal(100)), ("half", Decimal(50))):
            if groups.get(group):
                span = self._masked.span(match.start(group), match.end(group))
                words = self._marks.words(span)
                return Filled(Quantity(text=words, amount=amount, unit="percent"), (span,), words)
        return None

    def _quantity(self, token: str | None) -> Filled | None:
        found = self._masked.at(token)
        return quantity(found) if isinstance(found, FoundQuantity) else None

    def _subject(self, at: int) -> Mention | None:
        """Whom the sentence up to `at` is about: its first name that nothing governs."""
        for found in re.finditer(r"(\b\w+ )?(?:the )?(⟦N\d+⟧)(?!['’]s)", self._masked.text[:at], re.IGNORECASE):
            if not _GOVERNING.fullmatch(found.group(1) or ""):
                mention = self._masked.at(found.group(2))
                return mention if isinstance(mention, Mention) else None
        return None

    def _holding(
        self, owner: Mention | None, owned: Mention | None, stake: Filled | None, start: int, end: int
    ) -> Iterator[Proposal]:
        if owner is None or owned is None or owner.entity == owned.entity:
            return
        entities = self._marks.names.entities
        if entities[owned.entity].person:
            return
        if stake is None and any(COLLECTIVE.search(name) for name in entities[owner.entity].names):
            return
        if isinstance(stake, Filled) and not 0 < stake.value.amount <= 100:
            return
        self.last_owned = owned
        slots = {"owner": company(self._marks, owner), "owned": company(self._marks, owned)}
        if stake is not None:
            slots["stake"] = stake
            self._stated = True
        yield Proposal(kind=Ownership, anchor=self._masked.span(start, end), slots=slots)
