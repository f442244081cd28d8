"""How many values a JSON text may hold, to the last one."""

import pytest

from pikkit.inference.json_values import TooManyValuesError, check_values, values_in


@pytest.mark.parametrize("body", [b"[1,2,3]", b"{" * 25, b"[" * 99, b',"a{b",' * 10, b"1"])
def test_a_text_may_hold_as_many_values_as_are_taken_and_no_more(body: bytes) -> None:
    check_values(body, values_in(body))
    with pytest.raises(TooManyValuesError, match="A body may hold at most"):
        check_values(body, values_in(body) - 1)
