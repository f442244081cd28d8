"""A small LSTM (Hochreiter & Schmidhuber, 1997) over a bettor's last bets, as plain arrays: nothing needs JAX here."""

from dataclasses import dataclass

import numpy as np

from pikkit.training.dataset import Floats
from pikkit.training.learners.array_member import ArrayMember
from pikkit.training.learners.scaling import Scaling
from pikkit.training.sequence.histories import CHANNELS, LAST, WIDTH

CHUNK = 1024


@dataclass(frozen=True)
class LstmMember(ArrayMember):
    """The network: the memory after the last bet and the bet's features go through one hidden layer, and past it.

    H is the memory's size, C the channels, F the features, D the hidden layer's size; gates in order i, f, g, o.

    Attributes:
        mean, scale: The features' ``Scaling``, shape (F,).
        inwards: From channels to gates, shape (C, 4 H).
        onwards: From memory to gates, shape (H, 4 H).
        gates: Their intercepts, shape (4 H,).
        hidden, hidden_bias: From memory and features to the hidden layer, shapes (H + F, D) and (D,).
        outwards: From the hidden layer to the shift, shape (D,).
        direct: From the features to the shift, shape (F,).
        bias: Shape ().
    """

    mean: Floats
    scale: Floats
    inwards: Floats
    onwards: Floats
    gates: Floats
    hidden: Floats
    hidden_bias: Floats
    outwards: Floats
    direct: Floats
    bias: Floats

    def shift(self, features: Floats) -> Floats:
        """See ``Member``; the last ``WIDTH`` columns are the history (``with_histories``)."""
        return np.asarray(self.contributions(features).sum(axis=1) + self.bias, dtype=np.float64)

    def contributions(self, features: Floats) -> Floats:
        """See ``Member``: features' direct parts; all that goes through the hidden layer is the last column's."""
        parts = np.zeros_like(features)
        standard = self._standard(features)
        parts[:, :-WIDTH] = standard * self.direct
        for start in range(0, len(features), CHUNK):
            rows = slice(start, start + CHUNK)
            both = np.concatenate([self._memory(features[rows]), standard[rows]], axis=1)
            parts[rows, -1] = np.tanh(both @ self.hidden + self.hidden_bias) @ self.outwards
        return parts

    def check(self, width: int) -> None:
        """See ``Member``; bundles hold none of these yet."""
        Scaling(self.mean, self.scale).check(width - WIDTH)

    def _standard(self, features: Floats) -> Floats:
        return Scaling(self.mean, self.scale).apply(features[:, :-WIDTH])

    def _memory(self, features: Floats) -> Floats:
        """The memory after the newest bet, shape (n, H); zeros without a history."""
        steps, lengths = unfolded(features)
        memory = np.zeros((len(features), len(self.onwards)))
        state = np.zeros_like(memory)
        for age in range(LAST - 1, -1, -1):
            kept, forgotten, new, shown = np.split(
                steps[:, age] @ self.inwards + memory @ self.onwards + self.gates, 4, axis=1
            )
            there = (age < lengths)[:, None]
            state = np.where(there, _gate(forgotten) * state + _gate(kept) * np.tanh(new), state)
            memory = np.where(there, _gate(shown) * np.tanh(state), memory)
        return memory


def _gate(margin: Floats) -> Floats:
    """1 / (1 + exp(−margin)), by way of the faster tanh."""
    return 0.5 + 0.5 * np.tanh(0.5 * margin)


def unfolded(features: Floats) -> tuple[Floats, Floats]:
    """The history in the last columns: steps, newest first, shape (n, LAST, channels), and how many, shape (n,)."""
    return features[:, -WIDTH:-1].reshape(len(features), LAST, len(CHANNELS)), features[:, -1]
