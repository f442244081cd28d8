"""How prices and money went: CLV by span of time, and the profit beside what closing prices promised."""

from flask import render_template

from pikkit.extension_api.bet_filter import FilterQuery
from pikkit.extension_api.dashboard.asking import asked
from pikkit.extension_api.dashboard.blueprint import blueprint
from pikkit.extension_api.dashboard.time_charts import course_picture, expected_picture
from pikkit.extension_api.reading import bettor_asked, performance_reader
from pikkit.performance import BetFilter


@blueprint.get("/over-time")
def over_time() -> str:
    """Show CLV over time, and expected against actual profit."""
    query, bettor = asked(FilterQuery), bettor_asked()
    reader, meant = performance_reader(), query.for_bettor(bettor)
    course, expected = reader.course(meant), reader.expected(meant)
    return render_template(
        "dashboard/over_time.html",
        title="Over time",
        asked=query,
        choices=reader.choices(BetFilter(bettor=bettor)),
        course=course,
        course_picture=course_picture(course),
        expected=expected,
        expected_picture=expected_picture(expected),
    )
