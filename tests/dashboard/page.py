"""Pages, and the controls alone, as tests drive them."""

from pathlib import Path

from streamlit.testing.v1 import AppTest

PAGES = Path(__file__).resolve().parents[2] / "pages"


def open_page(page="playground", /, **query):
    """A page, opened with a query."""
    app = AppTest.from_file(str(PAGES / f"{page}.py"), default_timeout=60)
    for name, text in query.items():
        app.query_params[name] = text
    return checked(app.run())


def own(app):
    """What the address of the page says beside the run."""
    return app.session_state["session_own"]


def _controls():
    import streamlit as st

    from dashboard import catalog, controls, session

    run = session.current()
    controls.draw(run)
    session.write_link(run, catalog.LENSES[0])
    session.settle(run)
    for notice in run.notices:
        st.warning(notice)


def open_controls(**query):
    """The controls alone, opened with a query."""
    app = AppTest.from_function(_controls, default_timeout=60)
    for name, text in query.items():
        app.query_params[name] = text
    return checked(app.run())


def checked(app):
    assert not app.exception
    return app


def run_of(app):
    return app.session_state["session_run"]


def choose(app, kind, name, value):
    checked(getattr(app, kind)(key=f"control_{name}").set_value(value).run())
    return run_of(app)


def said(app):
    return " ".join(warning.value for warning in app.warning)
