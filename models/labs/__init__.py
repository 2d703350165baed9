"""The experiments behind the pages under Learn: pure functions, without a screen."""
