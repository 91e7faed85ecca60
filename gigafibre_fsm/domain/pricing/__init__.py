"""What an order costs: values in, values out. Worked examples in docs/prices.md.

catalogue.py  items, dated prices, zones, rules: what an administrator decides
request.py    what somebody wants to buy
checks.py     what cannot be sold, and why
quote.py      the lines, the totals, the first invoice
"""
