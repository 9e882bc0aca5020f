"""Words that an item should not hold, and why: lists as data, one rule for each list."""
