"""The phrases that lead in lists of holders and of what is held, and the items of such lists, over masked text."""

from __future__ import annotations

import re

from alliances.rules.holdings.phrases import FILL, HAS, LINK, OF, SHARES, STAKE, SUBSIDIARY, THE
from alliances.rules.marks.masked import pattern

HOLDERS = tuple(
    pattern(p + r"\s*$")
    for p in (
        (
            r"(?:{N:owned}(?:['’]s?|[^⟦⟧.;:()]{0,70}?,? (?:whose|cuy[oa]s?)) )?(?:[\w-]+ ){0,2}?(?:share ?holders?"
            r"|stockholders?|owners?|investors|partners|accionistas?"
            rf"|socios?|accionariado|Aktionäre|Gesellschafter|actionnaires)(?: (?:of|del?|in|der|von) {THE}{{N:owned2}}"
            rf"| of the company)?{FILL}{{0,40}}?(?: (?:include[sd]?|are|is|were|comprise|being|incluyen?|son|sind)|:"
            rf"|,)(?: {FILL}{{0,25}})? ?"
        ),
        (
            rf"{{N:owned}}(?:['’]s (?:[\w-]+ ){{0,2}}(?:shares|capital|equity|stock))?"
            rf"(?:{LINK}| \(|,? (?:whose|cuy[oa])){FILL}{{0,90}}?(?:owned|held|controlled|controlad[ao]"
            rf"|participad[ao]"
            r"|propiedad|en manos"
            rf"|repartid[ao] entre)(?: jointly)? ?(?:by|por|de|between|entre)? {THE}"
        ),
        r"{N:owned} \((?:owned by )?",
        (
            r"^(?:majority[- ]|jointly )?(?:owned|held|controlled|participad[ao]|controlad[ao]|propiedad) (?:by|por"
            rf"|de) {THE}"
        ),
        (
            r"(?:(?:share )?capital(?: stock| social)?|ownership|shares|propiedad) (?:of|de) (?:the |la |el )?{N:owned}"
            rf"{FILL}{{0,50}}?(?: as follows:|:| between| among| entre) (?:the |la |el )?"
        ),
        (
            r"\b(?:balance|remainder|rest|remaining (?:shares|stake|capital|interest|\w+)|resto|capital restante)"
            rf"(?: (?:is|are|being|was|stays?|remains?|rests?|es|está|queda|permanece|of [^⟦⟧.;:()]{{1,30}}))?"
            r" (?:held|owned|controlled|(?:in|en) (?:the hands of|manos de)|propiedad)(?: by"
            rf"| de)? {THE}"
        ),
        (
            r"\b(?:(?:shareholding|shareholder|ownership|share|capital) structure|(?:estructura"
            r"|composición) (?:accionari\w+"
            rf"|del? capital)) (?:of|del?) {THE}{{N:owned}}{FILL}{{0,40}}?(?: (?:is|are|was|es"
            rf"|son))?{FILL}{{0,30}}?:? ?"
        ),
        r"\b(?:vendedor(?:es|as)|sellers|selling shareholders|vendors)(?: are| were| son|:) {0,1}(?:the |la |el )?",
        (
            rf"{{N:owned}}(?:['’]s)? (?:consortium|consorcio)\b{FILL}{{0,90}}?(?:includes?|including|compris\w+"
            rf"|consists of"
            rf"|made up of|formed by|incluye|formado por|integrado por) {THE}"
        ),
        (
            rf"{{N:owned}},? (?:is |was |es |established |formed |created |set up ){{0,2}}(?:as )?(?:an?|the|una"
            rf"|la) {FILL}{{0,30}}?"
            r"(?:joint venture|partnership|empresa conjunta|sociedad"
            rf" conjunta)(?: owned)? (?:between|of|by|with|entre|de) {THE}"
        ),
    )
)
"""What stands before a list of holders, each with its percentage."""

