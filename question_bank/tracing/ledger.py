"""The ledger of traces."""

from question_bank.ledger import Ledger
from question_bank.tracing.trace import Trace

TRACES = Ledger("traces", Trace)
