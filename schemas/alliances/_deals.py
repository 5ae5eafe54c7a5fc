"""Deals: the verbs and nouns by which companies agree, each with where its parties stand and what type it may be."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from alliances._parties import Actor, Scene

_PACT = (
    r"(?:agreements?|contracts?|memorand(?:um|a) of understanding|MOUs?|letters? of intent|partnerships?|alliances?|joint ventures?|accords?|pacts?|deals?"
    r"|facilit(?:y|ies)|loans?|credits?|licen[cs]es?|collaborations?|co-?operations?|mergers?|ventures?"
    r"|acuerdos?|contratos?|convenios?|alianzas?|pr[ée]stamos?|cr[ée]ditos?|memorandos?|licencias?|protocolos?)"
)
_CONCLUDES = (
    r"(?:enter(?:s|ed|ing)? into|sign(?:s|ed|ing)?(?: of)?|conclud(?:es?|ed|ing)|reach(?:es|ed)?|agree(?:s|d) (?:on|to|upon)|ha(?:s|ve) agreed(?: on| to)?|extend(?:s|ed)|renew(?:s|ed)"
    r"|execut(?:es?|ed)|finali[sz](?:es?|ed)|seal(?:s|ed)|struck|form(?:s|ed|ing)?|launch(?:es|ed)?|announc(?:es?|ed|ing)|establish(?:es|ed)?|obtain(?:s|ed)?|secur(?:es?|ed)|rais(?:es?|ed)|arrang(?:es?|ed)|ha(?:s|ve)"
    r"|creat(?:es?|ed)|clos(?:es|ed)|complet(?:es|ed)|expand(?:s|ed)?|won|wins|firm(?:ó|a|an|aron|ado)|suscrib(?:e|en|ió|ieron)|suscrit[oa]|cerr(?:ó|ado)|alcanz(?:ó|aron|ado)|formaliz(?:ó|aron|ado)|renov(?:ó|ado)|obtuvo|anunci(?:ó|aron|an|a|ado)|concert(?:ó|ado)|sell(?:ó|ado))"
)
_GAP = r"(?:(?!\bwhich\b|\bthat\b|\bque\b)[^;:.]){0,110}?"

ALL = ("joint_venture", "merger", "acquisition", "sale", "licence", "financing", "supply", "cooperation", "alliance")
_WORDS: tuple[tuple[str, re.Pattern[str]], ...] = tuple(
    (name, re.compile(words, re.IGNORECASE))
    for name, words in (
        ("joint_venture", r"joint[- ]ventures?\b|\bjoint company|empresa conjunta|sociedad conjunta|gemeinschaftsunternehmen"),
        ("merger", r"\bmerge|\bbusiness combination|\bfusi[óo]n|\bfusionar|\bverschmelz"),
        (
            "financing",
            r"\b(?:loan|credit (?:facility|line|agreement)|(?:revolving|term|bridge|syndicated|bank|credit|debt|financing|loan) facilit|facility agreement|facility\b"
            r"|fund(?:ing|s)?\b|financ|vendor financ|pr[ée]stamo|cr[ée]dito|financia|kredit)",
        ),
        ("licence", r"\blicen[cs](?:e|es|ed|ing)\b(?! fee)|\blicencia|\blizenz"),
        (
            "supply",
            r"\bsuppl(?:y|ies|ier)|\boutsourc|\bmanaged services|\bturnkey|\bvendor|\bprocure|\bequipment\b|\bdeliver(?:y|ies)?\b|\bdeploy|\bbuild(?:-out| out)?\b|\bhandsets\b|\bsuministr|\bequipos\b"
            r"|\bdesplieg|\bimplant",
        ),
        ("acquisition", r"\bacqui|\bpurchase\b(?! order)|\bbuy\b|\btake ?over|\btender offer|\badqui|\bcompra\b|\bcomprar\b"),
        ("sale", r"\bs(?:ale|ell)\b|\bdispos|\bdivest|\bventa\b|\bvender\b|\benajena"),
        (
            "cooperation",
            r"\bco-?operat|\bcollaborat|\bpartnership|\broaming|\bsharing|\bstrategic|\bjointly|\bco-?market|\bco-?develop|\bdistribut|\binterconnect|\bmemorand|\bmou\b|\bletter of intent|\bframework"
            r"|\bcolabora|\bcooperaci|\bitinerancia|\bcomparti|\bestrat[ée]gic|\bjoint\b|\bwork(?:ing)? together|\breseller|\bMVNO\b|\binterconex",
        ),
        ("alliance", r"\balliance\b|\balianza\b|\ballianz\b"),
    )
)
_UNDONE = re.compile(
    r"\b(?:may|might|could|would|should|intend(?:s|ed)?|plan(?:s|ned|ning)?|propos(?:e|es|ed|ing)|consider(?:s|ing)|expect(?:s|ed)?|hop(?:e|es|ing)|seek(?:s|ing)?|aim(?:s|ing)?|talks?|negotiat\w*|rumou?r\w*|explor(?:e|ing)|offer(?:s|ed)? to"
    r"|not|no|never|nor|neither|without|failed|terminat\w*|cancel\w*|rejected|ability to|option to|right to|if|unless|podría\w*|prevé|pretende|negocia\w*|ningún|sin|estudia|baraja|propone|opción|desmiente|rescindi\w*)\b(?!\s+only)",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Deal:
    """An agreement found at `start` to `end` of a masked sentence; `types` are its options, likeliest first."""

    start: int
    end: int
    parties: tuple[Actor, ...]
    types: tuple[str, ...]


def _rule(words: str) -> re.Pattern[str]:
    return re.compile(words, re.IGNORECASE)


_PACT_MADE = _rule(rf"\b{_CONCLUDES}\b{_GAP}\b(?P<pact>{_PACT})\b")
_PACT_WAS_MADE = _rule(
    rf"\b(?P<pact>{_PACT})\b{_GAP}\b(?:was|were|is|are|has been|have been|been)\s(?:\w+ly\s)?(?:signed|concluded|reached|entered into|agreed|granted|arranged|provided|awarded|formed|extended|renewed)\b"
)
_PACT_BETWEEN = _rule(rf"\b(?P<pact>{_PACT})\b[^;:.⟦]{{0,70}}?\b(?:between|among|entre|zwischen)\b")
_BOUGHT = _rule(
    r"\b(?:acquired?|acquires|bought|buys|buy|purchased|purchases|purchase|has taken over|took over|(?:acquisition|purchase|takeover|take-over)\sof|adquiri[óo]|ha(?:n)? adquirido|adquiere[n]?|compr[óo]|ha(?:n)? comprado|compra)\b(?!\s(?:order|price|agreement|de equipos))"
)
_SOLD = _rule(
    r"\b(?:sold|sells|sell|(?:sale|disposal|divestment|divestiture)\sof|disposed of|divested|transferred (?:[a-z]+ ){0,3}(?:assets|shares|business|operations)|vendi[óo]|ha(?:n)? vendido|vende[n]?|venta de|enajen[óo])\b"
)
_BOUGHT_BY = _rule(r"\b(?:acquired|bought|purchased|taken over|adquirid[oa]|comprad[oa])\s(?:by|por)\b")
_SOLD_TO = _rule(r"\b(?:sold|vendid[oa])\s(?:to|a)\b")
_LICENSED = _rule(
    r"\b(?:licen[cs]ed|licen[cs]es|licen[cs]ing)\s(?:[^;:.]{0,60}\s)?(?:to|from)\b|\b(?:granted|grants|grant|receives?|received|obtain(?:s|ed)?|acquired|conced(?:e|ió)|otorg(?:a|ó))\b"
    r"(?=[^;:.]{0,80}\b(?:licen[cs]|licencia))"
)
_LENT = _rule(
    r"\b(?:granted|lent|lends|provided|provides|arranged|extended|extends|underwrote|made available|otorg(?:ó|ado)|concedi(?:ó|do)"
    r"|agreed to (?:fund|finance)|will (?:fund|finance)|funds|finances)\b"
)
_MONEY = _rule(r"\b(?:loans?|facilit(?:y|ies)|credit|fund|funds|finance|pr[ée]stamo|cr[ée]dito|financiación)\b")
_AWARDED = _rule(
    r"\b(?:award(?:s|ed)?|selected|selects|chose|chosen|chooses|appointed|contracted|commissioned|engaged|mandated|picked|adjudic(?:ó|ado)|contrat(?:ó|ar|ado|a)|ha contratado|seleccion(?:ó|ado)|eligi[óo])\b"
)
_WON = _rule(
    r"\b(?:won|wins|secured|received|receives|obtained|been awarded|was awarded|been selected|was selected|been chosen|was chosen|gan[óo]|logr[óo])\b(?=[^;:.]{0,90}\b(?:by|from|with|de|por)\s)"
)
_SUPPLIES = _rule(
    r"\b(?:suppl(?:y|ies|ied|ying)|outsourced|outsources|suministrará|suministra|suministró)\b"
    r"|\bwill (?:deliver|provide|build|install|deploy)\b(?=[^;:.]{0,80}\b(?:equipment|networks?|base stations|handsets|infrastructure|systems?)\b)"
)
_BORROWED = _rule(r"\b(?:loans?|facility|credit)\b[^;:.⟦]{0,30}\b(?:from|by|de)\b")
_TRADED = _rule(
    r"⟦[NP]\d+⟧|\b(?:stakes?|shares?|shareholding|interests?|holding|assets|business(?:es)?|compan(?:y|ies)|subsidiar(?:y|ies)|operations?|units?|towers?|sites|masts"
    r"|spectrum|division|portfolio|participaci[óo]n|capital|acciones|negocios?|filial(?:es)?|activos|torres|empresa)\b"
)
_MERGES = _rule(r"\b(?:merge[sd]?|merging|mergers?|combine(?:s|d)? (?:their|its) \w+|fusionar(?:án|se)?|fusi[óo]n(?:an|aron)?|se fusionan)\b")
_VENTURE = _rule(
    rf"\b(?:form|set(?:ting)? up|creat|establish|found|launch|constitu|crea|cre[óo])\w*{_GAP}\b(?:joint[- ]ventures?|joint company|empresa conjunta|sociedad conjunta)\b"
)
_TOGETHER = _rule(
    r"\b(?:co-?operat(?:e|es|ed|ing)|collaborat(?:e|es|ed|ing)|partner(?:s|ed|ing)?(?= (?:with|to|on|up))|team(?:s|ed|ing)? up|join(?:s|ed|ing)? forces|work(?:s|ed|ing)? (?:closely )?together|colabor(?:an|arán|ará|a|aron|ado)|unen fuerzas|se al[íi](?:an|a|aron|ó))\b"
)


def deals(scene: Scene) -> Iterator[Deal]:
    """The agreements of a sentence, the most telling first; one of the same parties and first type is told once."""
    seen: set[tuple[frozenset[int], str]] = set()
    found = [d for rule in (_specific, _pacts, _together) for d in rule(scene)]
    for deal in found:
        parties = frozenset(actor.mention.entity for actor in deal.parties)
        untold = not any(parties <= known and deal.types[0] == name for known, name in seen)
        vague = deal.types[0] in ("cooperation", "other", "alliance") and any(parties & known for known, _ in seen)
        if len(parties) > 1 and untold and not vague and not _undone(scene, deal):
            seen.add((parties, deal.types[0]))
            yield deal


def _undone(scene: Scene, deal: Deal) -> bool:
    """Whether the words before a deal's verb say that it is planned, denied or only possible."""
    front = scene.text[max(0, deal.start - 80) : deal.start]
    clauses = re.split(r";|, |\b(?:and|y|but|pero|which|que) (?=⟦N)", front)
    return _UNDONE.search(clauses[-1]) is not None


