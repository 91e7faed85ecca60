"""911: whether the address that the provider holds is the place where the phone is."""
