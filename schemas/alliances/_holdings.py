"""The phrases by which filings say who holds whom, as patterns over masked text.

A pattern names the `owner`, the `owned` (or `several`) and the `stake`; "the whole of" is the group `whole`. What a
pattern leaves out is whom the sentence is about.
"""

from __future__ import annotations

from extractor.marks.masked import pattern

THE = r"(?:the |la |el |los |las |die |der |das |le |l')?"
DESCRIBED = rf"{THE}(?:[\w-]+ ){{0,4}}?"
"""What may stand before a name that it describes: "the Danish utility Alpha"."""
FILL = r"(?:[^⟦⟧.;:()]|⟦[QDC]\d+⟧|(?<=\b[A-Z])\.)"
SUBSIDIARY = (
    r"(?:subsidiar(?:y|ies)|affiliates?|associates?|units?|filial(?:es)?|subsidiarias?|participadas?"
    r"|Tochter(?:gesellschaft|unternehmen)?|filiales?)"
)
STAKE = r"(?:stakes?|interests?|shareholdings?|holdings?|participation|participaci[óo]n(?:es)?|Beteiligung|Anteile?)"
HAS = (
    r"(?:owns|own|owned|cuenta con|alcanza|es titular del?|dispone del?"
    r"|poseía|poseían|tenía|controlaba"
    r"|holds|hold|held|has|have|had|controls|control|controlled|retains|retained|keeps|possesses"
    r"|acquired|acquires|bought|purchased|has acquired|has bought"
    r"|has owned|has held|posee|poseen|tiene|tienen|controla|controlan|ostenta|mantiene|conserva|adquirió"
    r"|ha adquirido|compró|ha comprado|hält|besitzt|détient|possède|possiede|detiene)"
)
_ADVERB = (
    r"(?:also |now |already |still |currently |directly |indirectly |in turn |itself |recently |today |further "
    r"|jointly |además |también |ya |a su vez |directamente |indirectamente )"
)
LINK = (
    r"(?:,? (?:which|that|who|que) (?:is|are|was|es|está|son)|,? (?:is|are|was|were|being|es|está|son|ist"
    r"|est)(?: (?:now|currently|also|itself|in turn|ya))?|,| \(|,? [-–—]|,? (?:which|que))"
)
OF = r"(?:(?:of|in|del?|en|dans|an|von|der|d'|di|da|sobre) )"
SHARES = (
    r"(?:(?:the|its|all|an?|of|in|outstanding|issued|and|share|capital|stock|shares|equity|ordinary|common|voting"
    r"|rights|interests?|stakes?|shareholding|holding|participation|company"
    r"|direct|indirect|economic|social|participación|acciones|el|la|del?|en|los|las|derechos|voto|operator|operadora?"
    r"|subsidiary|mobile|fixed"
    r"|[a-z]+(?:an|ish|ese|ana|ano|esa|és|eñ[ao]|en[ao]|in[ao]|ense)) )*"
)
_APPOSED = r"(?:, (?:an?|the|una?|la|el) [^⟦⟧,.;:()]{1,60}?(?=,? (?:which|who|that|que)\b|,))?"
"""What a name is said to be before the verb: "Alpha, the holding company that owns"."""
_THROUGH = r"(?:,? (?:through|via|a través de)(?: ⟦N\d+⟧['’]s)? [^⟦⟧.;:()]{0,40}⟦N\d+⟧,?)?"
_ADJECTIVES = r"(?:[\w-]+ ){0,4}?"
_WHOLE = (
    r"(?P<whole>the whole(?: of)?|all(?: of)? the (?:issued |outstanding )?(?:shares|share capital|capital stock"
    r"|capital)(?: (?:in|of))?|the entire (?:share capital|capital)(?: of)?|la totalidad (?:del capital )?(?:de)?)"
)
_SEVERAL = rf"(?P<several>{THE}{{N}}(?:(?:,? and|,| y|,? und) {THE}{{N}}){{0,7}})"

