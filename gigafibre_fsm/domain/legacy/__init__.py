"""What a row of the legacy database becomes. Rows in, values out: no site, no server."""
