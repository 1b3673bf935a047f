package com.eventbuspro.transform.engine;

import com.eventbuspro.dataplane.PlatformAccess;
import com.eventbuspro.streams.AwsCredentials;
import java.io.IOException;
import java.net.URI;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.core.fs.FileSystem;
import org.apache.flink.core.fs.UnsupportedFileSystemSchemeException;
import org.apache.flink.core.plugin.PluginUtils;

/**
 * The file systems that Flink reaches from this JVM. S3's is one of Flink's plugins: it is in a
 * folder of its own below {@code plugins} in the working directory, or below {@code
 * FLINK_PLUGINS_DIR}, as Flink has it everywhere. A cluster elsewhere has its own, set up by its
 * owner.
 */
public final class FlinkFiles {
  // That the plugin's AWS SDK is the first one is said with a stack trace each time, unless:
  private static final String ANNOUNCEMENT = "aws.java.v1.disableDeprecationAnnouncement";
  private static final String PROVIDER = "s3.aws.credentials.provider";

  private FlinkFiles() {}

  /**
   * Makes them known to this JVM; S3 is reached as the platform reaches it.
   *
   * @param folder where state will be kept
   * @throws IllegalArgumentException if no file system here knows such a folder
   */
  public static void prepare(PlatformAccess platform, URI folder) {
    if ("file".equals(folder.getScheme())) {
      return; // Known without plugins.
    }
    if (System.getProperty(ANNOUNCEMENT) == null) {
      System.setProperty(ANNOUNCEMENT, "true");
    }
    Configuration settings = settings(platform);
    FileSystem.initialize(settings, PluginUtils.createPluginManagerFromRootFolder(settings));
    try {
      FileSystem.get(folder);
    } catch (UnsupportedFileSystemSchemeException e) {
      throw new IllegalArgumentException(
          "Flink knows no file system for "
              + folder
              + " here. For S3, put flink-s3-fs-hadoop of Flink's version into the folder"
              + " plugins/s3-fs-hadoop of the working directory",
          e);
    } catch (IOException e) {
      throw new IllegalArgumentException("Flink's file system for " + folder + " is not usable", e);
    }
  }

  static Configuration settings(PlatformAccess platform) {
    Configuration settings = new Configuration();
    settings.setString("s3.endpoint.region", platform.aws().region());
    URI endpoint = platform.s3Endpoint();
    if (endpoint != null) {
      settings.setString("s3.endpoint", endpoint.toString());
      settings.setString("s3.path.style.access", "true");
    }
    if (platform.aws().credentials() instanceof AwsCredentials.Static pair) {
      settings.setString("s3.access-key", pair.accessKeyId());
      settings.setString("s3.secret-key", pair.secretAccessKey());
      settings.setString(PROVIDER, "org.apache.hadoop.fs.s3a.SimpleAWSCredentialsProvider");
    } else {
      // Its own default knows nothing of profiles, containers and web identities.
      settings.setString(PROVIDER, "com.amazonaws.auth.DefaultAWSCredentialsProviderChain");
    }
    return settings;
  }
}
