"""The production server: what is half sent, dripping or never read costs a connection for a while, and no thread."""

from pikkit.extension_api.server.api_server import ApiServer

__all__ = ["ApiServer"]
