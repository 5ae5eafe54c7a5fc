from __future__ import annotations

import pytest

from extractor.errors import ModelUnavailable
from extractor.model import HOSTED, PROVIDERS, open_model
from extractor.model.providers import find
from extractor.replies import Replies

VARIABLES = {
    "EXTRACTOR_API_KEY",
    *(name for provider in PROVIDERS.values() for name in provider.keys),
    *(provider.base_url_variable for provider in PROVIDERS.values() if provider.base_url_variable),
}


@pytest.fixture(autouse=True)
def _no_variables(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in VARIABLES:
        monkeypatch.delenv(name, raising=False)


@pytest.mark.parametrize("name", PROVIDERS)
def test_a_provider_gets_its_own_key_and_no_others(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    for variable in VARIABLES - {"OPENAI_BASE_URL", *PROVIDERS[name].keys}:
        monkeypatch.setenv(variable, "of another")
    if PROVIDERS[name].keys:
        with pytest.raises(ModelUnavailable, match=PROVIDERS[name].keys[0]):
            find(f"{name}/small", base_url=None, api_key=None)
        monkeypatch.setenv(PROVIDERS[name].keys[0], "its own")
    place = find(f"{name}/small", base_url=None, api_key=None)
    assert (place.model, place.base_url) == ("small", PROVIDERS[name].base_url)
    assert place.headers == ({"authorization": "Bearer its own"} if PROVIDERS[name].keys else {})


def test_a_local_provider_is_on_this_machine_and_needs_no_key() -> None:
    for name in ("ollama", "vllm"):
        assert find(f"{name}/small", base_url=None, api_key=None).base_url.startswith("http://127.0.0.1:")


@pytest.mark.parametrize(
    ("name", "model", "field"),
    [
        ("small", "small", "max_tokens"),
        ("meta/small", "meta/small", "max_tokens"),
        ("google/small", "google/small", "max_tokens"),  # a name that a server of one's own may have
        ("ollama/small", "small", "max_tokens"),
        ("vllm/openai/small", "openai/small", "max_tokens"),
        ("openai/small", "small", "max_completion_tokens"),
    ],
)
def test_with_a_base_url_any_name_is_asked_there(name: str, model: str, field: str) -> None:
    place = find(name, base_url="http://127.0.0.1:9/v1", api_key=None, keyless=True)
    assert (place.model, place.base_url) == (model, "http://127.0.0.1:9/v1")
    assert place.provider.max_tokens_field == field


def test_a_base_url_gets_the_key_given_for_it_only(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("OPENAI_API_KEY", "openai's")
    url = "http://127.0.0.1:9/v1"
    assert find("openai/small", base_url=url, api_key=None).headers == {}
    monkeypatch.setenv("EXTRACTOR_API_KEY", "that one's")
    assert find("small", base_url=url, api_key=None).headers == {"authorization": "Bearer that one's"}
    assert find("small", base_url=url, api_key="mine").headers == {"authorization": "Bearer mine"}


def test_openais_other_base_url_takes_openais_key(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("OPENAI_API_KEY", "openai's")
    monkeypatch.setenv("OPENAI_BASE_URL", "http://127.0.0.1:9/v1")
    place = find("openai/small", base_url=None, api_key=None)
    assert (place.base_url, place.headers) == ("http://127.0.0.1:9/v1", {"authorization": "Bearer openai's"})
    assert place.provider.max_tokens_field == "max_tokens"


@pytest.mark.parametrize(
    "url",
    [
        "",
        "  ",
        "x:",
        "host/v1",
        "ftp://host/v1",
        "http://",
        "http://[::1",
        "file:///etc",
        "http://h:0",
        "http://h:99999",
        "http://h:-1",
        "http://a\nb",
        "http://é.é" + "b" * 80,
    ],
)
def test_a_base_url_that_is_none_is_an_error_and_asks_nobody(url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("OPENAI_API_KEY", "secret")
    with pytest.raises(ModelUnavailable, match="--base-url"):
        open_model("openai/small", base_url=url)
    monkeypatch.setenv("OPENAI_BASE_URL", url)
    with pytest.raises(ModelUnavailable, match="OPENAI_BASE_URL"):
        open_model("openai/small")


def test_what_a_url_holds_beside_a_place_goes_elsewhere() -> None:
    place = find("small", base_url="https://me:secret@host:8/v1?key=qq", api_key=None)
    assert (place.base_url, place.query) == ("https://host:8/v1", {"key": "qq"})


@pytest.mark.parametrize(
    "url", ["ftp://me:secret@host/v1", "me:secret@host", "http://me:secret@", "http://h:0?k=secret"]
)
def test_a_base_url_that_is_none_is_not_shown_for_what_it_may_hold(url: str) -> None:
    with pytest.raises(ModelUnavailable) as caught:
        find("small", base_url=url, api_key=None)
    assert "secret" not in str(caught.value)


@pytest.mark.parametrize(
    "key", ["se\ncret", "se\r\nX-Team: cret", "s\u00e9cret", "se\0cret", "“secret”", "se\u200bcret"]
)
def test_a_key_that_cannot_be_sent_is_named_by_its_place_and_not_shown(
    key: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    with pytest.raises(ModelUnavailable, match=r"^the key in api_key has a character that no key has") as caught:
        find("openai/small", base_url=None, api_key=key)
    assert "cret" not in str(caught.value)
    if "\0" not in key:
        monkeypatch.setenv("OPENAI_API_KEY", key)
        with pytest.raises(ModelUnavailable, match="the key in OPENAI_API_KEY"):
            find("openai/small", base_url=None, api_key=None)


def test_blanks_around_a_key_are_none_of_it_and_a_key_of_blanks_is_none(monkeypatch: pytest.MonkeyPatch) -> None:
    assert find("openai/small", base_url=None, api_key=" k\n").headers == {"authorization": "Bearer k"}
    monkeypatch.setenv("OPENAI_API_KEY", " \n")
    with pytest.raises(ModelUnavailable, match="set OPENAI_API_KEY"):
        find("openai/small", base_url=None, api_key=None)


@pytest.mark.parametrize("name", ["gpt-5", "", "openai/", "nobody/small"])
def test_a_name_that_is_no_model_says_which_are(name: str) -> None:
    with pytest.raises(ModelUnavailable, match="openai/NAME"):
        open_model(name)


def test_a_model_that_nobody_will_ask_needs_no_key(replies: Replies) -> None:
    assert open_model("openai/gpt-5", offline=True, replies=replies).profile == HOSTED


def test_a_time_limit_of_no_time_is_an_error() -> None:
    with pytest.raises(ModelUnavailable, match="time limit"):
        open_model("embedded", timeout=0.0)
