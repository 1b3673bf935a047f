package com.eventbuspro.platform.security;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Makes and checks access tokens. Only their SHA-256 is kept. */
@Service
public class TokenService {
  private final AccessTokenRepository tokens;
  private final Clock clock;

  TokenService(AccessTokenRepository tokens, Clock clock) {
    this.tokens = tokens;
    this.clock = clock;
  }

  /** Whose token this is; empty when it is nobody's or has expired. */
  @Transactional(readOnly = true)
  public Optional<Caller> caller(String token) {
    if (!Secret.isValid(token)) {
      return Optional.empty();
    }
    return tokens
        .findByTokenHash(new Secret(token).hash())
        .filter(found -> found.isValidAt(clock.instant()))
        .map(AccessToken::caller);
  }

  /**
   * Makes a token that does not expire and returns it; it cannot be read again.
   *
   * @param name unique; who, in audit records
   * @param team the team it speaks for; null means every team
   */
  @Transactional
  public String create(String name, Role role, @Nullable String team) {
    Secret secret = Secret.random();
    tokens.saveAndFlush(new AccessToken(name, role, team, secret.hash(), clock.instant(), null));
    return secret.value();
  }

  /**
   * Sees to it that the directory holds one valid token per role, in a file of the role's name that
   * only its owner can read. A token that was written earlier stays valid.
   *
   * @throws UncheckedIOException if the directory cannot be written
   */
  @Transactional
  public void ensureDemoTokens(Path directory) {
    try {
      Files.createDirectories(directory);
      for (Role role : Role.values()) {
        ensureDemoToken(role, directory.resolve(role.name().toLowerCase(Locale.ROOT)));
      }
    } catch (IOException e) {
      throw new UncheckedIOException("Could not keep the demo tokens in " + directory, e);
    }
  }

  private void ensureDemoToken(Role role, Path file) throws IOException {
    String name = "demo-" + role.name().toLowerCase(Locale.ROOT);
    Secret secret = read(file).orElseGet(Secret::random);
    Optional<AccessToken> known = tokens.findByName(name);
    if (known.isEmpty()) {
      tokens.saveAndFlush(new AccessToken(name, role, null, secret.hash(), clock.instant(), null));
    } else if (!known.get().hasHash(secret.hash())) {
      known.get().replaceHash(secret.hash());
    }
    write(file, secret);
  }

  private static Optional<Secret> read(Path file) throws IOException {
    if (!Files.isRegularFile(file) || Files.size(file) > 100) {
      return Optional.empty();
    }
    String text = Files.readString(file).strip();
    return Secret.isValid(text) ? Optional.of(new Secret(text)) : Optional.empty();
  }

  /** Never readable by others, not even for a moment; whole or not at all. */
  private static void write(Path file, Secret secret) throws IOException {
    Path draft =
        Files.createTempFile(
            file.toAbsolutePath().getParent(),
            "." + file.getFileName(),
            ".new",
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    Files.writeString(draft, secret.value() + "\n");
    Files.move(draft, file, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
  }
}
