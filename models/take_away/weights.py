"""The weights of a run's nets as files that PyTorch loads."""

from __future__ import annotations

import io
import re
import zipfile
from typing import TYPE_CHECKING

import torch

from models.export import to_sequential
from models.take_away.net_text import snippet

if TYPE_CHECKING:
    from models.config import RunConfig
    from models.state import State

LONGEST = 40
_FIRST = (1980, 1, 1, 0, 0, 0)  # the earliest date of a file in an archive: the same each time


def weights(config: RunConfig, state: State, net: int) -> bytes:
    """The `state_dict` of one net, for the `nn.Sequential` that its snippet builds.

    Parameters
    ----------
    config : RunConfig
    state : State
    net : int
        Index among the K nets.

    Raises
    ------
    IndexError
        When the run has no such net.

    >>> from models.config import RunConfig
    >>> from models.training import begin
    >>> content = weights(RunConfig(), begin(RunConfig()), 0)
    >>> list(torch.load(io.BytesIO(content), weights_only=True))[:2]
    ['0.weight', '0.bias']
    """
    buffer = io.BytesIO()
    torch.save(to_sequential(config, state, net).state_dict(), buffer)
    return buffer.getvalue()


def file_name(config: RunConfig, net: int) -> str:
    """Name of the file with a net's weights, of letters and digits.

    >>> from models.config import RunConfig
    >>> file_name(RunConfig(seeds=2), 3)
    'tanh-seed-1.pt'
    """
    text = re.sub(r"[^a-z0-9]+", "-", str(config.nets[net // config.seeds]).lower()).strip("-")
    others = {str(choice)[:LONGEST] for choice in config.nets}
    number = f"-{net // config.seeds + 1}" if len(others) < len(config.nets) else ""
    return f"{text[:LONGEST].strip('-')}{number}-seed-{config.net_seeds[net]}.pt"


def all_weights(config: RunConfig, state: State) -> bytes:
    """A ZIP archive with the weights of all nets, and for each the source that loads it."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for net in range(config.net_count):
            name = file_name(config, net)
            archive.writestr(zipfile.ZipInfo(name, _FIRST), weights(config, state, net))
            source = snippet(config, net, name)
            archive.writestr(zipfile.ZipInfo(name.replace(".pt", ".py"), _FIRST), source)
    return buffer.getvalue()
