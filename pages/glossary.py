"""The glossary: every word on screen, while the run goes on."""

if __name__ == "__main__":
    import streamlit as st

    from dashboard import glossary, live, shell

    shell.ensure()
    live.show(("loss",))
    st.title("Glossary")
    words = st.text_input("Search", placeholder="dead, learning rate, …", width=320)
    terms = glossary.found(words)
    if not terms:
        st.markdown(f"No term or sentence has “{words}”. Clear the search to see all.")
    for term in terms:
        st.markdown(f"**{glossary.title(term)}**  \n{glossary.text(term)}", width=640)
