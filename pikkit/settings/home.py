"""Where everything lies that Pikkit makes."""

from pathlib import Path

from pydantic import BaseModel, Field


class HomeSettings(BaseModel):
    """Where everything lies that Pikkit makes."""

    home: Path = Field(default=Path(".pikkit"), description="The folder that holds everything Pikkit makes.")
    sample: bool = Field(default=False, description="Whether this is the bundled sample's home, not somebody's own.")
    log_json: bool = Field(default=False, description="Servers log a JSON object a line.")
    server_log_mb: int = Field(default=10, ge=1, description="From which size, in MiB, a server's log is rotated.")
    server_logs_kept: int = Field(default=3, ge=1, le=100, description="How many older ones are kept of each.")

    @property
    def resolved_home(self) -> Path:
        """The home folder as an absolute path."""
        return self.home.expanduser().resolve()
