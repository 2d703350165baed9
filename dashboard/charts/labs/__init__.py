"""The pictures of the labs: records in, Vega-Lite specification and datasets out."""
