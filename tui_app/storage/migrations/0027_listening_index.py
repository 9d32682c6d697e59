"""An index for the figures: all counters of a half-year, without a look at the table."""


def up(migrator, db):
    """The order of its entries follows from what they hold, so it does not tell who answered first."""
    db.execute_sql(
        "create index listening_count_half_year on listening_count "
        "(half_year, item, value, leader_id, waiting, released)"
    )
