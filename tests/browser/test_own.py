"""Data of one's own in the browser: a file, hostile files, a drawing and its link."""

import re
from itertools import product

import numpy as np
import pytest
from playwright.sync_api import expect

from tests.browser import app

PROBES = r"console: Failed to load resource: .*404"  # Streamlit looks for its base path
HOSTILE = {
    "program.csv": (bytes(range(256)) * 20, "cannot be read as text"),
    "wide.csv": (b"1," * 1_000_000, "1,000,001 columns; at most 64"),
    "formulas.csv": (b"a,b,c\n" + b"=1+1,=cmd|'/c calc'!A1,u\n" * 20, "two columns of numbers"),
}


@pytest.fixture(autouse=True)
def allow(watch):
    watch.allow(PROBES)


def table(rows=120):
    """Two clouds, the names of whose classes a page must not take for more than text."""
    rng = np.random.default_rng(0)
    lines = ["width;height;kind"]
    for at in range(rows):
        x, y = rng.normal(3 * (at % 2), 1, 2)
        kind = ("<img src=x onerror=alert(1)>", "=1+1")[at % 2]
        lines.append(f"{x:.3f};{y:.3f};{kind}".replace(".", ","))
    return "\n".join(lines).encode()


def open_dialog(page):
    page.locator(".st-key-control_dataset").get_by_text("Your data", exact=True).click()
    expect(page.get_by_role("dialog")).to_be_visible(timeout=60_000)


def bring(page, name, content):
    file = {"name": name, "mimeType": "text/csv", "buffer": content}
    page.get_by_role("dialog").locator("input[type=file]").set_input_files(files=[file])


def use(page, part):
    page.locator(f".st-key-own_{part}_use button").click()
    expect(page.get_by_role("dialog")).to_be_hidden(timeout=60_000)
    expect(page.locator(".st-key-own_change")).to_be_visible(timeout=60_000)


def sentences_at(page, step):
    """What the pictures say at a step, to which the run is brought."""
    app.press(page, "play")
    app.wait_for_step(page, step)
    # The status line may be a moment ahead of the pictures; what they announce comes with them.
    announced = page.locator("[aria-live=polite]", has_text=f"Stopped at step {step}:")
    expect(announced).to_have_count(1, timeout=60_000)
    return app.sentences(page)


def test_a_file_is_brought_and_trained_on_after_three_hostile_ones(page, server):
    app.open_app(page, "/?stop_step=400&learning_rate=0.1")
    open_dialog(page)
    for name, (content, words) in HOSTILE.items():
        bring(page, name, content)
        refusal = page.get_by_role("dialog").get_by_role("alert").filter(has_text=words)
        expect(refusal).to_have_count(1, timeout=60_000)
        expect(refusal).to_contain_text(name)
        expect(page.locator(".st-key-own_uploaded_use")).to_have_count(0)
    bring(page, "clouds.csv", table())
    expect(page.get_by_text("120 rows of 3 columns, separated by semicolons")).to_be_visible()
    use(page, "uploaded")
    expect(page.get_by_text("120 rows: change")).to_be_visible()
    expect(page.get_by_text("orange: <img src=x onerror=alert(1)>")).to_be_visible()
    sentences_at(page, 400)
    assert min(app.accuracies(page)) > 90
    assert not any(word in server.log() for word in ("onerror", "clouds", "width", "calc"))


def draw(page, kinds):
    """A spot of points for each class, by the pointer."""
    plane = page.locator(".sketch-plane")
    box = plane.bounding_box()
    for kind, (left, top) in kinds.items():
        page.get_by_role("button", name=f"Class {kind}").click()
        for across, down in product(range(3), range(3)):
            x, y = left + 0.1 * across, top + 0.1 * down
            page.mouse.click(box["x"] + x * box["width"], box["y"] + y * box["height"])


def test_a_drawing_is_trained_on_and_its_link_is_the_same_run(page, new_page):
    app.open_app(page, "/?stop_step=20")
    open_dialog(page)
    page.get_by_role("tab", name="Draw").click()
    draw(page, {1: (0.1, 0.1), 2: (0.6, 0.2), 3: (0.3, 0.6)})
    page.get_by_role("button", name="Undo").click()
    plane = page.locator(".sketch-plane")
    plane.focus()
    page.keyboard.press("ArrowUp")
    page.keyboard.press("Enter")
    expect(page.get_by_text("27 of 200 points.")).to_be_visible()
    use(page, "drawn")
    expect(page.get_by_text("27 points drawn: change")).to_be_visible()
    said = sentences_at(page, 20)
    assert any("loss" in sentence.lower() for sentence in said)
    expect(page).to_have_url(re.compile("own=points"))
    other = new_page()
    app.open_app(other, page.url)
    expect(other.get_by_text("27 points drawn: change")).to_be_visible(timeout=60_000)
    assert sentences_at(other, 20) == said
    other.locator(".st-key-own_change button").click()
    expect(other.get_by_text("27 of 200 points.")).to_be_visible(timeout=60_000)


def test_a_phone_has_room_for_the_dialog_and_a_finger_draws(new_page):
    page = new_page(390, 844, "dark")
    app.open_app(page)
    page.get_by_test_id("stExpandSidebarButton").click()
    open_dialog(page)
    page.get_by_role("tab", name="Draw").click()
    box = page.locator(".sketch-plane").bounding_box()
    assert box["x"] >= 0 and box["x"] + box["width"] <= 390
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    touches(page, box)
    expect(page.get_by_text(re.compile(r"^[5-9] of 200 points\."))).to_be_visible()


def touches(page, box):
    """One finger that moves over the plane from left to right."""
    session = page.context.new_cdp_session(page)
    for at in range(12):
        kind = "touchStart" if at == 0 else "touchMove"
        x, y = box["x"] + 30 + 10 * at, box["y"] + 60
        session.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": [{"x": x, "y": y}]})
    session.send("Input.dispatchTouchEvent", {"type": "touchEnd", "touchPoints": []})
