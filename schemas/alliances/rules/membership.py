"""Memberships: which operator belongs to which alliance, and for which countries."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from alliances.membership import Membership
from alliances.rules import membership_phrases as phrases
from alliances.rules.descriptions import HELD, plain
from alliances.rules.fill import DEFINED, company, joined
from alliances.rules.lists import lists
from alliances.rules.marks import COLLECTIVE, Marks, Mention
from alliances.rules.marks.masked import Masked, StandIn, anaphors, mask
from alliances.rules.proposals import Filled, Proposal
from extractor.facts import Span
from extractor.values import FoundCountry

_BEFORE, _AFTER = 240, 240
_LOOKED_AT = 20
"""How many mentions of a name are looked at, to see whether it is called an alliance."""
_SAYS = re.compile(r"\s(?:said|says|announced|added|stated|reported|dijo|señaló|anunció)\b")
_CONTACT = re.compile(r"@|\+\d|\btel[.:]|\bphone\b|/s/", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class _Claim:
    """The words that make a list one of members: where they start and end in the masked text, and of what."""

    start: int
    end: int | None
    words: str
    alliance: Mention | None


def propose(marks: Marks) -> Iterator[Proposal]:
    """Lists of members, and single operators that join."""
    yield from _Memberships(marks).proposals()


class _Memberships:
    """What one passage says of who belongs to which alliance."""

    def __init__(self, marks: Marks) -> None:
        self._marks = marks
        self._known: dict[int, bool] = {}

    def proposals(self) -> Iterator[Proposal]:
        headed = self._headed()[0] is not None
        for sentence in self._marks.sentences:
            stand_ins = self._stand_ins(sentence)
            named = any(map(self._is_alliance, self._marks.names.within(sentence))) or any(
                self._is_alliance(s.meant) for s in stand_ins
            )
            if named or headed or phrases.HINT.search(self._marks.text, *sentence):
                masked = mask(self._marks, sentence, countries=True, stand_ins=stand_ins).without(DEFINED)
                masked = plain(masked).without(HELD)
                for found in lists(masked.text, phrases.ITEM):
                    for items in self._apart(masked, found):
                        yield from self._in_prose(masked, items)
        yield from self._one_a_line()

    def _stand_ins(self, sentence: Span) -> list[StandIn]:
        """What stands for a name: "it", "the company", "the alliance"; and "its" where it is an alliance's."""
        found = [*self._class_words(sentence)]
        for one in anaphors(self._marks, sentence):
            meant: Mention | None = one.meant
            if one.owning and not self._is_alliance(one.meant):
                meant = (
                    self._in_sight(one.span.start) if phrases.OF_MEMBERS.match(self._marks.text, one.span.end) else None
                )
            if meant is not None and not any(one.span.overlaps(known.span) for known in found):
                found.append(StandIn(one.span, meant, one.owning))
        return found

    def _class_words(self, sentence: Span) -> Iterator[StandIn]:
        """Words for an alliance: "the alliance", and "the group" where the one in sight has that word in its name."""
        for match in phrases.THE_ALLIANCE.finditer(self._marks.text, *sentence):
            seen = self._in_sight(match.start())
            if seen is not None:
                yield StandIn(Span(match.start(), match.end()), seen)
        for match in phrases.THE_BODY.finditer(self._marks.text, *sentence):
            seen = self._in_sight(match.start())
            names = self._marks.names.entities[seen.entity].names if seen is not None else ()
            body = match.group("body")
            if seen is not None and (body is None or any(body.casefold() in name.casefold() for name in names)):
                yield StandIn(Span(match.start(), match.end()), seen)

    def _apart(self, masked: Masked, items: Sequence[re.Match[str]]) -> Iterator[list[re.Match[str]]]:
        """The list without alliances: "as a member of the Alliance, Alpha" is no list of two members."""
        held: list[re.Match[str]] = []
        for item in items:
            mention = masked.at(item.group("member"))
            if isinstance(mention, Mention) and self._is_alliance(mention):
                if held:
                    yield held
                held = []
            else:
                held.append(item)
        if held:
            if len(held) > 1 and _SAYS.match(masked.text, held[-1].end()):
                between = masked.text[held[-2].end() : held[-1].start()]
                if between.strip() == ",":  # "Alpha and Beta, Gamma said"
                    held.pop()
            yield held

    def _in_prose(self, masked: Masked, items: Sequence[re.Match[str]]) -> Iterator[Proposal]:
        claim = self._claim(masked, items)
        while claim is not None and claim.alliance is not None and not phrases.UNSURE.search(claim.words):
            yield from self._claimed(masked, items, claim)
            claim = self._further(masked, claim)

    def _further(self, masked: Masked, claim: _Claim) -> _Claim | None:
        """A second alliance that the words after a list of members name."""
        match = phrases.ALSO.match(masked.text, claim.end) if claim.end is not None else None
        also = self._alliance(masked, match) if match is not None else None
        return _Claim(claim.start, match.end(), match.group(), also) if match is not None and also is not None else None

    def _claimed(self, masked: Masked, items: Sequence[re.Match[str]], claim: _Claim) -> Iterator[Proposal]:
        if claim.alliance is None:
            return
        for item in items:
            member = masked.at(item.group("member"))
            if isinstance(member, Mention) and member.entity != claim.alliance.entity:
                tokens = (masked.at(token) for token in re.findall(r"⟦C\d+⟧", item.group()))
                countries = [c for c in tokens if isinstance(c, FoundCountry)]
                anchor = masked.span(claim.start, claim.end or item.end())
                yield self._membership(claim.alliance, member, countries, anchor)

    def _claim(self, masked: Masked, items: Sequence[re.Match[str]]) -> _Claim | None:
        """What makes these items members, if anything does: words before them, else after them."""
        start, end = items[0].start(), items[-1].end()
        before, after = masked.text[max(0, start - _BEFORE) : start], masked.text[end : end + _AFTER]
        leads = (*phrases.LEADS, *phrases.LEADS_OF_SEVERAL) if len(items) > 1 else phrases.LEADS
        tails = [*phrases.TAILS]
        if phrases.ADDED.search(before):
            tails.append(phrases.GROWS)
        if phrases.JOINED.search(before):
            tails.append(phrases.WITHIN)
        if phrases.FOUNDED.search(before):
            tails.append(phrases.FOUNDER_OF)
        for lead in (m for m in (rule.search(before) for rule in leads) if m):
            if alliance := self._alliance(masked, lead):
                return _Claim(start - len(before) + lead.start(), None, lead.group(), alliance)
        for tail in (m for m in (rule.match(after) for rule in tails) if m):
            if alliance := self._alliance(masked, tail):
                return _Claim(start, end + tail.end(), tail.group(), alliance)
        section = self._marks.section
        founded = phrases.FOUNDED.search(before)
        if founded and not after.strip(" .") and section is not None and self._is_alliance(section):
            return _Claim(start - len(before) + founded.start(), None, founded.group(), section)
        for lead in (m for m in (rule.search(before) for rule in phrases.LEADS_IN_SIGHT) if m):
            seen = self._in_sight(masked.span(start, end).start)
            return _Claim(start - len(before) + lead.start(), None, lead.group(), seen)
        if len(items) > 1 and not before.strip(" *•-") and not after.strip(" .") and self._headed()[0] is not None:
            return _Claim(start, end, "", self._headed()[0])
        for tail in (m for m in (rule.match(after) for rule in phrases.TAILS_IN_SIGHT) if m):
            seen = self._in_sight(masked.span(start, end).start)
            return _Claim(start, end + tail.end(), tail.group(), seen)
        return None

    def _alliance(self, masked: Masked, match: re.Match[str]) -> Mention | None:
        """The alliance that a match names, if it is one."""
        found = masked.at(match.group("alliance"))
        return found if isinstance(found, Mention) and self._is_alliance(found) else None

    def _membership(
        self, alliance: Mention, member: Mention, countries: Sequence[FoundCountry], anchor: Span
    ) -> Proposal:
        slots = {"alliance": company(self._marks, alliance), "member": company(self._marks, member)}
        if countries:
            codes = tuple(dict.fromkeys(c.code for c in countries))
            slots["countries"] = Filled(codes, tuple(c.span for c in countries))
        return Proposal(kind=Membership, anchor=joined(anchor, member.span), slots=slots)

    def _is_alliance(self, mention: Mention) -> bool:
        """Whether a name is of something with members: its words say so, or the filing calls it so."""
        number = mention.entity
        if number not in self._known:
            self._known[number] = self._is_called_alliance(number)
        return self._known[number]

    def _is_called_alliance(self, number: int) -> bool:
        entity, text = self._marks.names.entities[number], self._marks.text
        if any((phrases.ALLIANCE if entity.legal else COLLECTIVE).search(name) for name in entity.names):
            return True
        spans = [m.span for m in self._marks.names.mentions_of(number)[:_LOOKED_AT]]
        return any(
            phrases.CALLED_BEFORE.search(text[max(0, s.start - 40) : s.start])
            or phrases.CALLED_AFTER.match(text[s.end : s.end + 200])
            for s in spans
        )

    def _in_sight(self, at: int) -> Mention | None:
        """The alliance last spoken of before `at`, in the passage or under its heading; else the filing's only one."""
        passage, names = self._marks.passage, self._marks.names
        since = passage.heading.start if passage.heading else passage.span.start
        near = [m for m in names.within(Span(since, at)) if self._is_alliance(m)]
        if near:
            return near[-1]
        firsts = [found[0] for number in range(len(names.entities)) if (found := names.mentions_of(number))]
        alliances = [m for m in firsts if self._is_alliance(m)]
        return alliances[0] if len(alliances) == 1 else None

    def _one_a_line(self) -> Iterator[Proposal]:
        """Members set one a line: after a sentence that ends with a colon, under a heading or column that says so."""
        marks = self._marks
        alliance, lead = self._headed()
        for block in marks.passage.blocks:
            said = marks.text[block.span.start : block.span.end]
            if block.type == "paragraph":
                alliance = None
                said_last = marks.words(block.span)
                if phrases.LEAD_OF_LINES.search(said_last):
                    sentences = [s for s in marks.sentences if block.span.covers(s)]
                    last = sentences[-1] if sentences else block.span
                    inside = [m for m in marks.names.within(last) if self._is_alliance(m)]
                    of_members = phrases.HINT.search(said_last) is not None
                    alliance = inside[0] if inside else self._in_sight(block.span.end) if of_members else None
                    lead = block.span
                continue
            if block.type == "columns" and phrases.MEMBER_COLUMN.match(said):
                alliance = alliance or self._in_sight(block.span.start)
            if alliance is not None and not _CONTACT.search(said):
                for line in re.compile(r"\S[^\n]*").finditer(marks.text, *block.span):
                    yield from self._line(alliance, lead, Span(line.start(), line.end()))

    def _headed(self) -> tuple[Mention | None, Span]:
        """The alliance whose members the passage's heading announces."""
        heading = self._marks.passage.heading
        if heading is not None and phrases.HEADING_OF_LINES.search(self._marks.words(heading)):
            return self._in_sight(heading.end), heading
        return None, Span(0, 0)

    def _line(self, alliance: Mention, lead: Span, span: Span) -> Iterator[Proposal]:
        marks = self._marks
        names = [m for m in marks.names.within(span) if not marks.names.entities[m.entity].place]
        if names and names[0].span.start - span.start < 6 and names[0].entity != alliance.entity:
            countries = [c for c in marks.countries if span.covers(c.span) and not c.span.overlaps(names[0].span)]
            anchor = joined(lead, span) if lead.end <= span.start and span.start - lead.end < 600 else span
            yield self._membership(alliance, names[0], countries, anchor)
