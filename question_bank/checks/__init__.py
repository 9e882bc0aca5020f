"""The rules of the bank, one module each: `registry` lists them, `run` asks them."""
