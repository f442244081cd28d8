"""The bets themselves."""

from flask import render_template

from pikkit.extension_api.api.bets import BetsQuery
from pikkit.extension_api.dashboard.asking import asked
from pikkit.extension_api.dashboard.blueprint import blueprint
from pikkit.extension_api.reading import bettor_asked, performance_reader
from pikkit.performance import BetFilter


@blueprint.get("/bets")
def bets() -> str:
    """List bets, newest first, found by words and filters."""
    query, bettor = asked(BetsQuery), bettor_asked()
    page = performance_reader().bets(query.for_bettor(bettor, query.q), query.limit, query.cursor)
    conditions = {name: str(value) for name, value in query.model_dump(exclude={"bettor", "cursor"}).items() if value}
    return render_template(
        "dashboard/bets.html",
        title="Bets",
        page=page,
        asked=query,
        conditions=conditions,
        choices=performance_reader().choices(BetFilter(bettor=bettor)),
    )
