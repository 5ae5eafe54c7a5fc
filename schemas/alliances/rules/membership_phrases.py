"""The phrases by which filings say who belongs to which alliance, as patterns over masked text.

Leads stand right before a list of members, tails right after one. What they leave out is the alliance in sight.
"""

from __future__ import annotations

import re

from alliances.rules.marks.masked import pattern

THE = r"(?:the |la |el |los |las |die |der |das |le )?"
_COUNTRIES = rf"{THE}{{C}}(?:(?:,? (?:and|y|e|und|et|&)|[,/]) ?{THE}{{C}})*"
ITEM = pattern(
    rf"(?:(?:in|en) {_COUNTRIES},? |{{C}}['’]s )?{{N:member}}(?:['’]s)?"
    rf"(?: ?\((?:in |en )?{_COUNTRIES}\)"
    r"| \([^()⟦⟧]{2,40}\)| \((?:⟦[NC]\d+⟧)?[^()⟦⟧]{0,25}[:/][^()⟦⟧]{0,6}(?:⟦N\d+⟧)?\)"
    r"| (?:of|de) (?:the )?(?-i:[A-ZÀ-Þ])[\w-]+(?=,| and| y)"
    rf"|,? (?:of|in|from|de|en|for|aus|in der) {_COUNTRIES}(?=[,;.:)]|\s[a-zá-ú]|\s[-–—]|\s*$)"
    rf"|,? (?:which|that|with|que|the|la|an?|una?) [^⟦⟧;.()]{{0,50}}\b(?:in|of|en|de|for) {_COUNTRIES}"
    rf"| ?\({{P}}\)"
    rf"| ?[-–—] ?{_COUNTRIES})?"
)
"""One member of a list, with its countries: "Alpha (Spain and Portugal)", "Alpha of Spain", "Alpha - Spain"."""

_FILL = r"(?:[^⟦⟧.;:]|⟦[QDC]\d+⟧|(?<=\b[A-Z])\.)"
_APART = r"(?:,? (?:[^⟦⟧.;:]|⟦[QDC]\d+⟧(?:['’]s)?){1,90}?,)?"
_MEMBERS = (
    r"(?:members?|member (?:operators?|companies|carriers)|partners?|participants?|associates?|founders?"
    r"|miembros?|socios?|integrantes|fundador(?:a|es)?|Mitglied(?:er)?|membres?)"
)
_COUNTED = rf"(?:\b{_MEMBERS}\b|⟦Q\d+⟧)"
_COLLECTIVE = (
    r"(?:alliance|consortium|federation|group(?:ing)?|club|association|circle|league|forum|partnership|coalition"
    r"|alianza|consorcio|agrupación|asociación|Allianz)"
)
_ARE = r"(?:are|is|were|include[sd]?|including|comprise|being|namely|such as|son|es|incluyen?|sind|sont|:)"
_PAUSE = r"(?:,| [-–—])"
_IS = (
    r"(?:,?(?: (?:which|who|that|que|quienes|both|all|all of which|todos|ambas))? (?:today |now |also |hoy "
    r"|ya )*(?:is|are|was"
    r"|were|becomes?|became|has become|have become|becoming"
    r"|se convierten? en|se ha convertido en|pas[aó] a ser|pasan a ser|has been|have been|will become|will be|es|son"
    r"|era|eran|fue|sera|será|ist|sind))"
)
_JOINS = (
    r"(?:(?:has |have |will |today |formally |also |officially |recently |ha |han |se |is |are |was |were "
    r"|both |all |pleased to"
    r" |proud to |be )*"
    r"(?:joined|joins?|joining|entered|enters?|entering|signed up to|belongs? to|participates? in|acceded to"
    r"|(?:been )?(?:accepted|admitted|welcomed) into|been admitted to|were admitted to|was admitted to|admitted to"
    r"|(?:incorporad[oa]s?|unid[oa]s?|unió|unieron|incorporó|incorporaron|incorpora|incorporan|une|unen|adhirió"
    r"|adhiere|entra|entró|entran|ingresa|ingresó|ingresan|pertenecen?)(?: (?:a|en|al))?"
    r"|(?:pasa|pasan|pasó|entran?) a formar parte de|forman? parte de|forms? part of|(?:an? (?:\w+ )?)?part of|tritt"
    r"|beigetreten)"
    r"|(?: ?[a-z,]+){0,3} (?:se )?(?:han? )?sumad[oa]s? a)"
)

