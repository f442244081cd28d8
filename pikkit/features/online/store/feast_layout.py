"""How Feast (0.67, entity keys of version 3) lays out its online store: names of tables, keys and values as bytes."""

import logging
from collections.abc import Mapping
from functools import cache
from struct import Struct
from struct import error as StructError  # noqa: N812 (a class)

import numpy as np

from pikkit.features.views.view import View

log = logging.getLogger("pikkit.features")

PROJECT = "pikkit"
"""Feast's project, as in ``feature_repo/feature_store.yaml``."""

PACKED = "pikkit_row"
"""The name of the value that holds a whole row: the view's columns as 64-bit floats and ``last_settled_us``."""

Entity = tuple[str | int, ...]
"""The values of a view's keys."""

_STRING, _INT64 = 2, 4  # feast.types.ValueType
_BYTES_TAG, _INT64_TAG, _DOUBLE_TAG = b"\x0a", b"\x20", b"\x29"  # feast.types.Value: field number and wire type
_UINT32 = Struct("<I")
_INT = Struct("<q")
_HEAD = Struct("<II")
"""Before a value: of which kind it is, and how long."""


def table_name(view: View) -> str:
    """The online table of a view."""
    return f"{PROJECT}_{view.name}"


@cache
def row_type(view: View) -> np.dtype[np.void]:
    """A packed row: ``values``, one for each column of the view, and ``settled``, when its newest bet settled (µs)."""
    return np.dtype([("values", "<f8", (len(view.columns),)), ("settled", "<i8")])


@cache
def no_history(view: View) -> bytes:
    """The packed row of an entity without history: zeros, and −1 for the moment."""
    row = np.zeros(1, dtype=row_type(view))
    row["settled"] = -1
    return row.tobytes()


def entity_key(view: View, entity: Entity) -> bytes:
    """The key of an entity (``feast.infra.key_encoding_utils.serialize_entity_key``)."""
    prefix, order = _key_layout(view)
    parts = [prefix]
    for position in order:
        value = entity[position]
        kind, encoded = (_INT64, _INT.pack(value)) if isinstance(value, int) else (_STRING, value.encode())
        parts += (_UINT32.pack(kind), _UINT32.pack(len(encoded)), encoded)
    return b"".join(parts)


def entity_of(view: View, key: bytes) -> Entity:
    """The entity of a key that ``entity_key`` made.

    Raises:
        ValueError, struct.error, TypeError: It is another.
    """
    prefix, order = _key_layout(view)
    if not key.startswith(prefix):
        raise ValueError("its names are others")
    entity: dict[int, str | int] = {}
    at = len(prefix)
    for position in order:
        kind, size = _HEAD.unpack_from(key, at)
        at += _HEAD.size + size
        encoded = key[at - size : at]
        entity[position] = _INT.unpack(encoded)[0] if kind == _INT64 else encoded.decode()
    if at != len(key):
        raise ValueError("it is longer or shorter than it says")
    return tuple(entity[position] for position in range(len(view.keys)))


@cache
def _key_layout(view: View) -> tuple[bytes, tuple[int, ...]]:
    """How every key of a view begins, and the order its values come in: that of the keys' names."""
    names = sorted(view.keys)
    parts = [part for name in names for part in (_UINT32.pack(_STRING), _UINT32.pack(len(name)), name.encode())]
    return _UINT32.pack(len(names)) + b"".join(parts), tuple(view.keys.index(name) for name in names)


def double_value(little_endian: bytes) -> bytes:
    """A float as Feast stores it (``Value.double_val``), from its 8 bytes."""
    return _DOUBLE_TAG + little_endian


def int64_value(number: int) -> bytes:
    """An integer as Feast stores it (``Value.int64_val``)."""
    return _INT64_TAG + _varint(number % 2**64)


def packed_value(row: bytes) -> bytes:
    """A packed row as Feast stores bytes (``Value.bytes_val``); the row is its last bytes."""
    return _BYTES_TAG + _varint(len(row)) + row


def sound_row(view: View, value: object) -> bytes | None:
    """The packed row in a value that was read; None for what ``packed_value`` never made, so that no bet gets it."""
    width, size = _sizes(view)
    if not isinstance(value, bytes | bytearray | memoryview) or len(value) != size:
        return None
    return bytes(value[-width:])


def sound_rows(view: View, rows: Mapping[bytes, object]) -> dict[Entity, bytes]:
    """The rows of every entity, but for those whose key or value nothing of ours made: they count as no history."""
    sound: dict[Entity, bytes] = {}
    for key, value in rows.items():
        row = sound_row(view, value)
        if row is None:
            continue
        try:
            sound[entity_of(view, key)] = row
        except (StructError, ValueError, TypeError):
            continue
    if len(sound) < len(rows):
        log.warning("The online features of %s hold %d rows that are none.", view.name, len(rows) - len(sound))
    return sound


@cache
def _sizes(view: View) -> tuple[int, int]:
    """Bytes of a packed row, and of the value that holds it."""
    return row_type(view).itemsize, len(packed_value(no_history(view)))


def _varint(number: int) -> bytes:
    encoded = bytearray()
    while number > 0x7F:
        encoded.append(number & 0x7F | 0x80)
        number >>= 7
    return bytes((*encoded, number))
