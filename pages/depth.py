"""Depth: what many layers do to signals, forward and back."""

if __name__ == "__main__":
    from dashboard.labs import page
    from dashboard.labs.depth import LAB

    page.show(LAB)
