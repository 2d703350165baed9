"""The Functions page in the browser: a link shows curves, a click adds one, the run gets it."""

import re

from playwright.sync_api import expect

from tests.browser import app

PROBES = r"console: Failed to load resource: .*404"  # Streamlit looks for its base path


def test_a_link_shows_functions_and_one_goes_into_the_run(page, watch):
    watch.allow(PROBES)
    page.goto("/functions?show=relu,elu(alpha=2),donut&seed=3")
    expect(page.get_by_role("heading", name="Functions")).to_be_visible(timeout=60_000)
    expect(page.get_by_test_id("stAlert")).to_contain_text("donut")
    chart = page.locator(".st-key-functions_chart svg.marks")
    expect(chart).to_contain_text("ELU, alpha = 2", timeout=20_000)
    page.locator(".st-key-functions_shown button", has_text=re.compile(r"^● tanh$")).click()
    expect(page).to_have_url(re.compile(r"seed=3.*show=relu%2Celu%28alpha%3D2\.0%29%2Ctanh"))
    expect(chart).to_contain_text("tanh", timeout=20_000)
    page.locator(".st-key-functions_focus button", has_text="ELU, alpha").click()
    page.get_by_role("button", name="Use in a run").click()
    expect(page.get_by_role("button", name="In the run")).to_be_disabled(timeout=20_000)
    expect(page).to_have_url(re.compile(r"activations=relu%2Ctanh%2Celu%28alpha%3D2\.0%29"))
    page.get_by_role("link", name="Playground").click()
    app.wait_for(lambda: any(s.startswith("ELU") for s in app.sentences(page)), "the ELU net")
    expect(page).not_to_have_url(re.compile("show="))
    page.get_by_role("link", name="Functions").click()
    expect(chart).to_contain_text("ELU, alpha = 2", timeout=20_000)
    expect(page).to_have_url(re.compile("show="))


def test_a_typed_formula_is_drawn_and_trains(page, watch):
    watch.allow(PROBES)
    page.goto("/functions?show=relu&seed=3")
    box = page.get_by_role("textbox", name="Type your own f(x)")
    box.fill("x*sigmoyd(beta*x)", timeout=60_000)
    box.press("Enter")
    alert = page.get_by_test_id("stAlert")
    expect(alert).to_contain_text("here stands sigmoyd(", timeout=20_000)
    box.fill("x*sigmoid(beta*x)")
    box.press("Enter")
    chart = page.locator(".st-key-functions_chart svg.marks")
    expect(chart).to_contain_text("x*sigmoid(beta", timeout=20_000)
    expect(alert).to_have_count(0)
    slider = page.get_by_test_id("stSlider").filter(has_text="x*sigmoid(beta*x): beta")
    expect(slider).to_be_visible()
    expect(page.locator(".katex").first).to_be_visible(timeout=40_000)
    page.get_by_role("button", name="Use in a run").click()
    expect(page.get_by_role("button", name="In the run")).to_be_disabled(timeout=20_000)
    page.get_by_role("link", name="Playground").click()
    page.get_by_role("button", name="Step", exact=False).first.click()
    app.wait_for(lambda: any(s.startswith("x*sig") for s in app.sentences(page)), "the typed net")
    page.reload()
    app.wait_for(lambda: any(s.startswith("x*sig") for s in app.sentences(page)), "it, by its link")
