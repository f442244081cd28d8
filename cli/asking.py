"""A bet given as JSON on the command line."""


def bet_in_json(text: str) -> dict[str, object]:
    """The fields of a bet given as a JSON object.

    Raises:
        InputError: It is none.
    """
    import json

    from pikkit.base.errors import InputError

    try:
        fields = json.loads(text)
    except ValueError as error:
        raise InputError(f"--bet is no JSON: {error}.") from error
    if not isinstance(fields, dict):
        raise InputError('--bet must be a JSON object, such as {"sportsbook": "Caesars", "odds": 1.91}.')
    return fields
