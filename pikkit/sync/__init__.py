"""Keeping a store in step with a folder of exports, reading only the files that are new or changed.

Two things tell a change. A *file* is known by its size and the moment it was modified, as they were when it was last
read to its end, and by the SHA-256 of its bytes where these leave a doubt. A *bet* is known by the hash of its content.
So a sync reads changed files only and writes changed bets only: those that are new, have settled, or were changed by
the book.

What comes late is not missed: nothing is skipped for the time it was placed or settled, and the store's watermark is
the order of arrival, not of betting. ``BetStore.changed_since`` gives what arrived after a watermark, whenever it was
placed; features as of a moment are computed from all stored bets each time, so a late bet takes its place by itself.

A file that disappears takes nothing with it, and one that is being written is read again when it is whole.
"""
