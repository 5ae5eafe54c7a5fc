"""The names of network standards, bands, generations and platforms, as filings print them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from extractor.facts import Span, fold

_STANDARD = (
    r"CDMA[\s-]?2000(?:[\s-]?1[xX](?:\s?EV-?DO|\s?RTT)?)?(?:\sEV-?DO)?|CDMA[\s-]?1[xX](?:\s?EV-?DO|\s?RTT)?"
    r"|CDMA\sEV-?DO|W-?CDMA|TD-?SCDMA|(?:CDMA|cdma)(?:[Oo]ne|[\s-]?(?:450|800|1900))?|EV-?DO(?:\sRev(?:\."
    r"|ision)?\s?[AB])?"
    r"|1[xX](?:\s?RTT|\s?EV-?DO)|GSM-R|TETRA|iDEN|(?:D-?|N-?)?AMPS|IS-(?:95[AB]?|136)|E-?TACS|TDMA"
    r"|NMT(?:[\s-]?\d{3})?|TACS|PDC|PHS|DECT|DCS(?:\s?1800)?|GPRS|EDGE"
    r"|HSCSD"
    r"|UMTS|HSPA\+?|HSDPA|HSUPA|(?:4G\s|FDD[\s-]|TD-|TDD[\s-])?LTE(?:-A(?:dvanced)?(?:\sPro)?|-M|-U|-TDD"
    r"|-FDD)?(?:\sAdvanced(?:\sPro)?)?"
    r"|VoLTE|VoWiFi|VoNR|5G(?:\s(?:SA|NSA|NR|Standalone|standalone|Advanced))?|4\.5G|4G\+?|3\.5G|3G\+?|2\.5G"
    r"|2G|Wi-?M[Aa][Xx]|WiBro|Wi-?Fi(?:\s[4-7]E?)?|WLAN|W-LAN"
    r"|LMDS|MMDS|HFC|DTH|VSAT|(?:C|Ka|Ku|L)-band|WLL|FTT[HBCXPx]|FTTdp|XGS?-PON|10G-?E?PON|[GEX]?G?PON"
    r"|DOCSIS(?:\s?\d\.\d)?|[AHSVx]?DSL2?\+?|G\.fast|ISDN"
    r"|RDSI|SDH|SONET|DWDM|WDM|ATM|[Ff]rame [Rr]elay|MPLS|IP/MPLS|IMS|VoIP|IPTV|DVB-[HTSC]2?"
    r"|[Pp]ush[- ]to[- ][Tt]alk|[Aa]nalog(?:ue)?(?=\s(?:cellular|network|systems?|AMPS|and\s(?:digital|[A-Z])))"
    r"|NB-?IoT|Narrow-?[Bb]and IoT"
    r"|LoRa(?:WAN)?|Sigfox|NFC|RCS|MMS|WAP|i-mode|Open\s?RAN|O-RAN"
    r"|SD-WAN|NGN|mmWave|AWS(?=\s(?:spectrum|band|licen))|eSIM|[Ff]ib(?:re|er)[- ]to[- ]the[- ](?:[Hh]ome"
    r"|[Bb]uilding|[Pp]remises|[Nn]ode|[Cc]abinet)|[Ff]ibra (?:óptica )?hasta el hogar|[Mm]assive MIMO"
)
_BANDED = (
    r"(?:(?:dual|tri|quad|dual|doble)[- ]?band[a]?\s)?(?:GSM|UMTS|LTE|DCS|W-?CDMA|PCS|5G|HSPA\+?"
    r"|CDMA(?!\s?2000))[\s-]?\d{3,4}(?!\d|\s?[KkMG]bit|\s?[KMkm]bps)(?:\s?/\s?\d{3,4})*|(?:dual|tri"
    r"|quad)-?band\s(?:GSM|UMTS|LTE)"
    r"|[Mm]obile\sWiMAX"
)
_RANGE = r"\d{3,4}(?:[.,]\d)?\s?(?:[MG]Hz)?\s?(?:[-–]|to)\s?\d{3,4}(?:[.,]\d)?\s?[MG]Hz"
_BAND = r"\d\.\d{3}(?:\s?/\s?\d\.\d{3})*\s?MHz|\d{3,4}(?:\s?/\s?\d{3,4})*(?:\s?[MG]Hz)|\d[.,]\d(?:/\d[.,]\d)?\s?GHz"
_ONE = rf"(?:{_BANDED}|{_STANDARD}|GSM)"
_SLASHED = rf"{_ONE}(?:/{_ONE})*"
_TECHNOLOGY = re.compile(
    rf"(?<![\w@./,-])(?:{_RANGE}|{_BAND}|{_SLASHED}(?:\s\((?:{_BAND}|{_SLASHED})\))?)(?!\w|-\w+ing\b|\.\w)"
)
"""A band, or standards that a slash or brackets make one: "3G (UMTS)", "GSM/EDGE"."""
_LISTED_BANDS = re.compile(
    r"(?<![\w.,/x-])(?<!x )(?P<first>\d{3,4})(?P<more>(?:\s?MHz)?(?:,\s\d{3,4})*)(?:,)?\s(?:and|y|und|et"
    r"|e)\s\d{3,4}\s?(?P<unit>MHz)"
)
_WIDTH = re.compile(r"(?:\bx|×|\d\s?[xX])\s?$")


@dataclass(frozen=True, slots=True)
class Network:
    """A technology as printed; `spans` are two where a list shares one unit ("800 and 1800 MHz")."""

    words: str
    spans: tuple[Span, ...]

    @property
    def span(self) -> Span:
        """The first of its spans: where it is named."""
        return self.spans[0]


def networks(text: str, bound: Span) -> Iterator[Network]:
    """The technologies named in `bound`, in order; not widths of spectrum ("2 x 10 MHz")."""
    for match in _LISTED_BANDS.finditer(text, *bound):
        unit = Span(match.start("unit"), match.end("unit"))
        for number in re.compile(r"\d{3,4}").finditer(text, match.start("first"), match.end("more")):
            own = Span(number.start(), number.end())
            if not re.match(r"\s?MHz", text[own.end : own.end + 4]):
                yield Network(f"{number.group()} {match.group('unit')}", (own, unit))
    for match in _TECHNOLOGY.finditer(text, *bound):
        if _WIDTH.search(text[max(bound.start, match.start() - 4) : match.start()]):
            continue
        yield Network(re.sub(r"\s?/\s?", "/", fold(match.group())), (Span(match.start(), match.end()),))
