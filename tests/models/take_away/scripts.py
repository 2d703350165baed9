"""Scripts of runs: what they print, and what the runs themselves say."""

import re
import subprocess
import sys
from itertools import pairwise

import numpy as np

from models.take_away.script import script
from models.training import Budget, advance, begin, observe

PRINTED = re.compile(r"^(.*), seed (\d+), step (\d+): train (\S+), test (\S+)$")


EACH = """\
import runpy, sys, torch
for path in sys.argv[1:]:
    torch.set_default_dtype(torch.float32)
    print("script", path)
    runpy.run_path(path)
"""


def executed(paths):
    """What scripts print, one after the other in a fresh process that knows no other folder."""
    command = [sys.executable, "-I", "-c", EACH, *map(str, paths)]
    done = subprocess.run(command, capture_output=True, text=True, timeout=240, check=False)
    assert done.returncode == 0, done.stderr
    return [part.splitlines()[1:] for part in done.stdout.split("script ")[1:]]


def losses(lines):
    """The printed losses by name, seed and step."""
    found = {}
    for line in lines:
        name, seed, step, train, test = PRINTED.match(line).groups()
        found[name, int(seed), int(step)] = (float(train), float(test))
    return found


def wanted(config, steps):
    """The same of the run itself."""
    state, found = begin(config), {}
    for now, stop in pairwise((0, *steps)):
        if stop > now:
            state, _ = advance(config, state, Budget(steps=stop - now))
        record = observe(config, state, ("loss",))["loss"]
        for net, seed in enumerate(config.net_seeds):
            key = (config.nets[net // config.seeds].name, seed, stop)
            found[key] = (record.train_loss[net], record.test_loss[net])
    return found


def compare(runs, folder, close=1e-6):
    """The scripts of some runs print the runs' losses; returns their texts.

    Each of the runs is a configuration, a number of steps and a net, or None for all nets.
    """
    texts = [script(*run) for run in runs]
    paths = [folder / f"run_{number}.py" for number in range(len(texts))]
    for path, text in zip(paths, texts, strict=True):
        path.write_text(text, encoding="utf-8")
    for (config, count, net), lines in zip(runs, executed(paths), strict=True):
        found = losses(lines)
        steps = sorted({step for _, _, step in found})
        assert steps[0] == 0 and steps[-1] == count
        run = wanted(config, steps)
        assert found.keys() == run.keys() or (net is not None and found.keys() < run.keys())
        for key, pair in found.items():
            message = f"{config} {key}"
            np.testing.assert_allclose(pair, run[key], rtol=close, atol=close, err_msg=message)
    return texts
