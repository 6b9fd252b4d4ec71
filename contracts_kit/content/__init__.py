"""What people write: clauses, rules, parameter schemas, outlines and tables, loaded and checked."""
