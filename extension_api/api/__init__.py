"""The resources of the API, one a file; each is a blueprint called ``blueprint``."""
