"""From which effect on a difference that alibi-detect found is drift: where SciPy's tests have it too."""

from pikkit.drift.effect_bands import Bands

ALIBI_BANDS = {
    "alibi_ks": Bands(0.15, 0.2),
    "alibi_chi_square": Bands(0.15, 0.25),
    "alibi_classifier": Bands(0.14, 0.29),
}
