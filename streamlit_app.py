"""The entry point: `streamlit run streamlit_app.py`.

Its body stands under the guard and its imports inside, because each worker process imports this
file when it starts.
"""

if __name__ == "__main__":
    from dashboard import shell

    shell.enter()
