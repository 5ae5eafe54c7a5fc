"""A sentence that may speak of holdings: its masked text, and who and what its words mean."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal

from alliances.rules.descriptions import plain
from alliances.rules.fill import DEFINED, company, quantity
from alliances.rules.holdings import phrases
from alliances.rules.holdings import ventures as shared
from alliances.rules.marks import COLLECTIVE, Marks, Mention
from alliances.rules.marks.masked import StandIn, anaphors, mask, spoken_of
from alliances.rules.proposals import Filled
from extractor.facts import Quantity, Span
from extractor.values import FoundQuantity

_STATE = re.compile(
    r"(?:Kingdom|Republic|State|Federation|City|Canton|Municipality|Province|Government|Sultanate|Emirate"
    r"|Estado|Gobierno"
    r"|República|Reino|Ayuntamiento) (?:of|de)\b"
)
DENIED = re.compile(
    r"\b(?:not|no longer|never|nor|neither|formerly|previously|ya no|nunca|anteriormente|until|hasta|used to|sold"
    r"|sale of|disposed|vendid[oa]|venta de|ceased|former|vendió|option|opción)\b",
    re.IGNORECASE,
)
PLANNED = re.compile(
    r"\b(?:will|would|may|might|could|should|shall|intends?|plans? to|planned|planning|propos\w+|expects?"
    r"|seeks?|negotiat\w+|if"
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
_OF_SOMETHING_ELSE = re.compile(
    r"['’]s (?!(?:[a-z]+ ){0,3}(?:share|capital|equity|stock|voting|ordinary))", re.IGNORECASE
)
_GOVERNING = re.compile(r"(?:of|in|by|with|from|for|to|on|at|and|de|del|en|con|por|para|a|von|mit) ", re.IGNORECASE)
"""What a name that is no subject stands after."""
_OPENS = re.compile(
    r"(?:^|[,;:(–—-] ?|\b(?:and|or|that|while|when|where|as|but|y|e|o|que|mientras) )(?:the |la |el )?$", re.IGNORECASE
)
"""What stands before a name that begins a clause."""
_GOVERNED = re.compile(
    r"\b(?:through|via|by|with|to|from|of|in|for|a través de|mediante|por|con|de|en|para|a) (?:the |la |el )?$",
    re.IGNORECASE,
)
"""Before a name that is no subject: what its apposition says is so, whatever is planned with it."""
_PARTED = re.compile(r"⟦N\d+⟧, (?:an?|the|una?|la|el|which|who|que|owned|controlled|held)\b")
_PAUSED = re.compile(
    r", (?!(?:which|who|that|que|an?|the|una?|la|el|parent|owner|holder|titular|matriz|dueñ[ao]|propietari[ao]"
    r"|shareholder"
    r"|accionista|controlador[ao]?)\b)"
)
_WHOLE = 100  # per cent


@dataclass(frozen=True, slots=True)
class Holding:
    """One who holds another, the stake where it is given, and the words that say so."""

    owner: Filled
    owned: Filled
    stake: Filled | None
    anchor: Span


def _states(marks: Marks, sentence: Span) -> Iterator[StandIn]:
    """States and cities as holders, which as places are no names else."""
    for mention in marks.names.within(sentence):
        if marks.names.entities[mention.entity].place and _STATE.match(mention.text):
            yield StandIn(mention.span, mention)


class HeldSentence:
    """The masked text of a sentence and the look-ups its claims need; `last_owned` is what was last said to be held."""

    def __init__(self, marks: Marks, sentence: Span, last_owned: Mention | None) -> None:
        self._marks = marks
        self._sentence = sentence
        self._masked = plain(
            mask(
                marks, sentence, persons=True, stand_ins=[*anaphors(marks, sentence), *_states(marks, sentence)]
            ).without(DEFINED)
        )
        self.last_owned = self._before = last_owned
        self._owned: set[int] = set()
        self._stated = False

    def _matches(self, rules: Iterable[re.Pattern[str]], *, planned: bool = False) -> Iterator[re.Match[str]]:
        """The matches that stand; `planned` where what is planned is no matter. What ends one may begin the next."""
        text = self._masked.text
        for rule in rules:
            at = 0
            while match := rule.search(text, at):
                if planned or self._stands(match):
                    yield match
                last = match.group().rfind("⟦")
                at = match.start() + last if last > 0 and match.group().endswith("⟧") else match.end()

    def _spoken_of(self) -> Mention | None:
        return spoken_of(self._marks, self._sentence) or self._marks.section

    def _stands(self, match: re.Match[str]) -> bool:
        """Whether what matched is stated: not denied, planned or past, and no share of something else than capital."""
        before = self._masked.text[max(0, match.start() - 70) : match.start()]
        lead = before[before.rfind("⟧") + 1 :]
        if _BOUGHT.search(lead):
            return False
        apposed = _GOVERNED.search(lead) is not None and _PARTED.match(match.group()) is not None
        said, own = (re.sub(r"⟦\w+⟧", "", words) for words in (lead + match.group(), match.group()))
        if DENIED.search(said):
            return False
        if match.re not in phrases.POSSESSED and PLANNED.search(own if apposed else said):
            return False
        if "⟦P" not in match.group():
            return True
        return not _NO_STAKE.search(match.group()) and not _OF_SOMETHING_ELSE.match(self._masked.text, match.end())

    def _name(self, match: re.Match[str], group: str) -> Mention | None:
        found = self._masked.at(match.group(group))
        return found if isinstance(found, Mention) else None

    def _stake(self, match: re.Match[str]) -> Filled | None:
        groups = match.groupdict()
        for group in ("stake", "stake2", "stake3", "stake4", "stake5", "stake6"):
            found = self._masked.at(groups.get(group))
            if isinstance(found, FoundQuantity):
                return quantity(found)
        after = shared.BRACKETED.match(self._masked.text, match.end("owned")) if groups.get("owned") else None
        found = self._masked.at(after.group("stake")) if after is not None else None
        if isinstance(found, FoundQuantity):
            return quantity(found)
        return self._percentage(match, "whole", Decimal(100)) if groups.get("whole") else None

    def _share(self, match: re.Match[str], number: int) -> Filled | None:
        """The stake of one of those who share: the first of "70/30" is the first one's."""
        for group in ("ratio", "ratio2"):
            parts = [int(part) for part in re.findall(r"\d+", match.groupdict().get(group) or "")]
            if sum(parts) == _WHOLE and number < len(parts):
                return self._percentage(match, group, Decimal(parts[number]))
        return self._stake(match)

    def _percentage(self, match: re.Match[str], group: str, amount: Decimal) -> Filled:
        """An amount that the words of a group stand for."""
        span = self._masked.span(match.start(group), match.end(group))
        words = self._marks.words(span)
        return Filled(Quantity(text=words, amount=amount, unit="percent"), (span,), words)

    def _quantity(self, token: str | None) -> Filled | None:
        found = self._masked.at(token)
        return quantity(found) if isinstance(found, FoundQuantity) else None

    def _subject(self, at: int) -> Mention | None:
        """Whom the sentence up to `at` is about: its first name that nothing governs."""
        clause = self._masked.text[:at].rpartition(";")[2]
        for found in re.finditer(r"(\b\w+ )?(?:the )?(⟦N\d+⟧)(?!['’]s)", clause, re.IGNORECASE):
            if not _GOVERNING.fullmatch(found.group(1) or ""):
                mention = self._masked.at(found.group(2))
                return mention if isinstance(mention, Mention) else None
        return None

    def _antecedent(self, at: int) -> Mention | None:
        """What "which" right before `at` stands for: the name before it."""
        relative = re.search(r"(⟦N\d+⟧)[^⟦⟧.;]{0,60}\b(?:which|that|que)$", self._masked.text[:at], re.IGNORECASE)
        found = self._masked.at(relative.group(1)) if relative is not None else None
        return found if isinstance(found, Mention) else None

    def _head(self, match: re.Match[str]) -> Mention | None:
        """The owner that a rule found; where its name only ends what is said of another, that other one.

        In "Alpha, controlled by Beta, holds 60%" it is Alpha that holds.
        """
        owner, text = self._name(match, "owner"), self._masked.text
        if owner is None or match.start() != match.start("owner") or not _PAUSED.match(text, match.end("owner")):
            return owner
        opens = _OPENS.search(text[: match.start("owner")])
        return owner if opens else self._subject(match.start("owner")) or owner

    def _pair(self, match: re.Match[str]) -> tuple[Mention | None, Mention | None]:
        """Owner and owned as a rule found them; nobody holds itself, so that "the company" may be another one."""
        owner, owned = self._head(match), self._name(match, "owned")
        if owner is None or owned is None or owner.entity != owned.entity:
            return owner, owned
        return (
            (owner, self._other(match, "owned", owned))
            if self._other(match, "owned", owned)
            else (
                self._other(match, "owner", owner),
                owned,
            )
        )

    def _other(self, match: re.Match[str], group: str, meant: Mention) -> Mention | None:
        """Whom words that stand for a name mean, if not the one nearest: "the Company" is the one that files."""
        words = self._masked.span(match.start(group), match.end(group))
        defined = re.match(r"(?:the|la) [A-Z]", self._marks.words(words))
        if defined:
            other = self._marks.issuer
        else:
            spoken = [m for m in (self._spoken_of(), self.last_owned) if m is not None and m.entity != meant.entity]
            other = spoken[0] if spoken and group == "owned" else None
        return other if words != meant.span and other is not None and other.entity != meant.entity else None

    def _holding(
        self, owner: Mention | None, owned: Mention | None, stake: Filled | None, start: int, end: int
    ) -> Iterator[Holding]:
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
        self._owned.add(owned.entity)
        if stake is not None:
            self._stated = True
        names = company(self._marks, owner), company(self._marks, owned)
        yield Holding(*names, stake, self._masked.span(start, end))
