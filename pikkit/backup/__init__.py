"""A home into a folder and back, while everything goes on: store, outbox, keys, models, features, lineage."""

from pikkit.backup.backup_writer import make_backup
from pikkit.backup.restoring import restore_backup

__all__ = ["make_backup", "restore_backup"]
