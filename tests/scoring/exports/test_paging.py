"""A list read in pages is read whole."""

from hypothesis import given
from hypothesis import strategies as st

from scoring.exports import batches


@given(st.sets(st.integers(0, 60)), st.integers(1, 7))
def test_nothing_is_missed_and_nothing_comes_twice(numbers, page):
    """Whatever the gaps between the numbers and the size of a page."""

    def read(*, after, limit):
        return sorted(number for number in numbers if number > after)[:limit]

    read_so = batches(read, seq=lambda number: number, page=page)
    assert [number for batch in read_so for number in batch] == sorted(numbers)


def test_a_list_that_grows_while_it_is_read_is_read_to_its_end():
    """What is appended meanwhile is seen too, once."""
    numbers = [0, 1]

    def read(*, after, limit):
        found = [number for number in numbers if number > after][:limit]
        if len(numbers) < 5:
            numbers.append(len(numbers))
        return found

    read_so = batches(read, seq=lambda number: number, page=1)
    assert list(read_so) == [[0], [1], [2], [3], [4]]
