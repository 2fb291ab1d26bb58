"""The hosted app: the same pages behind a gate for every route, with health, metrics and logs."""
