"""What surrounds a page, and the page itself, run without a browser."""

from pathlib import Path
from urllib.parse import parse_qsl

import pytest
from streamlit.testing.v1 import AppTest

from dashboard import catalog, live, session, timebar, transport, workers
from dashboard.crew import ClusterError
from dashboard.pace import INTERVALS
from dashboard.share import links
from models import link
from models.config import RunConfig

ROOT = Path(__file__).resolve().parents[2]
STARTS = ("streamlit_app.py", *(lens.path for lens in catalog.LENSES))


@pytest.fixture(params=STARTS)
def opened(request, inline):
    """A function that opens the app, or a page of it alone, with a query."""

    def open_app(**query):
        app = AppTest.from_file(str(ROOT / request.param), default_timeout=60)
        for name, text in query.items():
            app.query_params[name] = text
        return checked(app.run())

    return open_app


def checked(app):
    assert not app.exception
    return app


def press(app, name):
    return checked(app.button(key=f"transport_{name}").click().run())


def run_of(app):
    return app.session_state[session.KEY]


def status(app):
    return app.markdown[0].value


def test_the_first_screen_is_a_run_that_is_ready(opened):
    app = opened()
    assert status(app) == "**Step 0** · press Play"
    assert app.button(key="transport_play").label == "Play"
    assert run_of(app).shown.frame["loss"].test_loss.shape == (2,)
    assert not app.warning
    assert not app.select_slider(key="control_speed").disabled


def test_play_trains_with_every_tick_until_pause(opened):
    app = press(opened(speed="4"), "play")
    assert app.button(key="transport_play").label == "Pause"
    checked(app.run())
    first = run_of(app).step
    assert first > 0
    checked(app.run())
    assert run_of(app).step > first
    press(app, "pause" if app.button(key="transport_play").label == "Play" else "play")
    stopped = run_of(app).shown_step
    checked(app.run())
    assert run_of(app).shown_step == stopped
    assert status(app).startswith(f"**Step {stopped}**")
    assert status(app).endswith("paused")


def test_step_epoch_reset_and_new_seed(opened):
    app = press(opened(), "step")
    assert run_of(app).step == 1
    press(app, "epoch")
    assert run_of(app).step == RunConfig().epoch_steps
    assert status(app).startswith("**Step 25** · epoch 1")
    press(app, "reset")
    assert status(app) == "**Step 0** · press Play"
    press(app, "seed")
    assert app.query_params["seed"] == "1"


def test_the_address_and_the_share_button_hold_the_run(opened):
    app = opened(activations="elu(alpha=2.0),relu|tanh", hidden="4,3", seed="7")
    assert dict(app.query_params) == link.write(run_of(app).config)
    checked(app.button(key="share_button").click().run())
    (address,) = (block.value for block in app.code if "dataset=" in block.value)
    shared = address.partition("?")[2]
    query = dict(parse_qsl(shared, keep_blank_values=True))
    assert link.read(query) == (run_of(app).config, ())


def test_what_a_link_asks_for_in_vain_is_said_until_the_next_action(opened):
    app = opened(noise="7", nonsense="1")
    assert [warning.value for warning in app.warning] == [
        "Noise must be a number between 0 and 1; the link has 7. Used instead: 1.  \n"
        "The link asks for nonsense, which is not a setting."
    ]
    checked(app.run())
    assert app.warning
    press(app, "step")
    assert not app.warning


def test_a_run_that_is_over_can_only_start_anew(opened):
    app = press(opened(stop_step="2"), "play")
    for _ in range(2):
        checked(app.run())
    assert run_of(app).step == 2
    assert status(app) == "**Step 2** · stopped: step limit"
    assert app.button(key="transport_play").disabled
    assert not app.button(key="transport_reset").disabled
    press(app, "reset")
    assert not app.button(key="transport_play").disabled


def test_looking_back_while_paused(opened):
    app = opened()
    assert transport.earlier(run_of(app)) == ()
    for _ in range(3):
        press(app, "step")
    run = run_of(app)
    assert timebar.bar(run, run.past.steps)["steps"] == [0, 1, 2, 3]
    transport.move(run, 1)
    checked(app.run())
    assert (run_of(app).shown_step, run_of(app).step) == (1, 3)
    assert status(app).startswith("**Step 1** ")
    press(app, "step")
    assert run_of(app).shown_step == 4


