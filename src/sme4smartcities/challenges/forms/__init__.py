"""Forms of the Challenge Studio and of those who read challenges."""
