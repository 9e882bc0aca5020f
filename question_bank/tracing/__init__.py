"""Where figures and references of items come from: a ledger of who looked, and what was seen."""
