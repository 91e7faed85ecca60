"""What placing an order costs, beside the ways it could be done otherwise; see bench_orders.py."""
