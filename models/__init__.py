"""What is true without a screen: data, nets, training and measures, importable from a notebook."""
