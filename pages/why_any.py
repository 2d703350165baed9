"""Why any activation function? What is left of a deep net without one, and XOR."""

if __name__ == "__main__":
    from dashboard.labs import page
    from dashboard.labs.why_any import LAB

    page.show(LAB)
