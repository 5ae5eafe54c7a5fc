"""How filings say that one name is another: "formerly", "trading as", "under the brand", "changed its name to"."""

from __future__ import annotations

from alliances.identity import Relation
from alliances.rules.marks.masked import pattern

_THE = r"(?:the |la |el |los |las |o )?"
_Q = r"(?:[\"“«”»‘]|[’'](?!s\b)){0,2}"
_OPEN = r"(?:,|:|[. ] ?[-–—]+)? ?\(?"
_FILL = r"(?:[^⟦⟧.;:()]|⟦[DC]\d+⟧|⟦N\d+⟧'s|\([^()]{0,90}\))"
_AUX = (
    r"(?:(?:has|had|have|was|is|are|were|been|be|being|will|would|since|recently|subsequently|later|then|officially"
    r"|formally|also|which|that|who|and|it|que|y|ha|había|fue|ha sido|sido|será|luego|posteriormente|se|in ⟦D\d+⟧"
    r"|en ⟦D\d+⟧|⟦D\d+⟧|\d{4}|soon|shortly|to|pronto|desde|now|tras),? )*"
)
_FORMERLY = (
    r"(?:formerly|previously|originally|f/k/a|fka|until ⟦D\d+⟧|(?:until|before|hasta) \d{4}|anteriormente|antes"
    r"|originalmente|antigua(?:mente)?|(?<=\()⟦D\d+⟧(?=:)|ex|ehemals|vormals|früher|anciennement|antigamente"
    r"|anteriormente|già)"
)
_CALLED = (
    r"(?:known as|d/b/a|called|named|trading as|doing business as|operating as|branded(?: as)?|incorporated as"
    r"|registered as|denominad[ao]|llamad[ao]|conocid[ao] (?:como|por)|bekannt als|designada|conhecida (?:como|por))"
)
_BRAND = (
    r"(?:(?:commercial |trading |single |own )?(?:brand(?: ?names?)?|brands|trading name|trade ?name"
    r"|banner)|marcas?(?: comercial(?:es)?)?|nombre comercial|denominación comercial|Marke|marque|marchio)"
)
_NAME = rf"(?:{_BRAND}|name|nombre|denominación|Namen|nom|nome)"
_FOUNDED = (
    r"(?:founded|established|created|incorporated|formed|set up|launched|fundad[ao]|cread[ao]|constituid[ao]"
    r"|nacid[ao]|nació|gegründet|fondée|fundada)"
)
_TRADES = (
    r"(?:operat(?:es?|ing|ed)|trad(?:es?|ing|ed)|market(?:s|ed|ing)|branded|does business|doing business|do business"
    r"|d/b/a|dba|t/a|goes to market|opera(?:ndo|ba)?|comercializa(?:ndo|da)?|actúa|auftritt|tritt|firmiert|actua)"
)
_SERVES = (
    r"(?:sells|sold|offer(?:s|ed|ing)|provid(?:es|ed|ing)|launch(?:es|ed|ing)|serv(?:es|ing)|runs|presta|vende"
    r"|ofrece|lanzó|ha lanzado|opère|exploite)"
)
_UNDER = (
    r"(?:under (?:the|its|⟦N\d+⟧'s)|bajo (?:la|el|su|⟦N\d+⟧'s)|con (?:la|el|su|⟦N\d+⟧'s)|a través de (?:la|su"
    r"|⟦N\d+⟧'s)|through (?:the|its|⟦N\d+⟧'s)|sob a|sous la|sotto il|unter (?:der|dem))"
)
_AS = r"(?:under|as|as the|como)"
_NEW = r"(?:new |own |well-known |nueva |propia )?"
_NO_MORE = r"(?!['’]s| (?:group|licen[cs]e|agreement|plan|act|rules?)\b)"

_LIST = rf"(?:{_Q}(?: \([^()⟦⟧]{{1,30}}\))?(?:, (?:and |y )?| and | y | e | & ){_THE}{_Q}⟦N\d+⟧(?!['’]s)){{0,6}}"

