"""What servers of matrices are asked: the model's columns of real bets; and that they say what the trees say."""

import time
from typing import Any
from urllib.error import URLError
from urllib.request import Request, urlopen

import numpy as np
import orjson

from benchmarks._peer_servers import Peer, Rows
from benchmarks._served_bets import ServedBets
from pikkit.features.online.served_features import served_features
from pikkit.inference.predictor import v1
from pikkit.scoring.scorer import Scorer
from pikkit.scoring.selection import batch_columns
from pikkit.training.learners.boosted import TreeMember

READY_SECONDS = 120.0


def trees_of(scorer: Scorer) -> TreeMember:
    """The first trees of a bundle, which are the whole of it but for calibration, if its recipe has one learner.

    Raises:
        SystemExit: It has none.
    """
    trees = [member for member in scorer.bundle.members.values() if isinstance(member, TreeMember)]
    if not trees:
        raise SystemExit("The model holds no trees, so there is no booster that another server could serve.")
    return trees[0]


def model_rows(scorer: Scorer, served: ServedBets) -> Rows:
    """The model's columns of the bets, as a score computes them."""
    batch = v1.decode({"instances": served.requests}).batch
    asked = batch_columns(batch, batch.placed_at)
    features = served_features(scorer.online, asked.keys, asked.request, scorer.bundle.feature_names)
    return features.values.astype(np.float32)


def row_bodies(peer: Peer, rows: Rows, n: int, count: int) -> list[bytes]:
    """So many requests of n rows each."""
    return [peer.body(rows[np.arange(at * n, (at + 1) * n) % len(rows)]) for at in range(count)]


def await_same(peer: Peer, rows: Rows, trees: TreeMember) -> None:
    """Wait until a server answers, and see that it says what the trees say here.

    Raises:
        SystemExit: It does not, or says something else.
    """
    values = np.array(peer.values(_first_answer(peer, peer.body(rows))), dtype=np.float32).ravel()
    if not np.array_equal(values, trees.booster.inplace_predict(rows)):
        raise SystemExit(f"{peer.url} does not say what the trees say.")


def _first_answer(peer: Peer, body: bytes) -> Any:
    deadline = time.monotonic() + READY_SECONDS
    request = Request(peer.url, body, {"Content-Type": "application/json"})  # noqa: S310 (our own server)
    while True:
        try:
            with urlopen(request, timeout=READY_SECONDS) as answer:  # noqa: S310
                return orjson.loads(answer.read())
        except (URLError, ConnectionError) as error:  # it does not listen yet, or has no model yet
            if time.monotonic() > deadline:
                raise SystemExit(f"{peer.url} does not answer: {error}.") from error
            time.sleep(0.2)
