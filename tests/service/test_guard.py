from __future__ import annotations

import http.client
import socket
import threading
from pathlib import Path

import httpx2
import pytest

from extractor import Extractor
from extractor.errors import OutputError, ServiceError
from extractor.service import Keys, Settings, _guard, create_app, listen, new_key, serving
from extractor.service._rate import Rate
from tests.batch import yard
from tests.service.serving import V1, Held, done, reading, served, until
from tests.service.test_extractions import problem


def test_a_key_is_kept_as_a_digest_and_lets_its_holder_in(tmp_path: Path) -> None:
    file = tmp_path / "keys"
    key, other = new_key(file, "ada"), new_key(file, "bob")
    assert key not in file.read_text(encoding="utf-8")
    assert file.stat().st_mode & 0o077 == 0
    keys = Keys.read(file)
    assert (keys.name_of(key), keys.name_of(other), keys.name_of("ff_x")) == ("ada", "bob", None)
    with served(tmp_path / "data", keys=keys) as client:
        for path in (V1, "/v1/facts", "/metrics", "/v1/nothing"):
            assert "Bearer KEY" in problem(client.get(path), 401)
            assert client.get(path).headers["www-authenticate"] == "Bearer"
            problem(client.get(path, headers={"Authorization": f"Bearer {key}x"}), 401)
            problem(client.get(path, headers={"Authorization": f"Basic {key}"}), 401)
        for path in ("/", "/healthz", "/readyz", "/openapi.json", "/page/index.html"):
            assert client.get(path).status_code == 200, path
        let_in = {"Authorization": f"Bearer {key}"}
        assert client.get(V1, headers=let_in).status_code == 200
        assert client.get(V1, headers={**let_in, "Host": "facts.example"}).status_code == 200
        made = done(client, headers={**let_in, "Idempotency-Key": "k"})
        again = client.post(
            V1, json={"text": "a hen"}, headers={"Authorization": f"Bearer {other}", "Idempotency-Key": "k"}
        )
        assert again.json()["id"] != made["id"]
        security = client.get("/openapi.json").json()
        assert security["paths"]["/v1/facts"]["get"]["security"] == [{"key": []}]


def test_a_file_of_keys_that_is_none_is_refused_with_its_line(tmp_path: Path) -> None:
    file = tmp_path / "keys"
    with pytest.raises(ServiceError, match="cannot be read"):
        Keys.read(file)
    new_key(file, "ada")
    with pytest.raises(ServiceError, match="has a key called ada"):
        new_key(file, "ada")
    with pytest.raises(ServiceError, match="no name of a key"):
        new_key(file, "a b")
    file.write_text(f"{file.read_text(encoding='utf-8')}bob secret\n", encoding="utf-8")
    with pytest.raises(ServiceError, match=r"keys:2: is no key"):
        Keys.read(file)
    file.write_text("# nobody\n", encoding="utf-8")
    with pytest.raises(ServiceError, match="holds no key"):
        Keys.read(file)


def test_without_keys_only_an_address_is_answered_and_no_other_origin(tmp_path: Path) -> None:
    with served(tmp_path) as client:
        for host in ("evil.example", "localhost.evil.example", ""):
            assert "ask by address" in problem(client.get(V1, headers={"Host": host}), 403)
        for host in ("localhost:1", "127.0.0.1", "[::1]:80"):
            assert client.get(V1, headers={"Host": host}).status_code == 200
        for origin in ("http://evil.example", "null", "http://[", "http://127.0.0.1:1"):
            sent = client.post(V1, json={"text": "a hen"}, headers={"Origin": origin})
            assert "elsewhere" in problem(sent, 403)
        own = str(client.base_url).rstrip("/")
        assert client.get(V1, headers={"Origin": own}).status_code == 200
        preflight = client.options(V1, headers={"Origin": own, "Access-Control-Request-Method": "POST"})
        assert preflight.status_code == 405
        assert not any(name.startswith("access-control") for name in preflight.headers)
        assert client.get(V1).json()["items"] == []


def test_every_answer_says_what_a_browser_may_do_with_it(tmp_path: Path) -> None:
    with served(tmp_path) as client:
        for path in ("/", "/page/index.html", V1, "/v1/nothing", "/healthz", f"{V1}/x/events"):
            headers = client.get(path).headers
            assert headers["content-security-policy"] == (
                "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; img-src 'self' data:; "
                "base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
            )
            assert headers["x-content-type-options"] == "nosniff"
            assert headers["referrer-policy"] == "no-referrer"
            assert "server" not in headers
        assert client.get(V1).headers["cache-control"] == "no-store"


def test_a_page_is_a_file_of_the_page_and_no_other(tmp_path: Path) -> None:
    with served(tmp_path) as client:
        for path in ("/page/../app.py", "/page/%2e%2e/app.py", "/page/..%2fapp.py", "/page//etc/passwd"):
            connection = http.client.HTTPConnection(client.base_url.host, client.base_url.port)
            connection.request("GET", path)
            assert connection.getresponse().status in (404, 405), path
            connection.close()


