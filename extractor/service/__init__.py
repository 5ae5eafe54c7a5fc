"""Extraction as a service: filings in over HTTP, facts out, and a queue that a restart takes up again.

::

    app = create_app(Settings(data=Path("data"), kinds=DOMAIN.kinds), lambda: Extractor("openai/NAME"))

`create_app` gives the application, `Running` serves it. What clients send waits in one database (`_ledger`), is read by
one thread with an event loop of its own (`_worker`), and is told of as it goes (`_events`). What stands between them
and the network is in `_guard`. No path and no address is ever read on a client's behalf.
"""

from extractor.service._keys import Keys, new_key
from extractor.service._settings import Limits, Settings
from extractor.service.app import create_app
from extractor.service.serving import Running, listen

__all__ = ["Keys", "Limits", "Running", "Settings", "create_app", "listen", "new_key"]
