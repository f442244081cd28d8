"""What other books offer on bets to score, as the columns quote features are computed from."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from typing import Annotated

import numpy as np
import numpy.typing as npt
from pydantic import BaseModel, ConfigDict, Field

from pikkit.base.json_kinds import Moment, Number
from pikkit.base.percent_text import percent_text
from pikkit.bets.names import canonical_sportsbook
from pikkit.features.definitions.quote_features import BOOKS, CONSENSUS, NEWEST, QUOTE_NAMES, quote_matrix
from pikkit.quotes.as_of import OthersOffers, opinions
from pikkit.quotes.columns import quote_columns
from pikkit.quotes.offers import fair_chance
from pikkit.quotes.weights import PRIOR_VARIANCE
from pikkit.scoring.few_offered import FEW, few_offered

Price = Annotated[Number, Field(gt=1, le=10_000, allow_inf_nan=False)]
MOST_OFFERS = 60


class OfferedPrice(BaseModel):
    """What another book offers on the bet's own selection, at the bet's own line."""

    model_config = ConfigDict(extra="forbid", frozen=True, str_strip_whitespace=True)

    sportsbook: str = Field(min_length=1, max_length=200)
    odds: Price = Field(description="Decimal, of the bet's side")
    against: list[Price] = Field(
        default=[], max_length=2, description="Decimal, of the market's other sides; without, its margin is not known"
    )
    observed_at: Moment | None = Field(default=None, description="When it was on offer; default: now")


@dataclass(frozen=True)
class Offered:
    """What other books offer on n bets.

    Attributes:
        features: Shape (n, len(QUOTE_NAMES)), NaN where no other book has an opinion.
        chance: What the other books think, on average in log odds, NaN without, shape (n,).
        books: How many have an opinion, shape (n,).
        age: Hours since the newest was observed, NaN without, shape (n,).
        refused: Offers of each bet that do not count, as sentences.
    """

    features: npt.NDArray[np.float64]
    chance: npt.NDArray[np.float64]
    books: npt.NDArray[np.float64]
    age: npt.NDArray[np.float64]
    refused: Sequence[list[str]]

    @classmethod
    def of(
        cls,
        others: OthersOffers,
        odds: npt.NDArray[np.float64],
        placed_at: npt.NDArray[np.int64],
        weights: Mapping[str, float],
        refused: Sequence[list[str]] | None = None,
    ) -> "Offered":
        """Read what the other books offer on n bets.

        Args:
            others: What they do.
            odds: The bets' own, decimal, shape (n,).
            placed_at: µs since 1970, shape (n,).
            weights: How much each book counts; one that is not there counts as one that nobody knows yet.
            refused: Offers of each bet that do not count, as sentences; default: none.
        """
        counted = [weights.get(book, 1 / PRIOR_VARIANCE) for book in others.books]
        refused = [[] for _ in odds] if refused is None else refused
        if len(odds) <= FEW:
            few = few_offered(others, odds, placed_at, counted)
            return cls(few.features, _chance(few.consensus), few.books, _hours(placed_at, few.newest), refused)
        columns = quote_columns(others, np.array(counted))
        features = quote_matrix({**columns, "odds": odds, "placed_at": placed_at})
        age, chance = _hours(placed_at, columns[NEWEST]), _chance(columns[CONSENSUS])
        return cls(features.reshape(len(odds), len(QUOTE_NAMES)), chance, columns[BOOKS], age, refused)

    def where(self, chosen: npt.NDArray[np.bool_], other: "Offered") -> "Offered":
        """Another's bets where they are chosen, these elsewhere."""
        refused = [
            theirs if take else own for take, own, theirs in zip(chosen, self.refused, other.refused, strict=True)
        ]
        return replace(
            self,
            features=np.where(chosen[:, None], other.features, self.features),
            chance=np.where(chosen, other.chance, self.chance),
            books=np.where(chosen, other.books, self.books),
            age=np.where(chosen, other.age, self.age),
            refused=refused,
        )

    def warnings(self, row: int, stale: timedelta) -> Iterator[str]:
        """What to say of a bet's offers."""
        yield from self.refused[row]
        if self.age[row] > stale.total_seconds() / 3600:
            yield f"The newest of the other books' prices is {self.age[row]:.0f} hours old; they may have moved since."

    def reason(self, row: int, odds: float) -> str:
        """What other books think of a bet, in words."""
        number = int(self.books[row])
        who = "One other book thinks" if number == 1 else f"{_NUMBERS.get(number, number)} other books think"
        return f"{who} {percent_text(float(self.chance[row]))}; this one pays as if {percent_text(1 / odds)}."


