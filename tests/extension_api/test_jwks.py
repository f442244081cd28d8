"""Users' tokens signed by published keys: a real JWKS on loopback, keys that change, and tricks that must not work."""

import json
import random
import threading
import time
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from typing import Any

import jwt
import pytest
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat
from flask.testing import FlaskClient
from jwt.algorithms import ECAlgorithm, RSAAlgorithm

from pikkit.settings import Settings
from tests.extension_api.service import app_of

AUDIENCE, ISSUER = "authenticated", "https://project.example/auth/v1"
Private = ec.EllipticCurvePrivateKey | rsa.RSAPrivateKey


class Published:
    """Keys published at an address; they may change."""

    def __init__(self) -> None:
        self.keys: dict[str, Private] = {}
        self.asked = 0
        self.status = 200

    def document(self) -> bytes:
        return json.dumps({"keys": [_described(name, key) for name, key in self.keys.items()]}).encode()


def _described(name: str, key: Private) -> dict[str, object]:
    if isinstance(key, rsa.RSAPrivateKey):
        return RSAAlgorithm.to_jwk(key.public_key(), as_dict=True) | {"kid": name, "use": "sig", "alg": "RS256"}
    return ECAlgorithm.to_jwk(key.public_key(), as_dict=True) | {"kid": name, "use": "sig", "alg": "ES256"}


@pytest.fixture
def published() -> Iterator[tuple[Published, str]]:
    """What is published, and where."""
    keys = Published()

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            keys.asked += 1
            body = keys.document()
            self.send_response(keys.status)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_: object) -> None:
            pass

    with HTTPServer(("127.0.0.1", 0), Handler) as server:
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
        thread.start()
        yield keys, f"http://127.0.0.1:{server.server_port}/jwks.json"
        server.shutdown()
        thread.join()


@pytest.fixture
def client(published: tuple[Published, str], home: Path) -> Iterator[FlaskClient]:
    config = Settings(home=home, predictor_url="http://127.0.0.1:1", jwt_jwks_url=published[1], jwt_issuer=ISSUER)
    with app_of(config) as app:
        yield app.test_client()


@pytest.fixture
def key(published: tuple[Published, str]) -> ec.EllipticCurvePrivateKey:
    """A key that is published as "first"."""
    made = ec.generate_private_key(ec.SECP256R1())
    published[0].keys["first"] = made
    return made


def token(key: object, *, kid: str | None = "first", algorithm: str = "ES256", **changed: object) -> str:
    claims = {"sub": "ann", "aud": AUDIENCE, "iss": ISSUER, "exp": time.time() + 600, **changed}
    headers = {} if kid is None else {"kid": kid}
    return jwt.encode(claims, key, algorithm, headers=headers)  # type: ignore[arg-type]


def status(client: FlaskClient, text: str) -> int:
    answer = client.get("/v1/imports", headers={"Authorization": f"Bearer {text}"})
    assert text not in answer.get_data(as_text=True)
    return answer.status_code


def test_tokens_of_both_kinds_of_keys_open(
    client: FlaskClient, published: tuple[Published, str], key: ec.EllipticCurvePrivateKey
) -> None:
    published[0].keys["rsa"] = other = rsa.generate_private_key(public_exponent=65537, key_size=2048)
    assert status(client, token(key)) == 200
    assert status(client, token(other, kid="rsa", algorithm="RS256")) == 200
    assert published[0].asked == 1


@pytest.fixture
def impatient(monkeypatch: pytest.MonkeyPatch) -> None:
    """Keys that are not known are looked for every time."""
    monkeypatch.setattr("pikkit.extension_api.auth.published_keys._COOLDOWN_SECONDS", 0.0)


def test_invented_keys_do_not_flood_who_publishes(
    client: FlaskClient, published: tuple[Published, str], key: ec.EllipticCurvePrivateKey
) -> None:
    assert [status(client, token(key, kid=f"invented {number}")) for number in range(10)] == [401] * 10
    assert published[0].asked <= 2


@pytest.mark.usefixtures("impatient")
def test_a_key_that_is_published_later_opens_and_one_taken_back_does_not(
    client: FlaskClient, published: tuple[Published, str], key: ec.EllipticCurvePrivateKey
) -> None:
    assert status(client, token(key)) == 200
    published[0].keys = {"second": (second := ec.generate_private_key(ec.SECP256R1()))}
    assert status(client, token(second, kid="second")) == 200
    assert status(client, token(key)) == 401