def _specific(scene: Scene) -> Iterator[Deal]:
    """Deals whose verb says what they are."""
    yield from _traded(scene)
    for match in _LICENSED.finditer(scene.text):
        if "licen" in scene.text[match.start() : match.end() + 90].lower():
            others = scene.right_after(match.end()) or scene.after(match.start(), "to|from", words=4) or _owner_of(scene, match.end())
            yield _deal(scene, match, others, ("licence",))
    for match in _LENT.finditer(scene.text):
        if not _MONEY.search(scene.text, max(0, match.start() - 70), match.end() + 80):
            continue
        others = scene.right_after(match.end()) or scene.after(match.start(), "to|a|al", words=3)
        yield _deal(scene, match, others, ("financing",))
    for match in _BORROWED.finditer(scene.text):
        borrower = scene.after(match.end(), "to|a", words=3)
        lenders = scene.right_after(match.end())
        yield _deal(scene, match, [*lenders, *borrower], ("financing",), named=0 if borrower else None)
    for match in _MERGES.finditer(scene.text):
        yield _deal(scene, match, scene.after(match.start(), "with|into|of|between|con|entre|de", words=3), ("merger",))
    for match in _VENTURE.finditer(scene.text):
        yield _deal(scene, match, scene.after(match.start(), "with|between|con|entre"), ("joint_venture",), named=match.start())
    yield from _ordered(scene)


