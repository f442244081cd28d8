"""Scoring as the API does it: one call of the predictor for all bets asked about, and an answer whatever it does."""

from collections.abc import Callable, Sequence
from datetime import UTC, datetime

from pikkit.base.errors import PikkitError
from pikkit.extension_api.offers_now import OffersNow
from pikkit.extension_api.predictor_client import PredictorClient, PredictorUnavailableError, PredictorUnreachableError
from pikkit.extension_api.scoring.asked import ScoreAsked, Scored
from pikkit.extension_api.scoring.breaker import CircuitBreaker, CircuitOpenError
from pikkit.extension_api.scoring.market import consensus_of, market_view
from pikkit.extension_api.scoring.no_model import NoModel
from pikkit.finder.better_price import BetterPrice, better_prices
from pikkit.money.stake_advice import KellyRule, MoneyNow, stake_advice
from pikkit.scoring.price_only import price_only_score
from pikkit.scoring.request import ScoreRequest
from pikkit.scoring.score import Score
from pikkit.scoring.selection import BetBatch
from pikkit.settings import Settings

_JUST_AWAY = "the predictor gave no score a moment ago, and is not asked again yet."


class Scoring:
    """Scores bets by the predictor, and by their prices alone while it is away. Threads may share it."""

    def __init__(
        self,
        predictor: PredictorClient,
        settings: Settings,
        breaker: CircuitBreaker | None = None,
        offers: OffersNow | None = None,
        money_of: Callable[[str | None], MoneyNow] = lambda _bettor: MoneyNow(),
    ) -> None:
        self._predictor = predictor
        self._offers = offers
        self._settings, self._money_of = settings, money_of
        self._rule = KellyRule(settings.kelly_fraction, settings.kelly_cap)
        self.no_model = NoModel(settings)
        self._absent = ""  # why nothing answered where the predictor should be; "" if something did
        self.breaker = breaker or CircuitBreaker(PredictorUnavailableError)

    def score(
        self, asked: Sequence[ScoreAsked], bettor: str | None, at: str = "", failure: type[PikkitError] | None = None
    ) -> list[Scored]:
        """Score bets, in order.

        Args:
            asked: One or more.
            bettor: Whose they are where they do not say so.
            at: What the list is called in the request, for sentences about its members; "" if it is one bet.
            failure: A failure of the predictor that is answered by the prices too.

        Raises:
            InputError: The predictor refuses a bet.
            PredictorFailedError: It failed, unless that is ``failure``.
        """
        bets = [one.bet(bettor) for one in asked]
        scores = self._scores(bets, asked, at, failure)
        return [
            self._answer(score, one, better, bet.bettor)
            for score, one, better, bet in zip(scores, asked, self._better(bets), bets, strict=True)
        ]

    def _answer(self, score: Score, asked: ScoreAsked, better: BetterPrice | None, bettor: str | None) -> Scored:
        market = market_view(asked.books, score.p_win) if asked.books else None
        stake = stake_advice(score, self._rule, self._money_of(bettor))
        return Scored.model_construct(**score.__dict__, market=market, stake=stake, better=better)

    def _better(self, bets: list[ScoreRequest]) -> list[BetterPrice | None]:
        """Where each bet pays more now; of a bet placed at another moment nothing."""
        board = self._offers.latest() if self._offers else None
        now = [bet for bet in bets if bet.placed_at is None]
        if board is None or not len(board.offers) or not now:
            return [None] * len(bets)
        batch = BetBatch.of(now)
        prices = iter(better_prices(board, batch.placed_bets(batch.placed_by(datetime.now(UTC)))))
        return [next(prices) if bet.placed_at is None else None for bet in bets]

    def _scores(
        self, bets: list[ScoreRequest], asked: Sequence[ScoreAsked], at: str, failure: type[PikkitError] | None
    ) -> list[Score]:
        call: Callable[[], list[Score]] = lambda: self._predictor.score_all(bets, at)  # noqa: E731 (typed)
        try:
            return self.breaker.call(call)
        except CircuitOpenError:
            why = self._absent or _JUST_AWAY
        except PredictorUnavailableError as error:
            self._absent = self.no_model.why() if isinstance(error, PredictorUnreachableError) else ""
            why = self._absent or str(error)
        except PikkitError as error:
            if failure is None or not isinstance(error, failure):
                raise
            why = str(error)
        books = [consensus_of(one.books)[0] for one in asked]
        return [price_only_score(bet, p, why, self._settings) for bet, p in zip(bets, books, strict=True)]
