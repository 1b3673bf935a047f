/** Pipelines: declared, changed, looked at. What becomes of them is the transform-runner's. */
@NullMarked
package com.eventbuspro.platform.pipeline;

import org.jspecify.annotations.NullMarked;
