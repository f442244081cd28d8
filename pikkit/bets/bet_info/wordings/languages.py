"""Words of German, French, Spanish, Italian, Portuguese, Dutch and Swedish books, and what they mean.

A unit counts only behind a number or another word of its language: ``Tore`` is also a name.
"""

import re
from collections.abc import Callable

from pikkit.bets.bet_info.wordings.rule import GAME, Rule, rule
from pikkit.bets.bet_info.words import fold_word

_NUMBER = r"\d+(?:[.,]\d+)?"

_UNITS: dict[str, str] = {
    "Goals": "tore|tor|buts|but|goles|gol|gols|reti|mål|doelpunten|doelpunt|maal|mål i matchen",
    "Corners": "eckbälle|ecken|eckstöße|córners|saques de esquina|calci d'angolo|cantos|escanteios|hörnor|hoekschoppen",
    "Cards": "karten|gelbe karten|cartons|cartons jaunes|tarjetas|tarjetas amarillas|cartellini|cartões|kort|kaarten",
    "Points": "punkte|puntos|punti|pontos|poäng|punten",
    "Games": "spiele|jeux|juegos|giochi|jogos",
    "Sets": "sätze|manches",
    "Shots On Target": "torschüsse|schüsse aufs tor|tirs cadrés|tiros a puerta|tiri in porta|remates à baliza",
}
"""What is counted."""

_PHRASES: dict[str, str] = {
    "Draw No Bet": (
        "unentschieden keine wette|remboursé si nul|remboursé si match nul|empate no válido|empate no valido|"
        "apuesta sin empate|sin empate|empate anula aposta|empate anula|rimborso in caso di pareggio|"
        "gelijkspel geen weddenschap|oavgjort spel ej"
    ),
    "Half Time/Full Time": (
        "halbzeit/endstand|mi-temps/fin de match|mi-temps / fin de match|descanso/final|descanso / final|"
        "parziale/finale|parziale / finale|intervalo/final|rust/einde|halvtid/fulltid"
    ),
    "Correct Score": (
        "genaues ergebnis|exaktes ergebnis|korrektes ergebnis|score exact|resultado exacto|marcador correcto|"
        "marcador exacto|risultato esatto|resultado correto|resultado exato|correcte uitslag|rätt resultat"
    ),
    "First Goalscorer": (
        "erster torschütze|premier buteur|primer goleador|primo marcatore|primeiro marcador|eerste doelpuntenmaker|"
        "första målskytt"
    ),
    "Last Goalscorer": "letzter torschütze|dernier buteur|último goleador|ultimo marcatore|sista målskytt",
    "Anytime Goalscorer": (
        "torschütze jederzeit|jederzeit torschütze|trifft jederzeit|erzielt ein tor|torschütze|buteur à tout moment|"
        "buteur|marca en cualquier momento|goleador en cualquier momento|anota en cualquier momento|goleador|"
        "marcatore in qualsiasi momento|marcatore|marca a qualquer momento|marcador a qualquer momento|"
        "doelpuntenmaker|målskytt när som helst|målskytt"
    ),
    "Double Chance": (
        "doppelte chance|doble oportunidad|doppia chance|dupla hipótese|dupla chance|dubbele kans|dubbelchans"
    ),
    "Next Goal": "nächstes tor|prochain but|próximo gol|prossimo gol|próximo golo|volgende doelpunt|nästa mål",
    "First Team To Score": (
        "erstes tor|première équipe à marquer|premier but|primer gol|primer equipo en marcar|primo gol|"
        "prima squadra a segnare|primeiro golo|eerste doelpunt|första målet"
    ),
    "Asian Handicap": "asiatisches handicap|handicap asiatique|hándicap asiático|handicap asiático|handicap asiatico",
    "Handicap": "hándicap",
    "Odd/Even": "gerade/ungerade|pair/impair|par/impar|pari/dispari|impair/pair|impar/par|dispari/pari",
    "To Win To Nil": "gewinnt zu null|gagne sans encaisser|gana a cero|vince a zero",
    "To Qualify": "zieht in die nächste runde ein|se qualifie|se clasifica|passa il turno|zur qualifikation",
    "Most Corners": "meiste ecken|meiste eckbälle|plus de corners|más córners",
    "To Win": (
        "sieg für|sieg|sieger|gewinnt|victoire de|victoire|vainqueur|gagne|gana|ganador|victoria de|victoria|"
        "vince|vincente|vittoria|vence|vencedor|winnaar|wint|vinnare|vinner"
    ),
    "1st Half": "zur halbzeit|zur pause|à la mi-temps|al descanso|all'intervallo|ao intervalo",
    "Both Teams To Score": "beide teams treffen|beide teams erzielen ein tor|les deux équipes marquent",
    "Over/Under": "über/unter|plus/moins|más/menos",
    "Total": "gesamtzahl|gesamtanzahl|gesamt|anzahl|nombre total de|total de|numero totale|totale|antal",
}
"""What is bet on; of two that begin alike the longer one counts."""

