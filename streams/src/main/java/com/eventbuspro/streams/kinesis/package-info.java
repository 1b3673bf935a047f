/** Amazon Kinesis behind our ports. The only place in the product that speaks to its SDK. */
@NullMarked
package com.eventbuspro.streams.kinesis;

import org.jspecify.annotations.NullMarked;
