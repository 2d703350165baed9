"""Dying: units that put out 0 for good, how they die and what helps."""

if __name__ == "__main__":
    from dashboard.labs import page
    from dashboard.labs.dying import LAB

    page.show(LAB)
