"""What detectors read."""

from typing import Any

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float64]
Values = npt.NDArray[Any]
"""One feature's values, shape (n,), numbers or texts; or rows of all numeric features, shape (n, F)."""
