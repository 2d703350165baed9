"""The Race page in the browser: a race to its end, and its link in another browser."""

import re

from playwright.sync_api import expect

from tests.browser import app

PROBES = r"console: Failed to load resource: .*404"  # Streamlit looks for its base path
LINK = (
    "/race?activations=relu,tanh&seeds=3&samples=100&learning_rate=0.3&stop_step=60&speed=0"
    "&target=0.5"
)


def table(page):
    """What the rows say, but for the cost of a step, which is measured anew."""
    cells = page.locator(".entrants .row").all()
    return [
        [row.locator(".name").inner_text(), *row.locator("> .cell").all_inner_texts()[:-1]]
        for row in cells
    ]


def raced(page):
    app.press(page, "play")
    expect(app.status(page)).to_contain_text("stopped: step limit", timeout=60_000)
    expect(page.locator(".race .never").first).to_be_attached()
    expect(page.locator(".race .sentence").first).to_contain_text("At step 60")
    return table(page)


def test_a_link_in_a_fresh_browser_gives_the_same_table(page, new_page, watch):
    watch.allow(PROBES)
    page.goto(LINK)
    expect(page.locator(".race .verdict")).to_contain_text("No activation", timeout=60_000)
    page.locator(".st-key-race_race_over button", has_text="Seconds").click()
    first = raced(page)
    assert [len(row) for row in first] == [6, 6]
    assert re.search(r"\d+ of 3", first[0][2])
    other = new_page(1280, 800)
    other.goto(page.url)
    expect(other.locator(".race .verdict")).to_be_visible(timeout=60_000)
    assert raced(other) == first
    expect(other.locator(".race .tick", has_text="seconds").first).to_be_visible(timeout=60_000)


def test_rates_are_searched_and_raced_with(page, watch):
    watch.allow(PROBES)
    page.goto(LINK)
    expect(page.locator(".race .verdict")).to_be_visible(timeout=60_000)
    page.get_by_text("Fair rates").click()
    page.get_by_role("button", name="Search the best rates").click()
    use = page.get_by_role("button", name="Race with these")
    expect(use).to_be_visible(timeout=60_000)
    expect(page.locator(".bands .sentence").first).to_contain_text("Best at")
    use.click()
    expect(page.get_by_text("Each trains at its own learning rate")).to_be_visible()
    assert "own_rates=relu" in page.url
    page.get_by_role("button", name="One rate for all").click()
    expect(page.locator(".race .method")).to_contain_text("All at learning rate 0.3")
