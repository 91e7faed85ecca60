"""The rows an installation starts with: items and prices, taxes, holidays, project template, message texts.

Everything here is a starting point that an administrator edits. `ensure` makes what is missing and never touches a
row again, see `made`.
"""

from gigafibre_fsm.setup.catalogue.ensure import ensure

__all__ = ["ensure"]
