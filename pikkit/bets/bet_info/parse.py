"""From a leg's text to its fields: the market phrase first, then what stands before, behind and around it."""

from collections.abc import Sequence
from functools import lru_cache

from pikkit.bets.bet_info.alike import read_alike
from pikkit.bets.bet_info.codes import without_codes
from pikkit.bets.bet_info.conditions import asks_for_two, joins_a_side
from pikkit.bets.bet_info.confidence import confidence_of
from pikkit.bets.bet_info.dashes import dash_index, without_qualifiers
from pikkit.bets.bet_info.games import NO_NAMES, GameNames, game_of
from pikkit.bets.bet_info.habits import names_visitors_first
from pikkit.bets.bet_info.in_book import in_book
from pikkit.bets.bet_info.known_teams import ends_a_team
from pikkit.bets.bet_info.leg_fields import LegFields
from pikkit.bets.bet_info.marked_subject import is_of_two_results, marked_subject, without_line
from pikkit.bets.bet_info.matchup import NO_MATCHUP, Matchup, matchup_of, separator_index
from pikkit.bets.bet_info.minutes import minutes_told
from pikkit.bets.bet_info.numbers import YES_NO
from pikkit.bets.bet_info.outrights import (
    NAMES_A_WINNER,
    outright_named,
    unread_tail,
    winner_first,
    without_competition,
)
from pikkit.bets.bet_info.phrases import Mark, Role
from pikkit.bets.bet_info.places import free_places, read_head, read_tail
from pikkit.bets.bet_info.scores import score_in, with_close_scores
from pikkit.bets.bet_info.second_look import second_look
from pikkit.bets.bet_info.selection import (
    Selection,
    named_side,
    only_happens,
    resolve_selection,
    with_score,
)
from pikkit.bets.bet_info.slash_pairs import slash_game
from pikkit.bets.bet_info.subjects import Subject, clean
from pikkit.bets.bet_info.terms import Terms
from pikkit.bets.bet_info.turned import market_first
from pikkit.bets.bet_info.unknown_market import implied, read_without_market
from pikkit.bets.bet_info.untold import told_by_period, wins_in_a_round
from pikkit.bets.bet_info.usual_words import usual_words
from pikkit.bets.bet_info.vocabulary import find_phrases
from pikkit.bets.bet_info.words import JOINER, Words, join_words, storable
from pikkit.bets.leg import Leg
from pikkit.bets.outcome import Side
from pikkit.bets.tables.market_kind import MarketKind
from pikkit.bets.tables.selection_markets import JOINT_MARKETS


def parse_bet_info(text: str, sportsbook: str | None = None) -> tuple[Leg, ...]:
    """The legs of a bet, joined by " | " in the text; none for an empty text. Never raises.

    With its book, home and away are as that book lists them (see ``in_book``).
    """
    legs = map(leg_fields, split_legs(text))
    return tuple(Leg(**(in_book(leg, sportsbook) if sportsbook else leg)._asdict()) for leg in legs)


def parse_leg(text: str) -> Leg:
    """One leg. What cannot be read stays None, the text itself is always in ``raw``. Never raises."""
    return Leg(**leg_fields(text)._asdict())


def split_legs(text: str) -> list[str]:
    """The texts of a bet's legs, trimmed."""
    return [leg for part in text.split("|") if (leg := part.strip())]


LONGEST = 500
"""Characters of a leg that is read; books write up to 80. A longer one would only fill what is remembered."""


def leg_fields(text: str) -> LegFields:
    """What ``parse_leg`` reads, unchecked; of a text that is longer than any leg, nothing."""
    if not text.isascii():
        text = storable(text)
    return LegFields(raw=text) if len(text) > LONGEST else _fields(text)


@lru_cache(maxsize=1 << 14)
def _fields(text: str) -> LegFields:
    return second_look(text, read_alike(text, word_by_word), word_by_word)


