"""The pictures of the labs on images and on CartPole in a real page."""

from typing import Any

import pytest
from playwright.sync_api import Browser, expect

from tests.panels.lab_views import digit, episodes, longest
from tests.panels.picture import MAIN, Picture

pytestmark = pytest.mark.browser

PALE = [0xDC, 0xCB, 0xEC]


def colours(picture: Picture, selector: str, at: int = 0) -> list[list[int]]:
    """The colours of a canvas."""
    script = f"""(() => {{
      const canvas = root.querySelectorAll('{selector}')[{at}];
      const {{ data }} = canvas.getContext('2d').getImageData(0, 0, canvas.width, canvas.height);
      const found = new Set();
      for (let i = 0; i < data.length; i += 4) found.add(data.slice(i, i + 4).join());
      return [...found].map((text) => text.split(',').map(Number));
    }})()"""
    found: list[list[int]] = picture.shadow(script)
    return found


def aria(picture: Picture, selector: str) -> Any:
    return picture.shadow(f"[...root.querySelectorAll('{selector}')].map(c => c.ariaLabel)")


def fits_a_phone(picture: Picture) -> None:
    picture.page.emulate_media(color_scheme="dark")
    picture.page.locator(".view[data-mode=dark]").wait_for()
    picture.page.set_viewport_size({"width": 390, "height": 844})
    picture.page.wait_for_function(f"{MAIN}.clientWidth <= 390")
    assert picture.page.evaluate(f"{MAIN}.scrollWidth - {MAIN}.clientWidth") <= 0


def test_feature_maps_show_exact_zeros_apart(browser: Browser, address: str) -> None:
    picture = Picture(browser, f"{address}/?lab=digit")
    view = digit()
    expect(picture.page.locator(".maps canvas")).to_have_count(2)
    assert aria(picture, ".maps canvas") == [layer["aria"] for layer in view["layers"]]
    for layer in range(2):
        found = colours(picture, ".maps canvas", layer)
        assert [*PALE, 255] in found and len(found) > 30
    assert picture.page.get_by_text("× 0 on every test image").is_visible()
    rows = picture.page.locator(".answer .row").all_inner_texts()
    assert len(rows) == 10
    wide = picture.box(".maps canvas")
    fits_a_phone(picture)
    assert picture.box(".maps canvas")["width"] < wide["width"]
    assert picture.errors == []
    picture.context.close()


def test_a_digit_is_drawn_with_the_pointer_and_cleared(browser: Browser, address: str) -> None:
    picture = Picture(browser, f"{address}/?lab=digit")
    said = picture.page.locator(".input canvas")
    expect(said).to_have_attribute("aria-label", "8 by 8 pixels: the test image of a 3.")
    box, mouse = picture.box(".pad"), picture.page.mouse
    x, y, size = box["x"], box["y"], box["width"]
    mouse.move(x + 0.5 * size, y + 0.2 * size)
    mouse.down()
    mouse.move(x + 0.5 * size, y + 0.8 * size, steps=6)
    mouse.up()
    expect(said).to_have_attribute("aria-label", "8 by 8 pixels: the drawing.", timeout=20_000)
    assert len(colours(picture, ".pad canvas")) >= 2
    clear = picture.page.get_by_role("button", name="Clear")
    clear.focus()
    picture.page.keyboard.press("Enter")
    expect(picture.page.get_by_text("Draw a digit here")).to_be_visible()
    assert colours(picture, ".pad canvas") == [[0, 0, 0, 0]]
    assert picture.errors == []
    picture.context.close()


def test_episodes_stand_still_until_they_are_played(browser: Browser, address: str) -> None:
    picture = Picture(browser, f"{address}/?lab=episodes")
    page, last = picture.page, longest()
    assert aria(picture, ".cart canvas") == [one["aria"] for one in episodes()["episodes"]]
    time = page.locator(".player .time")
    expect(time).to_have_text(f"step 0 of {last}")
    page.locator(".player button").click()
    expect(time).to_have_text(f"step {last} of {last}", timeout=20_000)
    expect(page.locator(".player button")).to_have_text("Play")
    end = picture.shadow("root.querySelector('.cart canvas').toDataURL()")
    page.get_by_role("slider").focus()
    page.keyboard.press("Home")
    expect(time).to_have_text(f"step 0 of {last}")
    assert picture.shadow("root.querySelector('.cart canvas').toDataURL()") != end
    page.keyboard.press("ArrowRight")
    expect(time).to_have_text(f"step 1 of {last}")
    page.keyboard.press("End")
    expect(time).to_have_text(f"step {last} of {last}")
    assert picture.shadow("root.querySelector('.cart canvas').toDataURL()") == end
    fits_a_phone(picture)
    assert picture.errors == []
    picture.context.close()


def test_little_motion_goes_from_picture_to_picture(browser: Browser, address: str) -> None:
    picture = Picture(browser, f"{address}/?lab=episodes")
    picture.page.emulate_media(reduced_motion="reduce")
    picture.shadow(
        """(() => {
          window.seen = new Set();
          const time = root.querySelector('.player .time');
          const watch = new MutationObserver(() => window.seen.add(time.textContent));
          watch.observe(time, { childList: true, characterData: true, subtree: true });
        })()"""
    )
    picture.page.locator(".player button").click()
    last = longest()
    expect(picture.page.locator(".player .time")).to_have_text(
        f"step {last} of {last}", timeout=20_000
    )
    steps = [int(text.split()[1]) for text in picture.page.evaluate("[...window.seen]")]
    assert set(steps) <= {*range(0, last + 1, 10), last}
    picture.context.close()
