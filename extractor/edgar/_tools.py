"""edgartools, loaded where EDGAR is asked and nowhere else: it takes seconds, and brings pandas and pyarrow."""

from __future__ import annotations

import contextlib
import functools
import os
from collections.abc import Iterator
from typing import Any

import httpx2
import tenacity

from extractor._config import cache_dir, retrying
from extractor.errors import EdgarError, EdgarUnavailable

_SEC = "https://www.sec.gov"


@functools.cache
def edgartools() -> Any:
    """The package, set up. Raises `EdgarUnavailable` where it is not installed.

    It reads `EDGAR_BASE_URL` and `EDGAR_DATA_URL` (a mirror), `EDGAR_RATE_LIMIT_PER_SEC` and the like as it is loaded.
    """
    os.environ.setdefault("EDGAR_LOCAL_DATA_DIR", str(cache_dir() / "edgar"))  # else it makes ~/.edgar
    try:
        import edgar  # noqa: PLC0415 - see above
        import edgar.attachments  # noqa: PLC0415
        import edgar.config  # noqa: PLC0415
        import edgar.exceptions  # noqa: PLC0415
        import edgar.httpclient  # noqa: PLC0415
        import edgar.httprequests  # noqa: PLC0415
        import edgar.reference.tickers  # noqa: PLC0415
        import edgar.search.efts  # noqa: PLC0415
    except ImportError as error:
        raise EdgarUnavailable(
            f'EDGAR is asked through edgartools, which cannot be loaded ({error}): pip install "filing-facts[edgar]"'
        ) from error
    http = edgar.httpclient.HTTP_MGR
    # What is fetched is kept in a folder; its own cache would keep it twice, and a page of an outage for ever.
    http.cache_mode = "Disabled"
    # Its client is one of httpx2 where that is installed, as here, and would warn of a time limit of httpx's.
    http.httpx_params["timeout"] = httpx2.Timeout(60, connect=10)
    if edgar.config.SEC_BASE_URL != _SEC:  # the search has the one address that no setting moves to a mirror
        edgar.search.efts.EFTS_BASE_URL = f"{edgar.config.SEC_BASE_URL}/LATEST/search-index"
    return edgar


@contextlib.contextmanager
def asking(what: str) -> Iterator[None]:
    """Within this block EDGAR is asked for `what`.

    Raises `EdgarUnavailable` where it could not be asked or refused, `EdgarError` where it has no such thing or what it
    sent cannot be read.
    """
    errors = edgartools().exceptions
    try:
        yield
    except EdgarError:
        raise
    except httpx2.HTTPStatusError as error:
        raise _refused(what, error.response.status_code, error) from error
    except httpx2.TransportError as error:
        raise _refused(what, None, error) from error
    except errors.TransportError as error:
        raise _refused(what, error.status_code, error) from error
    except (ValueError, LookupError, AttributeError, TypeError, AssertionError) as error:
        # what edgartools meets in a page that is not as it expects
        said = str(error).partition("\n")[0]
        raise EdgarError(
            f"{what}: EDGAR's answer cannot be read ({type(error).__name__}: {said}); try later"
        ) from error


def patiently() -> tenacity.Retrying:
    """Calls again after a failed connection or a server's fault (5xx), longer apart each time."""
    return tenacity.Retrying(
        retry=tenacity.retry_if_exception(_may_pass),
        wait=tenacity.wait_random_exponential(multiplier=0.5, max=retrying.longest_wait),
        stop=tenacity.stop_after_attempt(retrying.attempts),
        reraise=True,
    )


def _may_pass(error: BaseException) -> bool:
    if isinstance(error, httpx2.HTTPStatusError):
        return error.response.status_code >= 500
    return isinstance(error, httpx2.TransportError)


def _refused(what: str, status: int | None, error: Exception) -> EdgarError:
    match status:
        case None:
            said = str(error).partition("\n")[0]
            return EdgarUnavailable(f"{what}: EDGAR cannot be reached: {said}; check the network, or set HTTPS_PROXY")
        case 404:
            return EdgarError(f"{what}: EDGAR has no such thing (404); check the number")
        case 429:
            return EdgarUnavailable(
                f"{what}: EDGAR refuses this address for having asked too often (429); wait ten minutes, and run the "
                "same command again: it goes on from there"
            )
        case 401 | 403:
            return EdgarUnavailable(
                f"{what}: EDGAR refused the request ({status}); check the identity (name and e-mail address), wait "
                "ten minutes, and run the same command again"
            )
        case _:
            return EdgarError(f"{what}: EDGAR answered {status}; run the same command again later")
