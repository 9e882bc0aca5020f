"""What authors ask of the bank: its files as they stand, findings on a draft, and saving it."""
