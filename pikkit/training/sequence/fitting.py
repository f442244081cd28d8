"""Teach the LSTM the movement to the close, in JAX and Flax (the extra ``sequence``)."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Any

import numpy as np

from pikkit.base.errors import NotReadyError
from pikkit.training.dataset import Floats
from pikkit.training.learners.learner import MIN_TAUGHT
from pikkit.training.learners.scaling import Scaling
from pikkit.training.recipe import Recipe
from pikkit.training.sequence.histories import WIDTH
from pikkit.training.sequence.lstm import LstmMember, unfolded
from pikkit.training.soft_target import Lessons

if TYPE_CHECKING:
    from flax import linen
    from optax import GradientTransformation

MEMORY = 12
HIDDEN = 12
EPOCHS = 8
BATCH = 256
LEARNING_RATE = 5e-4
WEIGHT_DECAY = 0.3
WATCHED = 0.1
"""The last share of the lessons that only says after which epoch to stop."""


class BettorLstm:
    """Learns the movement from the bettor's last bets and the bet's own features, on bets that have a close."""

    name = "bettor_lstm"
    member = LstmMember

    def fit(self, lessons: Lessons, recipe: Recipe) -> LstmMember | None:
        """See ``Learner``; the lessons' features end with a history (``with_histories``).

        Raises:
            NotReadyError: JAX is not installed.
        """
        taught = lessons.take(lessons.taught)
        if len(taught.label) < MIN_TAUGHT:
            return None
        scaling = Scaling.fit(taught.features[:, :-WIDTH])
        return _trained(scaling, taught, recipe.seed)


def _inputs(scaling: Scaling, features: Floats) -> tuple[Floats, Floats, Floats]:
    """Steps from the oldest bet on, how many there are, and standardised features, as single-precision floats."""
    steps, lengths = unfolded(features)
    age = np.arange(steps.shape[1])
    position = np.where(age < lengths[:, None], lengths[:, None] - 1 - age, age).astype(np.int64)
    ordered = np.take_along_axis(steps, position[:, :, None], axis=1)
    standard = scaling.apply(features[:, :-WIDTH])
    return ordered.astype(np.float32), lengths.astype(np.int32), standard.astype(np.float32)


def _network() -> "linen.Module":
    try:
        from flax import linen
    except ImportError as error:
        raise NotReadyError("The sequence learner needs JAX: install pikkit[sequence].") from error

    class Network(linen.Module):
        @linen.compact
        def __call__(self, steps: Any, lengths: Any, standard: Any) -> Any:
            import jax.numpy as jnp

            recurrent = linen.RNN(linen.LSTMCell(MEMORY, name="cell"), return_carry=True)
            (_, memory), _ = recurrent(steps, seq_lengths=lengths)
            memory = jnp.where(lengths[:, None] > 0, memory, 0.0)
            both = jnp.concatenate([memory, standard], axis=1)
            hidden = jnp.tanh(linen.Dense(HIDDEN, name="hidden")(both))
            through = linen.Dense(1, use_bias=False, name="outwards", kernel_init=linen.initializers.zeros)(hidden)
            direct = linen.Dense(1, name="direct", kernel_init=linen.initializers.zeros)(standard)
            return (through + direct)[:, 0]

    return Network()


def _trained(scaling: Scaling, taught: Lessons, seed: int) -> LstmMember:
    """The network after the epoch that did best on the last lessons."""
    import jax

    cut = int(len(taught.label) * (1 - WATCHED))
    inputs, watched = _inputs(scaling, taught.features), taught.take(np.arange(len(taught.label)) >= cut)
    rng, machine = np.random.default_rng(seed), _compiled(LEARNING_RATE, WEIGHT_DECAY)
    parameters = machine.start(jax.random.key(seed), *(each[:2] for each in inputs))
    state, best, least = machine.optimiser.init(parameters), member_arrays(parameters, scaling), np.inf
    for _ in range(EPOCHS):
        for rows in _batches(cut, rng):
            taken = tuple(each[rows] for each in inputs)
            parameters, state = machine.step(parameters, state, taken, taught.movement[rows], taught.weight[rows])
        member = member_arrays(parameters, scaling)
        loss = float((watched.weight * (member.shift(watched.features) - watched.movement) ** 2).mean())
        best, least = (member, loss) if loss < least else (best, least)
    return best


@dataclass(frozen=True)
class _Compiled:
    """The network's first parameters and its training step: compiled once, not once a fold."""

    start: Callable[..., Any]
    step: Callable[..., Any]
    optimiser: "GradientTransformation"


@cache
def _compiled(rate: float, decay: float) -> _Compiled:
    network = _network()
    import jax
    import optax

    optimiser = optax.adamw(rate, weight_decay=decay)

    def loss(at: Any, rows: tuple[Any, ...], movement: Any, weight: Any) -> Any:
        return (weight * (network.apply(at, *rows) - movement) ** 2).mean()

    def step(at: Any, state: Any, rows: tuple[Any, ...], movement: Any, weight: Any) -> Any:
        updates, state = optimiser.update(jax.grad(loss)(at, rows, movement, weight), state, at)
        return optax.apply_updates(at, updates), state

    return _Compiled(jax.jit(network.init), jax.jit(step), optimiser)


def _batches(count: int, rng: np.random.Generator) -> Iterator[np.ndarray]:
    """All rows once in random order; what does not fill the last batch waits for the next epoch."""
    order = rng.permutation(count)
    size = min(BATCH, count)
    for start in range(0, count - size + 1, size):
        yield order[start : start + size]


def member_arrays(parameters: Any, scaling: Scaling) -> LstmMember:
    """Flax's parameters in the member's layout."""
    tree = parameters["params"]
    cell = tree["cell"]
    joined = {
        name: np.concatenate([np.asarray(cell[f"{prefix}{gate}"][kind], dtype=np.float64) for gate in "ifgo"], axis=-1)
        for name, prefix, kind in (("inwards", "i", "kernel"), ("onwards", "h", "kernel"), ("gates", "h", "bias"))
    }
    return LstmMember(
        mean=scaling.mean,
        scale=scaling.scale,
        **joined,
        hidden=np.asarray(tree["hidden"]["kernel"], dtype=np.float64),
        hidden_bias=np.asarray(tree["hidden"]["bias"], dtype=np.float64),
        outwards=np.asarray(tree["outwards"]["kernel"], dtype=np.float64)[:, 0],
        direct=np.asarray(tree["direct"]["kernel"], dtype=np.float64)[:, 0],
        bias=np.asarray(tree["direct"]["bias"], dtype=np.float64)[0],
    )
