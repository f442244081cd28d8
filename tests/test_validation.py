"""Pydantic's errors as sentences."""

from typing import Annotated, Any

import pytest
from pydantic import AfterValidator, AwareDatetime, BaseModel, ConfigDict, Field, ValidationError, field_validator

from pikkit.base.errors import InputError
from pikkit.base.validation import InvalidFieldsError, Problem, first_said, problems_of, shortened


class Leg(BaseModel):
    model_config = ConfigDict(extra="forbid")

    price: float


class Slip(BaseModel):
    model_config = ConfigDict(extra="forbid", str_strip_whitespace=True)

    book: str = Field(min_length=1)
    odds: float | str = 2.0
    at: AwareDatetime | None = None
    legs: list[Leg] = []
    by_name: dict[str, Leg] = {}

    @field_validator("book")
    @classmethod
    def _known(cls, value: str) -> str:
        if value == "Nowhere":
            raise ValueError("Nowhere is not a book.")
        return value


def problems(value: Any, at: str = "") -> list[str]:
    with pytest.raises(ValidationError) as caught:
        Slip.model_validate(value)
    return [str(problem) for problem in problems_of(caught.value, at, Slip)]


@pytest.mark.parametrize(
    ("value", "sentence"),
    [
        ({}, "book: is required"),
        ({"book": "x", "tip": 1}, "tip: is not known; the fields are book, odds, at, legs, by_name"),
        ({"book": "Nowhere"}, "book: Nowhere is not a book."),
        ({"book": ""}, "book: string should have at least 1 character, not ''"),
        ({"book": "x", "odds": []}, "odds: should be a valid number or a valid string, not []"),
        ({"book": "x", "legs": [{"price": 1}, {}]}, "legs[1].price: is required"),
        (
            {"book": "x", "at": "2026-01-01T00:00"},
            "at: must say its time zone, such as 2026-01-31T18:30:00Z, not '2026-01-01T00:00'",
        ),
        ({"book": "x", "legs": [{"price": 1, "tip": 2}]}, "legs[0].tip: is not known; the fields are price"),
        ({"book": "x", "by_name": {"a": {"price": 1, "tip": 2}}}, "by_name.a.tip: is not known; the fields are price"),
        (3, "must be an object, not 3"),
    ],
)
def test_a_problem_is_a_sentence(value: Any, sentence: str) -> None:
    assert problems(value) == [sentence]


def test_every_field_speaks_once() -> None:
    assert len(problems({"book": 1, "odds": {}, "at": 0.5j, "tip": 2})) == 4


def test_the_place_of_the_object_comes_first() -> None:
    assert problems({}, at="instances[1]") == ["instances[1].book: is required"]


def test_the_name_of_an_unknown_field_is_repeated_safely() -> None:
    assert problems({"book": "x", "é\n": 1})[0].startswith(r"'\xe9\n': is not known")


def test_a_long_value_is_not_repeated_in_full() -> None:
    assert len(shortened("x" * 10_000)) < 100


def test_a_refusal_is_an_input_error_with_all_its_sentences() -> None:
    refusal = InvalidFieldsError([Problem("odds", "is required"), Problem("", "Try again.")])
    assert isinstance(refusal, InputError)
    assert str(refusal) == "odds: is required. Try again."


def test_our_own_sentences_come_without_the_librarys_words() -> None:
    class Refusing(BaseModel):
        value: Annotated[int, AfterValidator(_refused)] | list[int]

    with pytest.raises(ValidationError) as caught:
        Refusing.model_validate({"value": 3})
    assert "value error" not in str(problems_of(caught.value)[0]).lower()
    assert "it is never right" in first_said(caught.value)
    assert first_said(OSError("No such file.\nMore.")) == "No such file"


def _refused(value: object) -> object:
    raise ValueError("it is never right")
