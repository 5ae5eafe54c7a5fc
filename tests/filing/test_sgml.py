"""SGML full submissions: header, documents, and what comes of their marks."""

import datetime as dt

import pytest

from extractor.errors import EmptyFiling
from extractor.filing import Filing

HEADER = """-----BEGIN PRIVACY-ENHANCED MESSAGE-----
Proc-Type: 2001,MIC-CLEAR
Originator-Name: webmaster@www.example.com
MIC-Info: RSA-MD5,RSA,
 Di/Ck4Pu2XSiEzop5rFG3bPqiHPjbv2C

<SEC-DOCUMENT>0000123456-09-000007.txt : 20090514
<SEC-HEADER>0000123456-09-000007.hdr.sgml : 20090514
ACCESSION NUMBER:		0000123456-09-000007
CONFORMED SUBMISSION TYPE:	6-K
PUBLIC DOCUMENT COUNT:		3
CONFORMED PERIOD OF REPORT:	20090512
ITEM INFORMATION:		Other events
ITEM INFORMATION:
FILED AS OF DATE:		20090514

FILER:

	COMPANY DATA:
		COMPANY CONFORMED NAME:			NORDVOX AB
		CENTRAL INDEX KEY:			0000123456
		STANDARD INDUSTRIAL CLASSIFICATION:	TELEPHONE &amp; TELEGRAPH [4813]
		FISCAL YEAR END:			0331

	FILING VALUES:
		FORM TYPE:		6-K
		SEC FILE NUMBER:	001-12345

	FORMER COMPANY:
		FORMER CONFORMED NAME:	NORDIC VOICE AB
		DATE OF NAME CHANGE:	19951012
</SEC-HEADER>
"""
REPORT = """<DOCUMENT>
<TYPE>6-K
<SEQUENCE>1
<FILENAME>d6k.txt
<DESCRIPTION>REPORT OF FOREIGN ISSUER
<TEXT>

Nordvox announced an agreement with Sud &amp; Vox on May 11, 2009.

<PAGE>

<TABLE>
<CAPTION>
                 2009     2008
<S>              <C>      <C>
Customers        12       10
</TABLE>
</TEXT>
</DOCUMENT>
"""
GRAPHIC = """<DOCUMENT>
<TYPE>GRAPHIC
<SEQUENCE>2
<FILENAME>logo.jpg
<TEXT>
begin 644 logo.jpg
M_]C_X  02D9)1@ ! 0$ 8 !@  #_VP!#
end
</TEXT>
</DOCUMENT>
"""
EXHIBIT = """<DOCUMENT>
<TYPE>EX-99.1
<SEQUENCE>3
<FILENAME>ex99.htm
<TEXT>
<HTML><HEAD><TITLE>ex99</TITLE></HEAD><BODY><H1>Nordvox grows</H1>
<P>Stockholm, May 12, 2009 &#150; Nordvox&#146;s <B>net</B>work grew.</P></BODY></HTML>
</TEXT>
</DOCUMENT>
</SEC-DOCUMENT>
-----END PRIVACY-ENHANCED MESSAGE-----
"""
REPORT_TEXT = """Nordvox announced an agreement with Sud & Vox on May 11, 2009.

\f
                 2009     2008
Customers        12       10"""
EXHIBIT_TEXT = "Nordvox grows\n\nStockholm, May 12, 2009 \u2013 Nordvox\u2019s network grew."
SUBMISSION = HEADER + REPORT + GRAPHIC + EXHIBIT


def test_the_header_is_read_and_no_part_of_the_text() -> None:
    filing = Filing.read(SUBMISSION)
    header = filing.header
    assert filing.format == "sgml"
    assert (header.form_type, header.accession_number) == ("6-K", "0000123456-09-000007")
    assert (header.registrant, header.cik, header.registrants) == ("NORDVOX AB", "0000123456", ("NORDVOX AB",))
    assert (header.period, header.filed) == (dt.date(2009, 5, 12), dt.date(2009, 5, 14))
    assert (header.fiscal_year_end, header.file_number) == ((3, 31), "001-12345")
    assert (header.industry, header.items) == ("TELEPHONE & TELEGRAPH [4813]", ("Other events",))
    assert header.former_names == ("NORDIC VOICE AB",)
    assert filing.text == f"{REPORT_TEXT}\n\n{EXHIBIT_TEXT}"


def test_each_document_has_its_fields_and_its_part_of_the_text() -> None:
    filing = Filing.read(SUBMISSION)
    report, graphic, exhibit = filing.documents
    assert (report.type, report.sequence, report.filename) == ("6-K", 1, "d6k.txt")
    assert report.description == "REPORT OF FOREIGN ISSUER"
    assert filing.text[slice(*report.span)] == REPORT_TEXT
    assert (graphic.type, graphic.span.end - graphic.span.start) == ("GRAPHIC", 0)
    assert filing.text[slice(*exhibit.span)] == EXHIBIT_TEXT
    assert [filing.text[slice(*span)] for span in filing.headings] == ["Nordvox grows"]
    assert filing.document_at(5) is report
    assert filing.document_at(exhibit.span.start) is exhibit
    assert filing.document_at(report.span.end) is None


def test_an_exhibit_has_its_own_date_and_the_report_the_filings() -> None:
    filing = Filing.read(SUBMISSION)
    assert filing.date == filing.date_at(0) == dt.date(2009, 5, 14)
    assert filing.date_at(filing.text.index("network")) == dt.date(2009, 5, 12)


def test_what_the_filing_says_of_itself_is_json() -> None:
    info = Filing.read(SUBMISSION).info()
    assert info.header["filed"] == "2009-05-14"
    assert "cover" not in info.header
    assert [document.get("type") for document in info.documents] == ["6-K", "GRAPHIC", "EX-99.1"]
    assert '"filename":"ex99.htm"' in info.model_dump_json()


