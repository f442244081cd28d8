"""How pages look: light and dark, on a screen, a phone and paper."""

from pathlib import Path

STYLE = "\n" + Path(__file__).with_name("style.css").read_text(encoding="utf-8")
"""The rules of style.css, for a page that carries them."""
