"""The phrases by which filings say who holds whom, as patterns over masked text.

A pattern names the `owner`, the `owned` (or `several`) and the `stake`; "the whole of" is the group `whole`. What a
pattern leaves out is whom the sentence is about.
"""

from __future__ import annotations

from alliances.rules.marks.masked import pattern

THE = r"(?:the |la |el |los |las |die |der |das |le |l')?"
DESCRIBED = rf"{THE}(?:[\w-]+ ){{0,4}}?"
"""What may stand before a name that it describes: "the Danish utility Alpha"."""
FILL = r"(?:[^⟦⟧.;:()]|⟦[QDC]\d+⟧|(?<=\b[A-Z])\.)"
SUBSIDIARY = (
    r"(?:subsidiar(?:y|ies)|controladas?(?! por)|portfolio compan(?:y|ies)|affiliates?|associates?|units?|filial(?:es)?"
    r"|subsidiarias?|participadas?"
    r"|Tochter(?:gesellschaft|unternehmen)?|filiales?)"
)
STAKE = (
    r"(?:stakes?|interests?|shareholdings?|holdings?|ownership|participation|participaci[óo]n(?:es)?"
    r"|participaç(?:ão|ões)"
    r"|Beteiligung|Anteile?)"
)
HAS = (
    r"(?:(?:has |have |had |ha |han )?(?:owned|held|controlled|retained|acquired|bought|purchased|adquirido|comprado"
    r"|alcanzado|picked up|taken|taken up|gained|secured|obtained|won|tomado|built up|amassed|obtenido)"
    r"|owns?|holds?|has|have|had|controls?|retains?|keeps|possesses|acquires"
    r"|is (?:the )?(?:\w+ )?(?:owner|proprietor|holder) of"
    r"|poseen?|poseían?|tienen?|tenían?|controlan?|controlarán?|poseerán?|tendrán?|mantendrán?|controlaban?"
    r"|ostentan?|mantienen?|conservan?|adquirió|adquiere"
    r"|tom[aó]|compró|compra|alcanza|alcanzó|cuenta con|dispone del?|(?:es|era|son|pas[aó] a ser) (?:titular|dueñ[ao]"
    r"|propietari[ao])(?:es|s)? del?|hält|besitzt|détient|possède|possiede|participa con|(?:se )?quedó con|se queda con"
    r"|pasar[áa] a (?:controlar|poseer|tener)|detiene|detém|possui|adquiriu)"
)
LINK = (
    r"(?:,? (?:which|that|who|que) (?:is|are|was|es|está|son|became|becomes)|,? (?:became|becomes|has become"
    r"|pasó a ser|is|are|was|were|be|being|es|está|son|ist"
    r"|est)(?: (?:now|currently|also|itself|in turn|ya))?|,| \(|,? [-–—]|\.[-–—]|,? (?:which|que))"
)
OF = r"(?:(?:of|in|del?|en|n[ao]s?|dans|an|von|der|d'|di|d[ao]s?|sobre) )"
SHARES = (
    r"(?:(?:the|its|all|majority|minority|total|entire|an?|of|in|outstanding|issued|and|share|capital|stock"
    r"|shares|equity"
    r"|ordinary|common|voting"
    r"|rights|interests?|stakes?|shareholding|holding|participation|company"
    r"|direct|indirect|economic|social|participación|acciones|ações|d[ao]s?|n[ao]s?|membership|partnership"
    r"|limited|el|la|del?|en|los|las|derechos|voto|operator|operadora?"
    r"|subsidiary|mobile|fixed"
    r"|(?!través\b)[a-z]+(?:an|ish|ese|ana|ano|esa|és|eñ[ao]|en[ao]|in[ao]|ense)) )*"
    r"(?:⟦N\d+⟧['’]s (?:(?!(?:through|via|and|by|with|from|to|in|for|of|capital|shares?|stock"
    r"|equity)\b)[a-z-]+ ){0,4})?"
)
_FURTHER = (
    r"(?:has |have |ha |han )?(?:acquir|bought|purchas|adqui|compr)\w* (?:an? |the |el |la |un |una )?(?:\w+ del? )?"
    r"(?:remaining|additional|further|extra|otro|restante|adicional)"
)
"""What is bought on top of what was held is not what is held then."""
_APPOSED = r"(?:, (?:an?|the|una?|la|el) [^⟦⟧,.;:()]{1,60}?(?=,? (?:which|who|that|que)\b|,))?"
"""What a name is said to be before the verb: "Alpha, the holding company that owns"."""
_THROUGH = (
    r"(?:,? (?:through|via|a través de|mediante)(?: ⟦N\d+⟧['’]s)? [^⟦⟧.;:()]{0,40}⟦N\d+⟧(?:(?:,| and| y) ⟦N\d+⟧){0,3}"
    r",?)?"
)
_TITLED = r"(?:the )?(?:\w+ )?(?:owner|proprietor|holder|titular|dueñ[ao]|propietari[ao]) (?:of|del?)"
ADJECTIVES = r"(?:[\w-]+,? ){0,4}?"
WHOLE = (
    r"(?P<whole>the whole(?: of)?|all of(?= (?:the )?⟦)|all(?: of)? the (?:issued |outstanding )?(?:shares"
    r"|share capital|capital stock"
    r"|capital)(?: (?:in|of))?|the entire (?:issued )?(?:share capital|capital)(?: of)?"
    r"|la totalidad (?:del capital )?(?:de)?)"
)
_HELD_AT = (
    rf"(?:(?:,? (?:with|con|en|at|al|holding|owning|titular del?|holder of|owner of|(?:which|that|who|que) {HAS})"
    r" (?:an? |el |un |la |una )?(?:(?:stake|participación) (?:of |del? ))?{P:stake3}(?! (?:of|del?|in"
    r"|en) (?:the )?⟦N\d+⟧(?!['’]s))"
    r"| \({P:stake4}\)))?"
)
"""The stake, said after its owner: "Alpha, which holds 60%", "Alpha (60%)"."""
_OWN = r"(?:(?:⟦N\d+⟧['’]s )(?:[\w-]+ ){0,3})?"
_SEVERAL = rf"(?P<several>{THE}{{N}}(?:(?:,? and|,| y|,? und) {_OWN}{THE}{{N}}){{0,7}})"