def test_only_the_key_that_is_named_is_taken(
    client: FlaskClient, published: tuple[Published, str], key: ec.EllipticCurvePrivateKey
) -> None:
    published[0].keys["second"] = ec.generate_private_key(ec.SECP256R1())
    assert status(client, token(key, kid="second")) == 401
    assert status(client, token(key, kid="third")) == 401
    assert status(client, token(key, kid=None)) == 401


def test_a_public_key_is_no_shared_secret(client: FlaskClient, key: ec.EllipticCurvePrivateKey) -> None:
    pem = key.public_key().public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo)
    header, claims, _ = token(key).split(".")
    unsigned = token("", algorithm="none")
    assert status(client, unsigned) == 401
    forged = jwt.api_jws.PyJWS(options=None)
    forged.unregister_algorithm("HS256")
    forged.register_algorithm("HS256", _AnySecret(_AnySecret.SHA256))
    text = forged.encode(_payload(claims), pem, "HS256", headers={"kid": "first"})
    assert status(client, text) == 401
    assert status(client, f"{header}.{claims}.") == 401


class _AnySecret(jwt.algorithms.HMACAlgorithm):
    """HS256 with a secret that PyJWT itself would not sign by."""

    def prepare_key(self, key: str | bytes) -> bytes:
        return key if isinstance(key, bytes) else key.encode()


def _payload(part: str) -> bytes:
    return jwt.utils.base64url_decode(part)


@pytest.mark.parametrize(
    ("changed", "expected"),
    [
        ({"exp": -120}, 401),
        ({"exp": -5}, 200),
        ({"nbf": 120}, 401),
        ({"nbf": 5}, 200),
        ({"aud": "somebody else"}, 401),
        ({"aud": [AUDIENCE, "somebody else"]}, 200),
        ({"iss": "https://evil.example"}, 401),
        ({"role": "service_role"}, 403),
    ],
    ids=["expired", "clock", "early", "clock ahead", "audience", "audiences", "issuer", "service"],
)
def test_a_signature_alone_is_not_enough(
    client: FlaskClient, key: ec.EllipticCurvePrivateKey, changed: dict[str, Any], expected: int
) -> None:
    now = time.time()
    said: dict[str, Any] = {name: now + value if isinstance(value, int) else value for name, value in changed.items()}
    assert status(client, token(key, **said)) == expected


