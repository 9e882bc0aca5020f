"""The half of the sandbox that runs inside: standard library only, nothing of ours beside it.

It is shown to the sandbox as a folder of its own, where `graders` does not exist; so its modules
import each other relatively.
"""