RULES = tuple(
    pattern(p)
    for p in (
        # Beta is a wholly owned subsidiary of Alpha; Beta, a 60%-owned affiliate of Alpha
        (
            rf"{{N:owned}}(?:{LINK}|(?= an? ))(?: {FILL}{{0,60}}?)?(?: "
            rf"|-)(?:{{P:stake}}[ -]?{FILL}{{0,20}}?)?{SUBSIDIARY}(?: company)?,? (?:of|del?"
            r"|al {P:stake2} del?|der|von"
            rf"|en un {{P:stake3}} de) {DESCRIBED}{{N:owner}}"
        ),
        # Beta is 60% owned by Alpha; Beta, controlled by Alpha
        (
            rf"{{N:owned}}{LINK}(?: {FILL}{{0,40}}?)? ?(?:{{P:stake}}[ -]?)?(?:majority[- ]|jointly )?(?:owned"
            r"|controlled"
            r"|held|participad[ao]|controlad[ao]|propiedad)(?: (?:as to|al|en un|in|at))?(?: {P:stake2})? (?:by|por|de"
            rf"|von) {THE}(?:{FILL}{{0,25}} )??{{N:owner}}"
            r"(?:,? (?:with|con) (?:an? |el |un )?{P:stake3}| \({P:stake4}\))?"
        ),
        rf"{{N:owned}}{LINK} (?:owned|controlled|held|participad[ao]) {{P:stake}} (?:by|por) {THE}{{N:owner}}",
        (
            rf"{{N:owned}}{LINK}(?: {FILL}{{0,40}}?)? ?(?:jointly |equally )?(?:owned|controlled|held|participad[ao])"
            rf"(?: jointly| equally)? (?:by|por) (?P<owners>{THE}{{N}}(?:(?:,? and|,| y) {THE}{{N}}){{1,4}})(?! \(?⟦P)"
        ),
        # Alpha holds 60% of Beta
        (
            rf"{{N:owner}}{_APPOSED},?(?: which| who| that| que)? {_ADVERB}{{0,2}}{HAS} "
            rf"(?:{_ADVERB}|ya(?=,))?{_THROUGH} ?(?:an? |the |un |una |el |about "
            r"|(?:una )?participación del |(?:una )?participación de un )?"
            r"(?:(?:remaining|further|additional|direct|indirect|majority"
            rf"|minority|controlling|strategic|[\w]+ing) )?{{P:stake}} {SHARES}{OF}?{SHARES}{THE}{{N:owned}}"
        ),
        (
            rf"{{N:owner}},? {_ADVERB}{{0,2}}{HAS} (?:an? |una )?(?:\w+ )?{STAKE} (?:of|del?"
            rf"|de un) {{P:stake}} {OF}{SHARES}{{N:owned}}"
        ),
        (
            rf"{{N:owner}},? {_ADVERB}{{0,2}}{HAS} (?:an? |una |a )?(?:majority|minority|controlling|significant"
            rf"|substantial|strategic|direct|indirect|equity|mayoritaria|minoritaria)?,? ?{STAKE}(?: mayoritaria"
            rf"| minoritaria)? (?:in|en) {SHARES}{{N:owned}}(?! (?:of|de) ⟦P)"
        ),
        (
            rf"(?P<owners>{THE}{{N}}(?:(?:,? and|,| y) {THE}{{N}}){{1,4}}) (?:each |both |cada uno )+{HAS} (?:an? |el "
            rf"|un )?{{P:stake}} {SHARES}{OF}{SHARES}{{N:owned}}"
        ),
        (
            rf"(?P<owners>{THE}{{N}}(?:(?:,? and|,| y) {THE}{{N}}){{1,4}}) (?:jointly|together"
            rf"|conjuntamente) {HAS} {{N:owned}}"
        ),
        # Beta, in which Alpha has a 60% interest
        (
            r"{N:owned}[^⟦⟧.;]{0,60},? (?:in|of|en|de) (?:which|whom|(?:la|el) (?:que"
            rf"|cual)),? {THE}{{N:owner}} {_ADVERB}?{HAS} (?:an? |un |una |el )?{{P:stake}}"
        ),
        (
            r"{N:owned}[^⟦⟧.;]{0,60},? (?:in|of|en|de) (?:which|whom|(?:la|el) (?:que"
            rf"|cual)),? {THE}{{N:owner}} {_ADVERB}?{HAS} (?:an? |una )?(?:majority|minority|controlling|mayoría)\b"
        ),
        (
            rf"{{N:owner}} (?:has |ha )?(?:completed|closed|completado|completó|cerró) {THE}(?:acquisition|purchase"
            rf"|compra|adquisición) (?:of |del? )(?:an? |un |el )?{{P:stake}} {SHARES}{OF}?{SHARES}{THE}{{N:owned}}"
        ),
        (
            r"{N:owned}[^⟦⟧.;]{0,60}, {P:stake} (?:of which|of whose (?:shares|capital)|de cuyo capital) (?:is|are"
            rf"|belongs to|pertenece a)? ?(?:owned by |held by )?{THE}{{N:owner}}"
        ),
        # Alpha's 60% stake in Beta; its stake in Beta of 60%, rose to 60%
        rf"{{N:owner}}['’]s? {_ADJECTIVES}{{P:stake}} {_ADJECTIVES}{STAKE} (?:in|of|en) {SHARES}{{N:owned}}",
        (
            rf"{{N:owner}}['’]s? {_ADJECTIVES}{STAKE} (?:in"
            rf"|en) {SHARES}{{N:owned}},? {FILL}{{0,60}}?"
            r"(?:(?:from|del?|desde) (?:el )?⟦P\d+⟧ )?\b(?:to|of|is|was|at|del?"
            r"|al) (?:un )?{P:stake}"
        ),
        rf"{{N:owner}}['’]s? {{P:stake}} (?:of|in|en|de) {SHARES}{{N:owned}}",
        rf"{{N:owner}}['’]s? participación del? {{P:stake}} en {SHARES}{{N:owned}}",
        # 60% of Beta is held by Alpha
        (
            rf"{{P:stake}} {OF}{SHARES}{{N:owned}},? (?:is|are|was|were|which is|es)? ?(?:currently |now |in turn "
            r"|also )?(?:owned by|held by|controlled by|belongs? to|in the hands of|pertenecen? a|en manos de"
            rf"|es propiedad de|propiedad de|corresponde a) {THE}{{N:owner}}"
        ),
        # Alpha is Beta's largest shareholder; Beta's parent, Alpha; Beta's owners, Alpha and Gamma
        (
            r"{N:owner}(?:,| is| es) (?:now |also )?{N:owned}['’]s (?:\w+ ){0,2}(?:shareholder|owner|parent"
            r"(?: company)?|accionista)(?:,? with (?:an? )?{P:stake})?"
        ),
        (
            r"{N:owned}['’]s (?:\w+ ){0,2}(?:parent(?: company)?|shareholders?|owners?),?"
            rf" (?P<owners>{THE}{{N}}(?:(?:,? and|,| y) {THE}{{N}}){{0,4}})(?=[,.;]| (?:and|has|have|agreed|said))"
        ),
        # Beta, a Gamma company
        r"{N:owned}(?:,| \() ?(?:an? ){N:owner}(?:['’]s)?(?: Group)? (?:company|subsidiary|unit)",
        # Alpha is the parent of Beta
        (
            rf"{{N:owner}}(?: \([^()]*\))?(?:,? {FILL}{{0,90}}?)?(?:,| is| as| es| [-–—]| and) (?:an? |the |la |una "
            r"|el )?(?:ultimate )?(?:holding company (?:for|of)|parent(?: company)? (?:of|to)|(?:sociedad |compañía "
            r"|empresa )?(?:matriz|cabecera|dueña|propietaria) de|(?:sole |majority |largest )?(?:owner"
            rf"|shareholder) (?:of|in)|Muttergesellschaft (?:der|von)) {_SEVERAL}"
        ),
        (
            rf"{{N:owner}}(?: es|,) (?:an? |the |la |una |el )?(?:primer |mayor |principal |único |sole |majority "
            r"|main |largest )?(?:accionista|shareholder)(?: mayoritario| principal| único)?"
            rf" (?:del?|of|in) {THE}{{N:owned}},?"
            r" (?:with|con) (?:an? |el |un )?{P:stake}"
        ),
        # Alpha's subsidiary Beta; Alpha, through its 60%-owned subsidiary Beta
        (
            rf"{{N:owner}}['’]s? {_ADJECTIVES}(?:{{P:stake}}[ -]?(?:owned )?)?{_ADJECTIVES}(?:{SUBSIDIARY}|arm"
            r"|division"
            rf"|(?<=⟧ )(?:company|joint venture))(?: (?:al|en un) {{P:stake2}})?,? {_SEVERAL}"
        ),
        rf"{{N:owned}},? {{N:owner}}['’]s? {_ADJECTIVES}(?:{{P:stake}}[ -]?(?:owned )?)?{_ADJECTIVES}{SUBSIDIARY}\b",
        rf"\b{SUBSIDIARY} (?:[\w-]+ )?(?:of|del?) {THE}{{N:owner}},? {{N:owned}}",
        # Beta is the mobile operator of Alpha; Beta belongs to Alpha; Beta, part of the Alpha group
        (
            rf"{{N:owned}}{LINK} (?:the|la|el|an?|una) (?:[\w-]+ ){{0,3}}?(?:operator|arm|unit|business"
            r"|division|carrier"
            rf"|operadora|negocio|brazo|división) (?:of|del?) {THE}{{N:owner}}(?!['’]s)"
        ),
        (
            r"{N:owned}(?:,? (?:which|that|que|and|y))?,? (?:belongs?|pertenecen?) (?:(?P<whole>wholly|entirely|fully"
            rf"|íntegramente) )?(?:to|al?|an) {DESCRIBED}{{N:owner}}"
            rf"(?:, (?:which|que) {HAS} (?:an? |the |un |el )?{{P:stake}})?(?! \(⟦P)"
        ),
        (
            rf"{{N:owned}}(?:{LINK}| has been| forms| forma)(?: an?)? (?:part|member|parte|integrante) (?:of"
            rf"|del?) {THE}(?:grupo )?{{N:owner}}(?: group| grupo)?"
        ),
        # Alpha owns Beta, the whole of Beta
        (
            rf"{{N:owner}},?(?: which| que)? {_ADVERB}{{0,2}}(?:owns|has owned|owned|controls|controlled|posee|controla"
            r"|es propietaria de|es dueña de|besitzt|détient|holds(?= the whole| all))(?: and operates"
            rf"| y opera)? (?:{_WHOLE} )?(?:the (?:[\w-]+ ){{1,3}}?(?:operator|company|provider|carrier) |la operadora "
            rf"|el operador |a )?{{N:owned}}(?!['’]s \w+ {STAKE}|,? \(?⟦P)"
        ),
    )
)
"""One owner, and one or several owned."""

