/**
 * What all services share: the HTTP front door, requests and answers, and the seams for who may do
 * what.
 */
@NullMarked
package com.eventbuspro.localaws.http;

import org.jspecify.annotations.NullMarked;
