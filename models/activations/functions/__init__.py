"""The torch functions of the table, by family.

Each takes ``z`` of any shape and returns a tensor of that shape and dtype. Hyperparameters may be
numbers or tensors that broadcast against ``z``. A number that is not one stays one, and no finite
``z`` makes one; what is too large for the dtype is infinite. The derivative at a kink is PyTorch's,
and the result always hangs on ``z`` in the graph, with a gradient of zeros where the function is
flat. At infinity stands the limit, where there is one; a slope of exactly 0 has none there.
"""