LEADS = tuple(
    pattern(p + r"\s*$")
    for p in (
        (
            rf"{{N:alliance}}{_FILL}{{0,80}}{_COUNTED}{_FILL}{{0,60}}?{_ARE}(?: currently| now"
            rf"| also)?(?: {THE}{_FILL}{{0,30}})?"
        ),
        rf"{_COUNTED} (?:of|in|de|del|der) {THE}(?:{_FILL}{{0,30}} )?{{N:alliance}}{_FILL}{{0,60}}?{_ARE}",
        rf"{_COUNTED} (?:of|in|de|del|der) {THE}(?:{_FILL}{{0,30}} )?{{N:alliance}}{_PAUSE}",
        (rf"\b(?:participat\w+ in|belong\w* to|joined|members of|part of) {THE}{{N:alliance}}{_FILL}{{0,30}}:"),
        rf"{{N:alliance}}['’]s (?:{_FILL}{{0,30}})?{_COUNTED}(?:{_PAUSE}| ?\()?",
        rf"\b(?:as|como|being|siendo) (?:an? )?{_FILL}{{0,15}}(?:{_MEMBERS}|part|parte) (?:of|de) {THE}{{N:alliance}},",
        r"{N:alliance}, (?:as (?:are|is|do|does)|as well as|así como)",
        rf"\b(?:forman parte de|son (?:{_MEMBERS}) de|integran|componen) {THE}{{N:alliance}} {THE}(?:{_FILL}{{0,30}})?",
        (
            r"{N:alliance},? (?:que|a la que|en la que|la|de (?:la|el) (?:que|cual)) (?:ya )?(?:pertenecen"
            r"|participan|forman|formaban|integran|integraban|componen"
            rf"|son|eran)(?: parte| {_MEMBERS})?"
        ),
        r"{N:alliance},? (?:which (?:is|was) )?(?:led|headed|liderad[ao]|encabezad[ao]) (?:by|por)",
        (
            rf"{{N:alliance}}{_FILL}{{0,80}}\b(?:addition|admission|entry|accession|arrival|incorporación|entrada"
            rf"|adhesión) (?:of|de) {THE}"
        ),
        (
            rf"{{N:alliance}}(?:,?(?: (?:since|desde|from))?(?: \w+)? ⟦D\d+⟧)?,? (?:together with|along with"
            rf"|alongside|junto (?:a|con)) {THE}"
        ),
        rf"{{N:alliance}}(?: {_FILL}{{0,30}})?, (?:joining|uniéndose a) {THE}",
        rf"{{N:alliance}}(?: {_COLLECTIVE})? (?:members?|partners?|miembros?|socios?)",
        rf"\bmembership (?:of|in) {THE}{{N:alliance}},",
        (
            r"{N:alliance},? (?:is |es |was )?(?:an?|the|una?|la"
            rf"|el)? ?{_FILL}{{0,50}}{_COLLECTIVE}\b{_FILL}{{0,60}}?(?:of|comprising|by|between|among|up|with"
            r"|que agrupa a"
            rf"|que reúne a|por|entre|están?|estaban|together|which|are|includes|de) {THE}(?:{_FILL}{{0,40}}: )?"
        ),
        (
            rf"{{N:alliance}}{_FILL}{{0,40}}?\b(?:comprises|comprising|consists of|among them|entre ell[oa]s|regroupe"
            r"(?: également)?|counts|cuenta con|rassemble|réunit|umfasst|(?:grown|expanded|will grow"
            r"|been extended) to include|agrupa"
            r"|reúne|besteht aus|composed of|made up of|brings together|bringing together|unites"
            r"|groups|includes|(?:integrad|formad|compuest)[ao] por|agrupa a|reúne a|(?:founded|formed|created"
            rf"|established|set up|launched|fundad[ao]|cread[ao])(?: {_FILL}{{0,20}})? (?:by|between|por)) {THE}"
        ),
        (
            rf"{{N:alliance}}{_APART} (?:has |have |today |announced |that |it |is |pleased |to |ha )*(?:welcomes?"
            r"|welcomed|welcoming|admitted|admits|added|adds|accepted|acoge a|da la bienvenida a"
            rf"|incorpora a) {THE}(?:{_FILL}{{0,40}} )?"
        ),
        rf"\bgehören {_FILL}{{0,10}}?(?:zu[rm]? )?{{N:alliance}}{_FILL}{{0,40}}",
        rf"{{N:alliance}}{_FILL}{{0,80}}⟦Q\d+⟧{_FILL}{{0,80}}:",
        rf"⟦Q\d+⟧{_FILL}{{0,60}}{{N:alliance}}{_FILL}{{0,60}}:",
    )
)
_CARRIERS = r"(?:operators?|companies|carriers?|networks?|operadoras?|operadores|compañías|empresas)"
LEADS_OF_SEVERAL = tuple(
    pattern(p + r"\s*$")
    for p in (
        (
            rf"{{N:alliance}}{_FILL}{{0,120}}\b(?:{_MEMBERS}|{_CARRIERS}){_FILL}{{0,60}}?(?:{_ARE}|\bfrom)"
            rf" {THE}(?:{_FILL}{{0,30}})?"
        ),
        (
            rf"{{N:alliance}}{_FILL}{{0,60}}\b(?:alliance|consortium|group|association|alianza) (?:of|de|von)"
            rf" {_FILL}{{0,80}}(?::|,| [-–—]) {THE}"
        ),
        (
            rf"{{N:alliance}}{_FILL}{{0,80}}{_COUNTED}(?: {_FILL}{{0,40}})?{_PAUSE}(?: {THE}(?:operators|companies"
            r"|operadoras|compañías))?"
        ),
        rf"{{N:alliance}} ?\((?:{_COUNTED}:? )?{THE}",
        rf"{{N:alliance}}, (?:to|in|of) which {THE}",
        r"{N:alliance}:",
        (
            r"\b(?:membership|operators|companies|carriers|operadoras"
            rf"|compañías)\b{_FILL}{{0,40}}{{N:alliance}}{_FILL}{{0,40}}:"
        ),
    )
)
"""Leads that must be followed by two members or more."""
LEADS_IN_SIGHT = tuple(
    pattern(p + r"\s*$")
    for p in (
        (
            r"(?:^|[,;] |\b)(?:its |the |'s |our |los |sus |the alliance's )?(?:other |fellow |current |existing "
            rf"|founding |full |new |remaining |initial |demás |otros |actuales )*(?:{_MEMBERS}"
            r"|others)(?: (?:currently "
            rf"|now |also )?(?:are|include|comprise|were|son|incluyen|sind)|:) {THE}"
        ),
        (
            rf"(?:alongside|joining|together with|join) (?:the |its )?(?:{_FILL}{{0,80}} )??(?:operators|companies"
            rf"|carriers"
            rf"|{_MEMBERS}|⟦Q\d+⟧)(?:{_FILL}{{0,80}}:)?"
        ),
        (
            rf"(?:^|[,;] )(?:the |its |their |our |los |las |sus )?(?:[\w-]+ ){{0,4}}{_COUNTED}(?: {_FILL}{{0,60}})?"
            rf" ?(?:are|is|include|comprise|were|son|incluyen|sind|:) {THE}"
        ),
        (
            rf"⟦Q\d+⟧(?: new)?(?: {_MEMBERS}| {_CARRIERS})? (?:were |was |have been )?(?:approved|admitted|accepted"
            rf"|added"
            rf"|joined)(?: [-–—]|:|,) {THE}"
        ),
        (
            rf"\b(?:has|have|had|is|are|was|were)(?: also"
            rf"| now)?(?: been)? joined (?:in ⟦D\d+⟧ )?by {THE}(?:{_FILL}{{0,30}} )??"
        ),
        (
            r"\b(?:se ha|se han|se) (?:unido|incorporado|sumado|adherido|une|unen|incorporan?"
            r"|suman?)(?: recientemente)?"
            r" (?:las operadoras )?"
        ),
    )
)

