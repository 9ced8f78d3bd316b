"""What a demo is: Task, Card, and the registry of demos."""
