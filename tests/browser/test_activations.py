"""The Activations page in the browser: which units died, when, why, and what would save them."""

import re

from playwright.sync_api import expect

from tests.browser import app

PROBES = r"console: Failed to load resource: .*404"  # Streamlit looks for its base path
LINK = "/activations?activations=relu,tanh&learning_rate=1&hidden=8,8&speed=16&stop_step=300"


def test_a_death_is_found_dissected_and_undone_by_clicking(page, watch):
    watch.allow(PROBES)
    page.goto(LINK)
    expect(page.locator(".heat canvas").first).to_be_visible(timeout=60_000)
    expect(page.locator(".band")).to_have_count(6)
    app.press(page, "play")
    app.wait_for_step(page, 70)
    expect(page.locator(".band").last).to_contain_text("dead; on one input")
    page.get_by_role("radio", name="Ledger of units").click()
    expect(page.locator(".band")).to_have_count(1, timeout=60_000)
    summary = page.locator(".band .sentence")
    expect(summary).to_contain_text(re.compile(r"ReLU: \d+ of 16 units are dead; \d+ deaths"))
    expect(page.get_by_text("Pause to choose a death")).to_be_visible()
    app.press(page, "play")
    expect(app.status(page)).to_contain_text("paused")
    expect(page.get_by_test_id("stDataFrame")).to_be_visible()
    page.get_by_role("combobox", name="Choose a death").click()
    page.get_by_role("option").filter(has_not_text="step 0").first.click()
    cause = page.locator(".sentence").filter(has_text="Dead from step")
    expect(cause.first).to_contain_text("that update moved its largest z from", timeout=60_000)
    page.get_by_role("button", name="Leaky ReLU").click()
    verdict = page.get_by_text("With Leaky ReLU in all layers of the net it lives")
    expect(verdict.first).to_be_visible(timeout=60_000)
    expect(page.get_by_text(re.compile(r"Test loss .* instead of .* at step"))).to_be_visible()
    page.get_by_role("link", name="Playground").click()
    expect(page.locator(".decision")).to_have_count(2)
    page.get_by_role("link", name="Activations").click()
    expect(page.get_by_role("combobox", name="Choose a death")).to_be_visible()
