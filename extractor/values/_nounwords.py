"""The words the noun grammar knows, by language."""

from __future__ import annotations

from extractor.values._language import word_set

STOP = {
    "en": word_set(
        "in at on of for from by with to as than that which who whom whose where when while but nor the a an this "
        "these those its their his her our your my it they we he she i you is are was were be been being has have had "
        "do does did will would can could may might shall should must not no respectively each per via across under "
        "over between among into within without during since until through throughout up down out off about against "
        "after before also already now currently today including excluding compared versus vs if so then there here "
        "only both either even still such worldwide globally nationwide yoy because although however thus therefore "
        "plus less more ago earlier later using served serving giving making becoming became said says owned held "
        "based upon all any some other times time"
    ),
    "es": word_set(
        "en a al de del la el los las un una unos unas por para con sin que como su sus se es son fue fueron ha han "
        "había más menos entre sobre hasta desde durante según tras ante cuando donde lo le les ya también no pero si "
        "esta este estos estas cada frente respecto cual cuales ni mientras muy así hace"
    ),
    "de": word_set(
        "in im an am auf aus bei mit nach von vom zu zum zur für durch der die das den dem des ein eine einen einem "
        "einer ist sind war waren wird werden wurde wurden hat haben hatte als wie dass sich nicht auch nur über "
        "unter zwischen seit bis pro je"
    ),
    "fr": word_set(
        "en à au aux de du la le les l un une par pour avec sans que qui est sont a ont été était dans sur sous entre "
        "depuis selon dont chez vers ce cette ces son sa ses leur leurs ne pas plus moins"
    ),
    "pt": word_set(
        "em no na nos nas ao aos à de do da o a os as um uma por para com sem que como seu sua é são foi foram tem "
        "entre sobre até desde durante mais menos pelo pela"
    ),
    "it": word_set(
        "in a al allo alla di del della il lo la i gli le un una per con senza che come suo sua è sono ha hanno nel "
        "nella tra fra su fino da dal più meno"
    ),
}
"""Words that end a noun phrase."""

HEADS = {
    "en": word_set(
        "customers subscribers users employees people operators countries members companies sites partners stores "
        "shops lines connections accounts households homes subs shares staff personnel workers men women persons "
        "individuals networks markets cities towns regions provinces municipalities licences licenses branches "
        "offices dealers outlets stations cells units handsets phones devices sims cards messages minutes calls "
        "inhabitants consumers clients businesses subsidiaries affiliates agreements years months weeks days hours "
        "quarters jobs positions km kilometres kilometers miles ftes full-time-equivalents directors shareholders "
        "services products channels additions visitors carriers providers roaming-partners pops population potential- "
        "customers accesses viewers suppliers sms mms"
    ),
    "es": word_set(
        "clientes abonados suscriptores usuarios empleados países personas habitantes líneas operadores operadoras "
        "accesos trabajadores acciones años meses días semanas trimestres municipios ciudades tiendas hogares socios "
        "miembros mercados sociedades empresas estaciones contratos minutos mensajes regiones provincias "
        "profesionales emplazamientos terminales conexiones compañías puntos altas"
    ),
    "de": word_set(
        "kunden teilnehmer teilnehmern nutzer nutzern mitarbeiter mitarbeitern beschäftigte beschäftigten länder "
        "ländern menschen personen anschlüsse anschlüssen haushalte haushalten netze betreiber betreibern jahre "
        "jahren monate monaten aktien partner partnern standorte filialen einwohner einwohnern"
    ),
    "fr": word_set(
        "clients abonnés utilisateurs salariés employés collaborateurs personnes habitants lignes opérateurs pays "
        "foyers ans mois actions membres partenaires sites magasins"
    ),
    "pt": word_set(
        "clientes assinantes usuários utilizadores funcionários colaboradores empregados pessoas habitantes linhas "
        "operadores operadoras países acessos anos meses ações lojas membros parceiros municípios cidades"
    ),
    "it": word_set(
        "clienti abbonati utenti dipendenti persone abitanti linee operatori paesi anni mesi azioni negozi membri "
        "partner famiglie comuni"
    ),
}
"""Plural nouns that filings count."""

LINKS = {
    "en": word_set("and or &"),
    "es": word_set("y o e"),
    "de": word_set("und oder"),
    "fr": word_set("et ou"),
    "pt": word_set("e ou"),
    "it": word_set("e o"),
}
"""Words that join modifiers."""

PLURAL_MODIFIERS = word_set(
    "sales systems operations communications telecommunications goods services savings business wireless access "
    "process products customs news sports video data telecoms gross express class plus press mass less cross bus loss "
    "address success progress consensus analysis basis status campus series various previous numerous additional "
    "nuevos nuevas principales grandes distintos distintas diferentes últimos últimas primeros primeras diversos "
    "diversas otros otras mejores mayores"
)
"""Words that look plural and modify the noun to come."""

TRAILING = word_set(
    "móviles fijos fijas activos activas registrados registradas residenciales inalámbricos inalámbricas totales "
    "únicos únicas postpago prepago contrato europeos latinoamericanos telefónicos telefónicas corporativos"
)
"""Spanish adjectives that follow their noun."""

WHOLE = word_set(
    "customers subscribers users employees people operators countries members companies accounts households homes "
    "lines connections accesos accesses hogares shares acciones inhabitants sites stores consumers clients"
)
"""What is counted in whole numbers: a fraction of one is a number whose scale word is left out."""

_SAME = {
    "customers": word_set("clientes kunden clients clienti"),
    "subscribers": word_set("abonados suscriptores teilnehmer teilnehmern abonnés assinantes abbonati"),
    "users": word_set("usuarios nutzer nutzern utilisateurs usuários utilizadores utenti"),
    "employees": word_set(
        "empleados trabajadores mitarbeiter mitarbeitern beschäftigte beschäftigten salariés employés collaborateurs "
        "funcionários colaboradores dipendenti"
    ),
    "countries": word_set("países länder ländern pays paesi"),
    "people": word_set("personas habitantes menschen personen einwohner einwohnern personnes pessoas persone abitanti"),
    "lines": word_set("líneas lignes linhas linee"),
    "operators": word_set("operadores operadoras betreiber betreibern opérateurs operatori"),
    "members": word_set("miembros"),
    "partners": word_set("socios"),
    "accounts": word_set("accesos acessos"),
    "additions": word_set("altas adiciones"),
    "terminals": word_set("terminales"),
    "times": word_set("veces"),
}
FOREIGN = {word: unit for unit, words in _SAME.items() for word in words}
"""The usual nouns of other languages, and the English unit they stand for."""

ENGLISH = {"persons": "people", "pops": "people", "inhabitants": "people", "subs": "subscribers", "staff": "employees"}
"""English nouns that stand for a more usual one."""