RULES = tuple(
    pattern(p)
    for p in (
        # Beta is a wholly owned subsidiary of Alpha; Beta, a 60%-owned affiliate of Alpha
        (
            rf"{{N:owned}}(?:{LINK}|(?= an? ))(?: ?{FILL}{{0,60}}?)?(?: "
            rf"|-|(?<=\())(?:{{P:stake}}[ -]?{FILL}{{0,20}}?)?{SUBSIDIARY}(?: company)?,? (?:of|del?|da|do"
            r"|al {P:stake2} del?|der|von"
            rf"|en un {{P:stake5}} de|à {{P:stake6}} de) {DESCRIBED}{{N:owner}}{_HELD_AT}"
        ),
        # Beta is 60% owned by Alpha; Beta, controlled by Alpha
        (
            rf"{{N:owned}}{LINK}(?: {FILL}{{0,70}}?)? ?(?:{{P:stake}}[ -]?)?(?:majority[- ]|jointly )?(?:(?<!balance )"
            r"(?<!remainder )(?<!rest )(?:owned"
            r"|controlled"
            r"|held|participad[ao]|controlad[ao]|propiedad))(?: and (?:operated|managed|controlled"
            r"|run))?(?: mayoritariamente| íntegramente"
            r"| conjuntamente)?(?: (?:as to|al|en un|in|at))?(?: {P:stake2})? (?:by|por|del?"
            rf"|von) {THE}(?:{FILL}{{0,25}} )??{{N:owner}}{_HELD_AT}"
        ),
        r"{N:owned},?(?: which| that| que)? (?:is|was|es|está) {P:stake} (?:by|por) (?:the |la |el )?{N:owner}",
        rf"{{N:owned}}{LINK} (?:owned|controlled|held|participad[ao]) {{P:stake}} (?:by|por) {THE}{{N:owner}}",
        (
            rf"{{N:owned}}{LINK}(?: {FILL}{{0,40}}?)? ?(?:jointly |equally )?(?:owned|controlled|held|(?:participad"
            rf"|controlad)[ao])"
            rf"(?: jointly| equally)? (?:by|por) (?P<owners>{THE}{{N}}(?:(?:,? and|,| y) {THE}{{N}}){{1,7}})(?! \(?⟦P"
            rf"| (?:are|have|were)\b)"
        ),
        (
            rf"{{N:owned}}{LINK}? ?(?:détenue?|detida|posseduta|gehört)(?: (?:à(?: hauteur de)?|em|al|zu) {{P:stake}})?"
            rf" (?:par|pela?|pelo|da|zur?|zum|der|dem) {THE}(?:Groupe )?{{N:owner}}"
        ),
        rf"{{N:owner}}(?:{LINK})? mit {{P:stake}} an {THE}{{N:owned}} beteiligt",
        rf"Beteiligung (?:der|des|von) {THE}{{N:owner}} an {THE}{{N:owned}} {FILL}{{0,30}}{{P:stake}}",
        (
            rf"{{N:owner}},? {HAS} ⟦Q\d+⟧[^⟦⟧.;]{{0,60}}(?:represent\w*|equivalent to|or|equat\w+ to|being"
            rf"|equivalentes al?)"
            rf" (?:about |el |al |del )?{{P:stake}} {SHARES}{OF}{SHARES}{{N:owned}}"
        ),
        # Alpha holds 60% of Beta
        (
            rf"{{N:owner}}{_APPOSED},?(?: which| who| that| que)? (?!{_FURTHER})(?:{HAS}|{_TITLED})(?: ya)?{_THROUGH}"
            rf" (?:an? |the |un |una |el |about "
            r"|(?:una )?participación del |(?:una )?participación de un )?"
            r"(?:(?:remaining|further|additional|direct|indirect|majority"
            rf"|minority|controlling|strategic|[\w]+ing) )?{{P:stake}}(?! (?:and"
            rf"|y) (?:the )?⟦N) {SHARES}{OF}?{SHARES}{THE}{{N:owned}}"
        ),
        (
            rf"{{N:owner}},? {HAS} (?:la participación|the stake|the interest|el) (?:del? |of )?{{P:stake}} que {{N}}"
            r" (?:tenía|poseía|mantenía|ostentaba|controlaba) (?:en|de) {N:owned}"
        ),
        (
            rf"{{N:owner}},?(?: which| who| que)? {HAS} (?:an? |una )?(?:\w+ )?{STAKE} (?:\w+ )?(?:of|del?"
            rf"|de un) {{P:stake}} {OF}{SHARES}{{N:owned}}"
        ),
        (
            rf"{{N:owner}},? {HAS} (?:an? |una |a )?(?:majority|minority|controlling|significant"
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
        # Alpha went from 40% to 60% of Beta
        (
            r"{N:owner},? (?:has |have |ha |han )?(?:passe[sd]|goe?s|went|gone|moved?s?|rises|rose|risen|increase[sd]"
            r"|pasa|pasó|pasado|sube|subió|subido|aumenta|aumentó)"
            r" (?:from|del?)(?: el| un| owning| holding| poseer)? ⟦P\d+⟧"
            rf" (?:to|al?)(?: el| un)? {{P:stake}} {SHARES}{OF}{SHARES}{{N:owned}}"
        ),
        # Beta, in which Alpha has a 60% interest
        (
            r"{N:owned}[^⟦⟧.;]{0,60},? (?:(?:in|of|en|de) (?:which|whom|(?:la|el) (?:que|cual))|where|donde),? "
            rf"{THE}{{N:owner}} {HAS} (?:an? |un |una |el )?(?:(?:\w+ )?{STAKE} (?:\w+ )?(?:of"
            rf"|del?) (?:un )?)?{{P:stake}}"
        ),
        (
            r"{N:owned}[^⟦⟧.;]{0,60},? (?:in|of|en|de) (?:which|whom|(?:la|el) (?:que"
            rf"|cual)),? {THE}{{N:owner}} {HAS} (?:an? |una )?(?:majority|minority|controlling|mayoría)\b"
        ),
        (
            r"{N:owner} (?:has |have )?(?:acquired|bought|purchased) (?:from [^⟦⟧.;]{0,30}⟦N\d+⟧ )?(?:the )?"
            rf"{WHOLE} {{N:owned}}"
        ),
        (
            r"{N:owner} (?:has )?(?:completed|closed) (?:the |⟦N\d+⟧['’]s )?(?:[\w-]+ ){0,2}(?:acquisition|purchase) of"
            rf" {WHOLE} {{N:owned}}"
        ),
        (
            rf"{{N:owner}}['’]s? {ADJECTIVES}(?:{STAKE}|investments) (?:include|are|comprise|consist of|incluyen|son):?"
            rf" (?:an? |el |un )?{{P:stake}} {SHARES}{OF}{SHARES}{{N:owned}}"
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
        (
            rf"{{N:owner}}['’]s? {ADJECTIVES}{STAKE} (?:in"
            rf"|en) {SHARES}{{N:owned}},? {FILL}{{0,60}}?"
            r"(?:(?:from|del?|desde) (?:el )?⟦P\d+⟧ )?\b(?:to|of|is|was|at|stands at|stood at|del?"
            r"|al) (?:un )?{P:stake}"
        ),
        rf"{{N:owner}}['’]s? participación del? {{P:stake}} en {SHARES}{{N:owned}}",
        (
            rf"\b(?:increased|raised|lifted|reduced|cut"
            rf"|brought) to {{P:stake}} {{N:owner}}['’]s? {ADJECTIVES}{STAKE} (?:in|of)"
            rf" {SHARES}{{N:owned}}"
        ),
        (
            rf"participación (?:\w+ ){{0,2}}de {THE}{{N:owner}} en {SHARES}{{N:owned}},? {FILL}{{0,40}}?(?:(?:del"
            rf"|desde el) ⟦P\d+⟧ )?"
            r"(?:al|es del|del|hasta el|en el|a) {P:stake}"
        ),
        # 60% of Beta is held by Alpha
        (
            rf"{{P:stake}} {OF}{SHARES}{{N:owned}},? (?:is|are|was|were|which is|es|están?|(?:continues"
            rf"|continued) to be"
            rf"|remains?)? ?(?:owned by|held by|controlled by|belongs? to|in the hands of|pertenecen? a|en manos del?"
            rf"|es propiedad de|propiedad de|corresponde a) {THE}{{N:owner}}"
        ),
        # Alpha is Beta's largest shareholder; Beta's parent, Alpha; Beta's owners, Alpha and Gamma
        (
            r"{N:owner}(?:,| is| es) (?:now |also )?{N:owned}['’]s (?:\w+ ){0,2}(?:shareholder|owner|parent"
            r"(?: company)?|accionista)(?:,? with (?:an? )?{P:stake})?"
        ),
        (
            r"{N:owned}(?:,| is| es)? [^⟦⟧.;:()]{0,60}(?:whose|cuy[oa]) (?:\w+ ){0,3}(?:shareholder|owner|parent"
            rf"|accionista|matriz)(?: \w+)? (?:is|was|es) {THE}{{N:owner}}"
            r"(?:,? (?:with|con) (?:an? |el |un )?{P:stake}|(?! \(?⟦P))"
        ),
        (
            rf"(?P<owners>{THE}{{N}}(?:(?:,? and|,| y) {THE}{{N}}){{1,7}}),? {THE}(?:\w+ ){{0,2}}"
            rf"(?:shareholders|owners|accionistas|parents|parent companies) (?:in|of|de) {THE}{{N:owned}}"
        ),
        (
            r"{N:owned}['’]s? (?:\w+ ){0,2}(?:parent(?: company)?|shareholders?|owners?),?"
            rf" (?P<owners>{THE}{{N}}(?:(?:,? and|,| y) {THE}{{N}}){{0,4}})(?=[,.;]| (?:and|has|have|agreed|said))"
        ),
        # Beta, a Gamma company
        r"{N:owned}(?:,| \() ?(?:an? ){N:owner}(?:['’]s)?(?: Group)? (?:company|subsidiary|unit|affiliate)\b",
        (
            rf"{{N:owned}}['’]s (?:\w+ ){{0,3}}(?:shareholder|stockholder|owner|parent|accionista|matriz)(?: company)?"
            rf" (?:is|was|es) {THE}{{N:owner}}{_HELD_AT}(?! \(?⟦P)"
        ),
        # Beta, where Alpha's stake is 60%
        (
            rf"{{N:owned}}[^⟦⟧.;]{{0,60}},? (?:(?:in|of|en|de) (?:which|whom|(?:la|el) (?:que|cual))|where|donde),? "
            rf"{THE}{{N:owner}}['’]s? {ADJECTIVES}{STAKE} (?:is|was|stands at|amounts to|es del?) (?:un )?{{P:stake}}"
        ),
        # Alpha is the parent of Beta
        (
            rf"{{N:owner}}(?: \([^()]*\))?(?:,? {FILL}{{0,90}}?)?(?:,| is| as| es| [-–—]| and) (?:an? |the |la |una "
            r"|el )?(?:ultimate )?(?:holding company (?:for|of)|parent(?: company)? (?:of|to)|(?:sociedad |compañía "
            r"|⟦N\d+⟧ "
            r"|empresa )?(?:matriz|cabecera|dueña|propietaria) de|(?:sole |majority |largest |main |controlling "
            r"|principal |mayor |primer )?(?:owner|shareholder|accionista)"
            rf"(?: (?:controlador|mayoritario|principal|único|de control))? (?:of|in|del?)"
            rf"|(?:(?:sociedad|⟦N\d+⟧) )?(?:controladora|controlante) de|Muttergesellschaft (?:der|von)) {_SEVERAL}"
        ),
        (
            rf"{{N:owner}}(?: es|,) (?:an? |the |la |una |el )?(?:primer |mayor |principal |único |sole |majority "
            r"|main |largest |controlling |controlador )?(?:accionista|shareholder)(?: mayoritario| principal| único"
            r"| controlador| de control| de referencia)?"
            rf" (?:del?|of|in) {THE}{{N:owned}},?"
            r" (?:with|con) (?:an? |el |un )?{P:stake}"
        ),
        # Alpha is 60% owner of Beta
        (
            r"{N:owner}(?:,? (?:which|who|that|que))?(?: is| es|,) (?:an? |the |un )?{P:stake}"
            rf" (?:owner|shareholder|holder|accionista|dueñ[ao]|propietari[ao]) (?:of|in|del?) {DESCRIBED}{{N:owned}}"
        ),
        # Beta and Gamma, subsidiaries of Alpha
        (
            rf"{_SEVERAL},? (?:both |all |two |ambas |todas )?(?:(?:wholly[- ]owned|mobile|operating) )?(?:subsidiaries"
            rf"|affiliates|units|filiales|subsidiarias|participadas) (?:of|del?) {DESCRIBED}{{N:owner}}"
        ),
        # Alpha's subsidiary Beta; Alpha, through its 60%-owned subsidiary Beta
        (
            rf"{{N:owner}}['’]s? {ADJECTIVES}(?:{{P:stake}}[ -]?(?:owned )?)?{ADJECTIVES}(?:{SUBSIDIARY}|arm|division"
            r"|(?:holding|operating) company|investment vehicle|(?:operation|operator|carrier"
            r"|business)s?(?: in [A-ZÀ-Þ][\w ]{2,20})?(?=,? ⟦)"
            rf"|(?<=⟧ )(?:company|joint venture)|(?:filial|subsidiaria|participada)(?: [a-zà-ÿ]+){{1,2}})(?: (?:al"
            rf"|en un) {{P:stake2}})?,? {_SEVERAL}"
        ),
        (
            rf"{{N:owned}},? {{N:owner}}['’]s? {ADJECTIVES}(?:{{P:stake}}[ -]?(?:owned )?)?{ADJECTIVES}"
            rf"(?:{SUBSIDIARY}|(?:(?<=⟧, )|(?:[a-z-]+ ){{1,3}})(?:arm|division|operation|business"
            rf"|company)(?=[.,;)]|\s*$))\b(?!,? ⟦N)"
        ),
        rf"\b{SUBSIDIARY} (?:[\w-]+ )?(?:of|del?) {THE}{{N:owner}},? {{N:owned}}",
        # Alpha subsidiary Beta; Beta parent Alpha
        r"{N:owner} (?:group )?(?:subsidiary|affiliate|unit|arm|filial) {N:owned}",
        r"{N:owned} (?:parent|owner)(?: company)? {N:owner}(?!['’]s)",
        # Beta is the mobile operator of Alpha; Beta belongs to Alpha; Beta, part of the Alpha group
        (
            rf"{{N:owned}}{LINK} (?:the|la|el|an?|una) (?:[\w-]+ ){{0,3}}?(?:operator|arm|unit|business"
            r"|division|carrier"
            rf"|operadora|negocio|brazo|división) (?:of|del?) {THE}{{N:owner}}(?!['’]s)"
        ),
        (
            r"{N:owned}(?:,? (?:which|that|que|and|y))?,? (?:belongs?|pertenecen?|perteneciente) (?:(?P<whole>wholly"
            r"|entirely|fully"
            rf"|íntegramente) )?(?:(?:en un|al|as to|zu) {{P:stake2}} )?(?:to|al?|an) {DESCRIBED}{{N:owner}}"
            rf"(?:, (?:which|que) {HAS} (?:an? |the |un |el )?{{P:stake}})?(?! \(⟦P)"
        ),
        (
            rf"{{N:owned}}(?:{LINK}| has been| forms| forma)(?: an?)?(?: integral)? (?:part|parte) (?:of"
            rf"|del?) {THE}(?:grupo )?"
            r"{N:owner}(?: group| grupo)?"
        ),
        (
            rf"{{N:owned}}{LINK}(?: an?)? (?:member|integrante|miembro) (?:of|del?) {THE}(?:{{N:owner}} (?:group"
            rf"|grupo)\b"
            r")"
        ),
        # Alpha owns Beta, the whole of Beta
        (
            rf"{{N:owner}},?(?: which| que)? (?:owns|has owned|owned|controls|controlled|posee|controla|es titular de"
            r"|es propietaria de|es dueña de|besitzt|détient|detém|possui|holds(?= the whole| all))(?: and operates"
            rf"| y opera)? (?:{WHOLE} )?(?:the (?:[\w-]+ ){{1,3}}?(?:operator|company|provider|carrier) |la operadora "
            rf"|el operador |a )?{{N:owned}}(?!['’]s \w+ {STAKE}|,? \(?⟦P)"
        ),
    )
)
"""One owner, and one or several owned."""

POSSESSED = tuple(
    pattern(p)
    for p in (
        rf"{{N:owner}}['’]s? {ADJECTIVES}{{P:stake}} {ADJECTIVES}{STAKE} (?:in|of|en) {SHARES}{{N:owned}}",
        rf"{{N:owner}}['’]s? {{P:stake}} (?:share )?(?:of|in|en|de) {SHARES}{{N:owned}}",
        (
            rf"{{P:stake}} (?:\({{P}}\) )?{ADJECTIVES}{STAKE} (?:of|held by|owned by|de|del) {THE}{{N:owner}}"
            rf" (?:in|en) {SHARES}{{N:owned}}"
        ),
        (
            rf"{{N:owner}}['’]s? (?:(?:entire|current|existing|own|former) )?(?:(?:majority|minority|controlling|equity"
            rf"|indirect"
            r"|direct) )?(?:stake|shareholding|ownership|equity interest|participación(?: mayoritaria| minoritaria)?"
            rf"|(?<=minority )interest|(?<=majority )interest|(?<=controlling )interest|(?<=equity )interest) (?:in|of"
            rf"|en) {SHARES}{{N:owned}}"
            r"(?![^.;]{0,60}⟦P)"
        ),
    )
)
"""What is said to be somebody's: held today, whatever is planned with it."""