def _traded(scene: Scene) -> Iterator[Deal]:
    for match in _BOUGHT_BY.finditer(scene.text):
        yield _deal(scene, match, scene.right_after(match.end()), ("acquisition",))
    for match in _BOUGHT.finditer(scene.text):
        if _BOUGHT_BY.match(scene.text, match.start()):
            continue
        seller = scene.after(match.end(), "from|a|al", words=3)
        goods = scene.text[match.end() : seller[0].start if seller else match.end()]
        if seller and not _TRADED.search(goods) and len(goods.split()) > 2:
            continue
        yield _deal(scene, match, seller or scene.right_after(match.end()) or _stake_in(scene, match.end()), ("acquisition",))
    for match in _SOLD.finditer(scene.text):
        buyer = scene.after(match.start(), "to|a|al", words=3)
        if buyer and _TRADED.search(scene.text, match.end()):
            yield _deal(scene, match, buyer, ("sale",))


def _ordered(scene: Scene) -> Iterator[Deal]:
    for match in _AWARDED.finditer(scene.text):
        tail = scene.text[match.end() : match.end() + 140]
        others = scene.right_after(match.end()) or scene.after(match.end(), "to|a|al", words=3)
        if re.search(r"\b(?:contract|order|tender|to (?:supply|build|deploy|provide|deliver|upgrade|expand|manage)|as (?:its|their|the|a|sole|main)|suplier|suministr|contrato|para)\b|suministr", tail, re.IGNORECASE):
            yield _deal(scene, match, others, ("supply",))
    for match in _WON.finditer(scene.text):
        tail = scene.text[match.end() : match.end() + 120]
        if re.search(r"\b(?:contract|order|tender|to supply|to build|as .{0,20}supplier|contrato|pedido)\b", tail, re.IGNORECASE):
            yield _deal(scene, match, scene.after(match.end(), "by|from|with|de|por", words=3), ("supply",))
    for match in _SUPPLIES.finditer(scene.text):
        others = scene.right_after(match.end()) or scene.after(match.end(), "to|a|al", words=3)
        yield _deal(scene, match, others, ("supply",))


