"""How a bettor has figures written, his unit, and where his bankroll begins."""

from typing import Annotated

from apiflask import APIBlueprint
from flask import request
from pydantic import BaseModel, Field, Strict

from pikkit.base.errors import InputError
from pikkit.extension_api.extensions import bankrolls, preferences_by_bettor, records
from pikkit.extension_api.openapi import error_responses
from pikkit.extension_api.reading import bettor_asked
from pikkit.money.preferences import Amount, Bankroll, Preferences
from pikkit.money.preferences_kept import preferences_of, read_preferences

blueprint = APIBlueprint("preferences_api", __name__, url_prefix="/v1/preferences", tag="Money")


class PreferencesAsked(Preferences):
    """What a bettor chooses; null or left out is "not chosen"."""

    unit_size: Annotated[Amount, Strict()] | None = Field(default=None, description="What one unit is, in his currency")
    starting_bankroll: Annotated[Bankroll, Strict()] | None = Field(
        default=None, description="What he had when his bankroll began"
    )


class PreferencesHeld(BaseModel):
    """What a bettor chose, and what holds for him."""

    chosen: Preferences
    holds: Preferences = Field(description="His choices over the home's; what is null in both is the usual way")


@blueprint.get("")
@blueprint.output(PreferencesHeld)
@blueprint.doc(responses=error_responses(401, 403, 429, 503))
def read() -> PreferencesHeld:
    """Tell how a bettor has figures written; the days of /v1/performance are those of his time zone."""
    return _held(bettor_asked())


@blueprint.put("")
@blueprint.input(PreferencesAsked, arg_name="chosen")
@blueprint.output(PreferencesHeld)
@blueprint.doc(responses=error_responses(400, 401, 403, 413, 415, 429, 503))
def choose(chosen: PreferencesAsked) -> PreferencesHeld:
    """Keep a bettor's choices in place of those before; what is left out is chosen no longer.

    Without a bettor (``*``) they are the home's, which operators alone write.
    """
    if not isinstance(request.get_json(), dict):  # null and [] come here as nothing chosen
        raise InputError("The body must be a JSON object of choices; {} takes all of them back.")
    bettor = bettor_asked()
    preferences_by_bettor().keep(bettor, Preferences.model_validate(chosen.model_dump()))
    bankrolls().forget(bettor)
    return _held(bettor)


def _held(bettor: str | None) -> PreferencesHeld:
    return PreferencesHeld(chosen=read_preferences(records(), bettor), holds=preferences_of(records(), bettor))
