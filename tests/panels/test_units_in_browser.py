"""The Units page's picture in a real page: every kind of net, its readouts, its places."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser

from tests.panels.picture import MAIN, Picture
from tests.panels.real_views import UNITS, units_view_of

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def still(browser: Browser, address: str) -> Iterator[Picture]:
    """A paused net with a unit selected and one switched off."""
    picture = Picture(browser, f"{address}/?units=binary&unit=1.3&off=1")
    yield picture
    picture.context.close()


def painted(picture: Picture) -> bool:
    """Whether the network's canvas has more than one colour."""
    script = """(() => {
      const canvas = root.querySelector('.content > canvas');
      const { data } = canvas.getContext('2d').getImageData(0, 0, canvas.width, canvas.height);
      return new Set(new Uint32Array(data.buffer)).size;
    })()"""
    return picture.shadow(script) > 20


@pytest.mark.parametrize("kind", UNITS)
def test_every_kind_of_net_is_drawn_in_both_modes_and_on_a_phone(
    browser: Browser, address: str, kind: str
) -> None:
    unit = "" if kind == "none" else "1.2"
    picture = Picture(browser, f"{address}/?units={kind}&unit={unit}")
    layers = units_view_of(kind, unit)["nets"][0]["network"]["layers"]
    picture.page.locator(".content > canvas").wait_for()
    assert painted(picture)
    assert picture.page.locator("button.unit").count() == sum(len(one["units"]) for one in layers)
    assert picture.page.locator(".unit-detail").count() == (kind != "none")
    picture.page.emulate_media(color_scheme="dark")
    picture.page.locator(".view[data-mode=dark]").wait_for()
    picture.page.set_viewport_size({"width": 390, "height": 844})
    picture.page.wait_for_function(f"{MAIN}.clientWidth <= 390")
    assert picture.page.evaluate(f"{MAIN}.scrollWidth - {MAIN}.clientWidth") <= 0
    assert painted(picture)
    assert picture.errors == []
    picture.context.close()


def test_six_layers_of_eight_stand_beside_a_selected_unit(browser: Browser, address: str) -> None:
    picture = Picture(browser, f"{address}/?units=deep&unit=4.5")
    picture.page.locator(".content > canvas").wait_for()
    area = "root.querySelector('.net-scroll')"
    for axis in ("Width", "Height"):
        assert picture.shadow(f"{area}.scroll{axis} - {area}.client{axis}") <= 0
    box = picture.box(".net-scroll")
    assert box["y"] + box["height"] <= 800
    assert picture.box(".unit-detail")["x"] > box["x"] + box["width"]
    picture.context.close()


def test_units_tell_under_the_pointer_and_the_keyboard(still: Picture) -> None:
    unit = still.page.locator("button.unit").nth(10)
    label = unit.get_attribute("aria-label") or ""
    facts = units_view_of("binary", "1.3", off=1)["nets"][0]["network"]["layers"][1]["units"][2]
    assert label == ", ".join([facts["aria"], *facts["facts"]])
    unit.focus()
    tip = still.page.locator(".tip")
    assert tip.inner_text().split("\n") == ["Layer 2, unit 3", *facts["facts"]]
    still.page.locator("button.unit").nth(10).evaluate("button => button.blur()")
    assert not tip.is_visible()


def test_a_link_tells_its_weight(still: Picture) -> None:
    first, second = (still.page.locator("button.unit").nth(at).bounding_box() for at in (0, 8))
    assert first is not None and second is not None
    x, y = second["x"] - 16, second["y"] + second["height"] / 2
    still.page.mouse.move(x, y)
    name, value = still.page.locator(".tip").inner_text().split("\n")
    assert name.endswith("→ 2·1") and value.startswith("weight ")


def test_a_sample_brings_its_numbers_to_the_units(still: Picture) -> None:
    view = units_view_of("binary", "1.3", off=1)["nets"][0]
    probe, label = still.page.locator(".probe").first, still.page.locator(".content > .flat")
    probe.focus()
    still.page.keyboard.press("ArrowRight")
    still.page.keyboard.press("ArrowRight")
    assert still.page.locator(".tip").inner_text().startswith("train sample 2, class ")
    shown = label.all_inner_texts()
    assert len(shown) == 16
    values = view["passes"]["activations"][0][1]
    assert [text == "0" for text in shown[:8]] == [value == 0 for value in values]
    still.page.keyboard.press("Escape")
    assert not still.page.locator(".tip").is_visible()
    assert still.errors == []