def test_a_branch_and_back_to_the_original(opened):
    app = opened()
    for _ in range(3):
        press(app, "step")
    assert app.button(key="transport_branch").disabled
    session.look_at(run_of(app), 1)
    checked(app.run())
    press(app, "branch")
    press(app, "step")
    assert status(app).startswith("**Step 2** · branch from step 1 · epoch 0 · ")
    press(app, "switch")
    assert status(app).startswith("**Step 3** · epoch ")
    press(app, "switch")
    assert status(app).startswith("**Step 2** · branch from step 1 · ")


def test_a_cluster_that_cannot_be_used_is_one_sentence(opened, monkeypatch):
    def refuse():
        raise ClusterError("no scheduler answers at tcp://nobody")

    monkeypatch.setattr(workers, "open_cluster", refuse)
    workers.workers.clear()
    app = opened()
    away = workers.AWAY.format(why="no scheduler answers at tcp://nobody")
    assert [warning.value for warning in app.warning] == [away]


def test_a_busy_server_says_so_and_keeps_the_picture(use, held, monkeypatch):
    monkeypatch.setattr(session, "PATIENCE", 0.0)
    app = checked(AppTest.from_file(str(ROOT / STARTS[1]), default_timeout=60).run())
    held.finish()
    press(app, "play")
    checked(app.run())
    assert "waiting for a free worker" in status(app)
    assert run_of(app).shown.frame.step == 0


def test_every_page_is_there_and_listed_once():
    paths = [lens.path for lens in (*catalog.LENSES, *catalog.LABS)]
    assert sorted(paths) == sorted(
        path.relative_to(ROOT).as_posix() for path in (ROOT / "pages").glob("*.py")
    )
    assert all(lens.line and lens.about and lens.icon for lens in catalog.LENSES)
    assert catalog.lens_of("Playground") is catalog.LENSES[0]


@pytest.mark.parametrize(
    ("recent", "now", "wanted"),
    [
        ([], 0.25, 0.25),
        ([0.01] * 8, 0.25, 0.25),
        ([0.01, 0.2], 0.25, 0.5),
        ([0.3], 0.25, 0.75),
        ([9.0], 0.25, INTERVALS[-1]),
        ([0.15], 1.0, 0.5),
        ([0.01], 4.0, 0.25),
    ],
)
def test_ticks_are_at_least_twice_as_long_as_frames(recent, now, wanted):
    found = live.interval(recent, now=now)
    assert found == wanted
    assert found >= min(2 * max(recent, default=0), INTERVALS[-1])


def test_the_words_for_a_screen_reader_change_with_the_state_only(opened):
    app = opened()
    run = run_of(app)
    assert live.announcement(run) == "Ready to play."
    run.playing = True
    assert live.announcement(run) == "Playing."
    press(app, "step")
    assert live.announcement(run_of(app)) == "Paused at step 1."


def test_a_step_that_is_still_being_computed_is_shown_when_it_is_there(held, monkeypatch):
    monkeypatch.setattr(session, "PATIENCE", 0.0)
    app = checked(AppTest.from_file(str(ROOT / STARTS[1]), default_timeout=60).run())
    held.finish()
    checked(app.run())
    for _ in range(3):
        press(app, "step")
        held.finish()
        checked(app.run())
    run = run_of(app)
    transport.move(run, 1)
    checked(app.run())
    assert (run.shown_step, timebar.bar(run, run.past.steps)["settled"]) == (3, False)
    held.finish()
    checked(app.run())
    assert (run.shown_step, timebar.bar(run, run.past.steps)["settled"]) == (1, True)


@pytest.mark.parametrize(
    ("page", "start"),
    [
        ("http://localhost:8501", "http://localhost:8501/?dataset="),
        ("https://host/app/race?old=1", "https://host/app/race?dataset="),
    ],
)
def test_the_link_starts_with_the_address_of_the_page(page, start):
    found = links.address(page, link.write(RunConfig()))
    assert found.startswith(start)
    assert "activations=relu,tanh&hidden=8,8&" in found


def test_two_of_many_layers_are_chosen(opened):
    app = opened(hidden="4,4,4,4,4,4")
    sliders = [s for s in app.select_slider if s.label.startswith("Layers drawn")]
    if sliders:
        assert sliders[0].value == (3, 4)
        checked(sliders[0].set_range(2, 5).run())
        view = run_of(app).shown
        assert len(view.frame["preactivations"].layers) == 6
    else:
        assert "preactivations" not in run_of(app).shown.frame
