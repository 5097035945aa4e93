"""Tags and filters of the campus's templates."""
