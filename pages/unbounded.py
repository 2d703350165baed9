"""Unbounded, and learned slopes: far zoom, gain, learning rate, PReLU, mean shift."""

if __name__ == "__main__":
    from dashboard.labs import page
    from dashboard.labs.unbounded import LAB

    page.show(LAB)
