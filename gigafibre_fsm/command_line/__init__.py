"""What `python -m gigafibre_fsm` does: the rules of domain/ on files. No Frappe here; numpy and rapidfuzz are enough."""
