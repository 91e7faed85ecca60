"""Takes messages out of the outbox and to their provider: at most one process has one message at a time.

`drain` is the whole of it; `docs/outbox.md` says what holds when something breaks in the middle.
"""
