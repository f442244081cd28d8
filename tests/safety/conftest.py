"""A browser for the tests of what pages may do."""

from tests.browsers import playwright_driver

__all__ = ["playwright_driver"]
