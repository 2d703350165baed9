"""Does a product of matrices get faster by zeros? Dense against sparse, measured where it runs."""

from __future__ import annotations

import time
import warnings
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor

from models import draws
from models.devices import one_thread
from models.labs.spread import Quartiles, of_all
from models.labs.stage import Piecewise, Settings

Floats = NDArray[np.float64]

SHARES = (0.0, 0.5, 0.8, 0.9, 0.95, 0.99)
REPEATS = 9
SAMPLES = 256
WIDTHS = (256, 512, 1024)


@dataclass(frozen=True, eq=False)
class Products:
    """Seconds of computing for one product (256, width) by (width, width), some zeros in the first.

    Each repetition takes all kinds and shares in turn, so that what else the machine does falls
    on all alike; the first one warms up and is not counted.

    Parameters
    ----------
    width : int
    shares : tuple of float
        Of zeros.
    dense, sparse, converted : ndarray, shape (repetitions, shares)
        With a dense first factor, with one in CSR form, and with one that is brought into that
        form before each product, as the activations of a net would have to be.
    error : float
        Largest difference between the dense and the sparse product, relative to the largest entry.
    """

    width: int
    shares: tuple[float, ...]
    dense: Floats
    sparse: Floats
    converted: Floats
    error: float

    @property
    def repetitions(self) -> int:
        """How often each was timed."""
        return len(self.dense)

    def ratio(self, kind: str) -> Floats:
        """Median seconds of a kind over those of the dense product, at each share."""
        found: Floats = np.median(getattr(self, kind), axis=0) / np.median(self.dense, axis=0)
        return found

    def relative(self, kind: str) -> Quartiles:
        """Quartiles of the seconds over the median of the dense product without zeros."""
        return of_all(getattr(self, kind).T / np.median(self.dense[:, 0]), worst=np.inf)

    @property
    def break_even(self) -> float | None:
        """The first share of zeros from which on the sparse product is faster; None: nowhere."""
        slower = np.flatnonzero(self.ratio("sparse") >= 1)
        after = int(slower[-1]) + 1 if len(slower) else 0
        return self.shares[after] if after < len(self.shares) else None


def factors(width: int, share: float) -> tuple[Tensor, Tensor]:
    """Activations (256, width) of which exactly a share is 0, and weights (width, width)."""
    rng = draws.generator(draws.DATA, width)
    h = np.abs(rng.standard_normal((SAMPLES, width), dtype=np.float32)) + np.float32(0.01)
    places = rng.permutation(h.size)[: round(share * h.size)]
    h.reshape(-1)[places] = 0
    weights = rng.standard_normal((width, width), dtype=np.float32)
    return torch.from_numpy(h), torch.from_numpy(weights)


def _pieces(settings: Settings) -> tuple[int, ...]:
    return tuple(range(REPEATS + 1))


def _measure(settings: Settings, piece: int) -> tuple[Floats, float]:
    """Seconds (3, shares) of one repetition, and the largest relative error."""
    rows, errors = [], []
    with one_thread():
        for share in SHARES:
            h, weights = factors(settings["width"], share)
            dense, first = _timed(partial(torch.matmul, h, weights))
            sparse, second = _timed(partial(torch.matmul, compressed(h), weights))
            converted, _ = _timed(partial(_through_csr, h, weights))
            rows.append((dense, sparse, converted))
            errors.append(float((first - second).abs().max() / first.abs().max()))
    return np.array(rows).T, max(errors)


def compressed(h: Tensor) -> Tensor:
    """A matrix in CSR form, which keeps only what is not 0."""
    with warnings.catch_warnings():
        # PyTorch calls all of its sparse tensors unfinished, once in each process.
        warnings.filterwarnings("ignore", "Sparse CSR tensor support", UserWarning)
        return h.to_sparse_csr()


def _through_csr(h: Tensor, weights: Tensor) -> Tensor:
    return compressed(h) @ weights


def _timed(product: Callable[[], Tensor]) -> tuple[float, Tensor]:
    """Seconds of a call that was made once before, and what it gives.

    Those that this thread computed: what else the machine does meanwhile is left out.
    """
    product()
    began = time.thread_time()
    found = product()
    return time.thread_time() - began, found


def _gather(settings: Settings, values: tuple[tuple[Floats, float], ...]) -> Products | None:
    if len(values) < 2:
        return None
    times = np.stack([seconds for seconds, _ in values[1:]])
    dense, sparse, converted = np.moveaxis(times, 1, 0)
    worst = max(error for _, error in values)
    return Products(settings["width"], SHARES, dense, sparse, converted, worst)


PRODUCTS = Piecewise(_pieces, _measure, _gather)