def _pacts(scene: Scene) -> Iterator[Deal]:
    """Deals told by a noun: an agreement, a contract, a loan."""
    for rule in (_PACT_MADE, _PACT_BETWEEN, _PACT_WAS_MADE):
        for match in rule.finditer(scene.text):
            tail = scene.text[match.end() : match.end() + 130]
            types = _types(scene.text[match.start() : match.end()], tail)
            others = scene.after(match.start(), "with|between|among|con|entre|mit|avec|zwischen", words=6)
            if not others and types[0] in ("financing", "licence", "supply"):
                others = scene.after(match.start("pact"), "from|by|de|por", words=4)
            yield _deal(scene, match, others, types)


def _together(scene: Scene) -> Iterator[Deal]:
    for match in _TOGETHER.finditer(scene.text):
        yield _deal(scene, match, scene.after(match.end(), "with|con", words=4), ("cooperation", "alliance"))


def _deal(scene: Scene, match: re.Match[str], others: list[Actor], types: tuple[str, ...], *, named: int | None = None) -> Deal:
    at = match.start() if named is None else named
    others = others or [a for a in scene.beside(at)]
    subject = [a for a in scene.before(at) if a not in others]
    if not subject and others and (unnamed := scene.unnamed()) is not None:
        subject = [unnamed]
    return Deal(match.start(), match.end(), (*subject, *others), types)


def _types(words: str, tail: str) -> tuple[str, ...]:
    """The types that an agreement's own words speak for, then those of what follows it."""
    near = [name for name, pattern in _WORDS if pattern.search(words)]
    far = [name for name, pattern in _WORDS if pattern.search(tail) and name not in near]
    if near and near[0] != "alliance" and near != ["cooperation"]:
        return tuple(near[:3])
    ranked = [*near, *far] if near else far
    return tuple(ranked[:3]) or ("cooperation", "other")


def _owner_of(scene: Scene, at: int) -> list[Actor]:
    """Whose something is: "a licence of Beta's patents"."""
    return [a for a in scene.actors if a.start >= at and re.match(r"[’']s?\s", scene.text[a.end : a.end + 3])][:1]


def _stake_in(scene: Scene, at: int) -> list[Actor]:
    """The company a stake in which is bought."""
    return scene.after(at, "of|in|de|en|del", words=3)
