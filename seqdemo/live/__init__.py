"""Your own network in the app, alive: `seqdemo.explore`."""
