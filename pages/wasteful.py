"""Is it wasteful?: what rectifiers throw away, and what they keep."""

if __name__ == "__main__":
    from dashboard.labs import page
    from dashboard.labs.wasteful import LAB

    page.show(LAB)
