"""Deals: which companies of a sentence agree, and what type of agreement its words may speak of."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from alliances.rules.deals import words as say
from alliances.rules.deals.parties import Actor, Scene


@dataclass(frozen=True, slots=True)
class Deal:
    """An agreement found at `start` to `end` of a masked sentence; `types` are its options, likeliest first.

    `firm` says that both sides are named by the grammar of agreeing, and not one of them as what is bought;
    `buyer` is who is supplied, where one supplies another.
    """

    start: int
    end: int
    parties: tuple[Actor, ...]
    types: tuple[str, ...]
    firm: bool = True
    buyer: Actor | None = None


def deals(scene: Scene) -> Iterator[Deal]:
    """The agreements of a sentence, the most telling first, each once."""
    found = [*_specific(scene), *_pacts(scene), *_together(scene), *_beneath(scene)]
    told: list[tuple[frozenset[int], Deal]] = []
    for deal in sorted(found, key=lambda d: not d.firm):
        parties = frozenset(actor.mention.entity for actor in deal.parties)
        if len(parties) < 2 or _undone(scene, deal) or _is_told(parties, deal, told):
            continue
        told.append((parties, deal))
        yield deal


def _is_told(parties: frozenset[int], deal: Deal, told: list[tuple[frozenset[int], Deal]]) -> bool:
    """Whether a deal only repeats one of the same sentence, or says less of it."""
    vague = deal.types[0] in ("cooperation", "other", "alliance")
    for known, other in told:
        name = other.types[0]
        if other.start == deal.start and other.types == deal.types and not parties <= known:
            continue  # agreements with each of several
        if parties <= known and name in deal.types:
            return True
        if parties & known and (vague or (not deal.firm and name == deal.types[0])):
            return True
    return False


def _undone(scene: Scene, deal: Deal) -> bool:
    """Whether the words before a deal's verb say that it is planned, denied or only possible."""
    front = scene.text[max(0, deal.start - 80) : deal.start]
    clauses = re.split(r";|, |\b(?:and|y|but|pero|which|que) (?=⟦N)", front)
    return say.UNDONE.search(clauses[-1]) is not None or say.DENIED.search(scene.text, deal.start, deal.end) is not None


def _specific(scene: Scene) -> Iterator[Deal]:
    """Deals whose verb says what they are."""
    yield from _bought(scene)
    yield from _licensed(scene)
    yield from _lent(scene)
    for match in say.MERGES.finditer(scene.text):
        yield _deal(scene, match, scene.after(match.start(), "with|into|of|between|con|entre|de", words=3), ("merger",))
    for match in say.VENTURE.finditer(scene.text):
        yield _deal(scene, match, scene.after(match.start(), "with|between|con|entre"), ("joint_venture",))
    yield from _ordered(scene)


def _bought(scene: Scene) -> Iterator[Deal]:
    for match in say.BOUGHT_BY.finditer(scene.text):
        yield from _directed(scene, match, scene.right_after(match.end()), "acquisition")
    for match in say.BOUGHT.finditer(scene.text):
        if say.BOUGHT_BY.match(scene.text, match.start()):
            continue
        if say.BY_WHOM.match(scene.text, match.end()):
            both = scene.right_after(match.end() + 4), scene.after(match.end(), "of|de", words=3)
            yield Deal(match.start(), match.end(), (*both[0], *both[1]), ("acquisition",))
            continue
        seller = scene.after(match.end(), scene.source, words=3)
        goods = scene.text[match.end() : seller[0].start if seller else match.end()]
        if seller and (
            _names_goods(scene, match.end(), seller[0].start) or re.match(rf"\s(?:{scene.source})\s", goods)
        ):
            yield from _directed(scene, match, seller, "acquisition")
        elif not seller:
            object_ = scene.right_after(match.end()) or scene.after(match.end(), "of|in|de|en|del", words=3)
            if object_ and not _traded(scene, match.end(), object_[0]):
                continue
            pair = scene.before(match.start()) if say.EACH_OTHER.search(scene.text, match.end()) else []
            if len(scene.entities(pair)) > 1:
                yield Deal(match.start(), match.end(), tuple(pair), ("acquisition",))
            else:
                yield from _directed(scene, match, object_, "acquisition", firm=False)
    for match in say.SOLD.finditer(scene.text):
        if _names_goods(scene, match.end(), len(scene.text)):
            yield from _directed(scene, match, scene.after(match.start(), scene.to, words=3), "sale")


def _traded(scene: Scene, start: int, object_: Actor) -> bool:
    """Whether what is bought is the company named, or something of it that companies buy of one another."""
    goods = scene.text[start : object_.start]
    return len(goods.split()) < 4 or _names_goods(scene, start, object_.start)


def _names_goods(scene: Scene, start: int, end: int) -> bool:
    """Whether masked characters `start` to `end` name what companies buy of one another, a number of it too."""
    return say.TRADED.search(f"{scene.text[start:end]} {scene.words(start, end)}") is not None


