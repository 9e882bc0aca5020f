"""Home and sign-in: plain server pages."""
