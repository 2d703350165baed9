"""The bar of time in the browser: dragged and by the keyboard, and a branch from there."""

import re

from playwright.sync_api import expect

from tests.browser import app

BAR = ".st-key-transport_time"


def trained(page):
    """A paused run of some steps with dead units; returns its range."""
    app.open_app(page, "/?activations=relu&learning_rate=3&hidden=8,8&speed=8&stop_step=60")
    app.press(page, "play")
    expect(app.status(page)).to_contain_text("step limit", timeout=app.PATIENCE * 1000)
    bar = page.locator(f"{BAR} input[type=range]")
    expect(bar).to_have_attribute("aria-valuetext", re.compile("^step 60"))
    return bar


def shows(page, step):
    app.wait_for(lambda: app.step(page) == step, f"step {step}")


def test_keys_go_back_in_time_and_forward_again(page):
    bar = trained(page)
    newest = app.sentences(page)
    bar.press("Home")
    shows(page, 0)
    expect(bar).to_have_attribute("aria-valuetext", re.compile("^step 0"))
    app.wait_for(lambda: app.sentences(page) != newest, "the first pictures")
    bar.press("End")
    shows(page, 60)
    app.wait_for(lambda: app.sentences(page) == newest, "the newest pictures")


def test_dragging_moves_the_pictures_and_stays_where_it_is_let_go(page):
    bar = trained(page)
    box = bar.bounding_box()
    middle = box["y"] + box["height"] / 2
    page.mouse.move(box["x"] + box["width"] - 8, middle)
    page.mouse.down()
    for share in (0.8, 0.6, 0.4):
        page.mouse.move(box["x"] + box["width"] * share, middle)
    page.mouse.up()
    said = re.match(r"step ([\d,]+)", bar.get_attribute("aria-valuetext"))[1]
    shows(page, int(said))
    assert 0 < int(said) < 60


def test_from_event_to_event_and_a_branch_from_there(page):
    bar = trained(page)
    assert page.locator(f"{BAR} .mark").count() > 0
    page.locator(BAR).get_by_label("To the event before").click()
    expect(bar).to_have_attribute("aria-valuetext", re.compile(r"^step \d+: .*ReLU.*\.$"))
    app.wait_for(lambda: app.step(page) < 60, "the last event")
    at = app.step(page)
    app.press(page, "branch")
    expect(app.status(page)).to_contain_text(f"branch from step {at}")
    app.press(page, "step")
    shows(page, at + 1)
    app.press(page, "switch")
    shows(page, 60)
