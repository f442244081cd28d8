"""A 64-bit hash of each row's content, the same on every machine and in every version.

It tells a changed bet from an unchanged one without comparing its columns. Each column's values are mixed with
SplitMix64 (Steele, Lea and Flood, "Fast splittable pseudorandom number generators", OOPSLA 2014), text eight bytes at a
time (long text by BLAKE2b). It is no defence against somebody who wants two rows to collide.
"""

from hashlib import blake2b

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

Words = NDArray[np.uint64]

_ROWS = 131_072  # rows hashed at a time: bounds the memory, and keeps text offsets within 32 bits
_NULL = np.uint64(0x9E6C63D0676A9A99)
_GOLDEN = np.uint64(0x9E3779B97F4A7C15)
_WORD = 8
_LONG = 4096  # bytes; longer texts are hashed one by one


def content_hash(table: pa.Table) -> NDArray[np.int64]:
    """Hash every row of a table over all its columns, in their order; names do not count.

    Args:
        table: Columns of text, numbers, booleans and timestamps.

    Returns:
        Signed 64-bit hashes, shape (rows,). −0.0 hashes as 0.0, and every null alike.
    """
    batches = table.to_batches(max_chunksize=_ROWS)
    parts = [_batch_hash(batch).view(np.int64) for batch in batches]
    return np.concatenate(parts) if parts else np.empty(0, dtype=np.int64)


def _batch_hash(batch: pa.RecordBatch) -> Words:
    total = np.zeros(batch.num_rows, dtype=np.uint64)
    for column in batch.columns:
        total = _mix(total + _GOLDEN) ^ _column_hash(column)
    return _mix(total)


def _column_hash(column: pa.Array) -> Words:
    text = pa.types.is_string(column.type)
    hashes = _text_hash(column) if text else _mix(_number_words(column))
    if column.null_count:
        hashes = np.where(column.is_null().to_numpy(zero_copy_only=False), _NULL, hashes)
    return hashes


def _number_words(column: pa.Array) -> Words:
    if pa.types.is_floating(column.type):
        floats: NDArray[np.float64] = column.cast(pa.float64()).fill_null(0.0).to_numpy(zero_copy_only=False)
        return (floats + 0.0).view(np.uint64)  # adding 0.0 turns −0.0 into 0.0
    integers: NDArray[np.int64] = column.cast(pa.int64()).fill_null(0).to_numpy(zero_copy_only=False)
    return integers.view(np.uint64)


def _text_hash(column: pa.Array) -> Words:
    """Mix each text's length and then its bytes, one 8-byte word of every text at a time."""
    _, offset_buffer, data = column.buffers()
    offsets = np.frombuffer(offset_buffer, dtype=np.int32)[column.offset : column.offset + len(column) + 1].astype(
        np.int64
    )
    words = _words_at_every_byte(data, int(offsets[0]), int(offsets[-1]))
    starts, lengths = offsets[:-1] - offsets[0], np.diff(offsets)
    hashes = _mix(lengths.astype(np.uint64))
    for row in np.flatnonzero(lengths > _LONG).tolist():
        hashes[row] = _mix(hashes[row : row + 1] + _GOLDEN)[0] ^ _digest(data, starts[row], offsets[row + 1])
    rows = np.flatnonzero((lengths > 0) & (lengths <= _LONG))
    position = 0
    while rows.size:
        left = np.minimum(lengths[rows] - position, _WORD)
        word = words[starts[rows] + position] & _MASKS[left]
        hashes[rows] = _mix(hashes[rows] + _GOLDEN) ^ _mix(word + _NULL)
        position += _WORD
        rows = rows[lengths[rows] > position]
    return hashes


def _digest(data: pa.Buffer, start: int, end: int) -> np.uint64:
    """BLAKE2b of a text (RFC 7693), 8 bytes of it: word by word, a text of a megabyte would take seconds."""
    return np.uint64(int.from_bytes(blake2b(memoryview(data)[start:end], digest_size=_WORD).digest(), "little"))


_MASKS = np.array([0, *((1 << 8 * size) - 1 for size in range(1, _WORD + 1))], dtype=np.uint64)


def _words_at_every_byte(data: pa.Buffer | None, start: int, stop: int) -> Words:
    """The little-endian 64-bit word that starts at each byte from start to stop, zeros beyond."""
    text = data.slice(start, stop - start).to_pybytes() if data is not None else b""
    padded = text + bytes(_WORD)
    return np.ndarray(shape=(len(text) + 1,), dtype=np.dtype("<u8"), buffer=padded, strides=(1,))


def _mix(words: Words) -> Words:
    """SplitMix64's finaliser."""
    words = (words ^ (words >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
    words = (words ^ (words >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
    return words ^ (words >> np.uint64(31))
