package com.eventbuspro.transform.sql;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import org.apache.calcite.rel.RelNode;
import org.apache.calcite.util.ImmutableBitSet;
import org.apache.flink.table.planner.plan.metadata.FlinkRelMetadataQuery;
import org.jspecify.annotations.Nullable;

/** What tells the rows of a plan apart. */
final class Keys {
  private Keys() {}

  /**
   * The sets of columns of which the planner knows that no two rows agree in them, now or after a
   * change.
   *
   * @param names what the columns are called, in order
   */
  static List<SortedSet<String>> of(RelNode plan, List<String> names) {
    @Nullable Set<ImmutableBitSet> known =
        FlinkRelMetadataQuery.reuseOrCreate(plan.getCluster().getMetadataQuery())
            .getUpsertKeys(plan);
    List<SortedSet<String>> keys = new ArrayList<>();
    if (known != null) {
      for (ImmutableBitSet columns : known) {
        SortedSet<String> key = new TreeSet<>();
        columns.forEach(column -> key.add(names.get(column)));
        if (!key.isEmpty()) {
          keys.add(key);
        }
      }
    }
    return keys;
  }
}
