package com.eventbuspro.platform.security;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

@Entity
@Table(name = "access_token")
class AccessToken {
  @Id
  @GeneratedValue(strategy = GenerationType.IDENTITY)
  private @Nullable Long id;

  @Column(nullable = false, updatable = false)
  private String name;

  @Enumerated(EnumType.STRING)
  @Column(nullable = false)
  private Role role;

  private @Nullable String team;

  @Column(name = "token_hash", nullable = false)
  private byte[] tokenHash;

  @Column(name = "created_at", nullable = false, updatable = false)
  private Instant createdAt;

  @Column(name = "expires_at")
  private @Nullable Instant expiresAt;

  @SuppressWarnings("NullAway.Init") // Filled by JPA.
  protected AccessToken() {}

  AccessToken(
      String name,
      Role role,
      @Nullable String team,
      byte[] tokenHash,
      Instant createdAt,
      @Nullable Instant expiresAt) {
    this.name = name;
    this.role = role;
    this.team = team;
    this.tokenHash = tokenHash.clone();
    this.createdAt = createdAt;
    this.expiresAt = expiresAt;
  }

  void replaceHash(byte[] newHash) {
    tokenHash = newHash.clone();
  }

  boolean hasHash(byte[] hash) {
    return java.security.MessageDigest.isEqual(tokenHash, hash);
  }

  boolean isValidAt(Instant now) {
    return expiresAt == null || now.isBefore(expiresAt);
  }

  Caller caller() {
    return new Caller(name, role, team);
  }

  @Nullable Long id() {
    return id;
  }

  Instant createdAt() {
    return createdAt;
  }
}