def test_a_body_that_is_too_large_is_refused_announced_or_not(tmp_path: Path) -> None:
    with served(tmp_path, limits={"bytes": 5000}) as client:
        assert "5,000 bytes" in problem(client.post(V1, json={"text": "a" * 6000}), 413)
        headers = {"Content-Type": "application/json"}
        unannounced = client.post(V1, content=iter([b'{"text": "', b"a" * 6000, b'"}']), headers=headers)
        problem(unannounced, 413)
        parts = {"file": ("a.txt", b"a" * 6000)}
        problem(client.post(V1, files=parts), 413)
        assert client.post(V1, json={"text": "a" * 4000}).status_code == 202


def test_a_full_queue_says_when_to_ask_again(tmp_path: Path) -> None:
    model = Held()
    with served(tmp_path, reading(model), limits={"queue": 2, "jobs": 1}) as client:
        first = client.post(V1, json={"text": yard.text(1)}).headers["location"]
        until(lambda: client.get(first).json()["status"] == "running")
        for number in (2, 3):
            assert client.post(V1, json={"text": yard.text(number)}).status_code == 202
        refused = client.post(V1, json={"text": yard.text(4)})
        assert "2 filings wait" in problem(refused, 503)
        assert int(refused.headers["retry-after"]) > 0
        model.go.set()
        until(lambda: client.get(V1).json()["items"][0]["status"] == "done")
        assert client.post(V1, json={"text": yard.text(4)}).status_code == 202


def test_more_listeners_than_there_is_room_for_are_told_so(tmp_path: Path) -> None:
    model = Held()
    with served(tmp_path, reading(model), limits={"streams": 1}) as client:
        place = client.post(V1, json={"text": yard.text(1)}).headers["location"]
        with client.stream("GET", f"{place}/events"):
            refused = client.get(f"{place}/events")
            assert "clients wait" in problem(refused, 429)
            assert int(refused.headers["retry-after"]) > 0
            problem(client.post(V1, json={"text": yard.text(2)}, params={"wait": 1}), 429)
        model.go.set()
        until(lambda: client.get(f"{place}/events").status_code == 200)


def test_one_client_that_asks_too_often_is_told_when_to_ask_again_and_others_are_answered(tmp_path: Path) -> None:
    ada, bob = (new_key(tmp_path / "keys", name) for name in ("ada", "bob"))
    with served(tmp_path / "data", keys=Keys.read(tmp_path / "keys"), limits={"per_minute": 2}) as client:
        mine, others = ({"Authorization": f"Bearer {key}"} for key in (ada, bob))
        for _ in range(2):
            assert client.get(V1, headers=mine).status_code == 200
        refused = client.get(V1, headers=mine)
        assert "this key sends more than 2 requests a minute" in problem(refused, 429)
        assert 0 < int(refused.headers["retry-after"]) <= 30
        assert client.get(V1, headers=others).status_code == 200
        assert client.get("/healthz", headers=mine).status_code == 200
        assert client.get("/metrics", headers=mine).status_code == 200
    with served(tmp_path / "open", limits={"per_minute": 1}) as client:
        assert client.get(V1).status_code == 200
        another = {"X-Forwarded-For": "10.0.0.7"}  # as whoever likes may write
        assert "this address" in problem(client.get("/v1/facts", headers=another), 429)


def test_a_bucket_fills_again_in_a_minute_and_holds_no_more_than_one() -> None:
    now = [0.0]
    rate = Rate(4, lambda: now[0])
    assert [rate.wait("a") for _ in range(5)] == [0, 0, 0, 0, 15]
    assert rate.wait("b") == 0
    now[0] = 15
    assert [rate.wait("a") for _ in range(2)] == [0, 15]
    now[0] = 1000
    assert [rate.wait("a") for _ in range(5)] == [0, 0, 0, 0, 15]


def test_a_filing_that_takes_too_long_fails_and_says_so(tmp_path: Path) -> None:
    with served(tmp_path, reading(Held()), limits={"seconds": 0.05}) as client:
        found = client.post(V1, json={"text": yard.text(1)}, params={"wait": 30}).json()
    assert found["status"] == "failed"
    assert "0.05 s" in found["error"]


def test_one_folder_is_held_by_one_service(tmp_path: Path) -> None:
    with served(tmp_path), pytest.raises(OutputError, match="another service"):
        create_app(Settings(data=tmp_path, kinds=yard.DOMAIN.kinds), reading())


def test_an_address_that_is_taken_is_refused() -> None:
    with listen("127.0.0.1", 0) as held, pytest.raises(ServiceError, match="--port"):
        listen("127.0.0.1", held.getsockname()[1])


def test_ending_lets_go_of_whoever_listens_and_leaves_the_filing_for_the_next_start(tmp_path: Path) -> None:
    model, seen = Held(), list[str]()
    with served(tmp_path, reading(model)) as client:
        place = client.post(V1, json={"text": yard.text(1)}).headers["location"]
        base = client.base_url

        def listen_on() -> None:
            connection = http.client.HTTPConnection(base.host, base.port)
            connection.request("GET", f"{place}/events")
            seen.append(connection.getresponse().read().decode())
            connection.close()

        listener = threading.Thread(target=listen_on)
        listener.start()
        until(lambda: client.get(place).json()["status"] == "running")
    listener.join()
    assert "event: started" in seen[0]
    assert "event: done" not in seen[0]
    with served(tmp_path) as client:
        until(lambda: client.get(place).json()["status"] == "done")


