"""What people see: pages for each role, in Bahasa Indonesia and English."""
