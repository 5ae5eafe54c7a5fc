from __future__ import annotations

import csv
import io
import json
from pathlib import Path
from typing import Any

import httpx2
import pytest

from extractor import Filing, Quantity, Result
from extractor.service._events import Progress
from extractor.service.exports import _table
from tests.batch import yard
from tests.service.serving import V1, Held, done, reading, served, until

PROBLEM = "application/problem+json"


def problem(answered: httpx2.Response, status: int) -> str:
    assert (answered.status_code, answered.headers["content-type"]) == (status, PROBLEM), answered.text
    said = answered.json()
    assert said["status"] == status
    detail: str = said["detail"]
    return detail


def events(lines: Any) -> list[tuple[str, str, Any]]:
    """The events of a stream: id, name, data."""
    found, fields = [], dict[str, str]()
    for line in lines:
        if line:
            name, _, value = line.partition(": ")
            fields[name] = value
        elif "event" in fields:
            found.append((fields["id"], fields["event"], json.loads(fields["data"])))
            fields = {}
    return found


def followed(client: httpx2.Client, extraction: str, **headers: str) -> list[tuple[str, str, Any]]:
    with client.stream("GET", f"{V1}/{extraction}/events", headers=headers) as stream:
        assert stream.headers["content-type"].startswith("text/event-stream")
        return events(stream.iter_lines())


def test_a_filing_is_queued_and_its_result_is_the_one_that_the_package_gives(tmp_path: Path) -> None:
    model = Held()
    with served(tmp_path, reading(model)) as client:
        answered = client.post(V1, json={"text": yard.text(1), "name": "0001.txt"})
        assert answered.status_code == 202
        place = answered.headers["location"]
        assert place == f"{V1}/{answered.json()['id']}"
        assert answered.json()["status"] in ("queued", "running")
        assert (answered.json()["result"], answered.json()["error"]) == (None, None)
        model.go.set()
        until(lambda: client.get(place).json()["status"] == "done")
        found = client.get(place).json()
        text = client.get(f"{place}/text").text
    with reading()() as extractor:
        result = extractor.extract(Filing.read(yard.text(1).encode(), name="0001.txt"))
    assert found["result"] | {"usage": None} == json.loads(result.to_json()) | {"usage": None} | {
        "passages": found["result"]["passages"]  # it was cut shorter here
    }
    assert text == result.text
    assert found["facts"] == len(result.facts) == 1
    assert found["finished"] > found["created"]


def test_an_uploaded_file_keeps_its_name_and_its_date(tmp_path: Path) -> None:
    with served(tmp_path) as client:
        answered = client.post(
            V1,
            files={"file": ("../../etc/2004/hens.txt", yard.text(3).encode(), "text/plain")},
            data={"date": "2004-05-06"},
            params={"wait": 30},
        )
    assert answered.status_code == 200
    filing = answered.json()["result"]["filing"]
    assert (answered.json()["name"], filing["name"], filing["date"]) == ("hens.txt", "hens.txt", "2004-05-06")


def test_events_tell_of_passages_while_they_are_read_and_of_facts_at_the_end(tmp_path: Path) -> None:
    model = Held(free=1)
    text = "\n\n".join(yard.text(number) for number in (3, 7, 11))
    with served(tmp_path, reading(model)) as client:
        with client.stream("POST", V1, json={"text": text}, headers={"Accept": "text/event-stream"}) as stream:
            assert stream.status_code == 200
            place, seen = stream.headers["location"], list[tuple[str, str, Any]]()
            lines, block = stream.iter_lines(), list[str]()
            for line in lines:
                block.append(line)
                if not line:
                    seen += events(block)
                    block = []
                if seen and seen[-1][1] == "passage" and seen[-1][2]["done"] == 1:
                    break  # the others are held: this came before the end
            assert client.get(place).json()["status"] == "running"
            model.go.set()
            seen += events(lines)
        names = [name for _, name, _ in seen]
        assert names[:2] == ["queued", "started"]
        assert names[-1] == "done"
        assert seen[-1][2] == {"id": place.rpartition("/")[2]}
        facts = [data for _, name, data in seen if name == "fact"]
        result = client.get(place).json()["result"]
        assert [fact["index"] for fact in facts] == [0, 1, 2]
        assert [fact["fact"] for fact in facts] == result["facts"]
        found = [data["fact"]["owner"] for _, name, data in seen if name == "found"]
        assert found == [fact["owner"] for fact in result["facts"]][: len(found)]
        again = followed(client, seen[-1][2]["id"])
        lasting = [one for one in seen if one[1] not in ("passage", "found")]
        assert [one for one in again if one[1] != "passage"] == lasting
        rest = followed(client, seen[-1][2]["id"], **{"Last-Event-ID": next(i for i, n, _ in seen if n == "fact")})
        assert rest == again[-3:]


