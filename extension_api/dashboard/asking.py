"""What a page's address asks for."""

from typing import TypeVar

from flask import request
from pydantic import BaseModel, ValidationError

from pikkit.base.validation import InvalidFieldsError, problems_of

_Model = TypeVar("_Model", bound=BaseModel)


def asked(model: type[_Model]) -> _Model:
    """The parameters of the address; empty ones, as forms send them, are left out.

    Raises:
        InputError: One is not known or wrong.
    """
    given = {name: value for name, value in request.args.items() if value}
    try:
        return model.model_validate(given)
    except ValidationError as error:
        raise InvalidFieldsError(problems_of(error)) from error
