"""The use cases: what a signed-in person can do, one function each.

Every function takes the signed-in person (`viewer`) and the time (`now`, with a time zone) first. It checks access,
opens the transaction, calls the domain and storage, and writes the history.
"""
