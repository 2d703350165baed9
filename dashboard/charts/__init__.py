"""Pictures: records in, specifications and arrays out; nothing here computes statistics."""
