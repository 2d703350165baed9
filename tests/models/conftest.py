"""What the tests of models share."""

from collections.abc import Iterator

import pytest
import torch
from threadpoolctl import threadpool_limits


@pytest.fixture(autouse=True)
def one_thread() -> Iterator[None]:
    """Sums do not depend on the machine, and the tests do not crowd it."""
    before = torch.get_num_threads()
    torch.set_num_threads(1)
    yield
    torch.set_num_threads(before)


@pytest.fixture(autouse=True, scope="session")
def one_thread_of_numpy() -> Iterator[None]:
    """For the same reasons: on a busy machine, threads of small products wait for each other."""
    with threadpool_limits(1):
        yield
