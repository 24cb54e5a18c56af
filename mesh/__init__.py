"""What every Packshot service shares: settings, errors, interceptors, channels, transfers. It knows no service."""