@pytest.mark.parametrize("lost", ["</HTML>", "</TEXT>\n</DOCUMENT>\n</SEC-DOCUMENT>", "-----END PRIVACY"])
def test_a_submission_cut_short_is_read_as_far_as_it_goes(lost: str) -> None:
    filing = Filing.read(SUBMISSION[: SUBMISSION.rindex(lost)])
    assert filing.text == f"{REPORT_TEXT}\n\n{EXHIBIT_TEXT}"


def test_a_document_without_closing_tags_ends_where_the_next_begins() -> None:
    filing = Filing.read(HEADER + REPORT.replace("</TEXT>\n</DOCUMENT>\n", "") + EXHIBIT)
    assert filing.text == f"{REPORT_TEXT}\n\n{EXHIBIT_TEXT}"


def test_a_header_that_is_cut_short_leaves_no_text() -> None:
    with pytest.raises(EmptyFiling, match="SGML"):
        Filing.read(HEADER[: HEADER.index("FILER:")])


def test_a_body_without_document_tags_is_read() -> None:
    filing = Filing.read(HEADER + "Nordvox has 12 members.\n</SEC-DOCUMENT>\n")
    assert (filing.text, filing.documents[0].type) == ("Nordvox has 12 members.", "6-K")


def test_a_header_as_disseminated_is_read() -> None:
    tags = "<SUBMISSION>\n<ACCESSION-NUMBER>1-09-7\n<TYPE>6-K\n<FILING-DATE>20090514\n"
    filing = Filing.read(f"{tags}<CONFORMED-NAME>NORDVOX AB\n<CIK>0000123456\n{REPORT}")
    header = filing.header
    assert (header.form_type, header.accession_number, header.filed) == ("6-K", "1-09-7", dt.date(2009, 5, 14))
    assert (header.registrant, header.cik) == ("NORDVOX AB", "0000123456")


ABOUT_ANOTHER = """<SEC-HEADER>x
CONFORMED SUBMISSION TYPE:	SC 13D
FILED AS OF DATE:		20040211
GROUP MEMBERS:		SUD ONE
GROUP MEMBERS:		SUD TWO

SUBJECT COMPANY:

	COMPANY DATA:
		COMPANY CONFORMED NAME:			NORDVOX AB
		CENTRAL INDEX KEY:			0000123456

FILED BY:

	COMPANY DATA:
		COMPANY CONFORMED NAME:			SUDVOX SA
		CENTRAL INDEX KEY:			0000000009
		FISCAL YEAR END:			1231

	FORMER COMPANY:
		FORMER CONFORMED NAME:	SUD SA
</SEC-HEADER>
"""


def test_the_registrant_is_the_company_that_others_file_about() -> None:
    header = Filing.read(ABOUT_ANOTHER + REPORT).header
    assert (header.form_type, header.registrant, header.cik) == ("SC 13D", "NORDVOX AB", "0000123456")
    assert (header.registrants, header.filed_by) == (("NORDVOX AB",), ("SUDVOX SA",))
    assert (header.fiscal_year_end, header.former_names) == (None, ())


def test_tags_tell_the_company_from_those_who_file_about_it() -> None:
    names = "<ISSUER>\n<CONFORMED-NAME>NORDVOX AB\n</ISSUER>\n<REPORTING-OWNER>\n<CONFORMED-NAME>RUIZ ANA\n<CIK>7\n"
    header = Filing.read(f"<SUBMISSION>\n<TYPE>4\n{names}</REPORTING-OWNER>\n<PERIOD>20040209\n{REPORT}").header
    assert (header.registrants, header.filed_by, header.cik) == (("NORDVOX AB",), ("RUIZ ANA",), None)
    assert (header.form_type, header.period) == ("4", dt.date(2004, 2, 9))


def test_a_filer_is_the_registrant_whoever_else_files() -> None:
    second = "\nFILER:\n\tCOMPANY DATA:\n\t\tCOMPANY CONFORMED NAME:\tNORDVOX FINANCE BV\n\t\tFISCAL YEAR END:\t1231\n"
    header = Filing.read(HEADER.replace("</SEC-HEADER>", second + "</SEC-HEADER>") + REPORT).header
    assert header.registrants == ("NORDVOX AB", "NORDVOX FINANCE BV")
    assert (header.registrant, header.fiscal_year_end) == ("NORDVOX AB", (3, 31))
    alone = Filing.read(ABOUT_ANOTHER.replace("SUBJECT COMPANY:", "FILED BY:") + REPORT).header
    assert (alone.registrant, alone.filed_by) == ("NORDVOX AB", ())


def test_a_header_in_small_letters_is_read() -> None:
    header = Filing.read(ABOUT_ANOTHER.lower() + REPORT).header
    assert (header.form_type, header.registrant, header.filed) == ("sc 13d", "nordvox ab", dt.date(2004, 2, 11))


def test_malformed_header_fields_are_left_out() -> None:
    broken = HEADER.replace("20090514\n\nFILER", "20091399\n\nFILER").replace("0331", "1399")
    header = Filing.read(broken + REPORT).header
    assert (header.filed, header.fiscal_year_end) == (None, None)


def test_wrapped_ixbrl_in_a_submission_is_rendered() -> None:
    body = '<XBRL>\n<?xml version="1.0" encoding="ascii"?>\n<html xmlns="http://www.w3.org/1999/xhtml"><body><p>Net</p></body></html>\n</XBRL>'
    document = f"<DOCUMENT>\n<TYPE>20-F\n<FILENAME>a.htm\n<TEXT>\n{body}\n</TEXT>\n</DOCUMENT>\n"
    assert Filing.read(document).text == "Net"