_NUMBERS = {2: "Two", 3: "Three", 4: "Four", 5: "Five", 6: "Six", 7: "Seven", 8: "Eight", 9: "Nine"}


def offered(
    quotes: Sequence[Sequence[OfferedPrice] | None],
    sportsbooks: Sequence[str],
    odds: npt.NDArray[np.float64],
    placed_at: npt.NDArray[np.int64],
    weights: Mapping[str, float],
) -> Offered | None:
    """Read the offers that come with n bets; None if none do.

    An offer of the bet's own book, or observed at or after the bet, does not count.

    Args:
        quotes: Of each bet, None where none are given.
        sportsbooks: The bets' own books, by their canonical names.
        odds: Decimal, shape (n,).
        placed_at: µs since 1970, shape (n,).
        weights: How much each book counts; one that is not there counts as one that nobody knows yet.
    """
    if not any(quotes):
        return None
    n = len(odds)
    refused: list[list[str]] = [[] for _ in range(n)]
    kept = [_kept(row, quotes[row] or (), sportsbooks[row], int(placed_at[row]), refused[row]) for row in range(n)]
    books = list(dict.fromkeys(book for row in kept for book in row))
    logits, best, newest = np.full((n, len(books)), np.nan), np.full(n, np.nan), np.full(n, -1, dtype=np.int64)
    for row, offers in enumerate(kept):
        for book, (offer, seen) in offers.items():
            chance = fair_chance([offer.odds, *offer.against]) if offer.against else np.nan
            logits[row, books.index(book)] = np.log(chance / (1 - chance))
            best[row] = np.fmax(best[row], offer.odds)
            newest[row] = max(newest[row], seen)
    logits = opinions(logits)
    others = OthersOffers(logits, logits, best, np.full(n, -1), newest, tuple(books))
    return Offered.of(others, odds, placed_at, weights, refused)


def _chance(consensus: npt.NDArray[np.float64]) -> npt.NDArray[np.float64]:
    return np.asarray(1 / (1 + np.exp(-consensus)))


def _hours(placed_at: npt.NDArray[np.int64], newest: npt.NDArray[np.float64]) -> npt.NDArray[np.float64]:
    return np.asarray((placed_at - newest) / 3.6e9)


def _kept(
    _row: int, offers: Sequence[OfferedPrice], own: str, placed_at: int, refused: list[str]
) -> dict[str, tuple[OfferedPrice, int]]:
    """The last offer of each other book before the bet, with its moment."""
    kept: dict[str, tuple[OfferedPrice, int]] = {}
    for offer in offers:
        book = canonical_sportsbook(offer.sportsbook)[0]
        seen = placed_at - 1 if offer.observed_at is None else _microseconds(offer.observed_at)
        if book == own:
            refused.append(f"The quote of {book} does not count: it is the bet's own book.")
        elif seen >= placed_at:
            refused.append(f"The quote of {book} does not count: it was not observed before the bet.")
        elif book not in kept or kept[book][1] < seen:
            kept[book] = offer, seen
    return kept


def _microseconds(moment: datetime) -> int:
    return round(moment.astimezone(UTC).timestamp() * 1_000_000)
