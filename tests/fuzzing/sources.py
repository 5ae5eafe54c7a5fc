"""Short filings of the shapes that filings have, in words of no particular matter."""

NEWS = """NORDVOX JOINS THE AURORA ALLIANCE

Oslo, 14 March 2004 - Nordvox ASA ("Nordvox") said today that it has joined the Aurora Mobile Alliance, whose eight
members are Belltel (Spain), Corvo S.p.A. (Italy), Nordvox (Norway, Denmark) and others. Nordvox had 2.3 million
customers at 31 December 2003, up 12.5% on a year before, of whom 33 1/3% are on prepaid. It holds 51% of Lumio Ltd
(formerly Brightline), and will buy a further 10% for EUR 1,250 million in the second quarter of 2004.

"We are delighted," said Kari Holm, chief executive of Nordvox. "Belltel's network is the best in Europe."

Nordvox launched Lumio Office, a new tariff for small firms, and GSM 1800 and UMTS in Norway in 2003.

Contacts: Kari Holm, +47 22 12 34 56, press@nordvox.example
"""

TABLE = """ANNUAL REPORT

                              As of 31 December
                                 (in thousands)
                              2003        2002     Change
Subscribers                  2,345       2,100      11.7%
  of which prepaid           1,200         ---        n/a
Revenue (EUR million)        (12.5)     1,004.2    -101%
Market share                   31%         29%
"""

SPANISH = """Resultados del primer trimestre

Grupo Tesela tenía 8.475.000 clientes a 31 de marzo de 2009, un 4,2% más que hace un año. Posee el 60% de Rumbo
Sur, S.A., y lanzará el servicio «Tesela Móvil» en Chile y Perú en el segundo semestre. «Estamos satisfechos»,
dijo Ana Gil, consejera delegada.
"""

PAGE = """<!DOCTYPE html><html><head><meta charset="utf-8"><title>Nordvox: results</title>
<style>.h{display:none}</style></head>
<body><h1>Results for 2003</h1><p>Nordvox had <b>2.3&nbsp;million</b> customers<sup>1</sup> at 31&#160;December 2003.
<span class="h">hidden</span><del>2.1 million</del> Its share was 31&frac12;&nbsp;%.</p>
<table border="1"><caption>(in thousands)</caption><thead><tr><th></th><th colspan="2">As of 31 December</th></tr>
<tr><th>Operator</th><th>2003</th><th>2002</th></tr></thead><tbody>
<tr><td rowspan="2">Nordvox<br>ASA</td><td>2,345</td><td>2,100</td></tr>
<tr><td>(12)</td><td></td></tr>
<tr><td>Belltel (50%)</td><td align="right">$&nbsp;1,004</td><td>&#8212;</td></tr>
</tbody></table>
<ul><li>Belltel, Spain<li>Corvo, Italy</ul><p>"Good news," said Kari Holm, of
<a href="mailto:k@nordvox.example">Nordvox</a>.</p></body></html>
"""

INLINE = """<?xml version="1.0" encoding="utf-8"?>
<html xmlns="http://www.w3.org/1999/xhtml" xmlns:ix="http://www.xbrl.org/2013/inlineXBRL">
<body><div style="display:none"><ix:header><ix:hidden>
<ix:nonNumeric name="dei:DocumentType">8-K</ix:nonNumeric></ix:hidden></ix:header></div>
<div><span style="font-weight:bold">Nordvox Inc.</span> had <ix:nonFraction name="x:Subs"
contextRef="c" scale="6" decimals="-5">2.3</ix:nonFraction>
million users at <ix:nonNumeric name="dei:DocumentPeriodEndDate">March 31, 2021</ix:nonNumeric>.</div></body></html>
"""

SUBMISSION = (
    """<SEC-DOCUMENT>0000000001-04-000001.txt : 20040315
<SEC-HEADER>0000000001-04-000001.hdr.sgml : 20040315
ACCESSION NUMBER:\t\t0000000001-04-000001
CONFORMED SUBMISSION TYPE:\t6-K
PUBLIC DOCUMENT COUNT:\t\t2
CONFORMED PERIOD OF REPORT:\t20040314
FILED AS OF DATE:\t\t20040315

FILER:

\tCOMPANY DATA:
\t\tCOMPANY CONFORMED NAME:\t\t\tNORDVOX ASA
\t\tCENTRAL INDEX KEY:\t\t\t0000000001
\t\tSTATE OF INCORPORATION:\t\t\tQ8
</SEC-HEADER>
<DOCUMENT>
<TYPE>6-K
<SEQUENCE>1
<FILENAME>d6k.txt
<TEXT>
<PAGE>
                     FORM 6-K
     REPORT OF FOREIGN PRIVATE ISSUER
     For the month of March 2004

"""
    + TABLE.replace("ANNUAL", "<TABLE><CAPTION>\nANNUAL")
    + """</TABLE>
SIGNATURES
     By: /s/ Kari Holm
     Name:  Kari Holm
     Title: Chief Executive Officer
</TEXT>
</DOCUMENT>
<DOCUMENT>
<TYPE>EX-99
<TEXT>
"""
    + PAGE
    + """</TEXT>
</DOCUMENT>
</SEC-DOCUMENT>
"""
)

ALL = (NEWS, TABLE, SPANISH, PAGE, INLINE, SUBMISSION)
