"""Workers that compute in the tests' own process."""

from concurrent.futures import Executor, Future

import pytest

from dashboard import workers


class Inline(Executor):
    """Computes at once, in the process and thread that asks."""

    def submit(self, function, /, *args, **kwargs):
        future = Future()
        try:
            future.set_result(function(*args, **kwargs))
        except (RuntimeError, TypeError, ValueError) as error:
            future.set_exception(error)
        return future


class Held(Executor):
    """Keeps every call until the test lets it go."""

    def __init__(self):
        self.calls = []

    def submit(self, function, /, *args, **kwargs):
        future = Future()
        self.calls.append((future, function, args))
        return future

    def finish(self, index=-1):
        """Compute a call and hand out its result."""
        future, function, args = self.calls[index]
        future.set_result(function(*args))

    def fail(self, error, index=-1):
        """End a call with an error."""
        self.calls[index][0].set_exception(error)


@pytest.fixture
def use(monkeypatch):
    """Have all sessions use an executor: ``use(executor)``."""

    def install(executor):
        monkeypatch.setattr(workers, "open_executor", lambda: (executor, 1))
        workers.workers.clear()
        return executor

    yield install
    workers.workers.clear()


@pytest.fixture
def inline(use):
    """Workers that answer at once."""
    return use(Inline())


@pytest.fixture
def held(use):
    """Workers that answer when the test says so."""
    return use(Held())
