"""What one sentence says of holdings: its claims, in order, with who is meant where a name is left out."""

from __future__ import annotations

import re
from collections.abc import Iterator

from alliances.rules.holdings import holders as listed
from alliances.rules.holdings import phrases
from alliances.rules.holdings import ventures as shared
from alliances.rules.holdings.elided import ELIDED
from alliances.rules.holdings.sentence import DENIED, PLANNED, HeldSentence, Holding
from alliances.rules.lists import lists
from alliances.rules.marks import Mention

_BY = re.compile(r"\b(?:by|por) (?:the |la |el )?$", re.IGNORECASE)
_IS_OWNED = re.compile(r"owned|propiedad", re.IGNORECASE)
_SELLERS = re.compile(
    r"\b(?:vendedor(?:es|as)|sellers|selling|vendors)\b|^(?:the |its )?(?:other )?partners\b", re.IGNORECASE
)
_REMAINING = re.compile(
    r"\b(?:remaining|remainder|rest|balance|other|restantes?|resto"
    r"|demás|otros)\b(?! of ⟦N)",
    re.IGNORECASE,
)
_ITS_OWN = re.compile(r"\b(?:which|who|that|que|holding|owning) ", re.IGNORECASE)
"""In an item of a list, what makes its stake one that it holds itself: "Alpha, which holds 60%"."""
_ONE = re.compile(
    r"\b(?:subsidiary|unit|affiliate|arm|division|filial|subsidiaria|participada|controlada)(?: company)?,? $",
    re.IGNORECASE,
)
"""Before names, what only the first of them is: "its subsidiary Beta and Gamma"."""
_REACH = 260
"""How many characters before a list are looked at."""


