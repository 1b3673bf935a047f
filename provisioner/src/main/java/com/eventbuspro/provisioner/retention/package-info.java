/**
 * Keeps unread events from expiring: while the lake lags, a stream is kept longer than declared.
 *
 * <p>What is decided is remembered in the table {@code retention_guard}; the stream's kind adds it
 * to what is declared, so every change is one of the engine's, and a recheck for drift finds
 * nothing to undo.
 */
@NullMarked
package com.eventbuspro.provisioner.retention;

import org.jspecify.annotations.NullMarked;
