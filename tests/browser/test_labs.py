"""The labs in the browser: each opens, asks, answers; the run comes back as it was."""

import re

import pytest
from playwright.sync_api import expect

from dashboard import catalog
from dashboard.labs.table import WITHOUT
from tests.browser import app

PROBES = r"console: Failed to load resource: .*404"  # Streamlit looks for its base path
LABS = [lens for lens in catalog.LABS if lens.key not in WITHOUT]


@pytest.mark.parametrize("lens", LABS, ids=lambda lens: lens.key)
def test_a_lab_asks_and_answers(page, watch, lens):
    watch.allow(PROBES)
    page.goto(f"/{lens.key}")
    expect(page.get_by_role("heading", name=lens.title, level=1)).to_be_visible(timeout=60_000)
    answer = page.get_by_text("This run:").first
    begin = page.get_by_role("button", name=re.compile("^(Skip|Run|play_arrow.*Run)$")).first
    expect(answer.or_(begin).first).to_be_visible(timeout=60_000)
    for name in ("Skip", "Run"):
        button = page.get_by_role("button", name=name, exact=True)
        if not answer.is_visible() and button.count():
            button.first.click()
    expect(answer).to_be_visible(timeout=90_000)
    expect(page.get_by_test_id("stException")).to_have_count(0)
    expect(page.get_by_test_id("stSidebarContent").get_by_text("Hidden layers")).to_have_count(0)


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_no_lab_is_wider_than_a_phone(new_page, watch, scheme):
    watch.allow(PROBES)
    phone = new_page(390, 844, color_scheme=scheme)
    for lens in LABS[: 3 if scheme == "dark" else None]:
        phone.goto(f"/{lens.key}")
        expect(phone.get_by_role("heading", level=1)).to_be_visible(timeout=60_000)
        wide = phone.evaluate("document.documentElement.scrollWidth")
        assert wide <= 390, f"{lens.key} is {wide} px wide"


def test_the_run_waits_while_somebody_learns(page, watch):
    watch.allow(PROBES)
    app.open_app(page, "/?hidden=3&learning_rate=0.1&seed=5")
    app.press(page, "step")
    app.wait_for(lambda: app.step(page) == 1, "step 1")
    page.get_by_text("Learn", exact=True).first.click()
    page.get_by_text("Claims", exact=True).last.click()
    expect(page.get_by_role("heading", name="Claims", level=1)).to_be_visible(timeout=60_000)
    expect(page).to_have_url(re.compile("claims.*seed=5"))
    page.get_by_role("link", name=re.compile("Playground$")).first.click()
    expect(app.status(page)).to_be_visible(timeout=60_000)
    assert app.step(page) == 1
    expect(page).to_have_url(re.compile("hidden=3&.*learning_rate=0.1&.*seed=5"))
    expect(page.get_by_role("spinbutton", name="Hidden layers")).to_have_value("1")
