"""What people decide about figures: a log that only grows, and what stands by it. Pure functions; the store keeps."""
