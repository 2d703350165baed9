"""Claims: sentences that learners meet, tried."""

if __name__ == "__main__":
    from dashboard.labs import claims

    claims.show()
