/**
 * Writes rows of plain Java values to Parquet files that Iceberg and everybody else can read. Not
 * for use outside this module.
 */
@NullMarked
package com.eventbuspro.lake.parquet;

import org.jspecify.annotations.NullMarked;
