"""What the configurations of all kinds of network have in common: nets by activation and seed."""

from __future__ import annotations

from functools import lru_cache

from models.choices import NetChoice


class Lockstep:
    """K = len(activations) * seeds nets that train together.

    They are ordered by activation, then by seed: net ``k`` has activation ``k // seeds`` and seed
    ``seed + k % seeds``.
    """

    activations: tuple[str | NetChoice, ...]
    seed: int
    seeds: int

    @property
    def nets(self) -> tuple[NetChoice, ...]:
        """The chosen activations, one record per activation."""
        return tuple(
            choice if isinstance(choice, NetChoice) else _read(choice)
            for choice in self.activations
        )

    @property
    def net_count(self) -> int:
        """K, the number of nets."""
        return len(self.activations) * self.seeds

    @property
    def net_seeds(self) -> tuple[int, ...]:
        """Seed of each net, shape (K,)."""
        return tuple(self.seed + i for i in range(self.seeds)) * len(self.activations)


@lru_cache(maxsize=256)
def _read(text: str) -> NetChoice:
    return NetChoice.parse(text)
