"""Every activation has a look of its family that can be read in light and dark."""

import dataclasses
from types import MappingProxyType

import pytest

from dashboard import theme
from models.activations import ACTIVATIONS, FAMILIES, TYPED


def channels(colour):
    return [int(colour[i : i + 2], 16) for i in (1, 3, 5)]


def test_every_family_has_one_hue():
    families = [family for hue in theme.HUES for family in hue.families]
    assert sorted(families) == sorted((*FAMILIES, TYPED))


@pytest.mark.parametrize("hue", theme.HUES, ids=lambda hue: hue.anchor)
def test_anchors_have_the_hue_unchanged_and_solid(hue):
    if hue.anchor in ACTIVATIONS:
        assert theme.look(hue.anchor) == hue.look
    assert hue.look.dash == ()


@pytest.mark.parametrize(
    ("key", "light", "dark"),
    [("silu", "#584206", "#C0A01F"), ("sigmoid", "#025F5A", "#029E8F")],
)
def test_members_after_the_anchor_are_darker_and_dashed(key, light, dark):
    found = theme.look(key)
    for mine, wanted in ((found.light, light), (found.dark, dark)):
        pairs = zip(channels(mine), channels(wanted), strict=True)
        assert max(abs(a - b) for a, b in pairs) <= 3
    assert found.dash == (7, 3)


@pytest.mark.parametrize("hue", theme.HUES, ids=lambda hue: hue.anchor)
@pytest.mark.parametrize("n", range(12))
def test_every_member_can_be_read(hue, n):
    look = theme.member(hue.look, n)
    for mode, colour in look.colour.items():
        assert theme.contrast(colour, theme.BACKGROUND[mode]) >= 4.5


@pytest.mark.parametrize("hue", theme.HUES, ids=lambda hue: hue.anchor)
def test_ten_looks_of_a_family_differ(hue):
    looks = {hue.look, *(theme.member(hue.look, n) for n in range(9))}
    assert len(looks) == 10
    assert theme.member(hue.look, 9) == theme.member(hue.look, 0)


def test_the_published_contrasts_hold():
    assert theme.contrast("#FFFFFF", "#000000") == pytest.approx(21)
    for key, light, dark in (("relu", 8.6, 8.4), ("tanh", 4.9, 7.9), ("gelu", 6.3, 10.2)):
        look = theme.look(key)
        assert theme.contrast(look.light, "#FFFFFF") == pytest.approx(light, abs=0.06)
        assert theme.contrast(look.dark, "#14161A") == pytest.approx(dark, abs=0.06)


@pytest.mark.parametrize("colour", ["#6A1FB0", "#0A7F78", "#FFFFFF", "#000000", "#E0C04A"])
def test_colours_survive_the_way_to_oklch_and_back(colour):
    pairs = zip(channels(theme.hex_colour(*theme.oklch(colour))), channels(colour), strict=True)
    assert max(abs(a - b) for a, b in pairs) <= 3


def test_white_is_oklch_lightness_one():
    assert theme.oklch("#FFFFFF")[0] == pytest.approx(1, abs=1e-6)
    assert theme.oklch("#FFFFFF")[1] == pytest.approx(0, abs=1e-6)


def test_a_new_activation_gets_a_look_and_changes_none_before_it(monkeypatch):
    before = {key: theme.look(key) for key in ACTIVATIONS}
    new = dataclasses.replace(ACTIVATIONS["softplus"], key="newest", pill=False)
    table = MappingProxyType({**ACTIVATIONS, "newest": new})
    monkeypatch.setattr(theme, "ACTIVATIONS", table)
    assert theme.look("newest").colour.keys() == {"light", "dark"}
    assert {key: theme.look(key) for key in before} == before
