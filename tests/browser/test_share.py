"""Share and take away in the browser: links, codes, teacher mode, files."""

import re
import subprocess
import sys
from urllib.parse import urlsplit

import segno
from playwright.sync_api import expect

from dashboard.share.code import QUIET
from tests.browser import app

PROBES = r"console: Failed to load resource: .*404"  # Streamlit looks for its base path


def open_dialog(page, name):
    page.locator(f".st-key-{name}_button button").filter(visible=True).first.click()
    dialog = page.get_by_role("dialog")
    expect(dialog).to_be_visible()
    return dialog


def link(dialog):
    """The link in the dialog, as a path of the app."""
    found = urlsplit(dialog.locator("code").first.inner_text())
    return f"{found.path}?{found.query}"


def trained(page, query, steps):
    app.open_app(page, f"/?{query}&stop_step={steps}")
    app.press(page, "play")
    expect(app.status(page)).to_contain_text("step limit", timeout=app.PATIENCE * 1000)
    page.wait_for_timeout(1500)  # the status line may come before the last picture


def test_a_link_leads_to_the_moment_and_its_code_to_the_link(page, new_page):
    trained(page, "activations=relu&speed=16", 48)
    wanted = app.sentences(page)
    dialog = open_dialog(page, "share")
    image = dialog.locator(".st-key-share_code img")
    expect(image).to_be_visible()
    drawn = page.evaluate(
        "async (address) => (await fetch(address)).text()", image.get_attribute("src")
    )
    other = new_page()
    app.open_app(other, link(dialog))
    app.wait_for_step(other, 48)
    expect(app.status(other)).not_to_contain_text("of the way")
    app.wait_for(lambda: app.sentences(other) == wanted, "the pictures of the moment")
    short = f"{page.url.partition('?')[0]}?activations=relu&stop_step=48&speed=16&at=48"
    code = segno.make_qr(short, error="l", boost_error=True)
    assert f'viewBox="0 0 {len(code.matrix) + 2 * QUIET} ' in drawn
    paths = re.findall(r' d="([^"]*)"', drawn)
    plain = code.svg_inline(border=QUIET, dark="#000", light="#fff", omitsize=True)
    assert paths == re.findall(r' d="([^"]*)"', plain)


def test_a_teachers_link_hides_controls_until_all_are_shown(page, new_page, watch):
    watch.allow(PROBES)
    app.open_app(page)
    dialog = open_dialog(page, "share")
    dialog.get_by_text("Teacher mode").click()
    expect(dialog.get_by_text("Can be changed")).to_be_visible()
    app.wait_for(lambda: "teach=main" in link(dialog), "the link of the lesson")
    pupil = new_page()
    app.open_app(pupil, link(dialog))
    sidebar = pupil.get_by_test_id("stSidebar")
    expect(sidebar.get_by_text("Learning rate", exact=True)).to_be_visible()
    expect(sidebar.get_by_text("More about training")).to_have_count(0)
    pupil.get_by_role("link", name="Gradients").first.click()
    expect(pupil).to_have_url(re.compile(r"/gradients\?.*teach=main"))
    pupil.reload()
    expect(sidebar.get_by_text("only some of the controls")).to_be_visible(timeout=30_000)
    sidebar.get_by_role("button", name="Show all controls").click()
    expect(sidebar.get_by_text("More about training")).to_be_visible()
    expect(pupil).not_to_have_url(re.compile("teach="))


def saved(page, dialog, name, path):
    with page.expect_download() as download:
        dialog.get_by_role("button", name=name).click()
    download.value.save_as(path)
    return path


def test_files_are_handed_out_and_one_is_read_back(page, new_page, tmp_path):
    trained(page, "activations=relu,tanh&seed=5&speed=16", 40)
    dialog = open_dialog(page, "away")
    script = saved(page, dialog, re.compile("Script of"), tmp_path / "run.py")
    done = subprocess.run(
        [sys.executable, "-I", str(script)], capture_output=True, text=True, timeout=120, check=True
    )
    *_, last = done.stdout.splitlines()
    assert last.startswith("tanh, seed 5, step 40: train ")
    table = saved(page, dialog, "CSV", tmp_path / "history.csv").read_text().splitlines()
    loss = table[-1].split(",")[table[0].split(",").index("test_loss")]
    assert abs(float(loss) - float(last.split("test ")[1])) < 1e-5
    report = saved(page, dialog, re.compile("Report"), tmp_path / "report.html")
    settings = saved(page, dialog, re.compile("Settings"), tmp_path / "settings.json")
    offline = new_page(390, 844, "dark")
    offline.context.set_offline(True)
    offline.goto(f"file://{report}")
    expect(offline.locator("svg")).to_have_count(10)
    assert all(sentence for sentence in offline.locator("figcaption").all_inner_texts())
    other = new_page()
    app.open_app(other)
    dialog = open_dialog(other, "away")
    dialog.locator("input[type=file]").set_input_files(settings)
    expect(other).to_have_url(re.compile("seed=5"), timeout=app.PATIENCE * 1000)
    expect(dialog).to_have_count(0)


def test_a_chart_is_saved_as_svg_and_png_from_any_lens(page, watch, tmp_path):
    watch.allow(PROBES)
    app.open_app(page, "/gradients?at=30")
    app.wait_for_step(page, 30)
    expect(page.get_by_role("button", name="Play", exact=False)).to_be_visible(timeout=60_000)
    dialog = open_dialog(page, "away")
    dialog.get_by_role("tab", name="Charts as SVG and PNG").click()
    expect(dialog.locator("svg.marks")).to_be_visible(timeout=30_000)
    drawing = saved(page, dialog, re.compile("^SVG$"), tmp_path / "chart.svg").read_text()
    assert drawing.startswith("<svg") and "Loss" in drawing
    picture = saved(page, dialog, re.compile("^PNG$"), tmp_path / "chart.png").read_bytes()
    assert picture.startswith(b"\x89PNG") and len(picture) > 5000
    assert int.from_bytes(picture[16:20], "big") > 1000
