"""What a demo is: Task, Card, protocols, and the registry that finds the demos."""
