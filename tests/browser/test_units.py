"""The Units page in the browser: it plays, a unit is clicked and switched off, samples are read."""

import re
import time

from playwright.sync_api import expect

from tests.browser import app

PROBES = r"console: Failed to load resource: .*404"  # Streamlit looks for its base path
LINK = "/units?activations=relu,tanh&hidden=8,8&learning_rate=0.1&seed=1"


def units(page):
    return page.locator("button.unit")


def test_a_unit_is_clicked_while_it_plays_and_switched_off(page, watch):
    watch.allow(PROBES)
    app.open_app(page, LINK)
    expect(units(page)).to_have_count(16, timeout=60_000)
    before = app.pixels(units(page).nth(12))
    app.press(page, "play")
    app.wait_for_step(page, 40)
    assert (app.pixels(units(page).nth(12)) != before).any(), "the pictures do not move"
    units(page).nth(2).click()
    expect(page.get_by_role("heading", name="Hidden layer 1, unit 3")).to_be_visible(timeout=60_000)
    expect(page).to_have_url(re.compile(r"unit=1\.3"))
    at = app.step(page)
    app.wait_for_step(page, at + 20)
    app.press(page, "play")
    expect(app.status(page)).to_contain_text("paused")
    page.locator(".st-key-units_off label").first.click()
    without = page.locator(".outputs .decision").nth(1)
    expect(without).to_contain_text("Without unit 1·3", timeout=60_000)
    expect(without).to_contain_text(
        re.compile(r"Test accuracy [\d.]+\s%? ?→ [\d.]+\s?%, loss .+ → ")
    )
    expect(page).to_have_url(re.compile(r"off=1\.3"))
    expect(page.locator(".history .chart")).to_have_count(2, timeout=60_000)
    page.get_by_role("button", name="Switch on 1·3").click()
    expect(without).not_to_be_visible(timeout=60_000)


def test_the_keyboard_selects_and_a_sample_shows_its_way(page, watch):
    watch.allow(PROBES)
    app.open_app(page, LINK + "&net=2")
    expect(units(page)).to_have_count(16, timeout=60_000)
    units(page).nth(9).focus()
    page.keyboard.press("Enter")
    heading = page.get_by_role("heading", name="Hidden layer 2, unit 2")
    expect(heading).to_be_visible(timeout=60_000)
    page.locator(".probe").first.focus()
    page.keyboard.press("ArrowRight")
    expect(page.locator(".tip")).to_contain_text("train sample 1, class")
    numbers = page.locator(".content > .flat").all_inner_texts()
    assert len(numbers) == 16 and all(re.match(r"−?[\d.]", text) for text in numbers)
    units(page).nth(9).focus()
    page.keyboard.press("Enter")
    expect(heading).not_to_be_visible(timeout=60_000)


def test_a_large_net_stays_usable(page, watch):
    watch.allow(PROBES)
    hidden = ",".join(["60"] * 20)
    app.open_app(page, f"/units?activations=relu&hidden={hidden}&samples=100&unit=3.50")
    expect(units(page)).to_have_count(128, timeout=60_000)
    expect(page.get_by_role("heading", name="Hidden layer 3, unit 50")).to_be_visible()
    expect(page.get_by_text("Layers 1 to 8 of 20 are drawn.")).to_be_visible()
    began = time.monotonic()
    app.press(page, "step")
    app.wait_for(lambda: app.step(page) == 1, "step 1")
    assert time.monotonic() - began < 30
