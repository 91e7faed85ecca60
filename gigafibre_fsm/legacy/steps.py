"""The steps of the migration, in the order in which one needs the other, and who does them.

A step is a function `run_step(run, **arguments)`: `run` is a `runner.StepRun`, which keeps the counts, the rejects and
the checkpoint; `arguments` are those of `legacy.run` that it names as keyword parameters.
"""

STEPS = {
	"12a": "gigafibre_fsm.legacy.address_register.step.run_step",
	"12b": "gigafibre_fsm.fibre_plant.services.linking.run_step",
}
