"""How sparse, and does it pay?: zeros among activations, their price and what they save."""

if __name__ == "__main__":
    from dashboard.labs import page
    from dashboard.labs.sparse import LAB

    page.show(LAB)
