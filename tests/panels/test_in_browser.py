"""The live picture in a real page: what it shows, and that frames change data only."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser

from tests.panels.picture import MAIN, SHADOW, Picture

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def still(browser: Browser, address: str) -> Iterator[Picture]:
    """A paused picture; each test leaves it as it was."""
    picture = Picture(browser, address)
    yield picture
    picture.context.close()


@pytest.fixture(scope="module")
def moving(browser: Browser, address: str) -> Iterator[Picture]:
    """A picture that gets four frames a second."""
    picture = Picture(browser, f"{address}/?play=1&step=51")
    yield picture
    picture.context.close()


def test_two_nets_fill_the_screen_without_scrolling(still: Picture) -> None:
    box = still.box(".decision .plot")
    assert [round(box[side]) for side in ("x", "y", "width", "height")] == [312, 147, 272, 272]
    assert still.hidden_height() == 0
    labels = still.shadow("[...root.querySelectorAll('canvas')].map(c => c.ariaLabel)")
    assert len(labels) == 10 and all(labels)
    assert still.page.locator("h1").inner_text() == "Playground"
    assert still.errors == []


@pytest.mark.parametrize("size", [(1280, 800), (1024, 768)])
def test_one_net_is_square_above_layers_of_full_width(
    browser: Browser, address: str, size: tuple[int, int]
) -> None:
    picture = Picture(browser, f"{address}/?nets=1&layers=4&step=9", size)
    field = picture.box(".decision .plot")
    assert field["width"] == pytest.approx(field["height"], abs=0.5)
    below = (".decision", ".series .chart:last-child", ".gradients .chart")
    tops = [picture.box(f"{name} .sentence")["y"] for name in below]
    assert tops == pytest.approx([tops[0]] * 3, abs=0.5)
    last, gradient = picture.box(".layer:last-child .plot"), picture.box(".gradients .plot")
    right = gradient["x"] + gradient["width"]
    assert last["x"] + last["width"] == pytest.approx(right, abs=0.5)
    assert picture.hidden_height() == 0
    assert picture.errors == []
    picture.context.close()


def test_arrow_keys_move_the_readout(still: Picture) -> None:
    chart, values = (still.page.locator(name).nth(1) for name in (".readout", ".values"))
    chart.focus()
    still.page.keyboard.press("ArrowLeft")
    still.page.keyboard.press("ArrowLeft")
    assert (chart.get_attribute("aria-valuetext") or "").startswith("step 179: ReLU train ")
    assert values.is_visible()
    still.page.keyboard.press("Escape")
    assert not values.is_visible()


def test_a_paused_picture_follows_the_theme(still: Picture) -> None:
    still.page.wait_for_function(f"{SHADOW}.querySelector('canvas').width === 272")
    light = still.corner()
    still.page.emulate_media(color_scheme="dark")
    still.page.locator(".view[data-mode=dark]").wait_for()
    assert sum(still.corner()) < sum(light) - 100
    still.page.emulate_media(color_scheme="light")
    still.page.locator(".view[data-mode=light]").wait_for()
    assert still.corner() == light


def test_leaving_and_coming_back_draws_again(still: Picture) -> None:
    still.page.get_by_role("link", name="Units").click()
    still.page.locator(".view").wait_for(state="detached")
    still.page.get_by_role("link", name="Playground").click()
    still.page.locator(".view canvas").first.wait_for()
    still.page.wait_for_function(f"{SHADOW}.querySelector('canvas').width === 272")
    assert still.page.locator(".view").count() == 1
    assert still.corner()[3] == 255
    assert still.errors == []


def test_frames_change_data_only(moving: Picture) -> None:
    moving.shadow("window.canvases = [...root.querySelectorAll('canvas')]")
    moving.page.mouse.move(1000, 190)
    label, readout = (moving.page.locator(name).first for name in (".label", ".series .values"))
    readout.wait_for()
    pointed, drawn = readout.inner_text(), label.inner_text()
    label.filter(has_not_text=drawn).wait_for()
    assert readout.inner_text() == pointed
    same = "[...root.querySelectorAll('canvas')].every((canvas, at) => canvas === canvases[at])"
    assert moving.shadow(same)
    assert moving.errors == []


def test_reduced_motion_draws_once_a_second(moving: Picture) -> None:
    moving.page.emulate_media(reduced_motion="reduce")
    label = "root.querySelector('.label').textContent"
    moving.shadow(f"(window.seen = new Set(), setInterval(() => seen.add({label}), 20))")
    moving.page.wait_for_timeout(2200)
    assert 2 <= moving.page.evaluate("seen.size") <= 4


def test_a_phone_scrolls_downwards_only(browser: Browser, address: str) -> None:
    phone = Picture(browser, f"{address}/?nets=4&layers=4&step=9", (390, 844))
    for name in ("document.documentElement", MAIN):
        assert phone.page.evaluate(f"{name}.scrollWidth - {name}.clientWidth") <= 0
    edge = "plot => plot.getBoundingClientRect().right"
    edges = phone.shadow(f"[...root.querySelectorAll('.panel .plot')].map({edge})")
    assert len(edges) == 16 and max(edges) <= 390
    shape = "plot => plot.clientWidth / plot.clientHeight"
    shapes = phone.shadow(f"[...root.querySelectorAll('.decision .plot')].map({shape})")
    assert shapes == pytest.approx([1] * 4, abs=0.01)
    phone.context.close()


def test_what_cannot_be_drawn_is_said(browser: Browser, address: str) -> None:
    broken = Picture(browser, f"{address}/?bad=1")
    assert 'of kind "nothing"' in broken.page.locator(".failure").inner_text()
    assert len(broken.errors) == 1 and 'of kind "nothing"' in broken.errors[0]
    broken.context.close()
