package com.eventbuspro.transform.destination;

import java.io.Serializable;
import org.apache.flink.table.types.logical.LogicalType;

/**
 * A column of a result.
 *
 * @param name its name
 * @param type its type
 * @param index its place among the columns of the rows
 */
record ResultColumn(String name, LogicalType type, int index) implements Serializable {
  private static final long serialVersionUID = 1L;
}
