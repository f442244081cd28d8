"""Exports that look real and whose true probabilities are known, so that what a model recovers can be checked."""

from pikkit.sample.generate import GeneratedSample, generate_sample
from pikkit.sample.sample_config import SampleConfig
from pikkit.sample.sample_files import write_exports, write_truth

__all__ = ["GeneratedSample", "SampleConfig", "generate_sample", "write_exports", "write_truth"]
