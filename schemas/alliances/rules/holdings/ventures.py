"""The phrases that share a company out: joint ventures, several holders or stakes, what is left, what is sold."""

from __future__ import annotations

from alliances.rules.holdings.phrases import ADJECTIVES, FILL, HAS, LINK, OF, SHARES, STAKE, SUBSIDIARY, THE
from alliances.rules.marks.masked import pattern

REMAINING = pattern(
    r"(?:(?:remaining|further|another|other|balance of|restante|otro|and|,|y) {P:stake}|{P:stake2} restante)"
    rf" ?{FILL}{{0,40}}?(?:is |are "
    r"|being )?(?:currently )?(?:owned by|held by|controlled by|belongs? to|in the hands of|pertenecen? a|en manos de"
    rf"|by|por) {THE}(?:⟦N\d+⟧['’]s (?:[\w-]+ ){{0,3}})?{{N:owner}}(?!['’]s|(?:,| and| y) (?:\w+\.? )?⟦N)"
)
"""A further holder of what was spoken of before."""

THE_REST = pattern(
    rf"(?:,|;|\band|\by|\bwhile|\bwith|\bwhereas|\bcon|\bmientras que) (?:and |y |while |by ){{0,2}}"
    rf"(?:⟦N\d+⟧['’]s (?:[\w-]+ ){{1,3}}?, )?{THE}{{N:owner}}(?:,? (?:which|who|que))?(?: {HAS}| holding| owning"
    rf"| with| con| del|,)? {THE}(?:an? |un )?(?:remaining |other |restante |another |further |otro ){{0,2}}{{P:stake}}"
    r"(?: (?:stake|interest|share|shares|restante|del capital))?(?=[.;,)]| and | y |\s*$)(?!,?(?: and| y)? (?:an? )?⟦P)"
)
"""A further holder, once a stake has been stated in the sentence: "and Gamma 40%"."""

TARGET = pattern(
    r"\b(?:shareholders|stockholders|owners|accionistas|socios) (?:of|de) (?:the |la |el )?{N:owned}[^⟦⟧.;]{0,40}"
    r"\b(?:to acquire|for the (?:acquisition|purchase)|para (?:la )?(?:adquisición|compra|adquirir|comprar))"
)
"""Whose capital is bought from its holders."""

BOUGHT = pattern(r"\b(?:acquir\w+|bought|purchas\w+|adquiri\w+|compr[óa]\w*)\b[^.;]{0,60}?⟦P\d+⟧[^⟦⟧.;]{0,60}{N:owned}")
"""What is bought is what is spoken of then, though how much is held then is not said."""

CHANGED = pattern(
    rf"{{N:owner}}['’]s? {ADJECTIVES}{STAKE} (?:in|of|en) {SHARES}{{N:owned}},? {FILL}{{0,60}}?"
    r"(?:from|del?|desde(?: el)?) (?:the current |the |el |un )?{P:stake}(?: (?:to|al|hasta(?: el)?) {P:stake2})?"
)
"""A stake that is to rise or fall: "its stake in Beta will increase from 40% to 60%"; both are stated."""