_SOURCES: tuple[tuple[Relation, str], ...] = (
    ("former_name", rf"{{N:entity}}{_OPEN}{_FORMERLY}[ ,:-]*(?:{_CALLED} )?{_THE}{_Q}{{N:name}}"),
    ("former_name", (
        rf"{{N:name}}{_OPEN}{_AUX}(?:chang(?:ed|es|ing) (?:its|the company's|⟦N\d+⟧'s) (?:corporate |legal "
        rf"|company )?name to"
        r"|renamed(?: as| to| to be)?|re-?branded(?: itself)?(?: as| to become| to)?|(?<=to be )(?:called|named"
        r"|known as)|re-?named itself|adopt(?:ed"
        r"|s)(?: the)?(?: name)?|cambi(?:ó|a|ado|ará) (?:su|⟦N\d+⟧'s) (?:nombre|denominación|razón|marca)(?: social"
        r"| comercial| corporativa)? (?:a|por)(?: la de| el de)?|pas(?:ó|a|ado|ará|aron|arán) a (?:denominarse"
        r"|llamarse|ser)|(?<=se )(?:denomina|llama)(?:rá)?|rebautizad[ao](?: como)?"
        rf"|umbenannt in|rebaptisée?) {_THE}{_Q}{{N:entity}}(?!['’]s)"
    )),
    ("former_name", (
        rf"{{N:name}}{_OPEN}(?:and |which is |who are )?(?:now|today|currently|hoy|ahora|actualmente|actual|heute"
        rf"|aujourd['’]hui)(?: {_CALLED})? {_THE}{_Q}{{N:entity}}(?!['’]s)(?=[,.;)\"”»’]| (?:is|was|has|had|es|ha)\b"
        rf"|$)"
    )),
    ("former_name", (
        rf"{{N:entity}},? (?:which |que |that )?{_FILL}{{0,30}}?(?:was (?:formerly |previously "
        rf"|originally )?(?:called|named"
        r"|known as)|was formerly|traded as|operated as|se llam(?:ó|aba)|se denomin(?:ó|aba)"
        rf"|hieß) {_THE}{_Q}{{N:name}}"
    )),
    ("former_name", (
        rf"(?:name|nombre|denominación|marca)(?: social| comercial)? (?:from|de) {_Q}{{N:name}}{_Q} (?:to|a"
        rf"|por) {_Q}{{N:entity}}"
    )),
    ("former_name", (
        rf"{{N:name}},? {_AUX}(?:become|becomes|became) {_THE}{_Q}{{N:entity}}(?=[,.;)\"”»]| (?:in|on|after|from"
        rf"|following|when"
        r"|and|as of)\b| ⟦D|$)"
    )),
    ("former_name", (
        rf"{{N:entity}},? (?:is |being |es |, )?(?:the|its|el|su) (?:new|nuevo) (?:name|nombre) (?:of|for"
        rf"|de) {_THE}{{N:name}}"
    )),
    ("former_name", rf"{{N:name}}['’]s new name (?:is|will be) {_Q}{{N:entity}}"),
    ("former_name", (
        rf"(?:{_FOUNDED}|{_FORMERLY}|(?:(?:formerly|previously|originally|antes) )?known)(?: in| en| until| hasta)?"
        rf"(?: ⟦D\d+⟧| \d{{4}})? (?:as|como|under the name(?: of)?|con el nombre de) {_Q}{{N:name}}{_Q},"
        rf" {_THE}{{N:entity}}"
    )),
    ("former_name", (
        rf"{{N:entity}},? (?:(?:was |which was |has been |fue )?(?:{_FOUNDED}|started(?: life)?|began(?: life)?)"
        rf"|(?:was|were|had been) known){_FILL}{{0,50}}? (?:as|como|under the name(?: of)?"
        rf"|con el nombre de) {_Q}{{N:name}}(?!['’]s)(?<!known as )"
    )),
    ("former_name", (
        rf"{{N:entity}},? \(?(?:the )?(?:former|old|previous|antigua) {_Q}{{N:name}}{_Q}(?=[,.;)]| (?:is|was|has)\b|$)"
    )),
    ("former_name", rf"{{N:entity}},? {_CALLED} {_Q}{{N:name}}{_Q},? (?:until|hasta|before|bis|jusqu|⟦D)"),
    ("legal_name", (
        rf"{{N:entity}}{_OPEN}(?:legally|officially|registered as|cuya (?:razón|denominación) social es|(?:whose "
        rf"|its )?(?:legal"
        r"|registered|corporate|full|official) name(?: is|:)|(?:razón|denominación) social:?|the (?:legal|registered"
        r"|corporate"
        rf"|full) name of which is) {_THE}{_Q}{{N:name}}"
    )),
    ("short_name", (
        rf"(?:(?:references? to|terms?|expressions?|referencias a|términos?) {_Q}{{N:name}}{_Q}"
        r"|[\"“«]{N:named}[\"”»])"
        r" (?:refers?|means?|(?:is|are) to|is the (?:short|abbreviated) name of|designa|significa"
        r"|se refieren? a)(?: to)?"
        rf" {_THE}{{N:entity}}"
    )),
    ("short_name", rf"{{N:name}} is the (?:short|abbreviated) name of {_THE}{{N:entity}}"),
    ("legal_name", (
        rf"{{N:entity}}['’]s (?:legal|full|registered|corporate|official) name (?:is|was) {_THE}{_Q}{{N:name}}"
    )),
    ("legal_name", (
        rf"(?:legal|full|registered|corporate|official) name of {_THE}{{N:entity}} (?:is|was) {_THE}{_Q}{{N:name}}"
    )),
    ("brand", (
        rf"{{N:name}}{_OPEN}(?:(?:is|es|are|ist|being) )?(?:the |a |la |su |its |⟦N\d+⟧'s )?(?:\w+ )?{_BRAND} (?:of|for"
        rf"|used by|under which|by which|bajo la (?:que|cual)|de|der|von)(?: opera)? {_THE}{{N:entity}}"
    )),
    ("brand", (
        rf"{{N:name}}(?P<list>{_LIST}) (?:are|son) (?:the |las )?(?:\w+ )?(?:brands|brand names|trade names"
        rf"|trading names|marcas) (?:of|used by|de) {_THE}{{N:entity}}"
    )),
    ("brand", (
        rf"{{N:entity}},? (?:the |an |a |la )?(?:operator|owner|operadora|propietaria|dueña|titular) (?:of"
        rf"|de) (?:the |its |la )?(?:{_BRAND} (?:of |the |de )?{_Q}{{N:name}}(?P<list>{_LIST})"
        rf"|{_Q}{{N:named}}(?P<listed>{_LIST}){_Q} {_BRAND})"
    )),
    ("brand", (
        rf"{{N:entity}},? (?:which |that |que )?(?:uses?|using|utiliza|usa|emplea) (?:the |its |la "
        rf"|⟦N\d+⟧'s )?(?:{_BRAND} (?:of |the |de )?{_Q}{{N:name}}(?P<list>{_LIST})"
        rf"|{_Q}{{N:named}}(?P<listed>{_LIST}){_Q} {_BRAND})"
    )),
    ("brand", rf"{{N:entity}}['’]s (?:[\w-]+ ){{0,2}}{_BRAND},? (?:is |are |include )?{_Q}{{N:name}}(?P<list>{_LIST})"),
    ("brand", rf"{{N:name}}, {{N:entity}}['’]s (?:\w+ ){{0,2}}{_BRAND}(?=[,.;)])"),
    ("brand", rf"{{N:entity}} \({_BRAND}:? {_Q}{{N:name}}"),
    ("brand", rf"{{N:entity}},? \(?(?:{_TRADES} as|d/b/a|dba|t/a|branded) {_THE}{_Q}{{N:name}}(?={_Q}[,.)])"),
    ("brand", (
        rf"{{N:entity}}(?:,| \()? ?{_FILL}{{0,80}}?\b{_TRADES}\b{_FILL}{{0,60}}?(?:{_UNDER} {_NEW}(?:{_NAME} )?(?:of "
        rf"|the "
        rf"|de )?|{_AS} )(?:⟦N\d+⟧'s )?{_Q}{{N:name}}(?P<list>{_LIST}){_Q}{_NO_MORE}"
    )),
    ("brand", (
        rf"{{N:entity}}(?:,| \()? ?{_FILL}{{0,80}}?\b{_SERVES}\b{_FILL}{{0,90}}?{_UNDER} {_NEW}(?:{_BRAND} (?:of |the "
        rf"|de )?{_Q}{{N:name}}(?P<list>{_LIST})|{_Q}{{N:named}}(?P<listed>{_LIST}){_Q} {_BRAND})"
    )),
    ("brand", (
        rf"{{N:entity}}(?:,| \()? ?{_FILL}{{0,80}}?(?:known|conocid[ao]|bekannt) (?:{_UNDER}|by (?:the|its|⟦N\d+⟧'s)"
        rf"|por (?:la|su)) {_NEW}(?:{_NAME} )?(?:of |the |de )?{_Q}{{N:name}}"
    )),
    ("brand", (
        rf"{{N:entity}}(?: \([^()]{{1,40}}\))?{_OPEN}{_UNDER} {_NEW}(?:{_NAME} (?:of |the "
        rf"|de )?{_Q}{{N:name}}(?P<list>{_LIST})|{_Q}{{N:named}}(?P<listed>{_LIST}){_Q} {_NAME}){_NO_MORE}"
    )),
    ("brand", rf"under {{N:entity}}['’]s (?:new |own |\w+ )?{_Q}{{N:name}}{_Q} {_BRAND}"),
    ("brand", (
        rf"{{N:entity}},? (?:whose|cuya|cuyo) (?:\w+ )?{_BRAND} (?:is|are|include|es"
        rf"|son) {_THE}{_Q}{{N:name}}(?P<list>{_LIST})"
    )),
    ("short_name", (
        rf"{{N:entity}}{_OPEN}(?:which is |who is |is |are |better |best |\w+ly |also |now |es |más |que es "
        rf"|también "
        r"|were |collectively )*(?:known|referred to|conocid[ao]|denominad[ao]|abbreviated|bekannt|a/k/a"
        rf"|aka|(?:which|whom) we (?:refer to|call))(?: {_FILL}{{1,25}}?)?(?: as| como| als| por|) {_THE}{_Q}{{N:name}}"
    )),
)  # fmt: skip

NAMINGS = tuple((relation, pattern(source)) for relation, source in _SOURCES)
"""What is said of the names `entity` and `name` of masked text, with further names in `list`; the first to match
counts.

A second form of the same phrase has its name in `named` and further ones in `listed`.
"""
IN_OTHER_WORDS = pattern(rf"{{N:entity}},? or {_THE}{_Q}(?:{{N:name}}|(?P<letters>(?-i:[A-Z]{{2,8}}))(?!\w))")
"""A name, "or" and what it is shortened to; `letters` where that is no name."""
BRACKETED = pattern(r"{N:entity} \({N:name}\)")
"""A name in brackets right after a name."""