NAMED = tuple(
    pattern(p)
    for p in (
        (
            rf"{{N:owned}},? (?:(?:which|that|que) )?(?:incluye|cuenta|tiene|counts|includes|has|lists"
            rf"|numbers)(?: con)? "
            rf"(?:entre|among) (?:sus|its|⟦N\d+⟧['’]s) (?:\w+ )?"
            rf"(?:accionistas|socios|shareholders|owners|investors|backers),?"
            rf" (?:al? |con )?(?P<owners>{THE}{{N}}(?:(?:,? (?:and|y)(?: al?)?|,) {THE}{{N}}){{0,9}})(?! \(?⟦P)"
        ),
        (
            rf"{{N:owned}},? (?:counts|has|cuenta con|tiene) (?P<owners>{THE}{{N}}(?:(?:,? (?:and|y)"
            rf"|,) {THE}{{N}}){{0,9}})"
            rf" (?:among|entre) (?:its|sus|⟦N\d+⟧['’]s) (?:\w+ )?"
            rf"(?:accionistas|socios|shareholders|owners|investors|backers)\b"
        ),
        (
            rf"{{N:owned}}(?:['’]s|,? (?:whose|cuy[oa]s)) (?:[\w-]+ ){{0,2}}?(?:shareholders|stockholders"
            rf"|owners|accionistas)"
            rf" (?:include|are|incluyen|son) (?P<owners>{THE}{{N}}(?:(?:,? (?:and|y)"
            rf"|,) {THE}{{N}}){{1,9}})(?=[.,;]|\s*$)"
        ),
    )
)
"""Holders named without a stake: "Beta counts Alpha and Gamma among its shareholders"."""

IN_BRACKETS = (pattern(r"{N:owned} ?\((?:owned |held )?\s*$"),)
"""What stands before "51% Alpha, 49% Beta)"."""

SHARED_OUT = tuple(
    pattern(p + r"\s*$")
    for p in (
        (
            rf"{{N:owned}}{LINK} ?{FILL}{{0,60}}?(?:owned|held|controlled|participad[ao]|repartid[ao]|détenue?|detida"
            r"|gehalten)(?: as| in)?,? ?"
        ),
        rf"{{N:owned}}{LINK} ?{FILL}{{0,60}}?(?:joint venture|company|operator|empresa conjunta|sociedad conjunta),? ?",
        r"{N:owned},?(?: which| que)? (?:is|was|are|es|está) ?",
        r"^(?:jointly )?(?:owned|held|participad[ao])(?: as)? ?",
    )
)
"""What stands before "60% by Alpha and 40% by Beta"."""

HOLDINGS = pattern(
    rf"{{N:owner}}(?:['’]s)?,? {FILL}{{0,60}}?(?:{HAS}(?! (?:by|por)\b)|{STAKE}|{SUBSIDIARY}(?! (?:of|del?"
    rf"|von)\b)|companies"
    rf"|operators|operations|sociedades|empresas|operadoras|through|via|a través de|mediante|formado por"
    rf"|integrado por|comprises|consists of|particip\w+ en)\b{FILL}{{0,60}}?"
    r"(?:in|en|:|are|son|include|incluyen)?"
    rf" ?{THE}\s*$"
)
"""What stands before a list of what one holds, each with its percentage."""

SUBSIDIARIES = pattern(
    rf"(?:(?<=filiales de )|(?<=subsidiarias de )|(?<=subsidiaries of ))(?:the )?{{N:owner}} (?:are|include|son"
    rf"|incluyen) {THE}\s*$"
    rf"|{{N:owner2}}['’]s {FILL}{{0,40}}?(?:{SUBSIDIARY}|companies|operators|sociedades|empresas|operadoras)\b"
    rf"{FILL}{{0,20}}?(?: (?:are|include|comprise|son|incluyen)|:) {THE}\s*$"
)
"""What stands before a list of what one holds, where not every one has a percentage."""

