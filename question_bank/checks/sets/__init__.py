"""Rules about all items together: what chance allows, what two items give away."""