def test_readiness_says_what_is_wrong_with_the_engine(tmp_path: Path) -> None:
    with served(tmp_path, lambda: Extractor("nobody/small", domain=yard.DOMAIN)) as client:
        until(lambda: "being opened" not in client.get("/readyz").text)
        assert "nobody" in problem(client.get("/readyz"), 503)
        assert client.get("/healthz").json() == {"status": "ok"}


def test_metrics_count_requests_filings_facts_and_tokens(tmp_path: Path) -> None:
    with served(tmp_path) as client:
        done(client)
        client.get("/v1/nothing")
        for number in range(3):
            client.request(f"MADEUP{number}", "/healthz")
        client.post(V1, files={"file": ("a.pdf", b"%PDF-1.7")}, params={"wait": 30})
        shown = client.get("/metrics").text
    assert "MADEUP" not in shown
    for line in (
        'extractor_requests_total{method="other",route="/healthz",status="405"} 3.0',
        'extractor_filings_total{outcome="done"} 1.0',
        'extractor_filings_total{outcome="failed"} 1.0',
        'extractor_facts_total{kind="holding"} 1.0',
        'extractor_extractions{status="done"} 1.0',
        'extractor_requests_total{method="POST",route="/v1/extractions",status="200"} 2.0',
        'extractor_requests_total{method="GET",route="none",status="404"} 1.0',
        'extractor_tokens_total{direction="read"} 0.0',
    ):
        assert line in shown, line


def test_clients_that_hang_up_are_no_fault(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    with served(tmp_path) as client:
        made, base = done(client), client.base_url
        head = "Host: 127.0.0.1\r\nContent-Type: application/json\r\nContent-Length: 1000\r\n\r\n{"
        for asked in (
            f"POST {V1} HTTP/1.1\r\n{head}",
            f"GET {V1}/{made['id']}/events HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n",
        ):
            for _ in range(5):
                with socket.create_connection((base.host, base.port)) as connection:
                    connection.sendall(asked.encode())
        assert len(client.get(V1).json()["items"]) == 1
    assert not [record for record in caplog.records if record.levelname == "ERROR"]


def test_a_client_that_hangs_up_while_it_waits_leaves_its_place(tmp_path: Path) -> None:
    model = Held()
    with served(tmp_path, reading(model), limits={"streams": 1}) as client:
        body, base = b'{"text": "a hen"}', client.base_url
        head = f"POST {V1}?wait=60 HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: application/json\r\n"
        with socket.create_connection((base.host, base.port)) as connection:
            connection.sendall(f"{head}Content-Length: {len(body)}\r\n\r\n".encode() + body)
            until(lambda: bool(client.get(V1).json()["items"]))
        place = f"{V1}/{client.get(V1).json()['items'][0]['id']}/events"
        until(lambda: _answers(client, place))
        model.go.set()


def _answers(client: httpx2.Client, place: str) -> bool:
    with client.stream("GET", place) as stream:
        return stream.status_code == 200


def test_probes_are_answered_where_too_many_requests_are(tmp_path: Path) -> None:
    with served(tmp_path, limits={"requests": 0}) as client:
        assert "bound" in problem(client.get(V1), 503)
        assert client.get("/healthz").status_code == 200
        until(lambda: client.get("/readyz").status_code == 200)


@pytest.mark.parametrize(
    "sent", [b"", b"GET /healthz HTTP/1.1\r\nHost: 127", b"GET /healthz HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\nGET "]
)
def test_a_connection_that_begins_no_request_is_closed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, sent: bytes
) -> None:
    monkeypatch.setattr(serving, "_HEAD", 0.1)
    with served(tmp_path) as client:
        with socket.create_connection((client.base_url.host, client.base_url.port), timeout=30) as connection:
            connection.sendall(sent)
            while connection.recv(4096):
                continue
        assert client.get("/healthz").status_code == 200


def test_a_body_that_trickles_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(_guard, "_BODY", 0.1)
    with served(tmp_path) as client:
        connection = http.client.HTTPConnection(client.base_url.host, client.base_url.port)
        connection.putrequest("POST", V1)
        connection.putheader("Content-Type", "application/json")
        connection.putheader("Content-Length", "1000")
        connection.endheaders(b"{")
        assert connection.getresponse().status == 408
        connection.close()


def test_no_answer_leads_to_the_host_that_was_asked_for(tmp_path: Path) -> None:
    key = new_key(tmp_path / "keys", "ada")
    with served(tmp_path / "data", keys=Keys.read(tmp_path / "keys")) as client:
        asked = client.get(f"{V1}/", headers={"Host": "evil.example", "Authorization": f"Bearer {key}"})
        assert asked.status_code == 404
