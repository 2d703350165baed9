"""On images: a small net of convolutions reads handwritten digits."""

if __name__ == "__main__":
    from dashboard.labs import page
    from dashboard.labs.images import LAB

    page.show(LAB)
