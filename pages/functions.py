"""Functions: curves, properties, signals and cost of any number of activations."""

if __name__ == "__main__":
    import streamlit as st

    from dashboard import live, markdown, session, shell
    from dashboard.functions import chooser, curves, details, selection

    shell.ensure()
    live.show(("loss",))
    run = session.current()
    shown = selection.current(run)
    st.title("Functions")
    note = st.container()  # always there, so that nothing below moves when it is empty
    if shown.note:
        note.warning(markdown.plain(shown.note))
    left, right = st.columns((5, 11), gap="medium")
    with left:
        chooser.draw(shown.choices)
    with right:
        curves.draw(shown.choices)
    details.draw(run, shown.choices)
