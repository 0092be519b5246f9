"""What was concluded, as a reader wants it: under all names, in a profile, counted by rule."""
