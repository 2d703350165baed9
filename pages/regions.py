"""A net of if-statements: the regions in which a net is one affine map, found exactly."""

if __name__ == "__main__":
    from dashboard import shell
    from dashboard.labs import page
    from dashboard.labs.regions import LAB

    shell.ensure()
    page.show(LAB)
