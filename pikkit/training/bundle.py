"""The one thing training makes and serving loads: a folder of plain files that run no code when read."""

import json
import struct
import zlib
from dataclasses import asdict, dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from zipfile import BadZipFile

import numpy as np

from pikkit.base.errors import InputError
from pikkit.features.definitions.bet_features import SEGMENTS
from pikkit.features.definitions.feature_matrix import FEATURE_NAMES, MODEL_FEATURES
from pikkit.features.views.view import FEATURE_SERVICE
from pikkit.training.bundle_parts import check_feature_names, check_members, check_widths
from pikkit.training.calibration import Calibrator, IntervalWidths, calibrator_from_dict, calibrator_to_dict
from pikkit.training.dataset import Floats, Ints, Mask, TrainingSet
from pikkit.training.digests import Digests, check_digests, digests_of
from pikkit.training.learners import MEMBER_KINDS, Member
from pikkit.training.learners.boosted import TreeMember
from pikkit.training.libraries import check_libraries, installed_libraries
from pikkit.training.logistic import sigmoid
from pikkit.training.quoted import FILE as QUOTED_FILE
from pikkit.training.quoted import QuotedModel, quoted
from pikkit.training.recipe import Recipe
from pikkit.training.soft_target import MarketTarget

FORMAT = 3
"""2: any kind of calibrator, a width for prices, calibrations by segment. 3: digests of the members' files. What an
older one does not say is read as it was."""
READABLE = (1, 2, 3)
_DIGESTED = 3
MANIFEST_BYTES = 4 * 2**20
"""The most a manifest may have; one of training's has ten thousand."""
_DAMAGE = (
    ArithmeticError, AttributeError, BadZipFile, EOFError, LookupError, MemoryError, OSError, RuntimeError, TypeError,
    ValueError, struct.error, zlib.error,
)  # fmt: skip
"""What libraries raise over a file that is none of theirs; RuntimeError is also a text nested too deep."""
MANIFEST = "bundle.json"
REFERENCE = "reference.parquet"


@dataclass(frozen=True)
class Prediction:
    """What a bundle says of n bets; every array has n rows of probabilities."""

    p_win: Floats
    p_market: Floats
    low: Floats
    high: Floats


@dataclass(frozen=True)
class TrainingWindow:
    """The bets a bundle learned from: when the first was placed, when the last had settled (UTC), and how many."""

    start: datetime
    end: datetime
    bets: int
    closed: int

    @property
    def end_microseconds(self) -> int:
        """``end`` as ``TrainingSet`` counts time: microseconds since 1970."""
        return round(self.end.timestamp() * 1_000_000)


