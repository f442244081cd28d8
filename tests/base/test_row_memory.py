"""What is remembered of rows is what working them out again would give, however little is kept."""

from hypothesis import given
from hypothesis import strategies as st

from pikkit.base.row_memory import RowMemory

batches = st.lists(st.lists(st.integers(0, 9), max_size=6), max_size=12)


@given(most=st.integers(0, 8), asked=batches)
def test_what_is_remembered_is_what_would_be_worked_out(most: int, asked: list[list[int]]) -> None:
    memory: RowMemory[int, str] = RowMemory(most)
    for rows in asked:
        expected = [str(row) for row in rows]
        assert memory.known(rows) in (None, expected)
        assert memory.read(rows, lambda new: map(str, new)) == expected


def test_only_unknown_rows_are_worked_out_and_each_once() -> None:
    memory: RowMemory[int, int] = RowMemory(10)
    worked: list[list[int]] = []

    def work(rows: list[int]) -> list[int]:
        worked.append(rows)
        return [-row for row in rows]

    assert memory.read([3, 1, 3], work) == [-3, -1, -3]
    assert memory.read([1, 2, 3, 2], work) == [-1, -2, -3, -2]
    assert memory.read([2, 2], work) == [-2, -2]
    assert worked == [[3, 1], [2]]


def test_rows_that_do_not_fit_are_worked_out_every_time() -> None:
    memory: RowMemory[int, int] = RowMemory(10, lambda row: row < 5)
    assert memory.read([1, 7], lambda new: [-row for row in new]) == [-1, -7]
    assert memory.known([1]) == [-1]
    assert memory.known([7]) is None