_BUY = (
    r"(?:(?:acquisition|purchase) of|(?:adquisición|compra) del?|buy|acquire|purchase|comprar|adquirir|buying"
    r"|acquiring|purchasing)"
)
_SELL = r"(?:sell|selling|dispose of|disposing of|divest|vender|enajenar|vende)"
SELLER = tuple(
    pattern(p)
    for p in (
        (
            rf"\b(?:with|from|con) {{N:owner}} (?:[^⟦⟧.;]{{0,30}} )?(?:to|for"
            rf"|para) (?:the )?{_BUY} ⟦N\d+⟧['’]s {ADJECTIVES}{{P:stake}}"
            rf" {ADJECTIVES}(?:{STAKE}|shares?) (?:in|of|en) {SHARES}{{N:owned}}"
        ),
        rf"{_BUY} from {THE}{{N:owner}},? {FILL}{{0,60}}?{{P:stake}} {SHARES}{OF}{SHARES}{{N:owned}}",
        (
            rf"{_BUY} {THE}(?:an? |una? |un )?(?:[\w]+ing )?{{P:stake}} {SHARES}{OF}{SHARES}{{N:owned}}"
            rf" (?:[\w ]{{0,40}}?)(?:from|held by|owned by|a) {THE}{{N:owner}}"
        ),
        (
            rf"{_BUY} {THE}{{N:owner}}['’]s? {ADJECTIVES}{{P:stake}} {ADJECTIVES}(?:{STAKE}|shares?) (?:in|of"
            rf"|en) {SHARES}{{N:owned}}"
        ),
        (
            rf"{{N:owner}} [^⟦⟧.;:]{{0,40}}\b{_SELL} {THE}(?:⟦N\d+⟧['’]s )?{ADJECTIVES}"
            rf"{{P:stake}} {SHARES}{OF}{SHARES}{{N:owned}}"
        ),
        (
            rf"\b{_SELL} {{N:owner}}['’]s? {ADJECTIVES}(?:{{P:stake}} )?{ADJECTIVES}(?:{STAKE}|shares?)"
            rf" (?:in|of|en) {SHARES}{{N:owned}}(?! (?:of|de) ⟦P)"
        ),
        (
            r"(?:agreement|agreed|contract|acuerdo|acordado|contrato)[^⟦⟧.;]{0,40} (?:sale of|sell|disposal of|venta"
            rf" de|vender|enajenación de) {{N:owner}}['’]s? {ADJECTIVES}(?:{STAKE} (?:of|del?) )?{{P:stake}}"
            rf" {SHARES}{OF}{SHARES}{{N:owned}}"
        ),
    )
)
"""Who holds what is to be sold: a holding of today, though the sale is planned."""

_RATIO = r"(?<!\d)[1-9]\d ?%?[:/–-] ?[1-9]\d ?%?(?!\d)"
_VENTURE = r"(?:joint venture|partnership|empresa conjunta|sociedad conjunta|joint-venture|Gemeinschaftsunternehmen)"
JOINT = tuple(
    pattern(p)
    for p in (
        (
            r"{N:owned}(?:,| [-–—])?(?: (?:is|was|es|fue|has been)(?: formed| established| created| set up"
            r"| launched| creada"
            r"| constituida"
            r"| como| as| in| en| ⟦D\d+⟧){0,4})? (?:an?|the|una|la)"
            rf" (?:new )?(?:(?:{{P:stake}}"
            rf"|(?P<ratio>{_RATIO})) )?(?:[\w-]+ ){{0,2}}{_VENTURE} (?:company )?(?:{{P:stake2}} "
            rf"|\(?(?P<ratio2>{_RATIO})\)? )?"
            rf"(?:owned )?(?:between|of|by|with|entre|(?:fundad|formad|cread)[ao] por"
            rf"|de) (?P<list>{THE}{{N}}(?:(?:,? and|,"
            rf"| y) {THE}{{N}}){{1,7}})(?! \(?⟦P)"
        ),
        (
            rf"{{N:owned}}{LINK} (?:{FILL}{{0,40}}? )?(?:(?P<ratio>{_RATIO})[ -])?(?:owned|held|participad[ao]"
            rf"|controlled)"
            rf"(?: (?:equally )?\(?(?P<ratio2>{_RATIO})\)?| al 50 ?%| equally)? (?:by|between|por"
            rf"|entre) (?P<list>{THE}{{N}} (?:and|y) {THE}{{N}})"
            r"(?! \(?⟦P)"
        ),
        (
            rf"{{N:owned}}, (?P<list>{{N}}['’]s (?:[\w-]+ ){{0,2}}?(?:(?P<ratio>{_RATIO}) )?{_VENTURE} (?:with"
            rf"|con) {THE}{{N}})"
        ),
        (
            rf"(?P<list>{{N}}['’]s (?:[\w-]+ ){{0,2}}?(?:(?P<ratio>{_RATIO}) )?{_VENTURE} (?:with"
            rf"|con) {THE}{{N}}),? {{N:owned}}"
        ),
    )
)
"""A joint venture and those who hold it."""

