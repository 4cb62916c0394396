"""The words of the base: countries, pathology families, components, indicators, and how a reader's words find them."""
