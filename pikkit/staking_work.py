"""What a home is asked about stakes, by a command or by a program."""

from typing import TYPE_CHECKING

from pikkit.base.errors import NotReadyError
from pikkit.base.steps import QuietSteps, Steps
from pikkit.home_doors import HomeDoors

if TYPE_CHECKING:
    from pikkit.stakes.staking_env import StakingEnv
    from pikkit.stakes.staking_report import StakingReport
    from pikkit.workflows.home_stakes import StakesQuestion


class StakingWork(HomeDoors):
    """Policies tried, learned and reported on, on the stored bets."""

    def simulate_stakes(
        self, asked: "StakesQuestion | None" = None, *, model: str = "", steps: Steps | None = None
    ) -> "StakingReport":
        """Play staking policies on the later stored bets, scored out of time, and keep the report.

        Args:
            asked: Bankroll, limits of books and how intervals are made.
            model: A model's URI or a bundle's folder; default: the champion.
            steps: Told of scoring and judging.

        Raises:
            InputError: The bets are too few, or none is worth its price.
            NotReadyError: There is no model, or no bet.
        """
        return self._try_stakes(asked, model, steps, learn=False)

    def learn_stakes(
        self, asked: "StakesQuestion | None" = None, *, model: str = "", steps: Steps | None = None
    ) -> "StakingReport":
        """Learn a staking policy on earlier bets and judge it on later ones; scores use it if it is surely better.

        It needs the extra ``pikkit[stakes]``; arguments and errors are those of ``simulate_stakes``.
        """
        return self._try_stakes(asked, model, steps, learn=True)

    def stakes_report(self) -> "StakingReport":
        """The kept report: of the last learning, or of the last simulation.

        Raises:
            NotReadyError: There is none.
        """
        from pikkit.stakes.staking_report import read_staking_report

        report = read_staking_report(self.settings.resolved_home)
        if report is None:
            raise NotReadyError("No stakes were tried yet; try some by `pikkit stakes simulate` or `learn`.")
        return report

    def stakes_environment(
        self,
        asked: "StakesQuestion | None" = None,
        *,
        model: str = "",
        later: bool = False,
        block_days: int | None = None,
    ) -> "StakingEnv":
        """The stored bets as an environment with Gymnasium's API: the earlier ones, to learn on, or the later ones.

        Args:
            asked: Bankroll and limits of books.
            model: A model's URI or a bundle's folder; default: the champion.
            later: The bets to judge on.
            block_days: Make a new history of blocks of so many days at every reset.

        Raises:
            InputError: The bets are too few, or none is worth its price.
            NotReadyError: There is no model, no bet, or no gymnasium.
        """
        from pikkit.workflows.home_stakes import StakesQuestion, staking_bets

        try:
            from pikkit.stakes.staking_env import StakingEnv
        except ImportError as error:
            raise NotReadyError("The environment needs gymnasium; install pikkit[stakes].") from error
        parts = staking_bets(
            self.settings, asked or StakesQuestion(), self.model(model), self.stored_bets(), QuietSteps()
        )
        history = parts.later if later else parts.earlier
        return StakingEnv(history, block_days=block_days, cap=self.settings.kelly_cap)

    def _try_stakes(
        self, asked: "StakesQuestion | None", model: str, steps: Steps | None, *, learn: bool
    ) -> "StakingReport":
        from pikkit.workflows.home_stakes import StakesQuestion, try_stakes

        resolved, bets = self.model(model), self.stored_bets()
        return try_stakes(self.settings, asked or StakesQuestion(), resolved, bets, steps or QuietSteps(), learn=learn)
