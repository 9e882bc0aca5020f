"""Parallel forms: assembled together, published as frozen files, readable for ever."""