@dataclass(frozen=True)
class Bundle:
    """A model with all it needs: price and close calibration, members, blend, calibrator, interval, and its origin.

    Attributes:
        recipe: How it was made; ``recipe.weights`` blends the members.
        market: Calibrations of price and close.
        members: Fitted learners by name; those without weight are left out.
        calibration: From blended margin to calibrated margin.
        widths: The interval's.
        window: What it learned from.
        feature_names: The columns it reads, in order.
        created_at: When it was made (UTC).
        quoted: What it says of bets that other books quote; None: the same as of all others.
    """

    recipe: Recipe
    market: MarketTarget
    members: dict[str, Member]
    calibration: Calibrator
    widths: IntervalWidths
    window: TrainingWindow
    feature_names: tuple[str, ...] = MODEL_FEATURES
    created_at: datetime = field(default_factory=lambda: datetime.now(UTC))
    quoted: QuotedModel | None = None

    def predict(self, features: Floats, odds: Floats, n_legs: Ints, quotes: Floats | None = None) -> Prediction:
        """Probabilities of n bets.

        Args:
            features: Shape (n, F), columns ``feature_names``.
            odds: Decimal odds, shape (n,).
            n_legs: Legs, shape (n,); a multi-leg bet is scored by its price alone.
            quotes: What other books offered, shape (n, len(QUOTE_NAMES)), NaN where none did; None: none did.
        """
        segments = self._segments(features) if self.market.price.deviations else None
        price = self.market.price.margin(odds, n_legs, segments)
        blended = price + np.where(n_legs == 1, self._shift(features, quotes), 0.0)
        margin = np.where(n_legs == 1, self.calibration.margin(blended), price)
        low, high = self.widths.bounds(odds, margin, n_legs)
        return Prediction(sigmoid(margin), sigmoid(price), low, high)

    def _segments(self, features: Floats) -> Floats:
        columns = [self.feature_names.index(name) if name in self.feature_names else -1 for name in SEGMENTS]
        known = np.array(columns) >= 0
        return np.where(known, features[:, columns], 0.0)

    def predict_set(self, data: TrainingSet) -> Prediction:
        """Probabilities of the bets of a set, whose features are this version's (``MODEL_FEATURES``).

        Raises:
            InputError: The bundle reads features that models no longer learn from.
        """
        gone = sorted(set(self.feature_names) - set(MODEL_FEATURES))
        if gone:
            raise InputError(
                f"This model reads features that models no longer learn from: {', '.join(gone)}. "
                "It can still score bets, but not be compared on training rows."
            )
        columns = [MODEL_FEATURES.index(name) for name in self.feature_names]
        return self.predict(data.features[:, columns], data.odds, data.n_legs, data.quotes)

    def reads_quotes(self, quotes: Floats | None) -> Mask | None:
        """Of which bets it reads what other books offered, shape (n,); None: of none of any."""
        if self.quoted is None or quotes is None:
            return None
        known = quoted(quotes)
        return known if known.any() else None

    def _shift(self, features: Floats, quotes: Floats | None) -> Floats:
        known = self.reads_quotes(quotes)
        if known is None or self.quoted is None or quotes is None:
            return self.shift(features)
        if known.all():
            return self.quoted.shift(features, quotes)
        shift = np.empty(len(features))
        shift[known] = self.quoted.shift(features[known], quotes[known])
        shift[~known] = self.shift(features[~known])
        return shift

    def shift(self, features: Floats) -> Floats:
        """What the features add to the price's log odds, shape (n,)."""
        weights = self.recipe.weights
        parts = [weights[name] * member.shift(features) for name, member in self.members.items()]
        return np.sum(parts, axis=0) if parts else np.zeros(len(features))

    def contributions(self, features: Floats) -> Floats:
        """Each feature's part of the shift, in log odds, shape (n, F)."""
        weights = self.recipe.weights
        parts = [weights[name] * member.contributions(features) for name, member in self.members.items()]
        return np.sum(parts, axis=0) if parts else np.zeros_like(features)

    def prepare(self) -> None:
        """Work out at once what makes ``explained`` quick: for a server, which is asked again and again."""
        for member in (*self.members.values(), *([self.quoted.member] if self.quoted else [])):
            if isinstance(member, TreeMember):
                member.prepare()

    def explained(self, features: Floats, quotes: Floats | None) -> tuple[Floats, Floats, tuple[str, ...]]:
        """Each column's part of the shift, its values and names; with quotes, what was read of them stands last."""
        known = self.reads_quotes(quotes)
        if known is None or self.quoted is None or quotes is None:
            return self.contributions(features), features, self.feature_names
        values, names = self.quoted.columns(features, quotes), (*self.feature_names, *self.quoted.names)
        if known.all():
            return self.quoted.member.contributions(values), values, names
        parts = np.zeros_like(values)
        parts[known] = self.quoted.member.contributions(values[known])
        parts[~known, : features.shape[1]] = self.contributions(features[~known])
        return parts, values, names

    def save(self, folder: Path) -> None:
        """Write the bundle's files into a folder, which is made."""
        folder.mkdir(parents=True, exist_ok=True)
        for name, member in self.members.items():
            member.save(folder / _file(name))
        quote_notes = {"quoted": self.quoted.save(folder)} if self.quoted else {}
        digests = digests_of(folder, [*map(_file, self.members), *([QUOTED_FILE] if self.quoted else [])])
        (folder / MANIFEST).write_text(json.dumps(self._manifest(digests) | quote_notes, indent=2) + "\n")

    def _manifest(self, digests: Digests) -> dict[str, Any]:
        window = {**asdict(self.window), "start": self.window.start.isoformat(), "end": self.window.end.isoformat()}
        return {
            "format": FORMAT,
            "created_at": self.created_at.isoformat(),
            "feature_names": list(self.feature_names),
            "feature_service": FEATURE_SERVICE,
            "recipe": asdict(self.recipe),
            "market": asdict(self.market),
            "members": list(self.members),
            "sha256": digests,
            "calibration": calibrator_to_dict(self.calibration),
            "half_widths": list(self.widths.half_widths),
            "price_half_widths": list(self.widths.price_half_widths),
            "training_window": window,
            "libraries": installed_libraries(),
        }

    @classmethod
    def load(cls, folder: Path) -> "Bundle":
        """Read what ``save`` wrote.

        Raises:
            InputError: The folder holds no bundle, or one this version can't read; the sentence says why.
        """
        try:
            manifest = _read_manifest(folder)
            _check_libraries(manifest, folder)
            if manifest["format"] >= _DIGESTED:
                files = [*map(_file, manifest["members"]), *([QUOTED_FILE] if manifest.get("quoted") else [])]
                check_digests(folder, manifest.get("sha256"), files)
            bundle = cls._from_manifest(manifest, folder)
            bundle._check()
        except _DAMAGE as error:
            why = next(iter(str(error).strip().splitlines()), "")  # XGBoost's go on with its stack
            raise InputError(f"The bundle in {folder} is damaged: {type(error).__name__}: {why}.") from error
        return bundle

    def _check(self) -> None:
        check_feature_names(self.feature_names)
        check_members(self.members, self.recipe.weights, self.quoted, len(self.feature_names))
        check_widths(self.widths)

    @classmethod
    def _from_manifest(cls, manifest: dict[str, Any], folder: Path) -> "Bundle":
        members: dict[str, Member] = {
            name: MEMBER_KINDS[name].load(folder / _file(name)) for name in manifest["members"]
        }
        window = manifest["training_window"]
        times = {name: datetime.fromisoformat(window[name]) for name in ("start", "end")}
        return cls(
            recipe=Recipe.from_dict(manifest["recipe"]),
            market=MarketTarget.from_dict(manifest["market"]),
            members=members,
            calibration=calibrator_from_dict(manifest["calibration"]),
            widths=IntervalWidths(tuple(manifest["half_widths"]), tuple(manifest.get("price_half_widths", ()))),
            window=TrainingWindow(**{**window, **times}),
            feature_names=tuple(manifest["feature_names"]),
            created_at=datetime.fromisoformat(manifest["created_at"]),
            quoted=QuotedModel.load(folder, manifest["quoted"]) if manifest.get("quoted") else None,
        )


