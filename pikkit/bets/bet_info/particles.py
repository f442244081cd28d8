"""Small words inside names."""

PARTICLES = frozenset(
    [
        "de",
        "da",
        "do",
        "dos",
        "das",
        "di",
        "del",
        "della",
        "der",
        "den",
        "van",
        "von",
        "la",
        "le",
        "st",
        "ten",
        "ter",
        "el",
        "al",
        "bin",
        "ibn",
        "y",
        "e",
        "d'",
        "o'",
        "mc",
        "jr",
        "sr",
        "ii",
        "iii",
        "iv",
    ]
)
"""Written small and yet part of a name: ``Kevin de Bruyne``, ``van Dijk``."""
