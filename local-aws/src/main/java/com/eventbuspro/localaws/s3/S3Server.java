package com.eventbuspro.localaws.s3;

import com.eventbuspro.localaws.auth.SignatureVerifier;
import com.eventbuspro.localaws.http.Listener;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import org.eclipse.jetty.ee11.servlet.ServletContextHandler;
import org.eclipse.jetty.ee11.servlet.ServletHolder;
import org.eclipse.jetty.http.HttpCompliance;
import org.eclipse.jetty.http.UriCompliance;
import org.eclipse.jetty.server.HttpConfiguration;
import org.gaul.s3proxy.blobstore.BlobStore;
import org.gaul.s3proxy.nio2blob.FilesystemNio2BlobStore;

/**
 * S3 over plain HTTP on a directory, for path-style clients.
 *
 * <p>Objects are served by S3Proxy's handler inside our own server, so a request passes one HTTP
 * stack only and bodies are streamed. Signatures, permissions, bucket settings (policy, encryption,
 * public access block, tagging, versioning) and the order of conditional writes are ours.
 */
public final class S3Server implements AutoCloseable {
  private static final int MAX_THREADS = 100;

  private final Listener listener;

  private S3Server(Listener listener) {
    this.listener = listener;
  }

  /**
   * Opens the directory and serves it.
   *
   * @throws UncheckedIOException when the port is taken, naming it, or the directory cannot be used
   */
  public static S3Server start(S3Settings settings) {
    Path objects = settings.directory().resolve("objects");
    Path buckets = settings.directory().resolve("bucket-settings");
    createDirectories(objects);
    createDirectories(buckets);
    ObjectHandler handler = new ObjectHandler(open(objects, buckets));
    BucketSettingsStore store = new BucketSettingsStore(buckets);
    RequestGate gate =
        new RequestGate(
            new SignatureVerifier(settings.credentials(), settings.clock()),
            settings.authorizer(),
            store);
    ServletContextHandler context = new ServletContextHandler("/");
    context.addServlet(new ServletHolder(new S3Servlet(handler, store, gate)), "/*");
    Listener listener =
        new Listener("local-s3", MAX_THREADS, http(), settings.address(), settings.port());
    return new S3Server(listener.start(context));
  }

  private static BlobStore open(Path objects, Path scratch) {
    BlobStore store = new FilesystemNio2BlobStore(objects.toString());
    if (!UnfinishedUploads.canBeTold(scratch)) {
      return store;
    }
    UnfinishedUploads.sweep(objects);
    return new FinishedObjects(store);
  }

  private static HttpConfiguration http() {
    HttpConfiguration http = new HttpConfiguration();
    // Object keys are any text: percent-encoded slashes, dots and empty segments are all right in
    // S3.
    http.setHttpCompliance(HttpCompliance.LEGACY);
    http.setUriCompliance(UriCompliance.UNSAFE);
    http.setHeaderCacheCaseSensitive(true);
    return http;
  }

  private static void createDirectories(Path directory) {
    try {
      Files.createDirectories(directory);
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot make the directory " + directory, e);
    }
  }

  /** The URI for an SDK's endpoint override; the client must use path-style access. */
  public URI endpoint() {
    return listener.endpoint();
  }

  /** Stops accepting and ends open connections. */
  @Override
  public void close() {
    listener.close();
  }
}