def _file(member: str) -> str:
    return f"{member}.member"


def _read_manifest(folder: Path) -> dict[str, Any]:
    path = folder / MANIFEST
    if not path.is_file():
        raise InputError(f"{folder} holds no model bundle: there is no {MANIFEST} in it.")
    try:
        with path.open("rb") as file:
            text = file.read(MANIFEST_BYTES + 1)
        if len(text) > MANIFEST_BYTES:
            raise InputError(f"{path} is no model bundle's manifest: it has more than {MANIFEST_BYTES:,} bytes.")
        manifest: dict[str, Any] = dict(json.loads(text))
    except (TypeError, ValueError, RecursionError) as error:
        raise InputError(f"{path} is no model bundle's manifest: {error}.") from error
    if manifest.get("format") not in READABLE:
        known = " and ".join(map(str, READABLE))
        raise InputError(f"{path} is a bundle of format {manifest.get('format')}; this version reads formats {known}.")
    service = manifest.get("feature_service", FEATURE_SERVICE)
    if service != FEATURE_SERVICE:
        raise InputError(f"The bundle in {folder} reads the features of {service}; this version has {FEATURE_SERVICE}.")
    unknown = sorted(set(manifest.get("feature_names", ())) - set(FEATURE_NAMES))
    if unknown:
        raise InputError(f"The bundle in {folder} needs features this version does not have: {', '.join(unknown)}.")
    return manifest


def _check_libraries(manifest: dict[str, Any], folder: Path) -> None:
    trees = any(MEMBER_KINDS[name] is TreeMember for name in manifest["members"])
    made_with = manifest.get("libraries", {})
    check_libraries(made_with, installed_libraries(), of=f"The bundle in {folder}", trees=trees)