@lru_cache(maxsize=1 << 14)
def word_by_word(text: str) -> LegFields:
    """The fields of a leg by its own words, whatever legs are alike."""
    words = usual_words(text)
    at = separator_index(*words)
    marks = find_phrases(words.folded if at is None else without_codes(words, at))
    marks = [mark for mark in marks if not ends_a_team(words.written, mark.start, mark.end)]
    if at is None and (outright := winner_first(words)):
        return word_by_word(join_words(outright))._replace(raw=text)
    if at is None and "/" in text and not is_of_two_results(marks) and (paired := slash_game(words.written)):
        return word_by_word(join_words(paired))._replace(raw=text)
    if at is None and "" in words.folded and (at := dash_index(words, marks)) is not None:
        words.folded[at] = words.written[at] = "v"
    end = len(words.folded) if at is None else at
    market = _market_mark(marks, end)
    if market is not None and wins_in_a_round(marks, market):
        market = None
    if market is None and at is not None and (turned := market_first(words, marks, at)):
        return word_by_word(join_words(turned))._replace(raw=text)
    if market is None:
        return _without_market(text, words, marks, at)
    many = market.phrase.market is not None and market.phrase.market.kind is MarketKind.SELECTION
    if many and "" in words.folded and (close := with_close_scores(text)) != text:
        return word_by_word(close)._replace(raw=text)
    return _with_market(text, words, marks, market, at)


def _with_market(text: str, words: Words, marks: Sequence[Mark], market: Mark, at: int | None) -> LegFields:
    terms = Terms(*words, at)
    end = _answered(words, marks, market, terms) if at is None else at
    denied = market.start > 0 and words.folded[market.start - 1] == "not"
    head = free = read_head(words, marks, market, terms)
    if denied:
        terms.answer, free = Side.NO, free[:-1]
    if at is None and market.phrase.market and market.phrase.market.kind in (MarketKind.RESULT, MarketKind.SELECTION):
        head, free = free, without_competition(words, free)
    free = without_line(free, terms, market)
    start = read_tail(words, marks, terms, market.end, end)
    if terms.loose in free:  # 7.5 Assists Less
        free = without_line(free, terms, market)
    game, names = _game(text, words, marks, start, at)
    subject, names = marked_subject(words, marks, market, terms, free, (start, end, at), game, names)
    period, live, alternate = _modifiers(marks) if len(marks) > 1 else (None, False, False)
    if ":" in text:
        period = minutes_told(text, period) or period
    joined = JOINER in words.folded or "," in text or "or" in words.folded
    two = (joined or terms.lines > 1) and asks_for_two(words, marks, terms, end, game.listed)
    two = two or (market.phrase.market is not None and _is_another(market.phrase.market.name, terms))
    name = named_side(subject.name, market.phrase, game)
    selection = _NONE if two else resolve_selection(market.phrase, terms, name, game, alternate=alternate)
    if at is None and selection.market:
        tail = _unread(words, marks, terms, market.end, end, subject)
        event = market.phrase.words in NAMES_A_WINNER and any(word[0].isupper() for word in tail)
        named = outright_named(selection.market, words, head, market.end, end, event=event)
        names = names._replace(left=(*names.left, *(() if event and named == "outright" else tail)))
        selection = selection._replace(market=named)
    if selection.market == "highest scoring half" and not selection.subject:
        selection, period = selection._replace(subject=period), None
    last = end if at is None else start
    if (
        last > market.end
        and selection.market
        and selection.line is None
        and (score := score_in(words.written, market.end, last, marks))
    ):
        selection = with_score(selection, score)
    left = _left(subject, names) if subject.left or names.before or names.left else ()
    if not two and (selection.market is None or (left and only_happens(market.phrase, terms))):
        return _without_market(text, words, marks, at)
    sure = confidence_of(selection.market, selection.side, game.order, len(left), market.phrase.market)
    return LegFields(
        text, *selection, game.home or None, game.away or None, period, live, game.order, sure,
        " ".join(left) if left else None,
    )  # fmt: skip


