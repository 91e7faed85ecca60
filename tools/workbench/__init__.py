"""Sets up, runs and tests the app on a bench of its own. Standard library only: it runs before anything is installed."""
