"""Contact cards: a name, and on the lines around it the role, the company, the e-mail address and the phone number."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from alliances.rules.marks import Marks, Mention
from alliances.rules.people.contacts import Line
from alliances.rules.people.names import DESK, ROLE, TITLE, Candidate, persons
from extractor.facts import Span
from extractor.passages import Block
from extractor.values import find_emails, find_phones

_LABEL = re.compile(r"(?P<label>[^:\n]{2,45}?):\s*")
_DESK_LABEL = re.compile(
    rf"{DESK.pattern}|\b(?:investors?|media|press|analysts?|shareholders?|prensa|medios|inversores|presse|medien"
    rf"|investoren)\b",
    re.IGNORECASE,
)
_FIELD = re.compile(
    r"\W*(?:t|f|m|p|e|o|tel\w*|ph(?:one)?|fax|mob\w*|cell|direct|office|e-?mail|correo|tlf\w*|tfno|web\w*|www"
    r"|twitter|address)\b",
    re.IGNORECASE,
)
_ENDS_IN_FIELD = re.compile(r"[,;(]\s*(?:tel\w*|ph(?:one)?|mob\w*|cell|e-?mail|t|m|e|correo)\.?$", re.IGNORECASE)
_CONTACT_CUE = re.compile(
    r"\b(?:contacts?|enquir(?:y|ies)|inquir(?:y|ies)|further information|more information|call|reached at|contacto"
    r"|información)\b|\b(?:press|media|investors?|analysts?|IR|prensa|medios|inversores|presse)(?:\s\w+)?\s?:",
    re.IGNORECASE,
)
_ROLE_WORDS = re.compile(rf"[^,;:@\d]*?(?:{ROLE.pattern}|{DESK.pattern})[^,;:@\d]*", re.IGNORECASE)
_STROKES = ("/", "|", "or", "and", "o", "y", "&")
_HONOUR = re.compile(rf"{TITLE}|\b(?:Contact|Tan Sri|Dato[’']? Sri|Datuk Seri|Puan Sri)\b")
_SIGNED = re.compile(r"[/\\]s[/\\]|(?:^|\n)[ \t]*By:", re.IGNORECASE)
_EDGE = " ,;:|-–—\t\n("


@dataclass(slots=True)
class Card:
    """One contact, as it is read line by line."""

    name: Span
    role: Span | None = None
    organization: Mention | None = None
    email: Span | None = None
    phone: Span | None = None
    under_label: bool = False

    @property
    def told(self) -> bool:
        """Whether anything but a name is known."""
        return self.role is not None or self.email is not None or self.phone is not None


def card_blocks(marks: Marks) -> Iterator[Span]:
    """Where a passage has contacts: blocks in columns, and runs of blocks of short lines, with the name above them.

    Where every line is a paragraph of its own, the name may have been taken for a heading.
    """
    run: Span | None = None
    for block in marks.passage.blocks:
        if block.type == "columns":
            yield block.span
        elif _is_short(marks, block):
            run = Span(run.start if run else block.span.start, block.span.end)
            continue
        if run is not None:
            yield _with_name_above(marks, run)
        run = None
    if run is not None:
        yield _with_name_above(marks, run)


def _is_short(marks: Marks, block: Block) -> bool:
    said = marks.text[block.span.start : block.span.end]
    if _SIGNED.search(said):
        return False
    if block.type in ("paragraph", "item", "lines") and len(said) <= 500 and (find_emails(said) or find_phones(said)):
        lines = [Span(m.start(), m.end()) for m in re.compile(r"[^\n]+").finditer(marks.text, *block.span)]
        if any(_opening_person(marks, _labelled(marks, line)[0]) for line in lines if line.end - line.start <= 160):
            return True
    cells = [cell.strip() for cell in re.split(r"\n|[ ]{3,}|\t", said) if cell.strip()]
    short = sum(len(cell) <= 60 for cell in cells) * 2 > len(cells)
    return short and (block.type == "lines" or (block.type == "paragraph" and "@" in said))


def _with_name_above(marks: Marks, run: Span) -> Span:
    start = run.start
    for _ in range(4):
        above = marks.text[max(0, start - 90) : start].rstrip()
        line = above.rsplit("\n", 1)[-1].strip()
        if not line or len(line) > 60 or line.endswith(".") or find_emails(line) or find_phones(line):
            break
        start = max(0, start - 90) + above.rfind(line)
        if _opening_person(marks, Span(start, start + len(line))) is not None:
            return Span(start, run.end)
    return run


def cards(marks: Marks, lines: list[Line]) -> Iterator[Card]:
    """The contacts of one column of a block."""
    found: list[Card] = []
    label: Span | None = None
    over: Mention | None = None
    for line in lines:
        rest, own, house = _labelled(marks, line.span)
        person = _opening_person(marks, rest)
        if person is not None:
            card = Card(person.span, role=own or label, organization=house or over, under_label=bool(own or label))
            found.append(card)
            _fill(marks, card, Span(person.span.end, line.span.end), same_line=True)
            label = None
            found.extend(_beside(marks, card, line.span))
            continue
        if own is not None or DESK.fullmatch(marks.words(line.span).rstrip(" :")):
            label = own or stripped(marks, line.span)
            if found and found[-1].role is None and not marks.words(line.span).endswith(":"):
                found[-1].role, label = label, None
            continue
        company = _company(marks, line.span)
        if company is not None and (not found or (found[-1].organization is not None and found[-1].told)):
            over = company
        if found:
            _fill(marks, found[-1], line.span, same_line=False)
    for n, card in enumerate(found):
        # Two names one under the other are reached by the same number.
        following = found[n + 1] if n + 1 < len(found) else None
        between = marks.text[card.name.end : following.name.start].strip() if following else ""
        if card.told or (following and following.told and between in ("", *_STROKES)):
            yield card


def _beside(marks: Marks, card: Card, line: Span) -> Iterator[Card]:
    """The others of a line of names parted by strokes, who share its desk and number: "Ann Bell / Bo Cox"."""
    at = card.name.end
    for person in persons(marks, Span(at, line.end), capitals=True):
        if marks.text[at : person.span.start].strip() not in _STROKES:
            break
        at = person.span.end
        yield Card(person.span, role=card.role, organization=card.organization)


def cards_in_prose(marks: Marks, sentence: Span) -> Iterator[Card]:
    """The contacts of a sentence: "please contact Ann Bell, Investor Relations, on +44 …"."""
    cue = _CONTACT_CUE.search(marks.text, *sentence)
    if cue is None:
        return
    at = cue.start()
    names = [p.span for p in persons(marks, Span(at, sentence.end))]
    for n, name in enumerate(names):
        card = Card(name)
        region = Span(name.end, names[n + 1].start if n + 1 < len(names) else sentence.end)
        card.role = _label_before(marks, Span(at, name.start))
        reached = _reach(marks, card, region)
        role = _ROLE_WORDS.search(marks.text, region.start, reached)
        if role:
            card.role = stripped(marks, Span(role.start(), role.end()))
        at = reached
        if card.email or card.phone:
            yield card


def _label_before(marks: Marks, span: Span) -> Span | None:
    """A desk named right before a contact: "Media contact: Ann Bell"."""
    desks = list(DESK.finditer(marks.text, *span))
    if desks and not marks.text[desks[-1].end() : span.end].strip(" :\n\t"):
        return Span(desks[-1].start(), desks[-1].end())
    return None


def stripped(marks: Marks, span: Span) -> Span:
    """A span without the blanks and separators at its ends."""
    start, end = span
    while start < end and marks.text[start] in _EDGE:
        start += 1
    while end > start and marks.text[end - 1] in _EDGE:
        end -= 1
    return Span(start, end)


def _labelled(marks: Marks, line: Span) -> tuple[Span, Span | None, Mention | None]:
    """What a line says after its label, and the label: as a role if it stands for one, or as a company."""
    match = _LABEL.match(marks.text, *line)
    if match is None or _FIELD.match(match.group("label")) or _ENDS_IN_FIELD.search(match.group("label")):
        return line, None, None
    label = Span(match.start("label"), match.end("label"))
    desk = _DESK_LABEL.search(match.group("label")) or ROLE.search(match.group("label"))
    company = None if desk else _company(marks, stripped(marks, label))
    return Span(match.end(), line.end), stripped(marks, label) if desk else None, company


def _opening_person(marks: Marks, line: Span) -> Candidate | None:
    """The person whose name a line opens with, if it does."""
    if re.search(r"\d{3}\s*$", marks.text[line.start : line.end].split("@")[0][:6]):
        return None
    first = next(persons(marks, line, capitals=True), None)
    if first is None or re.search(r"[A-Za-z]{4}", _HONOUR.sub("", marks.text[line.start : first.span.start])):
        return None
    after = marks.text[first.span.end : line.end].lstrip(" ")
    if re.match(r"(?:and|or|y|o)\s+[A-ZÀ-Þ]", after):
        return first
    return first if not after or after[0] in ",;/(|–—-\t+:@<[" or after[0].isdigit() or "@" in after else None


def _fill(marks: Marks, card: Card, span: Span, *, same_line: bool) -> None:
    """Takes what a line has for a contact."""
    said = marks.text[span.start : span.end]
    reached = _reach(marks, card, span)
    words = stripped(marks, Span(span.start, min(reached, span.end)))
    field = _ENDS_IN_FIELD.search(marks.text[words.start : words.end].rstrip(":"))
    words = Span(words.start, words.start + field.start()) if field else words
    if words.start >= words.end or (not same_line and reached < span.end):
        return
    company = _company(marks, words)
    role = ROLE.search(marks.text, *words) or DESK.search(marks.text, *words)
    if company is not None and company.span == words:
        role = None
    if role and len(said) < 120 and (card.role is None or card.under_label):
        card.role, card.under_label = _without(marks, words, company), False
    if company is not None and card.organization is None and not re.search(r"\d{3}", marks.words(words)):
        card.organization = company


def _reach(marks: Marks, card: Card, span: Span) -> int:
    """Takes e-mail address and phone number; returns where the first of them starts."""
    said = marks.text[span.start : span.end]
    emails = [Span(s.start + span.start, s.end + span.start) for s in find_emails(said)]
    phones = [Span(p.span.start + span.start, p.span.end + span.start) for p in find_phones(said) if p.kind != "fax"]
    card.email = card.email or next(iter(emails), None)
    card.phone = card.phone or next(iter(phones), None)
    return min([s.start for s in (*emails, *phones)], default=span.end)


def _company(marks: Marks, span: Span) -> Mention | None:
    """The company a line names, if it is short enough to do only that."""
    known = [
        m
        for m in marks.names.within(span)
        if not marks.names.entities[m.entity].person
        and not marks.names.entities[m.entity].place
        and (marks.names.is_company(m.entity) or m.span == stripped(marks, span))
        and not DESK.search(m.text)
        and not ROLE.search(m.text)
    ]
    return known[0] if known and span.end - span.start < 90 else None


def _without(marks: Marks, words: Span, company: Mention | None) -> Span:
    """A role without the company that is named after it: "Chief of press of Amena" is "Chief of press"."""
    if company is None or company.span.start <= words.start:
        return words
    head = marks.text[words.start : company.span.start]
    link = re.search(r"[\s,]*(?:\b(?:of|at|for|de|del)\s+(?:the\s+|la\s+)?)?$", head)
    end = words.start + (link.start() if link else len(head))
    return stripped(marks, Span(words.start, end))
