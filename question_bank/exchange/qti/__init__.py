"""QTI content packages: 2.1 and 3.0 both ways, 1.2 in."""
