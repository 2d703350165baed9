"""What the workers do: nothing for a closed tab, and a killed one does not stop a run."""

import time

from playwright.sync_api import expect

from tests.browser import app

# A toast is gone after some seconds.
WATCH_FOR_TOAST = """() => {
    window.told = false;
    const look = () => {
        window.told ||= document.body.innerText.includes("Worker restarted; continued from step");
    };
    new MutationObserver(look).observe(document.body, { childList: true, subtree: true });
}"""


def seconds_of_work(server) -> float:
    """CPU time that the workers have spent so far."""
    return sum(sum(worker.cpu_times()[:2]) for worker in server.workers())


def test_a_closed_tab_stops_the_work(page, server):
    app.open_app(page, "/?speed=0")
    app.press(page, "play")
    app.wait_for_step(page, 200)
    start = seconds_of_work(server)
    time.sleep(2)
    assert seconds_of_work(server) > start + 0.2, "the workers do not work while a run plays"
    page.close()
    time.sleep(2)
    start = seconds_of_work(server)
    time.sleep(3)
    assert seconds_of_work(server) < start + 0.1


def test_pausing_stops_the_work(page, server):
    app.open_app(page, "/?speed=0")
    app.press(page, "play")
    app.wait_for_step(page, 50)
    app.press(page, "play")
    expect(app.status(page)).to_contain_text("paused")
    time.sleep(1)
    start = seconds_of_work(server)
    time.sleep(3)
    assert seconds_of_work(server) < start + 0.1


def kill_workers(page, server) -> None:
    """Kill all workers and wait until others have gone on with the run."""
    killed, at = server.workers(), app.step(page)
    assert killed, "the server has no workers"
    for worker in killed:
        worker.kill()
    app.wait_for_step(page, at + 60)
    assert not {w.pid for w in killed} & {w.pid for w in server.workers()}


def test_a_killed_worker_does_not_stop_the_run(page, server):
    """A worker that dies between two calls has lost nothing, and nothing is said: kill again."""
    app.open_app(page, "/?speed=0&hidden=32,32")
    app.press(page, "play")
    app.wait_for_step(page, 60)
    page.evaluate(WATCH_FOR_TOAST)
    for _ in range(6):
        kill_workers(page, server)
        if page.evaluate("window.told"):
            return
    raise AssertionError("workers were killed six times, and it was never said")
