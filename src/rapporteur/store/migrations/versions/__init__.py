"""One module a step, named r<number>_<what>."""
