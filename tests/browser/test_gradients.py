"""The Gradients page in the browser: why a deep sigmoid net learns nothing in its first layer."""

import re

from playwright.sync_api import expect

from tests.browser import app

PROBES = r"console: Failed to load resource: .*404"  # Streamlit looks for its base path
LINK = "/gradients?activations=sigmoid,relu&hidden=8,8,8,8,8,8&seed=1"


def test_a_deep_sigmoid_net_vanishes_and_the_sentence_names_layer_and_factor(page, watch):
    watch.allow(PROBES)
    page.goto(LINK)
    sentence = page.locator(".split .sentence").first
    expect(sentence).to_contain_text("Vanishing", timeout=60_000)
    before = page.locator(".lines .label").first.inner_text()
    app.press(page, "play")
    app.wait_for_step(page, 30)
    app.press(page, "play")
    expect(app.status(page)).to_contain_text("paused")
    expect(page.locator(".lines .label").first).not_to_have_text(before)
    expect(sentence).to_have_text(re.compile(r"Layer [1-6]: slope passes 0\.\d+ of it.*shrinks"))
    page.locator(".st-key-shown_nets button", has_text="sigmoid").click()
    expect(page.locator(".split")).to_have_count(1)
    expect(page.locator(".split .name")).to_have_text("ReLU")
    page.get_by_role("link", name="Playground").click()
    expect(page.locator(".decision")).to_have_count(2)
    assert app.step(page) >= 30
