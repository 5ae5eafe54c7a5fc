"""The phrases that lead in lists of holders and of what is held, and the items of such lists, over masked text."""

from __future__ import annotations

import re

from alliances._holdings import FILL, HAS, LINK, OF, SHARES, STAKE, SUBSIDIARY, THE
from extractor.marks.masked import pattern

HOLDERS = tuple(
    pattern(p + r"\s*$")
    for p in (
        (
            r"(?:{N:owned}['’]s? )?(?:[\w-]+ ){0,2}?(?:share ?holders?|stockholders?|owners?|investors|accionistas?"
            rf"|socios?|accionariado|Aktionäre|Gesellschafter|actionnaires)(?: (?:of|del?|in|der|von) {THE}{{N:owned2}}"
            rf"| of the company)?{FILL}{{0,40}}?(?: (?:include[sd]?|are|is|were|comprise|being|incluyen?|son|sind)|:"
            rf"|,)(?: {FILL}{{0,25}})? ?"
        ),
        (
            rf"{{N:owned}}(?:{LINK}| \(){FILL}{{0,60}}?(?:owned|held|controlled|participad[ao]|propiedad|en manos"
            rf"|repartid[ao] entre)(?: jointly)? ?(?:by|por|de|between|entre)? {THE}"
        ),
        r"{N:owned} \((?:owned by )?",
        (
            rf"{{N:owned}},? (?:is |es )?(?:an?|the|una|la) {FILL}{{0,30}}?(?:joint venture|empresa conjunta|sociedad"
            rf" conjunta)(?: owned)? (?:between|of|by|with|entre|de) {THE}"
        ),
    )
)
"""What stands before a list of holders, each with its percentage."""

SHARED_OUT = tuple(
    pattern(p + r"\s*$")
    for p in (
        rf"{{N:owned}}{LINK}{FILL}{{0,40}}?(?:owned|held|controlled|participad[ao])(?: as| in)? ?",
        rf"{{N:owned}}{LINK}{FILL}{{0,40}}?",
    )
)
"""What stands before "60% by Alpha and 40% by Beta"."""

HOLDINGS = pattern(
    rf"{{N:owner}}(?:['’]s)?,? {FILL}{{0,60}}?(?:{HAS}|{STAKE}|{SUBSIDIARY}|companies|operators|operations"
    rf"|sociedades|empresas|operadoras|through|via|a través de)\b{FILL}{{0,30}}?(?:in|en|:|are|son|include|incluyen)?"
    rf" ?{THE}\s*$"
)
"""What stands before a list of what one holds, each with its percentage."""

SUBSIDIARIES = pattern(
    rf"{{N:owner}}['’]s {FILL}{{0,40}}?(?:{SUBSIDIARY}|companies|operators|sociedades|empresas|operadoras)\b"
    rf"{FILL}{{0,20}}?(?: (?:are|include|comprise|son|incluyen)|:) {THE}\s*$"
)
"""What stands before a list of what one holds, where not every one has a percentage."""

HOLDER = pattern(
    r"{N:name}(?:['’]s)?(?:,? (?:⟦C\d+⟧|[A-ZÀ-Þ]\w+))?,? ?(?:\((?:with |con )?[^()⟦⟧]{0,20}{P:stake}[^()⟦⟧]{0,30}\)"
    rf"|(?:,? ?(?:with|con|holding|owning|at|(?:which|who|que) (?:{HAS}|transmite))|,) ?(?:an? |the |el |un )?"
    r"{P:stake2}(?: (?:stake|interest|share))?"
    r"(?! (?:of|in|del?|en) (?:the |la |el )?⟦N))"
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
    rf"|{{N:name}} ?(?:[:,–—-]|\.{{2,}}|\()? ?{{P:stake2}}(?:\)|[^⟦⟧]{{0,30}}$|\s*$))"
)
"""One of them: "- 60% of Beta", "Beta 60%", "Beta (60%)"."""

BETWEEN_HOLDERS = re.compile(
    r"(?:\s*(?:[,;•]|\b(?:and|y|e|und|et|plus)\b))*\s*(?:(?:the |la |el |los |its "
    r"|su )?[^\W\d_][\w’'-]*(?: [\w’'-]+){0,5},? )?(?:(?:Mr|Mrs|Ms|Dr|Sr|Sra|D)\.? )?(?=⟦N)",
    re.IGNORECASE,
)
"""What parts the holders of a list; commas may have been lost."""

SHARE_BY = pattern(
    r"(?:as to |and |,|by |the remaining |the other |un |el )*{P:stake} (?:is )?(?:owned |held )?(?:by"
    rf"|por) {THE}{{N:name}}"
)
"""One holder of a list: "60% by Alpha"."""
