"""What a signal speaks of: products, families, country, component, population, place, level, period, amounts."""