ELIDED = tuple(
    pattern(p)
    for p in (
        (
            rf"(?:,| and| y| but|;) (?:{_ADVERB}|it )?{HAS} {_ADVERB}?(?:an? |the |un |una "
            rf"|el )?(?:\w+ing )?{{P:stake}} {SHARES}{OF}?{SHARES}{{N:owned}}"
        ),
        (
            rf"(?:,| and| y) (?:is|are|was|es|está) (?:{_ADVERB})?(?:{{P:stake}}[ -]?)?(?:owned|controlled|held"
            r"|participad[ao]|controlad[ao])(?: (?:as to|al|en un))?(?: {P:stake2})? (?:by"
            rf"|por) {THE}{{N:owner}}(?! \(⟦P)"
        ),
        (
            rf"(?:,| and| y) (?:belongs?|pertenecen?) (?:to|al?) {DESCRIBED}{{N:owner}}"
            rf"(?:, (?:which|que) {HAS} (?:an? |the |un |el )?{{P:stake}})?(?! \(⟦P)"
        ),
        (
            rf"(?:,| and| y) (?:{_ADVERB})?(?:has owned|owns|posee"
            rf"|controls) (?:{_WHOLE} )?{{N:owned}}(?!['’]s \w+ {STAKE})"
        ),
    )
)
"""What is held by whom the sentence is about, or who holds it."""

