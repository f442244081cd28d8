"""Side, line and yes or no, word by word: what in a leg is neither market nor name."""

from collections.abc import Sequence

from pikkit.bets.bet_info.known_teams import teams_named
from pikkit.bets.bet_info.numbers import PICK, SHORT_SIDES, SIDE_WORDS, YES_NO, Number, read_number
from pikkit.bets.outcome import Side

_OR_MORE = {"more": Side.OVER, "better": Side.OVER, "higher": Side.OVER, "fewer": Side.UNDER, "less": Side.UNDER}
NUMBER_STARTS = frozenset("0123456789+-.(@")
"""What a number may start with."""
TERM_WORDS = frozenset({*SIDE_WORDS, *SHORT_SIDES, *YES_NO, *PICK, "at", "even", "evens", "ev"})
"""Words that may be a term without starting like a number."""
_AT_LEAST = {("at", "least"): Side.OVER, ("at", "most"): Side.UNDER}
_STEP = 0.5
_CITY = "New Orleans"
_NEW_ORLEANS = frozenset({"Orleans", "NOP", "NO", "NOLA", "Pelicans", "Saints"})
_CODE = 2
_OPPOSITE = {Side.OVER: Side.UNDER, Side.UNDER: Side.OVER}


class Terms:
    """The terms of a leg as its words are taken one by one, from left to right."""

    side: Side | None = None
    line: float | None = None
    signed = False
    """The line was written with a sign: it is a head start or a milestone."""
    answer: Side | None = None
    """Yes or no, as a contract says it."""
    expected = False
    """The next number is the line, as the last word was a side."""
    loose: int | None = None
    """Where a number stands that may be the line, or part of a name."""
    where = -1
    """The place of the line."""
    lines = 0
    """How many different lines were read: of two, there are two conditions."""

    def __init__(self, written: Sequence[str], folded: Sequence[str], at: int | None = None) -> None:
        self.written, self.folded, self.at = written, folded, at

    def take(self, i: int) -> int:
        """How many words from the i-th on are terms; 0 if it is none."""
        word, written = self.folded[i], self.written[i]
        if word in SIDE_WORDS:
            return self._take_side(i, SIDE_WORDS[word])
        if word in SHORT_SIDES and (number := self._number(i + 1)) and not number.signed:
            self._see_side(SHORT_SIDES[word])
            return 1
        if number := read_number(written):
            return self._take_number(i, number)
        if word in YES_NO and self.answer is None and not self._is_team(i):
            self.answer = YES_NO[word]
            return 1
        if word == "at" and (side := _AT_LEAST.get(tuple(self.folded[i : i + 2]))) and (number := self._number(i + 2)):  # type: ignore[arg-type]
            self._milestone(i, number.value, side)
            return 3
        self.expected = False
        return 0

    def _is_team(self, i: int) -> bool:
        """Whether "NO" is New Orleans: it is the name at the separator, or one that the tables know begins with it."""
        if self.written[i] == "(NO)":
            return not _NEW_ORLEANS.isdisjoint(self.written)
        if not self.written[i].isupper() or len(self.written[i]) > _CODE:
            return False
        return (
            self.at == i + 1
            or any(self._is_new_orleans(self.written[i : i + size]) for size in (2, 3))
            or (i + 1 < len(self.written) and self.written[i + 1][0] in "+-(")
        )

    def _is_new_orleans(self, words: Sequence[str]) -> bool:
        return any(team.city in (_CITY, "") and _CITY in team.name for team in teams_named(" ".join(words)))

    def take_loose(self) -> int | None:
        """Use the number that stood alone as the line, and say where it stands."""
        where = self.loose
        if where is None or self.line is not None or (number := read_number(self.written[where])) is None:
            return None
        self.line, self.loose, self.lines, self.where = number.value, None, 1, where
        return where

    @property
    def chosen(self) -> Side | None:
        """The side: a "No" to an over is the under, a "Yes" to it the over itself."""
        if self.side is None or self.answer is not Side.NO:
            return self.side or self.answer
        return _OPPOSITE.get(self.side, self.side)

    def _take_side(self, i: int, side: Side) -> int:
        self._see_side(side)
        return 2 if i + 1 < len(self.folded) and self.folded[i + 1] == "than" else 1

    def _see_side(self, side: Side) -> None:
        self.side, self.expected = self.side or side, True

    def _take_number(self, i: int, number: Number) -> int:
        if number.price:
            return 1
        if not number.signed and self._says_or_more(i):
            self._milestone(i, number.value, _OR_MORE[self.folded[i + 2]])
            return 3
        if number.signed or self.expected:
            return self._take_line(i, number)
        if self.line is not None and number.value in (self.line, abs(self.line)):
            return 1
        self.loose = i
        return 0

    def _take_line(self, i: int, number: Number) -> int:
        self.expected = False
        if self.line is None:
            self.where = i
            self.line, self.side = number.value, self.side or number.side
            self.signed, self.lines = number.signed and not number.side, 1
        elif number.value != self.line:
            self.lines += 1
        return 1

    def _milestone(self, i: int, value: float, side: Side) -> None:
        self._take_line(i, Number(value + (-_STEP if side is Side.OVER else _STEP), signed=True, side=side))

    def _says_or_more(self, i: int) -> bool:
        return i + 2 < len(self.folded) and self.folded[i + 1] == "or" and self.folded[i + 2] in _OR_MORE

    def _number(self, i: int) -> Number | None:
        return read_number(self.written[i]) if i < len(self.written) else None
