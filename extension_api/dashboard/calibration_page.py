"""Whether bets won as often as the price, the closing line and the model said."""

from flask import render_template

from pikkit.extension_api.bet_filter import FilterQuery
from pikkit.extension_api.dashboard.asking import asked
from pikkit.extension_api.dashboard.blueprint import blueprint
from pikkit.extension_api.dashboard.charts import reliability_picture
from pikkit.extension_api.reading import bettor_asked, performance_reader
from pikkit.extension_api.scores_given import scores_given
from pikkit.performance import BetFilter

_NAMES = {"price": "The price you took", "close": "The closing line", "model": "The model"}


@blueprint.get("/calibration")
def calibration() -> str:
    """Show how often bets won against what was said."""
    query, bettor = asked(FilterQuery), bettor_asked()
    sources = performance_reader().reliability(query.for_bettor(bettor), scores_given(bettor))
    return render_template(
        "dashboard/calibration.html",
        title="Calibration",
        sources=[(_NAMES[one.of], one, reliability_picture(one)) for one in sources],
        asked=query,
        has_model=any(one.of == "model" for one in sources),
        choices=performance_reader().choices(BetFilter(bettor=bettor)),
    )