_DRAW = "unentschieden|match nul|empate|pareggio|gelijkspel|oavgjort|unavgjort"
_HOME = "heimsieg|heim|heimteam|domicile|victoire domicile|local|casa|hemma|hemmalag|thuis"
_AWAY = "auswärtssieg|auswärts|gastsieg|gast|extérieur|victoire extérieur|visitante|ospite|trasferta|fora|borta|uit"
_YES = "ja|oui|sí|sì|sim"
_NO = "nein|non|não|nej|nee"
_OVER = "über|mehr als|plus de|más de|mas de|mais de|oltre|più di|piu di|meer dan|över"
_UNDER = "unter|weniger als|moins de|menos de|meno di|minder dan"


_EVERYWHERE = frozenset({"+", "total", "handicap", "score", "par", "pair"})
"""Words of a phrase that English legs hold too: the next one tells."""


def _telling_words(phrases: str) -> str:
    """A word of each phrase that tells its language: the first, also without what stands behind a slash."""
    words = [[fold_word(word) for word in phrase.split()] for phrase in phrases.split("|")]
    first = [next((word for word in some if word not in _EVERYWHERE), some[0]) for some in words]
    return " ".join({*first, *(word.split("/")[0] for word in first)} - _EVERYWHERE)


def _any(phrases: str) -> str:
    return "|".join(map(re.escape, sorted(phrases.split("|"), key=len, reverse=True)))


_ENGLISH = re.compile(r"(?:over|under|higher|lower|more|less|than|\b[ou]) ?[\d.,]+ $", re.IGNORECASE)
"""Behind an English side and its line a word is a name: ``Over 2.5 Tore Berg Shots``."""


def _counted(unit: str) -> Callable[[re.Match[str]], str]:
    """Puts a unit for its word, but for a team's code (``TOR``) and a name."""

    def counted(match: re.Match[str]) -> str:
        is_name = match[0].isupper() or _ENGLISH.search(match.string[: match.start()]) is not None
        return match[0] if is_name else unit

    return counted


def _result(side: str) -> Callable[[re.Match[str]], str]:
    """Puts the result on the team that is named, or on the side."""
    return lambda match: f"{match['team'] or side} Moneyline "


def _units() -> list[Rule]:
    """``Über 9,5 Eckbälle`` and ``Gesamtzahl Tore``: what is counted, behind a number or a word for how many."""
    before = r"(?<=\d )|(?<=\d\+ )|(?<=gesamtzahl )|(?<=anzahl )|(?<=gesamt )|(?<=total de )|(?<=totale )|(?<=total )"
    return [
        rule(
            _telling_words(words),
            rf"(?:{before})(?:{_any(words)})(?!\w)",
            _counted(unit),
        )
        for unit, words in _UNITS.items()
    ]


def _sides() -> list[Rule]:
    """Home, away, over, under, yes and no."""
    return [
        *(
            rule(
                _telling_words(words),
                rf"^(?:{_any(words)})(?: [-–—:]|:)? "
                rf"(?:(?P<team>.+) (?=(?P=team){GAME}|.+{GAME}(?P=team)$)|(?=.+{GAME}))",
                _result(side),
            )
            for words, side in ((_HOME, "Home"), (_AWAY, "Away"))
        ),
        *(
            rule(_telling_words(words), rf"(?<!\S)(?:{_any(words)}) (?=\(?{_NUMBER})", f"{side} ")
            for words, side in ((_OVER, "Over"), (_UNDER, "Under"))
        ),
        *(
            rule(words.replace("|", " "), rf"(?<=[:–—-] )(?:{words})(?= )|(?<=score )(?:{words})(?= )", side)
            for words, side in ((_YES, "Yes"), (_NO, "No"))
        ),
    ]


TRANSLATIONS: tuple[Rule, ...] = (
    *_units(),
    *(
        rule(_telling_words(words), rf"(?<!\S)(?:{_any(words)})(?=[\s:])(?: ?: )?[ :]*", f"{meaning} ")
        for meaning, words in _PHRASES.items()
    ),
    rule(f"{_telling_words(_DRAW)} halbzeit endstand", rf"(?<!\w)(?:{_any(_DRAW)})(?!\w)", "Draw"),
    rule("tipp", r"^Tipp ([12])(?= )", r"\1 Moneyline"),
    rule("tipp", r"^Tipp X(?= )", "Draw Moneyline"),
    *_sides(),
)
"""The rules of all languages."""