FOUNDED = pattern(
    rf"(?:^|[.;] )(?:founded|formed|created|established|launched|set up|fundada|creada|formada"
    rf"|constituida)(?: {_FILL}{{0,60}})?"
    rf" (?:by|between|por|entre) {THE}$"
)
"""Before the founders of what the sentence then names: "Founded in 2003 by Alpha and Beta, the alliance"."""
FOUNDER_OF = pattern(rf",? {THE}{{N:alliance}}")
TAILS = tuple(
    pattern(_APART + p)
    for p in (
        (
            rf"{_IS} {_FILL}{{0,60}}?\b{_MEMBERS}\b{_FILL}{{0,30}}?(?:of|in|de|del|der|des) {THE}"
            rf"(?:{_FILL}{{0,40}} )??{{N:alliance}}"
        ),
        rf"{_IS} {{N:alliance}}['’]s {_FILL}{{0,30}}\b{_MEMBERS}\b",
        (
            rf"{_IS} (?:the |el |la )?(?:first|second|third|latest|newest|next|only|\w+th|primer[oa]?|segund[oa]"
            rf"|últim[oa]) {_FILL}{{0,50}}?(?:to (?:join|enter|sign up to|become (?:an? )?(?:\w+ )?member of)"
            rf"|en (?:unirse|incorporarse|sumarse|adherirse) a) {THE}{{N:alliance}}"
        ),
        (
            rf" (?:today |hoy |have |has |han |ha )*(?:announce[sd]?|anunci\w+) {THE}(?:creation|formation|launch"
            rf"|establishment|creación|constitución) (?:of|de) {THE}(?:{_FILL}{{0,60}} )??{{N:alliance}}"
        ),
        rf",? (?:(?:which|who|that|que) )?{_JOINS} {THE}(?:{_FILL}{{0,30}} )??{THE}{{N:alliance}}",
        (
            rf" (?:has |have |is |are |today )*(?:joins?|joined|joining) (?:{THE}⟦N\d+⟧(?:, and|,| and|, y"
            rf"| y)? ?){{1,9}}in {THE}{{N:alliance}}"
        ),
        (
            rf"(?:,| [-–—])? (?:an?|the|both|all|una?|uno de los|el|la) ?{_FILL}{{0,30}}{_COUNTED} (?:of|de"
            rf"|del) {THE}{{N:alliance}}"
        ),
        rf" (?:(?:other|fellow) )?{_MEMBERS} in {THE}{{N:alliance}}",
        rf",? (?:miembro|socio|integrante|Mitglied|membre) (?:fundador |nuevo )?(?:del?|der|des) {THE}{{N:alliance}}",
        (
            r",? (?:today |hoy )?(?:announce[sd]?|anunci[óa]|confirm\w+) (?:today |hoy )?(?:its|their"
            r"|su) (?:\w+ )?(?:incorporación|adhesión|entrada|ingreso"
            rf"|membership|accession|entry|admission) (?:a|en|in|to|of|into) {THE}{{N:alliance}}"
        ),
        (
            r"(?:(?:,| [-–—])?(?: (?:have|has|han|ha|today|hoy|jointly|⟦D\d+⟧))*) (?:sign\w*|suscri\w+|firm\w+"
            r"|conclud\w+|reach\w+|rubric\w+|celebra\w+)(?:[^⟦⟧.;]|⟦[DQC]\d+⟧){0,60}?\b(?:agreement|memorandum|MoU|pact"
            r"|contract|acuerdo|convenio|memorando|memorándum|contrato|pacto"
            r"|protocolo)\b[^⟦⟧.;]{0,60}?\b(?:(?:creati|formati"
            r"|foundati|constituti)on|establishment|launch|creating|forming|establishing|founding|launching|create|form"
            r"|establish|found|launch|constitución|creación|fundación|formación|constituir|crear|formar|fundar)"
            rf" (?:of |de )?{THE}(?:{_FILL}{{0,30}} )??{{N:alliance}}"
        ),
        rf",? through (?:its )?membership (?:of|in) {THE}{{N:alliance}}",
        rf" membership (?:of|in) {THE}{{N:alliance}}",
        (
            r"(?:,| [-–—])? (?:has |have |han |ha |had |today |hoy |jointly |are |to |said (?:that )?they "
            r"|announced (?:that )?they |signed [^⟦⟧.;]{0,60} )*(?:formed|forming|founded"
            r"|create|created|creating|establish|established|establishing|launched|launching|set up|setting up"
            r"|unveiled|presented|cre[oó]|creado|fund[oó]|fundaron|crearon|formaron|forman|form|forms(?! part)"
            r"|make up|makes up|launch"
            r"|lanzan|lanzaron|lanzado|presentaron|presentan|constitu(?:yen|yeron|ido)"
            rf"|constitute)(?: hoy| today)?(?: en ⟦N\d+⟧)? {THE}(?:{_FILL}{{0,60}} )??{{N:alliance}}"
        ),
    )
)
TAILS_IN_SIGHT = tuple(
    pattern(_APART + p)
    for p in (
        (
            rf"{_IS}(?: an?| the)?(?: también| also)? {_MEMBERS}(?= (?:in|since|desde)(?: \w+)? ⟦D|[.,;]|\s*$"
            r"| (?:of the|de la|del) (?:alliance|consortium|alianza|consorcio))"
        ),
        rf",? (?:among|entre) (?:its|their|sus) {_FILL}{{0,20}}{_MEMBERS}\b",
        (
            rf"{_IS}(?: así)? (?:⟦N\d+⟧['’]s|its|su|the|el|la) (?:{_FILL}{{0,20}} )?(?:\w+th|first|second|third|latest"
            rf"|newest"
            rf"|primer|segundo|tercer"
            rf"|cuarto|quinto|sexto|séptimo|octavo|noveno|décimo|último|nuevo|new) {_MEMBERS}(?! of| in| de)\b"
        ),
        r"(?: have| has)? (?:signed up|joined)(?=[.,;]|\s*$)",
        (
            rf" (?:has|have|had|is|are|was|were)(?: also"
            rf"| now)?(?: been)? joined by (?=[^.;]{{3,200}} as (?:\w+ )?{_MEMBERS})"
        ),
        rf"{_IS}(?: {_FILL}{{0,20}})? (?:full|associate|founding|founder|new|active) {_MEMBERS}(?! of| in| de)\b",
        (
            r",? (?:enters?|joins?|joined|entered|has joined"
            rf"|have joined)(?: {_FILL}{{0,30}})? as (?:an? )?(?:full |new "
            rf"|associate |founding )?{_MEMBERS}(?! of| in)\b"
        ),
    )
)
ADDED = re.compile(
    r"\b(?:(?:addition|admission|entry|accession|arrival|incorporación|entrada|adhesión) (?:of|de)"
    r"|its (?:foundation|founding|creation|formation|launch|inception)\b[^.;]{0,30} (?:by|with)) (?:the |la )?$",
    re.IGNORECASE,
)
GROWS = pattern(
    rf",? (?:(?:brings|raises|takes|increases|lleva|eleva|sitúa) [^⟦⟧.;]{{0,60}})?{THE}{{N:alliance}}"
    r"(?: \w+)? (?:to|a|has|have|will comprise|now|counts|numbers|comprises|cuenta|tiene|suma|will have|reaches"
    r"|grows)\b"
)
"""After "with the addition of Alpha": "the alliance has nine members"."""
ALSO = pattern(
    rf",? (?:(?<=, )(?=de|del|of)|and|as well as|y|e|und|et)(?: also| también)?(?: of| in| to| de| del"
    rf"| der)? {THE}{{N:alliance}}"
)
"""A further alliance of the same members: "a member of Alpha and of Beta"."""
JOINED = re.compile(r"\b(?:joins?|joined|joining) $", re.IGNORECASE)
WITHIN = pattern(rf" in {THE}{{N:alliance}}")
"""After "Alpha joins Beta and Gamma": "in the alliance"."""

