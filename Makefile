# Every command is in tools/workbench; `make help` lists them and the variables.
.DEFAULT_GOAL := help
# Variables given to make reach the command through its environment.
COMMANDS := help demo test test-pure test-site test-e2e run stop lint bench-report types clean setup

.PHONY: $(COMMANDS)

$(COMMANDS):
	@./tools/dev $@ $(ARGS)
