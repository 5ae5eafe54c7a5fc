"""Submission headers as agents write them."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest

from extractor.filing import Filing
from tests.cases.reader import Case

_BODY = "<DOCUMENT>\n<TYPE>6-K\n<TEXT>\nBrontel plc has 7.1 million users.\n</TEXT>\n</DOCUMENT>\n"
_WHOLE = "<SEC-HEADER>x\nCONFORMED SUBMISSION TYPE:\t6-K\n"
_TAGGED = "<SUBMISSION>\n<TYPE>SC 13D\n<FILING-DATE>20030506\n"


def _company(name: str, year_end: str = "") -> str:
    end = f"<FISCAL-YEAR-END>{year_end}\n" if year_end else ""
    return f"<COMPANY-DATA>\n<CONFORMED-NAME>{name}\n{end}</COMPANY-DATA>\n"


HEADERS = [
    Case(
        "the filer's year is not the subject's",
        f"{_TAGGED}<SUBJECT-COMPANY>\n{_company('BRONTEL PLC')}</SUBJECT-COMPANY>\n"
        f"<FILED-BY>\n{_company('OSTRA HOLDINGS', '0630')}</FILED-BY>\n{_BODY}",
        {"registrant": "BRONTEL PLC", "fiscal_year_end": None, "filed_by": ("OSTRA HOLDINGS",)},
    ),
    Case(
        "an angle bracket too many",
        f"{_TAGGED}<GROUP-MEMBERS>>\n<GROUP-MEMBERS>OSTRA, INC\n<SUBJECT-COMPANY>\n{_company('BRONTEL PLC')}"
        f"</SUBJECT-COMPANY>\n{_BODY}",
        {"form_type": "SC 13D", "registrant": "BRONTEL PLC", "filed": dt.date(2003, 5, 6)},
    ),
    Case(
        "a reporting owner is no registrant",
        f"{_WHOLE}SUBJECT COMPANY:\n\n\tCOMPANY DATA:\n\t\tCOMPANY CONFORMED NAME:\tBRONTEL INC /TX/\n"
        f"<REPORTING-OWNER>\n\nCOMPANY DATA:\n\tCOMPANY CONFORMED NAME:\tBERG ANNA K\n</REPORTING-OWNER>\n"
        f"</SEC-HEADER>\n{_BODY}",
        {"registrant": "BRONTEL INC /TX/", "registrants": ("BRONTEL INC /TX/",)},
    ),
    Case(
        "several filers",
        f"{_WHOLE}FILER:\n\tCOMPANY CONFORMED NAME:\tBRONTEL PLC\nFILER:\n\tCOMPANY CONFORMED NAME:\tKASAFONE SA\n"
        f"</SEC-HEADER>\n{_BODY}",
        {"registrant": "BRONTEL PLC", "registrants": ("BRONTEL PLC", "KASAFONE SA")},
    ),
    Case(
        "a former name is not the name",
        f"{_WHOLE}FILER:\n\tCOMPANY DATA:\n\t\tCOMPANY CONFORMED NAME:\tBRONTEL PLC\n\tFORMER COMPANY:\n"
        f"\t\tFORMER CONFORMED NAME:\tBRONWIRE PLC\n</SEC-HEADER>\n{_BODY}",
        {"registrant": "BRONTEL PLC", "former_names": ("BRONWIRE PLC",)},
    ),
    Case(
        "no tag opens the header",
        "<ACCEPTANCE-DATETIME>20030506101112\nACCESSION NUMBER:\t0000000007-03-000011\n"
        f"CONFORMED SUBMISSION TYPE:\t6-K\nFILED AS OF DATE:\t20030506\n\n{_BODY}",
        {"form_type": "6-K", "filed": dt.date(2003, 5, 6), "accession_number": "0000000007-03-000011"},
    ),
    Case(
        "labels in lower case",
        f"<sec-header>x\nconformed submission type:\t6-K\ncompany conformed name:\tBRONTEL PLC\n</sec-header>\n{_BODY}",
        {"form_type": "6-K", "registrant": "BRONTEL PLC"},
    ),
    Case(
        "a period and a day of filing",
        f"{_TAGGED}<PERIOD>20030331\n<FILER>\n{_company('BRONTEL PLC')}</FILER>\n{_BODY}",
        {"period": dt.date(2003, 3, 31), "filed": dt.date(2003, 5, 6), "registrant": "BRONTEL PLC"},
    ),
    Case("a day that is none", f"{_WHOLE}FILED AS OF DATE:\t20030231\n</SEC-HEADER>\n{_BODY}", {"filed": None}),
    Case("a month that is none", f"{_WHOLE}FISCAL YEAR END:\t1331\n</SEC-HEADER>\n{_BODY}", {"fiscal_year_end": None}),
    Case(
        "a day of a month that is none",
        f"{_WHOLE}FISCAL YEAR END:\t0231\n</SEC-HEADER>\n{_BODY}",
        {"fiscal_year_end": None},
    ),
    Case("a leap day", f"{_WHOLE}FISCAL YEAR END:\t0229\n</SEC-HEADER>\n{_BODY}", {"fiscal_year_end": (2, 29)}),
    Case("whole", f"{_WHOLE}PUBLIC DOCUMENT COUNT:\t1\n</SEC-HEADER>\n{_BODY}", {"cut_short": False}),
    Case("cut in its document", f"{_WHOLE}</SEC-HEADER>\n{_BODY[:60]}", {"cut_short": True}),
    Case("cut between documents", f"{_WHOLE}PUBLIC DOCUMENT COUNT:\t3\n</SEC-HEADER>\n{_BODY}", {"cut_short": True}),
]


@pytest.mark.parametrize("case", [pytest.param(case, id=case.trouble) for case in HEADERS])
def test_a_header_is_read_whoever_wrote_it(case: Case) -> None:
    header = Filing.read(case.text.encode()).header
    wanted: dict[str, Any] = case.right
    assert {name: getattr(header, name) for name in wanted} == wanted


def test_a_result_says_that_its_filing_is_cut_short_and_nothing_where_it_is_not() -> None:
    cut, whole = (Filing.read(f"{_WHOLE}</SEC-HEADER>\n{body}".encode()) for body in (_BODY[:60], _BODY))
    assert cut.info().header["cut_short"] is True
    assert "cut_short" not in whole.info().header
