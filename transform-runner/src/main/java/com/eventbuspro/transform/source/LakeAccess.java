package com.eventbuspro.transform.source;

import com.eventbuspro.dataplane.PostgresDriver;
import com.eventbuspro.lake.LakeCatalog;
import com.eventbuspro.lake.LakeConfig;
import java.io.Serializable;
import java.util.HashMap;
import java.util.Map;

/** Opens the lake wherever Flink runs a part of the source; whoever opened it closes it. */
public interface LakeAccess extends Serializable {
  /** The open lake. */
  LakeCatalog open();

  /** The lake of a configuration. */
  static LakeAccess of(LakeConfig config) {
    String name = config.name();
    Map<String, String> properties = new HashMap<>(config.properties());
    boolean inPostgres = properties.getOrDefault("uri", "").startsWith("jdbc:postgresql:");
    return () -> {
      if (inPostgres) {
        // Iceberg's catalog relies on somebody having done so in this job's class loader.
        PostgresDriver.register();
      }
      return LakeCatalog.open(new LakeConfig(name, properties));
    };
  }
}
