"""A remote MLflow that lies: what comes of it is the model that was registered, or a sentence."""

import gzip
import tempfile
import tracemalloc
from pathlib import Path
from typing import Any

import pytest

from pikkit.base.errors import NotReadyError, PikkitError
from pikkit.registry import bounded_mlflow, resolve
from pikkit.registry.bounded_mlflow import Bounds
from pikkit.registry.client import connect
from pikkit.registry.digest import TAG, bundle_digest
from pikkit.training.bundle import Bundle
from tests.outbox.test_hostile_webhooks import forever, receiver
from tests.safety.lying_mlflow import Lies, lying
from tests.training.bundles import small_bundle

pytestmark = pytest.mark.slow

URI = "models:/pikkit@champion"
EVIL = Path(tempfile.gettempdir(), "evil-of-mlflow")


@pytest.fixture(scope="module")
def model(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A model's folder as MLflow keeps one."""
    folder = tmp_path_factory.mktemp("model")
    small_bundle().save(folder / "bundle")
    (folder / "MLmodel").write_text("flavors:\n  python_function:\n    data: bundle\n    loader_module: pikkit\n")
    return folder


@pytest.fixture(autouse=True)
def impatient(monkeypatch: pytest.MonkeyPatch) -> None:
    """MLflow's client would try for minutes."""
    monkeypatch.setenv("MLFLOW_HTTP_REQUEST_MAX_RETRIES", "0")
    monkeypatch.setenv("MLFLOW_HTTP_REQUEST_TIMEOUT", "5")


BILLION = b"""a: &a [x, x, x, x, x, x, x, x, x]
b: &b [*a, *a, *a, *a, *a, *a, *a, *a, *a]
c: &c [*b, *b, *b, *b, *b, *b, *b, *b, *b]
d: &d [*c, *c, *c, *c, *c, *c, *c, *c, *c]
e: &e [*d, *d, *d, *d, *d, *d, *d, *d, *d]
f: &f [*e, *e, *e, *e, *e, *e, *e, *e, *e]
g: &g [*f, *f, *f, *f, *f, *f, *f, *f, *f]
h: &h [*g, *g, *g, *g, *g, *g, *g, *g, *g]
flavors: {python_function: {data: *h}}
"""


def tagged(model: Path) -> dict[str, Any]:
    """The record of the version as it was registered."""
    return {"tags": [{"key": TAG, "value": bundle_digest(model / "bundle")}]}


def test_one_that_tells_the_truth_is_believed(model: Path, tmp_path: Path) -> None:
    with lying(Lies(model, tagged(model))) as uri:
        found = resolve(URI, uri, tmp_path)
    assert (found.name, found.version, found.alias) == ("pikkit", "3", "champion")
    assert Bundle.load(found.folder).feature_names == Bundle.load(model / "bundle").feature_names


def lies(model: Path) -> dict[str, Lies]:
    member = next(path for path in (model / "bundle").rglob("*") if path.is_file() and path.name != "bundle.json")
    name = member.relative_to(model).as_posix()
    manifest = (model / "bundle" / "bundle.json").read_bytes()
    told = tagged(model)
    return {
        "another model": Lies(model, {**told, "name": "somebody-elses"}),
        "a file of another model": Lies(model, told, files={name: member.read_bytes().replace(b"0", b"1", 1)}),
        "another manifest": Lies(model, told, files={"bundle/bundle.json": manifest.replace(b"0.", b"1.", 3)}),
        "files cut off": Lies(model, told, cut=0.5),
        "files that are shorter": Lies(model, told, short=0.9),
        "empty files": Lies(model, told, short=0.0),
        "500": Lies(model, status=500),
        "404": Lies(model, status=404),
        "a page in place of JSON": Lies(model, garbage="<html>hello</html>"),
        "JSON of something else": Lies(model, garbage='{"hello": [1, 2]}'),
        "a file elsewhere": Lies(model, told, listed=("../../../evil",)),
        "an absolute file": Lies(model, told, listed=(str(EVIL),)),
        "a bundle elsewhere": Lies(model, told, files={"MLmodel": b"flavors: {python_function: {data: ../../x}}\n"}),
        "an MLmodel that is none": Lies(model, told, files={"MLmodel": b"- 1\n- {\n"}),
        "an MLmodel that unfolds to a billion names": Lies(model, told, files={"MLmodel": BILLION}),
        "an MLmodel that runs code": Lies(
            model, told, files={"MLmodel": f"!!python/object/apply:os.system ['touch {EVIL}']\n".encode()}
        ),
    }


@pytest.mark.parametrize(
    "lie",
    [
        "another model", "a file of another model", "another manifest", "files cut off", "files that are shorter",
        "empty files", "500", "404", "a page in place of JSON", "JSON of something else", "a file elsewhere",
        "an absolute file", "a bundle elsewhere", "an MLmodel that is none", "an MLmodel that runs code",
        "an MLmodel that unfolds to a billion names",
    ],
)  # fmt: skip
def test_a_lie_is_a_sentence_and_no_model(model: Path, tmp_path: Path, lie: str) -> None:
    cache = tmp_path / "deep" / "down" / "cache"
    with lying(lies(model)[lie]) as uri, pytest.raises(PikkitError):
        Bundle.load(resolve(URI, uri, cache).folder)
    assert not EVIL.exists()
    assert [path.name for path in tmp_path.rglob("evil")] == []


OK = b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n"
PACKED = gzip.compress(b" " * (64 << 20))
ENDLESS: dict[str, Any] = {
    "drips": forever(b" ", OK + b"\r\n{"),
    "drips its head": forever(b"X: y\r\n", OK),
    "never ends": forever(b" " * 65536, OK + b"\r\n{", pause=0.0),
    "is packed and 64 MB": lambda connection: connection.sendall(
        OK + b"Content-Encoding: gzip\r\nContent-Length: %d\r\n\r\n" % len(PACKED) + PACKED
    ),
    "says nothing": forever(b""),
}


@pytest.mark.parametrize("answer", ENDLESS.values(), ids=ENDLESS)
def test_an_answer_without_end_is_a_sentence_and_no_memory(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, answer: Any
) -> None:
    monkeypatch.setattr(bounded_mlflow, "DOCUMENT", Bounds(1.0, 1 << 20))
    connect("http://127.0.0.1:1")  # its import is not what is measured
    with receiver(answer) as url:
        tracemalloc.start()
        try:
            with pytest.raises(NotReadyError):
                resolve(URI, url.removesuffix("/hook"), tmp_path)
            assert tracemalloc.get_traced_memory()[1] < 32 << 20
        finally:
            tracemalloc.stop()


def test_a_file_larger_than_any_model_is_not_fetched(
    model: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(bounded_mlflow, "FILE", Bounds(10.0, 1 << 20))
    lie = Lies(model, tagged(model), files={"bundle/bundle.json": b" " * (8 << 20)})
    with lying(lie) as uri, pytest.raises(NotReadyError):
        resolve(URI, uri, tmp_path)
    assert [path for path in tmp_path.rglob("*") if path.is_file()] == []


def test_what_was_fetched_wrong_is_fetched_again(model: Path, tmp_path: Path) -> None:
    wrong = lies(model)["files that are shorter"]
    with lying(wrong) as uri:
        with pytest.raises(NotReadyError, match="are not those that were registered"):
            resolve(URI, uri, tmp_path)
        wrong.short = 1.0
        assert Bundle.load(resolve(URI, uri, tmp_path).folder).members


def test_another_number_than_was_asked_for_is_refused(model: Path, tmp_path: Path) -> None:
    with (
        lying(Lies(model, {**tagged(model), "version": "7"})) as uri,
        pytest.raises(NotReadyError, match="another model"),
    ):
        resolve("models:/pikkit/3", uri, tmp_path)


def test_a_server_that_is_not_there_is_a_sentence(tmp_path: Path) -> None:
    connect("http://127.0.0.1:1")
    with pytest.raises(PikkitError):
        resolve(URI, "http://127.0.0.1:1", tmp_path)
