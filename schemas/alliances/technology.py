"""Technologies: which network standard, band, generation or platform an operator has, had first, or plans."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from extractor.facts import Compared, Fact, Name, Text, When

Status = Literal["offers", "launched", "plans", "licensed", "first"]

_GENERIC = """
a an and the of in network networks service services band bands licence licences license licenses technology
technologies system systems platform platforms standard standards red redes servicio servicios banda bandas licencia
licencias tecnología tecnologías sistema sistemas plataforma plataformas de la el y
"""
"""Words that say nothing of which technology is meant."""


class Technology(Fact, key=("operator", "technology"), refuses=("negated", "denied", "ended")):
    """An operator or company has a network standard, generation, frequency band, licence or platform, or plans it.

    Named technologies only: 4G, LTE, GSM 1800 MHz, fibre, Wi-Fi 6, DOCSIS, NB-IoT, blockchain. Lists are split ("2G,
    3G and 4G" is three), forms with a slash or bracket stay whole ("900/1800 MHz", "3G/3.5G"). One technology of one
    operator is one fact, with the most telling status. Not what a company lacks, switched off or merely talks about.
    """

    operator: Name = Field(description="who has it")
    technology: Annotated[Text, Compared("words", at_least=0.75, dropped=_GENERIC)] = Field(
        description="the technology by its name as printed, without generic words around it"
    )
    status: Status | None = Field(
        default=None,
        description="first: it is the first in its market to have it; launched: the text reports the launch or"
        " deployment; plans: it is still to come, is tested or being built; licensed: it holds a licence or spectrum;"
        " offers: it has or uses it",
    )
    as_of: When | None = Field(default=None, description="when it was or will be launched, or had")
