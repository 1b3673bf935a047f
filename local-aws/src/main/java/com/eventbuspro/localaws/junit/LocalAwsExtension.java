package com.eventbuspro.localaws.junit;

import com.eventbuspro.localaws.LocalAws;
import com.eventbuspro.localaws.LocalAwsConfig;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/**
 * Gives test methods, lifecycle methods and constructors a running {@link LocalAws}, on free ports
 * and in a temporary directory. It starts when a class first asks for it, is shared by that class
 * (and the classes nested in it), and is stopped and deleted after its last test.
 *
 * <pre>{@code
 * @ExtendWith(LocalAwsExtension.class)
 * class PublisherTest {
 *   @Test
 *   void publishes(LocalAws aws) {
 *     KinesisClient kinesis = KinesisClient.builder().endpointOverride(aws.endpoint())…
 *   }
 * }
 * }</pre>
 *
 * <p>For other settings: {@code @RegisterExtension static final LocalAwsExtension AWS =
 * LocalAwsExtension.with(config -> config.withKinesisLimits(KinesisLimits.AWS));}
 */
public final class LocalAwsExtension implements ParameterResolver {
  private static final ExtensionContext.Namespace NAMESPACE =
      ExtensionContext.Namespace.create(LocalAwsExtension.class);

  private final UnaryOperator<LocalAwsConfig> change;

  /** With default settings; what {@code @ExtendWith} uses. */
  public LocalAwsExtension() {
    this(UnaryOperator.identity());
  }

  private LocalAwsExtension(UnaryOperator<LocalAwsConfig> change) {
    this.change = change;
  }

  /** With settings changed from the default ones; the ports are free ones unless changed too. */
  public static LocalAwsExtension with(UnaryOperator<LocalAwsConfig> change) {
    return new LocalAwsExtension(change);
  }

  @Override
  public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
    return parameter.getParameter().getType() == LocalAws.class;
  }

  @Override
  public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
    return classContext(context)
        .getStore(NAMESPACE)
        .computeIfAbsent(this, key -> Running.start(change), Running.class)
        .aws();
  }

  /** The context of the outermost test class, whose store is closed after its last test. */
  private static ExtensionContext classContext(ExtensionContext context) {
    ExtensionContext current = context;
    for (List<Class<?>> outer = current.getEnclosingTestClasses();
        current.getTestMethod().isPresent() || !outer.isEmpty();
        outer = current.getEnclosingTestClasses()) {
      current = current.getParent().orElseThrow();
    }
    return current;
  }

  private record Running(LocalAws aws, Path directory) implements AutoCloseable {
    static Running start(UnaryOperator<LocalAwsConfig> change) {
      try {
        Path directory = Files.createTempDirectory("local-aws-");
        LocalAwsConfig config = change.apply(LocalAwsConfig.in(directory).withPorts(0, 0));
        return new Running(LocalAws.start(config), directory);
      } catch (IOException e) {
        throw new UncheckedIOException("Cannot make a temporary directory for local-aws", e);
      }
    }

    @Override
    public void close() throws IOException {
      aws.close();
      try (Stream<Path> tree = Files.walk(directory)) {
        for (Path path : tree.sorted(Comparator.reverseOrder()).toList()) {
          Files.deleteIfExists(path);
        }
      }
    }
  }
}
