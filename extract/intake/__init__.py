"""What comes in through the dashboard: files are put on the disk, and another process reads them into the store."""