def _licensed(scene: Scene) -> Iterator[Deal]:
    for match in say.LICENSED.finditer(scene.text):
        others = scene.right_after(match.end()) or scene.after(match.start(), f"{scene.to}|from", words=4)
        yield from _directed(scene, match, others or scene.owner_after(match.end()), "licence")
    for match in say.LICENCE_FROM.finditer(scene.text):
        after = [a for a in scene.actors if a.start >= match.end()]
        yield Deal(match.start(), match.end(), tuple(after[:2]), ("licence",))


def _lent(scene: Scene) -> Iterator[Deal]:
    for match in say.LENT.finditer(scene.text):
        if match.group().startswith("le") or say.MONEY.search(scene.text, max(0, match.start() - 70), match.end() + 80):
            others = scene.right_after(match.end()) or scene.after(match.start(), scene.to, words=3)
            yield from _directed(scene, match, others, "financing")
    for match in say.BORROWED.finditer(scene.text):
        borrower = scene.after(match.end(), scene.to, words=3) or scene.before(match.start())
        yield from _directed(scene, match, scene.right_after(match.end()), "financing", subject=borrower)


def _ordered(scene: Scene) -> Iterator[Deal]:
    for match in say.AWARDED.finditer(scene.text):
        others = scene.right_after(match.end()) or scene.after(match.end(), f"{scene.to}|with|con", words=3)
        if say.ADVISER.search(scene.text, match.end(), match.end() + 100):
            continue
        if say.AWARD.search(scene.text, match.end(), match.end() + 140):
            yield from _directed(scene, match, others, "supply", buys=True)
    for match in say.WON.finditer(scene.text):
        if say.ORDER.search(scene.text, match.end(), match.end() + 120):
            others = scene.after(match.end(), "by|from|with|de|por", words=3)
            winners = {actor.mention.entity for actor in scene.before(match.start())}
            buyer = others or [a for a in scene.speaking() if a.mention.entity not in winners]
            yield from _directed(scene, match, buyer, "supply")
    for match in say.AWARDED_TO.finditer(scene.text):
        by = scene.after(match.end(), "by|por", words=3) or scene.before(match.start()) or scene.speaking()
        yield from _directed(scene, match, scene.right_after(match.end()), "supply", subject=by, buys=True)
    for match in say.SUPPLIES.finditer(scene.text):
        others = scene.right_after(match.end()) or scene.after(match.end(), scene.to, words=3)
        yield from _directed(scene, match, others, "supply")

    for match in say.ORDERED.finditer(scene.text):
        yield from _directed(
            scene, match, scene.after(match.end(), f"{scene.source}|with|con", words=3), "supply", buys=True
        )
    for match in say.EQUIPPED.finditer(scene.text):
        yield from _directed(scene, match, scene.right_after(match.end()), "supply", firm=False, buys=True)
    for match in say.SUPPLIED_BY.finditer(scene.text):
        if say.ORDER.search(scene.text, match.end()):
            by = scene.before(match.start()) or scene.speaking()
            yield from _directed(scene, match, scene.right_after(match.end()), "supply", subject=by, buys=True)
    for match in say.RUNS.finditer(scene.text):
        owner = scene.owner_after(match.end())
        if owner and owner[0].start - match.end() < 8 and say.ORDER.search(scene.text):
            yield from _directed(scene, match, owner, "supply")


def _pacts(scene: Scene) -> Iterator[Deal]:
    """Deals told by a noun: an agreement, a contract, a loan."""
    for rule in (say.PACT_MADE, say.PACT_BETWEEN, say.PACT_WAS_MADE):
        for match in rule.finditer(scene.text):
            if say.SAID_BEFORE.search(scene.text, max(0, match.start("pact") - 40), match.start("pact")):
                continue
            tail = min(len(scene.text), match.end() + 130)
            types = say.types(scene.words(match.start(), match.end("pact")), scene.words(match.end("pact"), tail))
            if types[0] == "financing" and match.group().lower().startswith("launch"):
                continue  # a loan for customers
            both = scene.after(match.start("pact"), "between|among|entre|zwischen", words=6) or (
                scene.after(match.end(), "by|por|von|par", words=4) if rule is say.PACT_WAS_MADE else []
            )
            if rule is say.PACT_WAS_MADE and both and say.BANKED.search(match.group()):
                borrower = scene.before(match.start()) or scene.unnamed(match.start())
                parties = borrower if isinstance(borrower, list) else [borrower] if borrower else []
                yield Deal(match.start(), match.end(), (*parties, *both), ("financing",))
                continue
            if len(scene.entities(both)) > 1 and (rule is say.PACT_BETWEEN or types[0] not in ("financing", "licence")):
                yield Deal(match.start(), match.end(), tuple(both), types)
                continue
            if rule is say.PACT_BETWEEN:
                continue
            others = _others(scene, match, types[0], made=rule is say.PACT_MADE)
            # "Agreements with Beta and Gamma" are one with each; an "agreement with Beta and Gamma" is one of three.
            each = (
                say.SEVERAL.fullmatch(scene.words(match.start("pact"), match.end("pact"))) and types[0] != "financing"
            )
            for parties in [[other] for other in others] if each else [others]:
                yield _deal(scene, match, parties, types)
    for match in say.PACT_RELATIVE.finditer(scene.text):
        types = say.types(scene.words(match.start(), match.end("pact")), scene.words(match.end(), len(scene.text)))
        yield _deal(scene, match, scene.after(match.end(), "with|con", words=4), types)
    for match in say.PACT_OWNED.finditer(scene.text):
        owner = [a for a in scene.actors if a.end == match.start()]
        types = say.types(scene.words(match.start(), match.end()), "")
        yield Deal(match.start(), match.end(), (*owner, *scene.after(match.start(), "with|con", words=4)), types)
    for match in say.PACT_UNDER.finditer(scene.text):
        others = scene.after(match.start("pact"), "with|con")
        following = [a for a in scene.actors if others and a.start > others[-1].end][:1]
        types = say.types(scene.words(match.start(), match.end()), scene.words(match.end(), len(scene.text)))
        yield Deal(match.start(), match.end(), (*others, *(scene.before(match.start()) or following)), types)


