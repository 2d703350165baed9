"""The pages under Learn: one record a lab, and the one form that shows them all."""
