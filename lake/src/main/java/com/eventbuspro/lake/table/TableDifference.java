package com.eventbuspro.lake.table;

/**
 * One thing that a table should be and is not.
 *
 * @param path what: {@code columns.<name>}, {@code properties.<key>}, {@code quarantine} …
 * @param desired how it should be, for people
 * @param observed how it is, for people; empty when it is not there
 */
public record TableDifference(String path, String desired, String observed) {}
