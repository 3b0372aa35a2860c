"""The version of the program: on its own, so that whatever writes it down need not import everything else."""

__version__ = "0.1.0"
