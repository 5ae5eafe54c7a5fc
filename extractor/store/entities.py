"""Which names mean one thing, across filings, and why: every merge has a rule, and the facts that it rests on.

Precision comes first. Two names are one where they differ in how they are written alone, where a filing says so, where
they are of one registrant by number, or where a person has joined them. A near spelling is one only where another fact
speaks for it; else it is listed as kept apart, for a person to decide. What comes out depends on what is in the store,
never on the order in which it came.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import chain, combinations, product
from typing import Literal

from rapidfuzz import process

from extractor.comparison import fold_name
from extractor.store._naming import alike, core, difference, form
from extractor.store._pages import Key

Rule = Literal["spelling", "legal form", "group", "cik", "lei", "stated", "near spelling", "by hand"]
_LONG = 10
"""A near spelling is looked at in names of so many letters: in shorter ones a letter makes another name."""

Node = tuple[str, str]
"""A name, folded, and the filing in which it is meant, or nothing where it means the same in all."""


@dataclass(frozen=True, slots=True)
class Merge:
    """Two names that are one, or that were kept apart: by which `rule`, why, by which facts, how `alike`."""

    one: str
    other: str
    rule: str
    why: str
    facts: tuple[Key, ...] = ()
    alike: float | None = None


@dataclass(frozen=True, slots=True)
class Entity:
    """One thing: the name it mostly has, all its names, its numbers by scheme (`cik`, `lei`), and what made it one."""

    name: str
    names: tuple[str, ...]
    numbers: Mapping[str, str] = field(default_factory=dict)
    merges: tuple[Merge, ...] = ()


@dataclass(slots=True)
class Said:
    """What the store says of names.

    `names` has each name's filings, each with how many facts name it there; `same` what facts say is one thing, each
    with its key; `registrants` the name and numbers by scheme of each filing's registrant; `beside` for each name what
    stands in another slot of its facts (kind, slot, the other's core), each with a key; `joined` and `split` the
    decisions of people, the latter with "" where a name is to stand alone.
    """

    names: Mapping[str, Mapping[str, int]] = field(default_factory=dict)
    same: Sequence[tuple[str, str, Key]] = ()
    registrants: Mapping[str, tuple[str, Mapping[str, str]]] = field(default_factory=dict)
    beside: Mapping[str, Mapping[tuple[str, str, str], Key]] = field(default_factory=dict)
    joined: Sequence[tuple[str, str]] = ()
    split: Sequence[tuple[str, str]] = ()


class _Groups:
    """Nodes in groups, none of which holds two that are to be kept apart, or two numbers of one scheme."""

    def __init__(self, apart: Iterable[tuple[str, str]]) -> None:
        self._parent: dict[Node, Node] = {}
        self.members: dict[Node, set[Node]] = {}
        self.numbers: dict[Node, dict[str, str]] = {}
        self._apart = {frozenset(pair) for pair in apart if pair[1]}
        self.alone = {one for one, other in apart if not other}

    def root(self, node: Node) -> Node:
        if node not in self._parent:
            self._parent[node], self.members[node], self.numbers[node] = node, {node}, {}
        while self._parent[node] != node:
            self._parent[node] = self._parent[self._parent[node]]
            node = self._parent[node]
        return node

    def has(self, node: Node) -> bool:
        return node in self._parent

    def together(self, one: Node, other: Node) -> bool:
        return self.root(one) == self.root(other)

    def hindrance(self, one: Node, other: Node, numbers: Mapping[str, str] | None = None) -> str:
        """Why two cannot be one; empty where they can."""
        left, right = self.root(one), self.root(other)
        stated = self.numbers[left]
        for scheme, number in (self.numbers[right] if numbers is None else numbers).items():
            if stated.get(scheme, number) != number:
                return f"they have two numbers, {scheme.upper()} {stated[scheme]} and {number}"
        if left == right:
            return ""
        if {one[0], other[0]} & self.alone:
            return "split by hand"
        pairs = product(self.members[left], self.members[right]) if self._apart else ()
        if any(frozenset((mine[0], theirs[0])) in self._apart for mine, theirs in pairs):
            return "split by hand"
        return ""

    def join(self, one: Node, other: Node) -> None:
        left, right = sorted((self.root(one), self.root(other)))
        if left != right:
            self._parent[right] = left
            self.members[left] |= self.members.pop(right)
            self.numbers[left] |= self.numbers.pop(right)


class Entities:
    """What all names of a store mean."""

    def __init__(self, said: Said) -> None:
        self._said = said
        self._groups = _Groups([(fold_name(one), fold_name(other)) for one, other in said.split])
        self._merges: list[tuple[Node, Merge]] = []
        self.kept_apart: list[Merge] = []
        self._spelled: dict[str, list[str]] = defaultdict(list)
        registrants = {name for name, _ in said.registrants.values()}
        stated = {name for one, other, _ in said.same for name in (one, other)}
        for name in sorted({*said.names, *registrants, *stated}):
            self._spelled[fold_name(name)].append(name)
        self._scoped: set[str] = set()
        self._by_hand()
        self._by_letters()
        self._by_word()
        self._by_spelling()
        self._found = self._gathered()  # once, so that threads may ask
        self._roots = {id(entity): root for root, entity in self._found.items()}

    def of(self, name: str, filing: str = "") -> Entity | None:
        """What a name means, in a filing or in general; None where no filing has it."""
        folded = fold_name(name)
        if folded not in self._spelled:
            return None
        return self._found[self._groups.root(self._node(folded, filing))]

    def named(self, name: str) -> list[Entity]:
        """What a person may mean by a name: by its letters if it stands nowhere as it is."""
        folded = fold_name(name)
        if folded in self._spelled:
            nodes = {(folded, ""), *((folded, filing) for filing in self._filings(folded))}
            known = [node for node in sorted(nodes) if self._node(*node) == node]
            with_facts = [node for node in known if node[1] or not self._is_scoped(folded) or self._unscoped(folded)]
            roots = dict.fromkeys(self._groups.root(node) for node in with_facts or known)
        else:
            near = [other for other in self._spelled if self._core(other) == core(name)]
            roots = dict.fromkeys(self._groups.root((other, "")) for other in near)
        return [self._found[root] for root in roots]

    def mentions(self, entity: Entity) -> Iterator[tuple[str, str | None]]:
        """The names by which filings mean this, each with the filing, None where it is meant in all."""
        for folded, filing in sorted(self._groups.members[self._roots[id(entity)]]):
            for name in self._spelled[folded]:
                if filing:
                    yield name, filing
                elif self._is_scoped(folded):
                    yield from ((name, one) for one in self._unscoped(folded))
                else:
                    yield name, None

    def spelled(self, name: str) -> str | None:
        """A name as filings have it, the first by its letters; None where none has it."""
        return next(iter(self._spelled.get(fold_name(name), ())), None)

    def nearest(self, name: str) -> list[str]:
        """Names that are written much like this one, for whoever has mistyped it."""
        by_core = {self._core(folded): spelled[0] for folded, spelled in self._spelled.items()}
        return [by_core[found] for found, *_ in process.extract(core(name), list(by_core), limit=3, score_cutoff=75)]

    def __iter__(self) -> Iterator[Entity]:
        return iter(self._found[root] for root in sorted(self._found))

    def _gathered(self) -> dict[Node, Entity]:
        merges: dict[Node, list[Merge]] = defaultdict(list)
        for node, merge in self._merges:
            merges[self._groups.root(node)].append(merge)
        for folded in self._spelled:
            self._groups.root((folded, ""))
        found = {}
        for root, members in self._groups.members.items():
            count = {
                name: sum(n for where, n in self._said.names.get(name, {}).items() if filing in ("", where))
                for folded, filing in sorted(members)
                for name in self._spelled[folded]
            }
            names = sorted(count, key=lambda name: (fold_name(name) in self._scoped, -count[name], len(name), name))
            called = names[0]
            if fold_name(called) in self._scoped:  # another thing may be called so too
                called += f" ({', '.join(sorted(filing[:8] for _, filing in members if filing)) or 'unclear which'})"
            numbers = self._groups.numbers[root]
            found[root] = Entity(called, tuple(names), dict(sorted(numbers.items())), tuple(merges[root]))
        return found

    def _node(self, folded: str, filing: str) -> Node:
        node = (folded, filing)
        return node if self._groups.has(node) else (folded, "")

    def _core(self, folded: str) -> str:
        return core(self._spelled[folded][0])

    def _is_scoped(self, folded: str) -> bool:
        return folded in self._scoped

    def _filings(self, folded: str) -> set[str]:
        return {filing for name in self._spelled[folded] for filing in self._said.names.get(name, ())}

    def _beside(self, folded: str) -> dict[tuple[str, str, str], Key]:
        found: dict[tuple[str, str, str], Key] = {}
        for name in self._spelled[folded]:
            found |= self._said.beside.get(name, {})
        return found

    def _unscoped(self, folded: str) -> list[str]:
        """The filings that have a name without saying what it means, where others say different things."""
        return sorted(filing for filing in self._filings(folded) if self._node(folded, filing) == (folded, ""))

    def _take(self, one: Node, other: Node, merge: Merge) -> None:
        if self._groups.together(one, other):
            return
        if hindered := self._groups.hindrance(one, other):
            if hindered != "split by hand":
                said = f"{merge.why}; but {hindered}"
                self.kept_apart.append(Merge(merge.one, merge.other, merge.rule, said, merge.facts, merge.alike))
            return
        self._groups.join(one, other)
        self._merges.append((one, merge))

    def _by_hand(self) -> None:
        for one, other in sorted({(min(pair), max(pair)) for pair in self._said.joined}):
            left, right = fold_name(one), fold_name(other)
            if left in self._spelled and right in self._spelled and not self._groups.together((left, ""), (right, "")):
                self._groups.join((left, ""), (right, ""))
                names = self._spelled[left][0], self._spelled[right][0]
                self._merges.append(((left, ""), Merge(*names, "by hand", "joined by hand")))

    def _by_letters(self) -> None:
        """Join names that differ in accents, blanks, legal form and the like alone.

        Where a core has several legal forms, they are several companies, and the bare name is neither.
        """
        cores: dict[str, dict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
        for folded, spelled in self._spelled.items():
            cores[core(spelled[0])][form(spelled[0])].append(folded)
        for forms in cores.values():
            stated = sorted(set(forms) - {""})
            groups = list(forms.values())
            if len(stated) == 1:
                groups = [[*chain(*groups)]]
            elif stated:
                names = [self._spelled[forms[of][0]][0] for of in stated]
                why = f"the same but for the legal forms {', '.join(stated)}, which may be several companies"
                self.kept_apart += [Merge(one, other, "legal form", why) for one, other in combinations(names, 2)]
            for group in groups:
                first, *others = sorted(group, key=lambda folded: (len(folded), folded))
                for other in others:
                    one, two = self._spelled[first][0], self._spelled[other][0]
                    self._take((first, ""), (other, ""), Merge(one, two, *difference(one, two)))

    def _by_word(self) -> None:
        """Join what a registrant's number or a filing says is one.

        A short name that filings make several things of ("Eurotel" in two countries) means in each filing what that
        filing says, and nothing in others.
        """
        links: list[tuple[str, str, Merge]] = []
        for one, other, key in self._said.same:
            merge = Merge(one, other, "stated", "the filing says that they are one", (key,))
            links.append((fold_name(one), fold_name(other), merge))
        self._scope(links)
        first: dict[tuple[str, str], str] = {}
        for name, numbers in sorted({(name, tuple(n.items())) for name, n in self._said.registrants.values()}):
            node = (fold_name(name), "")
            for scheme, number in numbers:
                if hindered := self._groups.hindrance(node, node, {scheme: number}):
                    self.kept_apart.append(Merge(name, name, scheme, hindered))
                    continue
                self._groups.numbers[self._groups.root(node)][scheme] = number
                other = first.setdefault((scheme, number), name)
                why = f"both are registrants of {scheme.upper()} {number}"
                self._take((fold_name(other), ""), node, Merge(other, name, scheme, why))
        for left, right, merge in sorted(links, key=lambda link: (link[0], link[1], link[2].facts)):
            filing = merge.facts[0][0]
            self._take(self._node(left, filing), self._node(right, filing), merge)

    def _scope(self, links: Sequence[tuple[str, str, Merge]]) -> None:
        """Find the short names that filings make different things of, and give them a node a filing."""
        root = {folded: self._groups.root((folded, "")) for folded in self._spelled}
        around: dict[Node, dict[Node, set[str]]] = defaultdict(lambda: defaultdict(set))
        for left, right, merge in links:
            if root[left] != root[right]:
                around[root[left]][root[right]].add(merge.facts[0][0])
                around[root[right]][root[left]].add(merge.facts[0][0])
        several = []
        for short, partners in sorted(around.items()):
            longer = sorted(one for one in partners if len(self._core(one[0])) > len(self._core(short[0])))
            if len(longer) > 1 and not all(
                _connected(around, short, longer[0], one) or partners[longer[0]] & partners[one] for one in longer[1:]
            ):
                several.append((short, longer))
        for short, longer in several:
            meant = " or ".join(self._spelled[one[0]][0] for one in longer)
            self.kept_apart.append(
                Merge(
                    self._spelled[short[0]][0],
                    self._spelled[longer[0][0]][0],
                    "stated",
                    f"filings mean different things by it: {meant}; in each it means what that filing says",
                )
            )
            for folded, _ in [*self._groups.members[short]]:
                self._scoped.add(folded)
                for filing in sorted({filing for of in around[short].values() for filing in of}):
                    self._groups.root((folded, filing))
                    if folded != short[0]:
                        self._groups.join((short[0], filing), (folded, filing))

    def _by_spelling(self) -> None:
        """Join names that are almost the same, where another fact speaks for it and no filing has both."""
        for one, other, share in _near({folded: spelled[0] for folded, spelled in sorted(self._spelled.items())}):
            left, right = (one, ""), (other, "")
            if self._groups.together(left, right) or self._filings(one) & self._filings(other):
                continue
            names = self._spelled[one][0], self._spelled[other][0]
            mine, theirs = self._beside(one), self._beside(other)
            shared = sorted({*mine} & {*theirs})
            said = f"{share:.0%} alike"
            if shared:
                kind, slot, what = shared[0]
                said += f", and both are {slot} in a fact of the kind {kind} with {what!r}"
                self._take(
                    left, right, Merge(*names, "near spelling", said, (mine[shared[0]], theirs[shared[0]]), share)
                )
            else:
                self.kept_apart.append(
                    Merge(*names, "near spelling", f"{said}; no other fact speaks for it", alike=share)
                )


def _connected(around: Mapping[Node, Mapping[Node, object]], without: Node, one: Node, other: Node) -> bool:
    seen, pending = {without, one}, [one]
    while pending:
        for near in around.get(pending.pop(), ()):
            if near == other:
                return True
            if near not in seen:
                seen.add(near)
                pending.append(near)
    return False


def _near(names: Mapping[str, str]) -> Iterator[tuple[str, str, float]]:
    """Pairs of names, by how they are spelled, that are a letter apart: each without a letter, they are the same."""
    without: dict[str, set[str]] = defaultdict(set)
    for folded, name in names.items():
        plain = core(name)
        if len(plain) >= _LONG:
            for at in range(len(plain) + 1):
                without[plain[:at] + plain[at + 1 :]].add(folded)
    pairs = {pair for alike_ones in without.values() for pair in combinations(sorted(alike_ones), 2)}
    for one, other in sorted(pairs):
        if core(names[one]) != core(names[other]) and (share := alike(names[one], names[other])):
            yield one, other, share
