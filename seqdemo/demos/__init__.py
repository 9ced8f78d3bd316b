"""The demos, a folder each; found by `seqdemo.tasks`, never listed."""
