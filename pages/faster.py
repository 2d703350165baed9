"""Is it really faster? Steps to target, and what an activation costs."""

if __name__ == "__main__":
    from dashboard.labs import page
    from dashboard.labs.faster import LAB

    page.show(LAB)
