"""The rebooking marker: bookings of a cancelled flight need rebooking, those of a reinstated one no more."""
