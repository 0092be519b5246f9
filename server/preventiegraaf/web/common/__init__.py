"""What every view stands on: what is served, in which language, at which addresses, in which forms."""