def test_facts_are_told_of_as_they_are_found_also_to_whoever_comes_later(tmp_path: Path) -> None:
    model = Held(free=1)
    with served(tmp_path, reading(model)) as client:
        place = client.post(V1, json={"text": "\n\n".join(map(yard.text, (3, 7, 11)))}).headers["location"]
        for last in ("", "1"):
            seen, block = list[tuple[str, str, Any]](), list[str]()
            with client.stream("GET", f"{place}/events", headers={"Last-Event-ID": last}) as stream:
                for line in stream.iter_lines():
                    block.append(line)
                    if not line:
                        seen += events(block)
                        block = []
                    if seen and seen[-1][1] == "found":
                        break  # the others are held: this came before the end
            assert client.get(place).json()["status"] == "running"
            assert [name for _, name, _ in seen][-2:] == ["passage", "found"]
            assert (len(seen) == 2) == bool(last)
            assert seen[-1][2]["fact"]["owner"] == "Hen number 3"
        model.go.set()
        rest = followed(client, place.rpartition("/")[2], **{"Last-Event-ID": seen[-1][0]})
    assert [data["fact"]["owner"] for _, name, data in rest if name == "fact"] == [
        f"Hen number {number}" for number in (3, 7, 11)
    ]
    assert seen[-1][0] not in [place for place, _, _ in rest]


def test_the_first_facts_of_a_filing_under_way_are_kept_and_no_more() -> None:
    fact = yard.Holding(owner="Hen", count=Quantity(text="1 egg", amount=1, unit="egg"), evidence=())
    progress = Progress()
    for _ in range(300):
        progress = progress.on(1, 2).found([fact] * 7)
    told = progress.events()
    assert (len(told), [event.place for event in told]) == (1001, sorted({event.place for event in told}))


def test_a_filing_that_cannot_be_read_says_why(tmp_path: Path) -> None:
    with served(tmp_path) as client:
        answered = client.post(V1, files={"file": ("a.pdf", b"%PDF-1.7 ...")}, params={"wait": 30})
        assert answered.status_code == 200
        found = answered.json()
        assert found["status"] == "failed"
        assert "pdftotext" in found["error"]
        assert followed(client, found["id"])[-1][1:] == ("failed", {"error": found["error"]})
        assert "failed" in problem(client.get(f"{V1}/{found['id']}/text"), 409)


def test_a_fault_of_ours_costs_the_filing_that_met_it(tmp_path: Path) -> None:
    model = Held()
    model.script = ["no more replies than this"]
    model.go.set()
    with served(tmp_path, reading(model)) as client:
        first = client.post(V1, json={"text": yard.text(1)}, params={"wait": 30}).json()
        second = client.post(V1, json={"text": yard.text(2)}, params={"wait": 30}).json()
        assert client.get("/readyz").status_code == 200
    assert {first["status"], second["status"]} <= {"failed", "done"}
    assert "a fault in this program" in (second["error"] or "")


def test_extractions_are_listed_newest_first_in_pages(tmp_path: Path) -> None:
    with served(tmp_path) as client:
        made = [done(client, number)["id"] for number in range(5)]
        listed, cursor = list[str](), None
        for _ in range(3):
            page = client.get(V1, params={"limit": 2} | ({"cursor": cursor} if cursor else {})).json()
            listed += [item["id"] for item in page["items"]]
            cursor = page["next"]
        assert cursor is None
        assert listed == made[::-1]
        assert "result" not in page["items"][0]
        problem(client.get(V1, params={"cursor": "../x"}), 422)