HOLDER = pattern(
    r"{N:name}(?:['’]s)?(?: (?:& Co|Inc|Ltd|Corp|LLC|plc)\.?)?(?:,? (?:of |from |de )?(?:⟦C\d+⟧|(?-i:[A-ZÀ-Þ])\w+)"
    r"| \((?-i:[A-ZÀ-Þ])[^()⟦⟧%]{2,30}\))?,? ?(?:\((?:with |con )?[^()⟦⟧]{0,20}{P:stake}[^()⟦⟧]{0,30}\)"
    rf"|(?:,? ?(?:with|con|holding|owning|at|(?:which|who|que) (?:{HAS}|transmite))|,|:| [-–—]"
    rf"|(?<=\))|(?<=⟧)) ?(?:an? |the |el |un )?"
    r"{P:stake2}(?: (?:stake|interest|share))?"
    r"(?! (?:of|in|del?|en) )(?![ -](?:[\w-]+ ){0,2}(?:owned|subsidiar\w+|affiliate|unit|joint|filial|company"
    r"|operator)\b))"
)
"""One holder of a list: "Alpha (50.1%)", "Alpha with 50.1%"."""

HELD = pattern(r"{N:name}(?: ?\((?:{P:stake}[^()⟦⟧]{0,40}|[^()⟦⟧]{0,40})\))?(?=,| and| y|[.;]|\s*$)")
"""One of a list of subsidiaries: "Beta (60%, Italy)", "Beta (Italy)", "Beta"."""

LINE_LEAD = re.compile(
    rf"\b(?:{STAKE}|{SUBSIDIARY}|holds|owns|controls|posee|tiene|controla|the following|los siguientes"
    r"|las siguientes)\b[^.]{0,120}:\s*$",
    re.IGNORECASE,
)
"""The end of what stands before holdings set one a line."""

HOLDERS_LEAD = re.compile(
    r"\b(?:share ?holders?|stockholders?|shareholding structure|ownership(?: structure)?|accionistas?|accionariado"
    r"|estructura accionarial|Aktionäre|Aktionärsstruktur|actionnaires)\b[^.]{0,60}$",
    re.IGNORECASE,
)
"""The heading or the end of what stands before holders set one a line."""

LINE = pattern(
    rf"^(?:[-–—*•·o] ?)*(?:{{P:stake}} {SHARES}{OF}{SHARES}{{N:owned}}"
    r"|(?:(?-i:[A-ZÀ-Þ])[^⟦⟧:()\d–—]{2,28}?(?::| [-–—]) )?"
    rf"{{N:name}} ?(?:[:,–—-]|\.{{2,}}|\()? ?{{P:stake2}}(?:\)|[^⟦⟧]{{0,30}}$|\s*$))"
)
"""One of them: "- 60% of Beta", "Beta 60%", "Beta (60%)"."""

BETWEEN_HOLDERS = re.compile(
    r"(?:\s*(?:[,;•]|\b(?:and|y|e|und|et|plus)\b))*\s*(?:⟦Q\d+⟧,? )?(?:(?:the |la |el |los |its "
    r"|su )?[^\W\d_][\w’'-]*(?: [\w’'-]+){0,5},? )?(?:(?:Mr|Mrs|Ms|Dr|Sr|Sra|D)\.? )?(?=⟦N)",
    re.IGNORECASE,
)
"""What parts the holders of a list; commas may have been lost."""

SHARE = pattern(r"(?:(?:and|y|,) )*{P:stake} (?:the |la |el )?{N:name}")
"""One holder of a list in brackets: "51% Alpha"."""

SHARE_BY = pattern(
    r"(?:(?:as to|and|by|the remaining|the other|en|em|à|al|zu|un|el|y|e|et|und"
    r"|,) )*{P:stake} ?(?:is )?-?(?:owned |held )?(?:by|pel[oa]|par|durch"
    rf"|por) {THE}{{N:name}}(?!['’]s)"
)
"""One holder of a list: "60% by Alpha"."""