UNSURE = re.compile(
    r"\b(?:not|no longer|never|may|might|could|would|in talks|negotiat\w+|consider\w*|hopes?|wish\w*|invit\w+|left"
    r"|leaves?|leaving|withdr\w+|former|formerly|ex|potential|possible|if"
    r"|podría|ya no|abandon\w+|dej[oó]|suppliers|vendors|proveedores|contracts|products|phases)\b",
    re.IGNORECASE,
)
"""Words with which nothing is said of who is a member."""

OF_MEMBERS = re.compile(rf"\s+(?:[\w-]+\s+){{0,2}}{_MEMBERS}\b", re.IGNORECASE)
"""After "its": an alliance's."""
HINT = re.compile(
    rf"\b(?:{_MEMBERS}|joins?|joined|joining|signed up|alongside|others|founded|formed|created|fundada|creada|formada"
    r"|(?:the|los|las) [\w-]+ (?:operators|companies|carriers|operadoras|operadores|compañías)"
    r" (?:are|include|son|incluyen)"
    r"|unid[oa]s?|une|unen|incorporad[oa]s?|sumad[oa]s?|adherid[oa]s?)\b",
    re.IGNORECASE,
)
"""Without one of these, and without an alliance named, a sentence says nothing of members."""
ALLIANCE = re.compile(r"(?:alliance|consortium|federation|alianza|consorcio|Allianz)", re.IGNORECASE)
_PLAIN = r"(?:alliance|consortium|federation|alianza|consorcio|Allianz)"
CALLED_BEFORE = re.compile(
    rf"\b{_PLAIN}(?:,?\s+(?:called|named|known as|llamad[oa]))?\s+[\"“«]?$|\b(?:[Mm]embers? of"
    r"|[Mm]iembros? de|(?:operator|carrier|member|company)\sto\sjoin)\s+(?:the\s|la\s)?$"
)
_BODY = (
    r"(?:initiative|coalition|(?:industry|trade|roaming|operators?|carriers?|purchasing|procurement"
    r"|buying)\s(?:group|body"
    r"|association|partnership|club|network|organi[sz]ation|forum)|association|grouping|iniciativa|asociación"
    r"|agrupación)"
)
CALLED_AFTER = re.compile(
    rf"[\"”»]?(?:['’]s)?(?:,)?(?:\s(?:is|was|es))?(?:\s+(?:an?|the|una?|la|el)(?:\s(?!members?\b|partners?\b"
    rf"|miembros?\b|socios?\b|part\b|parte\b)[a-zß-ÿ-]+){{0,5}})?"
    rf"\s+{_PLAIN}\b"
    rf"|,\s[^.;]{{5,140}},\s(?:is|was|es)\s(?:an?|una?)(?:\s[a-zß-ÿ-]+){{0,4}}\s{_PLAIN}\b"
    rf"|,?(?:\s(?:is|was|es))?\s+(?:an?|the|una?|la|el)(?:\s[a-zß-ÿ-]+){{0,4}}?\s{_BODY}\b(?!\sbetween)"
    rf"|(?:\s\([^()\n]{{2,12}}\))?\s(?:[Ii]nitiative|[Cc]oalition|[Cc]onsortium|[Aa]lliance)\b"
    r"|\s+members\b|['’]s?\s+(?:(?:other|fellow|new|current|existing)\s)?members\b|\s+(?:now\s)?(?:has|had"
    r"|counts)\s(?:[\w-]+\s){1,3}(?:members|miembros)\b"
    r"|\s+as\s(?:an?|its|the)\s(?:[a-z-]+\s){0,3}members?\b(?!\s(?:of|in)\b)"
)
"""What the filing says beside a name that makes it an alliance's."""
THE_ALLIANCE = re.compile(
    rf"(?<!, )\b(?:the|this|our|la|el|esta|este)\s+{_PLAIN}\b(?!\s+(?:of|de|between|in|comprising|formed|led"
    r"|formad[ao]|integrad[ao])\b|,?\s(?-i:[A-ZÀ-Þ]))",
    re.IGNORECASE,
)
THE_BODY = re.compile(
    r"\b(?:the|this)\s(?:(?:group|body|organi[sz]ation|partnership|initiative)(?=\s(?:is\s"
    r"|now\s)*(?:made\sup\sof|composed\sof"
    r"|comprises|comprised\sof|consists\sof|brings\stogether|unites|includes)\b)|(?P<body>group|partnership"
    r"|association|club|forum|league|federation|coalition|initiative"
    r"|network)\b)(?!\s(?:of\b|(?-i:[A-Z])))",
    re.IGNORECASE,
)
"""Words that stand for an alliance named so."""
LEAD_OF_LINES = re.compile(
    rf"\b(?:{_MEMBERS}\b|comprises?|comprising|consists of|includes?|including|brings together|made up of"
    rf"|gehören|participat\w+|operators|companies|networks|composed of"
    r"|(?:integrad|formad|compuest)[ao] por|agrupa|reúne|incluye|umfasst)[^.]{0,80}:\s*$",
    re.IGNORECASE,
)
"""The end of what stands before members set one a line; an alliance is named in it, or its members are."""
MEMBER_COLUMN = re.compile(r"\W*(?:members?|member operators?|miembros?|socios?)\b(?!\s\w)", re.IGNORECASE)
HEADING_OF_LINES = re.compile(
    r"^(?!about\b|sobre\b|acerca\b).*\b(?:members?|miembros?|socios|Mitglieder)\b", re.IGNORECASE
)
