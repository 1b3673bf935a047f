package com.eventbuspro.localaws.s3;

import com.eventbuspro.localaws.auth.SignatureVerifier;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import org.eclipse.jetty.ee11.servlet.ServletContextHandler;
import org.eclipse.jetty.ee11.servlet.ServletHolder;
import org.eclipse.jetty.http.HttpCompliance;
import org.eclipse.jetty.http.UriCompliance;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.thread.QueuedThreadPool;
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

  private final Server server;
  private final ServerConnector connector;

  private S3Server(Server server, ServerConnector connector) {
    this.server = server;
    this.connector = connector;
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
    Server server = new Server(threads());
    ServerConnector connector = connector(server, settings);
    ServletContextHandler context = new ServletContextHandler("/");
    context.addServlet(new ServletHolder(new S3Servlet(handler, store, gate)), "/*");
    server.setHandler(context);
    S3Server started = new S3Server(server, connector);
    started.start(new InetSocketAddress(settings.address(), settings.port()));
    return started;
  }

  private static BlobStore open(Path objects, Path scratch) {
    BlobStore store = new FilesystemNio2BlobStore(objects.toString());
    if (!UnfinishedUploads.canBeTold(scratch)) {
      return store;
    }
    UnfinishedUploads.sweep(objects);
    return new FinishedObjects(store);
  }

  private static QueuedThreadPool threads() {
    QueuedThreadPool threads = new QueuedThreadPool(MAX_THREADS, 4);
    threads.setName("local-s3");
    threads.setDaemon(true);
    return threads;
  }

  private static ServerConnector connector(Server server, S3Settings settings) {
    HttpConfiguration http = new HttpConfiguration();
    http.setSendServerVersion(false);
    // Object keys are any text: percent-encoded slashes, dots and empty segments are all right in
    // S3.
    http.setHttpCompliance(HttpCompliance.LEGACY);
    http.setUriCompliance(UriCompliance.UNSAFE);
    http.setHeaderCacheCaseSensitive(true);
    ServerConnector connector = new ServerConnector(server, 1, 1, new HttpConnectionFactory(http));
    connector.setHost(settings.address().getHostAddress());
    connector.setPort(settings.port());
    server.addConnector(connector);
    return connector;
  }

  private static void createDirectories(Path directory) {
    try {
      Files.createDirectories(directory);
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot make the directory " + directory, e);
    }
  }

  private void start(InetSocketAddress wanted) {
    try {
      server.start();
    } catch (IOException e) {
      close();
      throw new UncheckedIOException(
          "Cannot listen on " + wanted + ": " + e.getMessage() + ". Is another program using it?",
          e);
    } catch (Exception e) {
      close();
      throw new IllegalStateException("Cannot start the S3 server on " + wanted, e);
    }
  }

  /** The URI for an SDK's endpoint override; the client must use path-style access. */
  public URI endpoint() {
    String host = connector.getHost();
    String literal = host.contains(":") ? "[" + host + "]" : host;
    return URI.create("http://" + literal + ":" + connector.getLocalPort());
  }

  /** Stops accepting and ends open connections. */
  @Override
  public void close() {
    try {
      server.stop();
    } catch (Exception e) {
      throw new IllegalStateException("The S3 server did not stop", e);
    }
  }
}
