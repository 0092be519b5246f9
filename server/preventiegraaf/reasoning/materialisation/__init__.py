"""The compiled rules at work, on columns of numbers, until nothing new follows; more can be added afterwards."""
