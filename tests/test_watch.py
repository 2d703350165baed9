"""What a page complains about is found, and what a test allows is not."""

from tests.browser.watch import Watch


def test_errors_and_foreign_requests_are_problems() -> None:
    watch = Watch("http://127.0.0.1:8501")
    watch.console("log", "hello")
    watch.console("error", "lost")
    watch.request("http://127.0.0.1:8501/app/static/a.js")
    watch.request("data:image/png;base64,AAAA")
    watch.request("https://example.org/font.woff2")
    assert watch.unexpected() == [
        "console: lost",
        "request to another host: https://example.org/font.woff2",
    ]
    watch.allow("^console: lo")
    assert watch.unexpected() == ["request to another host: https://example.org/font.woff2"]
