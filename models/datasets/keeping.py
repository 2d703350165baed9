"""A cache of what follows from the data of a run, that keeps nothing of own data."""

from __future__ import annotations

from collections.abc import Callable, Hashable
from functools import lru_cache, wraps
from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from models.config import RunConfig
    from models.kinds import AnyConfig

T = TypeVar("T")
Function = Callable[["RunConfig"], T]


def kept(maxsize: int) -> Callable[[Function[T]], Function[T]]:
    """`functools.lru_cache` for a function of a run's samples and what its nets see of them.

    What follows from own data is kept with these data, so it goes when they go.
    """

    def wrap(function: Function[T]) -> Function[T]:
        cached = lru_cache(maxsize)(function)

        @wraps(function)
        def call(config: RunConfig) -> T:
            if config.own is None:
                return cached(config)
            key = (
                function.__qualname__,
                *(config.sample_count, config.train_count, config.label_noise, config.seed),
                *(config.used_features, config.dtype, config.device),
            )
            return config.own.keep(key, lambda: function(config))

        return call

    return wrap


def kept_but_own(maxsize: int) -> Callable[[Callable[..., T]], Callable[..., T]]:
    """`functools.lru_cache` for a function of a configuration, passed by where data are own."""

    def wrap(function: Callable[..., T]) -> Callable[..., T]:
        cached = lru_cache(maxsize)(function)

        @wraps(function)
        def call(config: AnyConfig, *rest: Hashable) -> T:
            own = getattr(config, "own", None)
            return cached(config, *rest) if own is None else function(config, *rest)

        return call

    return wrap
