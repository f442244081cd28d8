"""Bets and decisions to a Supabase project: pages, then one merge that takes all of them or none."""

from uuid import uuid4

import pyarrow as pa

from pikkit.store.arrow_rows import one_version_each
from pikkit.store.base import Review, UpsertCounts
from pikkit.store.hashing import content_hash
from pikkit.store.reviewing import correction_hashes
from pikkit.store.supabase.json_rows import to_json_rows
from pikkit.store.supabase.rest import Rest, Row
from pikkit.store.upserting import CONTENT

_PAGE = 2000  # bets a page: about a megabyte


class Upload:
    """One upload, whose every step may be sent again: the pages by their number, the merge by the upload's id."""

    def __init__(self, rest: Rest) -> None:
        self._rest = rest
        self._id = str(uuid4())

    def send(self, bets: pa.Table) -> None:
        """Send the pages of some bets, which does not store them yet."""
        distinct = one_version_each(bets)
        hashed = distinct.append_column("content_hash", pa.array(content_hash(distinct.select(CONTENT))))
        for number, start in enumerate(range(0, hashed.num_rows, _PAGE)):
            self._send_page(number, to_json_rows(hashed.slice(start, _PAGE)))

    def merge(self, decided: Row | None = None) -> UpsertCounts:
        """Store all that was sent, and what was decided with it."""
        more = {"decided": decided} if decided else {}
        done = self._rest.call("merge_upload", upload=self._id, **more)
        return UpsertCounts(done["inserted"], done["updated"], done["unchanged"])

    def _send_page(self, number: int, rows: list[Row]) -> None:
        page = {"batch": self._id, "page": number, "rows": rows}
        self._rest.insert_new("upload_pages", [page], ["batch", "page"])


def decided(review: Review) -> Row:
    """A review, but for its bets, as ``merge_upload`` takes it."""
    hashes = pa.array(correction_hashes(review.corrections))
    return {
        "who": review.who,
        "take_back": to_json_rows(review.take_back),
        "decisions": to_json_rows(review.decisions),
        "corrections": to_json_rows(review.corrections.append_column("content_hash", hashes)),
        "revert": sorted(set(review.revert)),
    }
