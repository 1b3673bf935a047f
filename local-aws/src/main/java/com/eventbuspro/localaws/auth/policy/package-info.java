/** The IAM policy language: reading documents and deciding by them. No I/O, no state. */
@NullMarked
package com.eventbuspro.localaws.auth.policy;

import org.jspecify.annotations.NullMarked;