REMAINING = pattern(
    rf"(?:remaining|other|balance of|restante|otro|and|,|y) {{P:stake}} ?{FILL}{{0,40}}?(?:is |are "
    r"|being )?(?:currently )?(?:owned by|held by|controlled by|belongs? to|in the hands of|pertenecen? a|en manos de"
    rf"|by|por) {THE}(?:⟦N\d+⟧['’]s (?:[\w-]+ ){{0,3}})?{{N:owner}}(?!['’]s|(?:,| and| y) (?:\w+\.? )?⟦N)"
)
"""A further holder of what was spoken of before."""

THE_REST = tuple(
    pattern(p)
    for p in (
        (
            rf"(?:with|con|while|and) {THE}{{N:owner}} (?:holding|owning|has|holds|owns|con) {THE}(?:remaining "
            r"|other )?{P:stake}(?! of)"
        ),
        rf"(?:and|y) {THE}{{N:owner}} {THE}(?:remaining |other )?{{P:stake}}(?= ?[.;,)]|\s*$)",
    )
)
"""A further holder, once a stake has been stated in the sentence: "and Gamma 40%"."""

CHANGED = pattern(
    rf"{{N:owner}}['’]s? {_ADJECTIVES}{STAKE} (?:in|of|en) {SHARES}{{N:owned}},? {FILL}{{0,60}}?"
    r"(?:from|del?|desde(?: el)?) (?:the current |the |el |un )?{P:stake}(?: (?:to|al|hasta(?: el)?) {P:stake2})?"
)
"""A stake that is to rise or fall: "its stake in Beta will increase from 40% to 60%"; both are stated."""

