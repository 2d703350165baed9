"""Markup in every text that comes from outside is text: nothing of it runs, loads or leads away."""

import csv
import json
import re
from urllib.parse import quote

import numpy as np
import pytest
from playwright.sync_api import expect

from tests.browser import app
from tests.browser.test_own import PROBES, bring, open_dialog, use
from tests.browser.test_share import open_dialog as open_tools
from tests.browser.test_share import saved
from tests.hostile.texts import MARKUP

IMAGE = "<img src=x onerror=window.__owned=1>"
PICTURE = "![q](http://192.0.2.1/q.png)"
SCRIPT = "<script>window.__owned=1</script>"
TRICK = "=k['a'].b \"$x$ :red[k]"
COLUMNS, CLASSES = (IMAGE, PICTURE, "<b>kind"), (SCRIPT, TRICK)
FOREIGN = "a[href*='evil.example'], a[href*='192.0.2.1'], a[href^='javascript']"


@pytest.fixture(autouse=True)
def allow(watch):
    watch.allow(PROBES)


@pytest.fixture(autouse=True)
def unharmed(page):
    """No dialog is opened and no script runs; `watch` hears of requests to other hosts."""
    dialogs = []
    page.on("dialog", lambda dialog: (dialogs.append(dialog.message), dialog.dismiss()))
    yield
    assert dialogs == []
    for each in page.context.pages:
        assert each.evaluate("window.__owned") is None
        assert each.locator(FOREIGN).count() == 0


def table(rows=60):
    """Two clouds whose columns and classes have names that attack."""
    rng = np.random.default_rng(0)
    lines = [";".join(f'"{name}"' for name in COLUMNS)]
    for at in range(rows):
        x, y = rng.normal(3 * (at % 2), 1, 2)
        kind = CLASSES[at % 2].replace('"', '""')
        lines.append(f'{x:.3f};{y:.3f};"{kind}"')
    return "\n".join(lines).encode()


@pytest.mark.parametrize("path", ["", "functions", "units", "race", "depth"])
def test_markup_in_a_link_is_text(page, path):
    places = ("seed", "show", "unit", "race_band", "teach", "depth.part", "at", "dataset")
    texts = [*MARKUP[:4], *MARKUP[4:7]]
    query = [f"{quote(text, safe='')}=1" for text in texts[:2]]
    query += [f"{name}={quote(text)}" for name, text in zip(places, texts, strict=False)]
    page.goto(f"/{path}?{'&'.join(query)}")
    notice = page.get_by_role("alert").first
    expect(notice).to_contain_text("<img src=x onerror=window.__owned=1>", timeout=60_000)
    for text in (*MARKUP[4:8], *MARKUP[9:]):
        page.goto(f"/{path}?{quote(text, safe='')}=1")
        expect(page.get_by_role("alert").first).to_contain_text("which is not a setting")
        assert page.locator(FOREIGN).count() == 0


def test_markup_typed_as_a_formula_is_text(page):
    page.goto("/functions")
    box = page.get_by_role("textbox", name="Type your own f(x)")
    for text in (IMAGE, SCRIPT, "x.__class__", "[a](javascript:window.__owned=1)"):
        box.fill(text, timeout=60_000)
        box.press("Enter")
        expect(page.locator("code", has_text=text[:8]).first).to_be_visible(timeout=60_000)


def test_names_in_a_table_are_text_in_pictures_and_in_files(page, new_page, tmp_path):
    app.open_app(page, "/?stop_step=40&learning_rate=0.1")
    open_dialog(page)
    bring(page, "<img src=x onerror=window.__owned=1>.csv", table())
    expect(page.get_by_text("60 rows of 3 columns, separated by semicolons")).to_be_visible()
    use(page, "uploaded")
    expect(page.get_by_text(f"orange: {SCRIPT}")).to_be_visible()
    app.press(page, "play")
    expect(app.status(page)).to_contain_text("step limit", timeout=60_000)
    for title in ("Units", "Activations", "Race", "Playground"):
        page.get_by_role("link", name=title, exact=True).first.click()
        expect(app.status(page)).to_contain_text("step limit", timeout=60_000)
    dialog = open_tools(page, "away")
    _report(new_page(), saved(page, dialog, "Report (HTML)", tmp_path / "report.html"))
    script = saved(page, dialog, re.compile("Script of"), tmp_path / "run.py").read_text()
    compile(script, "run.py", "exec")
    history = saved(page, dialog, "CSV", tmp_path / "run.csv").read_text()
    rows = list(csv.reader(history.splitlines()))
    assert not any(cell[:1] in "=+-@" for cell in rows[0] if cell)


def _report(reader, path):
    """The report runs nothing, whatever names stand in it."""
    reader.goto(path.as_uri())
    assert SCRIPT in reader.locator("body").inner_text() or IMAGE in reader.content()
    assert reader.evaluate("window.__owned") is None
    assert reader.locator("script, iframe, img[onerror]").count() == 0


def test_markup_in_a_file_of_settings_is_text(page):
    app.open_app(page)
    dialog = open_tools(page, "away")
    content = json.dumps({"version": IMAGE, "noise": SCRIPT, PICTURE: 1, "seed": 3}).encode()
    file = {"name": f"{IMAGE}.json", "mimeType": "application/json", "buffer": content}
    dialog.locator("input[type=file]").set_input_files(files=[file])
    notice = page.get_by_role("alert").first
    expect(notice).to_contain_text(IMAGE, timeout=60_000)
    expect(notice).to_contain_text("![q](http:")
