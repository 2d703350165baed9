"""A run in the browser: it opens, plays, pauses, changes, starts over, and its link repeats it."""

import re
import time

import numpy as np
from playwright.sync_api import expect

from tests.browser import app


def test_opens_ready_plays_and_pauses(page):
    app.open_app(page)
    assert app.step(page) == 0
    expect(app.status(page)).to_contain_text("press Play")
    before = app.pixels(app.field(page, "ReLU"))
    app.press(page, "play")
    app.wait_for_step(page, 30)
    app.press(page, "play")
    expect(app.status(page)).to_contain_text("paused")
    time.sleep(0.6)
    at, after = app.step(page), app.pixels(app.field(page, "ReLU"))
    assert (before != after).any(), "the decision boundary did not move"
    time.sleep(1.5)
    assert app.step(page) == at
    assert (app.pixels(app.field(page, "ReLU")) == after).all()


def test_a_step_an_epoch_and_reset(page):
    app.open_app(page)
    fresh = app.sentences(page)
    app.press(page, "step")
    app.wait_for(lambda: app.step(page) == 1, "step 1")
    app.press(page, "epoch")
    app.wait_for(lambda: app.step(page) == 25, "the end of the epoch")
    assert app.sentences(page) != fresh
    app.press(page, "reset")
    app.wait_for(lambda: app.step(page) == 0, "step 0")
    app.wait_for(lambda: app.sentences(page) == fresh, "the first pictures")


def test_the_learning_rate_changes_without_a_restart_and_travels_in_the_link(page, new_page):
    app.open_app(page)
    app.press(page, "play")
    app.wait_for_step(page, 20)
    app.press(page, "play")
    expect(app.status(page)).to_contain_text("paused")
    at = app.step(page)
    app.slide(page, "learning_rate", "ArrowRight")
    expect(page).to_have_url(re.compile(rf"changes={at}%3Alearning_rate%3A0\.1"))
    assert app.step(page) == at
    app.press(page, "step")
    app.wait_for(lambda: app.step(page) == at + 1, "one more step")
    other = new_page()
    app.open_app(other, f"{page.url}&stop_step={at + 1}")
    app.press(other, "play")
    app.wait_for(lambda: app.step(other) == at + 1, "the same step")
    app.wait_for(lambda: app.sentences(other) == app.sentences(page), "the same sentences")


def test_a_link_repeats_the_run(new_page):
    link = "/?activations=gelu,sigmoid&dataset=moons&seed=7&learning_rate=0.1&stop_step=200"
    pages = [new_page(), new_page()]
    pictures = []
    for page, speed in zip(pages, (64, 16), strict=True):
        app.open_app(page, f"{link}&speed={speed}")
        app.press(page, "play")
        app.wait_for(lambda page=page: app.step(page) == 200, "the step limit")
        expect(app.status(page)).to_contain_text("step limit")
        time.sleep(0.6)
        pictures.append([app.pixels(app.field(page, net)) for net in ("GELU", "sigmoid")])
    assert app.sentences(pages[0]) == app.sentences(pages[1])
    for one, other in zip(*pictures, strict=True):
        np.testing.assert_array_equal(one, other)


def test_what_needs_a_new_net_restarts_at_once_and_plays_on(page):
    app.open_app(page)
    app.press(page, "play")
    app.wait_for_step(page, 40)
    page.get_by_role("radio", name="XOR").click()
    expect(page).to_have_url(re.compile("dataset=xor"))
    app.wait_for(lambda: app.step(page) < 40, "a new run")
    app.wait_for_step(page, 5)
    page.locator(".st-key-control_activations button", has_text="sigmoid").click()
    app.wait_for(lambda: any(s.startswith("sigmoid") for s in app.sentences(page)), "a third net")


def test_the_default_run_learns(page):
    app.open_app(page, "/?stop_step=3000&speed=0")
    app.press(page, "play")
    app.wait_for(lambda: app.step(page) == 3000, "step 3,000", seconds=120)
    app.wait_for(lambda: len(app.accuracies(page)) == 2, "two headlines")
    assert min(app.accuracies(page)) >= 97


def test_a_net_that_diverges_is_named_and_the_other_goes_on(page):
    app.open_app(page, "/?activations=identity,relu&loss=mse&learning_rate=0.3&seed=3")
    app.press(page, "play")
    app.wait_for_step(page, 30)
    app.press(page, "play")
    named = re.compile(r"Diverged at step \d+: .+ Try rate 0\.2\.")
    assert any(named.search(sentence) for sentence in app.sentences(page)), app.sentences(page)
    assert any(s.startswith("ReLU, decision") and "wrong" in s for s in app.sentences(page))


def test_unusable_values_in_a_link_are_named(page):
    app.open_app(page, "/?noise=9&dataset=donuts&hidden=8,x&batch_size=4000&flavour=mint")
    notice = page.get_by_test_id("stAlert")
    for text in ("Noise", "donuts", "Hidden layers", "Batch size", "flavour"):
        expect(notice).to_contain_text(text)
    assert app.step(page) == 0
    assert len(app.sentences(page)) > 4


def test_p_plays_and_is_a_letter_while_typing(page):
    app.open_app(page)
    page.keyboard.press("p")
    app.wait_for_step(page, 1)
    page.keyboard.press("p")
    expect(app.status(page)).to_contain_text("paused")


PROBES = r"console: Failed to load resource: .*404"  # Streamlit looks for its base path


def test_changing_pages_keeps_the_run_and_the_link(page, watch):
    watch.allow(PROBES)
    app.open_app(page, "/?seed=4")
    app.press(page, "play")
    app.wait_for_step(page, 10)
    page.get_by_role("link", name="Glossary").click()
    expect(page.get_by_role("heading", name="Glossary")).to_be_visible()
    at = app.step(page)
    assert at >= 10
    app.wait_for_step(page, at + 20)
    expect(page).to_have_url(re.compile(r"/glossary\?.*seed=4"))
    page.get_by_label("Search").fill("dead unit")
    page.get_by_label("Search").press("Enter")
    expect(page.get_by_text("passes no gradient back")).to_be_visible()
    page.get_by_role("link", name="Playground").click()
    expect(page.locator("canvas").first).to_be_visible()
    assert app.step(page) >= at + 20


def test_a_deep_link_on_a_page_opens_it_with_the_shell(page, watch):
    watch.allow(PROBES)
    page.goto("/glossary?seed=9&activations=silu")
    expect(page.get_by_role("heading", name="Glossary")).to_be_visible()
    expect(app.status(page)).to_contain_text("Step 0")
    expect(page).to_have_url(re.compile("seed=9"))
    page.get_by_role("link", name="Playground").click()
    app.wait_for(lambda: any(s.startswith("SiLU") for s in app.sentences(page)), "the SiLU net")