def test_keys_that_cannot_be_had_let_nobody_in_and_are_not_asked_for_again_at_once(
    client: FlaskClient,
    published: tuple[Published, str],
    key: ec.EllipticCurvePrivateKey,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    published[0].status = 500
    assert [status(client, token(key)) for _ in range(5)] == [401] * 5
    assert published[0].asked == 1
    published[0].status = 200
    monkeypatch.setattr("pikkit.extension_api.auth.published_keys._REST_SECONDS", 0.0)
    assert status(client, token(key)) == 200


@pytest.fixture
def rsa_key(published: tuple[Published, str]) -> rsa.RSAPrivateKey:
    """A key that is published as "rsa"."""
    made = rsa.generate_private_key(public_exponent=65537, key_size=2048)
    published[0].keys["rsa"] = made
    return made


def test_a_token_signed_by_one_kind_of_key_that_names_another_is_refused(
    client: FlaskClient, key: ec.EllipticCurvePrivateKey, rsa_key: rsa.RSAPrivateKey
) -> None:
    assert status(client, token(rsa_key, kid="rsa", algorithm="RS256")) == 200
    assert status(client, token(key, kid="rsa")) == 401
    assert status(client, token(rsa_key, kid="first", algorithm="RS256")) == 401
    assert status(client, token(rsa_key, kid="rsa", algorithm="RS512")) == 401
    assert status(client, token(rsa_key, kid="rsa", algorithm="PS256")) == 401


@pytest.mark.parametrize("name", ["", "x" * 201, "a\x00b", "a\nb", "\u202eann", "\ud800"])
def test_a_name_that_could_harm_is_nobody(client: FlaskClient, key: ec.EllipticCurvePrivateKey, name: str) -> None:
    assert status(client, token(key, sub=name)) == 401
    assert status(client, token(key, app_metadata={"bettor": name})) == (401 if name else 200)


def signed(key: Private, header: bytes, claims: bytes) -> str:
    """A token with a good signature and whatever else."""
    parts = b".".join(jwt.utils.base64url_encode(part) for part in (header, claims))
    if isinstance(key, rsa.RSAPrivateKey):
        signature = RSAAlgorithm(RSAAlgorithm.SHA256).sign(parts, key)
    else:
        signature = ECAlgorithm(ECAlgorithm.SHA256).sign(parts, key)
    return (parts + b"." + jwt.utils.base64url_encode(signature)).decode()


_NESTED = b"[" * 20_000 + b"]" * 20_000
ODD_HEADERS = [
    b"",
    b"null",
    b"[]",
    b"{}",
    _NESTED,
    b'{"alg": 1}',
    b'{"alg": "none", "kid": "first"}',
    b'{"alg": ["ES256"], "kid": "first"}',
    b'{"alg": "ES256", "kid": 1}',
    b'{"alg": "ES256", "kid": null}',
    b'{"alg": "ES256", "kid": ["first"]}',
    b'{"alg": "ES256", "kid": "../../etc/passwd"}',
    b'{"alg": "ES256", "kid": "x\' OR 1=1 --"}',
    b'{"alg": "ES256", "kid": "\\ud800"}',
    b'{"alg": "ES256", "kid": "first", "crit": ["x"]}',
    b'{"alg": "ES256", "kid": "first", "b64": false}',
    b'{"alg": "ES256", "kid": "evil", "jku": "http://127.0.0.1:1/x", "jwk": {"kty": "EC"}}',
    b'{"alg": "HS256", "kid": "first"}',
    b'{"alg": "EdDSA", "kid": "first"}',
    b'{"alg": "ES256", "kid": "' + b"x" * 20_000 + b'"}',
    b"\xff\xfe",
]
ODD_CLAIMS = [
    b"",
    b"null",
    b"[]",
    b"1e999",
    _NESTED,
    b'{"sub": 1, "aud": "authenticated", "exp": 9e9}',
    b'{"sub": ["ann"], "aud": "authenticated", "exp": 9e9}',
    b'{"sub": "ann", "aud": {"x": 1}, "exp": 9e9}',
    b'{"sub": "ann", "aud": "authenticated", "exp": "never"}',
    b'{"sub": "ann", "aud": "authenticated", "exp": 1e400}',
    b'{"sub": "ann", "aud": "authenticated", "exp": NaN}',
    b'{"sub": "ann", "aud": "authenticated", "exp": 9e9, "nbf": []}',
    b'{"sub": "ann", "aud": "authenticated", "exp": 9e9, "iss": {}}',
    b'{"sub": "ann", "aud": "authenticated", "exp": ' + b"9" * 5000 + b"}",
]


def test_whatever_a_token_holds_it_is_refused_and_never_a_fault_of_ours(
    client: FlaskClient, key: ec.EllipticCurvePrivateKey, rsa_key: rsa.RSAPrivateKey
) -> None:
    good = json.dumps({"sub": "ann", "aud": AUDIENCE, "iss": ISSUER, "exp": time.time() + 600}).encode()
    odd = [signed(key, header, good) for header in ODD_HEADERS]
    odd += [signed(key, b'{"alg": "ES256", "kid": "first"}', claims) for claims in ODD_CLAIMS]
    odd += [signed(key, b'{"alg": "ES256", "kid": "rsa"}', good), "..", "a..", "é.é.é", "." * 5000]
    said = {text[:60]: status(client, text) for text in odd}
    assert set(said.values()) == {401}, said


def test_random_changes_of_a_good_token_never_open_nor_break(
    client: FlaskClient, key: ec.EllipticCurvePrivateKey
) -> None:
    chance, good = random.Random(3), token(key)
    letters = "abcXYZ019-_.=+/ \t"
    for _ in range(300):
        at, length = chance.randrange(len(good) - 4), chance.randint(1, 4)
        changed = good[:at] + "".join(chance.choices(letters, k=length)) + good[at + length :]
        if changed.rstrip() != good and changed.rpartition(".")[0] != good.rpartition(".")[0]:
            assert status(client, changed) == 401, changed
