"""The image every step runs in; the local runner does not use it."""

import os

IMAGE = os.environ.get("PIKKIT_PIPELINE_IMAGE", "ghcr.io/pikkit/pipeline:0.1.0-python3.11")
"""Set ``PIKKIT_PIPELINE_IMAGE`` when compiling to run another one. ("python" in it tells the local runner that it is
a Python image.)"""
