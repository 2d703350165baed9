"""Why 0? Nets whose activation has another floor than ReLU's."""

if __name__ == "__main__":
    from dashboard.labs import page
    from dashboard.labs.why_zero import LAB

    page.show(LAB)
