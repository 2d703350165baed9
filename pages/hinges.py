"""Learn: how hinges add up to any curve, by hand and by training."""

if __name__ == "__main__":
    from dashboard.labs import page
    from dashboard.labs.hinges import LAB

    page.show(LAB)
