"""The map: which activation trains at which learning rate."""

if __name__ == "__main__":
    from dashboard.labs import page
    from dashboard.labs.rate_map import LAB

    page.show(LAB)
