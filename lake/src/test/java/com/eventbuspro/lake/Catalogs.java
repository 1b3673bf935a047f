package com.eventbuspro.lake;

import java.util.Map;

/** Lakes for tests. */
public final class Catalogs {
  private Catalogs() {}

  public static LakeCatalog inMemory() {
    return LakeCatalog.open(
        LakeConfig.of(
            Map.of(
                "catalog-impl",
                "org.apache.iceberg.inmemory.InMemoryCatalog",
                "warehouse",
                "memory://warehouse")));
  }
}
