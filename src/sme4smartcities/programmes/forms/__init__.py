"""What coordinators and organisations type about programmes."""
