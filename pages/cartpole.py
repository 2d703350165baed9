"""In reinforcement learning: policies with and without activations balance a pole."""

if __name__ == "__main__":
    from dashboard.labs import page
    from dashboard.labs.cartpole import LAB

    page.show(LAB)