def _others(scene: Scene, match: re.Match[str], type_: str, *, made: bool) -> list[Actor]:
    """With whom a pact is, by the words after it; `made` says that its subject is told to make it."""
    others = scene.after(match.start(), "with|con|mit|avec|com", words=6)
    if not others and made and say.SERVED_UNDER.match(scene.text, match.end()):
        others = scene.after(match.end(), "to|for|of|use|access", words=3) or scene.owner_after(match.end())
    if not others and type_ == "supply" and made:
        others = scene.saying(match.start()) or (
            scene.speaking() if scene.text.startswith(" for ", match.end()) else []
        )
    if not others and type_ in ("financing", "licence", "supply"):
        others = scene.after(match.start("pact"), "from|by|de|por", words=4) or (
            scene.after(match.start(), "from", words=3) if type_ == "financing" else []
        )
    return others


def _beneath(scene: Scene) -> Iterator[Deal]:
    """Deals told by what is done under them: "Under an agreement, Alpha will use Beta's network"."""
    for match in say.PACT_INDEFINITE.finditer(scene.text):
        following = [a for a in scene.actors if a.start >= match.end() and a.sure]
        if following and following[0].start - match.end() < 30:
            others = [a for a in following[1:] if a.mention.entity != following[0].mention.entity][:1]
            types = say.types(scene.words(match.start(), match.end()), scene.words(match.end(), len(scene.text)))
            yield Deal(match.start(), match.end(), (following[0], *others), types)
    for match in say.IN_PARTNERSHIP.finditer(scene.text):
        others = scene.right_after(match.end())
        following = [a for a in scene.actors if others and a.start > others[-1].end and a.sure][:1]
        yield Deal(match.start(), match.end(), (*(scene.before(match.start()) or following), *others), ("cooperation",))


def _together(scene: Scene) -> Iterator[Deal]:
    """Deals told by a verb of doing something together."""
    for match in say.AGREED.finditer(scene.text):
        tail = min(len(scene.text), match.end() + 130)
        yield _deal(
            scene, match, scene.after(match.start(), "with|con", words=4), say.types("", scene.words(match.end(), tail))
        )
    for match in say.AGREED_TO.finditer(scene.text):
        group = scene.before(match.start())
        if len(scene.entities(group)) > 1:
            following = scene.words(match.end(), min(len(scene.text), match.end() + 130))
            types = ("cooperation",) if "jointly" in following[:80] else say.types("", following)
            yield Deal(match.start(), match.end(), tuple(group), types)
    for match in say.TOGETHER.finditer(scene.text):
        yield _deal(scene, match, scene.after(match.end(), "with|con", words=4), ("cooperation", "alliance"))
    for match in say.PARTNER.finditer(scene.text):
        yield _deal(scene, match, scene.after(match.end(), "of|de", words=4), ("alliance", "cooperation"))
    for match in say.JOINTLY.finditer(scene.text):
        yield _deal(scene, match, [], ("cooperation",))


def _deal(scene: Scene, match: re.Match[str], others: list[Actor], types: tuple[str, ...]) -> Deal:
    """A deal of the subject with `others`, or of a subject of several companies among themselves."""
    others = others or scene.beside(match.start())
    subject = [a for a in scene.before(match.start()) if a not in others]
    if not subject and others and (unnamed := scene.unnamed(match.start())) is not None:
        subject = [unnamed]
    return Deal(match.start(), match.end(), (*subject, *others), types)


def _directed(
    scene: Scene,
    match: re.Match[str],
    others: list[Actor],
    type_: str,
    *,
    firm: bool = True,
    subject: list[Actor] | None = None,
    buys: bool = False,
) -> Iterator[Deal]:
    """A deal of the subject with `others`, none without them; `buys` says that it is the subject who is supplied."""
    if not others:
        return
    acting = [a for a in (scene.before(match.start()) if subject is None else subject) if a not in others]
    if not acting and (unnamed := scene.unnamed(match.start())) is not None:
        acting = [unnamed]
    buyer = (acting if buys else others)[:1] if type_ == "supply" else []
    yield Deal(match.start(), match.end(), (*acting, *others), (type_,), firm, next(iter(buyer), None))