_NAMES = rf"{THE}{{N}}(?:(?:,? (?:and|y)|,) {THE}{{N}}){{1,7}}"
_STAKES = r"{P}(?:(?:,? (?:and|y)|,) (?:an? |un |el )?{P}){1,7}"
RESPECTIVELY = tuple(
    pattern(p)
    for p in (
        (
            rf"(?P<owners>{_NAMES}) (?:are|were|son) (?:the |los )?(?:\w+ ){{0,2}}(?:shareholders|owners|accionistas)"
            rf" (?:of|in|de) {THE}{{N:owned}},? (?:with|con) (?:an? |un |el )?(?P<stakes>{_STAKES})"
        ),
        (
            rf"{{N:owned}}{LINK} ?{FILL}{{0,40}}?(?:owned|held|controlled|(?:controlad|participad)[ao])(?: jointly"
            rf"| conjuntamente)?"
            rf" (?:by|por) (?P<owners>{_NAMES}),? (?:with|con|holding|owning|as to) (?:an? |un "
            rf"|el )?(?P<stakes>{_STAKES})"
        ),
        rf"(?P<owners>{_NAMES}) {HAS} (?P<stakes>{_STAKES}) {SHARES}{OF}?{SHARES}{{N:owned}}",
        (
            rf"{{N:owned}}['’]s {ADJECTIVES}(?:share ?holders?|stockholders?|owners?|accionistas?)"
            rf" (?:are|is|include|son) (?P<owners>{_NAMES}),? (?:with|con|holding|owning)"
            rf" (?:an? |un |el )?(?P<stakes>{_STAKES})"
        ),
        (
            rf"{{N:owner}} {HAS} (?:(?:an? )?{STAKE} (?:of|del?) )?(?:an? |un |el )?(?P<stakes>{_STAKES})"
            rf" {SHARES}{OF}{SHARES}(?P<several>{_NAMES})"
        ),
    )
)
"""As many stakes as holders, or as what is held: "Alpha and Beta hold 60% and 40% of Gamma"."""

BRACKETED = pattern(r"\s?\((?:with |con )?{P:stake}[^()⟦⟧]{0,40}\)")
"""A stake in brackets right after what is held."""

WHOLLY_BY = pattern(r"{N:owned}(?:,| [-–—])? (?:\w+ )?{P:stake} (?:by|por) (?:the |la |el )?{N:owner}")
"""After a name, a stake whose words say that it is owned: "Beta, wholly owned by Alpha"."""

OWN = pattern(r"{N:owned} \({P:stake}(?:[ -](?P<own>owned|held))?\)")
"""A stake whose words say that it is owned, in brackets: "Beta (100% owned)"."""

WHOLLY = pattern(
    r"{N:owned},? (?:an? |una )(?P<stake>⟦P\d+⟧) (?:[\w-]+ )?(?:company|operator|subsidiary|affiliate|unit|business)"
    r"(?! (?:of|in)\b)"
)
"""What is held by whom the text is about: "Beta, a wholly-owned company"."""

THE_TITLE = pattern(
    r"{N:owner},? (?:titular(?:es)?|dueñ[ao]s?|propietari[ao]s?|holders?|owners?) (?:del?|of) (?:the "
    r"|el )?(?:remaining |other )?"
    r"{P:stake}(?: restante)?(?=[.;,)]| and | y |\s*$)"
)
"""Who holds the rest, in apposition: "Gamma, owner of the remaining 40%"."""

REMAINDER = (
    pattern(
        rf"(?:and|with|while|y|con|mientras que|,) {THE}{{N:owner}},? (?:{HAS}|holding|owning)? ?(?:the (?:rest"
        rf"|remainder|balance"
        r"|remaining (?:shares|stake|interest|capital|shareholding))|el (?:resto|capital restante))(?=[.,;)]"
        r"| of (?:the|its)|\s*$)"
    ),
    pattern(
        r"the (?:remainder|rest|balance|remaining (?:shares|capital|stake|interest))(?: of (?:the|its) (?:shares"
        r"|capital))?"
        r" (?:being |is |are )?(?:in the hands of|(?:owned|held|controlled) by|belong(?:s|ing) to)"
        rf" {THE}{{N:owner}}(?=[.,;)]| and|\s*$)"
    ),
    pattern(
        r"(?:el resto|el capital restante)(?: del capital)?"
        rf" (?:es propiedad de|pertenece a|está en manos de|en manos de|corresponde a) {THE}{{N:owner}}"
    ),
)
"""A further holder, without a stake, of what was spoken of before."""

SHARED_BY = pattern(
    rf"(?:with|con|while|mientras que) (?P<owners>{_NAMES}) (?:{HAS}|holding|owning|having|con) (?P<stakes>{_STAKES})"
    r"(?= (?:of|in) (?:the |its )?(?:shares|capital|equity|stock)|,? respectiv|[.;]| (?:de|del) (?:las acciones"
    r"|capital))"
)
"""As many stakes as holders of what is spoken of: "with Alpha and Beta holding 60% and 40% respectively"."""

