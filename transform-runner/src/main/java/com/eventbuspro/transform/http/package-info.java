/**
 * The runner's internal HTTP: who may ask, how much may be asked, and problems as RFC 9457 has
 * them. What is asked is the business of {@link com.eventbuspro.transform.http.Endpoint}s.
 */
@NullMarked
package com.eventbuspro.transform.http;

import org.jspecify.annotations.NullMarked;
