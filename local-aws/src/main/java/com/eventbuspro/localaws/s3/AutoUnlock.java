package com.eventbuspro.localaws.s3;

/** Gives back a lock at the end of a try block. */
@FunctionalInterface
interface AutoUnlock extends AutoCloseable {
  @Override
  void close();
}