SPOKEN_OF = pattern(
    rf"⟦P\d+⟧ {SHARES}{OF}{SHARES}{{N:owned}}(?=,? (?:with|while|whereas|and|con"
    rf"|mientras que) (?:the )?⟦N\d+⟧ \w+ing\b)"
)
"""What further holders share, whoever the first is: "It owns 60% of Beta, with Gamma owning 40%"."""

FURTHER = pattern(
    rf"(?: \([^()⟦⟧]{{0,40}}\))?(?:, (?:which|that|que) (?:[^⟦⟧.;,]|⟦[QDC]\d+⟧){{3,80}}(?=,))?(?:,? and|,? y|,|;)"
    rf"(?:,? (?:through|via|a través de) [^⟦⟧.;]{{0,40}}(?:⟦N\d+⟧)?,)?(?: {HAS})? (?:an? |the |del |un |una "
    rf"|el )?{{P:stake}} {SHARES}{OF}{SHARES}"
    r"{N:owned}"
)
"""A further holding of the same owner: ", 40% of Gamma"."""

OWNS = pattern(
    r"{N:owner},? (?:owns|holds|controls|has|retains|keeps|conserva|mantiene|posee|controla|tiene"
    r"|(?:is|es) (?:the )?(?:owner|holder|dueñ[ao]|titular|propietari[ao]) (?:of|del?)"
    r"|hält) (?:an? |the |el |un )?{P:stake}"
    r"(?: (?:stake|interest|share|shareholding)| (?P<capital>(?:of|de) (?:the|its|las|sus|su) (?:share )?(?:shares"
    r"|stock|capital|equity|acciones)|of ⟦N\d+⟧['’]s (?:shares|capital|stock)|del capital(?: social)?))?"
    r"(?=[.;,)]| and | y | while |\s*$)"
)
"""A holding in what the sentence before was about: "It is a joint venture; Alpha owns 55%"."""

OPENED = pattern(
    r"^(?:majority[- ]|jointly )?(?:(?:owned|controlled|held)(?: (?:as to )?{P:stake})? by|(?:controlad|participad)[ao]"
    rf"(?: (?:al|en un) {{P:stake2}})? por|propiedad de) {THE}{{N:owner}}(?!['’]s)"
    rf"(?:,? (?:which|that|who|que) {HAS} (?:an? |the |el |un )?{{P:stake3}}| \({{P:stake4}}\))?(?!,? (?:and|y) )"
)
"""A sentence without a subject that says who holds what was spoken of: "Controlled by Alpha, which owns 60%"."""

TOPPED = pattern(
    r"{N:owner},? (?:has |have |ha |han )?(?:acquired|bought|purchased|adquirió|adquirido|compró|comprado)"
    r" [^⟦⟧.;()]{0,30}⟦P\d+⟧[^⟦⟧.;()]{0,60}(?:⟦N\d+⟧ [^⟦⟧.;()]{0,60})?{N:owned},? [^⟦⟧.;()]{0,40}(?:⟦N\d+⟧['’]s )?"
    rf"(?:[\w-]+ ){{0,2}}{STAKE} [^⟦⟧.;()]{{0,25}}\b(?:to|of|al?|del?|hasta) (?:el |un )?{{P:stake}}"
)
"""What is held after more was bought: "Alpha acquired a further 20% of Beta, raising its stake to 71%"."""

_THEIRS = rf"(?:their|sus) (?:respective |respectiv[ao]s )?(?:[\w-]+ ){{0,3}}?{SUBSIDIARY}"
RESPECTIVE = (
    pattern(rf"(?P<several>{_NAMES}),? {_THEIRS}(?=[,.;]|\s*$| into| to| in)"),
    pattern(rf"\b(?:their|sus) respectiv(?:e|[ao]s) (?:[\w-]+ ){{0,3}}?{SUBSIDIARY},? (?P<several>{_NAMES})"),
)
"""As many subsidiaries as companies spoken of: "Alpha and Beta will merge Gamma and Delta, their subsidiaries"."""
SEVERAL = pattern(rf"(?P<owners>{_NAMES})")

FROM = pattern(r",? (?:and |y )?(?:an? |the )?{P:stake} (?:from|a|de) {N:owner}(?! \(?⟦P)")
"""A further seller: ", 20% from Gamma"."""