SELLER = tuple(
    pattern(p)
    for p in (
        (
            r"(?:buy|acquire|purchase|comprar"
            rf"|adquirir) from {THE}{{N:owner}},? {FILL}{{0,60}}?{{P:stake}} {SHARES}{OF}{SHARES}{{N:owned}}"
        ),
        (
            rf"(?:buy|acquire|purchase|comprar|adquirir) {THE}(?:an? |una? "
            rf"|un )?(?:[\w]+ing )?{{P:stake}} {SHARES}{OF}{SHARES}{{N:owned}} (?:[\w ]{{0,40}}?)(?:from|held by"
            rf"|owned by|a) {THE}{{N:owner}}"
        ),
        (
            r"{N:owner} (?:has agreed|agreed|intends|plans|is|expects|ha acordado|prevé) (?:to )?(?:sell|selling"
            rf"|dispose of|vender) {THE}(?:⟦N\d+⟧'s )?{{P:stake}} {SHARES}{OF}{SHARES}{{N:owned}}"
        ),
        (
            r"(?:agreement|agreed|contract|acuerdo|acordado|contrato)[^⟦⟧.;]{0,40} (?:sale of|sell|disposal of|venta"
            rf" de|vender|enajenación de) {{N:owner}}['’]s? {_ADJECTIVES}(?:{STAKE} (?:of|del?) )?{{P:stake}}"
            rf" {SHARES}{OF}{SHARES}{{N:owned}}"
        ),
    )
)
"""Who holds what is to be sold: a holding of today, though the sale is planned."""

JOINT = pattern(
    r"{N:owned},? (?:is |es )?(?:an?|the|una|la) (?:new )?(?:(?:{P:stake}"
    r"|(?P<half>50[:/-]50)) )?(?:\w+ )?(?:joint venture|empresa conjunta"
    r"|sociedad conjunta) (?:{P:stake2} )?(?:owned )?(?:between|of|by|with|entre"
    rf"|de) (?P<list>{THE}{{N}}(?:(?:,? and|,| y) {THE}{{N}}){{1,4}})"
)
"""A joint venture and those who hold it."""

_NAMES = rf"{THE}{{N}}(?:(?:,? (?:and|y)|,) {THE}{{N}}){{1,7}}"
_STAKES = r"{P}(?:(?:,? (?:and|y)|,) (?:an? |un |el )?{P}){1,7}"
RESPECTIVELY = tuple(
    pattern(p)
    for p in (
        rf"(?P<owners>{_NAMES}) {HAS} (?P<stakes>{_STAKES}) {SHARES}{OF}?{SHARES}{{N:owned}}",
        (
            rf"{{N:owned}}['’]s {_ADJECTIVES}(?:share ?holders?|stockholders?|owners?|accionistas?)"
            rf" (?:are|is|include|son) (?P<owners>{_NAMES}),? (?:with|con|holding|owning)"
            rf" (?:an? |un |el )?(?P<stakes>{_STAKES})"
        ),
        (
            rf"{{N:owner}} {_ADVERB}?{HAS} (?:(?:an? )?{STAKE} (?:of|del?) )?(?:an? |un |el )?(?P<stakes>{_STAKES})"
            rf" {SHARES}{OF}{SHARES}(?P<several>{_NAMES})"
        ),
    )
)
"""As many stakes as holders, or as what is held: "Alpha and Beta hold 60% and 40% of Gamma"."""

BRACKETED = pattern(r"\s?\((?:with |con )?{P:stake}[^()⟦⟧]{0,40}\)")
"""A stake in brackets right after what is held."""

WHOLLY = pattern(
    r"{N:owned},? (?:an? |una )(?P<stake>⟦P\d+⟧) (?:[\w-]+ )?(?:company|operator|subsidiary|affiliate|unit|business)"
    r"(?! (?:of|in)\b)"
)
"""What is held by whom the text is about: "Beta, a wholly-owned company"."""

REMAINDER = pattern(
    r"the (?:remainder|rest|balance|remaining (?:shares|capital|stake|interest))(?: of (?:the|its) (?:shares|capital))?"
    r" (?:being |is |are )?(?:in the hands of|(?:owned|held|controlled) by|belong(?:s|ing) to)"
    rf" {THE}{{N:owner}}(?=[.,;)]| and|\s*$)|(?:el resto|el capital restante)(?: del capital)?"
    rf" (?:es propiedad de|pertenece a|está en manos de|en manos de|corresponde a) {THE}{{N:owner2}}"
)
"""A further holder, without a stake, of what was spoken of before."""

FURTHER = pattern(rf"(?:,? and|,| y) (?:an? |the |un |una |el )?{{P:stake}} {SHARES}{OF}{SHARES}{{N:owned}}")
"""A further holding of the same owner: ", 40% of Gamma"."""