def test_a_deleted_extraction_is_gone_and_one_that_is_being_read_is_given_up(tmp_path: Path) -> None:
    model = Held()
    with served(tmp_path, reading(model), limits={"jobs": 1}) as client:
        first = client.post(V1, json={"text": yard.text(1)}).json()["id"]
        until(lambda: client.get(f"{V1}/{first}").json()["status"] == "running")
        second = client.post(V1, json={"text": yard.text(2)}).json()["id"]
        assert client.delete(f"{V1}/{first}").status_code == 204
        until(lambda: client.get(f"{V1}/{second}").json()["status"] == "running")
        problem(client.get(f"{V1}/{first}"), 404)
        problem(client.delete(f"{V1}/{first}"), 404)
        model.go.set()
        until(lambda: client.get(f"{V1}/{second}").json()["status"] == "done")
        assert client.delete(f"{V1}/{second}").status_code == 204
        assert client.get(V1).json() == {"items": [], "next": None}


def test_the_same_idempotency_key_is_the_same_extraction(tmp_path: Path) -> None:
    key = {"Idempotency-Key": "k1"}
    sent = {"text": yard.text(1), "name": "a.txt"}
    with served(tmp_path) as client:
        first = client.post(V1, json=sent, headers=key)
        again = client.post(V1, json=sent, headers=key)
        assert first.json()["id"] == again.json()["id"]
        assert "new key" in problem(client.post(V1, json={**sent, "date": "2004-01-01"}, headers=key), 422)
        other = client.post(V1, json=sent)
        assert other.json()["id"] != first.json()["id"]
    with served(tmp_path) as client:
        assert client.post(V1, json=sent, headers=key, params={"wait": 30}).json()["id"] == first.json()["id"]


def test_a_result_is_taken_along_as_json_lines_or_a_table(tmp_path: Path) -> None:
    with served(tmp_path) as client:
        made = done(client)
        place = f"{V1}/{made['id']}/export"
        whole = client.get(place)
        assert whole.headers["content-disposition"] == "attachment; filename*=utf-8''0001.json"
        assert whole.json() == made["result"] | {"text": client.get(f"{V1}/{made['id']}/text").text}
        [line] = client.get(place, params={"format": "jsonl"}).text.splitlines()
        assert json.loads(line)["owner"] == "Hen number 1"
        [row] = csv.DictReader(io.StringIO(client.get(place, params={"format": "csv"}).text))
        assert (row["kind"], row["owner"], row["count_amount"]) == ("holding", "Hen number 1", "3.0")
        problem(client.get(place, params={"format": "xls"}), 422)


def test_text_that_looks_like_a_path_is_text_and_no_file_is_read(tmp_path: Path) -> None:
    secret = tmp_path / "secret.txt"
    secret.write_text("Hen number 9 of Norway had 11 eggs in 2004.\n", encoding="utf-8")
    asked = []

    def script(request: Any) -> str:
        asked.append(request.messages[-1].content)
        return '{"holding": [], "saying": []}'

    model = Held()
    model.script = script
    model.go.set()
    given = [str(secret), secret.as_uri(), "/etc/passwd", "http://127.0.0.1:9/x", "redis://127.0.0.1/0", "-", "a*.txt"]
    with served(tmp_path / "data", reading(model)) as client:
        for text in given:
            read = client.post(V1, json={"text": text, "name": str(secret)}, params={"wait": 30}).json()
            assert read["status"] == "done", read
            assert client.get(f"{V1}/{read['id']}/text").text.strip() == text
            uploaded = client.post(V1, files={"file": (str(secret), text.encode())}, params={"wait": 30}).json()
            assert client.get(f"{V1}/{uploaded['id']}/text").text.strip() == text
    assert not any("eggs" in one for one in asked)