def _answered(words: Words, marks: Sequence[Mark], market: Mark, terms: Terms) -> int:
    """Where a leg without a game ends, but for a yes or no behind its market, which is noted."""
    end = len(words.folded)
    last = without_qualifiers(marks, end) - 1
    terms.answer = YES_NO.get(words.folded[last])
    return last if terms.answer is not None and last >= market.end else end


def _is_another(name: str, terms: Terms) -> bool:
    """Whether two conditions stand under one name: each team is to score 20 or more ("Both Teams To Score 20+")."""
    return name in JOINT_MARKETS or (name == "both teams to score" and terms.line is not None)


def _unread(
    words: Words, marks: Sequence[Mark], terms: Terms, start: int, end: int, subject: Subject
) -> tuple[str, ...]:
    """The words behind the market of a leg without a game, but for the subject, that no rule reads."""
    claimed = {i for mark in marks for i in range(mark.start, mark.end)}
    named = set(subject.name.split())
    free = free_places(words, terms, start, end, claimed)
    return unread_tail(words, [i for i in free if words.folded[i] and words.written[i].strip(",:;") not in named])


def _left(subject: Subject, names: GameNames) -> tuple[str, ...]:
    """The words that no rule reads; the subject once more in front of the teams is read."""
    if not names.before or names.before == subject.name:
        return subject.left + names.left
    before = clean(names.before.replace(subject.name, " ") if subject.name else names.before, ("", ""))
    return (*subject.left, *before.left, *before.name.split(), *names.left)


_NONE = Selection(None, None, None, None)


def _without_market(text: str, words: Words, marks: Sequence[Mark], at: int | None) -> LegFields:
    period, live, _ = _modifiers(marks)
    read = read_without_market(words, marks, at)
    game = NO_MATCHUP if at is None else _ordered(text, read.first, words.folded[at], read.second)
    market, side, subject = implied(read, game)
    if (JOINER in words.folded or "or" in words.folded) and joins_a_side(
        words, len(words.folded) if at is None else at
    ):
        market, side, read = None, None, read._replace(line=None)
    if market is None and (by_period := told_by_period(words, marks, at, game, read.line)):
        market, side, subject, read = (
            by_period.market,
            by_period.side,
            by_period.subject,
            read._replace(left=by_period.left),
        )
        game = _ordered(text, by_period.first, words.folded[at or 0], by_period.second)
    sure = confidence_of(market, side, game.order, len(read.left))
    nothing = not (side or game.home or game.away)
    return LegFields(
        text, market, side, read.line, subject or None, game.home or None, game.away or None, period, live,
        game.order, 0.0 if nothing else sure, " ".join(read.left) or None,
    )  # fmt: skip


def _market_mark(marks: Sequence[Mark], end: int) -> Mark | None:
    """The longest market phrase in front of the matchup; of equals the first."""
    best = None
    for mark in marks:
        if mark.phrase.weight > (best.phrase.weight if best else 0) and mark.end <= end:
            best = mark
    return best


def _modifiers(marks: Sequence[Mark]) -> tuple[str | None, bool, bool]:
    """The period, and whether the leg is live and its line an alternate one."""
    roles = [mark.phrase.role for mark in marks]
    period = next(
        (mark.phrase.period for mark in marks if mark.phrase.role is Role.PERIOD and mark.phrase.period), None
    )
    return period, Role.LIVE in roles, Role.ALTERNATE in roles


def _game(text: str, words: Words, marks: Sequence[Mark], start: int, at: int | None) -> tuple[Matchup, GameNames]:
    """Who plays whom, and the names as they stand in the text."""
    if at is None:
        return NO_MATCHUP, NO_NAMES
    names = game_of(words, marks, start, at)
    return _ordered(text, names.first, words.folded[at], names.second), names


def _ordered(text: str, first: str, separator: str, second: str) -> Matchup:
    return matchup_of(first, separator, second, visitors_first=separator[0] == "v" and names_visitors_first(text))
