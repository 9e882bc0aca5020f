"""The ledger of readings."""

from question_bank.ledger import Ledger
from question_bank.readings.reading import Reading

READINGS = Ledger("readings", Reading)