@pytest.mark.parametrize(
    ("given", "status"),
    [
        ({"content": b"", "headers": {"Content-Type": "application/json"}}, 422),
        ({"content": b"{", "headers": {"Content-Type": "application/json"}}, 422),
        ({"content": b'{"text": "\\ud800"}', "headers": {"Content-Type": "application/json"}}, 422),
        ({"content": b'{"text": "\xff"}', "headers": {"Content-Type": "application/json"}}, 422),
        ({"content": b"[" * 100_000, "headers": {"Content-Type": "application/json"}}, 422),
        ({"json": {"text": ""}}, 422),
        ({"json": {"text": 5}}, 422),
        ({"json": {"text": "a", "path": "/etc/passwd"}}, 422),
        ({"json": {"text": "a", "date": "yesterday"}}, 422),
        ({"json": ["a"]}, 422),
        ({"content": b"a hen", "headers": {"Content-Type": "text/plain"}}, 415),
        ({"content": b"a hen"}, 415),
        ({"files": {"other": ("a.txt", b"a")}}, 422),
        ({"files": {"file": ("a.txt", b"")}}, 422),
        ({"files": {"file": ("a.txt", b"a")}, "data": {"date": "soon"}}, 422),
        ({"files": {"file": ("a.txt", b"a")}, "data": {"path": "/etc/passwd"}}, 422),
        ({"files": [("file", ("a.txt", b"a")), ("file", ("b.txt", b"b"))]}, 400),
        ({"content": b"--x\r\n", "headers": {"Content-Type": "multipart/form-data"}}, 400),
        ({"json": {"text": "a"}, "params": {"wait": "1e9"}}, 422),
        ({"json": {"text": "a"}, "params": {"wait": "nan"}}, 422),
        ({"json": {"text": "a"}, "headers": {"Idempotency-Key": ""}}, 422),
    ],
)
def test_a_request_that_is_none_is_a_problem_that_says_so(tmp_path: Path, given: dict[str, Any], status: int) -> None:
    with served(tmp_path) as client:
        assert problem(client.post(V1, **given), status)
        assert client.get(V1).json()["items"] == []


def test_names_hold_no_control_characters(tmp_path: Path) -> None:
    with served(tmp_path) as client:
        made = client.post(V1, json={"text": yard.text(1), "name": "a\r\nSet-Cookie: x\u202e.txt"}, params={"wait": 30})
        assert made.json()["name"] == "aSet-Cookie: x.txt"
        exported = client.get(f"{V1}/{made.json()['id']}/export")
    assert exported.headers["content-disposition"] == "attachment; filename*=utf-8''aSet-Cookie%3A%20x.json"


def test_cells_that_a_spreadsheet_would_run_are_made_text(tmp_path: Path) -> None:
    with served(tmp_path) as client:
        made = done(client)
    fact = yard.Holding.model_validate({k: v for k, v in made["result"]["facts"][0].items() if k != "kind"})
    read = fact.model_copy(update={"owner": "=HYPERLINK(1)"})
    kept = Result.from_json(json.dumps(made["result"]), kinds=yard.DOMAIN.kinds)
    assert "'=HYPERLINK(1)" in _table(kept.model_copy(update={"facts": (read,)}))


@pytest.mark.parametrize("name", [b'"a.txt"', b'"+2AA-.txt"'])
@pytest.mark.parametrize("charset", ["undefined", "utf-7"])
def test_an_upload_in_a_charset_that_is_none_is_refused(tmp_path: Path, name: bytes, charset: str) -> None:
    part = b'--x\r\nContent-Disposition: form-data; name="file"; filename=' + name + b"\r\n\r\na hen\r\n--x--\r\n"
    with served(tmp_path) as client:
        kind = f"multipart/form-data; boundary=x; charset={charset}"
        sent = client.post(V1, content=part, headers={"Content-Type": kind})
        if charset == "utf-7" and name == b'"a.txt"':
            assert sent.status_code == 202
        else:
            problem(sent, 400)


@pytest.mark.parametrize("day", [0, 1.5, "0", "1099432800"])
def test_a_number_is_no_day(tmp_path: Path, day: object) -> None:
    with served(tmp_path) as client:
        problem(client.post(V1, json={"text": "a hen", "date": day}), 422)
        problem(client.get("/v1/facts", params={"since": str(day)}), 422)
        assert client.get("/v1/facts", params={"since": "2004-11-11"}).status_code == 200
