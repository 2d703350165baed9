"""The parts of the Activations page below its pictures: the ledger of units, and the autopsy."""
