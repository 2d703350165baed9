"""The colours of classes: ten in both modes, apart for colour-blind eyes, readable on their field.

Distances are Euclidean in OKLab times 100; colour blindness is that of Machado, Oliveira and
Fernandes (2009) at full severity.
"""

import re
from itertools import combinations
from types import MappingProxyType

import numpy as np
import pytest

from dashboard import theme
from dashboard.panels.component import FOLDER

VISION = MappingProxyType(
    {
        "usual": np.eye(3),
        "protanopia": np.array(
            [
                [0.152286, 1.052583, -0.204868],
                [0.114503, 0.786281, 0.099216],
                [-0.003882, -0.048116, 1.051998],
            ]
        ),
        "deuteranopia": np.array(
            [
                [0.367322, 0.860646, -0.227968],
                [0.280085, 0.672501, 0.047413],
                [-0.011820, 0.042940, 0.968881],
            ]
        ),
        "tritanopia": np.array(
            [
                [1.255528, -0.076749, -0.178779],
                [-0.078411, 0.930809, 0.147602],
                [0.004733, 0.691367, 0.303900],
            ]
        ),
    }
)
# The smallest distance of two marks: of three and four classes, drawn as dots, and of ten,
# drawn as numerals, with usual vision and with any other.
LEAST = MappingProxyType({3: (19, 15), 4: (19, 14.5), 10: (14, 8.5)})


def classes(mode):
    """Mark and field of each class, as the pictures have them."""
    text = (FOLDER / "theme.js").read_text()
    table = re.search(rf"CLASSES = {{.*?{mode}: \[(.*?)\n  \]", text, re.DOTALL)[1]
    return re.findall(r'\["(#[0-9A-F]{6})", "(#[0-9A-F]{6})"\]', table)


def seen(colour, vision):
    """OKLab, times 100, of a hex colour as it is seen."""
    light = np.clip(VISION[vision] @ theme.linear_rgb(colour), 0, 1)
    return 100 * theme.oklab(light)


def smallest_distance(colours, vision):
    places = [seen(colour, vision) for colour in colours]
    return min(np.linalg.norm(a - b) for a, b in combinations(places, 2))


@pytest.mark.parametrize("mode", theme.BACKGROUND)
def test_there_are_ten_and_the_first_two_are_orange_and_blue(mode):
    found = classes(mode)
    assert len(found) == len(set(found)) == 10
    hues = [np.degrees(theme.oklch(mark)[2]) % 360 for mark, _ in found]
    assert 30 <= hues[0] <= 80 and 225 <= hues[1] <= 275


@pytest.mark.parametrize("mode", theme.BACKGROUND)
@pytest.mark.parametrize("vision", VISION)
@pytest.mark.parametrize("count", LEAST)
def test_marks_keep_apart(mode, vision, count):
    marks = [mark for mark, _ in classes(mode)[:count]]
    assert smallest_distance(marks, vision) >= LEAST[count][vision != "usual"]


@pytest.mark.parametrize("mode", theme.BACKGROUND)
def test_marks_can_be_read_on_the_page_and_on_their_own_field(mode):
    for mark, field in classes(mode):
        assert theme.contrast(mark, theme.BACKGROUND[mode]) >= 3
        assert theme.contrast(mark, field) >= 2.7


def test_the_distances_are_those_that_were_published_for_the_activations():
    pair = [theme.look(key).light for key in ("relu", "tanh")]
    assert smallest_distance(pair, "deuteranopia") == pytest.approx(17.9, abs=0.1)
    assert smallest_distance(pair, "protanopia") == pytest.approx(21.8, abs=0.1)
    assert smallest_distance(pair, "tritanopia") == pytest.approx(17.5, abs=0.1)