class HoldingSentence(HeldSentence):
    """What one sentence says of holdings; `last_owned` is what was last said to be held."""

    def holdings(self) -> Iterator[Holding]:
        """Every holding the sentence states."""
        for match in self._matches((*phrases.RULES, *listed.NAMED)):
            yield from self._ruled(match)
        for rule in (shared.BOUGHT, shared.TARGET):
            for match in rule.finditer(self._masked.text):
                self.last_owned = self._name(match, "owned") or self.last_owned
        yield from self._holders()
        yield from self._held()
        for match in self._matches(phrases.POSSESSED):
            yield from self._ruled(match)
        for match in self._matches(ELIDED):
            subject = self._antecedent(match.start()) or self._subject(match.start())
            groups = match.groupdict()
            owner = self._name(match, "owner") if "owner" in groups else subject
            yield from self._claimed(match, owner, self._name(match, "owned") if "owned" in groups else subject)
            if "owned" in groups and groups.get("stake"):
                yield from self._further(match, owner)
        yield from self._sold()
        for match in self._matches(shared.JOINT):
            for number, owner in enumerate(self._masked.names(match.group("list"))):
                owned, stake = self._name(match, "owned"), self._share(match, number)
                yield from self._holding(owner, owned, stake, match.start(), match.end())
        yield from self._several_stakes()
        yield from self._left()

    @property
    def spoken_of_then(self) -> Mention | None:
        """What the next sentence may go on about: what was last said to be held, if only one was."""
        return self.last_owned if len(self._owned) < 2 else None

    def _sold(self) -> Iterator[Holding]:
        """What is to be sold, by whoever holds it today: "buy 60% of Beta from Alpha and 40% from Gamma"."""
        for match in self._matches(shared.SELLER, planned=True):
            owned, at = self._name(match, "owned"), match.end()
            yield from self._claimed(match, self._name(match, "owner"), owned)
            while match.end() == match.end("owner") and (further := shared.FROM.match(self._masked.text, at)):
                at = further.end()
                yield from self._holding(self._name(further, "owner"), owned, self._stake(further), match.start(), at)

    def _left(self) -> Iterator[Holding]:
        """Further holders of what was spoken of: "and the remaining 40% is held by Gamma"."""
        if not self._stated:
            for match in self._matches([shared.OWNS]):
                further = self._masked.text[: match.start()].endswith("; ")
                owned = self.spoken_of_then if further else self._before
                if match.group("capital"):
                    owned = self._apart_from(self._name(match, "owner"), owned)
                yield from self._claimed(match, self._name(match, "owner"), owned)
        if not self._stated and (spoken := shared.SPOKEN_OF.search(self._masked.text)) is not None:
            self.last_owned, self._stated = self._name(spoken, "owned"), True
        if not self._stated:
            for match in self._matches([shared.OPENED]):
                yield from self._claimed(match, self._name(match, "owner"), self._spoken_of())
        if self._stated:
            for match in self._matches([*shared.REMAINDER, shared.THE_REST]):
                yield from self._claimed(match, self._name(match, "owner"), self.last_owned)
        for match in self._matches([shared.THE_TITLE]):
            yield from self._claimed(match, self._name(match, "owner"), self.last_owned)
        for match in self._matches([shared.WHOLLY_BY, shared.OWN]):
            stake = self._stake(match)
            if stake is not None and _IS_OWNED.search(f"{stake.label} {match.groupdict().get('own')}"):
                owner = self._name(match, "owner") if match.re is shared.WHOLLY_BY else self._spoken_of()
                yield from self._claimed(match, owner, self._name(match, "owned"))
        for match in self._matches([shared.WHOLLY]):
            yield from self._claimed(match, self._marks.issuer, self._name(match, "owned"))
        for match in self._matches([shared.REMAINING]):
            yield from self._claimed(match, self._name(match, "owner"), self.last_owned)

    def _claimed(self, match: re.Match[str], owner: Mention | None, owned: Mention | None) -> Iterator[Holding]:
        yield from self._holding(owner, owned, self._stake(match), match.start(), match.end())

    def _several_stakes(self) -> Iterator[Holding]:
        """What a phrase of more than one stake says: "60% and 40% of Beta, respectively", "from 30% to 51%"."""
        for match in self._matches(shared.RESPECTIVELY):
            yield from self._respectively(match)
        for match in self._matches([shared.SHARED_BY]):
            yield from self._respectively(match)
        for match in self._matches(shared.RESPECTIVE, planned=True):
            yield from self._pairwise(match)
        for match in self._matches([shared.TOPPED], planned=True):
            yield from self._claimed(match, self._name(match, "owner"), self._name(match, "owned"))
        for match in self._matches([shared.CHANGED], planned=True):
            if not PLANNED.search(match.group()):
                continue
            owner, owned = self._name(match, "owner"), self._name(match, "owned")
            for stake in filter(None, map(self._quantity, (match.group("stake"), match.group("stake2")))):
                yield from self._holding(owner, owned, stake, match.start(), match.end())

    def _ruled(self, match: re.Match[str]) -> Iterator[Holding]:
        groups = match.groupdict()
        owner, owned = self._pair(match) if "owned" in groups and "owner" in groups else (None, None)
        owners = self._masked.names(groups["owners"]) if groups.get("owners") else [owner or self._head(match)]
        several = (
            self._masked.names(groups["several"]) if groups.get("several") else [owned or self._name(match, "owned")]
        )
        if groups.get("several") and "'s " not in groups["several"]:
            several = several[:1] if _ONE.search(self._masked.text[: match.start("several")]) else several
        apart = "'s " in (groups.get("several") or "")  # "its 60%-owned subsidiary Beta and its affiliate Gamma"
        for owner in owners:
            for number, owned in enumerate(several):
                stake = self._stake(match) if number == 0 or not apart else None
                yield from self._holding(owner, owned, stake, match.start(), match.end())
        if all(groups.get(g) for g in ("stake", "owner", "owned")) and match.start("owner") < match.start("owned"):
            yield from self._further(match, owners[0])

    def _further(self, match: re.Match[str], owner: Mention | None) -> Iterator[Holding]:
        """What else the same owner holds: ", 40% of Gamma and 30% of Delta"."""
        at = match.end()
        while further := shared.FURTHER.match(self._masked.text, at):
            at = further.end()
            yield from self._holding(owner, self._name(further, "owned"), self._stake(further), match.start(), at)

    def _respectively(self, match: re.Match[str]) -> Iterator[Holding]:
        """As many stakes as names: the first is of the first, and so on."""
        groups = match.groupdict()
        tokens = re.findall(r"⟦P\d+⟧", groups["stakes"])
        owners = self._masked.names(groups.get("owners"))
        several = self._masked.names(groups.get("several"))
        if len(tokens) != len(owners or several) or _BY.search(self._masked.text[: match.start()]):
            return
        for number, stake in enumerate(map(self._quantity, tokens)):
            owner = owners[number] if owners else self._name(match, "owner")
            owned = several[number] if several else self._shared_by(match)
            if stake is not None:
                yield from self._holding(owner, owned, stake, match.start(), match.end())

    def _shared_by(self, match: re.Match[str]) -> Mention | None:
        """What the holders of a phrase share: what it names, else what the sentence is about."""
        if "owned" in match.groupdict():
            return self._name(match, "owned")
        return self.last_owned if self._stated else self._subject(match.start()) or self._spoken_of()

    def _pairwise(self, match: re.Match[str]) -> Iterator[Holding]:
        """As many subsidiaries as companies named first in the sentence."""
        several = self._masked.names(match.group("several"))
        first = shared.SEVERAL.search(self._masked.text[: match.start()])
        owners = self._masked.names(first.group("owners")) if first is not None else []
        if len(owners) == len(several):
            for owner, owned in zip(owners, several, strict=True):
                yield from self._holding(owner, owned, None, match.start(), match.end())

    def _apart_from(self, owner: Mention | None, before: Mention | None) -> Mention | None:
        """Whose capital is spoken of, where the sentence names only who holds it."""
        candidates = (before, self._marks.section, self._spoken_of())
        return next((m for m in candidates if m is not None and owner is not None and m.entity != owner.entity), None)

    def _holders(self) -> Iterator[Holding]:
        """Lists of holders: "Shareholders include Alpha (60%) and Beta (40%)"; "60% by Alpha and 40% by Beta"."""
        for items, leads in (
            *((items, listed.HOLDERS) for items in self._with_stakes()),
            *((items, listed.SHARED_OUT) for items in lists(self._masked.text, listed.SHARE_BY)),
            *((items, listed.IN_BRACKETS) for items in lists(self._masked.text, listed.SHARE) if len(items) > 1),
        ):
            start = items[0].start()
            before = self._masked.text[max(0, start - _REACH) : start]
            lead = next((m for m in (rule.search(before) for rule in leads) if m), None)
            if lead is None or DENIED.search(lead.group()):
                continue
            owned = self._listed(lead)
            for one in items:
                since = start - len(before) + lead.start()
                yield from self._holding(self._name(one, "name"), owned, self._stake(one), since, one.end())

    def _listed(self, lead: re.Match[str]) -> Mention | None:
        """Whose holders a list names: whom its lead names, else what was spoken of before."""
        if _SELLERS.search(lead.group()) or (self.last_owned is not None and _REMAINING.search(lead.group())):
            return self.last_owned
        groups = [g for g in ("owned", "owned2") if g in lead.groupdict() and lead.group(g)]
        return self._name(lead, groups[0]) if groups else self._spoken_of()

    def _with_stakes(self) -> Iterator[list[re.Match[str]]]:
        return lists(self._masked.text, listed.HOLDER, listed.BETWEEN_HOLDERS)

    def _held(self) -> Iterator[Holding]:
        """Lists of what one holds: "Alpha has stakes in Beta (60%) and Gamma (40%)"."""
        for items in self._with_stakes():
            start = items[0].start()
            before = self._masked.text[max(0, start - _REACH) : start]
            if any(rule.search(before) for rule in listed.HOLDERS):
                continue
            lead = listed.HOLDINGS.search(before)
            if lead is not None and not DENIED.search(lead.group()) and not PLANNED.search(lead.group()):
                owner = self._name(lead, "owner")
                for one in items:
                    if _ITS_OWN.search(one.group()):
                        continue
                    yield from self._holding(
                        owner, self._name(one, "name"), self._stake(one), start - len(before) + lead.start(), one.end()
                    )
        for items in lists(self._masked.text, listed.HELD, listed.BETWEEN_HOLDERS):
            start = items[0].start()
            before = self._masked.text[max(0, start - _REACH) : start]
            lead = listed.SUBSIDIARIES.search(before)
            if lead is not None and not DENIED.search(lead.group()) and not PLANNED.search(lead.group()):
                owner = self._name(lead, "owner" if lead.group("owner") else "owner2")
                for one in items:
                    yield from self._holding(
                        owner, self._name(one, "name"), self._stake(one), start - len(before) + lead.start(), one.end()
                    )

    def one_a_line(self, owner: Mention | None, owned: Mention | None) -> Iterator[Holding]:
        """A holding that fills a line: of `owner`, or of a holder in `owned`."""
        match = listed.LINE.match(self._masked.text)
        if match is None:
            return
        named, stake = self._name(match, "owned"), self._stake(match)
        if named is not None:
            yield from self._holding(owner, named, stake, match.start(), match.end())
        elif owner is not None:
            yield from self._holding(owner, self._name(match, "name"), stake, match.start(), match.end())
        elif owned is not None:
            yield from self._holding(self._name(match, "name"), owned, stake, match.start(), match.end())
        else:
            yield from self._holding(owner, self._name(match, "name"), stake, match.start(), match.end())
