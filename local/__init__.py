"""Packshot on one machine: the processes of the Procfile started, watched and stopped together. No service imports this."""
