"""The service against its own description."""

from __future__ import annotations

import contextlib
from pathlib import Path
from typing import Any

import schemathesis
from hypothesis import HealthCheck, given, settings
from hypothesis.errors import Unsatisfiable
from schemathesis import GenerationMode
from schemathesis.core.result import Ok
from schemathesis.specs.openapi.checks import negative_data_rejection, positive_data_acceptance

from extractor.service import Keys, new_key
from tests.service.serving import V1, done, served

EXAMPLES = 20
OPERATIONS = 19


def test_what_the_description_says_holds(tmp_path: Path) -> None:
    file = tmp_path / "keys"
    bearer = {"Authorization": f"Bearer {new_key(file, 'ada')}"}
    with served(tmp_path / "data", keys=Keys.read(file), limits={"queue": 100_000}) as client:
        known = {"id": done(client, headers=bearer)["id"], "reviewer": "Ada"}
        schema = schemathesis.openapi.from_dict(client.get("/openapi.json").json())
        schema.config.update(base_url=str(client.base_url).rstrip("/"))
        operations = [found.ok() for found in schema.get_all_operations() if isinstance(found, Ok)]
        assert len(operations) >= OPERATIONS
        for operation in operations:
            named = {one.name: known[one.name] for one in operation.path_parameters}
            for mode in (GenerationMode.POSITIVE, GenerationMode.NEGATIVE):
                _tried(operation, mode, {}, bearer)
                if named:
                    _tried(operation, mode, {"path_parameters": named}, bearer)
        assert client.get("/readyz").status_code == 200
        assert client.get(V1, headers=bearer).status_code == 200


def _tried(operation: Any, mode: GenerationMode, fixed: dict[str, Any], headers: dict[str, str]) -> None:
    if operation.method == "delete" and fixed:
        return  # the others need it

    @settings(max_examples=EXAMPLES, deadline=None, database=None, suppress_health_check=list(HealthCheck))
    @given(case=operation.as_strategy(mode, **fixed))
    def try_(case: Any) -> None:
        # What no schema says is refused too: a cursor of nothing, a review of another filing. What is none of an
        # operation's parameters is passed over.
        excluded = [positive_data_acceptance, negative_data_rejection]
        case.call_and_validate(headers=headers, excluded_checks=excluded, timeout=30)

    with contextlib.suppress(Unsatisfiable):  # nothing about it can be wrong
        try_()
