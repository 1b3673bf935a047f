package com.eventbuspro.platform.security;

import java.util.Optional;
import org.springframework.data.jpa.repository.JpaRepository;

interface AccessTokenRepository extends JpaRepository<AccessToken, Long> {
  Optional<AccessToken> findByTokenHash(byte[] tokenHash);

  Optional<AccessToken> findByName(String name);
}
